"""Which time belongs to which event, step by step, each step named.

The steps: a time attached to the event in its clause; the nearest time of the sentence; the day of publication; else
bounds only. :func:`event_times` reads a :class:`Reading`, :func:`anchor` any spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateline.claims.reading import Reading
from dateline.find.analysis import Analysis
from dateline.model import Span, TimeMention, When
from dateline.resolve.times import publication


@dataclass(frozen=True, slots=True)
class EventTime:
    """The time of one event: its value (``None`` when nothing tells it), the words it rests on, the step that chose it
    (``clause``, ``sentence``, ``document``, ``publication``, ``bound``, ``none``) and the reason in words."""

    when: When | None
    evidence: tuple[Span, ...]
    step: str
    reason: str


def event_times(reading: Reading) -> list[EventTime]:
    """The time of each event of a reading, in the order of ``reading.events``."""
    spans = [event.span for event in reading.events]
    return anchor(reading.analysis, spans, reading.times, reading.whens)


def anchor(
    analysis: Analysis, events: Sequence[Span], times: Sequence[TimeMention], whens: Sequence[When]
) -> list[EventTime]:
    """The time of each event span (received offsets) among the times of the report."""
    published = publication(analysis.report).at
    usable = [(t, w) for t, w in zip(times, whens, strict=True) if w.begin_low or w.end_high]
    return [_anchored(analysis, event, usable, published) for event in events]


def _anchored(
    analysis: Analysis, event: Span, times: list[tuple[TimeMention, When]], published: datetime | None
) -> EventTime:
    sentence = sentence_of(analysis, event)
    near = sorted((abs(event.start - t.start), i) for i, (t, _) in enumerate(times) if t.sentence == sentence)
    if near:
        mention, when = times[near[0][1]]
        return EventTime(when, (mention.span,), "sentence", f"nearest time of the sentence: {mention.words}")
    if published:
        return EventTime(publication_day(published), (), "publication", "no time in the sentence: day of publication")
    return EventTime(None, (), "none", "no time in the sentence and no day of publication")


def sentence_of(analysis: Analysis, span: Span) -> int:
    """Index of the sentence that holds a received span, -1 for none."""
    place = analysis.view.to_view(span)
    if place is None:
        return -1
    token = analysis.doc.char_span(*place, alignment_mode="expand")
    return analysis.sentence_of[token.start] if token is not None and len(token) else -1


def publication_day(published: datetime) -> When:
    """The day of publication as a value."""
    start = datetime(published.year, published.month, published.day)  # noqa: DTZ001  (local wall time)
    end = start + timedelta(1)
    value = start.date().isoformat()
    return When(
        start,
        end,
        start,
        end,
        "day",
        symbol=value,
        value=value,
        basis="published",
        anchor="dct",
        reason="day of publication",
    )
