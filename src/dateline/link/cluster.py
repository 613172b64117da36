"""Average linkage on a sparse graph, with what people ruled as must-links and cannot-links.

Two clusters merge while the mean score over all their pairs is at least 0; a pair that was never compared counts
``ABSENT``. Scores are whole numbers, ties are broken by the smallest ids, so that the result depends on the set of
scores alone and never on the order in which they came. Never connected components: one false link between two large
incidents is outvoted by all the pairs that do not match.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

ABSENT = -4000  # thousandths of log-odds, against cut 0

Pair = tuple[str, str]
Tree = tuple[tuple[tuple[str, ...], float], ...]  # each part that a cluster once was, and the mean at which it went on


def pair(a: str, b: str) -> Pair:
    """The two ids in order."""
    return (a, b) if a < b else (b, a)


class Clustering:
    """The clusters of one connected component, while they merge."""

    def __init__(
        self, scores: Mapping[Pair, int], absent: int = ABSENT, grown: Mapping[str, Tree] | None = None
    ) -> None:
        self.scores = scores
        self.absent = absent
        self.grown = grown or {}  # how groups that merged before grew
        self.members: dict[str, list[str]] = {}
        self.links: dict[str, dict[str, tuple[int, int]]] = {}  # cluster -> cluster -> (sum, number) of compared pairs
        self.barred: dict[str, set[str]] = {}
        self.trees: dict[str, Tree] = {}  # how the clusters grew that merged here

    def run(self, groups: Iterable[list[str]], barred: Iterable[Pair]) -> list[list[str]]:
        """Clusters (sorted ids each, sorted) from ``groups`` that belong together and pairs that must stay apart."""
        home: dict[str, str] = {}
        for group in groups:
            name = min(group)
            self.members[name] = list(group)
            self.links[name], self.barred[name] = {}, set()
            home.update(dict.fromkeys(group, name))
        self._add_links(home)
        for a, b in barred:
            if home[a] != home[b]:
                self.barred[home[a]].add(home[b])
                self.barred[home[b]].add(home[a])
        self._merge_all()
        return sorted(sorted(m) for m in self.members.values())

    def tree(self, name: str) -> Tree:
        """How a cluster grew."""
        return self.trees[name] if name in self.trees else self.grown.get(name, ())

    def _add_links(self, home: Mapping[str, str]) -> None:
        links = self.links
        for (one, other), score in self.scores.items():
            a, b = home[one], home[other]
            if a != b:
                known = links[a].get(b)
                links[a][b] = links[b][a] = (score, 1) if known is None else (known[0] + score, known[1] + 1)

    def _mean(self, a: str, b: str) -> float:
        total, number = self.links[a][b]
        pairs = len(self.members[a]) * len(self.members[b])
        return (total + (pairs - number) * self.absent) / pairs

    def _merge_all(self) -> None:
        heap: list[tuple[float, str, str]] = []
        for a, others in self.links.items():
            for b, (total, _) in others.items():
                if total >= 0 and a < b:
                    self._push(heap, a, b)
        while heap:
            mean, a, b = heapq.heappop(heap)
            if a in self.members and b in self.links[a] and -mean == self._mean(a, b) and b not in self.barred[a]:
                self._merge(a, b)
                for other, (total, _) in self.links[a].items():
                    if total >= 0:  # pairs that were never compared only lower the mean
                        self._push(heap, *pair(a, other))

    def _push(self, heap: list[tuple[float, str, str]], a: str, b: str) -> None:
        if b not in self.barred[a] and (mean := self._mean(a, b)) >= 0:
            heapq.heappush(heap, (-mean, a, b))

    def _merge(self, a: str, b: str) -> None:
        """Take the cluster ``b`` into ``a`` (the smaller id stays the name)."""
        mean = self._mean(a, b)
        parts = ((tuple(self.members[a]), mean), (tuple(self.members[b]), mean))
        self.trees[a] = (*self.tree(a), *self.tree(b), *parts)
        self.members[a] += self.members.pop(b)
        del self.links[a][b]
        for other, (total, number) in self.links.pop(b).items():
            if other != a:
                del self.links[other][b]
                old_total, old_number = self.links[a].get(other, (0, 0))
                self.links[a][other] = self.links[other][a] = (old_total + total, old_number + number)
        for other in self.barred.pop(b):
            self.barred[other].discard(b)
            if other != a:
                self.barred[other].add(a)
                self.barred[a].add(other)
