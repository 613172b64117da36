"""Readable features of two observations. Missing is 0 (neutral), conflict and agreement are features of their own.

The order of :data:`FEATURES` is the order of what :func:`features` gives. Values lie mostly in 0 to 1 or are logs.
Agreement (:data:`RISING`) has no negative weight and conflict (:data:`FALLING`) no positive one: an explanation must
read right, and :mod:`dateline.link.linker` rests on scores that only fall as names grow common. Those that are
:data:`FREE` say what they say only beside others (wording alike where no name is shared speaks against) and depend on
nothing but the two reports.
"""

from __future__ import annotations

import numpy as np

from dateline.link.columns import ACTOR, DETAIL, FULL, PLACE, PLAIN, Array, Pairs, Shared
from dateline.link.index import Rarities, Rarity
from dateline.link.node import OPEN, Node
from dateline.link.rates import RAREST, STEPS
from dateline.link.spots import alike, how_far_apart, kilometres

SAME_KM = 3.0  # what two gazetteers differ by on one place
NEAR_KM, FAR_KM = 15.0, 20.0  # beyond the larger circle
SITE_KM, LASTING_KM = 8.0, 15.0  # a works and the town it is named after
FINE_KM = 20.0  # a place with a wider circle is a district and no settlement
APART_KM = 5.0  # between the circles of two settlements that are not the same
ONE_WEEK = 7  # days between two events that may be of one week
MOST_TOLD = 2.5  # what an agreeing toll counts at most: that of 31 killed; larger ones are seldom exact
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
    "street": "the same street",
    "street_apart": "different streets",
    "clock": "the same time of day",
    "clock_apart": "different times of day in the reports",
    "lead_age": "same ages of people in the openings",
    "lead_age_apart": "different ages of people in the openings",
    "weekday": "the same weekday in the openings",
    "weekday_apart": "different weekdays in the openings",
    "figure": "the same figures in the openings",
    "figure_apart": "different figures in the openings",
    "age_part": "the part of the ages that is shared",
    "outcome_apart": "deaths in one opening, only injuries in the other",
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
    "killed_one_apart": "nobody killed in one, some in the other",
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
    "works_apart": "different kinds of works or building",
    "roundup": "a round-up of many events",
    "lasts": "what may last, told at one place",
    "role_apart": "told as news in one, as something else in the other",
    "several": "reports that tell of several events",
}
# Features that are logs of 1 + a measure: how an explanation says the measure, and its unit in that of the log.
MEASURES = {
    "gap": ("{} days between the reports", 1.0),
    "date_gap": ("{} days between the event dates", 1.0),
    "far": ("at least {} km apart", 10.0),
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
        "weekday",
        "figure",
        "copied",
    }
)
FALLING = frozenset(
    name for name in FEATURES if name.endswith("_apart") or name in {"gap", "far", "date_gap", "placeless"}
)  # may only speak against
RISING = frozenset(FEATURES) - FALLING - FREE  # may only speak for


def in_words(name: str, value: float) -> str:
    """A feature as an explanation says it, with the measure where it has one: "67 days between the reports"."""
    if name not in MEASURES:
        return FEATURES[name]
    words, unit = MEASURES[name]
    return words.format(round(np.expm1(value) * unit))


def features(pairs: Pairs, rarity: Rarities) -> Array:
    """The features of pairs of observations, a row a pair, in the order of :data:`FEATURES`."""
    texts, at = pairs.table.texts_of(pairs)
    told, named = text_features(texts, rarity.text)
    told = [*told, wording(texts)]
    return np.column_stack([*(x[at] for x in told), *event_features(pairs, named[at], rarity)]) + 0.0


def event_features(pairs: Pairs, named: Array, rarity: Rarities) -> list[Array]:
    """The later part of the features, from :data:`FIRST_OF_EVENT` on: what the two tell of the event itself.

    ``named`` is how much rare names their reports share, 0 to 1.
    """
    distance = _distance(pairs)
    lasts = goes_on(pairs, distance)
    return [
        *_story_time(pairs, named, rarity.text, lasts),
        *_time(pairs, lasts),
        *_space(pairs, rarity.event, distance),
        *_toll(pairs, "killed"),
        _killed_one(pairs),
        *_toll(pairs, "injured"),
        *_kind(pairs),
        *_parties(pairs, rarity.event),
        *_manner(pairs, distance),
    ]


