"""Which place a name means: candidates from the gazetteer, ranked by what the report says, with chances and rivals.

Names are ranked together (:mod:`place_ranking`); then relative places and facilities are derived from the places they
lean on (:mod:`place_geometry`). Below the cut a name stays without a point, its candidates kept as alternatives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from dateline.find.analysis import Analysis
from dateline.gazetteer import Gazetteer, Place
from dateline.gazetteer.names import fold, plain, skeleton
from dateline.gazetteer.place import AREA_KINDS, SETTLEMENTS, kilometres
from dateline.model import PlaceMention, Where
from dateline.model.where import Precision
from dateline.resolve import place_ranking as ranking
from dateline.resolve.place_features import Context, Home, family
from dateline.resolve.place_geometry import derived
from dateline.resolve.place_groups import Group, groups_of
from dateline.resolve.place_hints import ARTICLE, INSIDE, WATERS, WIDE, hints_of

__all__ = ["Home", "home_of", "precision_of", "resolve_mentions", "resolve_places", "where_of"]

CUT = (
    0.4  # least chance of the best candidate for a point: swept 0 to .6 on two outlet-wise folds, F1 flat, precision +1
)

PART_KM = 40.0  # how far a quarter may lie from a town that the report names
PARTS = frozenset(
    {"neighbourhood", "quarter", "district", "suburb", "admin2"}
)  # what a name is called that is part of a town
KNOWN = 150_000  # people from which a town is known beyond its country
SURE = 0.75  # chance of a candidate that has no rival worth the name
REACH = 50.0  # kilometres between a town and the middle of the province that is called after it
LEAST = 0.03  # chance of a metropolis below which it is not taken before its namesake
METROPOLIS = 500_000  # people of a city whose namesakes need a word of their own
DOUBT = 0.35  # see _doubt: UCDP's 400 Syrian place names without a Syrian layer, wrong points 12 % -> 3 %


def resolve_places(
    analysis: Analysis, mentions: list[PlaceMention], gazetteer: Gazetteer, *, home: Home | None = None
) -> list[Where]:
    """One value a mention, in order; a mention that nothing is known of keeps its words and has no point.

    ``home`` is where the report's outlet is at home, if known (see :func:`home_of`)."""
    found = resolve_mentions(mentions, gazetteer, home=home, hints=hints_of(analysis.report.text, mentions))
    return [_in_ordinary_case(analysis, m, w) for m, w in zip(mentions, found, strict=True)]


def _in_ordinary_case(analysis: Analysis, mention: PlaceMention, where: Where) -> Where:
    """A name left open in a passage of capitals ("MEDELLIN STREET") as the view of the report has it."""
    if where.placed or not where.name.isupper() or where.name != mention.words:
        return where
    seen = analysis.view.to_view(mention.span)
    return where if seen is None else msgspec.structs.replace(where, name=analysis.view.text[slice(*seen)])


def resolve_mentions(
    mentions: list[PlaceMention],
    gazetteer: Gazetteer,
    *,
    home: Home | None = None,
    cut: float | None = None,
    hints: Mapping[int, str] = MappingProxyType({}),
) -> list[Where]:
    """The same, without a language analysis: nothing but the mentions is used, and what ``hints`` say of them (see
    ``place_hints``). ``cut`` replaces :data:`CUT`."""
    groups = groups_of(mentions, gazetteer, hints)
    context = ranking.rank(groups, gazetteer, home)
    values: dict[int, Where] = {}
    for number, group in enumerate(groups):
        value = _value(context, number, group, CUT if cut is None else cut)
        for index in group.mentions:
            words = mentions[index].words
            own = _called_otherwise(gazetteer, group, value, mentions[index].type_cue)
            values[index] = _in_letters(own, words) if value.placed else msgspec.structs.replace(value, name=words)
    return [_with_one_name_for_its_area(w, gazetteer) for w in derived(mentions, values, gazetteer)]


