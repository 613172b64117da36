"""What is compared, in columns: one row a report and one row an observation, so that many pairs are compared at once.

A pair is a row of each side; :class:`Pairs` holds many of them, a single pair being an array of one. Words, names and
keys are whole numbers here (:class:`Words`), and what a row has several of lies end to end in one array
(:class:`Lists`). Unknown numbers are NaN, which no comparison finds true.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from sys import intern
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.link.families import OF_TOWN
from dateline.link.index import UNDATED
from dateline.link.node import Node
from dateline.link.rates import idf
from dateline.link.text import Text

Array = NDArray[Any]
NAN = float("nan")

PLAIN, FULL, PLACE, DETAIL, ACTOR, OTHER = range(6)  # what a key is: a word, a full name, @place:x, @place:x:y, ...
_FIRST_SIZE = 1024


class Words:
    """Whole numbers for words, names and keys, given in the order they come; 0 is the empty word."""

    def __init__(self) -> None:
        self.names: list[Hashable] = []
        self._numbers: dict[Hashable, int] = {}
        self._idf = np.zeros(_FIRST_SIZE)
        self._kind = np.zeros(_FIRST_SIZE, np.int8)
        self.number("")

    def number(self, word: Hashable) -> int:
        """The number of a word, a new one if it is new."""
        number = self._numbers.get(word)
        if number is None:
            word = intern(word) if isinstance(word, str) else word
            number = self._numbers[word] = len(self.names)
            self.names.append(word)
            self._idf, self._kind = grown(self._idf, number), grown(self._kind, number)
            if isinstance(word, str):
                self._idf[number], self._kind[number] = idf(word), kind_of(word)
        return number

    def numbers(self, words: Iterable[Hashable]) -> list[int]:
        """The numbers of several."""
        known = self._numbers.get
        return [self.number(word) if (number := known(word)) is None else number for word in words]

    def idf(self, numbers: Array) -> Array:
        """Inverse document frequencies in general news, 0 to 9."""
        return self._idf[numbers]

    def kind(self, numbers: Array) -> Array:
        """What keys are: one of ``PLAIN`` to ``OTHER``."""
        return self._kind[numbers]


def kind_of(key: str) -> int:
    """What a key is.

    >>> [kind_of(k) for k in ("haddad", "omar haddad", "@place:hama", "@place:hama:fire", "@actor:army", "@type:fire")]
    [0, 1, 2, 3, 4, 5]
    """
    if key[:1] != "@":
        return FULL if " " in key else PLAIN
    if key.startswith("@place"):
        return PLACE if key.count(":") == 1 else DETAIL
    return ACTOR if key.startswith("@actor:") else OTHER


def grown(column: Array, row: int) -> Array:
    """The column itself if it has this row, else one of twice the length with the same content."""
    if row < len(column):
        return column
    longer = np.zeros(max(2 * len(column), row + 1), column.dtype)
    longer[: len(column)] = column
    return longer


class Lists:
    """A list of whole numbers for each row, all in one array. ``wide`` where they are digests and not numbers of words."""

    def __init__(self, *, wide: bool = False) -> None:
        self.wide = wide
        self._flat = np.zeros(_FIRST_SIZE, np.int64 if wide else np.int32)
        self._ends = np.zeros(_FIRST_SIZE, np.int64)  # row n lies between the end of row n - 1 and its own
        self._rows = 0

    def add(self, numbers: Sequence[int]) -> None:
        """The list of the next row."""
        start = int(self._ends[self._rows])
        end = start + len(numbers)
        self._rows += 1
        self._flat, self._ends = grown(self._flat, end), grown(self._ends, self._rows)
        self._flat[start:end] = numbers
        self._ends[self._rows] = end

    def lengths(self, rows: Array) -> Array:
        """How many numbers each of these rows has."""
        lengths: Array = self._ends[rows + 1] - self._ends[rows]
        return lengths

    def row(self, row: int) -> list[int]:
        """The numbers of one row."""
        found: list[int] = self._flat[self._ends[row] : self._ends[row + 1]].tolist()
        return found

    def of(self, rows: Array) -> tuple[Array, Array]:
        """The numbers of these rows end to end, and for each the position of its row among ``rows``."""
        starts = self._ends[rows]
        lengths = self._ends[rows + 1] - starts
        ends = np.cumsum(lengths)
        at = np.repeat(starts - ends + lengths, lengths)
        at += np.arange(len(at))
        return self._flat[at], np.repeat(np.arange(len(rows)), lengths)


class Shared(NamedTuple):
    """What the two of each pair have in common: ``item[n]`` is shared by pair number ``pair[n]``; ordered by pair."""

    pair: Array
    item: Array


NOTHING = Shared(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Rows:
    """Columns of numbers and of lists; each row is added once and never changed."""

    def __init__(self, columns: Iterable[str], lists: Iterable[str], wide: Iterable[str] = ()) -> None:
        self.count = 0
        self.columns = {name: np.zeros(_FIRST_SIZE) for name in columns}
        self.lists = {name: Lists(wide=name in wide) for name in lists}

    def add(self, values: dict[str, float], lists: dict[str, Sequence[int]]) -> int:
        """The number of a new row."""
        row = self.count
        self.count += 1
        for name, value in values.items():
            column = self.columns[name] = grown(self.columns[name], row)
            column[row] = value
        for name, numbers in lists.items():
            self.lists[name].add(numbers)
        return row


class Side:
    """One side of many pairs: the value of each in a column, by its name."""

    def __init__(self, table: Rows, rows: Array) -> None:
        self.table = table
        self.rows = rows
        self._taken: dict[str, Array] = {}

    def __getitem__(self, column: str) -> Array:
        taken = self._taken.get(column)
        if taken is None:
            taken = self._taken[column] = self.table.columns[column][self.rows]
        return taken

    def has(self, column: str) -> Array:
        """Whether the value is known (and not 0)."""
        value = self[column]
        known: Array = ~np.isnan(value) & (value != 0)
        return known

    def lengths(self, name: str) -> Array:
        """How many each has of what is listed under this name."""
        return self.table.lists[name].lengths(self.rows)

    @cached_property
    def distinct(self) -> tuple[Array, Array]:
        """The distinct rows, and where among them each pair's is."""
        distinct, at = np.unique(self.rows, return_inverse=True)
        return distinct, at


