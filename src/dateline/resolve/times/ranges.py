"""Puts two expressions that make one stretch of time together: "from 3 to 5 November", "between Monday and Wednesday".

"From A to B", "A until B", "A-B" last: they begin in A and end in B. "Between A and B", "A or B", "in the three days to B"
name one unknown time within. "Tuesday and Wednesday" lasts over both when they are next to each other. A weekday at the end
is the first such day after the beginning.

>>> from datetime import datetime
>>> from dateline.find.times import tag
>>> from dateline.resolve.times import resolve
>>> text = "Shells fell from Monday to Wednesday."
>>> mentions = tag(text)
>>> [(m.words, w.value) for m, w in joined(text, mentions, resolve(text, mentions, datetime(2016, 11, 10)))]
[('Monday to Wednesday', '2016-11-07/2016-11-09')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec.structs import replace

from dateline.model import TimeMention, When
from dateline.resolve.times.bounds import seconds_of

Kind = Literal["lasting", "within"]
_ARTICLES = r"(?:(?:about|around|at|on|in|the|last|early|late)\s+)*"
_TO = re.compile(rf"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b|\binto\b|\bup to\b)\s*{_ARTICLES}", re.IGNORECASE)
_AND = re.compile(rf"\s*,?\s*\b(and|or)\b\s*{_ARTICLES}", re.IGNORECASE)
_LED = re.compile(rf"\b(from|between)\s+{_ARTICLES}$", re.IGNORECASE)
_UP_TO = re.compile(
    rf"\s+(?:leading |up )?(to|until|till|ending|ended|from|starting|beginning|since)\s+{_ARTICLES}", re.IGNORECASE
)
_WEEK_TO = re.compile(
    rf"\bthe\s+(?P<unit>week|fortnight)\s+(?:leading )?(?:up )?(?:to|ending|ended)\s+{_ARTICLES}$", re.IGNORECASE
)
_OVER = re.compile(
    r"\b(?:over|for|throughout|through)\s+(?:about|at least|more than|nearly|almost)?\s*$", re.IGNORECASE
)
_SPAN_DAYS = {"week": 7, "fortnight": 14}
_LOOK_BACK = 32  # characters before an expression in which its leading word may stand
_SMALL = frozenset({"second", "minute", "hour", "part_of_day", "day"})
_FROM = frozenset({"from", "starting", "beginning", "since"})
_END_FORMS = frozenset({"weekday", "clock"})


def joined(text: str, mentions: Sequence[TimeMention], whens: Sequence[When]) -> list[tuple[TimeMention, When]]:
    """The times of a text in their order, those that make one stretch as one mention over both with one value.

    Offsets of the mentions are those of ``text``.
    """
    found: list[tuple[TimeMention, When]] = []
    entries = iter(list(zip(mentions, whens, strict=True)))
    held = next(entries, None)
    while held is not None:
        following = next(entries, None)
        pair = _pair(text, held, following) if following else None
        if pair is not None:
            held = pair
            continue
        found.append((held[0], _alone(text, *held)))
        held = following
    return found


def _pair(
    text: str, first: tuple[TimeMention, When], second: tuple[TimeMention, When]
) -> tuple[TimeMention, When] | None:
    (one, begin), (other, end) = first, second
    between = text[one.end : other.start]
    if len(between) > _LOOK_BACK or "\n" in between:
        return None
    try:
        if one.type == "DURATION":
            when = _length_and_day(text, one, begin, between, end)
        else:
            kind = _kind(text, one, begin, between, end)
            when = _stretch(kind, begin, _after(begin, other, end)) if kind else None
    except OverflowError:  # beyond the calendar
        return None
    if when is None:
        return None
    words = text[one.start : other.end]
    return replace(one, end=other.end, words=words, type="DATE", rule="range", parts={"form": "range"}), when


def _kind(text: str, one: TimeMention, begin: When, between: str, end: When) -> Kind | None:
    """How two times hang together, ``None`` when they do not."""
    led = _LED.search(text[max(0, one.start - _LOOK_BACK) : one.start])
    lead = led[1].lower() if led else ""
    if _TO.fullmatch(between):
        same = begin.granularity == end.granularity or {begin.granularity, end.granularity} <= _SMALL
        return "lasting" if same or lead == "from" else None
    joint = _AND.fullmatch(between)
    if joint is None:
        return None
    if lead == "between":
        return "within"
    if not {begin.granularity, end.granularity} <= _SMALL or not _next_day(begin, end):
        return None
    return "within" if joint[1].lower() == "or" else "lasting"


def _next_day(begin: When, end: When) -> bool:
    return begin.first_day is not None and end.first_day == begin.first_day + timedelta(1)


def _after(begin: When, mention: TimeMention, end: When) -> When:
    """The end of a stretch; a weekday as the first such day after its beginning."""
    start, stop = begin.begin_low, end.end_high
    if mention.parts.get("form") != "weekday" or start is None or stop is None:
        return end
    weeks = -((stop - start).days // 7)
    return _moved(end, timedelta(weeks=weeks)) if weeks else end


def _moved(when: When, by: timedelta) -> When:
    bounds = (when.begin_low, when.begin_high, when.end_low, when.end_high)
    begin_low, begin_high, end_low, end_high = (b + by if b else None for b in bounds)
    value = _shifted(when.value, by)
    return replace(when, begin_low=begin_low, begin_high=begin_high, end_low=end_low, end_high=end_high, value=value)


def _shifted(value: str, by: timedelta) -> str:
    day, clock, rest = value.partition("T")
    try:
        return f"{(datetime.fromisoformat(day) + by).date().isoformat()}{clock}{rest}"
    except ValueError:
        return ""


def _stretch(kind: Kind, begin: When, end: When) -> When | None:
    """One value from the beginning of one to the end of the other, ``None`` when they do not follow each other."""
    low, high = begin.begin_low, end.end_high
    if low is None or high is None or begin.open_end or low >= high:
        return None
    inner = (begin.end_high or begin.begin_high, end.begin_low or end.end_low)
    if inner[0] is None or inner[1] is None or inner[1] < low:
        return None
    lasting = kind == "lasting"
    named = (
        begin.value and end.value and "T" not in begin.value + end.value and not (begin.approximate or end.approximate)
    )
    return replace(
        begin,
        begin_low=low,
        begin_high=inner[0] if lasting else high,
        end_low=inner[1] if lasting else low,
        end_high=high,
        granularity="days" if {begin.granularity, end.granularity} <= _SMALL else begin.granularity,
        approximate=begin.approximate or end.approximate,
        open_start=False,
        open_end=False,
        symbol=f"{begin.symbol}/{end.symbol}",
        value=f"{begin.value}/{end.value}" if named else "",
        reason=f"from {begin.value} to {end.value}" if lasting else f"some time from {begin.value} to {end.value}",
        rule="range",
        alternatives=(),
    )


def _length_and_day(text: str, length: TimeMention, begin: When, between: str, day: When) -> When | None:
    """ "For three days from 3 November", "for three days until Wednesday", "in the three days to Sunday"."""
    side, seconds = _UP_TO.fullmatch(between), seconds_of(begin.value)
    anchor = (day.begin_low or day.end_low, day.end_high)
    if side is None or seconds is None or seconds[0] != seconds[1] or seconds[0] < 86400 or begin.begin_low:
        return None
    if anchor[1] is None or (day.granularity not in _SMALL):
        return None
    size, last = timedelta(seconds=seconds[0]), anchor[1]
    first = anchor[0] or last - timedelta(1)
    low, high = (first, first + size) if side[1].lower() in _FROM else (last - size, last)
    lasting = bool(_OVER.search(text[max(0, length.start - _LOOK_BACK) : length.start]))
    return _bounds(day, low, high, lasting=lasting, reason=f"{length.words} {side[1].lower()} {day.value}")


def _alone(text: str, mention: TimeMention, when: When) -> When:
    """A time that is one stretch by itself: "over the past three days" lasts, "the week to Sunday" names one time within."""
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    if mention.type == "DURATION" and when.begin_low and when.end_high and _OVER.search(before):
        return _bounds(when, when.begin_low, when.end_high, lasting=True, reason=when.reason)
    week = _WEEK_TO.search(before)
    if week and when.end_high and when.granularity == "day" and when.end_high.year > 1:
        low = when.end_high - timedelta(_SPAN_DAYS[week["unit"].lower()])
        return _bounds(when, low, when.end_high, lasting=False, reason=f"{week[0].strip()} {when.value}")
    return when


def _bounds(when: When, low: datetime, high: datetime, *, lasting: bool, reason: str) -> When:
    day = timedelta(1)
    return replace(
        when,
        begin_low=low,
        begin_high=low + day if lasting else high,
        end_low=high - day if lasting else low,
        end_high=high,
        granularity="days",
        open_start=False,
        open_end=False,
        value=f"{low.date().isoformat()}/{(high - timedelta(microseconds=1)).date().isoformat()}",
        basis="reckoned",
        reason=reason,
        rule="range",
    )
