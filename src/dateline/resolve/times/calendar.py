"""Calendar arithmetic: days, ISO weeks, quarters, seasons, Easter, the tabular Hijri calendar, and TIMEX3 values as ranges.

Pure functions over ``datetime``; nothing here knows a text. Seasons are the meteorological ones of the northern half.
The Hijri calendar is the tabular civil one (30-year cycle, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29, epoch
16 July 622 Julian): it may differ from a sighted moon by a day or two, so its ranges are marked approximate.
"""

from __future__ import annotations

import calendar as std
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
PARTS_OF_DAY = {"MO": (5, 12), "AF": (12, 18), "EV": (17, 24), "NI": (18, 24), "MI": (12, 13), "DT": (6, 18)}
_HIJRI_EPOCH = date(622, 7, 19).toordinal()  # proleptic Gregorian of 16 July 622 Julian


def day(year: int, month: int, number: int) -> date | None:
    """The date, ``None`` for an impossible one (31 June, 29 February 2015, year 0 or beyond 9999)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def shift(start: date, days: int) -> date | None:
    """``start`` moved by days, ``None`` beyond the calendar."""
    try:
        return start + timedelta(days)
    except OverflowError:
        return None


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """(year, month) moved by months."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def week_value(of: date) -> str:
    """ISO week of a day.

    >>> week_value(date(2016, 1, 3))
    '2015-W53'
    """
    iso = of.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian reckoning, Meeus 1991)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, skipped = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    fourths, years = divmod(rest, 4)
    letter = (32 + 2 * skipped + 2 * fourths - epact - years) % 7
    late = (golden + 11 * epact + 22 * letter) // 451
    month, number = divmod(epact + letter - 7 * late + 114, 31)
    return date(year, month, number + 1)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth (``-1`` = last) ISO weekday of a month."""
    days = [d for d in range(1, std.monthrange(year, month)[1] + 1) if date(year, month, d).isoweekday() == weekday]
    return date(year, month, days[nth - 1 if nth > 0 else nth])


def hijri_to_date(year: int, month: int, number: int) -> date | None:
    """Gregorian day of a day of the tabular Hijri calendar."""
    ordinal = number + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _HIJRI_EPOCH - 1
    return date.fromordinal(ordinal) if 0 < ordinal < date.max.toordinal() else None


def hijri_year(of: date) -> int:
    """Hijri year that holds a Gregorian day."""
    year = (30 * (of.toordinal() - _HIJRI_EPOCH) + 10646) // 10631
    start = hijri_to_date(year, 1, 1)
    return year - 1 if start and start > of else year


_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"(\d{4})-(\d\d)-(\d\d)", "day"),
        (r"(\d{4})-(\d\d)(?:-XX)?", "month"),
        (r"(\d{4})(?:-XX)*", "year"),
        (r"(\d{4})-W(\d\d)(-WE)?", "week"),
        (r"(\d{4})-Q([1-4])", "quarter"),
        (r"(\d{4})-H([12])", "half"),
        (r"(\d{4})-(SP|SU|FA|WI)", "season"),
        (r"(\d{3})X?", "decade"),
        (r"(\d\d)(?:XX)?", "century"),
    )
)


def days_of(value: str) -> tuple[date, date, str] | None:
    """First day, day after the last, and kind of a TIMEX3 date value; ``None`` when it names no calendar range.

    >>> days_of("2016-Q3")
    (datetime.date(2016, 7, 1), datetime.date(2016, 10, 1), 'quarter')
    """
    if "/" in value:
        first, last = (days_of(v) for v in value.split("/", 1))
        return (first[0], last[1], "days") if first and last and first[0] < last[1] else None
    plain = value.partition("T")[0]
    for pattern, kind in _FORMS:
        match = pattern.fullmatch(plain)
        if match:
            try:
                first_day, after = _RANGES[kind](*match.groups())
            except (ValueError, OverflowError):
                return None
            return first_day, after, kind
    return None


def _month_range(year: int, month: int, months: int = 1) -> tuple[date, date]:
    return date(year, month, 1), date(*add_months(year, month, months), 1)


def _week_range(year: str, week: str, weekend: str | None) -> tuple[date, date]:
    monday = date.fromisocalendar(int(year), int(week), 1)
    return monday + timedelta(5 if weekend else 0), monday + timedelta(7)


def _season_range(year: str, season: str) -> tuple[date, date]:
    return _month_range(int(year), SEASONS[season][0], 3)


def _day_range(year: str, month: str, number: str) -> tuple[date, date]:
    start = date(int(year), int(month), int(number))
    return start, start + timedelta(1)


_RANGES: dict[str, Callable[..., tuple[date, date]]] = {
    "day": _day_range,
    "month": lambda y, m: _month_range(int(y), int(m)),
    "year": lambda y: _month_range(int(y), 1, 12),
    "week": _week_range,
    "quarter": lambda y, q: _month_range(int(y), 3 * int(q) - 2, 3),
    "half": lambda y, h: _month_range(int(y), 6 * int(h) - 5, 6),
    "season": _season_range,
    "decade": lambda d: (date(int(d) * 10, 1, 1), date(int(d) * 10 + 10, 1, 1)),
    "century": lambda c: (date(int(c) * 100, 1, 1), date(int(c) * 100 + 100, 1, 1)),
}
_CLOCK = re.compile(r"T(\d\d):(\d\d)(?::(\d\d))?")
_PART = re.compile(r"T(MO|AF|EV|NI|MI|DT)")


def range_of(value: str) -> tuple[datetime, datetime, str] | None:
    """Begin, end (half-open) and kind of a TIMEX3 value with or without a clock time or part of day."""
    days = days_of(value)
    if days is None:
        return None
    first, after, kind = days
    start, stop = datetime.combine(first, time()), datetime.combine(after, time())
    if kind != "day":
        return start, stop, kind
    clock = _CLOCK.search(value)
    if clock and int(clock[1]) < 25 and int(clock[2]) < 60:
        at = start + timedelta(hours=int(clock[1]), minutes=int(clock[2]), seconds=int(clock[3] or 0))
        return at, at + timedelta(seconds=1 if clock[3] else 60), "second" if clock[3] else "minute"
    part = _PART.search(value)
    if part:
        low, high = PARTS_OF_DAY[part[1]]
        return start + timedelta(hours=low), start + timedelta(hours=high), "part_of_day"
    return start, stop, kind
