"""Who says what: source, cue and content of each way of saying it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.analysis import analyse
from dateline.find.attributions import find_attributions
from dateline.read.text import report_from_text


def _read(text):
    report = report_from_text(text)
    return report, find_attributions(analyse(report))


def _words(report, spans):
    return " ... ".join(report.words(s) for s in spans)


WAYS = [
    ("Police said the bridge at Amara was down.", "Police", "said", "the bridge at Amara was down"),
    ("The bridge at Amara was down, police said.", "police", "said", "The bridge at Amara was down"),
    ("Two guards were hurt, according to the governor.", "the governor", "according to", "Two guards were hurt"),
    (
        "“They came at dawn and took the cows,” Hassan told AFP.",
        "Hassan",
        "told",
        "“They came at dawn and took the cows,”",
    ),
    ("The army's claim that it held the ridge was false.", "The army's", "claim", "that it held the ridge"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), WAYS)
def test_each_way_of_saying_gives_source_cue_and_content(text, source, cue, content):
    report, mentions = _read(text)

    found = [(_words(report, m.source), _words(report, m.cue), _words(report, m.content)) for m in mentions]

    assert (source, cue, content) in found


def test_a_quote_that_runs_on_is_one_attribution():
    report, mentions = _read("“The gate was open all night,” the guard said. “Nobody came to shut it.”")

    assert [_words(report, m.content) for m in mentions] == [
        "“The gate was open all night,” ... “Nobody came to shut it.”"
    ]


def test_an_empty_report_has_none():
    assert _read("")[1] == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["Police", "said", "“", "”", '"', "'", ",", ".", "the", "bridge", "fell", "\n", ":", "told", "CNN", "that", "🔥", "according", "to"]), max_size=40))  # fmt: skip
def test_offsets_hold_and_nothing_breaks_on_odd_marks(words):
    report, mentions = _read(" ".join(words))

    for mention in mentions:
        assert report.text[mention.start : mention.end] == mention.words
        assert all(
            mention.start <= s.start < s.end <= mention.end for s in (*mention.source, *mention.cue, *mention.content)
        )
        assert mention.parent is None or 0 <= mention.parent < len(mentions)
