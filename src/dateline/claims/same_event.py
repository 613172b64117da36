"""Which mentions of a report speak of one event.

First the mentions that can stand for an event of their own, in the order of the text: each joins the earlier event
that it fits best, if what speaks for it outweighs what speaks against it, or else begins an event. Then those that
only point: words for harm ("those killed", "the toll"), for what is left ("smoke", "rubble"), and "the attack": they
go to the event they fit best, unless another day or place is told with them. For: the same type, place, toll, one
clause. Against: another day, another place, another known actor, "a second attack". The weights were set by hand on
the ledger bench and the demo corpus (2026-11-28) and rounded; the scores are log-odds only in spirit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import msgspec

from dateline.claims.background import lead_end
from dateline.claims.review import tells_of_the_world
from dateline.claims.telling import HARM_FIELDS, Telling, telling_words
from dateline.claims.worth import is_anchor, is_idle_weapon
from dateline.find.tree import Tree
from dateline.gazetteer.place import kilometres
from dateline.model import Actor, When, Where
from dateline.vocab.incident_types import incident_types

BLASTS = frozenset({"air_strike", "shelling", "ied", "suicide_bomb", "grenade", "chemical_weapon", "attack", "armed_clash", "mob_violence"})  # fmt: skip
BURNS = frozenset({"fire", "looting_destruction", "toxic_release"})
FAMILIES = (
    BLASTS,
    (BLASTS - {"armed_clash"}) | BURNS,
    frozenset({"protest_peaceful", "protest_with_intervention", "force_against_protesters", "violent_demonstration", "mob_violence", "attack", "arrest"}),
    frozenset({"gov_regains_territory", "nonstate_overtakes_territory", "armed_clash", "troop_movement", "territory_transfer"}),
    frozenset({"fire", "looting_destruction", "toxic_release", "accident", "disaster", "attack"}),
    frozenset({"abduction", "attack", "arrest"}),
)  # fmt: skip
GENERAL = frozenset({"attack", "armed_clash", "troop_movement", "accident", "looting_destruction"})
CLOSE = (frozenset({"ied", "suicide_bomb"}), frozenset({"air_strike", "chemical_weapon"}), frozenset({"chemical_weapon", "toxic_release"}), frozenset({"air_strike", "shelling"}), frozenset({"fire", "looting_destruction"}), frozenset({"fire", "toxic_release"}), frozenset({"looting_destruction", "toxic_release"}))  # fmt: skip
WIDE = frozenset({"admin1", "country", "region", "unknown"})
OPPOSED = {"gov_regains_territory", "nonstate_overtakes_territory"}  # one side's gain is the other's loss
APART = (OPPOSED, {"attack", "arrest"})  # an act and the arrests that answer it are two
STATE, REBEL = frozenset({"state_forces", "government", "police"}), frozenset({"rebel"})
APART_KM = 10.0  # between the edges of two places: a town and a plant of its own name on the map
MOST_GROUPS, MOST_SEEN = 60, 16  # events and mentions of each that a mention is held against
NAMES_APART = 0.8  # two names that no gazetteer places may be one place by two names
NAMES_DIFFER = 0.5  # the same where more than one event in a place is told mostly by its parts
LEFT_BEHIND = frozenset({"displacement", "siege_access"})  # told place by place
HEADLINE_AND_LEAD = 0.8  # the lead tells what the headline told
HEADLINE_PLACE = 0.3
MAIN = 0.3  # "the attack" is rather the one that the report is about
FAR_TOLLS, TIMES_APART = -1.2, 5
ONE = "counts/one"  # one victim told by a noun alone ("a nurse was killed") may be one of many
PARTS = frozenset({"part", "children", "women"})
OLD = 60  # days
FIGHTERS = frozenset({"fighters", "soldiers", "guards", "peacekeepers"})  # groups of a toll
BANGS = frozenset({"blast", "explosion"})  # of a bomb or of a mishap: as the report has told it
RUNNING_APART = -2.0  # days of a running account that do not meet
FAR_APART = -3.0
NEVER = -9.0


def same_events(tree: Tree, told: list[Telling]) -> list[list[Telling]]:
    """The mentions grouped by event, groups in the order of their first mention. In a digest of unlike news no
    event goes beyond its paragraph."""
    told = [t for t in told if not is_idle_weapon(tree, t)]
    if tells_of_the_world(told):
        items: dict[int, list[Telling]] = {}
        for one in told:
            items.setdefault(tree.view.passage(tree.start[one.head]).start, []).append(one)
        groups = [group for item in items.values() for group in _grouped(tree, item)]
        return sorted(groups, key=lambda g: g[0].event.start)
    return _grouped(tree, told)


def _grouped(tree: Tree, told: list[Telling]) -> list[list[Telling]]:
    for one in told:
        one.anchor = is_anchor(tree, one)
        one.points = only_points(tree, one)
    _name_bangs(tree, told)
    told, effects = _effects(tree, told)
    pointing = [t for t in told if t.points]
    if sum(t.event.type in BLASTS for t in told if not t.points) > 1:
        told = [t for t in told if not _points_to_many(tree, t)]
    groups: list[list[Telling]] = []
    _join(tree, groups, [t for t in told if not t.points], standing_score)
    _join(tree, groups, pointing, pointing_score)
    for one, cause in effects:
        home = next((g for g in groups if any(t is cause for t in g)), None)
        groups.append([one]) if home is None else home.append(one)
    _share_with_parts(tree, groups)
    for group in groups:
        group.sort(key=lambda t: t.event.start)
    return sorted(groups, key=lambda g: g[0].event.start)


def _name_bangs(tree: Tree, told: list[Telling]) -> None:
    """ "The blast" after an explosion of gas is that mishap, and no bomb."""
    mishap = False
    for one in told:
        bang = one.noun and tree.lemma[one.head] in BANGS
        if bang and mishap and one.definite and one.event.type == "ied":
            one.event = msgspec.structs.replace(one.event, type="accident")
        mishap = mishap or (one.event.type == "accident" and tree.lemma[one.head] in BANGS | {"explode"})


def _share_with_parts(tree: Tree, groups: list[list[Telling]]) -> None:
    """What is told of an act at a list of towns holds in each: its type, who did it, and the tolls of its sentence that
    name no town of their own ("raids on X and Y, killing five")."""
    for group in groups:
        shared = next((t for t in group if t.part), None)
        if shared is None or not all(t.part for t in group):
            continue
        home = next((g for g in groups if any(t.event is shared.event and not t.part for t in g)), None)
        if home is None:
            continue
        kind = most_telling(tree, home)
        if related(kind, shared.event.type):
            shared.event = msgspec.structs.replace(shared.event, type=kind)
        group += [
            replace(t, where=shared.where, where_evidence=shared.where_evidence, own_place=False, points=True)
            for t in home
            if t.event.sentence == shared.event.sentence and t.event.span != shared.event.span and not t.own_place
        ]


def _effects(tree: Tree, told: list[Telling]) -> tuple[list[Telling], list[tuple[Telling, Telling]]]:
    """Verbs that only say what an event did ("the explosion struck buses") go with it: (the others, verb and event)."""
    nouns = {t.head: t for t in told if t.noun}
    pairs = []
    for one in told:
        subject = (
            None
            if one.noun or tree.lemma[one.head] not in telling_words()["effects"]
            else tree.kid(one.head, "nsubj", "nsubjpass")
        )
        cause = nouns.get(subject) if subject is not None else None
        if cause is not None and not (cause.points and one.actors):
            pairs.append((one, cause))
    gone = {id(one) for one, _ in pairs}
    return [t for t in told if id(t) not in gone], pairs


Score = Callable[[Tree, list[Telling], Telling], float]


def _join(tree: Tree, groups: list[list[Telling]], told: list[Telling], score: Score) -> None:
    for one in told:
        first = max(0, len(groups) - MOST_GROUPS)
        near = ((n, _seen(groups[n])) for n in range(first, len(groups)))
        scored = [(score(tree, group, one), group, n) for n, group in near]
        best = max(((s, -_gap(group, one), n) for s, group, n in scored if s > 0), default=None)
        if best is not None:
            groups[best[2]].append(one)
        else:
            groups.append([one])


def _seen(group: list[Telling]) -> list[Telling]:
    """The first and the last mentions of a group: a bound on work for reports that tell one thing a thousand times."""
    return group if len(group) <= MOST_SEEN else [*group[:4], *group[4 - MOST_SEEN :]]


def only_points(tree: Tree, one: Telling) -> bool:
    """Whether the mention by itself says no more than that an event did harm, left something behind, or was told."""
    words = telling_words()
    lemma, word = tree.lemma[one.head], tree.lower[one.head]
    if not one.anchor:
        return True
    if lemma in words["residue"] or word in words["residue"]:
        return True
    if one.passage == "caption" and any(tree.lower[i] in words["residue"] for i in tree.tokens_of(one.event.span)):
        return True  # "Burnt-out buses in a car park": what is left of what the report tells
    if one.event.type in BLASTS | BURNS and (lemma in words["harm"] or word in words["harm"]):
        return not one.actors and not one.armed and not (one.own_place and one.counts)
    return one.noun and lemma in words["back"] and one.definite is True and not one.own_place and not one.own_time


def _points_to_many(tree: Tree, one: Telling) -> bool:
    """ "Both attacks", "the blasts": after several were told, these are they."""
    back = one.noun and tree.tag[one.head] == "NNS" and tree.lemma[one.head] in telling_words()["back"]
    both = any(tree.lower[c] in {"both", "all", "these"} for c in tree.children[one.head])
    return back and (both or one.definite is True) and not one.own_place and not one.counts and one.event.sentence > 0


def standing_score(tree: Tree, group: list[Telling], one: Telling) -> float:
    """How well a mention that can stand alone fits an event: above 0 joins."""
    if not all(related(t.event.type, one.event.type) for t in group) or any(t.event is one.event for t in group):
        return NEVER
    if _loots(tree, one) != any(_loots(tree, t) for t in group) and any(t.event.type in BLASTS for t in (one, *group)):
        return NEVER  # looting is not what strikes leave
    score = -0.6 + _type_score(group, one) + _clash(group, one, 1.5) + _agreement(group, one)
    score += _nearness(tree, group, one) + _toll_clash(group, one)
    if one.another:
        score -= 1.5
    if any(_came_before(tree, t, one) or _came_before(tree, one, t) for t in group):
        score -= 2
    if (one.noun and one.definite) or all(t.noun and t.definite and t.event.type in GENERAL for t in group):
        score += 0.6
    if one.definite is False and one.event.sentence > 3:
        score -= 0.5
    return score + min(len(group), 5) * 0.05


def _came_before(tree: Tree, act: Telling, earlier: Telling) -> bool:
    """Whether one act is told to have followed another: "bombed the camps after a bombing in Noro". What it did to
    people ("hurt after a blast") is no act of its own."""
    if act.event.sentence != earlier.event.sentence or act.noun or tree.tag[act.head][:2] != "VB":
        return False
    if tree.lemma[act.head] in telling_words()["harm"] or not (act.actors or act.targets):
        return False
    node = earlier.head
    for above in tree.ancestors(earlier.head):
        if tree.dep[node] == "pobj" and tree.lower[above] in {"after", "following"}:
            return tree.head[above] == act.head
        if tree.tag[above][:2] == "VB":
            return False
        node = above
    return False


def _loots(tree: Tree, one: Telling) -> bool:
    return tree.lemma[one.head] in telling_words()["loot"]


def pointing_score(tree: Tree, group: list[Telling], one: Telling) -> float:
    """How well a mention that only points fits an event: it joins unless another day or place is told with it."""
    kinds = {t.event.type for t in group}
    if not any(related(k, one.event.type) for k in kinds) or any({k, one.event.type} == OPPOSED for k in kinds):
        return NEVER
    if one.passage == "caption" and one.own_place and all(_other_place(t, one) == 1.0 for t in group):
        return NEVER
    score = (
        (0.8 if one.anchor else -0.4) + _clash(group, one, 1.2) + _agreement(group, one) + _nearness(tree, group, one)
    )
    score += 0.3 * any(related(k, one.event.type) for k in kinds) + 0.06 * min(len(group), 5)
    if one.noun and one.definite and one.passage != "headline" and all(t.head > one.head for t in group):
        score -= 0.8  # "the attack" is one that was told rather than the one to come
    main = any(t.event.sentence < lead_end(tree) and not t.setting and not t.attributive for t in group)
    return (
        score + MAIN * main - (0.6 if one.another else 0.0) - 0.4 * all(t.event.modality != "happened" for t in group)
    )


def _type_score(group: list[Telling], one: Telling) -> float:
    kinds = {t.event.type for t in group}
    if one.event.type in kinds:
        return 0.6 if one.event.type in GENERAL else 0.9
    if any(one.event.type in pair and kinds & pair for pair in CLOSE):
        return 0.5
    if one.event.type in GENERAL or kinds <= GENERAL:
        return 0.3
    return -0.6


def _clash(group: list[Telling], one: Telling, place: float) -> float:
    """What speaks against: another day, another place, another known actor, another modality."""
    score = min((_time_clash(t, one) for t in group), default=0.0)
    if one.own_place:
        score -= place * max((_other_place(t, one) * _firm(t) for t in group if t.own_place), default=0.0)
    if _other_actors(group, one):
        score -= 1
    if _other_thing(group, one):
        score -= 1.2
    real = {t.event.modality in {"happened", "background"} for t in group}
    if (one.event.modality in {"happened", "background"}) not in real:
        score -= 0.4
    return score


def _other_actors(group: list[Telling], one: Telling) -> bool:
    """Whether the mention names actors that are known, and none of those of the group."""
    mine = {_who(p.actor) for p in one.actors if p.actor.registry}
    known = {_who(p.actor) for t in group for p in t.actors if p.actor.registry} if mine else set()
    if known and not known & mine:
        return not _fought(group, one)
    return _other_side(group, one)


def _who(actor: Actor) -> str | None:
    """The key of a known actor; a state and its forces are one."""
    return actor.country if actor.country and actor.kind in STATE | {"external_forces"} else actor.registry


def _fought(group: list[Telling], one: Telling) -> bool:
    """Whether a fight is told of: both sides of a clash may be its actors."""
    return any(t.event.type == "armed_clash" for t in (*group, one)) and {_side([one]), _side(group)} == {
        "state",
        "rebel",
    }


def _other_side(group: list[Telling], one: Telling) -> bool:
    """Whether one blast is told as the state's and the other as the rebels'."""
    return {_side([one]), _side(group)} == {"state", "rebel"} and not _fought(group, one)


_TAKEN = frozenset({"gov_regains_territory", "nonstate_overtakes_territory"})


def _side(told: list[Telling]) -> str:
    """The side that did it; of a place taken without a taker the side that did not lose it."""
    kinds = {p.actor.kind for t in told for p in t.actors}
    lost = {p.actor.kind for t in told if t.event.type in _TAKEN and not t.actors for p in t.targets}
    state = bool(kinds & STATE) or bool(lost & REBEL)
    rebel = bool(kinds & REBEL) or bool(lost & STATE)
    return "" if state == rebel else "state" if state else "rebel"


def _firm(one: Telling) -> float:
    """A headline tells its place loosely ("town near the capital")."""
    return HEADLINE_PLACE if one.passage == "headline" else 1.0


def _other_thing(group: list[Telling], one: Telling) -> bool:
    """Whether the mention tells of another building or work than the group does."""
    mine = one.things
    theirs = {thing for t in group for thing in t.things} if mine else set()
    return bool(theirs) and not mine & theirs


def _agreement(group: list[Telling], one: Telling) -> float:
    """What speaks for: the same place by name, the same toll."""
    score = 0.0
    if one.where is not None and any(t.where is not None and t.where.name == one.where.name for t in group):
        score += 0.4
    mine = {(c.field, c.best) for c in one.counts if c.best}
    if mine and any((c.field, c.best) in mine for t in group for c in t.counts if c.best):
        score += 0.8
    return score


def _toll_clash(group: list[Telling], one: Telling) -> float:
    """Against one event: other numbers of the same kind. Rival tolls of the dead are common, two counts of people moved
    or arrested mostly mean two events."""
    if not one.counts:
        return 0.0
    mine = {c.field: c.best or c.low for c in one.counts if not c.superseded and c.rule != ONE}
    theirs = {(c.field, c.best or c.low) for t in group for c in t.counts if not c.superseded}
    other = [f for f, n in mine.items() if (f, n) not in theirs and any(g == f for g, _ in theirs)]
    if not other:
        return 0.0
    if _far_apart(group, one):
        return FAR_TOLLS
    return -0.2 if set(other) <= HARM_FIELDS else -1.5


def _far_apart(group: list[Telling], one: Telling) -> bool:
    """Whether whole tolls of the dead, told as numbers, are so different that no two sources count one event so."""
    mine, theirs = _whole_tolls([one]), _whole_tolls(group)
    return bool(mine and theirs) and (max(mine) * TIMES_APART <= min(theirs) or max(theirs) * TIMES_APART <= min(mine))


def _whole_tolls(told: list[Telling]) -> list[int]:
    return [
        c.best
        for t in told
        for c in t.counts
        if c.field == "killed" and c.best and c.of not in PARTS and not c.superseded
    ]


def _nearness(tree: Tree, group: list[Telling], one: Telling) -> float:
    gap = _gap(group, one)
    if gap and one.event.sentence <= lead_end(tree) and any(t.passage == "headline" for t in group):
        return HEADLINE_AND_LEAD
    if gap == 0:
        here = [t for t in group if t.event.sentence == one.event.sentence]
        return 0.9 if any(_one_clause(tree, t.head, one.head) for t in here) else 0.5
    return {1: 0.4, 2: 0.2}.get(gap, 0.0)


def _gap(group: list[Telling], one: Telling) -> int:
    """Sentences to the nearest mention of the group."""
    return min(abs(t.event.sentence - one.event.sentence) for t in group)


def _one_clause(tree: Tree, a: int, b: int) -> bool:
    """Whether one event word hangs on the other: "a bomb exploded, killing six"."""
    for low, high in ((a, b), (b, a)):
        for n, node in enumerate(tree.ancestors(low)):
            if node == high:
                return True
            if n > 3:
                break
    return False


@cache
def related(a: str, b: str) -> bool:
    """Whether two types may name one event."""
    if {a, b} in APART:
        return False
    return a == b or any(a in family and b in family for family in FAMILIES)


def _time_clash(a: Telling, b: Telling) -> float:
    """Against one event: days of their own that do not meet. Days next to each other may be that of the event and that
    of its telling."""
    if not (a.when and b.when):
        return 0.0
    if a.running and b.running:
        return _running_clash(a, b)
    if not (a.own_time or b.own_time):
        return 0.0
    if _is_tally_span(a.when, b.when) or _is_tally_span(b.when, a.when):
        return -1.5
    (first_a, last_a), (first_b, last_b) = a.days, b.days
    gaps = [
        first - last for first, last in ((first_b, last_a), (first_a, last_b)) if first is not None and last is not None
    ]
    if not gaps:
        return 0.0
    gap = max(gaps)  # "since Saturday" and "in May": one side of an open range is enough to tell them apart
    if not (a.own_time and b.own_time):
        return _old_clash(a if a.own_time else b, b if a.own_time else a) if gap > OLD else 0.0
    return 0.0 if gap <= 0 else -0.7 if gap <= 2 else FAR_APART


def _running_clash(a: Telling, b: Telling) -> float:
    """Against one event in a history: other days of the running account."""
    (first_a, last_a), (first_b, last_b) = a.days, b.days
    if first_a is None or last_a is None or first_b is None or last_b is None:
        return 0.0
    gap = max(first_b - last_a, first_a - last_b)
    return 0.0 if gap <= 0 else RUNNING_APART if gap <= 2 else FAR_APART


def _is_tally_span(a: When, b: When) -> bool:
    """ "Since 11 July" beside "on Wednesday": what went on since then is more than what happened that day."""
    if a.first_day is None or a.last_day is not None or b.first_day is None or b.last_day is None:
        return False
    return (b.first_day - a.first_day).days > 2


def _old_clash(old: Telling, undated: Telling) -> float:
    """Against one event: a day long past beside no day. "Days after they took the city", "a gas attack in 2013" tell of
    another event than the report's own; "the attack in 2013" may be what the report is about."""
    if old.event.type in BURNS:
        return 0.0
    if old.setting:
        return -2.0
    if old.event.sentence <= undated.event.sentence:
        return 0.0
    if old.noun and (old.definite is False or (old.own_place and not old.points)):
        return -1.5
    return -0.8 if old.own_place else 0.0


