"""Words that set a boundary on the course of an event: began, still, contained, ended, resumed.

The words and their states are in ``vocab/status_words.tsv``; which event and which day they belong to is for ``claims``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from dateline.find.analysis import Analysis
from dateline.model import StatusMention
from dateline.vocab import tsv_rows


def find_status(analysis: Analysis) -> list[StatusMention]:
    """Status words of a report in the order of the text."""
    text = analysis.view.text
    starts = [sentence.start_char for sentence in analysis.sentences]
    found = []
    for start, end, state in tag_status(text):
        span = analysis.span_of(start, end)
        found.append(
            StatusMention(
                start=span.start,
                end=span.end,
                words=analysis.words(span),
                sentence=bisect_right(starts, start) - 1,
                rule="status-word",
                state=state,
            )
        )
    return found


def tag_status(text: str) -> list[tuple[int, int, str]]:
    """(start, end, state) of the status words of a plain text."""
    return [
        (m.start(), m.end(), _states()[" ".join(m.group().lower().replace("’", "'").split())])
        for m in _pattern().finditer(text)
    ]


@cache
def _states() -> dict[str, str]:
    return {row["words"]: row["state"] for row in tsv_rows("status_words")}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_states(), key=len, reverse=True)
    spelled = "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}").replace("'", "['’]") for w in words)
    return re.compile(rf"(?<![\w'-])(?:{spelled})(?![\w'-])", re.IGNORECASE)
