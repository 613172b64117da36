"""Who is said to know: chains from outlet to root, certainty with its cue, what the text says of verification."""

import pytest

from dateline.claims import sources
from dateline.claims.sources import Attributor
from dateline.find.analysis import analyse
from dateline.find.attributions import find_attributions
from dateline.model import Span
from dateline.read.text import report_from_text


def _attributor(text, outlet=None):
    analysis = analyse(report_from_text(text, outlet=outlet))
    return Attributor(analysis, find_attributions(analysis))


def _ask(text, words, outlet=None):
    start = text.index(words)
    return _attributor(text, outlet).of(Span(start, start + len(words)))


CHAINS = [
    ("Police said the bridge fell.", "bridge fell", "Police"),
    ("Army spokesman Col. Ali Odeh told CNN that the bridge fell.", "bridge fell", "Ali Odeh < CNN"),
    ("CNN reported that the mayor had said that the bridge fell.", "bridge fell", "the mayor < CNN"),
    ("Reuters, citing two officials, reported that the bridge fell.", "bridge fell", "two officials < Reuters"),
    ("State news agency SANA quoted a military source as saying the bridge fell.", "bridge fell", "a military source < SANA"),
    ("The bridge fell, the fire service said in a statement carried by local radio.", "bridge fell", "the fire service < local radio"),
    ("AMARA (AP) — The bridge fell, police said.", "bridge fell", "police < AP"),
    ("Mayor Ali Odeh came on Monday. Mayor Ali Odeh said the road was open. He said the bridge fell.", "bridge fell", "Mayor Ali Odeh"),
    ("The Syrian Observatory for Human Rights said six died. The Observatory said the bridge fell.", "bridge fell", "Syrian Observatory for Human Rights"),
    ("The bridge fell on Monday.", "bridge fell", ""),
    ("“The bridge fell,” Hassan Odeh told AFP. “Nobody was on it.”", "Nobody", "Hassan Odeh < AFP"),
    ("Men cross the bridge at Amara. Picture: AP", "cross the bridge", "AP"),
    ("A bomb killed six men and wounded ten on Monday state television reported on Friday.", "bomb killed six", "state television"),
    ("The attack killed ten children the Syrian Observatory for Human Rights said.", "attack killed ten", "Syrian Observatory for Human Rights"),
    ("U.N. relief coordinator Hassan Odeh said the bridge fell.", "bridge fell", "U.N. relief coordinator Hassan Odeh"),
    ("The ministry issued a statement saying that the bridge fell.", "bridge fell", "The ministry"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "chain"), CHAINS)
def test_chain_from_the_root_outwards(text, words, chain):
    assert _ask(text, words).attribution.text == chain


def test_the_outlet_stands_outside():
    assert (
        _ask("Police said the bridge fell.", "bridge fell", "The Guardian").attribution.text == "Police < The Guardian"
    )


def test_a_spokesman_has_the_body_as_root():
    root = _ask("Army spokesman Col. Ali Odeh told CNN that the bridge fell.", "bridge fell").attribution.root

    assert root is not None
    assert root.name == "Army"


def test_a_report_that_names_nobody_has_no_root():
    assert _ask("The bridge fell on Monday.", "bridge fell", "The Guardian").attribution.root is None


CERTAINTY = [
    ("Police said the bridge fell.", "bridge fell", "asserted", None),
    ("The rebels alleged that the army shelled the bridge.", "shelled the bridge", "alleged", "alleged"),
    ("The army denied that its jets hit the bridge.", "jets hit the bridge", "denied", "denied"),
    ("The mayor suggested that the bridge was hit by a shell.", "bridge was hit", "hedged", "suggested"),
    ("Rumours that the bridge fell spread in the town.", "bridge fell", "rumour", "Rumours"),
    ("Three men were said to be under the bridge.", "under the bridge", "hedged", "said"),
    ("Two guards were reportedly taken to the hills.", "taken to the hills", "hedged", "reportedly"),
    ("The army did not confirm that the bridge fell.", "bridge fell", "hedged", "did not confirm"),
]


@pytest.mark.parametrize(("text", "words", "certainty", "cue"), CERTAINTY)
def test_certainty_and_its_cue(text, words, certainty, cue):
    told = _ask(text, words)

    assert told.certainty == certainty
    assert (text[told.cue.slice] if told.cue else None) == cue or (
        cue is not None and told.cue and cue in text[told.cue.slice]
    )


def test_a_denial_stands_beside_the_accusation():
    text = "A spokesman for the rebels rejected the army's allegation that they used the school as a base."
    start = text.index("used the school")
    told = _attributor(text).all(Span(start, start + 15))

    assert [t.certainty for t in told] == ["alleged", "denied"]


def test_each_of_two_sources_answers_for_itself():
    text = "The Red Crescent and local officials said the bridge fell."
    start = text.index("bridge fell")

    assert len(_attributor(text).all(Span(start, start + 6))) == 2


VERIFICATION = [
    (
        "A clip shows the bridge on fire. The clip could not be independently verified.",
        "bridge on fire",
        "not_verified",
    ),
    ("The video was geolocated by BBC Verify to the north bank.", "video", "verified_by:BBC Verify"),
    (
        "Two films were shared by a channel and described as showing the bridge on fire.",
        "bridge on fire",
        "described_as",
    ),
    ("The bridge fell on Monday.", "bridge", "none_stated"),
]


@pytest.mark.parametrize(("text", "words", "verification"), VERIFICATION)
def test_verification_is_what_the_text_says(text, words, verification):
    assert _ask(text, words).verification == verification


@pytest.mark.xfail(
    reason="the last man named before the pronoun is taken; which of two was meant needs sense, not grammar"
)
def test_he_after_two_men():
    text = "Ali Odeh said the road was shut. Omar Lutfi said he was tired after Odeh's long speech. He had said the bridge fell."

    assert _ask(text, "bridge fell").attribution.text == "Ali Odeh"


@pytest.mark.parametrize(
    "words",
    [
        "The clip could not be independently verified.",
        "The toll was not immediately confirmed.",
        "an unverified clip",
        "There was no independent confirmation.",
        "The picture was geolocated by Harbour Desk.",
        "It was authenticated by Harbour Desk.",
        "corroborated by Harbour Desk",
        "It was described as showing a tank.",
        "It purported to show a tank.",
        "The toll is disputed.",
        "It is an old photo.",
        "old footage",
    ],
)
def test_no_word_on_verification_is_passed_over_by_the_look_before_the_search(words: str) -> None:
    assert sources._VERIFICATION.search(words)
    assert any(hint in words for hint in sources._VERIFICATION_HINTS)