class Pairs:
    """Many pairs of rows: sides ``a`` and ``b``."""

    def __init__(self, table: Table, of: Literal["texts", "events"], one: Array, other: Array) -> None:
        self.table = table
        self.of: Literal["texts", "events"] = of
        rows = table.texts if of == "texts" else table.events
        self.a, self.b = Side(rows, one), Side(rows, other)
        self._shared: dict[str, Shared] = {}

    def __len__(self) -> int:
        return len(self.a.rows)

    def chosen(self, which: Array) -> Pairs:
        """Some of the pairs, by a mask or by their numbers."""
        return Pairs(self.table, self.of, self.a.rows[which], self.b.rows[which])

    def both(self, column: str) -> Array:
        """Where the value is told (and not 0) of both."""
        return self.a.has(column) & self.b.has(column)

    def most(self, column: str) -> Array:
        """The larger value of the two."""
        return np.maximum(self.a[column], self.b[column])

    def least(self, column: str) -> Array:
        """The smaller value of the two."""
        return np.minimum(self.a[column], self.b[column])

    def differ(self, column: str) -> Array:
        """Where the two values differ."""
        differ: Array = self.a[column] != self.b[column]
        return differ

    def shared(self, name: str) -> Shared:
        """What the two have in common of what is listed under this name."""
        found = self._shared.get(name)
        if found is None:
            found = self._shared[name] = self._meet(self.a.table.lists[name])
        return found

    def _meet(self, lists: Lists) -> Shared:
        ones, at = self.a.distinct
        mine, owner = lists.of(ones)
        if not len(mine):
            return NOTHING
        theirs, pair = lists.of(self.b.rows)
        columns, hits, hit_columns, width = self.table.matched(mine, theirs, lists)
        held = np.zeros((len(ones), width), np.bool_)
        held[owner, columns] = True
        hits = hits[held[at[pair[hits]], hit_columns]]
        return Shared(pair[hits], theirs[hits].astype(np.int64))

    def count(self, name: str) -> Array:
        """How many of these the two have in common."""
        return np.bincount(self.shared(name).pair, minlength=len(self))

    def agree(self, name: str) -> tuple[Array, Array]:
        """(share something, both told but share nothing)."""
        some = np.zeros(len(self), np.bool_)
        some[self.shared(name).pair] = True
        told = (self.a.lengths(name) > 0) & (self.b.lengths(name) > 0)
        return some, told & ~some

    def total(self, shared: Shared, values: Array) -> Array:
        """The sum of values of what is shared, for each pair."""
        return np.bincount(shared.pair, values, len(self))

    def highest(self, shared: Shared, values: Array) -> Array:
        """The highest of the values of what is shared, 0 where nothing is."""
        found = np.zeros(len(self))
        np.maximum.at(found, shared.pair, values)
        return found


