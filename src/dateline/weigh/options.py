"""Options: the different values told for a field, each with its claims and its roots, and how they stand to each other."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from dateline.link.families import family
from dateline.link.spots import kilometres
from dateline.model import Actor, Count, Label, Option, Value, When, Where
from dateline.vocab import tsv_rows
from dateline.weigh.material import CERTAINTY, WHOLE, Said, key

SLACK_KM = 25.0
WIDE = {"country": 3, "region": 4, "admin1": 2, "admin2": 1}


def options(told: Iterable[Said]) -> list[Option]:
    """One option a distinct value, in order of first publication. The value shown is the first one told."""
    found: defaultdict[tuple[Any, ...], list[Said]] = defaultdict(list)
    for one in told:
        found[key(one.claim.value)].append(one)
    return [option(group) for group in found.values()]


def option(group: Sequence[Said]) -> Option:
    """The option of claims that tell one value."""
    certainty = min((s.claim.certainty for s in group), key=CERTAINTY.index)
    roots = tuple(sorted({s.root for s in group}))
    return Option(group[0].claim.value, tuple(s.claim.id for s in group), roots, certainty)


def contains(wide: Value, narrow: Value) -> bool:
    """Whether what the narrow value says is within what the wide one says: then the wide one supports it."""
    match wide, narrow:
        case When(), When():
            return _days(wide)[0] <= _days(narrow)[0] and _days(narrow)[1] <= _days(wide)[1]
        case Where(), Where():
            return _breadth(wide) >= _breadth(narrow) and compatible(wide, narrow)
        case Count(), Count():
            return _range(wide)[0] <= _range(narrow)[0] and _range(narrow)[1] <= _range(wide)[1]
        case Label(), Label():
            return (
                wide.key == narrow.key
                or wide.key in _wider().get(narrow.key, ())
                or (not wide.key and wide.words == narrow.words)
            )
    return key(wide) == key(narrow)


def compatible(a: Value, b: Value) -> bool:
    """Whether both can be true."""
    match a, b:
        case When(), When():
            return _days(a)[0] <= _days(b)[1] and _days(b)[0] <= _days(a)[1]
        case Where(), Where():
            return _near(a, b)
        case Count(), Count():
            return _counted(a) != _counted(b) or (_range(a)[0] <= _range(b)[1] and _range(b)[0] <= _range(a)[1])
        case Label(), Label():
            return family(a.key) == family(b.key) if a.key and b.key else True
        case Actor(), Actor():
            return a.kind == b.kind or "unknown" in (a.kind, b.kind)
    return True


def width(value: Value) -> float:
    """How wide a value is: days of a date, breadth of a place, numbers of a toll, types that a type may stand for; the
    narrower says more."""
    match value:
        case When():
            first, last = _days(value)
            return last - first
        case Where():
            return _breadth(value) * 1000 + (value.radius_m or 5000.0) / 1000
        case Count():
            low, high = _range(value)
            return high - low
        case Label():
            return float(sum(value.key in wider for wider in _wider().values()))
    return 0.0


@cache
def _wider() -> dict[str, frozenset[str]]:
    """Type -> the wider types that also name it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in tsv_rows("types_wider"):
        found[row["narrow"]].add(row["wider"])
    return {narrow: frozenset(wider) for narrow, wider in found.items()}


def _days(when: When) -> tuple[float, float]:
    first = when.first_day.toordinal() if when.first_day else -math.inf
    last = when.last_day.toordinal() if when.last_day else math.inf
    return first, last


def _counted(count: Count) -> str | None:
    return None if count.of in WHOLE else count.of


def _range(count: Count) -> tuple[float, float]:
    low = count.low if count.low is not None else count.best
    high = count.high if count.high is not None else (None if count.bound else count.best)
    return (0 if low is None else low), (math.inf if high is None else high)


def _breadth(where: Where) -> int:
    return WIDE.get(where.precision, 0)


def _near(a: Where, b: Where) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True  # a place that nobody located contradicts nothing
    reach = ((a.radius_m or 0.0) + (b.radius_m or 0.0)) / 1000 + SLACK_KM
    return kilometres(a.lat, a.lon, b.lat, b.lon) <= reach
