"""News or narrative: from where a passage reckons its relative dates.

A news story reckons "in December" and "on Friday" from its day of publication; a history, a chronology or a paragraph of
background reckons from the date last spoken of. Told apart by counting, per document and then per passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dateline.model import TimeMention
from dateline.resolve.times.context import Style

_NEWS_FORMS = frozenset({"weekday", "deictic", "weekday-week"})
FAR_SHARE = 6.0  # dates written with another year for each word like "Friday" or "today" that make a narrative
LEAST_FAR = 2


def styles(text: str, mentions: Sequence[TimeMention], published: datetime | None) -> list[Style]:
    """The style in which each mention is read."""
    style: Style = "narrative" if is_narrative(mentions, published) else "news"
    return [style] * len(mentions)


def is_narrative(mentions: Sequence[TimeMention], published: datetime | None) -> bool:
    """Whether a document as a whole tells history: no publication day, or mostly dates of other years."""
    if published is None:
        return True
    far = near = 0
    for mention in mentions:
        year = mention.parts.get("year", "")
        if year.isdigit() and len(year) == 4 and int(year) != published.year:
            far += 1
        elif _is_news(mention, published):
            near += 1
        elif "bc" in mention.parts:
            far += 1
    return far >= LEAST_FAR and far >= FAR_SHARE * near


def _is_news(mention: TimeMention, published: datetime) -> bool:
    parts = mention.parts
    if parts.get("year") == str(published.year) or parts["form"] in _NEWS_FORMS:
        return True
    return (parts["form"] == "relative" and parts.get("relation") in ("last", "this")) or parts.get(
        "direction"
    ) == "ago"
