"""What the parts of an event say of its type, where its own word does not settle it.

"Missiles damaged the base" is shelling whatever else the sentence tells: the weapon that did the harm decides before the
other event words around it. Who captured a town decides whose gain it is. A fight in which fighters fell on a side that
was attacked is a clash, an attack on those who do not fight is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dateline.claims.parties import Party
from dateline.find.actors import facilities
from dateline.find.roles import means
from dateline.find.tree import Tree
from dateline.model import EventMention
from dateline.vocab.load import yaml_file

BY_MEANS = {
    "airstrike": "air_strike", "drone": "air_strike", "missile": "shelling", "shelling": "shelling", "car_bomb": "ied",
    "ied": "ied", "landmine": "ied", "suicide": "suicide_bomb", "grenade": "grenade", "chemical": "chemical_weapon",
}  # fmt: skip
BY_NATURE = {"natural": "disaster", "disease": "disaster"}
_GAINS = frozenset({"gov_regains_territory", "nonstate_overtakes_territory"})
_STATE = frozenset({"state_forces", "government", "police"})
_REBEL = frozenset({"rebel"})
_ORGANISED = frozenset({"state_forces", "rebel", "militia", "external_forces", "police"})
_CATCHING = frozenset({"capture", "seize"})
_UNARMED = frozenset({"civilians", "government", "media"})
_CROWD_KINDS = frozenset({"civilians", "protesters"})
_ANY_HARM = frozenset({"attack", "armed_clash", "ied"})
_FLIERS = frozenset({"state_forces", "external_forces", "government"})
_AIRCRAFT = frozenset({"warplane", "jet", "aircraft", "plane", "helicopter", "bomber", "airstrike", "sortie"})
_PLANTED = frozenset({"car", "suicide", "roadside", "plant", "detonate", "device", "ied", "truck", "explode"})
_FLIGHT = frozenset({"flee", "escape", "retreat", "withdraw"})


def retyped(tree: Tree, event: EventMention, head: int, actors: Sequence[Party], targets: Sequence[Party]) -> str:
    """The type of a mention once its parts are known."""
    if event.type in _GAINS:
        if tree.lemma[head] in _CATCHING and targets and {p.actor.kind for p in targets} <= {"civilians"}:
            return "abduction"  # who captures students takes no town
        if tree.lemma[head] == "storm" and actors and not {p.actor.kind for p in actors} & _ORGANISED:
            return "attack"  # gunmen who storm a village hold nothing
        fell = event.lemma.startswith("fall")  # "the town fell to the army": who is named last gained it
        return _whose_gain(event.type, targets, ()) if fell else _whose_gain(event.type, actors, targets)
    if tree.lemma[head] in _words("putting_to_death") and _is_sentence(tree, head, actors):
        return "other_strategic"
    if event.type == "armed_clash" and tree.lemma[head] == "storm" and _civil(tree, targets):
        return "attack"  # fighters who storm a hotel fight nobody
    if (
        event.type == "attack"
        and tree.lemma[head] == "storm"
        and not _civil(tree, targets)
        and {p.actor.kind for p in actors} & _ORGANISED
    ):
        return "armed_clash"
    bomb = event.means is not None and any(tree.lemma[i] == "bomb" for i in tree.tokens_of(event.means))
    if event.type == "ied" and (bomb or "bomb" in event.lemma) and _from_the_air(tree, head, actors):
        return "air_strike"
    if event.type == "shelling" and (any(_is_aircraft(tree, p) for p in actors) or _aircraft_fired(tree, event, head)):
        return "air_strike"  # missiles fired by warplanes
    if event.type in {"force_against_protesters", "looting_destruction"} and any(_is_crowd(tree, p) for p in actors):
        return "violent_demonstration"
    kinds = {p.actor.kind for p in (*actors, *targets)}
    if (
        event.type == "armed_clash"
        and tree.lemma[head] == "clash"
        and kinds & _CROWD_KINDS
        and kinds <= _CROWD_KINDS | {"police"}
    ):
        return "violent_demonstration"  # students who clash with the police
    if event.type == "mob_violence" and {p.actor.kind for p in actors} & _ORGANISED:
        return "attack"  # an army or a rebel group is no mob
    if event.type == "displacement" and tree.lemma[head] in _FLIGHT and kinds and kinds <= _ORGANISED:
        return "troop_movement"  # fighters who flee withdraw
    if tree.lemma[head] in _harm() and tree.tag[head][:2] == "VB":
        flown = event.type in _ANY_HARM and any(_is_aircraft(tree, p) for p in actors)
        if event.type == "armed_clash" and _of_the_unarmed(actors, targets):
            return "attack"
        did = weapon_of(tree, event) if event.type != "toxic_release" else ""  # gas that leaked is no weapon
        return "air_strike" if flown else BY_MEANS.get(did) or BY_NATURE.get(did) or event.type
    return event.type


def _is_sentence(tree: Tree, head: int, actors: Sequence[Party]) -> bool:
    """ "The kingdom executed two men convicted of murder": a state that carries out a sentence of its courts."""
    kinds = {p.actor.kind for p in actors}
    first, end = tree.sentences[tree.sentence[head]]
    judged = any(w in _words("courts") for w in tree.lower[first:end])
    return (judged and kinds <= _STATE) or (bool(kinds) and kinds <= {"government"})


def _civil(tree: Tree, targets: Sequence[Party]) -> bool:
    """Whether it was done to a building where nobody fights."""
    heads = [tree.head_of(tree.tokens_of(p.span)) for p in targets]
    kinds = {facilities().get(tree.lemma[h], "") for h in heads if h is not None}
    return bool(kinds & _words("civil"))


def _aircraft_fired(tree: Tree, event: EventMention, head: int) -> bool:
    """ "Warplanes which we believe were Russian fired missiles": they stand before it as a subject, whatever the parse says."""
    first, _ = tree.sentences[tree.sentence[head]]
    return event.lemma.startswith(("fire ", "launch ")) and any(
        tree.lemma[i] in _AIRCRAFT - {"airstrike", "sortie"} and tree.dep[i] in {"nsubj", "ROOT"}
        for i in range(first, head)
    )


def _of_the_unarmed(actors: Sequence[Party], targets: Sequence[Party]) -> bool:
    """Whether an armed side did it to people who do not fight, and to no others."""
    kinds = {p.actor.kind for p in targets}
    return bool(kinds) and kinds <= _UNARMED and bool({p.actor.kind for p in actors} & _ORGANISED)


def _is_crowd(tree: Tree, party: Party) -> bool:
    head = tree.head_of(tree.tokens_of(party.span))
    return head is not None and tree.lemma[head] in {"demonstrator", "protester", "protestor", "rioter"}


def _is_aircraft(tree: Tree, party: Party) -> bool:
    """ "Russian jets hit the post"."""
    head = tree.head_of(tree.tokens_of(party.span))
    return head is not None and tree.lemma[head] in _AIRCRAFT - {"bomber"}


def _from_the_air(tree: Tree, head: int, actors: Sequence[Party]) -> bool:
    """ "Warplanes bombed the town", "the bombing by the army": a state bombs from the air unless a planted bomb is told."""
    first, end = tree.sentences[tree.sentence[head]]
    if any(w in _PLANTED for w in tree.lemma[first:end]):
        return False
    fliers = {p.actor.kind for p in actors if p.actor.registry or p.actor.kind != "government"} & _FLIERS
    return bool(fliers) or any(w in _AIRCRAFT for w in tree.lemma[first:end])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(yaml_file("retype")[name])


@cache
def _harm() -> frozenset[str]:
    return frozenset(yaml_file("telling")["harm"]) | {"hit", "strike"}


def weapon_of(tree: Tree, event: EventMention) -> str:
    """The key of the weapon in the actor's place, "" for none."""
    if event.means is None:
        return ""
    head = tree.head_of(tree.tokens_of(event.means))
    if head is None:
        return ""
    return means().get(tree.lemma[head]) or means().get(tree.lower[head].removesuffix("s"), "")


def _whose_gain(kind: str, actors: Sequence[Party], targets: Sequence[Party]) -> str:
    """Gains of rebels are no gains of a government, and the other way round; who lost it tells as well."""
    for parties, gains in ((actors, True), (targets, False)):
        kinds = {p.actor.kind for p in parties}
        rebel, state = bool(kinds & _REBEL), bool(kinds & _STATE)
        if rebel != state:
            return "nonstate_overtakes_territory" if rebel == gains else "gov_regains_territory"
        if gains and kinds == {"external_forces"}:
            return "nonstate_overtakes_territory"  # a foreign army, by ACLED's code book
    return kind
