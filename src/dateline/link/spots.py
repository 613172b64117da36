"""Places finer than a town or a province, told apart by name and by distance.

Two districts of one city, or two villages, are two places even where both lie within the circle of the city; one place
within another (a mosque in its quarter), or two spellings of one name, are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from dateline.link.fold import fold
from dateline.model import Where

Number = TypeVar("Number", float, NDArray[Any])
Bools = bool | NDArray[Any]

FINEST_KM = 8.0  # a wider circle is a city or an area
DERIVED_KM = 15.0  # the same for a named quarter whose point is only reckoned ("in the east of the city")
FINE = frozenset({"facility", "place", "near"})
ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "at", "az", "ash", "the", "kafr", "kafar", "tell", "tel"})
ALIKE = 0.7  # ratio of common letters from which two names may be two spellings of one
DEFAULT_RADIUS_KM = {"facility": 1.0, "place": 5.0, "near": 20.0, "admin2": 40.0, "admin1": 120.0}


@dataclass(frozen=True, slots=True)
class Spot:
    """A fine place. ``derived`` if its point is reckoned from that of another place, so that only its name is its own."""

    name: str
    lat: float
    lon: float
    radius_km: float
    derived: bool = False


def radius_km(where: Where) -> float:
    """How far from its point a place may reach."""
    if where.radius_m is not None:
        return where.radius_m / 1000
    return DEFAULT_RADIUS_KM.get(where.precision, 25.0)


def point_of(places: Sequence[Where]) -> Where | None:
    """The place that says most exactly where it was: the finest within the first, or one named outright where the
    first is only reckoned from another ("near Mosul")."""
    placed = [w for w in places if w.placed]
    if not placed:
        return None
    first = placed[0]
    if first.derivation:
        anchor = fold(first.derivation)
        outright = (w for w in placed if not w.derivation and w.precision in FINE and fold(w.name) not in anchor)
        return next(outright, first)
    inside = [w for w in placed if _between(first, w) <= radius_km(first) and w.precision in FINE]
    return min(inside, key=radius_km, default=first)


def spot_of(place: Where | None) -> Spot | None:
    """The place as a spot, ``None`` for towns and areas and for what only bears the name of its anchor ("near Mosul")."""
    if place is None or place.lat is None or place.lon is None or place.precision not in FINE:
        return None
    radius = radius_km(place)
    name = fold(place.name)
    derived = bool(place.derivation)
    if not name or radius > (DERIVED_KM if derived else FINEST_KM) or (derived and name in fold(place.derivation)):
        return None
    return Spot(name, place.lat, place.lon, radius, derived)


def spots_apart(a: Spot | None, b: Spot | None) -> float:
    """How surely two spots are two places: 0 where one may be in the other, up to 2 by the distance in their radii."""
    if a is None or b is None or alike(a.name, b.name):
        return 0.0
    distance = kilometres(a.lat, a.lon, b.lat, b.lon)
    return float(
        how_far_apart(a.derived or b.derived, distance, max(a.radius_km, b.radius_km), a.radius_km + b.radius_km)
    )


def how_far_apart(derived: Bools, distance: Number, larger: Number, both: Number) -> Number:
    """The same for spots whose names are unlike: of one pair or of many, by the larger and the sum of their radii.

    Where a point is only reckoned, the name alone tells.
    """
    far = np.minimum(2.0, 0.5 + distance / np.maximum(both, 1e-9))
    return np.where(derived, 1.0, np.where(distance > larger, far, 0.0))  # type: ignore[return-value]


@lru_cache(maxsize=50_000)
def alike(a: str, b: str) -> bool:
    """Whether two folded names may be two spellings of one name, or one be part of the other.

    >>> alike("gogjali", "kokjali"), alike("al-intisar", "intisar"), alike("tahrir", "gogjali")
    (True, True, False)
    """
    (one, spelt), (other, spelt_too) = _core(a), _core(b)
    return not one or not other or not one.isdisjoint(other) or _spelt_alike(spelt, spelt_too)


def _spelt_alike(a: str, b: str) -> bool:
    """Whether the two have enough letters in common, in runs; the longest common subsequence, quick to find, is never less."""
    return Indel.normalized_similarity(a, b) >= ALIKE and SequenceMatcher(None, a, b).ratio() >= ALIKE


@lru_cache(maxsize=50_000)
def _core(name: str) -> tuple[frozenset[str], str]:
    """The telling words of a name, and the same in one order."""
    words = frozenset(w for w in name.replace("-", " ").split() if w not in ARTICLES)
    return words, " ".join(sorted(words))


def kilometres(lat_a: Number, lon_a: Number, lat_b: Number, lon_b: Number) -> Number:
    """Great-circle distance by the equirectangular approximation: right to 1 % below 500 km, enough beyond.

    Of numbers, or of many at once.
    """
    x = np.radians((lon_b - lon_a + 180) % 360 - 180) * np.cos(np.radians((lat_a + lat_b) / 2))
    return 6371 * np.hypot(x, np.radians(lat_b - lat_a))  # type: ignore[no-any-return]


def _between(a: Where, b: Where) -> float:
    assert a.lat is not None
    assert a.lon is not None
    assert b.lat is not None
    assert b.lon is not None
    return kilometres(a.lat, a.lon, b.lat, b.lon)