def _called_otherwise(gazetteer: Gazetteer, group: Group, value: Where, cue: str) -> Where:
    """The province or the town of a name where the report means the other, and this mention says which by its word of kind
    ("Idlib province", "the city of Raqqa")."""
    wanted = {"admin1"} if cue == "admin1" else SETTLEMENTS if cue in ("city", "town") else frozenset[str]()
    if not value.placed or value.kind in wanted or value.precision not in ("place", "admin1", "admin2"):
        return value
    lat, lon = value.lat or 0.0, value.lon or 0.0
    named = sorted(zip(group.options, group.chances, strict=True), key=lambda x: -x[1])
    if cue == "admin1" and value.admin1 and skeleton(fold(value.admin1)) == skeleton(group.name):
        named += [(c, 0.0) for c in gazetteer.candidates(value.admin1)]
    for candidate, chance in named:
        place = candidate.place
        if place.kind not in wanted or place.country != value.country:
            continue
        if kilometres(place.lat, place.lon, lat, lon) < max(REACH, (place.radius_m + (value.radius_m or 0.0)) / 1000):
            return where_of(place, max(chance, value.probability or 0.0), alternatives=value.alternatives)
    return value


def _in_letters(where: Where, words: str) -> Where:
    """A value whose layer has its name in another script only, under the words of the report."""
    return (
        where
        if any("A" <= c <= "z" for c in where.name) or not words.isascii()
        else msgspec.structs.replace(where, name=words)
    )


def _with_one_name_for_its_area(where: Where, gazetteer: Gazetteer) -> Where:
    """A value from a layer of the user with its first-level area named as the base does, so that a table of both can be
    grouped ("Nineveh" and "Ninawa")."""
    if where.layer in (None, "base") or not where.admin1 or not where.country:
        return where
    name = gazetteer.area_name(where.country, where.admin1)
    others = tuple(_with_one_name_for_its_area(other, gazetteer) for other in where.alternatives)
    return msgspec.structs.replace(where, admin1=name, alternatives=others)


def _value(context: Context, number: int, group: Group, cut: float) -> Where:
    if not group.options:
        return Where(group.name)
    _take_the_hint(group)
    top = _town_before_its_area(context, group, max(range(len(group.options)), key=group.chances.__getitem__))
    top = _own_layer_first(group, top)
    top = _out_of_the_shadow(context, group, top)
    chance, same = _together(context, group, top)
    chance *= _doubt(context, number, group, top, only=chance >= SURE)
    order = sorted((i for i in range(len(group.options)) if i not in same), key=lambda i: -group.chances[i])
    rivals = tuple(where_of(group.options[i].place, group.chances[i]) for i in order[:3] if group.chances[i] >= 0.01)
    if chance < cut:
        first = where_of(group.options[top].place, chance)
        return Where(group.name, probability=round(chance, 3), alternatives=(first, *rivals[:2]))
    reasons = ranking.contributions(context, number, top)
    return where_of(group.options[top].place, chance, reasons=reasons, alternatives=rivals)


def _take_the_hint(group: Group) -> None:
    """Leave to the places of a name only those of the kind that most of its mentions are called by the words beside them:
    a province ("Krasnodar region"), a river, or after "the" a region ("the Sahel"). Where it has none of the kind, a
    river or lake is no town all the same: what is left is below the cut."""
    wanted = _called(group)
    if not wanted:
        return
    likeliest = group.options[max(range(len(group.options)), key=group.chances.__getitem__)].place
    here = None if likeliest.kind in WIDE or wanted == WIDE or wanted <= WATERS else likeliest.country
    fits = [c.place.kind in wanted and here in (None, c.place.country) for c in group.options]
    left = sum(p for p, fit in zip(group.chances, fits, strict=True) if fit)
    if left > 0.0:
        group.chances = [p / left if fit else 0.0 for p, fit in zip(group.chances, fits, strict=True)]
    elif wanted <= WATERS:
        group.chances = [0.3 * p for p in group.chances]


def _called(group: Group) -> frozenset[str]:
    size = len(group.mentions)
    if 2 * group.cues.count("admin1") > size:
        return frozenset({"admin1", "region"})
    for hint in dict.fromkeys(group.hints):
        share = 3 if hint == ARTICLE else 2  # few write the article each time
        if hint == INSIDE or share * group.hints.count(hint) < size + (hint != ARTICLE):
            continue
        if hint != ARTICLE:
            return frozenset({hint}) if hint in WATERS else frozenset({hint, "region"})
        if not any(c.place.kind == "country" for c in group.options):
            return WIDE
    return frozenset()


