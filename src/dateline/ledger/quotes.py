"""The words a claim rests on, with the sentence around them."""

from __future__ import annotations

import re

import msgspec

from dateline.model import Report, Span

CONTEXT = 40  # characters of prefix and suffix, as W3C quote selectors use them
LONGEST = 600  # characters of a sentence that are shown; more is cut at white space around the words
_END = re.compile(r"[.!?…؟。]['\"”’»)\]]*(?=\s+[\"“‘«(\[]?[^\Wa-z_])")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Brig|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|Rev|St|Mt|No|Prof|Jr|Sr|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])$"
)


class Quote(msgspec.Struct, frozen=True):
    """A stretch of a report and the sentence that holds it; ``prefix`` and ``suffix`` are the characters around."""

    report_id: str
    span: Span
    sentence: Span
    exact: str
    prefix: str
    suffix: str
    sentence_text: str


def quote(report: Report, span: Span) -> Quote:
    """The quote of a span, its sentence found by punctuation inside the passage that holds it."""
    around = sentence(report, span)
    return Quote(
        report_id=report.id,
        span=span,
        sentence=around,
        exact=report.text[span.start : span.end],
        prefix=report.text[max(0, span.start - CONTEXT) : span.start],
        suffix=report.text[span.end : span.end + CONTEXT],
        sentence_text=report.text[around.start : around.end],
    )


def sentence(report: Report, span: Span) -> Span:
    """The sentence around a span: never beyond its passage, at most about ``LONGEST`` characters."""
    low, high = _passage(report, span)
    low, high = max(low, span.start - LONGEST), min(high, max(span.end, span.start + LONGEST))
    window = report.text[low:high]
    start, end = low, high
    for mark in _END.finditer(window):
        if _SHORT.search(window[max(0, mark.start() - 12) : mark.start()]):
            continue
        at = low + mark.end()
        if at <= span.start:
            start = at
        elif at >= span.end:
            end = at
            break
    return _trim(report.text, start, end)


def _passage(report: Report, span: Span) -> tuple[int, int]:
    for passage in report.passages:
        for place in (passage.span, *passage.repeats):
            if place.start <= span.start < place.end:
                return place.start, max(place.end, span.end)
    return span.start, span.end


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
