"""Odd input makes no wrong merge and no blow-up."""

import time

import pytest

from dateline.link import Linker, card, link
from dateline.link.text import published_day
from dateline.read.text import report_from_text
from tests.link.make import cards, k, o

SHELL = "Please enable JavaScript to go on. " * 4


def clusters(observations, known):
    return {c.observations for c in link(observations, known).clusters}


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "x", "éé é", "9" * 5000, "A" * 50_000, "12-year-old " * 4000, "1,,,,,,", "\u2028\ufeff"]
)
def test_a_card_is_made_of_any_text(text):
    made = card(report_from_text(text, published="2017-04-05"))

    assert made.length >= 0
    assert made.text_key == "" or made.length >= 20


def test_empty_texts_are_not_copies_of_each_other():
    a, b = o("a"), o("b")
    known = {x.report_id: k(x.report_id, "2017-04-05", length=0) for x in (a, b)}

    assert clusters([a, b], known) == {("a",), ("b",)}


def test_page_shells_with_different_titles_stay_apart():
    a, b = o("a", type=""), o("b", type="")
    known = {
        "r-a": k("r-a", "2017-04-05", text=SHELL, title="Market burns in Tarim"),
        "r-b": k("r-b", "2017-04-05", text=SHELL, title="Bridge falls at Belen"),
    }

    assert clusters([a, b], known) == {("a",), ("b",)}


def test_one_text_under_five_hundred_names_is_one_incident_and_quick():
    text = (
        "A car bomb killed four people at the Rahad market in Hama on Wednesday, said Omar Haddad of the civil defence. "
        * 3
    )
    observations = [o(f"o{n:03}", when="2017-04-05", where="Hama", killed=4) for n in range(500)]
    known = {
        x.report_id: k(x.report_id, "2017-04-06", text=text, outlet=f"outlet {n}") for n, x in enumerate(observations)
    }
    begin = time.process_time()
    found = clusters(observations, known)

    assert len(found) == 1
    assert time.process_time() - begin < 20


def test_reports_without_a_date_meet_only_each_other():
    a, b = o("a", where="Hama", killed=4), o("b", where="Hama", killed=4)

    assert clusters([a, b], cards(a, b)) in ({("a", "b")}, {("a",), ("b",)})


@pytest.mark.parametrize("published", ["1900-01-01", "1899-12-30", "yesterday", "2017-13-45", ""])
def test_a_publication_date_that_cannot_be_is_no_date(published):
    assert published_day(published) is None


def test_a_roundup_of_161_events_bridges_nothing():
    places = [f"place{n}" for n in range(161)]
    items = [
        o(f"x{n:03}", "roundup", when="2017-04-05", where=place, roundup=True, trigger=10 * n)
        for n, place in enumerate(places)
    ]
    alone = [o(f"y{n}", when="2017-04-05", where=places[n], killed=2) for n in range(3)]
    linker = Linker()
    linker.add([*items, *alone], cards(*items, *alone, published="2017-04-06"))

    for c in linker.clusters().values():
        assert len([x for x in c.observations if x.startswith("y")]) <= 1
        assert len([x for x in c.observations if x.startswith("x")]) <= 1
