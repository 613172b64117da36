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
SOME_DAYS = 5
MANY_FAR, MANY_FAR_SHARE = 8, 3.5  # with many far dates a smaller share is enough
CHRONICLE_SHARE = 4.0  # days without a year, in several months, for each word of news that make a chronicle
FAR_MONTHS = 3  # a month of the year published so far away is no news


def styles(text: str, mentions: Sequence[TimeMention], published: datetime | None) -> list[Style]:
    """The style in which each mention is read."""
    style: Style = "narrative" if is_narrative(mentions, published) else "news"
    return [style] * len(mentions)


def is_narrative(mentions: Sequence[TimeMention], published: datetime | None) -> bool:
    """Whether a document as a whole tells history: no publication day, mostly dates far from it, or a chronicle of days.

    Chosen on the dev sets and on 79 war articles of an encyclopaedia: 3 of the 451 news texts and 77 of the 79 articles are
    taken for histories.
    """
    if published is None:
        return True
    leans = [_lean(mention, published) for mention in mentions]
    far, near = leans.count(-1), leans.count(1)
    days = [m.parts["month"] for m in mentions if "day" in m.parts and "month" in m.parts and "year" not in m.parts]
    words = sum(_is_news_word(mention) for mention in mentions)
    return (
        (far >= LEAST_FAR and far >= FAR_SHARE * near)
        or (far >= MANY_FAR and far >= MANY_FAR_SHARE * near)
        or (far > 0 and near == 0 and len(days) >= SOME_DAYS)
        or (len(days) >= MANY_FAR and len(set(days)) > LEAST_FAR and len(days) >= CHRONICLE_SHARE * words)
    )


def _lean(mention: TimeMention, published: datetime) -> int:
    """-1 for a date written out and far from publication, +1 for a word of news ("Friday", "last week", "ago") or a date
    written out and near, 0 for what tells nothing."""
    parts = mention.parts
    year = parts.get("year", "")
    if "bc" in parts:
        return -1
    if _is_news_word(mention):
        return 1
    if not (year.isdigit() and len(year) == 4):
        return 0
    if int(year) != published.year:
        return -1
    months = abs(int(parts["month"]) - published.month) if "month" in parts else None
    return 0 if months is None else -1 if months >= FAR_MONTHS else 1


def _is_news_word(mention: TimeMention) -> bool:
    parts = mention.parts
    if parts["form"] in _NEWS_FORMS or parts.get("direction") == "ago":
        return True
    return parts["form"] == "relative" and parts.get("relation") in ("last", "this")
