"""Clusters kept up to date: only what a change can reach is clustered again, and the result is that of doing it all.

Average linkage merges the closest two first. Nodes whose links changed, and their clusters, are open. Of a finished
cluster the *tree* is kept: each part that it once was, and how close that was to the part it merged with. The cluster
stays a unit as long as no open node is as close to one of these parts: nothing that the open ones may become is then
closer to it either, for the mean of several never exceeds that of the closest. A cluster that fails the test is opened
too, and so on. Then the open nodes and the units that they have links to are merged, closest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from dateline.link.cluster import ABSENT, Clustering, Pair, Tree, pair
from dateline.link.lazy import Lazy
from dateline.link.shelf import Shelf


class Graph(Protocol):
    """What a partition looks at: the kept links and what people ruled."""

    @property
    def partners(self) -> Mapping[str, list[str]]:
        """Node -> its must-link group, where that is more than itself."""

    def near(self, n: str) -> Mapping[str, int]:
        """The kept links of a node."""

    def full(self, a: str, b: str) -> int:
        """What a kept link counts."""

    def loose(self, n: str) -> bool:
        """Whether a node joins a cluster and never bridges two."""

    def barred(self, among: set[str]) -> set[Pair]:
        """Pairs of these nodes that must stay apart."""


class Partition:
    """The clusters of a graph. ``renew`` after each change."""

    def __init__(self, graph: Graph, shelf: Shelf | None = None) -> None:
        self.graph = graph
        self.clusters: dict[str, list[str]] = {}  # smallest node -> all nodes, sorted
        self.cluster_of: dict[str, str] = {}
        self.cores: dict[str, list[str]] = {}  # the same without what is loose
        self.core_of: dict[str, str] = {}
        self._trees: dict[str, Tree] = {}
        if shelf is not None:
            self.clusters, self.cluster_of = Lazy(shelf.cluster), Lazy(shelf.cluster_of)
            self.cores, self.core_of = Lazy(shelf.core), Lazy(shelf.core_of)
            self._trees = Lazy(self._grown)

    def renew(self, touched: Iterable[str]) -> tuple[set[str], set[str]]:
        """Cluster anew what changed links or rulings of these nodes reach; names of clusters that are gone or new.

        A cluster that other nodes make up now is in both.
        """
        nodes = set(touched)
        loose = {n for n in nodes if self._is_loose(n)}
        dropped, made = self._renew_cores(nodes)
        return self._renew_all(dropped, made, loose)

    def withdraw(self, nodes: set[str]) -> set[str]:
        """Take nodes out; the nodes that were in a cluster with them and are in none until :meth:`renew` is told."""
        left = {m for name in self._names(nodes) for m in self._take_apart(name)}
        for name in {self.cluster_of[n] for n in nodes}:
            for m in self.clusters.pop(name):
                del self.cluster_of[m]
                left.add(m)
        return left - nodes

    def together(self, a: str, b: str) -> bool:
        """Whether a weaker link between two may change clusters: they are in one, or one of them is loose or in none
        (what was in a cluster with it was withdrawn)."""
        one, other = self.cluster_of.get(a), self.cluster_of.get(b)
        return one is None or one == other or other is None or self._is_loose(a) or self._is_loose(b)

    def same(self, a: str, b: str) -> bool:
        """Whether two are in one cluster."""
        return self.cluster_of[a] == self.cluster_of[b]

    # -- cores -------------------------------------------------------------------------------------------------------

    def _renew_cores(self, touched: set[str]) -> tuple[list[list[str]], list[str]]:
        """Old cores that were taken apart, names of those made."""
        dropped = [self._take_apart(self.core_of[n]) for n in touched if n in self.core_of and self._is_loose(n)]
        opened = self._opened(touched | {n for core in dropped for n in core})
        units = self._around(opened)
        asked: set[str] = set()
        while True:
            done = self._merge(opened, units)
            merged = {u for u in units if not done.members.get(u) or len(done.members[u]) > len(self.cores[u])}
            ask = merged - asked
            more = self._around({n for u in ask for n in self.cores[u]}) - units - self._names(opened)
            asked |= ask
            if not more:
                break
            units |= more
        gone = self._names(opened) | merged
        dropped += [self._take_apart(name) for name in gone]
        made = [name for name in done.members if name not in units or name in merged]
        for name in made:
            self.cores[name] = sorted(done.members[name])
            self._trees[name] = done.tree(name)
            self.core_of.update(dict.fromkeys(self.cores[name], name))
        return dropped, made

    def _take_apart(self, name: str) -> list[str]:
        core = self.cores.pop(name)
        del self._trees[name]
        for n in core:
            del self.core_of[n]
        return core

    def _grown(self, name: str) -> Tree:
        """How a finished core grew: its own links alone decide on that."""
        core = self.cores[name]
        if len(core) == 1:
            return ()
        return self._merge(set(core), set()).trees.get(name, ())

    def _names(self, nodes: Iterable[str]) -> set[str]:
        return {self.core_of[n] for n in nodes if n in self.core_of}

    def _opened(self, touched: set[str]) -> set[str]:
        """The touched nodes, their clusters, and every cluster that these may break up; loose nodes left out."""
        found: set[str] = set()
        queue = list(touched)
        while queue:
            here = queue.pop()
            if here in found:
                continue
            fellows = self.cores.get(self.core_of.get(here, ""), ())
            queue += (n for n in (*fellows, *self.graph.partners.get(here, ())) if n not in found)
            if self._is_loose(here):
                continue
            found.add(here)
            for core in {c for o in self._pulled(here) if o not in found and (c := self.core_of.get(o))}:
                if self._breaks(here, core):
                    queue += self.cores[core]
        return found

    def _breaks(self, n: str, core: str) -> bool:
        """Whether a node is as close to a part of a finished cluster as what that part merged with."""
        near = self.graph.near(n)
        full = {m: self.graph.full(n, m) for m in self.cores[core] if m in near}
        if len(self.cores[core]) == 1 or max(full.values()) < 0:
            return False
        tree = self._trees[core]
        return any(sum(full.get(m, ABSENT) for m in part) >= height * len(part) for part, height in tree)

    def _around(self, nodes: set[str]) -> set[str]:
        """Names of finished clusters outside these nodes that one of them has a link at or above the cut to."""
        found: set[str] = set()
        for n in nodes:
            for other in self._pulled(n):
                core = self.core_of.get(other)
                if core and other not in nodes and core not in found and self.graph.full(n, other) >= 0:
                    found.add(core)
        return found

    def _pulled(self, n: str) -> list[str]:
        """Those whose link with a node may speak for one cluster: the outlets of the two never add to it."""
        return [other for other, score in self.graph.near(n).items() if score >= 0]

    def _merge(self, opened: set[str], units: set[str]) -> Clustering:
        inside = opened | {n for u in units for n in self.cores[u]}
        groups = [list(g) for g in self._groups(opened)] + [self.cores[u] for u in sorted(units)]
        graph = self.graph
        scores = {(a, b): graph.full(a, b) for a in inside for b in graph.near(a) if a < b and b in inside}
        done = Clustering(scores, grown=self._trees)
        done.run(groups, graph.barred(inside))
        return done

    def _groups(self, nodes: set[str]) -> list[list[str]]:
        """The nodes, must-link groups together."""
        partners = self.graph.partners
        return [
            [m for m in partners[n] if m in nodes] if n in partners else [n]
            for n in sorted(nodes)
            if n not in partners or n == min(m for m in partners[n] if m in nodes)
        ]

    # -- what is loose -----------------------------------------------------------------------------------------------

    def _is_loose(self, n: str) -> bool:
        return n not in self.graph.partners and self.graph.loose(n)

    def _renew_all(self, dropped: list[list[str]], made: list[str], loose: set[str]) -> tuple[set[str], set[str]]:
        """Let loose nodes join again wherever the cores or they themselves changed."""
        cores, joining = self._loose_around({*made}, {n for core in dropped for n in core}, loose)
        among = {n for name in cores for n in self.cores[name]} | joining
        gone = {self.cluster_of[n] for n in (*among, *(n for core in dropped for n in core)) if n in self.cluster_of}
        before = {name: self.clusters.pop(name) for name in gone}
        for n in (n for cluster in before.values() for n in cluster):
            del self.cluster_of[n]
        found = [list(self.cores[name]) for name in sorted(cores)]
        barred = self.graph.barred(among) if joining else set()
        home = {n: number for number, core in enumerate(found) for n in core}
        left = [n for n in sorted(joining) if not self._join(n, found, home, barred)]
        found += self._left(set(left), barred)
        for cluster in found:
            cluster.sort()
            self.clusters[cluster[0]] = cluster
            self.cluster_of.update(dict.fromkeys(cluster, cluster[0]))
        as_before = {cluster[0] for cluster in found if before.get(cluster[0]) == cluster}
        return gone - as_before, {cluster[0] for cluster in found} - as_before

    def _loose_around(self, cores: set[str], changed: set[str], loose: set[str]) -> tuple[set[str], set[str]]:
        """All cores and loose nodes that links at or above the cut, with a loose node at one end, connect with these."""
        found = {n for n in loose if self._is_loose(n)}
        queue = [*changed, *loose, *(n for name in cores for n in self.cores[name])]
        seen = set(queue)
        while queue:
            here = queue.pop()
            is_loose = self._is_loose(here)
            if is_loose:
                found.add(here)
            elif here in self.core_of:
                cores.add(self.core_of[here])
            fellows = (
                *self.clusters.get(self.cluster_of.get(here, ""), ()),
                *self.cores.get(self.core_of.get(here, ""), ()),
            )
            pulled = (o for o in self._pulled(here) if is_loose or self._is_loose(o))
            linked = (o for o in pulled if self.graph.full(here, o) >= 0)
            for other in (*fellows, *linked):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return cores, found

    def _join(self, loose: str, clusters: list[list[str]], home: dict[str, int], barred: set[Pair]) -> bool:
        """Put a loose node into the cluster that suits it best, if one does; ``home`` says which cluster a node is in."""
        fits = []
        near = self.graph.near(loose)
        for number in {home[m] for m in near if m in home}:
            cluster = clusters[number]
            scores = [self.graph.full(loose, m) for m in cluster if m in near]
            if any(pair(loose, m) in barred for m in cluster):
                continue
            if (mean := (sum(scores) + (len(cluster) - len(scores)) * ABSENT) / len(cluster)) >= 0:
                fits.append((-mean, cluster[0], number))
        if fits:
            home[loose] = min(fits)[2]
            clusters[home[loose]].append(loose)
        return bool(fits)

    def _left(self, nodes: set[str], barred: set[Pair]) -> list[list[str]]:
        """Clusters of loose nodes that joined none."""
        graph = self.graph
        scores = {(a, b): graph.full(a, b) for a in nodes for b in graph.near(a) if a < b and b in nodes}
        inside = [p for p in barred if p[0] in nodes and p[1] in nodes]
        return Clustering(scores).run([[n] for n in sorted(nodes)], inside)
