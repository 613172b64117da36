"""GeoJSON that maps can draw: points or nothing, evidence beside them, and no digit more than asked for."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.api import export_as
from dateline.export.formats import Options
from dateline.export.geojson import circle
from dateline.export.mask import masked
from dateline.ledger import Ledger
from dateline.ledger.query import distance_m
from dateline.model import Label, Where
from tests.ledger.make import bombing, filled, observe, report


@pytest.fixture(scope="module")
def ledger():
    told = report("Shells fell at 36.343412, 43.126543 near the mosque (36°20'36.2\"N 43°07'35.5\"E).")
    precise = Where("36.343412, 43.126543", 36.343412, 43.126543, 10.0, "facility", derivation="36.343412, 43.126543")
    seen = observe(
        told, "shelling", ("type", Label("shelling", "Shells"), "Shells"), ("where", precise, "36.343412, 43.126543")
    )
    nowhere = report("A mine went off, a driver said.")
    lost = observe(nowhere, "ied", ("type", Label("ied", "mine"), "mine"))
    with Ledger.open(":memory:") as opened:
        yield filled(opened, bombing("Suva", 1, words="one person"), (told, seen), (nowhere, lost))


def features(ledger, form="incidents.geojson", **options):
    return json.loads(export_as(ledger, form, options=Options(**options)))["features"]


def test_a_point_is_longitude_then_latitude(ledger):
    suva = next(f for f in features(ledger) if f["properties"]["place_name"] == "Suva")

    assert suva["geometry"] == {"type": "Point", "coordinates": [178.44, -18.14]}
    assert suva["id"] == suva["properties"]["incident_id"]
    assert suva["properties"]["uncertainty_km"] == 4.0
    assert suva["properties"]["evidence"][0]["text"].startswith("A bomb killed one person in Suva")


def test_what_has_no_place_has_no_geometry(ledger):
    assert [f["geometry"] for f in features(ledger) if f["properties"]["place_name"] is None] == [None]


def test_a_mask_leaks_no_digit_anywhere(ledger):
    text = export_as(ledger, "incidents.geojson", options=Options(mask=2))

    assert "36.3434" not in text
    assert "43.1265" not in text
    assert "36.2" not in text
    assert '"mask_decimals": 2' in text
    assert any(f["geometry"] and f["geometry"]["coordinates"] == [43.13, 36.34] for f in features(ledger, mask=2))


def test_circles(ledger):
    found = features(ledger, "circles.geojson")

    assert {f["geometry"]["type"] for f in found} == {"Polygon"}
    assert len(found) == 2


@given(st.floats(-80, 80), st.floats(-170, 170), st.floats(1, 200_000))
def test_a_circle_has_its_radius_everywhere_and_runs_counter_clockwise(lat, lon, radius):
    ring = circle(lat, lon, radius)

    assert ring[0] == ring[-1]
    for x, y in ring:
        assert abs(distance_m((lat, lon), (y, x)) - radius) < radius * 0.01 + 3
    if radius > 1000:
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
        assert area > 0


@pytest.mark.parametrize(
    ("text", "decimals", "shown"),
    [
        ("1,200 people at 36.3434", 2, "1,200 people at 36.34"),
        ("36,3434 43,1265", 1, "36,3 43,1"),
        ("36.5 N", 3, "36.5 N"),
        ("36.5 N", 0, "36 N"),
        ("36°20'36.2\"N", 3, "[position masked]N"),
        ("grid 38S LF 12345 67890", 3, "grid [position masked]"),
        ("see 8H4Q9F2V+XQ", 3, "see [position masked]"),
        ("in 2016, 12 died", 0, "in 2016, 12 died"),
    ],
)
def test_masked_texts(text, decimals, shown):
    assert masked(text, decimals) == shown
