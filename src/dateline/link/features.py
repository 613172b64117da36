"""Readable features of two observations. Missing is 0 (neutral), conflict and agreement are features of their own.

The order of :data:`FEATURES` is the order of what :func:`features` gives. Values lie mostly in 0 to 1 or are logs.
Agreement (:data:`RISING`) has no negative weight and conflict (:data:`FALLING`) no positive one: an explanation must
read right, and :mod:`dateline.link.linker` rests on scores that only fall as names grow common. Those that are
:data:`FREE` say what they say only beside others (wording alike where no name is shared speaks against) and depend on
nothing but the two reports.
"""

from __future__ import annotations

import math

from dateline.link.index import Rarities, Rarity
from dateline.link.node import Node
from dateline.link.rates import RAREST, idf
from dateline.link.spots import kilometres, spots_apart
from dateline.link.text import Text

SAME_KM = 3.0  # what two gazetteers differ by on one place
SITE_KM, LASTING_KM = 8.0, 15.0  # a works and the town it is named after
TOWN_KINDS = frozenset({"territory", "violence"})
FINE_KM = 20.0  # a place with a wider circle is a district and no settlement
APART_KM = 5.0  # between the circles of two settlements that are not the same
HOURS = 4  # between two times of a day that are not the same: morning and evening
WIDEST_KM = 50.0  # a wider circle is a province or a country: two events of one country are not at one place
EXACT_KM = 12.0  # radius up to which a place is a place and not an area

FEATURES: dict[str, str] = {
    "names": "rare names and words shared in the two reports",
    "full_names": "rare full names shared in the two reports",
    "lead_names": "rare names shared in titles or openings",
    "lead_apart": "titles and openings share no telling name",
    "part": "the part of the rare names that is shared",
    "address": "same street address or block",
    "address_apart": "different street addresses",
    "age": "same ages of people",
    "age_apart": "different ages of people",
    "details_apart": "neither the ages nor the addresses agree",
    "title": "alike in title",
    "numbers": "same numbers",
    "copied": "copied text",
    "story": "the same kinds of story",
    "accident_apart": "an accident in one, not in the other",
    "self_apart": "a suicide in one, not in the other",
    "court": "both from court",
    "court_one": "one from court, one not",
    "year": "the same year named in the openings",
    "year_apart": "different years named in the openings",
    "words": "alike in wording",
    "own_names": "rare names shared in the passages on the event",
    "gap": "days between the reports (log)",
    "gap_named": "days between the reports (log) that share rare names",
    "same_week": "reported within two days",
    "date": "same day of the event",
    "date_range": "dates that overlap",
    "date_gap": "days between the event dates (log)",
    "next_day": "event dates a day apart",
    "days_apart": "exact dates three days or more apart",
    "hours_apart": "different times of one day",
    "place": "same place",
    "near": "places near each other",
    "far": "kilometres apart (log)",
    "places_apart": "exact places more than 20 km apart",
    "place_name": "same place name",
    "place_name_apart": "different place names",
    "place_rare": "a place of which little else is told that week",
    "detail_rare": "a detail of the place of which little else is told that week",
    "area_apart": "different provinces or countries",
    "spots_apart": "different quarters or villages (by distance)",
    "placeless": "no place told in one or both",
    "killed": "numbers killed that agree",
    "killed_same": "same number killed",
    "killed_none": "nobody killed in either",
    "killed_apart": "numbers killed that cannot both be",
    "injured": "numbers injured that agree",
    "injured_same": "same number injured",
    "injured_none": "nobody injured in either",
    "injured_apart": "numbers injured that cannot both be",
    "type": "same kind of event",
    "type_apart": "different kinds of event",
    "actor": "same actor",
    "actor_rare": "an actor of whom little else is told that week",
    "actor_apart": "different actors",
    "target": "same target",
    "target_apart": "different targets",
    "means": "same means",
    "means_apart": "different means",
    "facility": "same kind of target",
    "facility_apart": "different kinds of target",
    "roundup": "a round-up of many events",
    "role_apart": "told as news in one, as something else in the other",
    "several": "reports that tell of several events",
}
FIRST_OF_EVENT = list(FEATURES).index("own_names")
FREE = frozenset(
    {
        "killed_same",
        "killed_none",
        "injured_same",
        "injured_none",
        "next_day",
        "near",
        "several",
        "court_one",
        "roundup",
        "words",
        "numbers",
        "copied",
    }
)
FALLING = frozenset(
    name for name in FEATURES if name.endswith("_apart") or name in {"gap", "far", "date_gap", "placeless"}
)  # may only speak against
RISING = frozenset(FEATURES) - FALLING - FREE  # may only speak for


def features(a: Node, b: Node, rarity: Rarities) -> list[float]:
    """The features of a pair, in the order of :data:`FEATURES`."""
    told, named = text_features(a.text, b.text, rarity.text)
    return [*told, wording(a.text, b.text), *event_features(a, b, named, rarity)]


