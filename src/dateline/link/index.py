"""Who shares which key when: candidates, and how rare a name is in its own months.

Time is cut into blocks at four levels (1, 8, 30 and 2,000 days). A key counts within a block and its two neighbours, the
*window*. A key whose window holds more than ``CAP`` observations is dead there: it brings nobody together. So a name
may be common in one year and telling in another, and no key ever costs more than its cap.

Everything here only ever falls as observations come in: a window's count rises, so a key's weight and a name's rarity
sink. That is why a linker may compare each pair once, when its later half arrives, and afterwards look again only at
the links it kept: the result is that of comparing everything at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from dateline.link.node import Node
from dateline.link.rates import prior

LEVELS = (1, 8, 30, 2000)  # days a block
DAY, WEEK, MONTH, LONG = range(4)  # indices of levels
CAP = 32
STRONG = ("@place", "@cell", "@address", "@copy")  # keys that are enough by themselves, and up to STRONG_CAP
STRONG_CAP = 64
LONG_FACTOR = 2  # over years a word counts as if so many times as many held it: else costs grow until years are full
MUCH = 10  # the same for two kinds of event that are seldom mixed up
ENOUGH = 2  # weight that two observations must share to be compared; a key in 3-4 of the window has 4, in 17-32 has 1
UNDATED = -1  # block of what has no day at all

Place = tuple[str, int]  # a key in a block
Near = tuple[dict[str, int], dict[str, list[str]]]  # counts and postings of a block
Rarity = Callable[[str, int], int]  # (key, level) -> 0 (common) to 5


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
_LONG = [weight(n * LONG_FACTOR) for n in range(STRONG_CAP + 2)]
_SINKS = frozenset(
    n for n in range(1, STRONG_CAP + 2) if any(table[n] != table[n - 1] for table in (_PLAIN, _STRONG, _LONG))
)


def _table(key: str, level: int) -> list[int]:
    """Weights by count for a key.

    A strong key is strong within days only, else old places would gather all their past; over years a single word
    must be rarer than within weeks, a full name need not.
    """
    if level <= WEEK:
        return _STRONG if key[0] == "@" and key.startswith(STRONG) else _PLAIN
    return _LONG if level >= LONG and " " not in key else _PLAIN


def _of(table: list[int], count: float) -> int:
    return table[int(count)] if count < len(table) else 0


def blocks(node: Node) -> tuple[int, ...]:
    """The block of a node at each level."""
    day = node.day
    return tuple(UNDATED * 4 if day is None else day // length for length in LEVELS)


class Index:
    """Counts and postings of keys. ``add`` says which keys lost weight, and where."""

    def __init__(self) -> None:
        self._window: list[dict[int, dict[str, int]]] = [{} for _ in LEVELS]  # level -> block -> key -> count
        self._posts: list[dict[int, dict[str, list[str]]]] = [{} for _ in LEVELS]

    def add(self, node_id: str, keys: Iterable[str], at: tuple[int, ...]) -> list[tuple[int, Place]]:
        """File a node; the (level, place) pairs at which a key has just lost weight."""
        sunk: list[tuple[int, Place]] = []
        bases = [(key, base) for key in keys if (base := prior(key)) < CAP]
        for level, block in enumerate(at):
            posts = self._posts[level].setdefault(block, {})
            for key, _ in bases:
                _post(posts, key, node_id)
            for near in (block - 1, block, block + 1):
                window = self._window[level].setdefault(near, {})
                for key, base in bases:
                    window[key] = count = window.get(key, 0) + 1
                    if count > 1 and int(count + base) in _SINKS:
                        sunk.append((level, (key, near)))
        return sunk

    def holders(self, level: int, place: Place) -> list[str]:
        """The nodes filed under a key in exactly this block (none are kept once it is over its cap)."""
        return self._posts[level].get(place[1], {}).get(place[0], [])

    def rarity(self, a: tuple[int, ...], b: tuple[int, ...]) -> Rarity:
        """How rare a key is at ``WEEK`` or ``MONTH`` for two nodes with blocks ``a`` and ``b``.

        0 is common, 5 is two or fewer around; the commoner of the places of the two decides.
        """
        windows = {level: (self._at(level, a[level]), self._at(level, b[level])) for level in (WEEK, MONTH)}

        def rare(key: str, level: int) -> int:
            one, other = windows[level]
            x = one.get(key, 0)
            if one is not other and (y := other.get(key, 0)) > x:
                x = y
            return _of(_PLAIN, x + prior(key))

        return rare

    def _at(self, level: int, block: int) -> dict[str, int]:
        return self._window[level].get(block, _NOTHING)

    def candidates(self, keys: Iterable[str], at: tuple[int, ...]) -> dict[str, int]:
        """Nodes that share keys with these, with the weight of what they share (at least ``ENOUGH``)."""
        around = [self._around(level, at[level]) for level in reversed(range(len(LEVELS)))]
        hits: defaultdict[str, int] = defaultdict(int)
        for key in keys:
            if prior(key) >= CAP:
                continue
            best: dict[str, int] = {}
            for level, here, near in around:  # finer blocks weigh more and overwrite
                count = here.get(key, 0)
                if count:
                    _meet(best, key, _table(key, level), count, near)
            for other, value in best.items():
                hits[other] += value
        return {other: value for other, value in hits.items() if value >= ENOUGH}

    def _around(self, level: int, block: int) -> tuple[int, dict[str, int], list[Near]]:
        blocks = (b for b in (block - 1, block, block + 1) if b in self._posts[level])
        return level, self._at(level, block), [(self._at(level, b), self._posts[level][b]) for b in blocks]

    def enough(self, keys: Iterable[str], a: tuple[int, ...], b: tuple[int, ...], least: int = ENOUGH) -> bool:
        """Whether these shared keys weigh ``least`` for two nodes with blocks ``a`` and ``b``, as ``candidates`` adds."""
        windows = [
            (level, self._at(level, a[level]), self._at(level, b[level]))
            for level in range(len(LEVELS))
            if abs(a[level] - b[level]) <= 1
        ]
        total = 0
        for key in keys:
            base = prior(key)
            total += max(
                (_of(_table(key, n), max(x.get(key, 0), y.get(key, 0)) + base) for n, x, y in windows), default=0
            )
            if total >= least:
                return True
        return False


_NOTHING: dict[str, int] = {}


def _meet(best: dict[str, int], key: str, table: list[int], here: int, near: list[Near]) -> None:
    """Add whom a key brings together at one level, each with the best weight so far."""
    base = prior(key)
    if not _of(table, here + base):
        return
    for window, posts in near:
        held = posts.get(key)
        if held and (value := _of(table, max(here, window[key]) + base)):
            for other in held:
                if value > best.get(other, 0):
                    best[other] = value


def _post(posts: dict[str, list[str]], key: str, node_id: str) -> None:
    held = posts.get(key)
    if held is None:
        posts[key] = [node_id]
    elif len(held) <= STRONG_CAP:
        held.append(node_id)