def _other_place(a: Telling, b: Telling) -> float:
    """How much the places of two mentions speak against one event: 1 for points apart or other provinces, less for
    names alone."""
    if a.where is None or b.where is None or a.place_names & b.place_names:
        return 0.0
    if a.where.country and b.where.country and a.where.country != b.where.country:
        return 1.0 if a.where.precision not in WIDE and b.where.precision not in WIDE else 0.6
    if a.wide != b.wide:
        return 0.0  # a town may lie in the province
    if _other_province(a.where, b.where):
        return 1.0
    if a.where.precision in WIDE - {"unknown"} or b.where.precision in WIDE - {"unknown"}:
        return 0.0
    one, two = a.located, b.located
    if one is None or two is None or one.lat is None or two.lat is None or one.lon is None or two.lon is None:
        if a.event.type == b.event.type and a.event.type in LEFT_BEHIND:
            return NAMES_APART
        return 0.0 if "city" in (a.where.kind, b.where.kind) else NAMES_DIFFER
    slack = ((one.radius_m or 0) + (two.radius_m or 0)) / 1000
    if kilometres(one.lat, one.lon, two.lat, two.lon) > APART_KM + slack:
        return NAMES_DIFFER if _city_for_land(one, two) else 1.0
    return NAMES_DIFFER if a.where.derivation and b.where.derivation else 0.0  # two quarters known by their city alone


