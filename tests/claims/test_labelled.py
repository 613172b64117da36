"""Items that open with a place."""

import pytest

import dateline
from dateline.find.analysis import analyse
from dateline.model import Where

REPORT = """Daily notes

- Goma: shelling killed three civilians on 11 March.
- Aden: a car bomb killed five soldiers on Friday. Two guards were wounded.
- Mopti, Mali – Gunmen attacked a village. They burned houses."""


def told(text):
    """(type, role, name of the place) of each observation."""
    report = dateline.read_text(text, published="2023-03-12")
    return [
        (o.type, o.role, next((c.value.name for c in o.of("where") if isinstance(c.value, Where)), None))
        for o in dateline.observations(report)
    ]


def test_what_an_item_tells_happened_where_it_opens():
    places = {kind: place for kind, _, place in told(REPORT)}
    assert places["shelling"] == "Goma"
    assert places["ied"] == "Aden"
    assert places["attack"] == "Mopti"


@pytest.mark.parametrize("mark", [":", " –", " -", ":**"])
def test_a_colon_or_a_dash_closes_the_opening(mark):
    text = f"{'**' if mark.endswith('**') else ''}Aden{mark} a car bomb killed five soldiers on Friday."
    assert told(text)[0][2] == "Aden"


def test_a_place_of_its_own_wins():
    assert told("Yemen: A car bomb killed five soldiers in Aden on Friday.")[0][2] == "Aden"


def test_what_comes_after_another_place_of_the_item_stays_there():
    found = told("Goma: Rebels shelled Bukavu on Monday. Two nurses were killed.")
    assert {place for _, _, place in found} == {"Bukavu"}


def test_each_labelled_item_begins_with_news():
    text = "Syria: Air strikes killed six people in Idlib on Saturday.\n\nYemen: A car bomb killed five soldiers in Aden on Friday.\n\nMali: Gunmen attacked a village near Mopti, killing 12."
    assert [role for _, role, _ in told(text)] == ["news", "news", "news"]


def test_a_time_of_day_is_no_opening():
    from dateline.claims.labelled import labels

    report = dateline.read_text("Aden 10:30 shells fell.")
    assert labels(analyse(report), []) == {}
