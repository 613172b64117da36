"""Who shares which key when: candidates, and how rare a name is in its own time.

A key counts among those that were told in the days up to a day: back one day, some days, some weeks, some years (the
four levels of :data:`REACH`). For two holders the later one's day decides, and the finest level that reaches from it to
the earlier. A key that more than ``CAP`` held in that time is dead there: it brings nobody together. So a name may be
common in one year and telling in another, and no key ever costs more than its cap.

Looking back only has a reason: what reports of tomorrow tell cannot change what two reports of today have in common. A
stream that comes in by its days never makes an old score stale, and what a report costs does not depend on how much
the ledger holds. What comes in late makes counts rise, so weights and rarities only ever fall as observations come in.
That is why a linker may compare each pair once, when its later half arrives, and afterwards look again only at the
links it kept: the result is that of comparing everything at the end.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from sys import intern
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.link.rates import priors

REACH = (2, 24, 120, 2500)  # days that each level looks back
DAY, WEEK, MONTH, LONG = range(4)  # indices of levels
CAP = 32
STRONG = ("@place", "@cell", "@address", "@copy", "@told")  # keys that are enough by themselves, and up to STRONG_CAP
STRONG_CAP = 64
LONG_FACTOR = 2  # over years a word counts as if so many times as many held it: else costs grow until years are full
STRONG_LEAST = 2  # the least that a strong key weighs; others from 5 (two hold it) to 1 (17 to 32 do)
FIRST = 1  # number of the first holder
UNDATED = -1_000_000  # the day of what has none: far from all others

Array = NDArray[Any]
Rarity = Callable[[Array, Array], Array]  # (keys, days) -> 1 (17 to 32 hold it) to 5 (two or fewer), 0 for common keys


class Rarities(NamedTuple):
    """How rare the keys of reports and those of events are."""

    text: Rarity
    event: Rarity


_SHIFT = 32
_HOLDER = (1 << _SHIFT) - 1


def weight(count: float, *, strong: bool = False) -> int:
    """Weight of a key that ``count`` observations of a window hold: 5 for two or fewer, 1 for 32, 0 beyond.

    A strong key weighs at least 2 up to 64.

    >>> [weight(n) for n in (1, 2, 3, 8, 9, 32, 33)], weight(50, strong=True)
    ([5, 5, 4, 3, 2, 1, 0], 2)
    """
    value = max(0, 5 - max(0, (max(1, int(count)) - 1).bit_length() - 1))
    return max(value, STRONG_LEAST) if strong and count <= STRONG_CAP else value


_SIZE = STRONG_CAP + 2
_PLAIN = [weight(n) for n in range(_SIZE)]
_STRONG = [weight(n, strong=True) for n in range(_SIZE)]
_LONG = [weight(n * LONG_FACTOR) for n in range(_SIZE)]
Tables = tuple[list[int], list[int], list[int], list[int]]
_WORD: Tables = (_PLAIN, _PLAIN, _PLAIN, _LONG)
_NAME: Tables = (_PLAIN, _PLAIN, _PLAIN, _PLAIN)
_SITE: Tables = (_STRONG, _STRONG, _PLAIN, _LONG)
_SITE_NAME: Tables = (_STRONG, _STRONG, _PLAIN, _PLAIN)


def _tables(key: str) -> Tables:
    """Weights by count at each level.

    A strong key is strong within days only, else old places would gather all their past; over years a single word
    must be rarer than within weeks, a full name need not.
    """
    if key[0] == "@" and key.startswith(STRONG):
        return _SITE_NAME if " " in key else _SITE
    return _NAME if " " in key else _WORD


class Hits:
    """Who was found by which weight, for one after another."""

    def __init__(self) -> None:
        self._codes = array("q")
        self._weights: list[int] = []
        self._lengths: list[int] = []
        self._ends: list[int] = []
        self._found: list[int] = []

    def add(self, codes: array[int], weight: int) -> None:
        """These holders were found by a key of this weight."""
        self._codes.extend(codes)
        self._weights.append(weight)
        self._lengths.append(len(codes))

    def end(self, finder: int) -> None:
        """What was added since the last end was found by this one."""
        self._found.append(finder)
        self._ends.append(len(self._codes))

    def summed(self) -> tuple[Array, Array, Array]:
        """Each (finder, holder) once, as a pair of numbers in one (``paired``), what it weighs in all, and the holder's day."""
        codes = np.frombuffer(self._codes, np.int64) if self._codes else np.zeros(0, np.int64)
        finders = np.repeat(np.array(self._found, np.int64), np.diff(self._ends, prepend=0))
        weights = np.repeat(np.array(self._weights, np.int64), self._lengths)
        found, first, at = np.unique(paired(finders, codes & _HOLDER), return_index=True, return_inverse=True)
        return found, np.bincount(at, weights, len(found)), codes[first] >> _SHIFT


def paired(a: Array, b: Array) -> Array:
    """Two numbers in one."""
    return a << _SHIFT | b


def unpaired(both: Array) -> tuple[Array, Array]:
    """The two numbers in one."""
    return both >> _SHIFT, both & _HOLDER


def summed(items: Array, weights: Array) -> tuple[Array, Array]:
    """Each item once, in order, with the sum of its weights."""
    found, at = np.unique(items, return_inverse=True)
    return found, np.bincount(at, weights, len(found))


