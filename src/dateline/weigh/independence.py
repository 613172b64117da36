"""How many independent origins stand behind what several reports tell.

Reports are not counted, origins are: ten copies of one wire are one. Every report tells from one or more *tellings*, one
for each root it names; edges merge tellings into groups (union-find), and every merge says which edge did it. It fails
closed: an unknown origin never corroborates anything, it joins what is there; when two cannot be told apart they are one.

Edges, in the order in which they are tried: ``same root``, ``same wire``, ``copied text``, ``rewritten text``, ``cites``,
``same media``, ``same publisher``, ``both unattributed``, ``unknown origin``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations

from dateline.claims.speakers import MEDIA, Origin, origin, same_origin
from dateline.model import Medium, Observation, ReportCard, Source
from dateline.vocab.outlets import folded, outlet
from dateline.weigh.copies import REWRITE, Words, compare, containment

LONG_ENOUGH = 40  # words: below this a few shared three-word runs say nothing
MANY = (
    60  # tellings: above this, outlets that name nobody are not compared one by one (they count once together anyway)
)
COPY_SHARE = (
    0.36  # of the shorter text's runs: wire copies of every kind lie above, rewrites below (linking bench, dev)
)
CARRIERS = frozenset({"outlet", "agency", "broadcaster"})


@dataclass(frozen=True)
class Telling:
    """One report on the authority of one root (``None``: it names nobody). ``cites`` are the other links of the chain,
    ``media`` the credits and uploaders of its pictures, ``words`` its text without chrome, if at hand."""

    report: str
    root: Source | None = None
    outlet: str | None = None
    wire: str | None = None
    cites: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    words: Words | None = None

    @cached_property
    def origin(self) -> Origin | None:
        """What the root comes down to, ``None`` when it is nobody in particular."""
        return origin(self.root) if self.root else None

    @cached_property
    def carrier(self) -> str:
        """The outlet's name for comparison, canonical where the registry knows it; empty when it is not told."""
        return _comparable(self.outlet) if self.outlet else ""

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The outlets it cites as carriers, for comparison."""
        return tuple(_comparable(name) for name in self.cites)

    @property
    def known(self) -> bool:
        """Whether it can count as an origin of its own."""
        return self.origin is not None or bool(self.media)


@dataclass(frozen=True, slots=True)
class Merge:
    """Tellings ``a`` and ``b`` (positions) were joined by ``edge`` because of ``detail``."""

    a: int
    b: int
    edge: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Independence:
    """Groups of tellings (positions) of one origin each, the merges that made them, the number of independent origins
    (at least 1 when there is any telling), and whether none of them is known."""

    groups: tuple[tuple[int, ...], ...] = ()
    merges: tuple[Merge, ...] = ()
    independent: int = 0
    unknown: bool = field(default=False)


Edge = Callable[[Telling, Telling], "str | None"]


def tellings(
    observation: Observation, *, outlet_name: str | None, wire: str | None, words: Words | None = None
) -> list[Telling]:
    """The tellings of an observation: one for each different root that its claims name, one without if none does."""
    roots: dict[Origin | None, Source | None] = {}
    cites: list[str] = []
    media: list[str] = []
    credited = named_by_credits(observation)
    for claim in observation.claims:
        chain = claim.attribution.chain
        cites += [s.name for s in chain[:-1] if s.kind in CARRIERS]
        if isinstance(claim.value, Medium):
            shown = claim.value
            uploader = credited.get(shown.uploader or "", shown.uploader)
            media += [n for n in (uploader, shown.agency, shown.credit) if n][:1]
        root = by_name(claim.attribution.root, credited)
        if root is not None:
            roots.setdefault(origin(root), root)
    known: list[Source | None] = [r for o, r in roots.items() if o is not None]
    return [
        Telling(
            observation.report_id,
            root,
            outlet_name,
            wire,
            tuple(dict.fromkeys(cites)),
            tuple(dict.fromkeys(media)),
            words,
        )
        for root in known or [None]
    ]


def named_by_credits(observation: Observation) -> dict[str, str]:
    """The name that a picture's credit gives to whom the text only calls "a local channel"."""
    shown = [c.value for c in observation.claims if isinstance(c.value, Medium)]
    return {
        m.uploader: m.credit for m in shown if m.uploader and m.credit and origin(Source(m.uploader, "channel")) is None
    }


def by_name(root: Source | None, credited: Mapping[str, str]) -> Source | None:
    """A root with the name that a credit gives it, if it has none of its own."""
    named = credited.get(root.name) if root is not None else None
    return Source(named, "organisation") if root is not None and named else root


def independent(told: Sequence[Telling]) -> Independence:
    """Group tellings of one event (or one value) by origin."""
    parent = list(range(len(told)))
    merges: list[Merge] = []
    different = _join_alike(told, parent, merges)
    for edge, rule in EDGES:
        for a, b in combinations(different, 2):
            if _find(parent, a) == _find(parent, b):
                continue
            detail = rule(told[a], told[b])
            if detail is not None and _join(parent, a, b):
                merges.append(Merge(a, b, edge, detail))
    _join_unknown(told, parent, merges)
    groups = _groups(parent)
    known = sum(any(told[i].known for i in group) for group in groups)
    return Independence(groups, tuple(merges), max(known, int(bool(told))), unknown=known == 0)


