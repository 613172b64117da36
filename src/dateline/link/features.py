"""Readable features of two observations. Missing is 0 (neutral), conflict and agreement are features of their own.

The order of :data:`FEATURES` is the order of what :func:`features` gives. Values lie mostly in 0 to 1 or are logs.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from dateline.link.node import Node
from dateline.link.rates import idf

Rarity = Callable[[str], int]

FEATURES: dict[str, str] = {
    "names": "rare names shared in the two reports",
    "full_names": "rare full names shared in the two reports",
    "lead_names": "rare names shared in titles or openings",
    "lead_apart": "titles and openings share no telling name",
    "own_names": "rare names shared in the passages on the event",
    "address": "same street address or block",
    "address_apart": "different street addresses",
    "age": "same ages of people",
    "age_apart": "different ages of people",
    "words": "alike in wording",
    "title": "alike in title",
    "numbers": "same numbers",
    "copied": "copied text",
    "gap": "days between the reports (log)",
    "same_week": "reported within two days",
    "date": "same day of the event",
    "date_range": "dates that overlap",
    "date_gap": "days between the event dates (log)",
    "place": "same place",
    "near": "places near each other",
    "far": "kilometres apart (log)",
    "place_name": "same place name",
    "place_name_apart": "different place names",
    "killed": "same number killed",
    "killed_apart": "numbers killed that cannot both be",
    "injured": "same number injured",
    "injured_apart": "numbers injured that cannot both be",
    "type": "same kind of event",
    "type_apart": "different kinds of event",
    "actor": "same actor",
    "actor_apart": "different actors",
    "target": "same target",
    "target_apart": "different targets",
    "means": "same means",
    "means_apart": "different means",
    "roundup": "a round-up of many events",
    "role_apart": "told as news in one, as something else in the other",
    "several": "reports that tell of several events",
}


def features(a: Node, b: Node, rarity: Rarity) -> list[float]:
    """The features of a pair, in the order of :data:`FEATURES`."""
    return [
        *_text(a, b, rarity),
        *_time(a, b),
        *_space(a, b),
        *_tolls(a, b),
        *_kind(a, b),
        *_parties(a, b),
        *_manner(a, b),
    ]


def _text(a: Node, b: Node, rarity: Rarity) -> list[float]:
    single = full = lead = 0.0
    for name in a.names & b.names:
        value = rarity(name)
        if value:
            if " " in name:
                full += value
            else:
                single += value
            if name in a.lead and name in b.lead:
                lead += value
    own = sum(rarity(name) for name in a.own & b.own) if a.own and b.own else 0
    share = min(a.share, b.share)
    return [
        math.log1p(single) * share,
        math.log1p(full) * share,
        math.log1p(lead) * share,
        float(lead == 0 and bool(a.lead) and bool(b.lead)),
        math.log1p(own),
        *(share * x for x in _agree(a.addresses, b.addresses)),
        *(share * x for x in _agree(a.ages, b.ages)),
        _cosine(a.words & b.words, a.word_mass * b.word_mass) * share,
        _cosine(a.title_words & b.title_words, a.title_mass * b.title_mass) * share,
        math.log1p(len(a.numbers & b.numbers)) * share,
        _resemblance(a.shingles, b.shingles) * share,
    ]


def _agree(a: frozenset[str] | frozenset[int], b: frozenset[str] | frozenset[int]) -> tuple[float, float]:
    """(share something, both told but share nothing)."""
    if not a or not b:
        return 0.0, 0.0
    return (0.0, 1.0) if a.isdisjoint(b) else (1.0, 0.0)


def _cosine(common: frozenset[str], mass: float) -> float:
    return sum(idf(w) for w in common) / math.sqrt(mass) if common else 0.0


def _resemblance(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _time(a: Node, b: Node) -> list[float]:
    gap = abs(a.published - b.published) if a.published is not None and b.published is not None else None
    published = [math.log1p(gap), float(gap <= 2)] if gap is not None else [0.0, 0.0]
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return [*published, 0.0, 0.0, 0.0]
    apart = max(a.first - b.last, b.first - a.last, 0)
    exact = a.last - a.first <= 1 and b.last - b.first <= 1
    return [*published, float(not apart and exact), float(not apart and not exact), math.log1p(apart)]


def _space(a: Node, b: Node) -> list[float]:
    name, name_apart = _agree(a.places, b.places)
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return [0.0, 0.0, 0.0, name, name_apart]
    distance = kilometres(a.lat, a.lon, b.lat, b.lon)
    radius = max(a.radius_km, b.radius_km)
    beyond = max(0.0, distance - radius)
    return [float(distance <= 5), float(distance > 5 and beyond <= 15), math.log1p(beyond / 10), name, name_apart]


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance by the equirectangular approximation: right to 1 % below 500 km, enough beyond."""
    x = math.radians((lon_b - lon_a + 180) % 360 - 180) * math.cos(math.radians((lat_a + lat_b) / 2))
    return 6371 * math.hypot(x, math.radians(lat_b - lat_a))


def _tolls(a: Node, b: Node) -> list[float]:
    return [*_toll(a.killed, b.killed), *_toll(a.injured, b.injured)]


def _toll(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[float, float]:
    """(agree, by how much they cannot both be): agreement weighs more the larger the number."""
    if a is None or b is None:
        return 0.0, 0.0
    apart = max(a[0] - b[1], b[0] - a[1], 0)
    if apart:
        return 0.0, math.log1p(apart) / math.log1p(max(a[1], b[1]))
    return math.log2(2 + min(a[0], b[0])) / 2, 0.0


def _kind(a: Node, b: Node) -> list[float]:
    if not a.type or not b.type:
        return [0.0, 0.0]
    return [float(a.type == b.type), float(a.family != b.family)]


def _parties(a: Node, b: Node) -> list[float]:
    return [*_agree(a.actors, b.actors), *_agree(a.targets, b.targets), *_agree(a.means, b.means)]


def _manner(a: Node, b: Node) -> list[float]:
    return [
        float(a.roundup or b.roundup),
        float((a.role == "news") != (b.role == "news")),
        1.0 - min(a.share, b.share),
    ]
