"""Who is said to hold a place."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.holders import find_holders
from dateline.read.text import report_from_text
from dateline.vocab.load import yaml_file


def sides(text):
    analysis = analyse(report_from_text(text))
    return [analysis.words(h.side) for h in find_holders(analysis)]


@pytest.mark.parametrize("example", yaml_file("held_places")["examples"], ids=lambda e: e["text"][:40])
def test_the_examples_of_the_word_list_hold(example):
    assert example["side"] in sides(example["text"])


@pytest.mark.parametrize("text", ["Talks were held by the lake.", "A meeting was held on Friday.", "The state-run agency said so."])  # fmt: skip
def test_what_no_side_holds_has_no_holder(text):
    assert sides(text) == []