def _join_alike(told: Sequence[Telling], parent: list[int], merges: list[Merge]) -> list[int]:
    """Join tellings that are alike in all that the edges look at (the same text under 500 names), and give one of each
    kind, so that only those that differ are compared in pairs."""
    first: dict[tuple[object, ...], int] = {}
    for i, telling in enumerate(told):
        nameless = len(told) > MANY and not telling.known and not telling.cites
        own = None if nameless else telling.outlet
        alike = (telling.origin, own, telling.wire, telling.cites, telling.media, telling.words)
        other = first.setdefault(alike, i)
        if other == i:
            continue
        edge, detail = next(
            ((e, d) for e, rule in EDGES if (d := rule(told[other], telling)) is not None), ("same telling", "")
        )
        if _join(parent, other, i):
            merges.append(Merge(other, i, edge, detail))
    return list(first.values())


def families(cards: Iterable[ReportCard]) -> tuple[tuple[str, ...], ...]:
    """Report ids in families: reports that print one text, or that credit one wire, are one however many there are.

    Compares sketches of five-word runs (``COPY_SHARE``, of the shorter text); short texts have none and stand alone.
    """
    held = sorted(cards, key=lambda card: card.id)
    if len(held) == 1:
        return ((held[0].id,),)
    parent = list(range(len(held)))
    for i, j in (*_one_wire(held), *_one_text(held)):
        _join(parent, i, j)
    return tuple(tuple(held[i].id for i in group) for group in _groups(parent))


def gatherers(observations: Iterable[Observation], cards: Mapping[str, ReportCard]) -> frozenset[str]:
    """Who gathered what the observations tell: the media that their reports relay, else the reports themselves.

    A page that relays an agency and a channel brings those two and adds none; a report that quotes a policeman and a
    doctor gathered both itself and is one. Copies of one text are one report. There are never more origins than these.
    """
    relayed: defaultdict[str, set[str]] = defaultdict(set)
    for observation in observations:
        relayed[observation.report_id] |= _relayed(observation, cards.get(observation.report_id))
    known = [cards.get(r) or ReportCard(id=r) for r in relayed]
    found: set[str] = set()
    for family in families(known):
        named = set().union(*(relayed[r] for r in family))
        found |= named or {f"report {family[0]}"}
    return frozenset(found)


def _relayed(observation: Observation, card: ReportCard | None) -> set[str]:
    """The innermost medium of each chain with a root, unless it is the report's own outlet."""
    own = _comparable(card.outlet) if card and card.outlet else ""
    found: set[str] = set()
    credited = named_by_credits(observation)
    for claim in observation.claims:
        root = by_name(claim.attribution.root, credited)
        if root is None or origin(root) is None:
            continue
        chain = [credited.get(s.name, s.name) for s in claim.attribution.chain if s.kind in MEDIA]
        media = [name for n in chain if (name := _comparable(n)) != own]
        found.update(media[-1:])
    return found


