"""A packed layer is the same layer when it is unpacked."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from dateline.gazetteer.layer import Row, build
from dateline.gazetteer.pack import from_planes, pack, planes, unpack

ROWS = [
    Row("gn:7", "Noro", 35.1, -41.25, "town", "SY", "Homs", "", 12_000, 0, ("Norô", "Нoро"), (), (), True),
    Row("own:3", "Pelagi", -0.00001, 179.99999, "river", radius_m=90_000),
    Row("gn:007", "Idra", 1.0, 2.0, "country", "XX", short=("I.D.",), people=("Idran",)),
    Row("wof:12", "Al Qarah", 33.5, 36.3, "village", "SY", "Homs", "Noro"),
]


def tables(path):
    db = sqlite3.connect(path)
    names = ("meta", "label", "place", "name_key", "loose_key", "sieve")
    return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_an_unpacked_layer_has_the_tables_that_were_packed(tmp_path):
    before, after = tmp_path / "before.sqlite", tmp_path / "after.sqlite"
    build(before, ROWS, {"name": "small", "licence": "none"})
    unpack(pack(before), after)

    assert tables(before) == tables(after)


def test_points_keep_five_places_after_the_comma(tmp_path):
    before, after = tmp_path / "before.sqlite", tmp_path / "after.sqlite"
    build(before, ROWS, {"name": "small"})
    unpack(pack(before), after)

    assert [(row[4], row[5]) for row in tables(after)["place"]][:2] == [(3_510_000, -4_125_000), (-1, 17_999_999)]


@given(st.lists(st.integers(-(2**30), 2**30 - 1)))
def test_planes_give_back_the_numbers_they_were_made_of(numbers):
    assert numbers == from_planes(planes(numbers))
