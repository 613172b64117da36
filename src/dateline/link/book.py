"""Nodes filed by what they share: who may be one incident, and how rare what they share is in its time.

A report is filed once for all of its observations that lie on one day (a *sheet*); what is the event's own is filed
for each observation. Numbers are given in the order of arrival and decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.link.features import unlike
from dateline.link.index import ENOUGH, MONTH, MUCH, UNDATED, WEEK, Index, Rarity
from dateline.link.node import Node
from dateline.link.text import Text


@dataclass(slots=True, eq=False)
class Sheet:
    """A report as far as it tells of one day."""

    number: int
    text: Text
    day: int
    nodes: list[Node] = field(default_factory=list)


class Book:
    """All nodes. ``file`` takes new ones in, ``meetings`` gives those that each is to be compared with."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.numbered: dict[int, Node] = {}
        self.sheets: dict[int, Sheet] = {}
        self._sheet_of: dict[tuple[str, int], int] = {}
        self._texts = Index(MONTH)
        self._events = Index(WEEK)
        self._next_node = 1
        self._next_sheet = 1

    # -- filing ------------------------------------------------------------------------------------------------------

    def file(self, new: Sequence[Node]) -> set[tuple[str, str]]:
        """Take in nodes. Gives pairs (node, key) of those that were there before and hold a key that weighs less now."""
        first_node, first_sheet = self._next_node, self._next_sheet
        texts: dict[str, list[int]] = {}
        events: dict[str, list[int]] = {}
        for node in new:
            node.number = self._next_node
            self._next_node += 1
            self.nodes[node.id] = self.numbered[node.number] = node
            self._on_sheet(node, texts)
            self._events.add(node.number, node.keys, day_of(node), events)
        sunk = {(self.numbered[number].id, key) for number, key in self._events.sunk(events, first_node)}
        for number, key in self._texts.sunk(texts, first_sheet):
            sunk.update((node.id, key) for node in self.sheets[number].nodes if node.number < first_node)
        return sunk

    def _on_sheet(self, node: Node, fresh: dict[str, list[int]]) -> None:
        which = (node.text.id, day_of(node))
        number = self._sheet_of.get(which)
        if number is None:
            number = self._sheet_of[which] = self._next_sheet
            self._next_sheet += 1
            self.sheets[number] = Sheet(number, node.text, which[1])
            self._texts.add(number, node.text.keys, which[1], fresh)
        self.sheets[number].nodes.append(node)
        node.sheet = number

    # -- meeting -----------------------------------------------------------------------------------------------------

    def meetings(self, new: Sequence[Node]) -> Iterator[tuple[Node, Node, Rarity]]:
        """Each pair that is to be compared once the new nodes are in, with the rarities that count for it."""
        first = min((node.number for node in new), default=0)
        first_sheet = min((node.sheet for node in new), default=0)
        sheets: dict[int, list[Node]] = {}
        for node in new:
            sheets.setdefault(node.sheet, []).append(node)
        for number, nodes in sheets.items():
            yield from self._of_sheet(self.sheets[number], nodes, first, first_sheet)

    def _of_sheet(
        self, sheet: Sheet, nodes: Sequence[Node], first: int, first_sheet: int
    ) -> Iterator[tuple[Node, Node, Rarity]]:
        shared: dict[int, int] = {}
        rare = self._texts.look(sheet.text.keys, sheet.day, shared)
        ahead: dict[int, int] = {}
        self._texts.look_ahead(sheet.text.keys, sheet.day, first_sheet, ahead)
        for node in nodes:
            own: dict[int, int] = {}
            seldom = rare | self._events.look(node.keys, sheet.day, own)
            for other in self._met(node, shared, own):
                if other.sheet != node.sheet or not other.reports & node.reports:
                    if other.number < first or self.sheets[other.sheet].day < sheet.day or other.number < node.number:
                        yield node, other, seldom
            later: dict[int, int] = {}
            self._events.look_ahead(node.keys, sheet.day, first, later)
            for other in self._met(node, ahead, later):
                if other.number < first and self.sheets[other.sheet].day > sheet.day:
                    yield node, other, self.rarity(node, other)

    def _met(self, node: Node, shared: dict[int, int], own: dict[int, int]) -> Iterator[Node]:
        """Nodes that share enough with this one; uses ``own`` up."""
        for number, value in shared.items():
            if value >= ENOUGH:
                for other in self.sheets[number].nodes:
                    if value + own.pop(other.number, 0) >= least(node, other) and other is not node:
                        yield other
        for number, value in own.items():
            other = self.numbered[number]
            if value + shared.get(other.sheet, 0) >= least(node, other) and other is not node:
                yield other

    def enough(self, a: Node, b: Node) -> bool:
        """Whether two share enough to be compared, as ``meetings`` adds it up."""
        day, gap = _span(a, b)
        weight = self._texts.weights(a.text.keys & b.text.keys, day, gap)
        weight += self._events.weights(a.keys & b.keys, day, gap)
        return weight >= least(a, b)

    def rarity(self, a: Node, b: Node) -> Rarity:
        """How rare is what two have in common."""
        day, _ = _span(a, b)
        return self._texts.rarity(a.text.keys & b.text.keys, day) | self._events.rarity(a.keys & b.keys, day)


def day_of(node: Node) -> int:
    """The day a node is filed under, ``UNDATED`` for one without."""
    return UNDATED if node.day is None else node.day


def _span(a: Node, b: Node) -> tuple[int, int]:
    """The day of the later one, and how many days lie between."""
    one, other = day_of(a), day_of(b)
    return max(one, other), abs(one - other)


def least(a: Node, b: Node) -> int:
    """The weight of keys that two must share to be compared."""
    return MUCH if unlike(a, b) else ENOUGH
