"""A date glued to a time of day: ``October 317:39`` is the 31st at 7:39 or the 3rd at 17:39.

Each split that the calendar and the clock allow is a reading. The one that is read is chosen by evidence, in this
order: another date of the report says the same day; the day lies before the day of publication and nearest to it;
the longer day number. The others stay as alternatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dateline.model import Repair
from dateline.read.datelines import MONTHS

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
_CLOCK = re.compile(r"\d\d:[0-5]\d")  # a fused day or year makes two digits before the colon
_FUSED = re.compile(
    rf"\b(?P<month>{_MONTH})\.?,?\s?(?P<digits>\d{{2,4}})(?P<minutes>:[0-5]\d)(?P<rest>:[0-5]\d)?\b", re.IGNORECASE
)
_FUSED_YEAR = re.compile(
    rf"(?:\b(?P<month>{_MONTH})\.?\s\d{{1,2}},?\s|\b\d{{1,2}}\s(?P<month2>{_MONTH}),?\s|\b\d{{1,2}}[./-]\d{{1,2}}[./-])"
    r"(?P<year>(?:19|20)\d{2})(?P<clock>[0-2]?\d:[0-5]\d)",
    re.IGNORECASE,
)
_ISO_FUSED = re.compile(r"\b(?P<day>(?:19|20)\d{2}-[01]\d-[0-3]\d)(?P<clock>[0-2]\d:[0-5]\d)")
_DAY = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\.?\s(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s(?P<month2>{_MONTH}))\b(?!:)", re.IGNORECASE
)


def fused_times(text: str, published: str | None) -> Iterator[Repair]:
    """Repairs of dates that run into a time."""
    if not _CLOCK.search(text):
        return
    for match in _FUSED.finditer(text):
        readings = _splits(match)
        if not readings:
            continue
        best = _choose([day for day, _ in readings], _month(match["month"]), text, published)
        order = sorted(readings, key=lambda reading: reading[0] != best)
        words = [f"{day} {clock}" for day, clock in order]
        yield Repair(match.start("digits"), match.end(), words[0], "fused-date-time", tuple(words[1:]))
    for pattern in (_FUSED_YEAR, _ISO_FUSED):
        for match in pattern.finditer(text):
            yield Repair(match.start("clock"), match.start("clock"), " ", "fused-date-time")


def _splits(match: re.Match[str]) -> list[tuple[int, str]]:
    """Every (day, clock) that digits before the colon allow: "317" gives (31, "7:39") and (3, "17:39")."""
    digits, minutes = match["digits"], match["minutes"] + (match["rest"] or "")
    readings = []
    for cut in (2, 1):
        day, hour = digits[:cut], digits[cut:]
        if not hour or len(hour) > 2 or day.startswith("0") or not 1 <= int(day) <= 31 or int(hour) > 23:
            continue
        readings.append((int(day), f"{hour}{minutes}"))
    return readings


def _month(name: str) -> int:
    return MONTHS.index(name.lower()[:3] if name.lower() not in MONTHS[:12] else name.lower()) % 12 + 1 if name else 0


def _choose(days: list[int], month: int, text: str, published: str | None) -> int:
    named = {
        int(found["day"] or found["day2"])
        for found in _DAY.finditer(text)
        if _month(found["month"] or found["month2"]) == month
    }
    backed = [day for day in days if day in named]
    if len(backed) == 1 or not published:
        return (backed or days)[0]
    return min(days, key=lambda day: _distance(day, month, published))


def _distance(day: int, month: int, published: str) -> int:
    """Days from a date of that month to the day of publication; what lies after it counts as far away."""
    try:
        told = date.fromisoformat(published[:10])
        near = min((abs((told - date(year, month, day)).days), year) for year in (told.year - 1, told.year))
    except ValueError:
        return 10**6
    return near[0] if date(near[1], month, day) <= told else near[0] + 10**4
