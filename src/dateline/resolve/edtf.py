"""Times as EDTF (ISO 8601-2) text and back, for people and for exchange.

Written: dates of every precision (``2016-11-02``, ``2016-11``, ``199X``, ``19XX``, ``2015-22``), approximate ones with
``~``, intervals with open ends (``2014/..``, ``../2016-10-15``). EDTF has no weeks, halves or quarters: those are written as
intervals of days. What names no calendar range is ``""``.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from dateline.model import When
from dateline.model.when import Granularity
from dateline.resolve.times.calendar import range_of

_SEASON_CODES = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_SEASON_NAMES = {code: name for name, code in _SEASON_CODES.items()}
_DAY = timedelta(1)
_DATE = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?)?|\d{3}X|\d\dXX)(~|\?|%)?")


def to_edtf(when: When) -> str:
    """EDTF text of a value, empty when nothing is known of it.

    >>> to_edtf(parse_edtf("2014/.."))
    '2014/..'
    """
    mark = "~" if when.approximate else ""
    if when.open_start and when.begin_low is None:
        return f"../{_point(when.end_high, when, last=True)}{mark}" if when.end_high else ""
    if when.open_end and when.end_high is None:
        start = _plain(when) or _point(when.begin_low, when)
        return f"{start}{mark}/.." if start else ""
    if when.begin_low is None or when.end_high is None:
        return ""
    plain = _plain(when)
    if plain:
        return f"{plain}{mark}"
    first, last = when.begin_low.date(), (when.end_high - timedelta(microseconds=1)).date()
    return f"{first.isoformat()}{mark}" if first == last else f"{first.isoformat()}{mark}/{last.isoformat()}{mark}"


def _plain(when: When) -> str:
    """The date itself where EDTF has a form for its precision and no edge narrows it."""
    value = when.value
    span = range_of(value)
    if span is None or (when.begin_low is not None and when.begin_low != span[0] and not when.open_start):
        return ""
    if when.end_high is not None and not when.open_start and when.end_high != span[1]:
        return ""
    kind = span[2]
    if kind in ("minute", "second"):
        return value.rstrip("Z")
    if kind == "season":
        return f"{value[:4]}-{_SEASON_CODES[value[5:]]}"
    if kind == "decade":
        return f"{value[:3]}X"
    if kind == "century":
        return f"{value[:2]}XX"
    return value if kind in ("day", "month", "year") and "T" not in value else ""


def _point(at: datetime | None, when: When, *, last: bool = False) -> str:
    if at is None:
        return ""
    if last:
        span = range_of(when.value)
        if span and span[1] == at and span[2] in ("month", "year", "day"):
            return when.value
        at -= timedelta(microseconds=1)
    return at.date().isoformat()


def parse_edtf(text: str) -> When:
    """The value of an EDTF text in the forms that :func:`to_edtf` writes; ``ValueError`` names what cannot be read."""
    if "/" not in text:
        low, high, kind, approximate = _read(text)
        return _when(low, high, kind, approximate, text)
    first, _, last = text.partition("/")
    if first == "..":
        _, high, kind, approximate = _read(last)
        low = _read(last)[0]
        return When(
            None,
            high,
            low,
            high,
            kind,
            approximate,
            open_start=True,
            symbol=text,
            value=_value(last),
            basis="bound",
            rule="edtf",
        )
    low, high, kind, approximate = _read(first)
    if last == "..":
        return When(
            low,
            high,
            low,
            None,
            kind,
            approximate,
            open_end=True,
            symbol=text,
            value=_value(first),
            basis="bound",
            rule="edtf",
        )
    _, end, _, loose = _read(last)
    if end <= low:
        raise ValueError(f"EDTF interval ends before it begins: {text!r}")
    return When(
        low,
        end,
        low,
        end,
        "days",
        approximate or loose,
        symbol=text,
        value=f"{_value(first)}/{_value(last)}",
        basis="stated",
        rule="edtf",
    )


def _when(low: datetime, high: datetime, kind: Granularity, approximate: bool, text: str) -> When:
    return When(low, high, low, high, kind, approximate, symbol=text, value=_value(text), basis="stated", rule="edtf")


def _value(text: str) -> str:
    """TIMEX3 value of one EDTF date."""
    plain = text.rstrip("~?%")
    if plain.endswith("X"):
        return plain.rstrip("X")
    if plain[4:5] == "-" and plain[5:7] in _SEASON_NAMES:
        return f"{plain[:4]}-{_SEASON_NAMES[plain[5:7]]}"
    return plain


def _read(text: str) -> tuple[datetime, datetime, Granularity, bool]:
    match = _DATE.fullmatch(text)
    span = range_of(_value(text)) if match else None
    if match is None or span is None:
        raise ValueError(
            f"not an EDTF date of the forms written here: {text!r}; write 2016-11-02, 2016-11, 2015-22, 199X or an interval"
        )
    low, high, kind = span
    return low, high, kind, match[2] in ("~", "%")  # type: ignore[return-value]


def day_range(first: date, last: date) -> When:
    """The value of a range of days, both inclusive."""
    low, high = datetime.combine(first, time()), datetime.combine(last, time()) + _DAY
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return When(low, high, low, high, "day" if first == last else "days", symbol=value, value=value, basis="stated")
