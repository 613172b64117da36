"""Verify finds what is broken, and nothing in a sound ledger."""

import pytest

from dateline.ledger import Ledger
from dateline.ledger.verify import verify
from tests.ledger.make import bombing, filled


@pytest.fixture
def ledger():
    with Ledger.open(":memory:") as opened:
        yield filled(opened, bombing(), bombing("Tikrit", 2, words="two people"))


def faults(ledger):
    return {check: found for check, found in verify(ledger) if found}


def break_in(ledger, table, statement):
    ledger.db.execute(f"DROP TRIGGER IF EXISTS {table}_keep_update")
    ledger.db.execute(f"DROP TRIGGER IF EXISTS {table}_keep_delete")
    ledger.db.execute("PRAGMA foreign_keys = OFF")
    ledger.db.execute(statement)


def test_a_sound_ledger(ledger):
    assert faults(ledger) == {}


@pytest.mark.parametrize(
    ("table", "statement", "check"),
    [
        ("reports", "UPDATE reports SET text = CAST('short' AS BLOB), packed = 0", "texts"),
        ("claims", "UPDATE claims SET record = replace(record, '\"evidence\":[[', '\"evidence\":[[9')", "offsets"),
        ("claims", "UPDATE claims SET record = json_set(record, '$.evidence', json('[]'))", "offsets"),
        ("sightings", "DELETE FROM sightings", "orphans"),
        ("reports", "DELETE FROM reports WHERE seq = 1", "file"),
        ("incidents", "UPDATE incidents SET record = json_set(record, '$.type', 'fire')", "incidents"),
        ("incidents", "DELETE FROM incidents", "incidents"),
    ],
)
def test_each_kind_of_damage_is_found(ledger, table, statement, check):
    break_in(ledger, table, statement)

    assert check in faults(ledger)