def _one_wire(held: Sequence[ReportCard]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for i, card in enumerate(held):
        if card.wire:
            yield first.setdefault(card.wire, i), i


def _one_text(held: Sequence[ReportCard]) -> Iterator[tuple[int, int]]:
    holders: defaultdict[int, list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for i, card in enumerate(held):
        for run in card.shingles:
            shared.update((j, i) for j in holders[run][:MANY])
            holders[run].append(i)
    for (i, j), runs in shared.items():
        if runs >= COPY_SHARE * min(len(held[i].shingles), len(held[j].shingles)):
            yield i, j


def _find(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _join(parent: list[int], a: int, b: int) -> bool:
    a, b = _find(parent, a), _find(parent, b)
    if a == b:
        return False
    parent[max(a, b)] = min(a, b)
    return True


def _groups(parent: list[int]) -> tuple[tuple[int, ...], ...]:
    groups: dict[int, list[int]] = {}
    for i in range(len(parent)):
        groups.setdefault(_find(parent, i), []).append(i)
    return tuple(tuple(g) for g in groups.values())


def _join_unknown(told: Sequence[Telling], parent: list[int], merges: list[Merge]) -> None:
    """An unknown origin corroborates nothing: its group joins the first known one."""
    known = {_find(parent, i) for i, t in enumerate(told) if t.known}
    if not known:
        return
    first = min(known)
    for i in range(len(told)):
        if _find(parent, i) not in known and _join(parent, first, i):
            merges.append(Merge(first, i, "unknown origin", "names nobody in particular"))
            known = {_find(parent, k) for k in known}


def _differ(a: Telling, b: Telling) -> bool:
    """Whether both name a root, and not the same one."""
    return a.origin is not None and b.origin is not None and not same_origin(a.origin, b.origin)


def _same_root(a: Telling, b: Telling) -> str | None:
    if a.origin is None or b.origin is None or not same_origin(a.origin, b.origin):
        return None
    return a.origin.who


def _same_wire(a: Telling, b: Telling) -> str | None:
    return a.wire if a.wire and a.wire == b.wire and a.report != b.report and not _differ(a, b) else None


def _copied(a: Telling, b: Telling) -> str | None:
    if a.words is None or b.words is None or a.report == b.report:
        return None
    copying = compare(a.words, b.words)
    return f"{copying.words} words in shared passages" if copying.copied and not _differ(a, b) else None


def _rewritten(a: Telling, b: Telling) -> str | None:
    if a.words is None or b.words is None or a.report == b.report or _differ(a, b):
        return None
    if min(len(a.words.words), len(b.words.words)) < LONG_ENOUGH:
        return None
    share = containment(a.words, b.words)
    return f"{share:.0%} of the shorter text's three-word runs" if share >= REWRITE else None


def _cites(a: Telling, b: Telling) -> str | None:
    """One names the other's outlet in its chain, as carrier or as root."""
    for one, other in ((a, b), (b, a)):
        if one.report == other.report or not other.carrier or one.carrier == other.carrier:
            continue
        root = one.root is not None and other.carrier == _comparable(one.root.name)
        if root or (other.carrier in one.named and not _differ(a, b)):
            return f"{one.outlet or one.report} cites {other.outlet}"
    return None


@cache
def _comparable(name: str) -> str:
    entry = outlet(name)
    return entry.name.lower() if entry is not None else folded(name)


def _same_media(a: Telling, b: Telling) -> str | None:
    if a.report == b.report or _differ(a, b):
        return None
    shared = {folded(m) for m in a.media} & {folded(m) for m in b.media}
    return min(shared) if shared else None


def _same_publisher(a: Telling, b: Telling) -> str | None:
    """Two outlets of one family that name nobody else."""
    if a.report == b.report or a.origin is not None or b.origin is not None:
        return None
    first, second = outlet(a.outlet or ""), outlet(b.outlet or "")
    return first.family if first and second and first.family == second.family else None


def _unattributed(a: Telling, b: Telling) -> str | None:
    return None if a.known or b.known else "neither names a source"


EDGES: tuple[tuple[str, Edge], ...] = (
    ("same root", _same_root),
    ("same wire", _same_wire),
    ("copied text", _copied),
    ("rewritten text", _rewritten),
    ("cites", _cites),
    ("same media", _same_media),
    ("same publisher", _same_publisher),
    ("both unattributed", _unattributed),
)


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins behind observations of one event: ``of`` names the one behind a claim, ``found`` tells how they were
    joined."""

    found: Independence
    names: Mapping[str, str]  # name of the origin by claim id

    def of(self, claim_id: str) -> str:
        """The origin of a claim, by a short name in small letters; empty for a claim that was not looked at."""
        return self.names.get(claim_id, "")


def origins(observations: Iterable[Observation], cards: Mapping[str, ReportCard]) -> Origins:
    """The origin of every claim of the observations. What a report says on nobody's authority is no further origin
    beside the roots that it names: it goes to the first of them."""
    held = sorted(observations, key=lambda o: o.id)
    told: list[Telling] = []
    places: dict[tuple[str, Origin | None], int] = {}
    for observation in held:
        card = cards.get(observation.report_id) or ReportCard(id=observation.report_id)
        for telling in tellings(observation, outlet_name=card.outlet, wire=card.wire):
            places.setdefault((telling.report, telling.origin), len(told))
            told.append(telling)
    found = independent(told)
    group_of = {i: group[0] for group in found.groups for i in group}
    labels = {group[0]: _label(told, group) for group in found.groups}
    names = {
        claim.id: labels[group_of[_place(places, observation.report_id, by_name(claim.attribution.root, credited))]]
        for observation, credited in ((o, named_by_credits(o)) for o in held)
        for claim in observation.claims
    }
    return Origins(found, names)


def _place(places: Mapping[tuple[str, Origin | None], int], report: str, root: Source | None) -> int:
    """The telling of a report that a claim with this root belongs to."""
    exact = places.get((report, origin(root) if root is not None else None))
    return exact if exact is not None else min(i for (r, _), i in places.items() if r == report)


def _label(told: Sequence[Telling], group: Sequence[int]) -> str:
    """A name for a group: its named origin, else a wire, else an outlet, else the report."""
    members = [told[i] for i in group]
    named = next((_origin_name(m.origin) for m in members if m.origin is not None), None)
    wire = next((m.wire.lower() for m in members if m.wire), None)
    return named or wire or next((m.outlet.lower() for m in members if m.outlet), None) or f"report {members[0].report}"


def _origin_name(found: Origin) -> str:
    """An unnamed official is told apart by side: "us official"."""
    return f"{found.side.lower()} {found.who}" if found.anonymous and found.side else found.who
