"""Precision codes of the conflict data sets for a time, by the number of days it covers.

ACLED ``time_precision`` (codebook 2024): 1 the day is known, 2 the week, 3 the month. UCDP GED ``date_prec`` (codebook
24.1): 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year. ``None``: too vague for any code. What was only
told on a day happened then or shortly before: 2 in both.
"""

from __future__ import annotations

from dateline.model import When

_ACLED = ((1, 1), (7, 2), (31, 3))
_UCDP = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))


_TOLD_DAYS = 2


def days(when: When) -> int | None:
    """Calendar days that a time may touch, ``None`` where a side is open or unknown."""
    if when.basis == "told" and when.last_day:
        return _TOLD_DAYS
    first, last = when.first_day, when.last_day
    return (last - first).days + 1 if first and last and last >= first else None


def acled(when: When) -> int | None:
    """ACLED ``time_precision`` of a time."""
    return _code(days(when), _ACLED)


def ucdp(when: When) -> int | None:
    """UCDP GED ``date_prec`` of a time."""
    return _code(days(when), _UCDP)


def _code(count: int | None, table: tuple[tuple[int, int], ...]) -> int | None:
    if count is None:
        return None
    return next((code for most, code in table if count <= most), None)
