"""Same incident, or not: small ledgers with the answer beside them."""

import pytest

from dateline.link import Linker, link
from tests.link.make import cards, d, o


def sets(linking):
    return {c.observations for c in linking.clusters}


TWO = [
    (o("a", when="2017-04-05", where="Hama", killed=4), o("b", when="2017-04-05", where="Hama", killed=4), True),
    (o("a", when="2017-04-05", where="Hama"), o("b", when="2017-04-05", where="Hama", type="protest_peaceful"), False),
    (o("a", when="2017-04-05", where="Hama"), o("b", when="2017-04-05", where="Homs"), False),
    (o("a", when="2017-04-05", where="Hama"), o("b", when="2017-04-15", where="Hama"), False),
    (o("a", report="r", when="2017-04-05", where="Hama"), o("b", report="r", when="2017-04-05", where="Hama"), False),
    (o("a"), o("b"), False),
]


@pytest.mark.parametrize(("a", "b", "same"), TWO)
def test_two_observations_are_one_incident_when_what_they_tell_agrees(a, b, same):
    linking = link([a, b], cards(a, b, published="2017-04-06"))

    assert sets(linking) == ({("a", "b")} if same else {("a",), ("b",)})


def test_a_person_may_join_what_the_model_keeps_apart_and_part_what_it_joins():
    a, b, e = o("a", when="2017-04-05", where="Hama"), o("b", when="2017-04-05", where="Hama"), o("e", where="Homs")
    decisions = [d("1", "same", "a", "e"), d("2", "different", "a", "b", at="2026-01-02")]

    assert sets(link([a, b, e], cards(a, b, e, published="2017-04-06"), decisions)) == {("a", "e"), ("b",)}


def test_undo_brings_back_what_was():
    a, b = o("a", when="2017-04-05", where="Hama"), o("b", when="2017-04-05", where="Hama")
    shown = cards(a, b, published="2017-04-06")
    ruled = [d("1", "different", "a", "b"), d("2", "undo", "1", at="2026-01-02")]

    assert link([a, b], shown, ruled) == link([a, b], shown)


def test_an_incident_is_named_after_its_earliest_observation_and_old_ids_lead_on():
    a, b = o("a", when="2017-04-05", where="Hama"), o("b", when="2017-04-05", where="Hama")
    shown = cards(a, b, published="2017-04-06")
    linker = Linker()
    assert linker.add([b], shown) == {"i-b"}
    before = linker.linking().incident_of()
    assert linker.add([a], shown) == {"i-a"}

    assert linker.linking(before).redirects == {"i-b": "i-a"}


def test_strikes_on_one_town_days_apart_are_a_series_and_no_doubt_about_one_incident():
    a, b = o("a", when="2017-04-05", where="Hama", actor="Army"), o("b", when="2017-04-09", where="Hama", actor="Army")
    links = link([a, b], cards(a, b, published="2017-04-10")).links

    assert [x.kind for x in links] in ([], ["series"])


def test_an_undo_of_an_undo_needs_no_clock_to_be_told_from_what_it_undoes():
    a, b = o("a", when="2017-04-05", where="Hama"), o("b", when="2017-04-05", where="Hama")
    shown = cards(a, b, published="2017-04-06")
    apart = d("3", "different", "a", "b")
    undo, redo = d("2", "undo", "3"), d("1", "undo", "2")  # all in one second, and the ids run backwards

    assert sets(link([a, b], shown, [apart, undo, redo])) == {("a",), ("b",)}
