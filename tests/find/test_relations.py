"""Source and target of a sentence."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.relations import main_relation
from dateline.read.text import report_from_text

SENTENCES = [
    ("The Kenyan president met the prime minister of Norway on Friday.", "The Kenyan president", "the prime minister"),
    ("The mayor was arrested by federal police in Lagos.", "federal police", "The mayor"),
    ("Rebels shelled the village of Noro overnight.", "Rebels", "the village"),
    ("Norway condemned the shelling of Noro.", "Norway", "Noro"),
    ("Chad will send 40 doctors to Niger.", "Chad", "Niger"),
]


@pytest.mark.parametrize(("text", "source", "target"), SENTENCES)
def test_who_deals_with_whom(text, source, target):
    analysis = analyse(report_from_text(text))
    relation = main_relation(analysis, 0)
    assert relation.source.span is not None
    assert relation.target.span is not None
    assert analysis.words(relation.source.span) in {source, source.replace("The ", "")}
    assert analysis.words(relation.target.span).startswith(target)


def test_a_choice_shows_the_features_that_add_up_to_its_score():
    relation = main_relation(analyse(report_from_text("Rebels shelled the village.")), 0)
    assert relation.target.score == pytest.approx(sum(v for _, v in relation.target.reasons))


def test_a_sentence_without_nouns_has_nobody():
    relation = main_relation(analyse(report_from_text("Yes!")), 0)
    assert relation.source.span is None
