"""The time tagger: every rule of the grammar has an example that it reads, and nothing else in it."""

import pytest

from dateline.evaluate.time import timexes
from dateline.find.times import tag
from dateline.vocab import yaml_file

RULES = yaml_file("time_rules")


@pytest.mark.parametrize("rule", RULES, ids=[rule["name"] for rule in RULES])
def test_each_rule_reads_its_example(rule):
    found = {rule["example"][t["start"] : t["end"]]: t["value"] for t in timexes(rule["example"], str(rule["dct"]))}

    assert found == {str(words): str(value) for words, value in rule["gives"].items()}


@pytest.mark.parametrize(
    "text",
    [
        "Troops may march on the second town.",
        "About 1,900 tents and 2015 families were counted.",
        "He reads the Sunday Times and watches Russia Today.",
        "A second blast hit flight 1987 near route 2004.",
        "The Mayor, in his 40s, paid $1999 for it.",
    ],
)
def test_look_alikes_are_no_times(text):
    assert [m.words for m in tag(text)] == []
