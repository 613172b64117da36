"""What one expression is read as, before its bounds are drawn."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Reading(NamedTuple):
    """A TIMEX3 ``value`` with the ``anchor`` it was reckoned from, the ``reason`` in words, the ``mod`` of its edge or
    amount, other readings as (value, why), and the zone the words name."""

    value: str
    anchor: str = "explicit"
    reason: str = "written in full"
    mod: str = ""
    alternatives: tuple[tuple[str, str], ...] = ()
    zone: str | None = None
    open: str = ""  # "past" or "future": a stretch that ends or begins at the anchor
    minutes: int | None = None  # offset of the zone from UTC
    hung_on: date | None = None  # the day a stretch ends or begins, where that is not the day of publication


UNKNOWN = Reading("", "none", "nothing to reckon from")
