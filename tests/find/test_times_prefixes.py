"""Which rules are tried at a place: leaving out the others changes nothing that is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.times import tagger
from dateline.find.times.prefixes import ANY, DIGIT, fits, prefixes

PIECES = ["on ", "the ", "3 ", "March", " 2016", "Monday", " morning", "two days", " ago", "last ", "week", "10:30", " a.m.", ", ",
          "1990s", "’90s", "to date", "at present", "October 317:39", "attackMarch 5", "12-15 ", "half", "-", "\n", "x", "٣ ",
          "spring of ", "a ", "an hour", "as soon as possible", "New Year's", "pre-dawn hours of ", "50 BC", "½ year"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_the_same_times_are_found_as_when_every_rule_is_tried_at_every_letter(text):
    with pytest.MonkeyPatch.context() as patch:
        found = tagger.tag(text)
        patch.setattr(tagger, "_fitting", lambda first: tagger.grammar().rules)
        patch.setattr(tagger, "_openings", lambda lower: range(len(lower)))

        assert found == tagger.tag(text)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ab?c", {("a", "b"), ("a", "c")}),
        ("(?:x|yz)?q", {("x", "q"), ("y", "z"), ("q",)}),
        (r"(?<!\d)\d{1,2}", {(DIGIT,), (DIGIT, DIGIT)}),
        (r"[ab]\s", {("a", ANY), ("b", ANY)}),
        ("[^a]b", {(ANY, "b")}),
        (r"(a)\1", {("a",), ("a", ANY)}),
        ("(?=z)a", {("a",)}),
    ],
)
def test_the_first_characters_are_told_or_stand_for_any(pattern, expected):
    assert prefixes(pattern, 2) == expected


def test_a_text_too_short_for_a_beginning_does_not_fit_it():
    assert fits(("a", DIGIT), "a1")
    assert fits(("a",), "ab")
    assert not fits(("a", "b"), "a")
    assert not fits((DIGIT,), "x")
