"""Other worlds' event words are filtered, real events that speak of those worlds pass."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.events import find_events
from dateline.find.red_herrings import idiom_over, world_of
from dateline.read.text import report_from_text
from dateline.vocab import yaml_file

WORLDS = yaml_file("red_herrings")["domains"]
FILTERED = [(name, text) for name, world in WORLDS.items() for text in world["filtered"]]
PASSES = [(name, world["passes"]) for name, world in WORLDS.items()]


def happened(text):
    return [event for event in find_events(analyse(report_from_text(text))) if event.modality == "happened"]


@pytest.mark.parametrize(("name", "text"), FILTERED)
def test_a_sentence_of_another_world_holds_no_new_event(name, text):
    assert happened(text) == []


@pytest.mark.parametrize(("name", "text"), PASSES)
def test_a_real_event_in_that_world_passes(name, text):
    assert happened(text)


def test_an_idiom_covers_its_event_word():
    words = ["he", "died", "of", "a", "heart", "attack", "on", "monday"]

    assert idiom_over(words, 5, 6, 0, len(words)) is not None
    assert idiom_over(words, 1, 2, 0, len(words)) is None


def test_one_loose_cue_is_no_world():
    assert world_of(["the", "coach", "was", "hit", "by", "a", "shell"], 0, 7) is None
    assert world_of(["the", "coach", "praised", "the", "match", "winner"], 0, 6).kind == "sport"