def _town_before_its_area(context: Context, group: Group, top: int) -> int:
    """A town bears the name of its district or province: without a word for the area, the town is meant (but not
    Oklahoma City for Oklahoma, and not where the name stands as a container: "Cushing, Oklahoma")."""
    area = group.options[top].place
    called = sum(cue in ("admin1", "admin2") for cue in group.cues)
    if area.kind not in ("admin1", "admin2") or 2 * called > len(group.mentions):
        return top
    if group.holds and area.kind == "admin1":
        return top
    for i, candidate in enumerate(group.options):
        place = candidate.place
        longer = area.kind == "admin1" and fold(place.name).startswith(group.name + " ")
        known = candidate.how in ("name", "alternate", group.options[top].how) and not longer
        if place.kind not in SETTLEMENTS or place.country != area.country or not known:
            continue
        reach = min(100.0, 20.0 + area.radius_m / 1000)
        if kilometres(place.lat, place.lon, area.lat, area.lon) < reach or _seat(context, place, area):
            return i
    return top


def _seat(context: Context, place: Place, area: Place) -> bool:
    """Whether a town is the one that a district of its name is called after: in one province, less than 100 km from the
    district's point, which may be drawn far from its seat."""
    if area.kind != "admin2" or place.kind not in SETTLEMENTS or place.country != area.country:
        return False
    if kilometres(place.lat, place.lon, area.lat, area.lon) > 100.0:
        return False
    return context.area(place.country, place.admin1) == context.area(area.country, area.admin1)


def _own_layer_first(group: Group, top: int) -> int:
    """Where the user's layer has the same town (its name, within 10 km) as the base, the user's point is taken."""
    place = group.options[top].place
    if place.kind not in SETTLEMENTS or place.layer != "base":
        return top
    for i, candidate in enumerate(group.options):
        other = candidate.place
        named = other.layer != "base" and other.kind in SETTLEMENTS and candidate.how in ("name", "alternate")
        if named and kilometres(other.lat, other.lon, place.lat, place.lon) < 10.0:
            return i
    return top


def _doubt(context: Context, number: int, group: Group, top: int, *, only: bool) -> float:
    """Factor on the chance of a small place in a country that nothing else in the report speaks of (more likely a village
    of the report's own country is meant that no layer has), or in the shadow of a far larger city. 1 where a container or the outlet's home speaks for it, and
    where the report names no country and the user has added a layer of the place's: who adds a country's villages reads
    of that country. ``only``: the name has no other place, so a people of the report (an attacker's, it may be) raises none."""
    place = group.options[top].place
    if _outside_its_container(context, number, group, top):
        return DOUBT
    if place.kind == "admin1" and group.options[top].how == "short" and context.speaks_of_others(number, place):
        return DOUBT  # "NE Syria" is not in Nebraska
    parts = sum(cue in PARTS for cue in group.cues)
    quarter = 2 * group.cues.count("neighbourhood") > len(group.mentions)
    far = context.speaks_of_others(number, place) or (quarter and not context.at_hand(number, place, PART_KM))
    if 2 * parts > len(group.mentions) and place.kind in SETTLEMENTS and far:
        return DOUBT  # "the city's Madina district" of Mogadishu is not Medina
    if place.kind not in SETTLEMENTS | {"admin2"} or place.population > KNOWN or place.country in context.own_countries:
        return 1.0
    if not (context.speaks_of_others(number, place, by_name=only) or _in_the_shadow(context, group, place)):
        return 1.0
    if any(name == "in:yes" for name in context.features(number, top)[0]):
        return 1.0
    home = context.home
    if home is not None and kilometres(home.lat, home.lon, place.lat, place.lon) < 300.0:
        return 1.0
    return DOUBT


def _outside_its_container(context: Context, number: int, group: Group, top: int) -> bool:
    """Whether a name stands "in" a place ("the Temple of Bel in Palmyra", "El Dorado airport in Bogota"), and this
    candidate lies in none that the place's name may mean."""
    if (
        INSIDE not in group.hints
        or not group.options[top].place.country
        or not any(c in context.group_of and context.group_of[c].options for c in group.containers)
    ):
        return False
    if any(c.place.ref == group.options[top].place.ref for i in group.containers for c in context.group_of[i].options):
        return False  # "Odesa in Odessa Oblast"
    return "in:no" in context.features(number, top)[0]


