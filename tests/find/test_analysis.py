"""One analysis a report: a view, a doc over it, sentences that lead back to the received text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.analysis import analyse, analyse_all, readable
from dateline.read.text import report_from_text

PIECES = ["A bomb went off in Baghdad on Monday. ", "THE ARMY FIRED ON SAN MIGUEL.\n\n", "\u200b", "Brig. Gen. Ali ", "“Stop!” ", "..", "&amp; ",
          "kil*led ", "\n", "\n\n", "October 317:39 ", "قصف ", "🙂", "\ud83d", "\x00", "x" * 50, "Picture: AP\n", "weeks.The "]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_every_token_and_sentence_leads_back_to_received_words(text):
    analysis = analyse(report_from_text(text))

    for token in analysis.doc:
        span = analysis.span(token)
        assert 0 <= span.start <= span.end <= len(text)
    ends = 0
    for sentence in analysis.sentences:
        span = analysis.span(sentence)
        assert analysis.words(span) == text[span.start : span.end]
        assert span.start >= ends or span.start == span.end
        ends = span.end


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_sentence_crosses_a_passage(text):
    analysis = analyse(report_from_text(text))

    for sentence in analysis.sentences:
        assert analysis.view.passage(sentence.start_char) == analysis.view.passage(sentence.end_char - 1)


def test_the_doc_covers_the_view():
    analysis = analyse(report_from_text("BAGHDAD (AP) — A bomb went off.\n\nTwo men died at the\nport."))

    assert analysis.doc.text == analysis.view.text


@pytest.mark.parametrize("language", ["ar", "und", "fr"])
def test_another_language_is_kept_but_not_analysed(language):
    report = report_from_text("A bomb went off in Baghdad.", language=language)
    analysis = analyse(report)

    assert not readable(report)
    assert (analysis.view.text, analysis.sentences, len(analysis.doc)) == ("", [], 0)
    assert report.passages != ()


def test_analyses_come_in_the_order_of_the_reports_whatever_their_length():
    reports = [report_from_text(text) for text in ("One died.", "Two died. " * 5000, "", "Three died.")]

    assert [a.report.id for a in analyse_all(reports)] == [r.id for r in reports]


def test_a_huge_text_is_cut_into_chunks_that_join_to_the_view():
    analysis = analyse(report_from_text("Two men died at the port on Monday. " * 3000))

    assert analysis.doc.text == analysis.view.text
    assert {len(s) for s in analysis.sentences} == {9}
