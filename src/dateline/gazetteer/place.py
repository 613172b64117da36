"""A place of a gazetteer, and a place as the answer to a name."""

from __future__ import annotations

import math
from typing import Literal

import msgspec

How = Literal["name", "alternate", "stripped", "short", "people", "slavic", "skeleton"]
HOWS: tuple[How, ...] = ("name", "alternate", "stripped", "short", "people", "slavic", "skeleton")

AREA_KINDS = frozenset({"country", "admin1", "admin2", "region", "continent", "sea", "river", "lake", "mountains", "desert",
                        "island", "peninsula"})  # fmt: skip
SETTLEMENTS = frozenset({"city", "town", "village", "place", "neighbourhood", "borough", "camp"})


class Place(msgspec.Struct, frozen=True):
    """One row of a layer. Degrees WGS84; ``radius_m`` says how far the named thing may reach from its point;
    ``population`` 0 means unknown; ``ref`` is the source's own id ("gn:99237")."""

    ref: str
    name: str
    lat: float
    lon: float
    kind: str
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    radius_m: int = 0
    layer: str = ""


class Candidate(msgspec.Struct, frozen=True):
    """A place that a name may mean, and how the name led to it; ``key`` is the key that matched."""

    place: Place
    how: How
    key: str = ""


def kilometres(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres (haversine, mean Earth radius 6371.0088 km).

    >>> round(kilometres(36.34, 43.13, 35.8, 43.29), 1)
    61.7
    """
    p, q = math.radians(a_lat), math.radians(b_lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    return 12742.0176 * math.asin(min(1.0, math.sqrt(h)))


def offset(lat: float, lon: float, bearing: float, metres: float) -> tuple[float, float]:
    """The point that lies ``metres`` from (lat, lon) in direction ``bearing`` (degrees, 0 = north), on a sphere.

    >>> [round(x, 3) for x in offset(0, 0, 90, 111_195)]
    [0.0, 1.0]
    """
    d, b, p = metres / 6_371_008.8, math.radians(bearing), math.radians(lat)
    q = math.asin(max(-1.0, min(1.0, math.sin(p) * math.cos(d) + math.cos(p) * math.sin(d) * math.cos(b))))
    turn = math.atan2(math.sin(b) * math.sin(d) * math.cos(p), math.cos(d) - math.sin(p) * math.sin(q))
    return math.degrees(q), (math.degrees(turn) + lon + 540.0) % 360.0 - 180.0


def bearing(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Direction in degrees (0 = north, clockwise) from the first point to the second."""
    p, q, d = math.radians(a_lat), math.radians(b_lat), math.radians(b_lon - a_lon)
    y = math.sin(d) * math.cos(q)
    x = math.cos(p) * math.sin(q) - math.sin(p) * math.cos(q) * math.cos(d)
    return math.degrees(math.atan2(y, x)) % 360.0


def settlement_radius(population: int) -> int:
    """Radius in metres that a town of this many people may be thought to fill: 250 m times the square root of the
    thousands (Mosul 1.7 million: 10 km), at least 1 km; 2 km where the population is unknown."""
    return 2000 if population <= 0 else int(max(1000, 250 * math.sqrt(population / 1000)))
