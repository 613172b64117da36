"""Ranks the candidates of every name of a report in rounds: each round sees what the one before thought of the others.

Round 0 knows only how well known a place is. The later rounds add the weights of the features of
:mod:`place_features` (``vocab/weights/places_ranking.tsv``, a conditional logit trained by ``training/places_ranking.py``);
a candidate's chance is the softmax of its sum among its rivals.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import repeat

from dateline.gazetteer import Gazetteer, Place
from dateline.gazetteer.names import likeness, skeleton
from dateline.gazetteer.place import SETTLEMENTS
from dateline.resolve.place_features import Context, Home
from dateline.resolve.place_groups import Group, weight
from dateline.vocab import tsv_rows

ROUNDS = 3
FOCUS = 0.15  # least share of a report's names that makes a country one it speaks of
LARGE = 300_000  # people of a town from which its name alone says where a report is
PREFERENCE = 20.0  # how much likelier a place of the user's own countries is where a report names none
ONLY_ALIKE = 0.97  # the same where no word of the report says in which country
LIKE_WITHIN = 0.82  # the same inside the province that the report puts the name in
AS_ALIKE = 0.95  # the same where the very spelling is that of a small place in another country
ALIKE = 0.92  # least likeness of two spellings that share a key: held-out spellings of Syria, Iraq, Yemen, Lebanon, Sudan, Afghanistan
SHORT = 4  # consonants below which a spelling key is shared by many
LONG = 5  # consonants of a name that may be looked for in all countries where the report names none
PARTS = frozenset({"neighbourhood", "admin2"})
Weights = tuple[dict[str, float], ...]


@cache
def weights() -> Weights:
    """The shipped weights of the first and of the later rounds."""
    rows = tsv_rows("weights/places_ranking")
    return (
        {r["feature"]: float(r["first"]) for r in rows if r["first"]},
        {r["feature"]: float(r["later"]) for r in rows if r["later"]},
    )


def rank(groups: list[Group], gazetteer: Gazetteer, home: Home | None = None, model: Weights | None = None) -> Context:
    """Set the chances of all groups; gives the last context, from which a choice can be explained."""
    for group in groups:
        group.chances = softmax([0.9 * weight(c) for c in group.options])
    context = Context(groups, gazetteer, home)
    for number in range(ROUNDS):
        table = (model or weights())[min(number, 1)]
        fresh = [_chances(table, context, i) for i in range(len(groups))]
        for group, chances in zip(groups, fresh, strict=True):
            group.chances = chances
        context.update()
    if not (home or _tells_a_country(groups)):
        context.own_countries = gazetteer.own_countries
    _bare_names_first(context)
    _prefer(context)
    _spelt_otherwise(context, gazetteer, (model or weights())[1])
    return context


def _bare_names_first(context: Context) -> None:
    """Make villages that bear a name only behind a word of kind ("Qaryat al Qayyarah") less likely than one that is called
    just so in the same country: the texts that the weights are learned from name no such villages."""
    fresh = False
    for group in context.groups:
        bare = {c.place.country for c in group.options if c.how in ("name", "alternate")}
        parts = [
            0.3 if c.how == "stripped" and c.place.kind == "village" and c.place.country in bare else 1.0
            for c in group.options
        ]
        if min(parts, default=1.0) < 1.0:
            chances = [p * factor for p, factor in zip(group.chances, parts, strict=True)]
            group.chances, fresh = [p / sum(chances) for p in chances], True
    if fresh:
        context.update()


def _chances(table: dict[str, float], context: Context, number: int) -> list[float]:
    if len(context.groups[number].options) == 1:
        return [1.0]  # whatever its features
    return softmax([total(table, names) for names in context.features(number)])


def _tells_a_country(groups: list[Group]) -> bool:
    """Whether a name of the report (no adjective: that may be an attacker's) is surely a country, a province or a large
    town: then the report says itself where it is."""
    for group in groups:
        best = group.best if group.kind == "name" else None
        if best is None or max(group.chances) < 0.5:
            continue
        if best.place.kind in ("country", "admin1") or best.place.population >= LARGE:
            return True
    return False


def _prefer(context: Context) -> None:
    """Where a report does not say in which country it is, make the places of the user's own countries likelier."""
    own = context.own_countries
    if not own:
        return
    for group in context.groups:
        if group.kind == "name" and any(c.place.country in own for c in group.options):
            parts = zip(group.options, group.chances, strict=True)
            fresh = [p * (PREFERENCE if c.place.country in own else 1.0) for c, p in parts]
            group.chances = [p / sum(fresh) for p in fresh]
    context.update()


def _spelt_otherwise(context: Context, gazetteer: Gazetteer, table: dict[str, float]) -> None:
    """Give names that no layer has the places whose spelling key is theirs, inside the countries the report speaks of (or
    the user's own, where it speaks of none).

    A candidate's chance is that of the ranking times how alike the spellings are (Jaro-Winkler) times 0.8 (a spelling
    key alone never makes sure), and half of that when it lies far from all the report speaks of and is no large city."""
    focus = context.own_countries | {
        c for c, share in context.countries.items() if share >= FOCUS * max(context.total, 1.0)
    }
    nowhere = not any(group.kind == "name" and group.options for group in context.groups)
    if not focus and not nowhere:
        return
    fresh = False
    for number, group in enumerate(context.groups):
        if nowhere and group.kind == "name" and len(skeleton(group.name)) >= LONG:
            _anywhere(group, gazetteer)
            fresh = fresh or bool(group.options)
        if not focus or group.kind != "name" or (group.options and not _only_elsewhere(context, number)):
            continue
        alike = [(likeness(group.name, c.place.name), c) for c in gazetteer.loose(group.name, focus)]
        whole = PARTS.isdisjoint(group.cues)  # the quarters of a town are no villages of its province
        alike = [
            (a, c) for a, c in alike if a >= ALIKE or (whole and a >= LIKE_WITHIN and context.within(group, c.place))
        ]
        alike = sorted(alike, key=lambda a: -a[0])[:8]
        if group.options and not any(a >= AS_ALIKE or context.within(group, c.place) for a, c in alike):
            continue
        group.options = [c for _, c in alike]
        group.chances = [a for a, _ in alike]
        fresh = fresh or bool(alike)
    if not fresh:
        return
    context.forget()
    context.update()
    for number, group in enumerate(context.groups):
        if group.options and group.options[0].how in ("skeleton", "slavic"):
            near = [likeness(group.name, c.place.name) for c in group.options]
            scores = [total(table, names) for names in context.features(number)]
            ranked = softmax([s + 15.0 * (a - 1.0) for s, a in zip(scores, near, strict=True)])
            parts = zip(ranked, near, group.options, strict=True)
            group.chances = [r * a * _factor(context, number, c.place) for r, a, c in parts]


def _factor(context: Context, number: int, place: Place) -> float:
    """How sure a spelling key makes of a place, beside the ranking and the likeness of the spellings."""
    group = context.groups[number]
    if context.within(group, place):
        return 1.0
    if len(skeleton(group.name)) >= LONG and context.within(group, place, wide=True):
        return 0.8  # "Jisr al-Shughur, Syria"
    return 0.8 if _likely_here(context, number, place) else 0.4


def _anywhere(group: Group, gazetteer: Gazetteer) -> None:
    """Give a long name of a report that names no known place at all (its peoples may be those of attackers) the places of
    its spelling in whatever country, if they are of one."""
    alike = [(likeness(group.name, c.place.name), c) for c in gazetteer.loose(group.name)]
    kept = sorted((a for a in alike if a[0] >= ONLY_ALIKE), key=lambda a: -a[0])[:8]
    if len({c.place.country for _, c in kept}) == 1:
        group.options = [c for _, c in kept]
        group.chances = [a for a, _ in kept]


def _only_elsewhere(context: Context, number: int) -> bool:
    """Whether the places of just this spelling lie in countries that the report does not speak of, and are small or not in
    what contains the name."""
    group = context.groups[number]
    if group.containers and not any(context.within(group, c.place, wide=True) for c in group.options):
        return all(c.place.kind in SETTLEMENTS for c in group.options)
    return all(
        c.place.kind in SETTLEMENTS and c.place.population < LARGE and context.speaks_of_others(number, c.place)
        for c in group.options
    )


def _likely_here(context: Context, number: int, place: Place) -> bool:
    """Whether a place lies near what the report speaks of, or is a city that needs no neighbour. A short name says too little
    where the report speaks of nothing else that has a point."""
    if place.population >= LARGE:
        return True
    alone = not (context.named_areas or any(p[2] != number for p in context.points))
    short = len(skeleton(context.groups[number].name)) < SHORT
    return not (alone and short) and context.at_hand(number, place)


def total(table: dict[str, float], names: list[str]) -> float:
    """Sum of the weights of a candidate's features."""
    return sum(map(table.get, names, repeat(0.0)))


def softmax(scores: list[float]) -> list[float]:
    """Chances that sum to one; of no score, none."""
    if not scores:
        return []
    top = max(scores)
    parts = [math.exp(s - top) for s in scores]
    whole = sum(parts)
    return [p / whole for p in parts]


def contributions(
    context: Context, group: int, option: int, model: Weights | None = None
) -> tuple[tuple[str, float], ...]:
    """The features of one candidate with what each adds, heaviest first."""
    table = (model or weights())[1]
    parts = [(name, round(table[name], 3)) for name in context.features(group, option)[0] if table.get(name)]
    return tuple(sorted(parts, key=lambda p: -abs(p[1])))
