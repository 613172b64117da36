"""What the words say before any anchor is known: the TIMEX3 type and the symbol of an expression."""

from __future__ import annotations

from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

_TYPES: dict[str, TimexType] = {"duration": "DURATION", "set": "SET", "clock": "TIME", "part": "TIME"}


def timex_type(parts: dict[str, str]) -> TimexType:
    """TIMEX3 type of an expression from its parts."""
    form = parts["form"]
    if form == "span":
        return "DURATION"
    if form in _TYPES:
        return _TYPES[form]
    if form == "deictic" and "deictic" not in parts:
        return "TIME"
    if form == "offset" and parts.get("unit", "").startswith("T"):
        return "TIME"
    return "TIME" if parts.keys() & {"clocktime", "clock", "part"} else "DATE"


def symbol(parts: dict[str, str]) -> str:
    """The value as written, unknown digits X (``XXXX-11-02``, ``XXXX-WXX-5``) or the parts in words (``last W``)."""
    form = parts["form"]
    writer = _WRITERS.get(form)
    return writer(parts) if writer else _plain(parts)


def _date(parts: dict[str, str]) -> str:
    pieces = [parts.get("year", "XXXX").zfill(4), parts.get("month", "")]
    if "day" in parts:
        pieces.append(parts["day"].zfill(2))
    text = "-".join(p for p in pieces if p)
    return text + _time(parts)


def _time(parts: dict[str, str]) -> str:
    clock = parts.get("clock") or parts.get("clocktime")
    return f"T{clock}" if clock else f"T{parts['part']}" if "part" in parts else ""


def _weekday(parts: dict[str, str]) -> str:
    relation = f"{parts['relation']} " if "relation" in parts else ""
    return f"{relation}XXXX-WXX-{parts.get('weekday', 'X')}{_time(parts)}"


def _plain(parts: dict[str, str]) -> str:
    return " ".join(value for key, value in parts.items() if key != "form")


_WRITERS = {"date": _date, "numeric": _date, "weekday": _weekday}
