"""Items that open with a place: "Goma: two men were shot", "Aleppo province – Warplanes hit a market".

Situation reports, channel posts and round-ups are written so. Whatever an item tells without a place of its own happened
at the place it opens with, and not at that of the item before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.find.analysis import Analysis
from dateline.model import PlaceMention, Span

LONGEST = 60  # characters of an opening, with what the place lies in ("Sake, North Kivu:")
_BULLET = re.compile(r"[\s*_•▪◦‣#>\-–—·\d.)(]{0,12}")
_AFTER = re.compile(r"[*_]{0,3}(?:\s(?:province|region|governorate|oblast|state|district|city|countryside|front))?[*_]{0,3}(?::(?!\d)|\s[-–—]{1,2}\s)[*_]{0,3}\s?", re.IGNORECASE)  # fmt: skip


def labels(analysis: Analysis, places: Sequence[PlaceMention]) -> dict[Span, int]:
    """Passage -> index of the place that it opens with, the finest where several stand ("Sake, North Kivu:")."""
    named = [(p.start, p.end, i) for i, p in enumerate(places) if p.kind != "demonym"]
    found: dict[Span, int] = {}
    for passage in analysis.report.passages:
        if passage.role in {"body", "list", "caption"}:
            first = [n for n in named if passage.start <= n[0] < passage.start + LONGEST]
            opening = _opening(analysis.report.text, passage.start, first)
            if opening is not None:
                found[passage.span] = opening
    return found


def _opening(text: str, start: int, named: Sequence[tuple[int, int, int]]) -> int | None:
    """The first place, if nothing but marks stands before it and a colon or a dash closes it (behind other places)."""
    bullet = _BULLET.match(text, start)
    at = bullet.end() if bullet else start
    first: int | None = None
    for begin, end, index in named:
        if begin != at:
            break
        first = index if first is None else first
        if _AFTER.match(text, end):
            return first
        at = end + 2 if text[end : end + 2] == ", " else -1
    return None
