"""Where a linker's state is kept between two runs, as the linker sees it: each piece is fetched when it is asked for.

What is kept are names and numbers only: which observations are one node, who holds which key on which day, which links
count, which nodes are one cluster. What nodes and texts are made of is not kept: they are made from the observations
and the card of their report, as they were when they came in.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from dateline.link.book import Book, Sheet
from dateline.link.index import UNDATED, Index
from dateline.link.keys import keys
from dateline.link.lazy import Lazy
from dateline.link.node import Node, node
from dateline.link.text import Text
from dateline.model import Observation, ReportCard

HOLDER = (1 << 32) - 1  # the bits of a code that are the number of the holder


class Shelf(Protocol):
    """Fetches pieces of kept state; ``None`` for what is not there. A node fetched twice is the same object."""

    next_node: int  # the number that the next new node gets
    next_sheet: int

    def home(self, observation: str) -> str | None:
        """The node that an observation is part of."""

    def members(self, node: str) -> list[str] | None:
        """The observations of a node, sorted."""

    def node(self, name: str) -> Node | None:
        """A node by its id."""

    def numbered(self, number: int) -> Node | None:
        """A node by its number."""

    def sheet(self, number: int) -> Sheet | None:
        """A report with its nodes in the order of their numbers."""

    def sheet_of(self, text: str) -> int | None:
        """The number of the sheet of a text."""

    def of_text(self, key: str) -> array[int] | None:
        """The sheets that hold a key, as :class:`dateline.link.index.Index` codes them."""

    def of_event(self, key: str) -> array[int] | None:
        """The nodes that hold a key."""

    def outlet_of(self, node: str) -> str | None:
        """The only outlet of a node, empty where it has none or several."""

    def links(self, node: str) -> dict[str, int] | None:
        """The kept links of a node."""

    def cluster_of(self, node: str) -> str | None:
        """The name of the cluster that a node is in."""

    def cluster(self, name: str) -> list[str] | None:
        """The nodes of a cluster, sorted."""

    def core_of(self, node: str) -> str | None:
        """The name of the cluster of nodes that bridge, if a node is one of these."""

    def core(self, name: str) -> list[str] | None:
        """Its nodes, sorted."""

    def incident_of(self, observation: str) -> str | None:
        """The incident that an observation was in."""


def book_on(shelf: Shelf) -> Book:
    """The book of the kept nodes."""
    book = Book()
    book.nodes, book.numbered, book.sheets = Lazy(shelf.node), Lazy(shelf.numbered), Lazy(shelf.sheet)
    book._sheet_of = Lazy(shelf.sheet_of)
    book._texts.posts, book._events.posts = Lazy(shelf.of_text), Lazy(shelf.of_event)
    book._next_node = shelf.next_node
    book._next_sheet = shelf.next_sheet
    return book


def node_again(observation: Observation, card: ReportCard, text: Text, *, name: str, number: int, sheet: int) -> Node:
    """A node as it was when it was filed under these numbers."""
    made = node(observation, card, text)
    made.id, made.number, made.sheet = name, number, sheet
    made.keys = keys(made)
    made.filed = UNDATED if made.day is None else made.day
    return made


def sheet_again(number: int, nodes: list[Node]) -> Sheet:
    """A report's sheet as it was filed, with its nodes in order."""
    text = nodes[0].text
    return Sheet(number, text, UNDATED if text.published is None else text.published, nodes)


def held_by_texts(book: Book) -> Iterable[tuple[str, Sequence[int]]]:
    """The keys of reports with the codes of those that hold them."""
    return book._texts.posts.items()


def held_by_events(book: Book) -> Iterable[tuple[str, Sequence[int]]]:
    """The keys of events with the codes of those that hold them."""
    return book._events.posts.items()


class Withdrawn(NamedTuple):
    """What was taken out of a book: numbers of nodes and sheets, and (key, code) of what they were filed under."""

    nodes: list[int]
    sheets: list[int]
    texts: list[tuple[str, int]]
    events: list[tuple[str, int]]


def withdraw(book: Book, nodes: Sequence[Node]) -> Withdrawn:
    """Take nodes out of a book, all that their sheets hold."""
    out = Withdrawn([], [], [], [])
    for one in nodes:
        keys = book._keys(book.table.events, int(book._rows(np.array([one.number]))[0]))
        out.events.extend(_unfiled(book._events, keys, one.filed << 32 | one.number))
        out.nodes.append(one.number)
        del book.nodes[one.id], book.numbered[one.number]
    for number in sorted({one.sheet for one in nodes}):
        sheet = book.sheets[number]
        keys = book._keys(book.table.texts, book.table.text_row(sheet.text))
        out.texts.extend(_unfiled(book._texts, keys, sheet.day << 32 | number))
        out.sheets.append(number)
        del book.table._text_rows[sheet.text.id], book.sheets[number]
        if book._sheet_of.get(sheet.text.id) == number:
            del book._sheet_of[sheet.text.id]
    return out


def _unfiled(index: Index, keys: Iterable[str], code: int) -> Iterable[tuple[str, int]]:
    for key in keys:
        held = index.posts.get(key)
        at = bisect_left(held, code) if held is not None else 0
        if held is not None and at < len(held) and held[at] == code:
            held.pop(at)
            if not held:
                del index.posts[key]
            yield key, code
