"""The sentence encoder: the same words have the same scores in any company, and its share is shown."""

import numpy as np
import pytest

from dateline.find import sentence_encoder as module
from dateline.find.acts import act_features, find_act
from dateline.find.analysis import analyse
from dateline.find.events import find_events
from dateline.find.features import lower_words
from dateline.find.linear import scorer
from dateline.find.sentence_encoder import ENCODER, GRID, SentenceEncoder, read_ahead, sentence_encoder, told
from dateline.read.text import report_from_text
from dateline.vocab import data_path

SENTENCES = [
    "The governor turned down the offer of talks.",
    "Dockers walked out over unpaid wages and blocked the gates of the port.",
    "Rain.",
    "Two gunmen on a motorcycle shot the mayor of a hill town dead as he left the mosque, a relative said on Friday, "
    "hours after the council had voted to let the quarry reopen and a crowd had burned tyres on the road to the coast.",
    "The museum opens at nine.",
]


def read(text):
    return analyse(report_from_text(text))


def test_the_weights_are_small_and_name_their_maker_and_data():
    path = data_path("weights/sentence_encoder.npz")
    facts = np.load(path)["facts"].tobytes().decode("utf-8")

    assert path.stat().st_size < 10_500_000
    assert '"made_by": "training/sentence_encoder.py"' in facts
    assert "all-MiniLM-L6-v2" in facts


def test_each_head_stands_beside_a_scorer_with_the_same_labels():
    for head, labels in sentence_encoder().labels.items():
        assert set(labels) <= set(scorer(head).labels)


def test_a_sentence_has_the_same_scores_alone_and_in_company():
    alone, together = SentenceEncoder(), SentenceEncoder()
    together.read(SENTENCES * 3)

    for sentence in SENTENCES:
        assert alone.scores(sentence) == together.scores(sentence)


def test_scores_lie_on_a_grid_that_hides_the_noise_of_the_arithmetic():
    for scores in sentence_encoder().scores(SENTENCES[0]).values():
        assert all(score * GRID == int(score * GRID) for score in scores.values())


def test_forgetting_what_was_read_changes_no_score(monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED", 2)
    encoder = SentenceEncoder()
    first = encoder.scores(SENTENCES[0])
    encoder.read(SENTENCES)

    assert encoder.scores(SENTENCES[0]) == first


def test_a_text_is_read_to_its_limit():
    start = "The rebels shelled the old market. " * 20

    assert sentence_encoder().scores(start) == sentence_encoder().scores(start + "Then it rained for nine days.")


def test_reading_ahead_knows_what_is_asked_later(monkeypatch):
    analysis = read(" ".join(SENTENCES[:2]))
    read_ahead(analysis.sentences)
    monkeypatch.setattr(SentenceEncoder, "means", None)

    for sentence in analysis.sentences:
        assert told("acts", analysis, sentence.start, sentence.end)


def test_the_encoder_is_one_term_of_the_score_of_an_act():
    analysis = read(SENTENCES[0])
    end = len(analysis.doc)
    root, _, reasons = find_act(analysis)
    words = scorer("acts").scores(act_features(analysis, lower_words(analysis.doc), 0, end))
    term = dict(reasons)[ENCODER]

    assert term == pytest.approx(told("acts", analysis, 0, end)[root], abs=0.001)
    assert root == max(words, key=lambda name: words[name] + told("acts", analysis, 0, end)[name])


def test_reading_a_report_does_without_the_encoder(monkeypatch):
    monkeypatch.setattr(module, "sentence_encoder", None)

    assert find_events(read("Warplanes bombed a market, killing twelve people."))
