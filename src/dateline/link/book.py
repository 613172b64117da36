"""Nodes filed by what they share: who may be one incident, and how rare what they share is in its time.

What a report says is filed once, under the day it was published (a *sheet*); what is an event's own is filed for each
observation, under the event's day. Numbers are given in the order of arrival and decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

import numpy as np

from dateline.link.columns import Array, Pairs, Rows, Table, grown
from dateline.link.features import unlike
from dateline.link.index import (
    ENOUGH,
    FIRST,
    MONTH,
    MUCH,
    REACH,
    UNDATED,
    WEEK,
    Hits,
    Index,
    Rarities,
    paired,
    summed,
    unpaired,
)
from dateline.link.node import Node
from dateline.link.text import Text


@dataclass(slots=True, eq=False)
class Sheet:
    """A report with the nodes it tells, its text filed under ``day``."""

    number: int
    text: Text
    day: int
    nodes: list[Node] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """The numbers of its nodes."""
        return [node.number for node in self.nodes]


NEVER = 10**9  # a day after all others
PORTION = 64  # new nodes whose pairs are worked out at once


class Book:
    """All nodes. ``file`` takes new ones in, ``meetings`` gives those that each is to be compared with."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.numbered: dict[int, Node] = {}
        self.sheets: dict[int, Sheet] = {}
        self._sheet_of: dict[str, int] = {}
        self._texts = Index(MONTH)
        self._events = Index(WEEK)
        self.table = Table()
        self._row_of = np.zeros(1024, np.int64)  # number of a node -> its row in the table + 1, 0 for none yet
        self.rarities = Rarities(partial(self._rare, self._texts), partial(self._rare, self._events))
        self._next_node = FIRST
        self._next_sheet = FIRST
        self._filed = 0  # sheets
        self._last_day = self._last_old_day = UNDATED  # of these

    # -- filing ------------------------------------------------------------------------------------------------------

    def file(self, new: Sequence[Node]) -> set[tuple[str, str]]:
        """Take in nodes. Gives pairs (node, key) of those that were there before and hold a key that weighs less now."""
        first_node, first_sheet = self._next_node, self._next_sheet
        self._last_old_day = self._last_day if self._filed == first_sheet - FIRST else NEVER
        self._texts.forget()
        self._events.forget()
        texts: dict[str, list[int]] = {}
        events: dict[str, list[int]] = {}
        for node in new:
            node.number = self._next_node
            node.filed = UNDATED if node.day is None else node.day
            self._next_node += 1
            self.nodes[node.id] = self.numbered[node.number] = node
            self._on_sheet(node, texts)
            self._events.add(node.number, node.keys, node.filed, events)
            self._file(node)
        sunk = {(self.numbered[number].id, key) for number, key in self._events.sunk(events, first_node)}
        for number, key in self._texts.sunk(texts, first_sheet):
            sunk.update((node.id, key) for node in self.sheets[number].nodes if node.number < first_node)
        return sunk

    def _on_sheet(self, node: Node, fresh: dict[str, list[int]]) -> None:
        text = node.text
        number = self._sheet_of.get(text.id) or self._new_sheet(text, fresh)
        self.sheets[number].nodes.append(node)
        node.sheet = number

    def _new_sheet(self, text: Text, fresh: dict[str, list[int]]) -> int:
        assert text.said is not None, "a report is filed once"
        number = self._sheet_of[text.id] = self._next_sheet
        day = UNDATED if text.published is None else text.published
        self._next_sheet, self._filed, self._last_day = number + 1, self._filed + 1, max(self._last_day, day)
        self.sheets[number] = Sheet(number, text, day)
        self._texts.add(number, text.said.keys, day, fresh)
        return number

    # -- meeting -----------------------------------------------------------------------------------------------------

    def meetings(self, new: Sequence[Node]) -> Iterator[Pairs]:
        """All pairs that are to be compared now that the new nodes are in, in portions."""
        first = min((node.number for node in new), default=0)
        by_sheet: dict[int, list[Node]] = {}
        for node in new:
            by_sheet.setdefault(node.sheet, []).append(node)
        portion: dict[int, list[Node]] = {}
        for number, nodes in by_sheet.items():
            portion[number] = nodes
            if sum(map(len, portion.values())) >= PORTION:
                yield self._met(portion, first)
                portion = {}
        if portion:
            yield self._met(portion, first)

    def _met(self, portion: Mapping[int, Sequence[Node]], first: int) -> Pairs:
        """The pairs of the nodes of some sheets.

        Two new nodes are met from the one whose report is later, then from the one with the higher number.
        """
        happened, happened_weights = self._by_event(portion)
        told, told_weights = self._by_text(portion, happened)
        both, weights = summed(np.concatenate((told, happened)), np.concatenate((told_weights, happened_weights)))
        one, other = unpaired(both[weights >= ENOUGH])
        weights = weights[weights >= ENOUGH]
        pairs = self.pairs(one, other)
        here, there = pairs.a["told"], pairs.b["told"]
        mine = (other < first) | (there < here) | ((there == here) & (other < one))
        enough = weights >= np.where(unlike(pairs), MUCH, ENOUGH)
        return pairs.chosen(mine & enough & (one != other) & ~self._of_one_report(pairs))

    def _of_one_report(self, pairs: Pairs) -> Array:
        """Whether one report, or a copy of it, tells both."""
        same = ~pairs.differ("text")
        for n in np.flatnonzero(same):
            one, other = (self.numbered[int(side["number"][n])] for side in (pairs.a, pairs.b))
            same[n] = not one.reports.isdisjoint(other.reports)
        return same

    def _by_text(self, portion: Mapping[int, Sequence[Node]], happened: Array) -> tuple[Array, Array]:
        """Pairs of nodes whose reports share something, and what that weighs.

        Where it is not enough by itself, only those that also share something of the event (``happened``).
        """
        hits = Hits()
        for number in portion:
            sheet = self.sheets[number]
            keys = self._keys(self.table.texts, self.table.text_row(sheet.text))
            self._texts.look(keys, sheet.day, hits)
            if sheet.day < self._last_old_day:
                self._texts.look_ahead(keys, sheet.day, hits)
            hits.end(number)
        found, weights = hits.summed()
        kin = paired(*(self._sheets(numbers) for numbers in unpaired(happened)))
        useful = (weights >= ENOUGH) | np.isin(found, kin)
        weights = weights[useful]
        mine, theirs = unpaired(found[useful])
        numbers = {sheet: [node.number for node in nodes] for sheet, nodes in portion.items()}
        their_numbers = {sheet: self.sheets[sheet].numbers for sheet in np.unique(theirs).tolist()}
        pair, one, other = crossed(mine, numbers, theirs, their_numbers)
        return paired(one, other), weights[pair]

    def _sheets(self, numbers: Array) -> Array:
        """The sheets of nodes by their numbers."""
        return self.table.events.columns["sheet"][self._rows(numbers)].astype(np.int64)

    def _by_event(self, portion: Mapping[int, Sequence[Node]]) -> tuple[Array, Array]:
        """Pairs of nodes that share something, and what that weighs."""
        hits = Hits()
        for nodes in portion.values():
            for node in nodes:
                keys = self._keys(self.table.events, self._row_of[node.number] - 1)
                self._events.look(keys, node.filed, hits)
                self._events.look_ahead(keys, node.filed, hits)
                hits.end(node.number)
        return hits.summed()

    def enough(self, pairs: Pairs) -> Array:
        """Whether two share enough to be compared, as ``meetings`` adds it up."""
        texts, at = self.table.texts_of(pairs)
        weights = self._weights(self._texts, texts, "day")[at] + self._weights(self._events, pairs, "filed")
        return weights >= np.where(unlike(pairs), MUCH, ENOUGH)

    def pairs(self, one: Array, other: Array) -> Pairs:
        """Pairs of nodes by their numbers."""
        return self.table.events_of(self._rows(one), self._rows(other))

    def ids(self, pairs: Pairs) -> Iterator[tuple[str, str]]:
        """The ids of the nodes of pairs."""
        ends = (side["number"].astype(np.int64).tolist() for side in (pairs.a, pairs.b))
        return ((self.numbered[one].id, self.numbered[other].id) for one, other in zip(*ends, strict=True))

    def _rows(self, numbers: Array) -> Array:
        """The rows of nodes by their numbers; those that have none yet are given one."""
        self._row_of = grown(self._row_of, int(numbers.max(initial=0)))
        for number in np.unique(numbers[self._row_of[numbers] == 0]).tolist():
            self._file(self.numbered[number])
        return self._row_of[numbers] - 1

    def _file(self, node: Node) -> None:
        """Give a node a row in the table, and let it and its text let go of what is kept there."""
        self._row_of = grown(self._row_of, node.number)
        self._row_of[node.number] = self.table.add(node) + 1
        node.let_go()

    def _keys(self, rows: Rows, row: int) -> list[str]:
        """The keys of a report or an observation."""
        names = self.table.words.names
        return [str(names[number]) for number in rows.lists["keys"].row(row)]

    def holds(self, node: Node) -> list[int]:
        """The numbers of the keys that a node and its report are found by."""
        row = int(self._rows(np.array([node.number]))[0])
        text = self.table.text_row(node.text)
        return self.table.events.lists["keys"].row(row) + self.table.texts.lists["keys"].row(text)

    @staticmethod
    def _weights(index: Index, pairs: Pairs, day: str) -> Array:
        """What the keys weigh together that two share, the later holder having them on its day."""
        shared, names = pairs.shared("keys"), pairs.table.words.names
        later, gap = pairs.most(day), np.abs(pairs.a[day] - pairs.b[day])
        levels = np.searchsorted(REACH, gap)[shared.pair].tolist()
        days = later[shared.pair].astype(np.int64).tolist()
        weights = [
            index.weight(str(names[key]), day, level) if level < len(REACH) else 0
            for key, day, level in zip(shared.item.tolist(), days, levels, strict=True)
        ]
        return pairs.total(shared, np.array(weights, np.float64))

    def _rare(self, index: Index, keys: Array, days: Array) -> Array:
        """How rare keys are on days, each key and day looked up once."""
        asked, at = np.unique(paired(keys, (days - UNDATED).astype(np.int64)), return_inverse=True)
        names, known = self.table.words.names, index.rarities
        for code in asked.tolist():
            if code not in known:
                known[code] = index.rarity(str(names[code >> 32]), (code & (1 << 32) - 1) + UNDATED)
        return np.array([known[code] for code in asked.tolist()], np.int64)[at]


def crossed(
    mine: Array, my_nodes: Mapping[int, Sequence[int]], theirs: Array, their_nodes: Mapping[int, Sequence[int]]
) -> tuple[Array, Array, Array]:
    """Pairs of sheets as pairs of their nodes: (which pair of sheets, number of one node, number of the other)."""
    flat, start, length = _laid(mine, my_nodes)
    other_flat, other_start, other_length = _laid(theirs, their_nodes)
    counts = length * other_length
    pair = np.repeat(np.arange(len(counts)), counts)
    nth = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
    width = other_length[pair]
    return pair, flat[start[pair] + nth // width], other_flat[other_start[pair] + nth % width]


def _laid(sheets: Array, nodes: Mapping[int, Sequence[int]]) -> tuple[Array, Array, Array]:
    """The nodes of sheets end to end, and for each sheet where its own start and how many they are."""
    known = sorted(nodes)
    lengths = np.fromiter((len(nodes[n]) for n in known), np.int64, len(known))
    starts = np.cumsum(lengths) - lengths
    flat = np.fromiter(chain.from_iterable(nodes[n] for n in known), np.int64)
    at = np.searchsorted(np.array(known, np.int64), sheets)
    return flat, starts[at], lengths[at]
