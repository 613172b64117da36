"""How two incidents may belong together without being one: part of, follow-up, series.

These are rules, no model: a tie is made only where place and time are told for both. ``vocab/linking_ties.tsv`` says which
kinds of event go together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from dateline.link.features import at_one_lasting
from dateline.link.node import Node
from dateline.link.spots import alike, kilometres, spots_apart
from dateline.vocab import tsv_rows

WIDER = 2.0  # times the circle of the part
AREA_KM, CITY_KM = 20.0, 8.0
LONG = 3  # days from which what holds others is a course of events and no single one
BY_KM = 5.0  # beyond the larger circle: still the same place
SERIES_DAYS = 30  # between two events of a series at one place
FARTHEST_KM = 200.0  # between the places of one day's series
MOST_TOLD = 12  # events of a report that are held against each other; a longer list is a chronicle

Kind = Literal["part_of", "follow_up", "series"]


class Tie(NamedTuple):
    """``a`` is part of ``b``, follows ``b`` or is of one series with ``b``; ``reasons`` say why in words."""

    a: Node
    b: Node
    kind: Kind
    reasons: tuple[str, ...]


def tie(one: Node, other: Node) -> Tie | None:
    """The tie of two events that are not one, if there is any."""
    if one.role not in TOLD or other.role not in TOLD or not (one.type and other.type):
        return None
    for rule in (_part_of, _follow_up):
        for a, b in ((one, other), (other, one)):
            if (found := rule(a, b)) is not None:
                return found
    return _series(one, other)


TOLD = frozenset({"news", "background"})


def told_together(nodes: Iterable[Node], of: Mapping[str, str]) -> Iterable[Tie]:
    """The ties of events that one report tells; ``of`` maps a node to its cluster."""
    held = sorted((n for n in nodes if n.id in of), key=lambda n: n.id)
    if len(held) > MOST_TOLD:
        return
    for i, one in enumerate(held):
        for other in held[i + 1 :]:
            if of[one.id] != of[other.id] and (found := tie(one, other)) is not None:
                yield found


def _part_of(a: Node, b: Node) -> Tie | None:
    """An event of a place and day within a longer one of the city or area."""
    kin = a.type == b.type or _days("part_of", a, b) is not None
    if not kin or not _inside(a, b) or not _one_side(a, b):
        return None
    span_a, span_b = _span(a), _span(b)
    if span_a is None or span_b is None or not (span_b[0] <= span_a[0] and span_a[1] <= span_b[1]):
        return None
    length = span_b[1] - span_b[0] + 1
    if length < LONG or length < WIDER * (span_a[1] - span_a[0] + 1):
        return None
    return Tie(a, b, "part_of", ("lies within its area", f"falls within its {length} days"))


def _follow_up(a: Node, b: Node) -> Tie | None:
    """What comes of an event at its place: an arrest, a claim, a flight, aid."""
    days = _days("follow_up", a, b)
    span_a, span_b = _span(a), _span(b)
    if not days or span_a is None or span_b is None or not _at_one_place(a, b):
        return None
    later = span_a[0] - span_b[0]
    if later < 0 or span_a[0] - span_b[1] > days:
        return None
    return Tie(a, b, "follow_up", ("at its place", f"{later} days later" if later else "on its day"))


def _series(a: Node, b: Node) -> Tie | None:
    """Events of one kind: at one place some days apart, or on one day at several places by one side."""
    span_a, span_b = _span(a), _span(b)
    if a.type != b.type or span_a is None or span_b is None or not _one_side(a, b):
        return None
    if max(span_a[1] - span_a[0], span_b[1] - span_b[0]) > 1:
        return None
    apart = max(span_a[0] - span_b[1], span_b[0] - span_a[1])
    if 2 < apart <= SERIES_DAYS and a.places & b.places and not spots_apart(a.spot, b.spot) and not _goes_on(a, b):
        return Tie(*_by_day(a, b), "series", ("at one place", f"{apart} days apart"))
    if apart > 1 or not a.actors & b.actors:
        return None
    distance = _distance(a, b)
    if distance is None or not a.radius_km + b.radius_km + BY_KM < distance <= FARTHEST_KM:
        return None
    return Tie(*_by_day(a, b), "series", ("by one side", "on one day", f"{distance:.0f} km apart"))


def _by_day(a: Node, b: Node) -> tuple[Node, Node]:
    """The later one first: it is of one series with the earlier."""
    return (a, b) if (a.first or 0, a.id) >= (b.first or 0, b.id) else (b, a)


def _goes_on(a: Node, b: Node) -> bool:
    """Whether the two may be one lasting event."""
    may = a.lasting and b.lasting and a.family == b.family and (a.course or b.course)
    distance = _distance(a, b)
    there = float("nan") if distance is None else distance
    return bool(at_one_lasting(may, there, max(a.radius_km, b.radius_km), bool(a.places & b.places)))


def _span(node: Node) -> tuple[int, int] | None:
    return None if node.first is None or node.last is None else (node.first, node.last)


def _distance(a: Node, b: Node) -> float | None:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def _inside(a: Node, b: Node) -> bool:
    distance = _distance(a, b)
    wide = b.radius_km >= CITY_KM and b.radius_km >= WIDER * a.radius_km
    return distance is not None and wide and distance <= b.radius_km


def _at_one_place(a: Node, b: Node) -> bool:
    distance = _distance(a, b)
    if distance is None or spots_apart(a.spot, b.spot) or max(a.radius_km, b.radius_km) > AREA_KM:
        return False
    named = any(alike(x, y) for x in a.places for y in b.places)
    return distance <= max(a.radius_km, b.radius_km) and named


def _one_side(a: Node, b: Node) -> bool:
    """Whether the sides of the two, where they are told, have one in common."""
    mine, theirs = a.actors | a.targets, b.actors | b.targets
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _days(kind: Kind, a: Node, b: Node) -> int | None:
    """Days within which ``a`` may be tied to ``b``, ``None`` where their kinds do not go together."""
    table = _table()
    found = (table.get((kind, x, y)) for x in (a.type, a.family) for y in (b.type, b.family))
    return next((days for days in found if days is not None), None)


@cache
def _table() -> dict[tuple[str, str, str], int]:
    return {(row["tie"], row["type"], row["to"]): int(row["days"] or 0) for row in tsv_rows("linking_ties")}
