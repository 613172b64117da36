"""Times of a report: the tagger run over the readable view, its spans given back in received offsets."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from dateline.find.analysis import Analysis
from dateline.find.times.tagger import tag
from dateline.model import TimeMention


def find_times(analysis: Analysis) -> list[TimeMention]:
    """Time mentions of a report in the order of the text; ``sentence`` is the index into ``analysis.sentences``."""
    starts = [sentence.start_char for sentence in analysis.sentences]
    found = []
    for mention in tag(analysis.view.text):
        span = analysis.span_of(mention.start, mention.end)
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
