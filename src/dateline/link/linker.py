"""The incremental linker: reports come in any order and any portions, and the clusters are those of doing all at once.

Why this holds: scores depend on the set of observations only (names' rarity is counted by their own time), they only
fall as more comes in, and average linkage never merges across connected components of links at or above the cut. So
a new observation is compared with its candidates, kept links that share a key grown commoner are scored again (in a
stream ordered by day hardly any, see :mod:`dateline.link.index`), and only the components that were touched are
clustered again.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice

import numpy as np

from dateline.link.book import PORTION, Book, Sunk
from dateline.link.cluster import Pair, pair
from dateline.link.columns import Pairs
from dateline.link.keys import keys
from dateline.link.lazy import Lazy
from dateline.link.linking import Cluster, Linking, Renewed, incident_id
from dateline.link.node import Node, node
from dateline.link.partition import Partition
from dateline.link.rulings import Rulings, groups, rulings
from dateline.link.score import UNIT, Scorer
from dateline.link.shelf import Shelf, Withdrawn, book_on, withdraw
from dateline.link.text import text_of
from dateline.link.ties import tie, told_together
from dateline.model import Decision, Link, Observation, ReportCard

LOW = -3000  # thousandths of log-odds below the cut: pairs from here on are kept and count in means
SUGGEST = -1000  # pairs from here on are shown as possibly the same
NEVER = 10**9


class Linker:
    """Holds the nodes, their keys and the links that count. ``add`` and ``rule`` say which incidents they reached.

    With a ``shelf`` it goes on from the state kept there, under the ``decisions`` that counted then, and reads of it
    only what a change comes upon; :meth:`renewed` tells what may be different.
    """

    def __init__(
        self,
        scorer: Scorer | None = None,
        *,
        low: int = LOW,
        shelf: Shelf | None = None,
        decisions: Sequence[Decision] = (),
    ) -> None:
        self.scorer = scorer or Scorer()
        self.low = low
        self.shelf = shelf
        self.book = Book() if shelf is None else book_on(shelf)
        self.home: dict[str, str] = {}  # observation -> node
        self.members: dict[str, list[str]] = {}  # node -> observations, sorted
        self.outlets: dict[str, str] = {}  # node -> its only outlet, empty for none or several
        self.links: dict[str, dict[str, int]] = {}  # kept links, both ways
        if shelf is not None:
            self.home, self.members = Lazy(shelf.home), Lazy(shelf.members)
            self.outlets, self.links = Lazy(shelf.outlet_of), Lazy(shelf.links)
        self.partition = Partition(self, shelf)
        self.partners: dict[str, list[str]] = {}  # node -> its must-link group, where that is more than itself
        self._group: dict[str, str] = {}
        self._overruled: list[Pair] = []
        self._reached: set[str] = set()  # nodes of clusters that may be different
        self._left: set[str] = set()  # nodes that had to do with what was withdrawn
        self._rulings = Rulings()
        self._follow(rulings(decisions))

    @property
    def nodes(self) -> dict[str, Node]:
        """All nodes by id."""
        return self.book.nodes

    # -- coming in ---------------------------------------------------------------------------------------------------

    def add(self, observations: Iterable[Observation], cards: Mapping[str, ReportCard]) -> set[str]:
        """Take in observations (all of a report in one call); the ids of the incidents that may be new or different.

        Observations that are known already are passed over. A report without a card counts as one that tells nothing
        but its id.
        """
        by_report: defaultdict[str, list[Observation]] = defaultdict(list)
        for observation in observations:
            if observation.id not in self.home:
                by_report[observation.report_id].append(observation)
        touched, self._left = self._left, set()
        new = [
            made
            for report_id in sorted(by_report)
            for made in self._take(by_report[report_id], cards.get(report_id) or ReportCard(id=report_id), touched)
        ]
        sunk = self.book.file(new)
        read_anew = self._look_again(sunk, touched)
        read_anew.update(n.id for made in new for n in self.book.sheets[made.sheet].nodes)
        self._compare(new)
        if self._rulings.same:
            touched |= self._follow(self._rulings)
        return self._recluster({n for n in touched if n in self.members}, read_anew)

    def withdraw(self, observations: Set[str]) -> Withdrawn | None:
        """Take out all that a report tells, to add it again with more; ``None``, and nothing done, where copies of the
        report tell the same. Until it is added, what is left is not up to date.

        Only for what comes in again under all the keys that it had, for links are never looked for again when a key
        has become rarer.
        """
        names = {self.home[o] for o in observations}
        nodes = [self.nodes[n] for n in sorted(names)]
        sheets = [self.book.sheets[number] for number in {n.sheet for n in nodes}]
        if any(n.id not in names for sheet in sheets for n in sheet.nodes):
            return None
        if any(o not in observations for n in names for o in self.members[n]):
            return None
        self._left |= self.partition.withdraw(names)
        for n in names:
            for other in self.links.pop(n):
                del self.links[other][n]
                self._left.add(other)
            for o in self.members.pop(n):
                del self.home[o]
            del self.outlets[n]
        self._left -= names
        return withdraw(self.book, nodes)

    def rule(self, decisions: Sequence[Decision]) -> set[str]:
        """Replace what people decided; the ids of the incidents that may be new or different."""
        old, new = self._rulings, rulings(decisions)
        if old == new:
            return set()
        regrouped = self._follow(new)
        named = {o for p in (old.apart ^ new.apart) | ({*old.same} ^ {*new.same}) for o in p} | (old.out ^ new.out)
        named.update(o for o, _ in old.roundup.items() ^ new.roundup.items())
        return self._recluster({self.home[o] for o in named if o in self.home} | regrouped)

    def _take(self, observations: Sequence[Observation], card: ReportCard, touched: set[str]) -> list[Node]:
        """The nodes of a report that are new; those that a copy of it told before gain a report."""
        text = text_of(card, observations)
        new: list[Node] = []
        for observation in observations:
            made = node(observation, card, text)
            known = self.nodes.get(made.id)
            if known is not None and known.reports & made.reports:
                made.id = observation.id  # a report that says the same thing twice: two observations, not two copies
                known = None
            self.home[observation.id] = made.id
            touched.add(made.id)
            if known is None:
                made.keys = keys(made)
                new.append(made)
                self.nodes[made.id] = made
                self.members[made.id] = [observation.id]
                self.links[made.id] = {}
                self.outlets[made.id] = _only(made.outlets)
            else:
                insort(self.members[made.id], observation.id)
                self._told_again(known, made, touched)
        return new

    def _told_again(self, known: Node, copy: Node, touched: set[str]) -> None:
        """A copy of a report tells what is known: no link leads to what that copy tells beside it."""
        known.reports |= copy.reports
        known.outlets |= copy.outlets
        self.outlets[known.id] = _only(known.outlets)
        touched.update(self.links[known.id])
        for other in [o for o in self.links[known.id] if self.nodes[o].reports & copy.reports]:
            del self.links[known.id][other], self.links[other][known.id]

    def _compare(self, new: Sequence[Node]) -> None:
        """Score new nodes against all that they may be one incident with, and keep what reaches ``low``."""
        for pairs in self.book.meetings(new):
            scores = self.scorer.score(pairs, self.book.rarities, low=self.low)
            kept = scores >= self.low
            for (a, b), score in zip(self.book.ids(pairs.chosen(kept)), scores[kept].tolist(), strict=True):
                self.links[a][b] = self.links[b][a] = score

    def _look_again(self, sunk: Sunk, touched: set[str]) -> set[str]:
        """Look again at kept links of nodes that hold a key which has become commoner, or that more came before; the
        nodes of all these links."""
        by_node: defaultdict[str, set[int]] = defaultdict(set)
        for holder, key in sunk.keys:
            by_node[holder].add(self.book.table.words.number(key))
        stale = {pair(n, other) for n in sunk.crowded for other in self.links[n]}
        held: dict[str, list[int]] = {}
        for holder, keys_sunk in by_node.items():
            for name in self.links[holder]:
                if name not in held:
                    held[name] = self.book.holds(self.nodes[name])
                if not keys_sunk.isdisjoint(held[name]):
                    stale.add(pair(holder, name))
        for (a, b), score in self._scores(sorted(stale)):
            if score == self.links[a][b]:
                continue
            if self.partition.together(a, b):  # what has grown weaker between two clusters leaves both as they are
                touched.add(a)
            if score >= self.low:
                self.links[a][b] = self.links[b][a] = score
            else:
                del self.links[a][b], self.links[b][a]
        return {n for p in stale for n in p}

    def _scores(self, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, int]]:
        """The scores of pairs as they stand now, under ``low`` when the two would not be compared."""
        for start in range(0, len(pairs), PORTION):
            portion = pairs[start : start + PORTION]
            asked = self._pairs(portion)
            scores = self.scorer.score(asked, self.book.rarities, low=self.low)
            yield from zip(portion, np.where(self.book.enough(asked), scores, self.low - 1).tolist(), strict=True)

    def _pairs(self, pairs: Sequence[Pair]) -> Pairs:
        """Pairs of nodes by their ids."""
        one, other = (np.array([self.nodes[p[end]].number for p in pairs], np.int64) for end in (0, 1))
        return self.book.pairs(one, other)

    # -- clusters ----------------------------------------------------------------------------------------------------

    def _recluster(self, touched: set[str], read_anew: Iterable[str] = ()) -> set[str]:
        """Cluster anew what the touched nodes reach; ids of the incidents that may be different.

        The links of the ``read_anew`` count as they did and may read otherwise.
        """
        _, found = self.partition.renew(touched)
        found |= {self.partition.cluster_of[n] for n in touched.union(read_anew)}
        self._reached.update(n for name in found for n in self.partition.clusters[name])
        return {c.id for name in found for c in self._incidents(self.partition.clusters[name], ())}

    def _follow(self, decisions: Rulings) -> set[str]:
        """Let these rulings count; the nodes whose must-link group is another one now."""
        before = self.partners
        self._rulings = decisions
        self._group, self._overruled = groups(decisions, self.home) if decisions.same else ({}, [])
        self.partners = self._group_partners()
        return {n for n in before.keys() | self.partners.keys() if before.get(n) != self.partners.get(n)}

    def _group_partners(self) -> dict[str, list[str]]:
        partners: defaultdict[str, list[str]] = defaultdict(list)
        for member, name in sorted(self._group.items()):
            partners[name].append(member)
        return {m: members for members in partners.values() if len(members) > 1 for m in members}

    def near(self, n: str) -> Mapping[str, int]:
        """The kept links of a node."""
        return self.links[n]

    def full(self, a: str, b: str) -> int:
        """What a kept link counts, the outlets of the two included."""
        one = self.outlets[a]
        apart = self.scorer.outlet(self.nodes[a], self.nodes[b]) if one and one == self.outlets[b] else 0
        return self.links[a][b] + apart

    def loose(self, n: str) -> bool:
        """Whether a node tells of many events, or too little of one: it joins one cluster and bridges none."""
        rulings = self._rulings.roundup
        ruled = [rulings[o] for o in self.members[n] if o in rulings] if rulings else ()
        return ruled[-1] if ruled else self.book.nodes[n].roundup or self.book.nodes[n].bare

    def barred(self, among: set[str]) -> set[Pair]:
        """Pairs that must stay apart: told by one report, ruled different, or rejected."""
        by_report: defaultdict[str, list[str]] = defaultdict(list)
        for n in among:
            for report in self.nodes[n].reports:
                by_report[report].append(n)
        barred = {pair(a, b) for ns in by_report.values() for i, a in enumerate(ns) for b in ns[i + 1 :]}
        barred |= {
            pair(self.home[a], self.home[b])
            for a, b in self._rulings.apart
            if self.home.get(a) in among and self.home.get(b) in among
        }
        same = {pair(self.home[a], self.home[b]) for a, b in self._rulings.same if a in self.home and b in self.home}
        return barred - same

    # -- what comes out ----------------------------------------------------------------------------------------------

    def _incidents(self, cluster: Sequence[str], links: tuple[Link, ...]) -> list[Cluster]:
        """The incident of a cluster of nodes; copies of one text that people ruled different leave it one by one."""
        observations = sorted(o for n in cluster for o in self.members[n] if o not in self._rulings.out)
        alone: list[str] = []
        if self._rulings.apart:
            for a, b in sorted(self._rulings.apart):
                if a in observations and b in observations and a not in alone:
                    alone.append(b)
        stay = [o for o in observations if o not in alone]
        made = [self._incident(stay, links)] if stay else []
        return made + [self._incident([o], ()) for o in dict.fromkeys(alone)]

    def _incident(self, observations: Sequence[str], links: tuple[Link, ...]) -> Cluster:
        anchor = min(observations, key=lambda o: (self._day(o), o))
        return Cluster(id=incident_id(anchor), anchor=anchor, observations=tuple(observations), links=links)

    def _day(self, observation: str) -> int:
        """The day of publication."""
        published = self.nodes[self.home[observation]].published
        return NEVER if published is None else published

    def _closest(self, cluster: Sequence[str]) -> Sequence[Pair]:
        """For each node its best link to another of the cluster, each link once."""
        inside = set(cluster)
        done: dict[Pair, None] = {}
        for n in cluster:
            scores = [(self.full(n, o), o) for o in self.links[n] if o in inside]
            if scores:
                best = max(score for score, _ in scores)
                other = min(o for score, o in scores if score == best)
                done[pair(n, other)] = None
        return tuple(done)

    def _explained(self, pairs: Sequence[Pair]) -> Iterator[Link]:
        """The links of pairs of nodes, with the terms of their scores."""
        for start in range(0, len(pairs), PORTION):
            portion = pairs[start : start + PORTION]
            outlets = [self.scorer.outlet(self.nodes[a], self.nodes[b]) for a, b in portion]
            terms = self.scorer.terms(self._pairs(portion), self.book.rarities, outlets)
            for (a, b), found in zip(portion, terms, strict=True):
                yield Link(min(self.members[a]), min(self.members[b]), self.full(a, b) / UNIT, found)

    def clusters(self) -> dict[str, Cluster]:
        """Incident id -> cluster, all of them."""
        return {c.id: c for c in self._explained_clusters(self.partition.clusters)}

    def _explained_clusters(self, names: Iterable[str]) -> Iterator[Cluster]:
        """The incidents of clusters of nodes, with the links that hold them."""
        held = {name: self.partition.clusters[name] for name in names}
        closest = {name: self._closest(nodes) for name, nodes in held.items()}
        links = self._explained([ends for pairs in closest.values() for ends in pairs])
        for name, pairs in closest.items():
            yield from self._incidents(held[name], tuple(islice(links, len(pairs))))

    def linking(self, previous: Mapping[str, str] | None = None) -> Linking:
        """The whole state. ``previous`` (observation -> incident id of an earlier state) gives redirects by majority."""
        clusters = self.clusters()
        of = {o: c.id for c in clusters.values() for o in c.observations}
        self._reached.clear()
        return Linking(
            clusters=tuple(clusters[i] for i in sorted(clusters)),
            links=tuple(self._between(self.links.keys(), of)),
            redirects=redirects(previous or {}, of),
            overruled=tuple(self._overruled),
            contradicted=tuple(self._contradicted()),
        )

    def renewed(self) -> Renewed:
        """What may be different since the state was last given, by this or by :meth:`linking`."""
        names = {self.partition.cluster_of[n] for n in self._reached}
        self._reached.clear()
        nodes = {n for name in names for n in self.partition.clusters[name]}
        observations = frozenset(o for n in nodes for o in self.members[n])
        clusters = {c.id: c for c in self._explained_clusters(names)}
        of = {o: c.id for c in clusters.values() for o in c.observations}
        return Renewed(
            observations=observations,
            clusters=tuple(clusters[i] for i in sorted(clusters)),
            links=tuple(self._between(nodes, self._elsewhere(of, observations))),
        )

    def _elsewhere(self, of: dict[str, str], known: frozenset[str]) -> Mapping[str, str]:
        """``of``, and for observations beside the ``known`` the incident that they are in as before."""
        if self.shelf is None:
            bare = (c for nodes in self.partition.clusters.values() for c in self._incidents(nodes, ()))
            return of | {o: c.id for c in bare for o in c.observations if o not in known}
        fetch = self.shelf.incident_of
        found: Lazy[str, str] = Lazy(lambda o: None if o in known else fetch(o))
        found.update(of)
        return found

    def _between(self, nodes: Set[str], of: Mapping[str, str]) -> Iterable[Link]:
        """The strongest link between each two incidents that a kept link of these nodes connects: they may be the same.

        Nodes of one incident are all in ``nodes`` or none is.
        """
        best: dict[Pair, tuple[int, str, str]] = {}
        for n in nodes:
            for other, kept in self.links[n].items():
                if kept < SUGGEST or (other < n and other in nodes) or self.partition.same(n, other):
                    continue
                a, b = pair(n, other)
                x, y = self._incident_with(a, of), self._incident_with(b, of)
                if x and y and x != y and not self._ruled_apart(a, b):
                    found = (-self.full(a, b), a, b)
                    if -found[0] >= SUGGEST:
                        best[pair(x, y)] = min(best.get(pair(x, y), found), found)
        ties = self._ties(nodes, of, best)
        shown = {ends: (a, b) for ends, (_, a, b) in sorted(best.items()) if ends not in ties}
        for ends, link in zip(shown, self._explained(list(shown.values())), strict=True):
            yield Link(*ends, link.score, link.terms, "possible_same")
        yield from (ties[ends] for ends in sorted(ties))

    def _incident_with(self, n: str, of: Mapping[str, str]) -> str | None:
        """The incident that a node is in, ``None`` when all it tells was taken out."""
        return next((found for o in self.members[n] if (found := of.get(o))), None)

    def _ties(
        self, nodes: Set[str], of: Mapping[str, str], alike: Mapping[Pair, tuple[int, str, str]]
    ) -> dict[Pair, Link]:
        """Incidents that belong together without being one, out of those that are alike or told by one report."""
        found = [made for _, a, b in alike.values() if (made := tie(self.nodes[a], self.nodes[b])) is not None]
        for number in {self.nodes[n].sheet for n in nodes}:
            told = told_together(self.book.sheets[number].nodes, self.partition.cluster_of)
            found += (made for made in told if made.a.id in nodes or made.b.id in nodes)
        ties: dict[Pair, Link] = {}
        for made in found:
            x, y = self._incident_with(made.a.id, of), self._incident_with(made.b.id, of)
            if x and y and x != y:
                link = Link(x, y, 0.0, tuple((reason, 0.0) for reason in made.reasons), made.kind)
                ties[pair(x, y)] = min(ties.get(pair(x, y), link), link, key=lambda it: (it.kind, it.terms, it.a))
        return ties

    def _ruled_apart(self, a: str, b: str) -> bool:
        return (
            any(pair(x, y) in self._rulings.apart for x in self.members[a] for y in self.members[b])
            if self._rulings.apart
            else False
        )

    def _contradicted(self) -> Iterable[Pair]:
        """Must-links on pairs that the model would never have put together."""
        for a, b in self._rulings.same:
            x, y = self.home.get(a), self.home.get(b)
            if x and y and x != y and y not in self.links[x]:
                yield (a, b)


def _only(outlets: Set[str]) -> str:
    """The one outlet of a node, empty for none or several."""
    return next(iter(outlets)) if len(outlets) == 1 else ""


def redirects(previous: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Old incident id -> the id that holds most of its observations now (ties: the smaller id); same ids left out."""
    votes: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for observation, old in previous.items():
        if observation in now:
            votes[old][now[observation]] += 1
    leads = {old: min(found, key=lambda new: (-found[new], new)) for old, found in votes.items()}
    return {old: new for old, new in sorted(leads.items()) if old != new}