def event_features(a: Node, b: Node, named: float, rarity: Rarities) -> list[float]:
    """The later part of the features, from :data:`FIRST_OF_EVENT` on: what the two tell of the event itself.

    ``named`` is how much rare names their reports share, 0 to 1.
    """
    return [
        *_story_time(a, b, named, rarity.text),
        *_time(a, b),
        *_space(a, b, rarity.event),
        *_toll(a.killed, b.killed),
        *_toll(a.injured, b.injured),
        *_kind(a, b),
        *_parties(a, b, rarity.event),
        *_manner(a, b),
    ]


def text_features(a: Text, b: Text, rarity: Rarity) -> tuple[list[float], float]:
    """The first part of the features, up to the wording: what two reports share, and how much rare names (0 to 1)."""
    single = full = lead = 0.0
    for name in a.keys & b.keys:
        if (value := rarity.get(name)) and name[0] != "@":
            if " " in name:
                full += value
            else:
                single += value * (0.3 + idf(name) / RAREST)
            if name in a.lead and name in b.lead:
                lead += value
    share = min(a.share, b.share)
    (address, address_apart), (age, age_apart) = _agree(a.addresses, b.addresses), _agree(a.ages, b.ages)
    told = [
        math.log1p(single) * share,
        math.log1p(full) * share,
        math.log1p(lead) * share,
        float(lead == 0 and bool(a.lead) and bool(b.lead)),
        math.sqrt((single + full) / (20 + 2 * min(len(a.names), len(b.names)))) * share,
        *(share * x for x in (address, address_apart, age, age_apart, address_apart * age_apart)),
        _title(a, b, rarity) * share,
        math.log1p(len(a.numbers & b.numbers)) * share,
        _resemblance(a.shingles, b.shingles) * share,
        *_stories(a, b, share),
        *(share * x for x in _agree(a.years, b.years)),
    ]
    return told, min(1.0, (full + single) / 20)


def wording(a: Text, b: Text) -> float:
    """How alike two reports are in wording, 0 to 1: the feature between those of the texts and those of the event."""
    return _cosine(a.words & b.words, a.word_mass * b.word_mass) * min(a.share, b.share)


def _story_time(a: Node, b: Node, named: float, rarity: Rarity) -> tuple[float, float, float, float]:
    """Rare names told with the event, and the days between the two reports unless the event goes on."""
    own = sum(rarity.get(name, 0) for name in a.own & b.own)
    dated = a.published is not None and b.published is not None and not goes_on(a, b)
    gap = math.log1p(abs((a.published or 0) - (b.published or 0))) if dated else 0.0
    return math.log1p(own), gap, gap * named, float(dated and gap < 1.1)


def details_apart(a: Node, b: Node) -> float:
    """Whether neither the addresses nor the ages of two reports agree (their share of one telling, as in the features)."""
    one, other = a.text, b.text
    return min(one.share, other.share) * _agree(one.addresses, other.addresses)[1] * _agree(one.ages, other.ages)[1]


def unlike(a: Node, b: Node) -> bool:
    """Whether two are told as kinds of event that are seldom mixed up: they are compared only if they share much."""
    return a.family != b.family and bool(a.type) and bool(b.type)


def _agree(a: frozenset[str] | frozenset[int], b: frozenset[str] | frozenset[int]) -> tuple[float, float]:
    """(share something, both told but share nothing)."""
    if not a or not b:
        return 0.0, 0.0
    return (0.0, 1.0) if a.isdisjoint(b) else (1.0, 0.0)


def _cosine(common: frozenset[str], mass: float) -> float:
    return sum(map(idf, common)) / math.sqrt(mass) if common else 0.0


def _title(a: Text, b: Text, rarity: Rarity) -> float:
    """How alike the titles are by words that are rare in their time: a heading that many reports bear says nothing."""
    common = a.title_words & b.title_words
    if not common:
        return 0.0
    return sum(idf(w) * rarity.get(w, 0) for w in common) / (5 * math.sqrt(a.title_mass * b.title_mass))


