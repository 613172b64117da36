"""Who says what: source, cue and content of each way of saying it."""

import sys
import time

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


HEADLINES = [
    ("Bomb kills nine in Amara market: police", ["police"]),
    ("Police: bomb kills nine in Amara market", ["Police"]),
    ("IRAQ: Oil wells burn weeks after town retaken", []),
    ("Correction: bomb killed nine in Amara market", []),
    ("Bomb kills nine in Amara market - police", ["police"]),
    ("They had captured Tal al-Rimah from militants on Sunday.", []),
    ("Bomb kills nine in Tal al-Rimah: police", ["police"]),
]


@pytest.mark.parametrize(("text", "sources"), HEADLINES)
def test_a_headline_names_its_source_around_a_colon(text, sources):
    report, mentions = _read(text)

    assert [_words(report, m.source) for m in mentions if m.source] == sources


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


TRANSCRIPT = """ODEH: The bridge fell at noon.

LEE: Who was on it?

ODEH: Nobody. The gate was shut."""


def test_a_transcript_is_read_by_its_layout():
    report, mentions = _read(TRANSCRIPT)

    assert [_words(report, m.source) for m in mentions if m.kind == "turn"] == ["ODEH", "LEE", "ODEH"]


def test_an_interview_with_letters_names_nobody():
    report, mentions = _read("Q: When did the bridge fall?\n\nA: It fell at noon.")

    assert [(m.source, _words(report, m.content)) for m in mentions if m.kind == "turn"] == [
        ((), "When did the bridge fall?"),
        ((), "It fell at noon."),
    ]


POSTS = [
    ("Forwarded from Amara News\nThe bridge fell at noon.", "Amara News", "The bridge fell at noon."),
    ("RT @amara_news: The bridge fell at noon", "@amara_news", "The bridge fell at noon"),
    ("The bridge fell at noon via @amara_news", "@amara_news", "The bridge fell at noon"),
]


@pytest.mark.parametrize(("text", "source", "content"), POSTS)
def test_a_post_passed_on_names_its_origin(text, source, content):
    report, mentions = _read(text)

    assert (source, content) in [(_words(report, m.source), _words(report, m.content)) for m in mentions]


ODD = [
    "“He said “the bridge fell” and left.",
    '"Unclosed from the start. He said it fell.\n\n"Still open, he said.',
    "«Mixed” marks “of every» kind,' he said.",
    "“" * 200 + "he said" + "”" * 200,
    "' '' ''' \" \"\" “” ‘’ «»",
    "Picture: AP\nPicture: AP\nPicture: AP",
    "@a @b @c RT @d: RT @e: via @f",
    "said said said said, said said said.",
    "According to according to according to.",
    "A: \nQ: \nA: ",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_marks_and_layouts_break_nothing(text):
    report, mentions = _read(text)

    for mention in mentions:
        assert report.text[mention.start : mention.end] == mention.words


def test_a_whole_article_in_quotes_keeps_its_inner_sources():
    report, mentions = _read("“Police said the bridge fell. The mayor said two men were hurt.”")

    assert {_words(report, m.source) for m in mentions if m.source} == {"Police", "The mayor"}


def test_a_quote_that_goes_on_in_the_next_paragraph_stays_with_its_speaker():
    report, mentions = _read("Hassan told AFP: “The bridge fell at noon.\n\n“Nobody was on it.”")

    assert any(
        _words(report, m.source) == "Hassan" and "Nobody was on it" in _words(report, m.content) for m in mentions
    )


def test_cost_grows_with_the_text_and_not_with_its_square():
    """Ten times the text may cost forty times the time (a square would cost a hundred; the best of three, for other loads), and
    thirteen times the calls of functions, which no other load changes; the time also sees what patterns cost."""

    def read(times):
        analysis = analyse(report_from_text("“The bridge fell,” the guard said. Police said it was old.\n\n" * times))
        assert analysis.sentences
        return analysis

    def seconds(times):
        analysis = read(times)
        taken = []
        for _ in range(3):
            start = time.process_time()
            find_attributions(analysis)
            taken.append(time.process_time() - start)
        return min(taken)

    def calls(times):
        analysis = read(times)
        seen = 0

        def count(_frame, _event, _argument):
            nonlocal seen
            seen += 1

        sys.setprofile(count)
        try:
            find_attributions(analysis)
        finally:
            sys.setprofile(None)
        return seen

    seconds(5)
    assert seconds(400) < 40 * max(seconds(40), 0.005)
    assert calls(400) < 13 * calls(40)
