"""Points and radii of relative places and facilities, from the places they lean on, with the derivation in words."""

from __future__ import annotations

import math
import re

import msgspec

from dateline.gazetteer import Candidate, Gazetteer, Place
from dateline.gazetteer.names import fold, plain, skeleton
from dateline.gazetteer.place import AREA_KINDS, SETTLEMENTS, kilometres, offset
from dateline.gazetteer.place import bearing as bearing_of
from dateline.model import PlaceMention, Span, Where
from dateline.model.where import Precision
from dateline.vocab import yaml_file

NEAR_M = 10_000.0  # "near X": this far beyond X's own radius
CLOSE_KM, FAR_KM = 25.0, 60.0  # how far a facility may lie from the town it is named by
# "South of X": between these distances from X's edge; a village gives the direction of what is near it, a city of a region.
SECTOR_LOW_M, SECTOR_HIGH_M = (2_000.0, 10_000.0), (10_000.0, 25_000.0)  # least and most of the two distances
_TELLS_WHERE = frozenset({"direction", "offset", "near", "ring"})
_PHRASES = {"near": "near", "road": "on the road to", "border": "at the border of"}
LARGE_M = 8_000.0  # radius of a city of about a million
VILLAGES = frozenset({"village", "town"})
PARTS = frozenset({"neighbourhood", "admin2"})  # what a name is called that is part of a town
AREAS = ("country", "admin1", "admin2", "region")


def derived(mentions: list[PlaceMention], values: dict[int, Where], gazetteer: Gazetteer) -> list[Where]:
    """A value for every mention: those of names as given, the others derived from them."""
    at = {m.span: values[i] for i, m in enumerate(mentions) if i in values and m.kind == "name"}
    at |= {m.span: _named(m, at[m.span], at) for m in mentions if m.span in at}
    out: list[Where] = []
    for i, mention in enumerate(mentions):
        if mention.kind == "facility":
            out.append(_facility(mention, values.get(i), at, gazetteer))
        elif mention.kind == "relative":
            anchors = [at[a] for a in mention.anchors if a in at]
            found = relative(mention, anchors)
            out.append(found if found.placed or not anchors else Where(anchors[0].name))
        else:
            out.append(at.get(mention.span, values.get(i, Where(mention.words))))
    return out


def _named(mention: PlaceMention, value: Where, at: dict[Span, Where]) -> Where:
    """A name with a phrase behind it ("Qayyarah, south of Mosul"), or called a part of a town ("the Qusur district of Deir
    ez-Zor"): when the name is not known, the phrase or the town places it."""
    if not mention.relation:
        return value if value.placed else _part_of_town(mention, value, at)
    if value.placed and not (value.kind == "village" and mention.relation in _TELLS_WHERE):
        return value
    anchors = [at[a] for a in mention.anchors if a in at]
    spot = relative(mention, anchors)
    if not spot.placed or (value.placed and _fits(value, mention, next(a for a in anchors if a.placed))):
        return value
    return msgspec.structs.replace(spot, name=mention.words, gazetteer_id=None, layer=None)


def _fits(value: Where, mention: PlaceMention, anchor: Where) -> bool:
    """Whether a village lies about where its phrase says; else another village of the name is meant. "South of" a city is
    said of what lies a day's march away."""
    here = anchor.lat or 0.0, anchor.lon or 0.0, value.lat or 0.0, value.lon or 0.0
    size, away = (anchor.radius_m or 0.0) / 1000, kilometres(*here)
    if mention.distance_m is not None:
        return away < 2 * mention.distance_m / 1000 + 15.0 + size
    if mention.relation == "near" or away < size + 10.0:
        return away < 40.0 + size
    turn = abs((bearing_of(*here) - (mention.bearing or 0.0) + 180.0) % 360.0 - 180.0)
    return away < 100.0 + size and (mention.bearing is None or turn < 75.0)