TEXT = (
    "share",
    "day",
    "has_text",
    "names",
    "leads",
    "word_mass",
    "title_mass",
    "accident",
    "self",
    "court",
    "dead",
    "hurt",
)
TEXT_LISTS = (
    "keys",
    "lead",
    "title_words",
    "words",
    "ages",
    "addresses",
    "numbers",
    "shingles",
    "years",
    "kinds",
    "streets",
    "clocks",
    "lead_ages",
    "weekdays",
    "figures",
)
EVENT = (
    "number", "sheet", "text", "told", "share", "has_text", "published", "filed", "type", "family", "of_town", "news", "roundup", "lasting", "course", "first", "last",
    "begin", "end", "lat", "lon", "radius", "spot", "derived", "placed", "killed_low", "killed_high", "injured_low", "injured_high",
)  # fmt: skip
EVENT_LISTS = (
    "keys",
    "places",
    "sounds",
    "provinces",
    "layers",
    "countries",
    "actors",
    "targets",
    "means",
    "facilities",
    "works",
    "own",
)


class Table:
    """Reports (``texts``) and observations (``events``) in columns."""

    def __init__(self) -> None:
        self.words = Words()
        self.texts = Rows(TEXT, TEXT_LISTS, wide=("shingles",))
        self.events = Rows(EVENT, EVENT_LISTS)
        self._text_rows: dict[str, int] = {}
        self._places = np.zeros(_FIRST_SIZE, np.int32)  # number of a word -> its column in a comparison, 0 between them

    def add(self, node: Node) -> int:
        """The row of an observation; that of its report is made with the first of its observations."""
        text = self._text_rows.get(node.text.id)
        if text is None:
            text = self._text_rows[node.text.id] = self._add_text(node.text)
        return self.events.add(self._values(node, text), self._lists(node, text))

    def text_row(self, text: Text) -> int:
        """The row of a report."""
        return self._text_rows[text.id]

    def events_of(self, one: Array, other: Array) -> Pairs:
        """Pairs of observations by their rows."""
        return Pairs(self, "events", one, other)

    def texts_of(self, pairs: Pairs) -> tuple[Pairs, Array]:
        """The pairs of their reports, each once, and where among them the one of each pair is."""
        a, b = pairs.a["text"].astype(np.int64), pairs.b["text"].astype(np.int64)
        codes, at = np.unique(a << 32 | b, return_inverse=True)
        return self.texts_in(codes >> 32, codes & (1 << 32) - 1), at

    def texts_in(self, one: Array, other: Array) -> Pairs:
        """Pairs of reports by their rows."""
        return Pairs(self, "texts", one, other)

    def matched(self, mine: Array, theirs: Array, lists: Lists) -> tuple[Array, Array, Array, int]:
        """Columns for the distinct values of ``mine``, from 1: (those of ``mine``, where ``theirs`` has one, which, width)."""
        if lists.wide:
            values, columns = np.unique(mine, return_inverse=True)
            at = np.searchsorted(values, theirs)
            at[at == len(values)] = 0
            hits = np.flatnonzero(values[at] == theirs)
            return columns + 1, hits, at[hits] + 1, len(values) + 1
        self._places = places = grown(self._places, len(self.words.names))
        order = np.arange(1, len(mine) + 1, dtype=np.int32)
        places[mine] = order  # of several that are equal one is kept
        kept = places[mine] == order
        places[mine[kept]] = np.cumsum(kept)[kept]
        columns, found = places[mine], places[theirs]
        places[mine] = 0
        hits = np.flatnonzero(found)
        return columns, hits, found[hits], int(kept.sum()) + 1

    def _add_text(self, text: Text) -> int:
        number, said = self.words.numbers, text.said
        assert said is not None, "a report is filed once"
        values = {
            "share": text.share, "day": _or_undated(text.published), "has_text": text.length > 0,
            "names": said.names, "leads": said.leads, "word_mass": said.word_mass,
            "title_mass": said.title_mass, **{kind: float(kind in said.kinds) for kind in ("accident", "self", "court")},
            **{outcome: float(said.outcome == outcome) for outcome in ("dead", "hurt")},
        }  # fmt: skip
        lists: dict[str, Sequence[int]] = {
            "keys": number(said.keys), "lead": number(said.lead), "title_words": number(said.title_words),
            "words": number(said.words), "ages": number(text.ages), "addresses": number(text.addresses),
            "numbers": number(said.numbers), "shingles": list(said.shingles), "years": number(said.years),
            "kinds": number(said.kinds), "streets": number(said.streets), "clocks": number(said.clocks),
            "lead_ages": number(said.lead_ages), "weekdays": number(said.weekdays), "figures": number(said.figures),
        }  # fmt: skip
        return self.texts.add(values, lists)

    def _values(self, node: Node, text: int) -> dict[str, float]:
        unknown = (NAN, NAN)
        begin, end = node.hours or unknown
        killed, injured = node.killed or unknown, node.injured or unknown
        return {
            "number": node.number, "sheet": node.sheet, "text": text, "told": _or_undated(node.text.published), "share": node.text.share, "has_text": node.has_text,
            "published": _or_nan(node.published), "filed": _or_undated(node.day),
            "type": self.words.number(node.type), "family": self.words.number(node.family), "of_town": node.family in OF_TOWN,
            "news": node.role == "news",
            "roundup": node.roundup, "lasting": node.lasting, "course": node.course,
            "first": _or_nan(node.first), "last": _or_nan(node.last), "begin": begin, "end": end,
            "lat": _or_nan(node.lat), "lon": _or_nan(node.lon), "radius": node.radius_km, "spot": self.words.number(node.spot.name if node.spot else ""),
            "derived": node.spot is not None and node.spot.derived,
            "placed": node.lat is not None or bool(node.places or node.provinces or node.countries),
            "killed_low": killed[0], "killed_high": killed[1], "injured_low": injured[0], "injured_high": injured[1],
        }  # fmt: skip

    def _lists(self, node: Node, text: int) -> dict[str, Sequence[int]]:
        number = self.words.numbers
        return {
            "keys": number(node.keys), "places": number(node.places), "sounds": number(node.sounds), "provinces": number(node.provinces),
            "layers": number({layer for layer, _ in node.provinces}), "countries": number(node.countries),
            "actors": number(node.actors), "targets": number(node.targets), "means": number(node.means),
            "facilities": number(node.facilities), "works": number(node.works), "own": self._own(node, text),
        }  # fmt: skip

    def _own(self, node: Node, text: int) -> list[int]:
        """The numbers of the names told with the event, of those that its report is found by."""
        keys = self.texts.lists["keys"].row(text) if node.own else ()
        return [number for number in self.words.numbers(node.own) if number in keys]


def _or_undated(day: int | None) -> int:
    return UNDATED if day is None else day


def _or_nan(value: float | None) -> float:
    return NAN if value is None else value
