"""Which mentions of a report speak of one event.

Mentions are taken in the order of the text; each joins the earlier event that it fits best, if nothing speaks against
it (another date, another place, another known actor, a type of another family), or else begins an event of its own.
"""

from __future__ import annotations

from dateline.claims.telling import Telling
from dateline.model import When, Where
from dateline.vocab.incident_types import incident_types

FAMILIES = (
    frozenset({"air_strike", "shelling", "ied", "suicide_bomb", "grenade", "chemical_weapon", "attack", "armed_clash"}),
    frozenset({"protest_peaceful", "protest_with_intervention", "force_against_protesters", "violent_demonstration", "mob_violence"}),
    frozenset({"gov_regains_territory", "nonstate_overtakes_territory", "armed_clash", "troop_movement", "territory_transfer"}),
    frozenset({"fire", "looting_destruction", "toxic_release"}),
    frozenset({"accident", "disaster", "fire"}),
)  # fmt: skip


def same_events(told: list[Telling]) -> list[list[Telling]]:
    """The mentions grouped by event, groups in the order of their first mention."""
    groups: list[list[Telling]] = []
    for one in told:
        best = max(groups, key=lambda g: _score(g, one), default=None)
        if best is not None and _score(best, one) > 0:
            best.append(one)
        else:
            groups.append([one])
    return groups


def _score(group: list[Telling], one: Telling) -> float:
    """How well a mention fits an event: above 0 joins."""
    if not any(related(t.event.type, one.event.type) for t in group):
        return -9.0
    score = 0.5 if any(t.event.type == one.event.type for t in group) else 0.0
    for other in group:
        if _other_time(other.when, one.when) or _other_place(other.where, one.where):
            return -9.0
        if _other_actor(other, one):
            return -9.0
        if (other.event.modality == "happened") != (one.event.modality == "happened"):
            score -= 0.5
    nearest = min(abs(t.event.sentence - one.event.sentence) for t in group)
    score += {0: 0.6, 1: 0.4, 2: 0.2}.get(nearest, 0.0)
    if any(t.where is not None and one.where is not None and t.where.name == one.where.name for t in group):
        score += 0.4
    return score - 0.4


def related(a: str, b: str) -> bool:
    """Whether two types may name one event."""
    return a == b or any(a in family and b in family for family in FAMILIES)


def _other_time(a: When | None, b: When | None) -> bool:
    if a is None or b is None or a.first_day is None or b.first_day is None or a.last_day is None or b.last_day is None:
        return False
    return a.first_day > b.last_day or b.first_day > a.last_day


def _other_place(a: Where | None, b: Where | None) -> bool:
    if a is None or b is None or a.name == b.name:
        return False
    wide = {"admin1", "country", "region", "unknown"}
    if a.precision in wide or b.precision in wide or a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    return abs(a.lat - b.lat) > 0.15 or abs(a.lon - b.lon) > 0.15


def _other_actor(a: Telling, b: Telling) -> bool:
    known_a = {p.actor.registry for p in a.actors if p.actor.registry}
    known_b = {p.actor.registry for p in b.actors if p.actor.registry}
    return bool(known_a and known_b and not known_a & known_b)


def most_telling(group: list[Telling]) -> str:
    """The type of an event: the most specific among its mentions, the first of the best scored."""
    general = {"attack", "armed_clash", "troop_movement", "accident"}
    order = list(incident_types())
    best = max(group, key=lambda t: (t.event.type not in general, t.event.score, -order.index(t.event.type)))
    return best.event.type
