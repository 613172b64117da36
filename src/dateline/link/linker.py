"""The incremental linker: reports come in any order and any portions, and the clusters are those of doing all at once.

Why this holds: scores depend on the set of observations only (names' rarity is counted by their own time), they only
fall as more comes in, and average linkage never merges across connected components of links at or above the cut. So
a new observation is compared with its candidates, kept links that share a key grown commoner are scored again (in a
stream ordered by day hardly any, see :mod:`dateline.link.index`), and only the components that were touched are
clustered again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from dateline.link.book import PORTION, Book
from dateline.link.cluster import Pair, pair
from dateline.link.columns import Pairs
from dateline.link.keys import keys
from dateline.link.linking import Cluster, Linking, incident_id
from dateline.link.node import Node, node
from dateline.link.partition import Partition
from dateline.link.rulings import Rulings, groups, rulings
from dateline.link.score import UNIT, Scorer
from dateline.link.text import text_of
from dateline.link.ties import tie, told_together
from dateline.model import Decision, Link, Observation, ReportCard

LOW = -3000  # thousandths of log-odds below the cut: pairs from here on are kept and count in means
SUGGEST = -1000  # pairs from here on are shown as possibly the same
NEVER = 10**9


class Linker:
    """Holds the nodes, their keys and the links that count. ``add`` and ``rule`` say which incidents they touched."""

    def __init__(self, scorer: Scorer | None = None, *, low: int = LOW) -> None:
        self.scorer = scorer or Scorer()
        self.low = low
        self.book = Book()
        self.home: dict[str, str] = {}  # observation -> node
        self._members: dict[str, list[str]] = {}  # node -> observations
        self._days: dict[str, int] = {}  # observation -> day of publication
        self._edges: dict[str, dict[str, int]] = {}
        self._rulings = Rulings()
        self._group: dict[str, str] = {}
        self._partition = Partition(self)
        self._made: dict[str, list[Cluster]] = {}  # smallest node of a cluster -> its incidents
        self.partners: dict[str, list[str]] = {}  # node -> its must-link group, where that is more than itself
        self._overruled: list[Pair] = []

    @property
    def nodes(self) -> dict[str, Node]:
        """All nodes by id."""
        return self.book.nodes

    # -- coming in ---------------------------------------------------------------------------------------------------

    def add(self, observations: Iterable[Observation], cards: Mapping[str, ReportCard]) -> set[str]:
        """Take in observations (all of a report in one call); the ids of the incidents that are new or different.

        Observations that are known already are passed over. A report without a card counts as one that tells nothing
        but its id.
        """
        by_report: defaultdict[str, list[Observation]] = defaultdict(list)
        for observation in observations:
            if observation.id not in self.home:
                by_report[observation.report_id].append(observation)
        touched: set[str] = set()
        new = [
            made
            for report_id in sorted(by_report)
            for made in self._take(by_report[report_id], cards.get(report_id) or ReportCard(id=report_id), touched)
        ]
        sunk = self.book.file(new)
        read_anew = self._look_again(sunk, touched)
        self._compare(new)
        if self._rulings.same:
            touched.update(self.partners)
            self._follow(self._rulings)
            touched.update(self.partners)
        return self._recluster(touched, read_anew)

    def rule(self, decisions: Sequence[Decision]) -> set[str]:
        """Replace what people decided; the ids of the incidents that are new or different."""
        old, new = self._rulings, rulings(decisions)
        if old == new:
            return set()
        before = set(self.partners)
        self._follow(new)
        named = {o for r in (old, new) for p in (*r.same, *r.apart, *r.unsure) for o in p}
        named |= old.out ^ new.out | old.roundup.keys() | new.roundup.keys()
        return self._recluster({self.home[o] for o in named if o in self.home} | before | set(self.partners))

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
            self._days[observation.id] = made.published if made.published is not None else NEVER
            touched.add(made.id)
            if known is None:
                made.keys = keys(made)
                new.append(made)
                self.nodes[made.id] = made
                self._members[made.id] = [observation.id]
                self._edges[made.id] = {}
            else:
                self._members[made.id].append(observation.id)
                self._told_again(known, made, touched)
        return new

    def _told_again(self, known: Node, copy: Node, touched: set[str]) -> None:
        """A copy of a report tells what is known: no link leads to what that copy tells beside it."""
        known.reports |= copy.reports
        known.outlets |= copy.outlets
        touched.update(self._edges[known.id])
        for other in [o for o in self._edges[known.id] if self.nodes[o].reports & copy.reports]:
            del self._edges[known.id][other], self._edges[other][known.id]

    def _compare(self, new: Sequence[Node]) -> None:
        """Score new nodes against all that they may be one incident with, and keep what reaches ``low``."""
        for pairs in self.book.meetings(new):
            scores = self.scorer.score(pairs, self.book.rarities, low=self.low)
            kept = scores >= self.low
            for (a, b), score in zip(self.book.ids(pairs.chosen(kept)), scores[kept].tolist(), strict=True):
                self._edges[a][b] = self._edges[b][a] = score

    def _look_again(self, sunk: Iterable[tuple[str, str]], touched: set[str]) -> set[str]:
        """Look again at kept links of nodes that hold a key which has become commoner; the nodes of all these links."""
        by_node: defaultdict[str, set[int]] = defaultdict(set)
        for holder, key in sunk:
            by_node[holder].add(self.book.table.words.number(key))
        stale: set[Pair] = set()
        held: dict[str, list[int]] = {}
        for holder, keys_sunk in by_node.items():
            one = self.nodes[holder]
            for name in self._edges[holder]:
                if name not in held:
                    held[name] = self.book.holds(self.nodes[name])
                if not keys_sunk.isdisjoint(held[name]):
                    stale.add(pair(one.id, name))
        for (a, b), score in self._scores(sorted(stale)):
            if score == self._edges[a][b]:
                continue
            if self._partition.together(a, b):  # what has grown weaker between two clusters leaves both as they are
                touched.add(a)
            if score >= self.low:
                self._edges[a][b] = self._edges[b][a] = score
            else:
                del self._edges[a][b], self._edges[b][a]
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
        """Cluster anew what the touched nodes reach; ids of incidents that are new or different.

        The links of the ``read_anew`` count as they did and may read otherwise.
        """
        gone, found = self._partition.renew(touched)
        found |= {self._partition.cluster_of[n] for n in read_anew}
        before = {c.id: c for name in gone | found for c in self._made.pop(name, ())}
        after: list[Cluster] = []
        closest = {name: self._closest(self._partition.clusters[name]) for name in found}
        links = self._explained([ends for pairs in closest.values() for ends in pairs])
        for name, pairs in closest.items():
            self._made[name] = self._incidents(self._partition.clusters[name], tuple(islice(links, len(pairs))))
            after += self._made[name]
        return {c.id for c in after if before.get(c.id) != c}

    def _follow(self, decisions: Rulings) -> None:
        """Let these rulings count."""
        self._rulings = decisions
        self._group, self._overruled = groups(decisions, self.home) if decisions.same else ({}, [])
        self.partners = self._group_partners()

    def _group_partners(self) -> dict[str, list[str]]:
        partners: defaultdict[str, list[str]] = defaultdict(list)
        for member, name in self._group.items():
            partners[name].append(member)
        return {m: members for members in partners.values() if len(members) > 1 for m in members}

    def near(self, n: str) -> Mapping[str, int]:
        """The kept links of a node."""
        return self._edges[n]

    def full(self, a: str, b: str) -> int:
        """What a kept link counts, the outlets of the two included."""
        score, nodes = self._edges[a][b], self.book.nodes
        one, other = nodes[a], nodes[b]
        return score + self.scorer.outlet(one, other) if one.outlets == other.outlets else score

    def loose(self, n: str) -> bool:
        """Whether a node tells of many events: it joins one cluster and bridges none."""
        rulings = self._rulings.roundup
        ruled = [rulings[o] for o in self._members[n] if o in rulings] if rulings else ()
        return ruled[-1] if ruled else self.book.nodes[n].roundup

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
        observations = sorted(o for n in cluster for o in self._members[n] if o not in self._rulings.out)
        alone: list[str] = []
        if self._rulings.apart:
            for a, b in sorted(self._rulings.apart):
                if a in observations and b in observations and a not in alone:
                    alone.append(b)
        stay = [o for o in observations if o not in alone]
        made = [self._incident(stay, links)] if stay else []
        return made + [self._incident([o], ()) for o in dict.fromkeys(alone)]

    def _incident(self, observations: Sequence[str], links: tuple[Link, ...]) -> Cluster:
        anchor = min(observations, key=lambda o: (self._days[o], o))
        return Cluster(id=incident_id(anchor), anchor=anchor, observations=tuple(observations), links=links)

    def _closest(self, cluster: Sequence[str]) -> Sequence[Pair]:
        """For each node its best link to another of the cluster, each link once."""
        inside = set(cluster)
        done: dict[Pair, None] = {}
        for n in cluster:
            scores = [(self.full(n, o), o) for o in self._edges[n] if o in inside]
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
                yield Link(min(self._members[a]), min(self._members[b]), self.full(a, b) / UNIT, found)

    def clusters(self) -> dict[str, Cluster]:
        """Incident id -> cluster, all of them."""
        return {c.id: c for made in self._made.values() for c in made}

    def linking(self, previous: Mapping[str, str] | None = None) -> Linking:
        """The whole state. ``previous`` (observation -> incident id of an earlier state) gives redirects by majority."""
        clusters = self.clusters()
        of = {o: c.id for c in clusters.values() for o in c.observations}
        return Linking(
            clusters=tuple(clusters[i] for i in sorted(clusters)),
            links=tuple(self._between(of)),
            redirects=redirects(previous or {}, of),
            overruled=tuple(self._overruled),
            contradicted=tuple(self._contradicted()),
        )

    def _between(self, of: Mapping[str, str]) -> Iterable[Link]:
        """The strongest link between each two incidents that a kept link connects: they may be the same."""
        best: dict[Pair, tuple[int, str, str]] = {}
        for a, others in self._edges.items():
            for b in others:
                if a < b and self._partition.cluster_of[a] != self._partition.cluster_of[b]:
                    x, y = (next((of[o] for o in self._members[n] if o in of), None) for n in (a, b))
                    if x and y and x != y and not self._ruled_apart(a, b):
                        found = (-self.full(a, b), a, b)
                        if -found[0] < SUGGEST:
                            continue
                        best[pair(x, y)] = min(best.get(pair(x, y), found), found)
        ties = self._ties(of, best)
        shown = {ends: (a, b) for ends, (_, a, b) in sorted(best.items()) if ends not in ties}
        for ends, link in zip(shown, self._explained(list(shown.values())), strict=True):
            yield Link(*ends, link.score, link.terms, "possible_same")
        yield from (ties[ends] for ends in sorted(ties))

    def _ties(self, of: Mapping[str, str], alike: Mapping[Pair, tuple[int, str, str]]) -> dict[Pair, Link]:
        """Incidents that belong together without being one, out of those that are alike or told by one report."""
        found = [made for _, a, b in alike.values() if (made := tie(self.nodes[a], self.nodes[b])) is not None]
        for sheet in self.book.sheets.values():
            found += told_together(sheet.nodes, self._partition.cluster_of)
        ties: dict[Pair, Link] = {}
        for made in found:
            x, y = (next((of[o] for o in self._members[n.id] if o in of), None) for n in (made.a, made.b))
            if x and y and x != y:
                link = Link(x, y, 0.0, tuple((reason, 0.0) for reason in made.reasons), made.kind)
                ties[pair(x, y)] = min(ties.get(pair(x, y), link), link, key=lambda it: (it.kind, it.terms, it.a))
        return ties

    def _ruled_apart(self, a: str, b: str) -> bool:
        return (
            any(pair(x, y) in self._rulings.apart for x in self._members[a] for y in self._members[b])
            if self._rulings.apart
            else False
        )

    def _contradicted(self) -> Iterable[Pair]:
        """Must-links on pairs that the model would never have put together."""
        for a, b in self._rulings.same:
            x, y = self.home.get(a), self.home.get(b)
            if x and y and x != y and y not in self._edges[x]:
                yield (a, b)


def redirects(previous: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Old incident id -> the id that holds most of its observations now (ties: the smaller id); same ids left out."""
    votes: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for observation, old in previous.items():
        if observation in now:
            votes[old][now[observation]] += 1
    leads = {old: min(found, key=lambda new: (-found[new], new)) for old, found in votes.items()}
    return {old: new for old, new in sorted(leads.items()) if old != new}
