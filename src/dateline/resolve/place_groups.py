"""One name, one place: the mentions of a report that share a name, with the places it may mean.

A report uses a name in one sense unless it says otherwise: mentions of one name form a group; when two of them stand
in different containers ("Paris, Texas" and "Paris, France") each container makes its own group.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from dateline.gazetteer import Candidate, Gazetteer
from dateline.gazetteer.names import fold
from dateline.gazetteer.place import AREA_KINDS, SETTLEMENTS
from dateline.model import PlaceMention, Span
from dateline.resolve.place_hints import WATERS

KNOWN = 50_000  # people from which a place's name is taken for no hamlet's
MOST = 24  # candidates ranked for a name, weightiest first


@dataclass(slots=True)
class Group:
    """Mentions (indexes) of one name, its candidates, and their chances as far as they are known."""

    name: str
    kind: str
    mentions: list[int]
    options: list[Candidate]
    containers: list[int] = field(default_factory=list)  # mentions that contain it ("X, Y")
    cues: list[str] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    contained: set[str] = field(default_factory=set)  # folded names of containers
    holds: bool = False  # whether it is a container somewhere
    hints: list[str] = field(default_factory=list)  # what stands right beside its mentions (see place_hints)

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate so far."""
        if not self.options:
            return None
        return (
            self.options[max(range(len(self.options)), key=self.chances.__getitem__)]
            if self.chances
            else self.options[0]
        )


def groups_of(
    mentions: list[PlaceMention], gazetteer: Gazetteer, hints: Mapping[int, str] = MappingProxyType({})
) -> list[Group]:
    """Groups in the order of their first mention; relative places and facilities that are no name are left out."""
    at = {m.span: i for i, m in enumerate(mentions)}
    names = {m.span for m in mentions if m.kind == "name"}
    made: dict[tuple[str, str], Group] = {}
    for i, mention in enumerate(mentions):
        words = _name_in(mention, names)
        if not words:
            continue
        sense = hints.get(i, "")
        folded = fold(words)
        name = f"{folded} {sense}" if sense in WATERS else folded  # the Dnipro is not Dnipro
        kind = "demonym" if mention.kind == "demonym" else "name"
        container = _container(mention, mentions, at)
        told = fold(mentions[container].words) if container is not None else ""
        base = made.get((name, ""))
        if base is None:
            options = _options(mention, words, gazetteer, sense)
            base = made[(name, "")] = Group(folded, kind, [], options)
        group = base
        if told:
            rival = [g for key, g in made.items() if key[0] == name and g.contained and told not in g.contained]
            if base.contained and told not in base.contained and rival:
                group = made.setdefault((name, told), Group(folded, kind, [], base.options))
            group.contained.add(told)
            group.containers.append(container)  # type: ignore[arg-type]
        group.mentions.append(i)
        if mention.type_cue and mention.kind == "name":
            group.cues.append(mention.type_cue)
        if i in hints:
            group.hints.append(hints[i])
    groups = [g for g in made.values() if g.mentions]
    held = {c for g in groups for c in g.containers}
    for group in groups:
        group.holds = not held.isdisjoint(group.mentions)
    return groups


def _container(mention: PlaceMention, mentions: list[PlaceMention], at: dict[Span, int]) -> int | None:
    return at.get(mention.container) if mention.container is not None else None


def _name_in(mention: PlaceMention, names: set[Span]) -> str:
    """The words of a mention that name a place: its own, or those in front of a facility's kind ("Qayyarah air base");
    none where the name stands as a mention of its own."""
    if mention.kind in ("name", "demonym"):
        return mention.words
    if mention.kind == "relative" or any(a in names and mention.span.contains(a) for a in mention.anchors):
        return ""
    anchor = mention.anchors[0] if mention.anchors else mention.span
    return mention.words[anchor.start - mention.start : anchor.end - mention.start]


def _options(mention: PlaceMention, words: str, gazetteer: Gazetteer, hint: str) -> list[Candidate]:
    found = gazetteer.candidates(words)
    if mention.kind == "demonym":
        found = tuple(c for c in found if c.how == "people") or found
    if hint in WATERS and not any(c.place.kind == hint for c in found):
        longer = (f"{words} {hint}", f"{hint} {words}")
        found += tuple(c for name in longer for c in gazetteer.candidates(name) if c.place.kind == hint)
    best = sorted(_without_hamlets(found), key=weight, reverse=True)[:MOST]
    return best + _areas_around(best, gazetteer) if mention.type_cue == "admin1" else best


def _without_hamlets(found: Sequence[Candidate]) -> Sequence[Candidate]:
    """Without the villages that bear the name of a well-known place behind an article or a word of kind: "Homs" is no
    Qaryat Hims."""
    known = any(
        c.how in ("name", "alternate") and (c.place.population >= KNOWN or c.place.kind in ("country", "admin1"))
        for c in found
    )
    if not known:
        return found
    return [c for c in found if c.how != "stripped" or c.place.population or c.place.kind != "village"]


def _areas_around(options: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """The provinces that are called after the largest towns of a name, where none bears it itself: "Krasnodar region" is
    Krasnodarskiy kray."""
    if any(c.place.kind == "admin1" for c in options):
        return []
    out: dict[str, Candidate] = {}
    for town in options[:3]:
        stem = fold(town.place.name)[:5]
        if town.place.kind in SETTLEMENTS and stem and fold(town.place.admin1).startswith(stem):
            for area in gazetteer.candidates(town.place.admin1):
                if area.place.kind == "admin1" and area.place.country == town.place.country:
                    out.setdefault(area.place.ref, Candidate(area.place, "alternate", area.key))
    return list(out.values())


def weight(candidate: Candidate) -> float:
    """How well known a place is under a name, before any context: decades of its population, and its rank."""
    place = candidate.place
    bonus = {"country": 4.0, "admin1": 1.5, "admin2": -1.5, "continent": 9.0, "region": 6.0, "sea": 6.0, "river": 5.5}
    how = {"name": 0.5, "short": 4.0, "people": 3.0, "stripped": -1.5}.get(candidate.how, 0.0)
    return math.log10(place.population + 1) + bonus.get(place.kind, 0.0) + how


def is_area(candidate: Candidate) -> bool:
    """Whether a candidate is an area and no point."""
    return candidate.place.kind in AREA_KINDS
