"""How two times may lie to each other: Allen's thirteen relations over uncertain bounds, three-valued.

Bounds are ranges, so usually several relations are possible. :func:`relations` gives all that are, :func:`holds` says yes
(``True``), no (``False``) or possible (``None``): nothing is guessed. Method: Allen 1983, each relation as four comparisons
of end points; a comparison is possible when the ranges of its two points allow it. The four are judged one by one, so a set
may hold a relation that only the four together would rule out: "no" and "yes" are safe, "possible" is generous.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from dateline.model import When

Allen = Literal[
    "before", "meets", "overlaps", "starts", "during", "finishes", "equals",
    "finished_by", "contains", "started_by", "overlapped_by", "met_by", "after",
]  # fmt: skip

# Comparisons of begin with begin, begin with end, end with begin, end with end of the other.
_TABLE: dict[Allen, tuple[str, str, str, str]] = {
    "before": ("<", "<", "<", "<"),
    "meets": ("<", "<", "=", "<"),
    "overlaps": ("<", "<", ">", "<"),
    "starts": ("=", "<", ">", "<"),
    "during": (">", "<", ">", "<"),
    "finishes": (">", "<", ">", "="),
    "equals": ("=", "<", ">", "="),
    "finished_by": ("<", "<", ">", "="),
    "contains": ("<", "<", ">", ">"),
    "started_by": ("=", "<", ">", ">"),
    "overlapped_by": (">", "<", ">", ">"),
    "met_by": (">", "=", ">", ">"),
    "after": (">", ">", ">", ">"),
}
_INVERSE: dict[Allen, Allen] = {
    "before": "after", "meets": "met_by", "overlaps": "overlapped_by", "starts": "started_by", "during": "contains",
    "finishes": "finished_by", "equals": "equals", "finished_by": "finishes", "contains": "during", "started_by": "starts",
    "overlapped_by": "overlaps", "met_by": "meets", "after": "before",
}  # fmt: skip
_TICK = timedelta(microseconds=1)
_Range = tuple[datetime, datetime]


def relations(one: When, other: When) -> frozenset[Allen]:
    """Every Allen relation that may hold of ``one`` to ``other``; all thirteen when nothing is known."""
    begin_a, end_a, begin_b, end_b = _begin(one), _end(one), _begin(other), _end(other)
    pairs = ((begin_a, begin_b), (begin_a, end_b), (end_a, begin_b), (end_a, end_b))
    possible = [_possible(a, b) for a, b in pairs]
    return frozenset(
        name for name, signs in _TABLE.items() if all(s in p for s, p in zip(signs, possible, strict=True))
    )


def holds(names: frozenset[Allen] | set[Allen], one: When, other: When) -> bool | None:
    """Whether one of the named relations holds of ``one`` to ``other``: ``True``, ``False`` or ``None`` for possible."""
    possible = relations(one, other)
    if possible <= names:
        return True
    return None if possible & names else False


def before(one: When, other: When) -> bool | None:
    """Whether ``one`` is over when ``other`` begins."""
    return holds({"before", "meets"}, one, other)


def within(one: When, other: When) -> bool | None:
    """Whether ``one`` lies inside ``other``, ends included."""
    return holds({"starts", "during", "finishes", "equals"}, one, other)


def touch(one: When, other: When) -> bool | None:
    """Whether the two share any time. Two times of one incident must be able to: ``False`` is a contradiction."""
    apart: set[Allen] = {"before", "meets", "met_by", "after"}
    return holds(set(_TABLE) - apart, one, other)


def inverse(name: Allen) -> Allen:
    """The relation seen from the other side."""
    return _INVERSE[name]


def _begin(when: When) -> _Range:
    high = when.begin_high or when.end_high
    return when.begin_low or datetime.min, high - _TICK if high else datetime.max  # noqa: DTZ901  (local wall time)


def _end(when: When) -> _Range:
    low = when.end_low or when.begin_low
    return low + _TICK if low else datetime.min, when.end_high or datetime.max  # noqa: DTZ901  (local wall time)


def _possible(a: _Range, b: _Range) -> set[str]:
    signs = set()
    if a[0] < b[1]:
        signs.add("<")
    if a[1] > b[0]:
        signs.add(">")
    if a[0] <= b[1] and b[0] <= a[1]:
        signs.add("=")
    return signs