def text_features(pairs: Pairs, rarity: Rarity) -> tuple[list[Array], Array]:
    """The first part of the features, up to the wording: what two reports share, and how much rare names (0 to 1)."""
    a, b, words = pairs.a, pairs.b, pairs.table.words
    day = pairs.most("day")
    shared = pairs.shared("keys")
    kind, rare = words.kind(shared.item), rarity(shared.item, day[shared.pair])
    single = pairs.total(shared, np.where(kind == PLAIN, rare * _telling(words.idf(shared.item)), 0.0))
    full = pairs.total(shared, np.where(kind == FULL, rare, 0))
    leading = pairs.shared("lead")
    lead = pairs.total(leading, rarity(leading.item, day[leading.pair]) * (words.kind(leading.item) <= FULL))
    share = pairs.least("share")
    (address, address_apart), (age, age_apart) = pairs.agree("addresses"), pairs.agree("ages")
    told = [
        np.log1p(single) * share,
        np.log1p(full) * share,
        np.log1p(lead) * share,
        (lead == 0) & pairs.both("leads"),
        np.sqrt((single + full) / (20 + 2 * pairs.least("names"))) * share,
        *(share * x for x in (address, address_apart, age, age_apart, address_apart & age_apart)),
        _title(pairs, rarity, day) * share,
        np.log1p(pairs.count("numbers")) * share,
        pairs.count("shingles") / np.maximum(1, np.minimum(a.lengths("shingles"), b.lengths("shingles"))) * share,
        *_stories(pairs, share),
        *(share * x for x in pairs.agree("years")),
        *(share * x for name in ("streets", "clocks", "lead_ages", "weekdays", "figures") for x in pairs.agree(name)),
        share * pairs.count("ages") / np.maximum(1, np.maximum(a.lengths("ages"), b.lengths("ages"))),
        share * ((a.has("dead") & b.has("hurt")) | (a.has("hurt") & b.has("dead"))),
    ]
    return told, np.minimum(1.0, (full + single) / 20)


def _telling(idf: Array) -> Array:
    """How much a single word counts, in whole steps, so that sums are exact whatever their order."""
    return np.rint((0.3 + idf / RAREST) * STEPS) / STEPS


def wording(pairs: Pairs) -> Array:
    """How alike two reports are in wording, 0 to 1: the feature between those of the texts and those of the event."""
    shared = pairs.shared("words")
    common = pairs.total(shared, pairs.table.words.idf(shared.item))
    return _ratio(common, np.sqrt(pairs.a["word_mass"] * pairs.b["word_mass"])) * pairs.least("share")


def details_apart(a: Node, b: Node) -> float:
    """Whether neither the addresses nor the ages of two reports agree (their share of one telling, as in the features)."""
    one, other = a.text, b.text
    told = one.addresses and other.addresses and one.ages and other.ages
    apart = told and one.addresses.isdisjoint(other.addresses) and one.ages.isdisjoint(other.ages)
    return min(one.share, other.share) if apart else 0.0


def unlike(pairs: Pairs) -> Array:
    """Whether two are told as kinds of event that are seldom mixed up: they are compared only if they share much."""
    return pairs.differ("family") & pairs.both("type")


def _ratio(part: Array, whole: Array) -> Array:
    """Part by whole, 0 where there is no part."""
    return np.divide(part, whole, out=np.zeros(len(part)), where=part > 0)


def _title(pairs: Pairs, rarity: Rarity, day: Array) -> Array:
    """How alike the titles are by words that are rare in their time: a heading that many reports bear says nothing."""
    shared = pairs.shared("title_words")
    common = pairs.total(shared, pairs.table.words.idf(shared.item) * rarity(shared.item, day[shared.pair]))
    return _ratio(common, 5 * np.sqrt(pairs.a["title_mass"] * pairs.b["title_mass"]))


def _stories(pairs: Pairs, share: Array) -> list[Array]:
    """Kinds of story in common, and those that only one is of."""
    mine, theirs, common = pairs.a.lengths("kinds"), pairs.b.lengths("kinds"), pairs.count("kinds")
    share = share * ((mine > 0) & (theirs > 0))
    return [
        share * common / np.maximum(1, mine + theirs - common),
        share * pairs.differ("accident"),
        share * pairs.differ("self"),
        share * pairs.both("court"),
        share * pairs.differ("court"),
    ]


