"""What people decided, replayed: which observations must or must not be one incident, and what was taken out.

Decisions come first and the model works around them. Undo is replay without the undone: nothing is ever edited.
The later ruling on a pair wins; a must-link that would join what a later ruling keeps apart is left out and listed in
``overruled``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dateline.link.cluster import Pair, pair
from dateline.model import Decision

ID_PREFIX = "i-"  # an incident's id is that of its first observation behind this prefix


@dataclass(slots=True)
class Rulings:
    """``same`` in the order of weight (latest first); ``apart`` and ``unsure`` pairs; ``out``: rejected observations."""

    same: list[Pair] = field(default_factory=list)
    apart: set[Pair] = field(default_factory=set)
    unsure: set[Pair] = field(default_factory=set)
    out: set[str] = field(default_factory=set)
    roundup: dict[str, bool] = field(default_factory=dict)


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that are in force, oldest first: an undo takes out what it names (another undo too)."""
    ordered = sorted(decisions, key=lambda d: (d.at, d.id))
    undoings: dict[str, list[Decision]] = {}
    for decision in ordered:
        if decision.kind == "undo":
            for target in decision.targets:
                undoings.setdefault(target, []).append(decision)
    known: dict[str, bool] = {}

    def stands(name: str) -> bool:
        if name not in known:
            known[name] = True  # a ring of undoings, which no ledger takes, undoes nothing
            known[name] = not any(stands(undo.id) for undo in undoings.get(name, ()))
        return known[name]

    return [d for d in ordered if d.kind != "undo" and stands(d.id)]


def added_observation(decision: Decision) -> str:
    """The id of the observation that a decision adds to the ledger (``add`` without a field: a missing incident)."""
    return f"h{decision.id.removeprefix('d-')}"


def observation_of(target: str) -> str:
    """The observation an id speaks of: an incident stands for the observation it is named after."""
    return target.removeprefix(ID_PREFIX)


def rulings(decisions: Sequence[Decision]) -> Rulings:
    """Must-links, cannot-links and the rest out of the standing decisions."""
    last: dict[Pair, str] = {}
    found = Rulings()
    in_force = standing(decisions)
    found.out.update(_added(decisions) - _added(in_force))
    for decision in in_force:
        for a, b, verdict in _pairs(decision):
            last.pop(pair(a, b), None)  # the later ruling also takes the later rank
            last[pair(a, b)] = verdict
        if decision.kind == "reject" and not decision.field:
            found.out.update(decision.targets)
        if decision.kind == "correct" and decision.field == "roundup":
            found.roundup.update(dict.fromkeys(decision.targets, bool(decision.value)))
    found.same = [p for p, verdict in reversed(last.items()) if verdict == "same"]
    found.apart = {p for p, verdict in last.items() if verdict == "different"}
    found.unsure = {p for p, verdict in last.items() if verdict == "unsure"}
    return found


def _added(decisions: Iterable[Decision]) -> set[str]:
    return {added_observation(d) for d in decisions if d.kind == "add" and d.field is None}


def _pairs(decision: Decision) -> Iterable[tuple[str, str, str]]:
    targets = [observation_of(t) for t in dict.fromkeys(decision.targets)]
    if decision.kind in {"same", "merge"}:
        yield from ((targets[0], other, "same") for other in targets[1:] if other != targets[0])
    elif decision.kind in {"different", "unsure"}:
        yield from ((a, b, decision.kind) for a, b in combinations(targets, 2) if a != b)
    elif decision.kind == "split" and len(targets) > 1:
        yield from _split(targets, decision.value)


def _split(targets: list[str], staying: object) -> Iterable[tuple[str, str, str]]:
    """``targets``: the incident, then what leaves it together. ``staying``: the observations left behind, if told."""
    leaving = targets[1:]
    stay = (
        {targets[0], *(observation_of(str(s)) for s in staying)} if isinstance(staying, list | tuple) else {targets[0]}
    )
    stay -= set(leaving)
    yield from ((leaving[0], other, "same") for other in leaving[1:])
    yield from ((a, b, "different") for a in leaving for b in sorted(stay))


def groups(found: Rulings, home: Mapping[str, str]) -> tuple[dict[str, str], list[Pair]]:
    """Node -> name of its must-link group (the smallest node in it), and the must-links that had to give way.

    ``home`` maps an observation to its node. Nodes that no must-link names are left out.
    """
    apart = {pair(home[a], home[b]) for a, b in found.apart if a in home and b in home}
    same = [(a, b) for a, b in found.same if a in home and b in home]
    parent = {n: n for p in same for n in (home[p[0]], home[p[1]])}
    inside = {n: {n} for n in parent}
    overruled: list[Pair] = []
    for a, b in same:
        x, y = parent[home[a]], parent[home[b]]
        if x == y:
            continue
        if any(pair(m, n) in apart for m in inside[x] for n in inside[y]):
            overruled.append((a, b))
            continue
        keep, gone = pair(x, y)
        for member in inside[gone]:
            parent[member] = keep
        inside[keep] |= inside.pop(gone)
    return parent, overruled
