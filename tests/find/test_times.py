"""The time tagger: every rule of the grammar has an example that it reads, and nothing else in it."""

import pytest

from dateline.evaluate.time import timexes
from dateline.find.times import tag, tagger
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


def test_the_cheap_first_test_loses_nothing(monkeypatch):
    """The lookahead on opening words only saves time: the alternation finds the same without it."""
    text = "\n".join(
        [rule["example"] for rule in RULES]
        + ["It fell the day after. The same week last year, the spring, the end of the month, the past."]
    )
    quick = [(m.start, m.words) for m in tag(text)]
    monkeypatch.setattr(tagger, "opening", lambda: "")
    tagger.grammar.cache_clear()
    slow = [(m.start, m.words) for m in tag(text)]
    tagger.grammar.cache_clear()

    assert quick == slow
