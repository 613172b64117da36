"""Nodes filed by what they share: who may be one incident, and how rare what they share is in its time.

What a report says is filed once, under the day it was published (a *sheet*); what is an event's own is filed for each
observation, under the event's day. Numbers are given in the order of arrival and decide nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import numpy as np

from dateline.link.columns import Array, Pairs, Rows, Table, grown
from dateline.link.demand import MUCH, asked, at_least, crowd
from dateline.link.features import unlike
from dateline.link.index import (
    DAY,
    FIRST,
    MONTH,
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
from dateline.link.sheets import Sheets, crossed
from dateline.link.text import Text, day_key


@dataclass(slots=True, eq=False)
class Sheet:
    """A report with the nodes it tells, its text filed under ``day``."""

    number: int
    text: Text
    day: int
    nodes: list[Node] = field(default_factory=list)


class Sunk(NamedTuple):
    """What counts less since others came in, of nodes that were there before."""

    keys: set[tuple[str, str]]  # (node, key that weighs less)
    crowded: set[str]  # nodes of which more is asked for, whomever they are compared with


NEVER = 10**9  # a day after all others
PORTION = 256  # new nodes whose pairs are worked out at once


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
        self._sheets = Sheets()
        self._told_before: dict[int, int] = {}  # day -> reports told in the two days before, until others come in
        self._row_of = np.zeros(1024, np.int64)  # number of a node -> its row in the table + 1, 0 for none yet
        self.rarities = Rarities(partial(self._rare, self._texts), partial(self._rare, self._events))
        self._next_node = FIRST
        self._next_sheet = FIRST
        self._filed = 0  # sheets
        self._last_day = self._last_old_day = UNDATED  # of these

    # -- filing ------------------------------------------------------------------------------------------------------

    def file(self, new: Sequence[Node]) -> Sunk:
        """Take in nodes. Gives what counts less now of those that were there before."""
        first_node, first_sheet = self._next_node, self._next_sheet
        self._last_old_day = self._last_day if self._filed == first_sheet - FIRST else NEVER
        self._texts.forget()
        self._events.forget()
        self._told_before.clear()
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
        for number in dict.fromkeys(node.sheet for node in new):
            self._lay(number)
        sunk = {(self.numbered[number].id, key) for number, key in self._events.sunk(events, first_node)}
        for number, key in self._texts.sunk(texts, first_sheet):
            sunk.update((node.id, key) for node in self.sheets[number].nodes if node.number < first_node)
        crowded = {
            node.id for n in self._crowded(first_sheet) for node in self.sheets[n].nodes if node.number < first_node
        }
        return Sunk(sunk, crowded)

    def _crowded(self, first_sheet: int) -> Iterator[int]:
        """Sheets under this number of which more is asked for since those from it on came in."""
        came = Counter(self.sheets[number].day for number in range(first_sheet, self._next_sheet))
        for day in {told + later for told in came if told > UNDATED for later in (1, 2)}:
            now = len(self._texts.posts.get(day_key(day - 1), ()))
            was = now - came[day - 1] - came[day - 2]
            if np.diff(crowd(np.array((was, now))))[0]:
                yield from (n for n in self._texts.told_on(day_key(day), day) if n < first_sheet)

    def _lay(self, number: int) -> None:
        """Lay a sheet beside the others."""
        nodes = self.sheets[number].nodes
        self._rows(np.array([node.number for node in nodes]))
        self._sheets.add(number, self.table.text_row(nodes[0].text), [node.number for node in nodes])

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
        one, other = unpaired(both)
        pairs = self.pairs(one, other)
        here, there = pairs.a["told"], pairs.b["told"]
        mine = (other < first) | (there < here) | ((there == here) & (other < one))
        mine &= (one != other) & (weights >= self._asked(pairs, np.isin(both, happened)))
        pairs = pairs.chosen(mine)
        return pairs.chosen(~self._of_one_report(pairs))

    def _asked(self, pairs: Pairs, by_themselves: Array) -> Array:
        """What pairs must share to be compared; the mask says which share something beside what their reports do.

        That their reports came in one day says nothing of two that are each told of some place, and share nothing else.
        """
        texts, at = self.table.texts_of(pairs)
        least, more = asked(texts, self._before)
        elsewhere = pairs.both("placed") & ~by_themselves
        more = np.where(by_themselves, 0, more[at]) + np.where(elsewhere, self._of_one_day(texts)[at], 0)
        return np.where(unlike(pairs), MUCH, least[at] + more)

    def _of_one_day(self, texts: Pairs) -> Array:
        """What it weighs that two reports came in one day, or on two that follow one another."""
        later, gap = texts.most("day").astype(np.int64), np.abs(texts.a["day"] - texts.b["day"])
        weight = self._texts.weight
        found = np.zeros(len(texts), np.int64)
        for n in np.flatnonzero((gap <= 1) & (later > UNDATED) & texts.both("has_text")).tolist():
            day = int(later[n])
            found[n] = weight(day_key(day), day, DAY) + (weight(day_key(day + 1), day, DAY) if gap[n] == 0 else 0)
        return found

    def _before(self, days: Array) -> Array:
        """How many reports were told in the two days before each of these."""
        known = self._told_before
        for day in days.astype(np.int64).tolist():
            if day not in known:
                known[day] = len(self._texts.posts.get(day_key(day - 1), ())) if day > UNDATED else 0
        return np.array([known[day] for day in days.astype(np.int64).tolist()], np.int64)

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
        found, weights, days = hits.summed()
        mine, theirs = unpaired(found)
        kin = np.isin(found, paired(*(self._sheets_of(numbers) for numbers in unpaired(happened))))
        here = self.table.texts.columns["day"][self._sheets.rows(mine)]
        useful = np.flatnonzero(kin | (weights >= at_least(np.maximum(here, days), np.abs(here - days), self._before)))
        mine, theirs = mine[useful], theirs[useful]
        for number in self._sheets.unknown(theirs):
            self._lay(number)
        least, more = asked(
            self.table.texts_in(*(self._sheets.rows(sheets) for sheets in (mine, theirs))), self._before
        )
        kept = kin[useful] | (weights[useful] >= least + more)
        pair, one, other = crossed(self._sheets, mine[kept], theirs[kept])
        return paired(one, other), weights[useful][kept][pair]

    def _sheets_of(self, numbers: Array) -> Array:
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
        return hits.summed()[:2]

    def enough(self, pairs: Pairs) -> Array:
        """Whether two share enough to be compared, as ``meetings`` adds it up."""
        texts, at = self.table.texts_of(pairs)
        happened = self._weights(self._events, pairs, "filed")
        return self._weights(self._texts, texts, "day")[at] + happened >= self._asked(pairs, happened > 0)

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
