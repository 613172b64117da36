"""Values in words that people read, the same in tables, pages and files. Nothing is decided here.

>>> from dateline.model import Count
>>> value_text(Count(low=6, best=6, bound="at least"))
'at least 6'
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from dateline.model import Actor, Count, Label, Medium, Status, Value, When, Where

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BEYOND = frozenset({"more than", "over", "above", "upwards of", "in excess of", "exceeding"})  # n itself is left out
_SPACES = re.compile(r"\s+")


def value_text(value: Value) -> str:
    """Any value of a claim in words; an empty string for one that says nothing."""
    match value:
        case When():
            return when_text(value)
        case Where():
            return where_text(value)
        case Count():
            return count_text(value)
        case Actor():
            return value.name
        case Label():
            return value.words or value.key.replace("_", " ")
        case Status():
            return status_text(value)
        case Medium():
            return medium_text(value)


def day_text(day: date) -> str:
    """``2 November 2016``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def when_text(when: When) -> str:
    """A time range at the precision it has: ``2 November 2016``, ``August 2016``, ``by 2 November 2016``, ``going on as of
    2 November 2016``."""
    first, last = when.first_day, when.last_day
    if first is None and last is None:
        return _going_on(when) if when.open_end and when.begun_by else when.symbol
    if first and last is None:
        about = "about " if when.approximate else ""
        begun = when.begun_by if when.open_end else None
        return f"since {about}{_range_text(first, begun)}" if begun else f"from {day_text(first)}"
    assert last is not None
    if first is None:
        return f"by {day_text(last)}"
    text = _range_text(first, last) + _clock(when)
    text = f"about {text}" if when.approximate else text
    return f"{text}, still going on" if when.open_end else text


def _going_on(when: When) -> str:
    begun = when.begun_by
    assert begun is not None
    if when.end_low is not None and when.end_low.date() > begun:
        return f"since {'about ' if when.approximate else ''}{day_text(begun)} or before"
    return f"going on as of {day_text(begun)}"


def _range_text(first: date, last: date) -> str:
    if first == last:
        return day_text(first)
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    same_year = first.year == last.year
    if whole_months and same_year and first.month == last.month:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if whole_months and same_year and (first.month, last.month) == (1, 12):
        return str(first.year)
    if same_year and first.month == last.month:
        return f"{first.day} to {day_text(last)}"
    return f"{first.day} {MONTHS[first.month - 1]} to {day_text(last)}" if same_year else _far(first, last)


def _far(first: date, last: date) -> str:
    return f"{day_text(first)} to {day_text(last)}"


def _clock(when: When) -> str:
    if when.granularity not in {"hour", "minute", "second"} or not isinstance(when.begin_low, datetime):
        return ""
    return f", {when.begin_low:%H:%M}" + (f" {when.zone}" if when.zone else "")


def where_text(where: Where) -> str:
    """A place with what holds it: ``Qayyarah, Nineveh, IQ``."""
    parts = [where.derivation.partition(";")[0] or where.name]
    parts += [part for part in (where.admin1, where.country) if part and part not in parts]
    return ", ".join(parts)


def radius_text(where: Where) -> str:
    """The honest uncertainty: ``within 2.5 km``; empty where there is no point."""
    if where.radius_m is None:
        return ""
    kilometres = where.radius_m / 1000
    return f"within {kilometres:.0f} km" if kilometres >= 10 else f"within {kilometres:.2g} km"


def count_text(count: Count) -> str:
    """A number always with its bound word: ``at least 6``, ``up to 20``, ``dozens (at least 24)``."""
    low, best, high = count.low, count.best, count.high
    bound = " ".join((count.bound or "").lower().split())
    if bound in _BEYOND and low is not None and high is None and best in (None, low):
        text = f"{bound} {low - 1}"
    elif best is not None and low == best == high:
        text = str(best)
    elif best is not None and low is not None and high is not None:
        text = f"{best} ({low} to {high})"
    elif low is not None and high is not None:
        text = f"{low} to {high}"
    elif low is not None:
        text = f"at least {low}"
    elif high is not None:
        text = f"up to {high}"
    else:
        text = str(best) if best is not None else "some"
    if bound and not bound.startswith(("at least", "up to")) and bound not in text:
        text = f"{text} (“{count.bound}”)"
    return f"{text} {count.of}" if count.of else text


def status_text(status: Status) -> str:
    """A state and the moment it held: ``ongoing as of 31 October 2016``."""
    as_of = when_text(status.as_of) if status.as_of else ""
    return f"{status.state} as of {as_of}" if as_of else status.state


def medium_text(medium: Medium) -> str:
    """An item of media: ``video, credit A channel``."""
    parts: list[str] = [medium.kind]
    parts += [f"credit {medium.credit}"] if medium.credit else []
    parts += [f"shows {medium.shows}"] if medium.shows else []
    return ", ".join(parts)


def plain(text: str) -> str:
    """Words of a report made safe to print: one line, without control, escape or direction characters."""
    return _SPACES.sub(" ", _CONTROL.sub("", text)).strip()
