"""Which items of media show which event of a report."""

from __future__ import annotations

from dateline.claims.media import media_values
from dateline.claims.reading import Reading
from dateline.claims.sources import Attributor
from dateline.claims.telling import Telling
from dateline.model import MediaMention, Medium, Span

FOLLOWED = 3  # sentences


def share_media(
    reading: Reading, groups: list[list[Telling]], attributor: Attributor
) -> dict[int, tuple[tuple[Medium, Span], ...]]:
    """Group index -> the media told with it: in a sentence of its own words, or a credit right after its caption."""
    found: dict[int, list[tuple[Medium, Span]]] = {}
    for mention, value in zip(reading.media, media_values(reading, attributor), strict=True):
        near = [
            (
                not _is_of(mention, t),
                mention.sentence - t.event.sentence if mention.sentence >= 0 else 0,
                abs(mention.start - t.event.start),
                n,
            )
            for n, group in enumerate(groups)
            for t in group
            if _fits(reading, mention.sentence, mention.start, t) or _is_of(mention, t)
        ]
        if near:
            found.setdefault(min(near)[3], []).append((value, mention.span))
    return {n: tuple(media) for n, media in found.items()}


def _is_of(mention: MediaMention, one: Telling) -> bool:
    """Whether a recording spoken of is the one whose release was told a few sentences before."""
    return (
        one.event.type == "media_release"
        and mention.kind in {"audio", "video", "document"}
        and 0 <= mention.sentence - one.event.sentence <= FOLLOWED
    )


def _fits(reading: Reading, sentence: int, start: int, one: Telling) -> bool:
    if sentence >= 0 and sentence == one.event.sentence:
        return True
    if one.passage == "caption":  # its credit follows it
        return 0 <= start - one.event.end <= 400 and not _text_between(reading, one.event.end, start)
    return False


def _text_between(reading: Reading, end: int, start: int) -> bool:
    """Whether a passage of running text stands between."""
    return any(p.role == "body" and end <= p.start < start for p in reading.analysis.report.passages)