def _part_of_town(mention: PlaceMention, value: Where, at: dict[Span, Where]) -> Where:
    town = at.get(mention.container) if mention.container is not None else None
    part = town is not None and mention.type_cue in PARTS and town.precision == "place"
    village = town is not None and mention.type_cue in VILLAGES and town.precision in ("admin1", "admin2")
    if town is None or not (part or village):
        return value
    return msgspec.structs.replace(
        town,
        name=mention.words,
        kind="neighbourhood" if part else "village",
        gazetteer_id=None,
        layer=None,
        alternatives=value.alternatives,
        derivation=f"a {'part' if part else 'village'} of {town.name}; its own point is in no layer",
    )


def sector(size: float) -> tuple[float, float]:
    """From where to where "south of X" reaches, in metres from the edge of an X with this radius in metres.

    >>> sector(2_000.0), sector(10_000.0)
    ((2000.0, 10000.0), (10000.0, 25000.0))
    """
    return min(max(size, SECTOR_LOW_M[0]), SECTOR_LOW_M[1]), min(max(2.5 * size, SECTOR_HIGH_M[0]), SECTOR_HIGH_M[1])


def relative(mention: PlaceMention, anchors: list[Where]) -> Where:
    """Point and radius of a relative place; only its words when no anchor has a point."""
    placed = [a for a in anchors if a.placed]
    if not placed:
        return Where(mention.words)
    if mention.relation in ("between", "road") and len(placed) > 1:
        return _between(mention, placed[0], placed[1])
    anchor = placed[0]
    lat, lon, reach = _shape(mention, anchor)
    return Where(
        name=anchor.name,
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_m=round(reach),
        precision=_precision(mention, anchor),
        kind=anchor.kind if mention.relation in ("part", "centre") else "near",
        admin2=anchor.admin2,
        admin1=anchor.admin1,
        country=anchor.country,
        gazetteer_id=anchor.gazetteer_id,
        layer=anchor.layer,
        probability=anchor.probability,
        derivation=_story(mention, anchor, reach),
    )


def _shape(mention: PlaceMention, anchor: Where) -> tuple[float, float, float]:
    """(lat, lon, radius in metres) by the kind of relation."""
    lat, lon, size = anchor.lat or 0.0, anchor.lon or 0.0, anchor.radius_m or 1000.0
    towards, far = mention.bearing, mention.distance_m
    area = anchor.precision in AREAS
    if mention.relation == "offset" and towards is not None and far is not None:
        return (*offset(lat, lon, towards, far), max(500.0, 0.2 * far))
    if mention.relation == "ring" and far is not None:
        return lat, lon, far + min(size, far)
    if mention.relation == "direction" and towards is not None and not area:
        low, high = sector(size)
        return (*offset(lat, lon, towards, size + (low + high) / 2), (high - low) / 2 + size / 2)
    if mention.relation == "centre":
        return lat, lon, max(500.0, 0.3 * size)
    if mention.relation in ("edge", "outskirts") and not area:
        if towards is None:
            return lat, lon, 1.3 * size + 1000.0
        return (*offset(lat, lon, towards, size), max(2000.0, 0.5 * size))
    if mention.relation == "countryside" and not area:
        if towards is None:
            return lat, lon, size + 15_000.0
        return (*offset(lat, lon, towards, size + NEAR_M), 15_000.0)
    if towards is not None and _means_the_province(mention, anchor):
        return (*offset(lat, lon, towards, size + NEAR_M), 15_000.0)
    if towards is not None:  # a part of a town or an area
        return (*offset(lat, lon, towards, 0.5 * size), 0.6 * size)
    if mention.relation in ("part", "border"):
        return lat, lon, size
    return lat, lon, size + (30_000.0 if mention.relation == "coast" else NEAR_M)


def _means_the_province(mention: PlaceMention, anchor: Where) -> bool:
    """Whether "northern Idlib" speaks of the country north of the town as well as of its north: a town that its province
    is called after, and not so large that its quarters are news by themselves ("eastern Aleppo")."""
    if mention.relation != "part" or anchor.precision != "place" or not anchor.admin1:
        return False
    adjective = mention.words.split(" ", 1)[0].lower().endswith("ern")
    small = (anchor.radius_m or 0.0) < LARGE_M
    return adjective and small and skeleton(fold(anchor.name)) == skeleton(fold(anchor.admin1))