def _story_time(pairs: Pairs, named: Array, rarity: Rarity, lasts: Array) -> list[Array]:
    """Rare names told with the event, and the days between the two reports unless the event goes on."""
    a, b = pairs.a["published"], pairs.b["published"]
    own = pairs.shared("own")
    rare = rarity(own.item, pairs.most("told")[own.pair])
    dated = ~np.isnan(a - b) & ~lasts
    gap = np.where(dated, np.log1p(np.abs(a - b)), 0.0)
    return [np.log1p(pairs.total(own, rare)), gap, gap * named, dated & (gap < 1.1)]


def _time(pairs: Pairs, lasts: Array) -> list[Array]:
    """Dates. Of what lasts (a fire, a siege), told at one place, later dates are no evidence against."""
    a, b = pairs.a, pairs.b
    longest = np.maximum(a["last"] - a["first"], b["last"] - b["first"])
    apart = np.maximum(np.maximum(a["first"] - b["last"], b["first"] - a["last"]), 0.0)
    known = ~np.isnan(apart)
    excused = known & (apart > 0) & lasts
    apart = np.where(known & ~excused, apart, 0.0)
    same = known & ~pairs.differ("first") & ~pairs.differ("last") & (longest <= 1)
    return [
        same,
        known & (apart == 0) & ~same,
        np.log1p(apart),
        apart == 1,
        (longest <= 2) & (apart > 2),
        known & ~excused & _hours_apart(pairs),
    ]


def _hours_apart(pairs: Pairs) -> Array:
    """Whether the two are told for times of day that cannot be one, on one day or two neighbours."""
    a, b = pairs.a, pairs.b
    gap: Array = np.maximum(a["begin"] - b["end"], b["begin"] - a["end"])
    return (gap >= HOURS) & (gap < 24)


def goes_on(pairs: Pairs, distance: Array) -> Array:
    """Whether the two may be one lasting event."""
    lasting = pairs.both("lasting") & ~pairs.differ("family")
    course = pairs.a.has("course") | pairs.b.has("course")
    return at_one_lasting(lasting & course, distance, pairs.most("radius"), pairs.agree("places")[0])


def at_one_lasting(may: Array | bool, distance: Array | float, radius: Array | float, named: Array | bool) -> Array:
    """Whether what ``may`` be one lasting event (of one lasting family, one tells its course) is at one place."""
    reach = np.minimum(LASTING_KM, SITE_KM + radius)
    return may & np.where(np.isnan(distance), named, distance <= reach)


def _space(pairs: Pairs, rarity: Rarity, distance: Array) -> list[Array]:
    name, name_apart = pairs.agree("sounds")
    apart = _spots_apart(pairs, distance)
    widest = pairs.most("radius")
    beyond = np.maximum(0.0, distance - widest)  # NaN where one has no point, which no comparison finds true
    within = name_apart & (beyond == 0)  # what lies in a town's circle may be anywhere in it: no conflict, no agreement
    name_apart = name_apart & ~(beyond <= SAME_KM)  # two names of about the same place
    hidden = (apart > 0) | within | (name_apart & _two_towns(pairs, distance))
    return [
        (distance <= SAME_KM) & (apart == 0) & (widest <= WIDEST_KM),
        (distance > SAME_KM) & (beyond <= NEAR_KM) & ~hidden,
        np.where(np.isnan(beyond), 0.0, np.log1p(beyond / 10)),
        (widest <= EXACT_KM) & (beyond > FAR_KM),
        name,
        name_apart,
        _rarest(pairs, PLACE, rarity),
        _rarest(pairs, DETAIL, rarity),
        _areas_apart(pairs, distance),
        apart,
        _placeless(pairs),
    ]


def _rarest(pairs: Pairs, kind: int, rarity: Rarity) -> Array:
    """How rare the rarest shared key of a kind is, 0 to 1; of other weeks it says nothing but for what lasts."""
    shared = pairs.shared("keys")
    chosen = pairs.table.words.kind(shared.item) == kind
    shared = Shared(shared.pair[chosen], shared.item[chosen])
    rare = pairs.highest(shared, rarity(shared.item, pairs.most("filed")[shared.pair])) / 5
    near = np.abs(pairs.a["filed"] - pairs.b["filed"]) <= ONE_WEEK
    return np.where(near | (pairs.both("lasting") & ~pairs.differ("family")), rare, 0.0)


def _distance(pairs: Pairs) -> Array:
    """Kilometres between the points of the two, NaN where one has none."""
    a, b = pairs.a, pairs.b
    return kilometres(a["lat"], a["lon"], b["lat"], b["lon"])


