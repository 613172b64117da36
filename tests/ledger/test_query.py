"""Each filter keeps what touches it and leaves out what does not."""

import pytest

from dateline.ledger import EVERYTHING, Filter, Ledger
from dateline.ledger.query import distance_m, fold
from tests.ledger.make import bombing, filled, observe, report


@pytest.fixture(scope="module")
def ledger():
    with Ledger.open(":memory:") as opened:
        undated = report("A fire burned somewhere, a witness said.", outlet="Paper")
        yield filled(
            opened,
            bombing("Mosul", 6, on="2016-11-04"),
            bombing("Tikrit", 3, on="2016-10-02", words="three people"),
            bombing("Suva", 1, on="2016-12-24", words="one person"),
            (
                undated,
                observe(undated, "fire", ("type", __import__("dateline.model").model.Label("fire", "fire"), "fire")),
            ),
        )


@pytest.mark.parametrize(
    ("chosen", "places"),
    [
        (Filter(), ["Tikrit", "Mosul", "Suva", None]),
        (Filter(since="2016-11-04"), ["Mosul", "Suva"]),
        (Filter(until="2016-11-04"), ["Tikrit", "Mosul"]),
        (Filter(since="2016-10-03", until="2016-11-03"), []),
        (Filter(near=(36.3, 43.1), radius_m=1000), ["Mosul"]),
        (Filter(near=(36.0, 43.1), radius_m=1000), []),
        (Filter(near=(-18.0, -179.9), radius_m=250_000), ["Suva"]),
        (Filter(box=(43, 34, 44, 35)), ["Tikrit"]),
        (Filter(box=(170, -30, -170, 0)), ["Suva"]),
        (Filter(types=("fire",)), [None]),
        (Filter(types=("fire", "ied")), ["Tikrit", "Mosul", "Suva", None]),
        (Filter(text="BOMB mosul"), ["Mosul"]),
        (Filter(text="somewhere witness"), [None]),
        (Filter(text="no such words"), []),
        (Filter(verification=("confirmed",)), []),
        (Filter(roles=("planned",)), []),
        (Filter(text="'; DROP TABLE incidents; --"), []),
        (Filter(types=("' OR 1=1 --",)), []),
    ],
)
def test_filters(ledger, chosen, places):
    found = [
        e.incident.fields["where"].best.value.name if "where" in e.incident.fields else None
        for e in ledger.incidents(chosen)
    ]

    assert found == places


def test_an_id_may_be_shortened(ledger):
    whole = next(iter(ledger.incidents())).incident.id

    assert [e.incident.id for e in ledger.find(whole)] == [whole]
    assert whole in [e.incident.id for e in ledger.find(whole[:5])]
    assert ledger.find("zzz") == []
    assert len(list(ledger.incidents(EVERYTHING))) == 4


def test_folding_for_search():
    assert fold("  Qayyārah\tOIL ") == "qayyarah oil"


def test_distance():
    assert round(distance_m((0, 0), (0, 1)) / 1000) == 111
    assert round(distance_m((0, 179.5), (0, -179.5)) / 1000) == 111
