"""A time as a range with its precision, its words' symbolic value and the reason for its reading."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

Granularity = Literal[
    "second",
    "minute",
    "hour",
    "part_of_day",
    "day",
    "days",
    "week",
    "month",
    "season",
    "year",
    "decade",
    "century",
    "unknown",
]
WhenBasis = Literal["stated", "reckoned", "published", "bound", "told", "narrative"]


class When(msgspec.Struct, frozen=True, omit_defaults=True, tag="when"):
    """Four bounds, half-open, local wall time (``zone`` says which, ``None`` = not told).

    The thing timed begins in [``begin_low``, ``begin_high``) and ends in (``end_low``, ``end_high``]. A plain day has
    begin_low = 00:00 and end_high = 00:00 of the next day. An unknown bound is ``None``; ``open_end`` says that the
    text tells it was still going on. ``symbol`` is the value as written (``XXXX-11-02``), ``value`` the TIMEX3 value.
    ``alternatives`` are other readings, best first. ``basis`` "told": only the day on which it was told is known, an upper
    bound ("police said on Thursday").
    """

    begin_low: datetime | None = None
    begin_high: datetime | None = None
    end_low: datetime | None = None
    end_high: datetime | None = None
    granularity: Granularity = "unknown"
    approximate: bool = False
    open_start: bool = False
    open_end: bool = False
    zone: str | None = None
    symbol: str = ""
    value: str = ""
    basis: WhenBasis = "reckoned"
    anchor: str = ""
    reason: str = ""
    rule: str = ""
    alternatives: tuple[When, ...] = ()

    @property
    def first_day(self) -> date | None:
        """Earliest calendar day the thing timed may touch, ``None`` when unbounded."""
        return self.begin_low.date() if self.begin_low else None

    @property
    def last_day(self) -> date | None:
        """Latest calendar day (inclusive) the thing timed may touch, ``None`` when unbounded."""
        return (self.end_high - timedelta(microseconds=1)).date() if self.end_high else None

    @property
    def begun_by(self) -> date | None:
        """Day by whose end it had begun, ``None`` where nothing bounds its begin."""
        return (self.begin_high - timedelta(microseconds=1)).date() if self.begin_high else None

    @property
    def likely_days(self) -> tuple[date | None, date | None]:
        """First and last day it most likely touches: its own, and for what was told on a day that day itself (so in 75 of
        the 98 tellings with a known day in the dev sets of the guide, earlier in 16)."""
        return (self.last_day, self.last_day) if self.basis == "told" else (self.first_day, self.last_day)