def _between(mention: PlaceMention, a: Where, b: Where) -> Where:
    lat1, lon1, lat2, lon2 = a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0
    gap = kilometres(lat1, lon1, lat2, lon2) * 1000.0
    lat, lon = offset(lat1, lon1, bearing_of(lat1, lon1, lat2, lon2), gap / 2)
    wide = gap > 300_000
    return Where(
        name=f"{a.name} - {b.name}",
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_m=round(max(1000.0, gap / 2)),
        precision="region" if wide else "near",
        kind="near",
        admin1=a.admin1 if a.admin1 == b.admin1 else None,
        country=a.country if a.country == b.country else None,
        probability=min(a.probability or 1.0, b.probability or 1.0),
        derivation=f"halfway between {a.name} and {b.name}, {gap / 1000:.0f} km apart",
    )


def _precision(mention: PlaceMention, anchor: Where) -> Precision:
    if anchor.precision in AREAS:
        return (
            anchor.precision if mention.relation in ("centre",) or mention.bearing is None else _wider(anchor.precision)
        )
    whole = mention.relation in ("centre", "part") and not _means_the_province(mention, anchor)
    return "place" if whole else "near"


def _wider(precision: Precision) -> Precision:
    """A part of a country is a region; a part of a smaller area is still that area."""
    return "region" if precision == "country" else precision


def _story(mention: PlaceMention, anchor: Where, reach: float) -> str:
    if _means_the_province(mention, anchor):
        return f"the {mention.words.split(' ', 1)[0].lower()} part of {anchor.name} or of the province called after it; within {reach / 1000:.1f} km of the point"
    compass = {
        0: "north",
        45: "north-east",
        90: "east",
        135: "south-east",
        180: "south",
        225: "south-west",
        270: "west",
        315: "north-west",
    }
    side = compass.get(int(mention.bearing)) if mention.bearing is not None else ""
    told = {
        "offset": f"{(mention.distance_m or 0) / 1000:g} km {side} of {anchor.name}",
        "ring": f"{(mention.distance_m or 0) / 1000:g} km from {anchor.name}, direction not said",
        "direction": f"{side} of {anchor.name}, distance not said",
        "part": f"the {side} of {anchor.name}" if side else f"a part of {anchor.name}",
    }.get(
        mention.relation,
        f"{(side + ' ') if side else ''}{_PHRASES.get(mention.relation, mention.relation + ' of')} {anchor.name}",
    )
    return f"{told}; within {reach / 1000:.1f} km of the point"


def _facility(mention: PlaceMention, own: Where | None, at: dict[Span, Where], gazetteer: Gazetteer) -> Where:
    """The facility itself when a layer has it under its whole name or as the only one of its kind around the place it is
    named by; else that place, no more precise than it. ``own`` is what the name in front of its kind means."""
    hosts = [at[s] for s in (*mention.anchors, mention.container) if s is not None and s in at]
    hosts = [own, *hosts] if own is not None else hosts
    host = next((h for h in hosts if h.placed), None)
    known = _by_name(mention, host, gazetteer)
    if known is None and host is not None:
        known = _only_one_near(mention, host, gazetteer)
    if known is not None:
        return known
    if host is None:
        return Where(hosts[-1].name if hosts and own is None else mention.words, kind=mention.type_cue)
    if host.precision == "facility":
        return host
    outside = mention.container is not None and host is at.get(mention.container)
    return _at_host(
        mention, relative(mention, [host]) if mention.relation and host is not own else host, outside=outside
    )


def _by_name(mention: PlaceMention, host: Where | None, gazetteer: Gazetteer) -> Where | None:
    """The facility that a layer has under the whole words, the nearest to the host if there are several."""
    found = [c.place for c in gazetteer.candidates(mention.words) if _is_facility(c)]
    if not found:
        return None
    if host is None:
        return _facility_value(found[0], 0.9 if len(found) == 1 else 0.5)
    lat, lon = host.lat or 0.0, host.lon or 0.0
    place = min(found, key=lambda p: kilometres(p.lat, p.lon, lat, lon))
    near = kilometres(place.lat, place.lon, lat, lon) < max(100.0, (host.radius_m or 0.0) / 1000)
    return _facility_value(place, 0.95 if near else 0.6)


