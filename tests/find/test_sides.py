"""Weak event words that count because of what their clause says: who does it to whom, or what it destroyed."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.events import find_events
from dateline.find.sides import done_by_a_side, done_harm, launched_by_a_side, takes_place
from dateline.find.tree import tree_of
from dateline.read.text import report_from_text


def at(rule, text, word):
    tree = tree_of(analyse(report_from_text(text)))
    return rule(tree, tree.lower.index(word))


def types(text):
    return {event.words: event.type for event in find_events(analyse(report_from_text(text)))}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Troops seized Larnok on Monday.", "seized", True),
        ("Iran hit an army base in the hills.", "hit", True),
        ("Traders seized Larnok on Monday.", "seized", False),
        ("Troops seized the moment.", "seized", False),
    ],
)
def test_a_side_does_it_to_a_place_a_building_or_people(text, word, expected):
    assert at(done_by_a_side, text, word) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The strike damaged trade.", "strike", False),
        ("The strike destroyed a warehouse.", "strike", True),
        ("The strike ended at noon.", "strike", False),
    ],
)
def test_what_a_noun_names_did_harm_to_a_building_or_people(text, word, expected):
    assert at(done_harm, text, word) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Russia launched the strike over the town.", "strike", True),
        ("Workers launched a strike over pay.", "strike", False),
        ("Russia condemned the strike.", "strike", False),
    ],
)
def test_a_side_launched_what_the_noun_names(text, word, expected):
    assert at(launched_by_a_side, text, word) is expected


def test_a_town_or_a_bare_name_can_be_taken():
    assert at(takes_place, "Troops captured two villages.", "captured")
    assert at(takes_place, "Troops seized Larnok.", "seized")
    assert not at(takes_place, "Troops seized forty rifles.", "seized")


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Russian forces seized Larnok on 12 June.", "seized", "nonstate_overtakes_territory"),
        ("A Russian strike destroyed a flour warehouse in the village.", "strike", "air_strike"),
        ("Russian aircrafts target Larnok city.", "target", "air_strike"),
        ("Explosions in a propane store in the town killed nine people.", "Explosions", "accident"),
        (
            "Chemical substances were used in the attack on the town.",
            "Chemical substances were used",
            "chemical_weapon",
        ),
        ("Russia launched the strike over the town near the opposition line.", "strike", "air_strike"),
        ("The army began to shell the town.", "shell", "shelling"),
    ],
)
def test_such_a_weak_word_is_an_event_of_a_type_that_its_clause_allows(text, words, kind):
    assert types(text)[words] == kind


def test_an_idiom_of_a_side_stays_an_idiom():
    assert "blow" not in types("The forces dealt a heavy blow to the rebels.")
    assert "went off" not in types("A guard was killed when his car went off the road.")
