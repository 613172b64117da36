"""Who shares which key when: candidates, and how rare a name is in its own months.

Time is cut into blocks at four levels (1, 8, 30 and 730 days). A key counts within a block and its two neighbours, the
*window*. A key whose window holds more than ``CAP`` observations is dead there: it brings nobody together. So a name
may be common in one year and telling in another, and no key ever costs more than its cap.

Everything here only ever falls as observations come in: a window's count rises, so a key's weight and a name's rarity
sink. That is why a linker may compare each pair once, when its later half arrives, and afterwards look again only at
the links it kept: the result is that of comparing everything at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.link.node import Node
from dateline.link.rates import prior

LEVELS = (1, 8, 30, 730)  # days a block
DAY, WEEK, MONTH, LONG = range(4)  # indices of levels
CAP = 32
STRONG = ("@place", "@cell", "@address", "@copy")  # keys that are enough by themselves, and up to STRONG_CAP
STRONG_CAP = 64
ENOUGH = 2  # weight that two observations must share to be compared; a key in 3-4 of the window has 4, in 17-32 has 1
UNDATED = -1  # block of what has no day at all

Place = tuple[str, int]  # a key in a block


def weight(count: float, *, strong: bool = False) -> int:
    """Weight of a key that ``count`` observations of a window hold: 5 for two or fewer, 1 for 32, 0 beyond.

    A strong key weighs at least ``ENOUGH`` up to 64.

    >>> [weight(n) for n in (1, 2, 3, 8, 9, 32, 33)], weight(50, strong=True)
    ([5, 5, 4, 3, 2, 1, 0], 2)
    """
    value = max(0, 5 - max(0, (max(1, int(count)) - 1).bit_length() - 1))
    return max(value, ENOUGH) if strong and count <= STRONG_CAP else value


_PLAIN = [weight(n) for n in range(STRONG_CAP + 2)]
_STRONG = [weight(n, strong=True) for n in range(STRONG_CAP + 2)]
_SINKS = frozenset(n for n in range(1, STRONG_CAP + 2) if _PLAIN[n] != _PLAIN[n - 1] or _STRONG[n] != _STRONG[n - 1])


def _table(key: str, level: int) -> list[int]:
    """Weights by count for a key; a strong key is strong within days only, else old places would gather all their past."""
    return _STRONG if level <= WEEK and key[0] == "@" and key.startswith(STRONG) else _PLAIN


def _of(table: list[int], count: float) -> int:
    return table[int(count)] if count < len(table) else 0


def blocks(node: Node) -> tuple[int, ...]:
    """The block of a node at each level."""
    day = node.day
    return tuple(UNDATED * 4 if day is None else day // length for length in LEVELS)


class Index:
    """Counts and postings of keys. ``add`` says which keys lost weight, and where."""

    def __init__(self) -> None:
        self._window: list[dict[Place, int]] = [{} for _ in LEVELS]
        self._posts: list[dict[Place, list[str]]] = [{} for _ in LEVELS]

    def add(self, node_id: str, keys: Iterable[str], at: tuple[int, ...]) -> list[tuple[int, Place]]:
        """File a node; the (level, place) pairs at which a key has just lost weight."""
        sunk: list[tuple[int, Place]] = []
        bases = [(key, prior(key)) for key in keys]
        for level, block in enumerate(at):
            window, posts = self._window[level], self._posts[level]
            around = (block - 1, block, block + 1)
            for key, base in bases:
                for near in around:
                    place = (key, near)
                    count = window.get(place, 0) + 1
                    window[place] = count
                    if count > 1 and int(count + base) in _SINKS:
                        sunk.append((level, place))
                _post(posts, (key, block), node_id)
        return sunk

    def holders(self, level: int, place: Place) -> list[str]:
        """The nodes filed under a key in exactly this block (none are kept once it is over its cap)."""
        return self._posts[level].get(place, [])

    def rarity(self, key: str, level: int, a: tuple[int, ...], b: tuple[int, ...]) -> int:
        """0 (common) to 5 (two or fewer in the blocks around): the commoner of the places of two nodes decides."""
        window = self._window[level]
        x, y = window.get((key, a[level]), 0), window.get((key, b[level]), 0)
        return _of(_PLAIN, (x if x > y else y) + prior(key))

    def candidates(self, keys: Iterable[str], at: tuple[int, ...]) -> dict[str, int]:
        """Nodes that share keys with these, with the weight of what they share (at least ``ENOUGH``)."""
        hits: defaultdict[str, int] = defaultdict(int)
        for key in keys:
            best: dict[str, int] = {}
            base = prior(key)
            if base >= CAP:
                continue
            for level in reversed(range(len(LEVELS))):  # finer blocks weigh more and overwrite
                self._meet(best, key, level, at[level], base)
            for other, value in best.items():
                hits[other] += value
        return {other: value for other, value in hits.items() if value >= ENOUGH}

    def shared(self, keys: Iterable[str], a: tuple[int, ...], b: tuple[int, ...]) -> int:
        """The weight of these shared keys for two nodes with blocks ``a`` and ``b``: what ``candidates`` would add up."""
        return sum(self._weight(key, a, b) for key in keys)

    def _weight(self, key: str, a: tuple[int, ...], b: tuple[int, ...]) -> int:
        base = prior(key)
        best = 0
        for level in range(len(LEVELS)):
            if abs(a[level] - b[level]) <= 1:
                window = self._window[level]
                count = max(window.get((key, a[level]), 0), window.get((key, b[level]), 0))
                best = max(best, _of(_table(key, level), count + base))
        return best

    def _meet(self, best: dict[str, int], key: str, level: int, block: int, base: float) -> None:
        window, posts = self._window[level], self._posts[level]
        table = _table(key, level)
        here = window.get((key, block), 0)
        if not _of(table, here + base):
            return
        for near in (block - 1, block, block + 1):
            held = posts.get((key, near))
            if held:
                value = _of(table, max(here, window[key, near]) + base)
                if value:
                    for other in held:
                        if value > best.get(other, 0):
                            best[other] = value


def _post(posts: dict[Place, list[str]], place: Place, node_id: str) -> None:
    held = posts.get(place)
    if held is None:
        posts[place] = [node_id]
    elif len(held) <= STRONG_CAP:
        held.append(node_id)