def _spots_apart(pairs: Pairs, distance: Array) -> Array:
    """How surely two spots are two places; each two names are held against each other once."""
    a, b = pairs.a, pairs.b
    derived, larger = a.has("derived") | b.has("derived"), pairs.most("radius")
    asked = np.flatnonzero(pairs.both("spot") & pairs.differ("spot") & (derived | (distance > larger)))
    one, other = (side["spot"][asked].astype(np.int64) for side in (a, b))
    codes, at = np.unique(np.minimum(one, other) << 32 | np.maximum(one, other), return_inverse=True)
    names = pairs.table.words.names
    unlike = [not alike(str(names[code >> 32]), str(names[code & (1 << 32) - 1])) for code in codes.tolist()]
    asked = asked[np.array(unlike, np.bool_)[at]]
    apart = np.zeros(len(pairs))
    radii = a["radius"][asked] + b["radius"][asked]
    apart[asked] = how_far_apart(derived[asked], distance[asked], larger[asked], radii)
    return apart


def _areas_apart(pairs: Pairs, distance: Array) -> Array:
    """Whether the two lie in different provinces or countries and not on both sides of a border."""
    widest = pairs.most("radius")
    reach = np.where(widest <= FINE_KM, pairs.a["radius"] + pairs.b["radius"], widest)
    provinces = pairs.agree("layers")[0] & pairs.agree("provinces")[1]
    return ~(distance <= reach + APART_KM) & ~pairs.agree("sounds")[0] & (pairs.agree("countries")[1] | provinces)


def _placeless(pairs: Pairs) -> Array:
    """Whether one of two events of reports that tell of several has no place of its own."""
    return pairs.both("type") & pairs.both("has_text") & ~pairs.both("placed")


def _two_towns(pairs: Pairs, distance: Array) -> Array:
    """Whether two settlements of other names, whose circles lie apart, are told of what belongs to one of them.

    A town taken or attacked says nothing on the next town; a fire or a march may be told of either.
    """
    here = pairs.both("of_town") & pairs.both("has_text")
    reach = pairs.a["radius"] + pairs.b["radius"] + APART_KM
    return here & (pairs.most("radius") <= FINE_KM) & (distance > reach)


def _toll(pairs: Pairs, what: str) -> list[Array]:
    """(agree, same, none in either, by how much they cannot both be): agreement weighs more the larger the number."""
    low, high = f"{what}_low", f"{what}_high"
    a, b = pairs.a, pairs.b
    apart = np.maximum(np.maximum(a[low] - b[high], b[low] - a[high]), 0.0)
    most = pairs.most(high)
    some = (apart == 0) & (most > 0) & (most < OPEN)
    agree = np.where(some, np.minimum(MOST_TOLD, np.log2(1 + np.maximum(1.0, pairs.least(low))) / 2), 0.0)
    same = some & ~pairs.differ(low) & ~pairs.differ(high)
    against = np.where(apart > 0, apart, 0.0)
    return [agree, same, (apart == 0) & (most == 0), _ratio(np.log1p(against), np.log1p(pairs.most(low)))]


def _killed_one(pairs: Pairs) -> Array:
    """Whether nobody was killed in one, and somebody in the other."""
    a, b = pairs.a, pairs.b
    one: Array = (a["killed_high"] == 0) & (b["killed_low"] > 0)
    other: Array = (b["killed_high"] == 0) & (a["killed_low"] > 0)
    return one | other


def _kind(pairs: Pairs) -> list[Array]:
    told = pairs.both("type")
    return [told & ~pairs.differ("type"), told & pairs.differ("family")]


def _parties(pairs: Pairs, rarity: Rarity) -> list[Array]:
    actor, actor_apart = pairs.agree("actors")
    others = [x for name in ("targets", "means", "facilities") for x in pairs.agree(name)]
    return [actor, _rarest(pairs, ACTOR, rarity), actor_apart, *others, pairs.agree("works")[1]]


def _manner(pairs: Pairs, distance: Array) -> list[Array]:
    roundup = pairs.a.has("roundup") | pairs.b.has("roundup")
    return [roundup, _lasts(pairs, distance), pairs.differ("news"), 1.0 - pairs.least("share")]


def _lasts(pairs: Pairs, distance: Array) -> Array:
    """Whether the two are of one kind that may last, and at one place."""
    may = pairs.both("lasting") & ~pairs.differ("family")
    return at_one_lasting(may, distance, pairs.most("radius"), pairs.agree("sounds")[0])
