"""Times of a report: the tagger run over the readable view, its spans given back in received offsets."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from dateline.find.analysis import Analysis
from dateline.find.times.tagger import tag
from dateline.model import Repair, Span, TimeMention


def find_times(analysis: Analysis) -> list[TimeMention]:
    """Time mentions of a report in the order of the text; ``sentence`` is the index into ``analysis.sentences``."""
    starts = [sentence.start_char for sentence in analysis.sentences]
    damaged = [r for r in analysis.report.repairs if r.alternatives]
    found = []
    for mention in tag(analysis.view.text):
        span = analysis.span_of(mention.start, mention.end)
        if damaged and "day" in mention.parts:
            mention = _with_other_split(mention, span, analysis.report.text, damaged)  # noqa: PLW2901
        found.append(
            msgspec.structs.replace(
                mention,
                start=span.start,
                end=span.end,
                words=analysis.words(span),
                sentence=bisect_right(starts, mention.start) - 1,
            )
        )
    return found


def _with_other_split(mention: TimeMention, span: Span, text: str, damaged: list[Repair]) -> TimeMention:
    """The mention with the other reading of a repaired stretch ("October 317:39": the 31st 7:39, the 3rd 17:39)."""
    for repair in damaged:
        if not (span.start < repair.end and repair.start < span.end):
            continue
        for words in repair.alternatives:
            for other in tag(text[span.start : repair.start] + words):
                if "clocktime" in other.parts and other.parts.get("day", "") not in ("", mention.parts["day"]):
                    split = {"other_day": other.parts["day"], "other_clock": other.parts["clocktime"]}
                    return msgspec.structs.replace(mention, parts=mention.parts | split)
    return mention
