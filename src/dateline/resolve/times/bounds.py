"""Draws the four bounds of a :class:`When` from a reading, its edge words and the preposition before it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import get_args

from msgspec.structs import replace

from dateline.model import When
from dateline.model.when import Granularity
from dateline.resolve.times.calendar import range_of
from dateline.resolve.times.reading import Reading

_KINDS = set(get_args(Granularity))
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)(DE|CE|[SMHDWYQ])")
_SECONDS = {"D": 86400, "W": 604800, "M": 2629800, "Q": 7889400, "Y": 31557600, "DE": 315576000, "CE": 3155760000}
_CLOCK_SECONDS = {"S": 1, "M": 60, "H": 3600}
_GRANULARITY: dict[str, Granularity] = {"week": "week", "quarter": "days", "half": "days", "decade": "decade"}
PREPOSITION = re.compile(
    r"(?:^|(?<![\w'-]))(ever since|since|starting (?:on |in )?|beginning (?:on |in )?|as of|from|until|till|through|by|before|prior to"
    r"|after|following|no later than|not before)\s+(?:the\s+|about\s+|around\s+|at\s+|on\s+|in\s+|late\s+|early\s+)*$"
)
VAGUE_MOST = 6.0  # "weeks" is read as 2 to 6 of them, "several" likewise


_OWNS = re.compile(r"['’]s?\s")
_OPEN = ("since", "ever since", "as of", "from")


def preposition(text: str, start: int, end: int | None = None) -> str:
    """The word before an expression that makes it a bound ("since", "until", "by"), empty for none.

    ``end`` is where the expression ends: after "after Sunday's attack" comes not Sunday, but what happened on it.
    """
    match = PREPOSITION.search(text[max(0, start - 28) : start].lower())
    word = " ".join(match[1].split()) if match else ""
    return "" if end is not None and word not in _OPEN and _OWNS.match(text, end) else word


def when_of(reading: Reading, rule: str, symbol: str, before: str, published: datetime | None) -> When:
    """The value of a reading with the preposition ``before`` it taken into account."""
    span = range_of(reading.value)
    if span is None:
        return _without_range(reading, rule, symbol, published)
    kind = span[2]
    low, high = _edge(span, published if "running" not in reading.reason else None, reading)
    plain = When(
        begin_low=low,
        begin_high=high,
        end_low=low,
        end_high=high,
        granularity=_granularity(kind),
        approximate=reading.mod in ("APPROX", "START", "MID", "END", "LESS_THAN", "MORE_THAN")
        or kind in ("season", "part_of_day"),
        zone=reading.zone,
        symbol=symbol,
        value=reading.value,
        basis="stated"
        if reading.anchor == "explicit"
        else "narrative"
        if reading.anchor in {"previous date", "next date"}
        else "reckoned",
        anchor=reading.anchor,
        reason=reading.reason,
        rule=rule,
        alternatives=_alternatives(reading, rule, published),
    )
    return _bounded(plain, before, published)


def _granularity(kind: str) -> Granularity:
    if kind in _GRANULARITY:
        return _GRANULARITY[kind]
    return kind if kind in _KINDS else "unknown"  # type: ignore[return-value]


def _edge(
    span: tuple[datetime, datetime, str], published: datetime | None, reading: Reading
) -> tuple[datetime, datetime]:
    """Early, mid and late: the first, second and last third; "earlier/later this week" is cut at the publication day."""
    (begin, end, kind), mod = span, reading.mod
    if mod not in ("START", "MID", "END"):
        return begin, end
    if kind == "day":
        third = {"START": (0, 12), "MID": (10, 16), "END": (17, 24)}[mod]
        return begin + timedelta(hours=third[0]), begin + timedelta(hours=third[1])
    if kind not in ("week", "month", "season", "year", "decade", "century", "quarter", "half"):
        return begin, end
    today = datetime(published.year, published.month, published.day) if published else None  # noqa: DTZ001  (local wall time)
    if today and begin <= today < end and kind in ("week", "month", "year") and "'this'" in reading.reason:
        if mod == "START" and begin < today + timedelta(1):
            return begin, today + timedelta(1)
        if mod == "END":
            return today, end
    days = (end - begin).days
    first, second = begin + timedelta(round(days / 3)), begin + timedelta(round(days * 2 / 3))
    return {"START": (begin, first), "MID": (first, second), "END": (second, end)}[mod]


def _alternatives(reading: Reading, rule: str, published: datetime | None) -> tuple[When, ...]:
    found = []
    for value, why in reading.alternatives[:3]:
        span = range_of(value)
        if span and value != reading.value:
            low, high, kind = span
            found.append(
                When(
                    low, high, low, high, _granularity(kind), value=value, anchor=reading.anchor, reason=why, rule=rule
                )
            )
    return tuple(found)


def _bounded(plain: When, before: str, published: datetime | None) -> When:
    """Since, until, by, before, after: what the text leaves open stays open."""
    reason = f"{plain.reason}; '{before}'" if before else plain.reason
    low, high = plain.begin_low, plain.end_high
    if before in ("since", "ever since"):
        going_on = published if published and high and published >= high else None
        return replace(plain, end_low=going_on or low, end_high=None, open_end=True, basis="bound", reason=reason)
    if before.startswith(("starting", "beginning")) or before in ("from", "as of"):
        return (
            plain
            if before in ("from", "as of")
            else replace(plain, end_low=low, end_high=None, open_end=True, reason=reason)
        )
    if before in ("until", "till", "through"):
        return replace(plain, begin_low=None, begin_high=high, open_start=True, basis="bound", reason=reason)
    if before in ("by", "no later than"):
        return replace(
            plain, begin_low=None, begin_high=high, end_low=None, open_start=True, basis="bound", reason=reason
        )
    if before in ("before", "prior to"):
        return replace(
            plain,
            begin_low=None,
            begin_high=low,
            end_low=None,
            end_high=low,
            open_start=True,
            basis="bound",
            reason=reason,
        )
    if before in ("after", "following", "not before"):
        return replace(
            plain,
            begin_low=high,
            begin_high=None,
            end_low=high,
            end_high=None,
            open_end=True,
            basis="bound",
            reason=reason,
        )
    return plain


def _without_range(reading: Reading, rule: str, symbol: str, published: datetime | None) -> When:
    """A length, a repeated time, a reference: bounds only where a stretch hangs on the publication day or, in a
    narrative, on the day last spoken of."""
    low = high = None
    length = seconds_of(reading.value)
    today = reading.hung_on or published
    if reading.open and today and length:
        low, high = _reach(datetime(today.year, today.month, today.day), reading, length[1])  # noqa: DTZ001
    return When(
        begin_low=low,
        begin_high=high,
        end_low=low,
        end_high=high,
        granularity="days" if low else "unknown",
        approximate=bool(reading.mod) or bool(low),
        symbol=symbol,
        value=reading.value,
        anchor=reading.anchor,
        reason=reading.reason,
        rule=rule,
    )


def _reach(today: datetime, reading: Reading, most: float) -> tuple[datetime | None, datetime | None]:
    """First and last moment of a stretch up to or from a day; hours are reckoned from a time of that day that nobody told."""
    length, day = timedelta(seconds=most), timedelta(1)
    try:
        if reading.open == "past":
            return (today if reading.value.startswith("PT") else today + day) - length, today + day
        return today, today + day + length
    except OverflowError:
        return None, None


def seconds_of(value: str) -> tuple[float, float] | None:
    """Least and most seconds of a TIMEX3 duration; a vague amount is 2 to :data:`VAGUE_MOST` units.

    >>> seconds_of("PXD")
    (172800.0, 518400.0)
    """
    match = _DURATION.match(value)
    if match is None:
        return None
    size = (_CLOCK_SECONDS if match[1] else _SECONDS).get(match[3])
    if size is None:
        return None
    if match[2] == "X":
        return 2.0 * size, VAGUE_MOST * size
    amount = float(match[2]) * size
    return amount, amount