def _is_facility(candidate: Candidate) -> bool:
    return candidate.how in ("name", "alternate") and candidate.place.kind not in SETTLEMENTS | AREA_KINDS


def _only_one_near(mention: PlaceMention, host: Where, gazetteer: Gazetteer) -> Where | None:
    """The only facility of the mention's kind within reach of a town: 25 km, or 60 km for one "near" it."""
    if host.precision not in ("place", "near") or not mention.type_cue:
        return None
    around = mention.relation or " near " in mention.words or " outside " in mention.words
    reach = FAR_KM if around else CLOSE_KM
    lat, lon = host.lat or 0.0, host.lon or 0.0
    found = [p for p in gazetteer.of_kind(mention.type_cue) if kilometres(p.lat, p.lon, lat, lon) < reach]
    if len(found) != 1:
        return None
    kind = mention.type_cue.replace("_", " ")
    why = f"the only {kind} that a layer has within {reach:g} km of {host.name}"
    # 0.7: a layer seldom has every facility of a kind
    return _facility_value(found[0], 0.7 * (host.probability or 1.0), why)


def _facility_value(place: Place, probability: float, why: str = "") -> Where:
    return Where(
        name=plain(place.name),
        lat=place.lat,
        lon=place.lon,
        radius_m=float(place.radius_m),
        precision="facility",
        kind=place.kind,
        admin2=plain(place.admin2) or None,
        admin1=plain(place.admin1) or None,
        country=place.country or None,
        gazetteer_id=place.ref,
        layer=place.layer,
        probability=round(probability, 3),
        reasons=((why, 0.0),) if why else (),
    )


_BEFORE_A_PLACE = re.compile(
    r"(?:\s+(?:at|in|of|near|outside|called|named|the|city|town|village|district|area|region|nearby))+$"
)


def _what(mention: PlaceMention, *, outside: bool) -> str:
    """The words of a facility without the name of the place they put it at: "refinery" of "the refinery at Baiji", "air
    base" of "Qayyarah air base"; all of them where that place stands ``outside`` ("the Temple of Bel in Palmyra")."""
    words = mention.words
    if not outside and mention.anchors:
        start, end = (edge - mention.start for edge in (mention.anchors[0].start, mention.anchors[0].end))
        words = words[end:] if start <= 0 else _BEFORE_A_PLACE.sub("", words[:start].rstrip())
    told = " ".join(words.split())
    return told or (mention.type_cue or "facility").replace("_", " ")


def _at_host(mention: PlaceMention, host: Where, *, outside: bool) -> Where:
    reach = math.hypot(host.radius_m or 0.0, 5_000.0 if host.precision == "place" else 0.0)
    entry = yaml_file("places_facilities").get(mention.type_cue, {})
    near = host.precision == "place" and not _within(mention, entry, outside=outside)
    return msgspec.structs.replace(
        host,
        kind=mention.type_cue or host.kind,
        precision="near" if near else host.precision,
        radius_m=round(max(reach, float(entry.get("radius_m", 0)))),
        derivation=f"{_what(mention, outside=outside)} {'in' if host.precision in AREAS else 'at'} {host.name}; its own point is in no layer",
    )


URBAN_M = 500.0  # radius of the kinds that stand among houses: a hospital, a market, a station
WIDE_M = 2000.0  # radius of those that never do: an oil field, an air base


def _within(mention: PlaceMention, entry: dict[str, object], *, outside: bool) -> bool:
    """Whether a facility stands inside the town that it is named by: "the market in X", "X hospital", "the depot in X"; not
    one at or near it, and no oil field."""
    size = float(str(entry.get("radius_m", URBAN_M)))
    if mention.relation or _AROUND.search(mention.words):
        return False
    return size <= URBAN_M or (size < WIDE_M and (outside or " in " in mention.words))


_AROUND = re.compile(r"\b(?:near|outside|around|close to|off)\b")
