"""Equal values have equal records, however they came about."""

import pickle

import msgspec

from dateline.ledger.canonical import record, settled
from dateline.model import Where
from tests.ledger.make import bombing


def test_a_value_from_another_process_has_the_same_record():
    told, seen = bombing()
    for value in (told, seen):
        again = pickle.loads(pickle.dumps(value))
        decoded = msgspec.json.decode(msgspec.json.encode(value), type=type(value))
        converted = msgspec.convert(msgspec.to_builtins(value), type(value))

        assert record(value) == record(again) == record(decoded) == record(converted)


def test_nothing_is_copied_where_nothing_is_to_be_done():
    _, seen = bombing()
    once = settled(seen)

    assert settled(once) is once
    assert once == seen


def test_a_whole_number_among_fractions_has_the_record_that_a_file_gives_back():
    whole = Where("Mosul", 36, 43, 5259, reasons=(("named", 1),))

    assert record(whole) == record(Where("Mosul", 36.0, 43.0, 5259.0, reasons=(("named", 1.0),)))
    assert '"radius_m":5259.0' in record(whole)
