"""The timeline of the situation report: incidents as bars over days, months or years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec

from dateline.ledger.wording import MONTHS

WIDTH, LANE, TOP = 960.0, 20.0, 30.0
MARGIN = 14.0
LABEL = 5.9  # pixels a character of a label takes, about
MOST_LANES = 40
LONGEST_LABEL = 44
STEPS = (1, 2, 3, 6, *(12 * n * 10**power for power in range(5) for n in (1, 2, 5)))  # months between two ticks


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """One incident in time. ``open`` says that it was still going on; ``told`` are the days on which reports speak."""

    first: date
    last: date
    label: str
    incident: str
    kind: str
    open: bool = False


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in pixels; the label is cut to what fits."""

    x: float
    y: float
    width: float
    label: str
    label_x: float
    anchor: str
    incident: str
    kind: str
    open: bool


class Tick(msgspec.Struct, frozen=True):
    """A mark of the axis."""

    x: float
    label: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a template needs to draw the timeline. ``hidden`` incidents found no lane."""

    width: float
    height: float
    ticks: list[Tick]
    bars: list[Bar]
    hidden: int


def chart(stretches: Sequence[Stretch]) -> Chart | None:
    """The timeline of some incidents; ``None`` when none has a date. The axis leaves out lone outliers far before."""
    if not stretches:
        return None
    first, last = _limits(stretches)
    shown = [s for s in stretches if s.last >= first and s.first <= last]
    days = max(1, (last - first).days + 1)
    unit = (WIDTH - 2 * MARGIN) / days

    def x(day: date) -> float:
        return MARGIN + max(0, min(days, (day - first).days)) * unit

    lanes: list[list[tuple[float, float]]] = []
    bars: list[Bar] = []
    for one in sorted(shown, key=lambda s: (s.first, s.last, s.incident)):
        begin, end = x(one.first), x(_moved(one.last, timedelta(days=1)))
        label, label_x, anchor, left, right = _label(one.label, begin, max(end, begin + 6))
        lane = _lane(lanes, left, right)
        if lane is None:
            label, lane = "", _lane(lanes, begin, max(end, begin + 6))
        if lane is None:
            continue
        y = TOP + lane * LANE
        bars.append(_bar(one, begin, end, y, (label, round(label_x, 1), anchor)))
    height = TOP + max(1, len(lanes)) * LANE + 8
    return Chart(width=WIDTH, height=height, ticks=_ticks(first, last, x), bars=bars, hidden=len(stretches) - len(bars))


def _bar(one: Stretch, begin: float, end: float, y: float, label: tuple[str, float, str]) -> Bar:
    return Bar(
        x=round(begin, 1),
        y=y,
        width=round(max(6.0, end - begin), 1),
        label=label[0],
        label_x=label[1],
        anchor=label[2],
        incident=one.incident,
        kind=one.kind,
        open=one.open,
    )


def _lane(lanes: list[list[tuple[float, float]]], left: float, right: float) -> int | None:
    """The first lane with room from left to right, taken from now on; ``None`` when all are full there."""
    for number, taken in enumerate(lanes):
        if all(right + 8 <= low or high + 8 <= left for low, high in taken):
            taken.append((left, right))
            return number
    if len(lanes) >= MOST_LANES:
        return None
    lanes.append([(left, right)])
    return len(lanes) - 1


def _limits(stretches: Sequence[Stretch]) -> tuple[date, date]:
    """First and last day of the axis: the middle 96 of 100 incidents, and a little room."""
    firsts = sorted(s.first for s in stretches)
    lasts = sorted(s.last for s in stretches)
    cut = len(stretches) // 50
    first, last = firsts[cut], lasts[len(lasts) - 1 - cut]
    first, last = min(first, last), max(first, last)
    room = timedelta(days=max(1, (last - first).days // 40))
    return _moved(first, -room), _moved(last, room)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _label(text: str, begin: float, end: float) -> tuple[str, float, str, float, float]:
    """(label, its x, its anchor, left and right end of bar and label together)."""
    short = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…"
    wide = len(short) * LABEL
    if end + 5 + wide <= WIDTH:
        return short, end + 5, "start", begin, end + 5 + wide
    return short, begin - 5, "end", max(0.0, begin - 5 - wide), end


def _ticks(first: date, last: date, x: Callable[[date], float]) -> list[Tick]:
    days = (last - first).days
    found: list[Tick] = []
    if days <= 45:
        step = max(1, round(days / 10))
        at = first
        while at <= last:
            found.append(Tick(round(x(at), 1), f"{at.day} {MONTHS[at.month - 1][:3]}"))
            at = _moved(at, timedelta(days=step))
            if at == first:
                break
        return found
    months = max(1, round(days / 30.4 / 10))
    step = next(s for s in STEPS if s >= months)
    for number in range(first.year * 12, (last.year + 1) * 12):
        year, month = divmod(number, 12)
        on_step = number % step == 0
        if on_step and year >= 1 and first <= date(year, month + 1, 1) <= last:
            label = str(year) if step >= 12 or (month == 0) else f"{MONTHS[month][:3]} {year}"
            found.append(Tick(round(x(date(year, month + 1, 1)), 1), label))
    return found
