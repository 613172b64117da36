"""Which place a name means, first version: weight of the place, the country the report speaks of, "X, Y"."""

from __future__ import annotations

import math
from collections import Counter

from dateline.find.analysis import Analysis
from dateline.gazetteer import Candidate, Gazetteer, Place
from dateline.model import PlaceMention, Where
from dateline.model.where import Precision


def resolve_places(analysis: Analysis, mentions: list[PlaceMention], gazetteer: Gazetteer) -> list[Where]:
    """One value a mention, in order; a mention that nothing is known of keeps its words and has no point."""
    options = [gazetteer.candidates(m.words) for m in mentions]
    votes: Counter[str] = Counter()
    for found in options:
        if found:
            votes[max(found, key=_weight).place.country] += 1
    return [
        _where(m.words, sorted(found, key=lambda c: -_score(c, votes)))
        for m, found in zip(mentions, options, strict=True)
    ]


def _weight(candidate: Candidate) -> float:
    place = candidate.place
    bonus = {"country": 3.0, "admin1": 1.5, "admin2": -2.0}.get(place.kind, 0.0)
    how = {"name": 0.3, "short": 3.0, "people": 3.0, "stripped": -1.5}.get(candidate.how, 0.0)
    return math.log10(place.population + 1) + bonus + how


def _score(candidate: Candidate, votes: Counter[str]) -> float:
    return _weight(candidate) + 2.0 * math.log2(1 + votes[candidate.place.country])


def _where(words: str, ranked: list[Candidate]) -> Where:
    if not ranked:
        return Where(words)
    best, *rest = [where_of(c.place) for c in ranked[:4]]
    return Where(
        **{f: getattr(best, f) for f in best.__struct_fields__ if f != "alternatives"}, alternatives=tuple(rest)
    )


def where_of(place: Place) -> Where:
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
    )


def precision_of(kind: str) -> Precision:
    """The rung of the precision ladder that a place of this kind stands on."""
    if kind in ("country", "admin1", "admin2"):
        return kind  # type: ignore[return-value]
    if kind in ("city", "town", "village", "place", "neighbourhood", "borough", "camp"):
        return "place"
    areas = ("region", "continent", "sea", "river", "lake", "mountains", "desert", "island", "peninsula")
    return "region" if kind in areas else "facility"
