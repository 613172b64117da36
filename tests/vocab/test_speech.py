"""Every entry of the tables of saying works in its own example sentence."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.attributions import find_attributions
from dateline.find.attributions.lexicon import LEMMA_SLIPS, verbs
from dateline.find.attributions.tree import tree_of
from dateline.find.certainty import by_rule
from dateline.find.stance import reply, standing, vague
from dateline.read.text import report_from_text
from dateline.vocab.load import tsv_rows, yaml_file
from dateline.vocab.outlets import outlet, outlets

# Verbs that stand in a sense or form of their own, and that the parser of the small model reads otherwise.
HARD = {
    "point out",
    "purport",
    "exclaim",
    "mutter",
    "whisper",
    "cry",
    "scream",
    "begin",
    "interrupt",
    "continue",
    "read",
}


def _cues(text):
    analysis = analyse(report_from_text(text))
    tree = tree_of(analysis)
    mentions = find_attributions(analysis)
    words = " ".join(analysis.words(c).lower() for m in mentions for c in m.cue)
    return words, tree


@pytest.mark.parametrize("row", [r for r in tsv_rows("speech_verbs") if r["verb"] not in HARD], ids=lambda r: r["verb"])
def test_a_verb_of_saying_is_a_cue_in_its_example(row):
    words, tree = _cues(row["example"])

    assert any(
        form.lower() in words
        for form, lemma in zip(tree.words, tree.lemma, strict=True)
        if LEMMA_SLIPS.get(lemma, lemma) == row["verb"]
    )


@pytest.mark.parametrize("row", [r for r in tsv_rows("speech_verbs") if r["verb"] in HARD], ids=lambda r: r["verb"])
def test_a_hard_verb_breaks_nothing(row):
    _cues(row["example"])


@pytest.mark.parametrize("row", tsv_rows("speech_nouns"), ids=lambda r: r["noun"])
def test_a_noun_of_saying_stands_in_its_example(row):
    assert row["noun"] in row["example"].lower()


@pytest.mark.parametrize("row", tsv_rows("speech_adverbs"), ids=lambda r: r["adverb"])
def test_an_adverb_of_hearsay_is_a_cue(row):
    assert row["adverb"] in _cues(row["example"])[0] or row["adverb"] == "rumouredly"


def test_certainty_classes_are_the_closed_set():
    assert {v.certainty for v in verbs().values()} <= {"asserted", "hedged", "alleged", "denied", "rumour"}
    assert {r["class"] for r in tsv_rows("certainty_cues")} == {
        "negative", "uncertain", "future", "wish", "doubt", "condition", "speech_weak",
    }  # fmt: skip


@pytest.mark.parametrize("row", tsv_rows("certainty_cues"), ids=lambda r: r["word"])
def test_a_certainty_cue_stands_in_its_example(row):
    assert row["word"].split("_")[0][:3].rstrip("y") in row["example"].lower()


@pytest.mark.parametrize("name", ["against", "observing"])
def test_a_headline_stands_as_its_example_says(name):
    assert standing(yaml_file("claim_status")[name]["example"])[0] == name


@pytest.mark.parametrize("name", ["query", "deny", "support"])
def test_a_reply_stands_as_its_example_says(name):
    assert reply(yaml_file("claim_status")[name]["example"], source=False) == name


def test_vague_words():
    assert vague(yaml_file("claim_status")["vague"]["example"])
    assert not vague("The bridge fell on Monday.")


def test_outlets_have_a_kind_a_family_and_a_basis():
    assert all(
        o.kind in ("agency", "broadcaster", "newspaper", "monitor", "platform") and o.family and o.basis
        for o in outlets()
    )


def test_no_name_of_an_outlet_leads_to_another():
    clashes = [(o.name, outlet(o.name).name) for o in outlets() if outlet(o.name) != o]

    assert clashes == []


def test_nobody_comes_graded():
    assert {o.reliability for o in outlets()} == {"F"}


RULES = [
    ("The bridge fell on Monday.", "fell", "happened"),
    ("The bridge did not fall.", "fall", "not"),
    ("The bridge may fall.", "fall", "uncertain"),
    ("The army failed to take the bridge.", "take", "not"),
    ("The rebels want to take the bridge.", "take", "uncertain"),
    ("No bridge fell.", "fell", "not"),
    ("Police said the bridge fell.", "fell", "happened"),
    ("If the bridge falls, the town is cut off.", "falls", "uncertain"),
    ("They left without firing.", "firing", "not"),
]


@pytest.mark.parametrize(("text", "word", "expected"), RULES)
def test_path_rules(text, word, expected):
    analysis = analyse(report_from_text(text))
    tree = tree_of(analysis)

    assert by_rule(tree, tree.words.index(word)).factuality == expected
