"""Items of media as values: what the report says of a photo, video, recording, document or satellite picture."""

from __future__ import annotations

from dateline.claims.reading import Reading
from dateline.claims.sources import attribute
from dateline.find.credits import agency_in, find_credits
from dateline.model import MediaMention, Medium


def media_values(reading: Reading) -> list[Medium]:
    """One :class:`Medium` for each mention in ``reading.media``, in the same order."""
    return [_medium(reading, mention) for mention in reading.media]


def _medium(reading: Reading, mention: MediaMention) -> Medium:
    report = reading.analysis.report
    credit = agency = platform = None
    if mention.credit is not None:
        found = find_credits(report.text, mention.credit.start, mention.credit.end)
        if found:
            credit, agency, platform = agency_in(found[0][2])
    sourced = attribute(reading).of(mention.span)
    verification = sourced.verification if sourced.verification != "none_stated" else None
    return Medium(
        kind=mention.kind,  # type: ignore[arg-type]
        credit=credit,
        agency=agency,
        platform=platform,
        verification=verification,
        caption=mention.content,
        evidence=(mention.span,),
    )