class Index:
    """Holders (numbers below 2^32) of keys by day. ``rare_at`` is the level that says how rare a key is."""

    def __init__(self, rare_at: int) -> None:
        self.rare_at = rare_at
        self.posts: dict[str, array[int]] = {}  # key -> holders, sorted by day
        self.rarities: dict[int, int] = {}  # number of a key and a day -> how rare it is, until others come in
        self._weights: dict[tuple[str, int, int], int] = {}  # key, day, level -> weight, as long

    def forget(self) -> None:
        """Others come in: what was reckoned of the keys counts no longer."""
        self.rarities.clear()
        self._weights.clear()

    def add(self, holder: int, keys: Iterable[str], day: int, fresh: dict[str, list[int]]) -> None:
        """File a holder. ``fresh`` takes up, for each key that others hold on this day or later, that it came in."""
        start = day << _SHIFT
        code = start | holder
        posts = self.posts
        for key in keys:
            held = posts.get(key)
            if held is None:
                posts[intern(key)] = array("q", (code,))
                continue
            last = held[-1]
            if last >= start:
                fresh.setdefault(key, []).append(code)
            if code >= last:
                held.append(code)
            else:
                insort(held, code)

    def look(self, keys: Iterable[str], day: int, hits: Hits) -> None:
        """Adds to ``hits`` what each earlier holder shares of these keys with one of this day."""
        top = (day + 1) << _SHIFT
        bounds = [(day - reach) << _SHIFT for reach in REACH]
        posts, known = self.posts, priors()
        for key in keys:
            held = posts[key]
            end = len(held)
            if held[-1] >= top:
                end = bisect_left(held, top)
            base = known.get(key, 0)
            low = end
            for bound, table in zip(bounds, _tables(key), strict=True):
                start = bisect_left(held, bound, 0, low)
                count = end - start + base
                if count >= _SIZE or not (value := table[count]):
                    break
                if start < low:
                    hits.add(held[start:low], value)
                    low = start
                if not start:
                    break

    def look_ahead(self, keys: Iterable[str], day: int, hits: Hits) -> None:
        """Adds to ``hits`` what each later holder shares of these keys."""
        today, top = day << _SHIFT, (day + 1) << _SHIFT
        for key in keys:
            held = self.posts[key]
            if held[-1] < top:
                continue
            first = bisect_left(held, today)
            end = min(len(held), first + _SIZE)
            at = bisect_left(held, top, first, end)
            while at < end:
                later = held[at] >> _SHIFT
                level = bisect_left(REACH, later - day)
                if level == len(REACH):
                    break
                start, at = at, bisect_left(held, (later + 1) << _SHIFT, at, end)
                if value := self.weight(key, later, level):
                    hits.add(held[start:at], value)

    def told_on(self, key: str, day: int) -> list[int]:
        """The holders of a key on just this day."""
        held = self.posts.get(key, array("q"))
        codes = held[bisect_left(held, day << _SHIFT) : bisect_left(held, (day + 1) << _SHIFT)]
        return [code & _HOLDER for code in codes]

    def _count(self, held: array[int], day: int, level: int) -> int:
        return bisect_left(held, (day + 1) << _SHIFT) - bisect_left(held, (day - REACH[level]) << _SHIFT)

    def weight(self, key: str, day: int, level: int) -> int:
        """What a key weighs for two holders, the later on this day, the other within the reach of this level."""
        known = self._weights.get((key, day, level))
        if known is None:
            count = self._count(self.posts[key], day, level) + priors().get(key, 0)
            known = self._weights[key, day, level] = _tables(key)[level][count] if count < _SIZE else 0
        return known

    def rarity(self, key: str, day: int) -> int:
        """How rare a key is on a day: 5 for two holders or fewer, 0 for common ones."""
        base = priors().get(key, 0)
        if base >= CAP:
            return 0
        count = self._count(self.posts[key], day, self.rare_at) + base
        return _PLAIN[count] if count < _SIZE else 0

    def sunk(self, fresh: Mapping[str, list[int]], below: int) -> Iterator[tuple[int, str]]:
        """(holder, key) of holders numbered under ``below`` for whom a key has lost weight by those that came in."""
        if below == FIRST:
            return
        for key, codes in fresh.items():
            held, new = self.posts[key], array("q", sorted(codes))
            seen: set[int] = set()
            for day in sorted({code >> _SHIFT for code in codes}):
                for code in self._later(held, day, below):
                    if code not in seen and self._sank(key, code >> _SHIFT, new):
                        yield code & _HOLDER, key
                    seen.add(code)

    @staticmethod
    def _later(held: array[int], day: int, below: int) -> Iterator[int]:
        """Codes of the holders under ``below`` from a day on, as long as the key was not dead without what came in."""
        old = 0
        for at in range(bisect_left(held, day << _SHIFT), len(held)):
            code = held[at]
            if (code >> _SHIFT) - day > REACH[LONG] or old > STRONG_CAP:
                return
            if code & _HOLDER < below:
                old += 1
                yield code

    def _sank(self, key: str, day: int, new: array[int]) -> bool:
        """Whether a key weighs less on a day than it did without ``new``."""
        base, tables, held = priors().get(key, 0), _tables(key), self.posts[key]
        for level, table in enumerate(tables):
            count = self._count(held, day, level) + base
            before = count - self._count(new, day, level)
            if _at(table, count) != _at(table, before):
                return True
            if level == self.rare_at and _at(_PLAIN, count) != _at(_PLAIN, before):
                return True
        return False


def _at(table: list[int], count: int) -> int:
    return table[count] if count < _SIZE else 0
