"""Reads the expressions of a document in order, carrying the context from one to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from msgspec.structs import replace

from dateline.model import TimeMention, When
from dateline.resolve.times.before_christ import read_before_christ
from dateline.resolve.times.bounds import preposition, seconds_of, when_of
from dateline.resolve.times.calendar import day, days_of
from dateline.resolve.times.context import Context, Style, sentence_end
from dateline.resolve.times.forms import READERS, Reader
from dateline.resolve.times.reading import UNKNOWN, Reading
from dateline.resolve.times.style import styles

_HUNG = re.compile(r"\s{1,3}(after|before)\b", re.IGNORECASE)
HUNG_REACH = 140  # characters after a length in which the date it hangs on may stand
_JOINED = re.compile(r"(?:\s?(?:local time|on|of|,|\(|the|in))*\s?", re.IGNORECASE)


def resolve(text: str, mentions: Sequence[TimeMention], published: datetime | None) -> list[When]:
    """The value of each mention of ``text`` (offsets into it), in their order.

    ``published`` is local wall time of publication or ``None``. Unresolvable expressions get a value without bounds.
    """
    context = Context(text, published, told_years=_told_years(mentions))
    readings: list[Reading] = []
    for index, (mention, style) in enumerate(zip(mentions, styles(text, mentions, published), strict=True)):
        context.style = style
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        context.following = following
        readings.append(_read(mention, following, context, style))
        _remember(readings[-1], mention, context)
    readings = _anniversaries(mentions, readings)
    whens = [
        when_of(reading, mention.rule, mention.symbol, preposition(text, mention.start), published)
        for mention, reading in zip(mentions, readings, strict=True)
    ]
    return [_hung(index, mentions, whens, text) for index in range(len(whens))]


def _hung(index: int, mentions: Sequence[TimeMention], whens: list[When], text: str) -> When:
    """ "Weeks after they fled in August": a length hung on the next date of its sentence gets that date's bounds, moved."""
    mention, when = mentions[index], whens[index]
    if mention.type != "DURATION" or when.begin_low is not None:
        return when
    side = _HUNG.match(text, mention.end)
    length = seconds_of(when.value)
    if side is None or length is None:
        return when
    border = min(sentence_end(text, mention.end), mention.end + HUNG_REACH)
    anchors = (
        w
        for m, w in zip(mentions[index + 1 :], whens[index + 1 :], strict=True)
        if m.start < border and m.type == "DATE"
    )
    anchor = next((w for w in islice(anchors, 1) if w.begin_low and w.end_high), None)
    if anchor is None or anchor.begin_low is None or anchor.end_high is None:
        return when
    low, high = timedelta(seconds=length[0]), timedelta(seconds=length[1])
    try:
        bounds = (
            (anchor.begin_low + low, anchor.end_high + high)
            if side[1] == "after"
            else (anchor.begin_low - high, anchor.end_high - low)
        )
    except OverflowError:
        return when
    return replace(
        when, begin_low=bounds[0], begin_high=bounds[1], end_low=bounds[0], end_high=bounds[1], granularity="days", approximate=True,
        basis="reckoned", anchor="previous date", reason=f"{mention.words} {side[1]} {anchor.value}",
    )  # fmt: skip


def _told_years(mentions: Sequence[TimeMention]) -> frozenset[str]:
    """Years that a document writes more than once."""
    counts = Counter(mention.parts["year"] for mention in mentions if "year" in mention.parts)
    return frozenset(year for year, count in counts.items() if count > 1)


def _read(mention: TimeMention, following: TimeMention | None, context: Context, style: Style) -> Reading:
    if following and _takes_day_from_next(mention, following, context.text):
        ahead = _read(following, None, context, style)
        if days_of(ahead.value):
            scout = Context(context.text, context.published, style)
            scout.note(ahead.value, following.start, explicit=False)
            return _reader(mention)(mention.parts, mention, scout)
    ancient = read_before_christ(mention.parts, context.era) if context.era else None
    return ancient or _reader(mention)(mention.parts, mention, context)


def _reader(mention: TimeMention) -> Reader:
    return READERS.get(mention.parts.get("form", ""), _unknown)


def _unknown(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    return UNKNOWN


def _takes_day_from_next(mention: TimeMention, following: TimeMention, text: str) -> bool:
    """A clock time or part of day right before its day: "5 a.m. local time on Thursday"."""
    if mention.parts.get("form") not in ("clock", "part") or "relation" in mention.parts:
        return False
    if following.parts.get("form") not in ("weekday", "date", "deictic", "numeric"):
        return False
    between = text[mention.end : following.start]
    return len(between) <= 25 and _JOINED.fullmatch(between) is not None


def _remember(reading: Reading, mention: TimeMention, context: Context) -> None:
    if reading.value.startswith("P") or mention.type == "SET":
        return
    if reading.value.startswith("BC"):
        context.era = int(reading.value[2:6]) if reading.value[2:6].isdigit() else None
        return
    if "year" in mention.parts:
        context.era = None
    context.note(
        reading.value, mention.end, explicit=reading.anchor == "explicit", named=mention.parts["form"] == "quarter"
    )


def _anniversaries(mentions: Sequence[TimeMention], readings: list[Reading]) -> list[Reading]:
    """ "The second anniversary of the 14 July 2014 attack": so many years after the next date within 80 characters."""
    found = list(readings)
    for index, mention in enumerate(mentions[:-1]):
        if mention.parts.get("form") != "anniversary" or mentions[index + 1].start - mention.end > 80:
            continue
        days = days_of(readings[index + 1].value)
        count = int(float(mention.parts.get("amount") or mention.parts.get("ordinal", "0").rstrip("stndrh") or 0))
        if days and count > 0 and days[2] == "day":
            at = day(days[0].year + count, days[0].month, days[0].day)
            if at:
                found[index] = Reading(at.isoformat(), "previous date", f"{count} years after {days[0].isoformat()}")
    return found