def _resemblance(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _stories(a: Text, b: Text, share: float) -> list[float]:
    if not a.kinds or not b.kinds:
        return [0.0] * 5
    either = a.kinds | b.kinds
    one = a.kinds ^ b.kinds
    return [
        share * len(a.kinds & b.kinds) / len(either),
        share * ("accident" in one),
        share * ("self" in one),
        share * ("court" in a.kinds and "court" in b.kinds),
        share * ("court" in one),
    ]


def _time(a: Node, b: Node) -> tuple[float, ...]:
    """Dates. Of what lasts (a fire, a siege), told at one place, later dates are no evidence against."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    apart = max(a.first - b.last, b.first - a.last, 0)
    if apart and goes_on(a, b):
        return 0.0, 1.0, 0.0, 0.0, 0.0, 0.0
    same = a.first == b.first and a.last == b.last and a.last - a.first <= 1
    exact = max(a.last - a.first, b.last - b.first) <= 2
    next_day, days_apart = float(apart == 1), float(exact and apart > 2)
    return float(same), float(not apart and not same), math.log1p(apart), next_day, days_apart, _hours_apart(a, b)


def _hours_apart(a: Node, b: Node) -> float:
    """Whether the two are told for times of day that cannot be one, on one day or two neighbours."""
    if a.hours is None or b.hours is None:
        return 0.0
    gap = max(a.hours[0] - b.hours[1], b.hours[0] - a.hours[1])
    return float(HOURS <= gap < 24)


def goes_on(a: Node, b: Node) -> bool:
    """Whether the two may be one lasting event: of one lasting family, at one place, and one tells its course."""
    if not (a.lasting and b.lasting and a.family == b.family and (a.course or b.course)):
        return False
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return bool(a.places & b.places)
    reach = min(LASTING_KM, SITE_KM + max(a.radius_km, b.radius_km))
    return kilometres(a.lat, a.lon, b.lat, b.lon) <= reach


def _space(a: Node, b: Node, rarity: Rarity) -> list[float]:
    name, name_apart = _agree(a.places, b.places)
    place = detail = 0
    for key in a.keys & b.keys:
        if key.startswith("@place") and (value := rarity.get(key)):
            if key.count(":") == 1:
                place = max(place, value)
            else:
                detail = max(detail, value)
    apart = spots_apart(a.spot, b.spot)
    distance = _distance(a, b)
    told = [name, name_apart, place / 5, detail / 5, _areas_apart(a, b, distance), apart, _placeless(a, b)]
    if distance is None:
        return [0.0, 0.0, 0.0, 0.0, *told]
    beyond = max(0.0, distance - max(a.radius_km, b.radius_km))
    exact = max(a.radius_km, b.radius_km) <= EXACT_KM
    within = name_apart and not beyond  # what lies in a town's circle may be anywhere in it: no conflict, no agreement
    if beyond <= SAME_KM:
        told[1] = 0.0  # two names of about the same place
    near = distance > 3 and beyond <= 15 and not (apart or within or (told[1] and _two_towns(a, b, distance)))
    return [
        float(distance <= 3 and not apart and max(a.radius_km, b.radius_km) <= WIDEST_KM),
        float(near),
        math.log1p(beyond / 10),
        float(exact and beyond > 20),
        *told,
    ]


def _distance(a: Node, b: Node) -> float | None:
    """Kilometres between the points of the two, ``None`` where one has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    if a.lat == b.lat and a.lon == b.lon:
        return 0.0
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def _areas_apart(a: Node, b: Node, distance: float | None) -> float:
    """Whether the two lie in different provinces or countries and not on both sides of a border."""
    if distance is not None:
        fine = max(a.radius_km, b.radius_km) <= FINE_KM
        reach = a.radius_km + b.radius_km if fine else max(a.radius_km, b.radius_km)
        if distance <= reach + APART_KM:
            return 0.0
    if _agree(a.countries, b.countries)[1]:
        return 1.0
    layers = {layer for layer, _ in a.provinces} & {layer for layer, _ in b.provinces}
    return float(bool(layers) and a.provinces.isdisjoint(b.provinces))


def _placeless(a: Node, b: Node) -> float:
    """Whether one of two events of reports that tell of several has no place of its own."""
    if not (a.type and b.type and a.has_text and b.has_text):
        return 0.0
    return float(not _placed(a) or not _placed(b))


def _placed(node: Node) -> bool:
    return node.lat is not None or bool(node.places or node.provinces or node.countries)


def _two_towns(a: Node, b: Node, distance: float) -> bool:
    """Whether two settlements of other names, whose circles lie apart, are told of what belongs to one of them.

    A town taken or attacked says nothing on the next town; a fire or a march may be told of either.
    """
    here = a.family in TOWN_KINDS and b.family in TOWN_KINDS and a.has_text and b.has_text
    fine = a.radius_km <= FINE_KM and b.radius_km <= FINE_KM
    return here and fine and distance > a.radius_km + b.radius_km + APART_KM


def _toll(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[float, ...]:
    """(agree, same, none in either, by how much they cannot both be): agreement weighs more the larger the number."""
    if a is None or b is None:
        return 0.0, 0.0, 0.0, 0.0
    apart = max(a[0] - b[1], b[0] - a[1], 0)
    if apart:
        return 0.0, 0.0, 0.0, math.log1p(apart) / math.log1p(max(a[1], b[1]))
    if a[1] == b[1] == 0:
        return 0.0, 0.0, 1.0, 0.0
    return math.log2(1 + max(1, min(a[0], b[0]))) / 2, float(a == b), 0.0, 0.0


def _kind(a: Node, b: Node) -> tuple[float, float]:
    if not a.type or not b.type:
        return 0.0, 0.0
    return float(a.type == b.type), float(a.family != b.family)


def _parties(a: Node, b: Node, rarity: Rarity) -> list[float]:
    actor, actor_apart = _agree(a.actors, b.actors)
    rare = max((rarity.get(f"@actor:{name}", 0) for name in a.actors & b.actors), default=0) if actor else 0
    return [
        actor,
        rare / 5,
        actor_apart,
        *_agree(a.targets, b.targets),
        *_agree(a.means, b.means),
        *_agree(a.facilities, b.facilities),
    ]


def _manner(a: Node, b: Node) -> list[float]:
    return [
        float(a.roundup or b.roundup),
        float((a.role == "news") != (b.role == "news")),
        1.0 - min(a.text.share, b.text.share),
    ]
