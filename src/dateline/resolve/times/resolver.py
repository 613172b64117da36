"""Reads the expressions of a document in order, carrying the context from one to the next."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from dateline.model import TimeMention, When
from dateline.resolve.times.before_christ import read_before_christ
from dateline.resolve.times.bounds import preposition, seconds_of, when_of
from dateline.resolve.times.calendar import add_months, day, days_of
from dateline.resolve.times.context import Context, Style, sentence_end, sentence_start
from dateline.resolve.times.forms import READERS, Reader
from dateline.resolve.times.reading import UNKNOWN, Reading
from dateline.resolve.times.style import styles

_HUNG = re.compile(r"\s{1,3}(after|before)\b", re.IGNORECASE)
_MONTHS = re.compile(r"P(\d+)([MY])")
_BEGINNING = re.compile(
    r"\s*(?:the|its|their|his|her|this)?\s*(?:\w+\s)?(\w+) (began|started|broke out|erupted|fell|ended|was \w+ed)\b"
)
MOST_BACK = 12  # earlier dates looked at for what a length hangs on
HUNG_REACH = 140  # characters after a length in which the date it hangs on may stand
_JOINED = re.compile(r"(?:\s?(?:local time|on|of|,|\(|the|in))*\s?", re.IGNORECASE)


def resolve(
    text: str, mentions: Sequence[TimeMention], published: datetime | None, describing: Collection[int] = ()
) -> list[When]:
    """The value of each mention of ``text`` (offsets into it), in their order.

    ``published`` is local wall time of publication or ``None``. Unresolvable expressions get a value without bounds.
    ``describing`` are the indexes of mentions that only describe a noun ("after an overnight raid"): the word before
    them belongs to that noun.
    """
    context = Context(text, published, told_years=_told_years(mentions), first_full=_first_full(mentions))
    readings: list[Reading] = []
    for index, (mention, style) in enumerate(zip(mentions, styles(text, mentions, published), strict=True)):
        context.style = style
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        context.following = following
        readings.append(_read(mention, following, context, style))
        _remember(readings[-1], mention, context)
    readings = _anniversaries(mentions, readings)
    whens = [
        when_of(
            reading,
            mention.rule,
            mention.symbol,
            "" if index in describing else preposition(text, mention.start, mention.end),
            published,
        )
        for index, (mention, reading) in enumerate(zip(mentions, readings, strict=True))
    ]
    return [_hung(index, mentions, whens, text) for index in range(len(whens))]


def _hung(index: int, mentions: Sequence[TimeMention], whens: list[When], text: str) -> When:
    """ "Weeks after they fled in August": a length hung on the next date of its sentence gets that date's bounds, moved; "a year
    after the siege began" hangs on the date that an earlier sentence told for it."""
    mention, when = mentions[index], whens[index]
    if mention.type != "DURATION" or when.begin_low is not None:
        return when
    side = _HUNG.match(text, mention.end)
    if side is None:
        return when
    border = min(sentence_end(text, mention.end), mention.end + HUNG_REACH)
    following = range(index + 1, len(mentions))
    near = next((n for n in following if mentions[n].type == "DATE"), None)
    if near is None or mentions[near].start >= border:
        near = _told_earlier(index, mentions, text, text[side.end() : border])
    days = days_of(whens[near].value) if near is not None else None
    bounds = _moved(days, when.value, 1 if side[1].lower() == "after" else -1) if days else None
    if near is None or bounds is None:
        return when
    low, high = bounds
    return replace(
        when, begin_low=low, begin_high=high, end_low=low, end_high=high, granularity="days", approximate=True,
        basis="reckoned", anchor="previous date", reason=f"{mention.words} {side[1]} {whens[near].value}", rule="hung",
    )  # fmt: skip


def _moved(days: tuple[date, date, str], length: str, side: int) -> tuple[datetime, datetime] | None:
    """First and last moment of a calendar range moved by a length; whole months and years by the calendar."""
    low, high = datetime.combine(days[0], time()), datetime.combine(days[1], time())
    whole = _MONTHS.fullmatch(length)
    seconds = seconds_of(length)
    try:
        if whole:
            months = side * int(whole[1]) * (12 if whole[2] == "Y" else 1)
            return _by_months(low, months), _by_months(high, months)
        if seconds is None:
            return None
        near, far = (timedelta(seconds=side * n) for n in seconds)
        return low + min(near, far), high + max(near, far)
    except (OverflowError, ValueError):
        return None


def _by_months(at: datetime, months: int) -> datetime:
    year, month = add_months(at.year, at.month, months)
    return at.replace(year=year, month=month, day=min(at.day, monthrange(year, month)[1]))


def _told_earlier(index: int, mentions: Sequence[TimeMention], text: str, content: str) -> int | None:
    """The latest earlier date whose sentence tells that the same thing began or happened ("the siege began on 4 April 1992")."""
    told = _BEGINNING.match(content)
    if told is None:
        return None
    again = re.compile(rf"\b{re.escape(told[1])}\b[^.]{{0,60}}\b{re.escape(told[2])}\b", re.IGNORECASE)
    for n in range(index - 1, max(-1, index - MOST_BACK), -1):
        mention = mentions[n]
        if mention.type == "DATE" and again.search(
            text, sentence_start(text, mention.start), sentence_end(text, mention.start)
        ):
            return n
    return None


def _told_years(mentions: Sequence[TimeMention]) -> frozenset[str]:
    """Years that a document writes more than once."""
    counts = Counter(mention.parts["year"] for mention in mentions if "year" in mention.parts)
    return frozenset(year for year, count in counts.items() if count > 1)


def _first_full(mentions: Sequence[TimeMention]) -> tuple[str, int] | None:
    """Year and month of the first date written with both."""
    full = (m.parts for m in mentions if m.parts.get("year", "").isdigit() and m.parts.get("month", "").isdigit())
    return next(((parts["year"], int(parts["month"])) for parts in full), None)


def _read(mention: TimeMention, following: TimeMention | None, context: Context, style: Style) -> Reading:
    if following and _takes_day_from_next(mention, following, context.text):
        ahead = _read(following, None, context, style)
        if days_of(ahead.value):
            scout = Context(context.text, context.published, style)
            scout.note(ahead.value, following.start, explicit=False)
            return _within_calendar(mention, scout)
    ancient = read_before_christ(mention.parts, context.era) if context.era else None
    return ancient or _within_calendar(mention, context)


def _within_calendar(mention: TimeMention, context: Context) -> Reading:
    """What a mention names; unknown beyond the first or the last day that a calendar can name."""
    try:
        return _reader(mention)(mention.parts, mention, context)
    except OverflowError:
        return UNKNOWN


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