def _city_for_land(a: Where, b: Where) -> bool:
    """Whether one is the city of the province that the other lies in: "the attack in Idlib" for one on a town of Idlib."""
    return (a.kind == "city") != (b.kind == "city") and a.admin1 is not None and a.admin1 == b.admin1


def _other_province(a: Where, b: Where) -> bool:
    """Whether two places lie in different provinces of one country, or are these."""
    if a.country is None or a.country != b.country or "country" in (a.precision, b.precision) or a.layer != b.layer:
        return False  # two gazetteers may spell one province in two ways
    one, two = (w.name if w.precision == "admin1" else w.admin1 for w in (a, b))
    near = "near" in (a.precision, b.precision)
    return one is not None and two is not None and one != two and not near


def most_telling(tree: Tree, group: list[Telling]) -> str:
    """The type of an event: the most specific among its mentions, then the one told most often, then the first. Words
    that only point count less."""
    strong = [t for t in group if not t.points] or group
    strong = [t for t in strong if t.event.modality in {"happened", "background"}] or strong
    kinds = [t.event.type for t in strong]
    if set(kinds) <= {"looting_destruction", "fire", "attack"} and any(t.event.type == "fire" for t in group):
        return "fire"
    if set(kinds) - {"armed_clash"} <= {"ied", "attack"} and any(
        _suicide(tree, t) for t in group if t.event.type != "armed_clash"
    ):
        return "suicide_bomb"
    if set(kinds) == {"attack", "armed_clash"} and any(_storms(tree, t) for t in strong):
        return "attack"
    if set(kinds) == {"arrest", "protest_peaceful"}:
        return "protest_with_intervention"
    if set(kinds) == {"attack"} and any(_fighters_fell(t) for t in group):
        return "armed_clash"
    if set(kinds) <= GENERAL:  # "barrel bomb attacks": the word before says what kind of attack
        kinds += [t.event.type for t in group if t.attributive and t.event.type in BLASTS - GENERAL]
    order = {kind: n for n, kind in enumerate(incident_types())}
    detail = {"suicide_bomb": 1, "chemical_weapon": 1, "violent_demonstration": 1}
    return max(kinds, key=lambda k: (k not in GENERAL, detail.get(k, 0), kinds.count(k), -order[k]))


def _storms(tree: Tree, one: Telling) -> bool:
    """Whether armed men storm a place where nobody fights: the mention alone was typed so."""
    return tree.lemma[one.head] == "storm" and one.event.type == "attack"


def _fighters_fell(one: Telling) -> bool:
    """Whether an attack is told to have cost fighters their lives: those who were attacked fight too."""
    return any(c.field == "killed" and c.of in FIGHTERS for c in one.counts)


def _suicide(tree: Tree, one: Telling) -> bool:
    """Whether the sentence tells of a suicide attack, though its event word does not."""
    first, end = tree.sentences[one.event.sentence]
    return "suicide" in tree.lower[first:end]