def _out_of_the_shadow(context: Context, group: Group, top: int) -> int:
    """Where a city of which a metropolis bears the name is likelier than it, and neither the outlet's home nor
    an area that contains it speaks for it, the metropolis is taken, with the chance of the other: most of the texts that
    the ranking has learned from are local papers."""
    if not _in_the_shadow(context, group, group.options[top].place):
        return top
    boxes = (context.group_of[c].best for c in group.containers if c in context.group_of)
    if any(box is not None and box.place.kind in AREA_KINDS for box in boxes):
        return top
    towns = [i for i, c in enumerate(group.options) if c.place.kind in SETTLEMENTS]
    large = max(towns, key=lambda i: group.options[i].place.population)
    if group.chances[large] < LEAST:
        return top
    group.chances[top], group.chances[large] = group.chances[large], group.chances[top]
    return large


def _in_the_shadow(context: Context, group: Group, place: Place) -> bool:
    """Whether a far larger city of another country bears the same name, and no other name of the report speaks for the
    lesser one's country that is not in such a shadow itself ("London, Paris and Berlin" are all in Ontario too)."""
    if context.home is not None or not _has_a_metropolis(group, place):
        return False
    return not any(
        other is not group
        and other.best is not None
        and other.best.place.country == place.country
        and max(other.chances) > 0.3
        and not _has_a_metropolis(other, other.best.place)
        for other in context.groups
    )


def _has_a_metropolis(group: Group, place: Place) -> bool:
    rivals = (c.place for c in group.options if c.how in ("name", "alternate") and c.place.country != place.country)
    return any(p.kind in SETTLEMENTS and p.population > max(METROPOLIS, 10 * place.population) for p in rivals)


def _together(context: Context, group: Group, top: int) -> tuple[float, set[int]]:
    """Chance that the point is right: that of all candidates within 30 km of it (or of whose area it is
    part or seat, up to 100 km), which are no rivals of each other."""
    place = group.options[top].place
    same = {
        i
        for i, c in enumerate(group.options)
        if i == top
        or kilometres(c.place.lat, c.place.lon, place.lat, place.lon)
        < max(30.0, min(100.0, max(c.place.radius_m, place.radius_m) / 500))
        or _seat(context, place, c.place)
    }
    return min(1.0, sum(group.chances[i] for i in same)), same


def where_of(
    place: Place,
    probability: float | None = None,
    *,
    reasons: tuple[tuple[str, float], ...] = (),
    alternatives: tuple[Where, ...] = (),
) -> Where:
    """A gazetteer place as a value."""
    return Where(
        name=plain(place.name),
        lat=place.lat,
        lon=place.lon,
        radius_m=float(place.radius_m),
        precision=precision_of(place.kind),
        kind=place.kind,
        admin2=plain(place.admin2) or None,
        admin1=plain(place.admin1) or None,
        country=place.country or None,
        gazetteer_id=place.ref,
        layer=place.layer,
        probability=None if probability is None else round(probability, 3),
        reasons=reasons,
        alternatives=alternatives,
    )


def precision_of(kind: str) -> Precision:
    """The rung of the precision ladder that a place of this kind stands on."""
    if kind in ("country", "admin1", "admin2"):
        return kind  # type: ignore[return-value]
    if kind in SETTLEMENTS:
        return "place"
    return "region" if family(kind) in ("region", "nature") else "facility"


def home_of(picks: Sequence[Sequence[tuple[Place, float]]]) -> Home | None:
    """Where an outlet is at home, from the places of its reports (place, chance): the place within 100 km of which the
    most of them lie. ``None`` for fewer than three reports, or when nothing is named in at least a third of them."""
    if len(picks) < 3:
        return None
    spots: dict[str, tuple[Place, float]] = {}
    for report in picks:
        for place, chance in {p.ref: (p, c) for p, c in report}.values():
            if family(place.kind) == "town" and chance > 0.5:
                spots[place.ref] = (place, spots.get(place.ref, (place, 0.0))[1] + 1.0)
    best, most = None, 0.0
    for place, _ in sorted(spots.values(), key=lambda s: -s[1])[:40]:
        near = sum(n for p, n in spots.values() if kilometres(p.lat, p.lon, place.lat, place.lon) < 100)
        if near > most:
            best, most = place, near
    return Home(best.lat, best.lon) if best is not None and most >= len(picks) / 3 else None
