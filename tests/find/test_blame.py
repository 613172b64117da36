"""Who is said to be behind an act."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.blame import find_blames
from dateline.read.text import report_from_text
from dateline.vocab.load import yaml_file


@pytest.mark.parametrize("example", yaml_file("blame")["examples"], ids=lambda e: e["text"][:40])
def test_the_examples_of_the_word_list_hold(example):
    analysis = analyse(report_from_text(example["text"]))
    assert (example["actor"], example["basis"]) in [(analysis.words(b.actor), b.basis) for b in find_blames(analysis)]


@pytest.mark.parametrize("text", ["No one claimed responsibility for the blast.", "Nobody claimed the attack."])
def test_nobody_is_not_named(text):
    assert find_blames(analyse(report_from_text(text))) == []
