"""Event words: found in any part of speech, by type, with reasons, and every span gives back the received words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.analysis import analyse
from dateline.find.events import find_events
from dateline.read.text import report_from_text
from dateline.vocab.incident_types import incident_types


def events(text):
    return find_events(analyse(report_from_text(text)))


FOUND = [
    ("Warplanes bombed a market in Idra.", "Warplanes bombed", "air_strike"),
    ("The air raids on the bridge went on.", "air raids", "air_strike"),
    ("Gunmen in a white van shot dead a judge.", "shot dead", "attack"),
    ("Protests erupted across Karum on Friday.", "Protests", "protest_peaceful"),
    ("An explosion rocked a market in Tolma.", "explosion rocked", "ied"),
    ("Twelve people were killed in an air strike.", "killed", "air_strike"),
    ("A bomber in an ambulance killed at least eight people.", "killed", "suicide_bomb"),
    ("GUNMEN KIDNAPPED TWO ENGINEERS IN SARKA.", "KIDNAPPED", "abduction"),
    ("Firefighters at work at a burning oil field; a fire at the plant in Qayyarah.", "a fire at", "fire"),
    ("At least 12 people were killed in Aleppo.", "killed", "attack"),
    ("A strong earthquake struck the coast, killing 11.", "killing", "disaster"),
    ("Threats were made against the bishop.", "Threats were made", "threat_claim"),
    ("The singer left after threats of death.", "threats of death", "threat_claim"),
    ("Israel's strike on Iran", "strike on", "air_strike"),
    ("Buses evacuated 3,000 people from the besieged towns.", "evacuated", "displacement"),
    ("The army took back the town of Belen.", "took back", "gov_regains_territory"),
    ("Aid trucks: a convoy of forty lorries reached the town.", "convoy", "troop_movement"),
]


@pytest.mark.parametrize(("text", "words", "kind"), FOUND)
def test_an_event_word_is_found_with_its_type(text, words, kind):
    assert (words, kind) in {(event.words, event.type) for event in events(text)}


NOTHING = [
    "Meridian Broadcasting spoke to the mayor.",
    "The talks were held on 17 March in the capital.",
    "There were mines around the wells.",
    "The committee will read the paper next year.",
    "The visitors never recovered from an early bombardment, and the striker scored a late goal.",
    "",
    "   \n\n  ",
    "🙂 %%% ///",
]


@pytest.mark.parametrize("text", NOTHING)
def test_names_dates_things_and_other_worlds_are_no_events(text):
    assert [event for event in events(text) if event.modality == "happened"] == []


def test_the_reasons_add_up_to_the_score():
    for event in events("Gunmen killed five farmers in a raid on their village."):
        assert event.score == pytest.approx(sum(value for _, value in event.reasons), abs=0.01)


def test_a_fire_that_is_fought_happened():
    (fire,) = [event for event in events("Crews are trying to put out a fire at a refinery.") if event.type == "fire"]

    assert fire.modality == "happened"


def test_one_sentence_of_many_words_costs_no_more_than_its_length():
    text = "Gunmen attacked the village and " * 2000 + "left."

    assert len(events(text)) >= 1000


PARTS = ["Gunmen", "killed", "six", "BOMB", "\n\n", "…", "é", "attack", ".", "car bomb", "%&", "the", "tried to", "no"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS)))
def test_every_mention_gives_back_the_received_words(parts):
    report = report_from_text(" ".join(parts))
    for mention in find_events(analyse(report)):
        assert report.text[mention.start : mention.end] == mention.words
        assert mention.type in incident_types()
        if mention.modality_cue is not None:
            assert report.words(mention.modality_cue).strip()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_odd_text_does_not_stop_it(text):
    report = report_from_text(text)
    for mention in find_events(analyse(report)):
        assert report.text[mention.start : mention.end] == mention.words
