"""Each grade comes with the rule that gave it; the last rungs are for people."""

import pytest

from dateline.weigh.grades import Evidence, credibility, ladder, reliability, scale

CREDIBILITY = [
    (Evidence(origins=0), "6"),
    (Evidence(origins=1), "3"),
    (Evidence(origins=1, details_agree=True), "2"),
    (Evidence(origins=2), "1"),
    (Evidence(origins=1, certainties=("hedged",)), "4"),
    (Evidence(origins=1, certainties=("hedged",), details_agree=True), "3"),
    (Evidence(origins=1, certainties=("rumour",)), "6"),
    (Evidence(origins=1, against=1), "4"),
    (Evidence(origins=1, against=2), "5"),
    (Evidence(origins=3, against=1, better_against=True), "5"),
    (Evidence(origins=2, certainties=("hedged", "asserted")), "1"),
]


@pytest.mark.parametrize(("evidence", "grade"), CREDIBILITY)
def test_credibility(evidence, grade):
    assert credibility(evidence).value == grade


LADDER = [
    (Evidence(origins=0), None, "reported"),
    (Evidence(origins=2), None, "corroborated"),
    (Evidence(origins=1, physical=True), None, "evidenced"),
    (Evidence(origins=2, against=1), None, "disputed"),
    (Evidence(origins=1), "confirm", "confirmed"),
    (Evidence(origins=9), "refute", "refuted"),
]


@pytest.mark.parametrize(("evidence", "ruled", "rung"), LADDER)
def test_ladder(evidence, ruled, rung):
    assert ladder(evidence, ruled=ruled).value == rung


def test_nobody_is_graded_without_a_person():
    assert reliability("Reuters").value == "F"
    assert reliability("a paper that nobody knows").value == "F"


def test_the_scale_joins_what_is_known():
    assert scale(["Reuters", "The Age", "an unknown paper"]) == "Subnational-International"
