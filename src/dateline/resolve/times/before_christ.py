"""Times of a passage that tells of years before Christ: "the following year" after 490 BC is 489 BC, never a year of ours.

>>> read_before_christ({"form": "relative", "relation": "following", "unit": "Y"}, 490).value
'BC0489'
"""

from __future__ import annotations

from dateline.resolve.times.reading import Reading

_YEARS = {"Y": 1, "DE": 10, "CE": 100}
_LATER = frozenset({"later", "after", "afterwards", "afterward", "following"})
_EARLIER = frozenset({"earlier", "before", "beforehand", "previously", "prior", "previous"})
_STEPS = {"following": -1, "next": -1, "previous": 1, "last": 1, "that": 0, "this": 0}


def read_before_christ(parts: dict[str, str], year: int) -> Reading | None:
    """The reading of an expression that hangs on a year before Christ, ``None`` for one that does not."""
    if "year" in parts or "bc" in parts:
        return None
    value = _READERS[parts["form"]](parts, year) if parts.get("form") in _READERS else ""
    return Reading(value, "previous date", f"reckoned from {year} BC") if value else None


def _relative(parts: dict[str, str], year: int) -> str:
    step = _STEPS.get(parts.get("relation", ""))
    return _value(year + step) if step is not None and parts.get("unit") == "Y" else ""


def _offset(parts: dict[str, str], year: int) -> str:
    unit, direction = _YEARS.get(parts.get("unit", "")), parts.get("direction", "")
    side = -1 if direction in _LATER else 1 if direction in _EARLIER else 0
    try:
        amount = float(parts.get("amount", "1") or 1)
    except ValueError:
        return ""
    return _value(year + side * int(amount * unit)) if unit and side else ""


def _season(parts: dict[str, str], year: int) -> str:
    season = parts.get("season", "")
    return f"{_value(year)}-{season}" if season and "relation" not in parts else ""


def _date(parts: dict[str, str], year: int) -> str:
    if "yearrel" in parts or "relation" in parts or "month" not in parts:
        return ""
    day = f"-{int(parts['day']):02d}" if parts.get("day", "").isdigit() else ""
    return f"{_value(year)}-{parts['month']}{day}"


def _value(year: int) -> str:
    return f"BC{year:04d}" if 0 < year <= 9999 else ""


_READERS = {"relative": _relative, "offset": _offset, "season": _season, "date": _date}
