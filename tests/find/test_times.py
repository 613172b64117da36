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
        'She was shown on the "60 Minutes" broadcast and on "This Week".',
        "The troops sang of a White Christmas and watched Harbour News Today.",
        "No towns fell along the March.",
        "The mill turns out 900 sacks a week and earns $3 million a year in sales.",
        "The current mayor runs the current system of wells.",
        "Now that the bridge is gone, nobody comes. Now, he said, that is over.",
    ],
)
def test_look_alikes_are_no_times(text):
    assert [m.words for m in tag(text)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The current offensive began badly.", ["current"]),
        ("The town is now empty.", ["now"]),
        ("It fell a week after the raid.", ["a week"]),
        ('"Last Friday we fled," she said.', ["Last Friday"]),
        ("Two Killed In Blast This Week", ["This Week"]),
        ("They shelled us on Christmas Day.", ["Christmas Day"]),
    ],
)
def test_what_dates_an_event_is_a_time(text, words):
    assert [m.words for m in tag(text)] == words


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
