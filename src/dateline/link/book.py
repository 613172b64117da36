"""Nodes filed by what they share: who may be one incident, and how rare what they share is in its time.

What a report says is filed once, under the day it was published (a *sheet*); what is an event's own is filed for each
observation, under the event's day. Numbers are given in the order of arrival and decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.link.features import unlike
from dateline.link.index import ENOUGH, MONTH, MUCH, UNDATED, WEEK, Index, Rarities
from dateline.link.node import Node
from dateline.link.text import Text


@dataclass(slots=True, eq=False)
class Sheet:
    """A report with the nodes it tells, its text filed under ``day``."""

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
        self._sheet_of: dict[str, int] = {}
        self._texts = Index(MONTH)
        self._events = Index(WEEK)
        self._next_node = 1
        self._next_sheet = self._first_new_sheet = 1

    # -- filing ------------------------------------------------------------------------------------------------------

    def file(self, new: Sequence[Node]) -> set[tuple[str, str]]:
        """Take in nodes. Gives pairs (node, key) of those that were there before and hold a key that weighs less now."""
        first_node, first_sheet = self._next_node, self._next_sheet
        self._first_new_sheet = first_sheet
        texts: dict[str, list[int]] = {}
        events: dict[str, list[int]] = {}
        for node in new:
            node.number = self._next_node
            node.filed = UNDATED if node.day is None else node.day
            self._next_node += 1
            self.nodes[node.id] = self.numbered[node.number] = node
            self._on_sheet(node, texts)
            self._events.add(node.number, node.keys, node.filed, events)
        sunk = {(self.numbered[number].id, key) for number, key in self._events.sunk(events, first_node)}
        for number, key in self._texts.sunk(texts, first_sheet):
            sunk.update((node.id, key) for node in self.sheets[number].nodes if node.number < first_node)
        return sunk

    def _on_sheet(self, node: Node, fresh: dict[str, list[int]]) -> None:
        text = node.text
        number = self._sheet_of.get(text.id)
        if number is None:
            number = self._sheet_of[text.id] = self._next_sheet
            self._next_sheet += 1
            day = UNDATED if text.published is None else text.published
            self.sheets[number] = Sheet(number, text, day)
            self._texts.add(number, text.keys, day, fresh)
        self.sheets[number].nodes.append(node)
        node.sheet = number

    # -- meeting -----------------------------------------------------------------------------------------------------

    def meetings(self, new: Sequence[Node]) -> Iterator[tuple[Node, Node, Rarities]]:
        """Each pair that is to be compared now that the new nodes are in, with the rarities that count for it."""
        first = min((node.number for node in new), default=0)
        by_sheet: dict[int, list[Node]] = {}
        for node in new:
            by_sheet.setdefault(node.sheet, []).append(node)
        for number, nodes in by_sheet.items():
            yield from self._of_sheet(self.sheets[number], nodes, first)

    def _of_sheet(self, sheet: Sheet, nodes: Sequence[Node], first: int) -> Iterator[tuple[Node, Node, Rarities]]:
        """Two new nodes are met from the one whose report is later, then from the one with the higher number."""
        shared: dict[int, int] = {}
        rare = self._texts.look(sheet.text.keys, sheet.day, shared)
        self._texts.look_ahead(sheet.text.keys, sheet.day, self._first_new_sheet, shared)
        for node in nodes:
            own: dict[int, int] = {}
            day = node.filed
            usual = Rarities(rare, self._events.look(node.keys, day, own))
            self._events.look_ahead(node.keys, day, self._next_node, own)
            for other in self._met(node, shared, own):
                there = self.sheets[other.sheet].day
                if other.number >= first and (there, other.number) >= (sheet.day, node.number):
                    continue
                happened = other.filed
                if there > sheet.day:
                    yield node, other, self.rarity(node, other)
                elif happened > day:  # the texts keep what counts on this day, the event does not
                    yield node, other, Rarities(rare, self._events.rarity(node.keys & other.keys, happened))
                else:
                    yield node, other, usual

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
        day, gap = _span(self.sheets[a.sheet].day, self.sheets[b.sheet].day)
        weight = self._texts.weights(a.text.keys & b.text.keys, day, gap)
        day, gap = _span(a.filed, b.filed)
        weight += self._events.weights(a.keys & b.keys, day, gap)
        return weight >= least(a, b)

    def rarity(self, a: Node, b: Node) -> Rarities:
        """How rare is what two have in common."""
        told, _ = _span(self.sheets[a.sheet].day, self.sheets[b.sheet].day)
        happened, _ = _span(a.filed, b.filed)
        return Rarities(
            self._texts.rarity(a.text.keys & b.text.keys, told), self._events.rarity(a.keys & b.keys, happened)
        )


def _span(one: int, other: int) -> tuple[int, int]:
    """The later day, and how many days lie between."""
    return max(one, other), abs(one - other)


def least(a: Node, b: Node) -> int:
    """The weight of keys that two must share to be compared."""
    return MUCH if unlike(a, b) else ENOUGH
