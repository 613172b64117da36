"""Which place a name means: candidates from the gazetteer, ranked by what the report says, with chances and rivals.

Names are ranked together (:mod:`place_ranking`); then relative places and facilities are derived from the places they
lean on (:mod:`place_geometry`). Below the cut a name stays without a point, its candidates kept as alternatives.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.find.analysis import Analysis
from dateline.gazetteer import Candidate, Gazetteer, Place
from dateline.gazetteer.place import SETTLEMENTS, kilometres
from dateline.model import PlaceMention, Where
from dateline.model.where import Precision
from dateline.resolve import place_ranking as ranking
from dateline.resolve.place_features import Context, Home, family
from dateline.resolve.place_geometry import derived
from dateline.resolve.place_groups import Group, groups_of

CUT = 0.2  # least chance of the best candidate for a point: swept on the dev sets' folds, see BENCHMARKS.md


def resolve_places(
    analysis: Analysis, mentions: list[PlaceMention], gazetteer: Gazetteer, *, home: Home | None = None
) -> list[Where]:
    """One value a mention, in order; a mention that nothing is known of keeps its words and has no point.

    ``home`` is where the report's outlet is at home, if known (see :func:`home_of`)."""
    return resolve_mentions(mentions, gazetteer, home=home)


def resolve_mentions(mentions: list[PlaceMention], gazetteer: Gazetteer, *, home: Home | None = None) -> list[Where]:
    """The same, without a language analysis: nothing but the mentions is used."""
    groups = groups_of(mentions, gazetteer)
    context = ranking.rank(groups, mentions, home)
    values: dict[int, Where] = {}
    for number, group in enumerate(groups):
        value = _value(context, number, group)
        for index in group.mentions:
            values[index] = value if value.placed or value.alternatives else Where(mentions[index].words)
    return derived(mentions, values, gazetteer)


def _value(context: Context, number: int, group: Group) -> Where:
    if not group.options:
        return Where(group.name)
    order = sorted(range(len(group.options)), key=lambda i: -group.chances[i])
    top = order[0]
    rivals = tuple(where_of(group.options[i].place, group.chances[i]) for i in order[1:4] if group.chances[i] >= 0.01)
    if group.chances[top] < CUT:
        first = where_of(group.options[top].place, group.chances[top])
        return Where(group.name, probability=round(group.chances[top], 3), alternatives=(first, *rivals[:2]))
    reasons = ranking.contributions(context, number, top)
    return where_of(group.options[top].place, group.chances[top], reasons=reasons, alternatives=rivals)


def where_of(
    place: Place,
    probability: float | None = None,
    *,
    reasons: tuple[tuple[str, float], ...] = (),
    alternatives: tuple[Where, ...] = (),
) -> Where:
    """A gazetteer place as a value."""
    return Where(
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        radius_m=float(place.radius_m),
        precision=precision_of(place.kind),
        kind=place.kind,
        admin2=place.admin2 or None,
        admin1=place.admin1 or None,
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


def candidates_of(mention: PlaceMention, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Places that a mention's words may mean."""
    return gazetteer.candidates(mention.words)
