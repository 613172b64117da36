"""A place as a point with a radius, or an area with a level, or just its words."""

from __future__ import annotations

from typing import Literal

import msgspec

Precision = Literal["facility", "place", "near", "admin2", "admin1", "country", "region", "unknown"]


class Where(msgspec.Struct, frozen=True, omit_defaults=True, tag="where"):
    """Where something is said to have happened.

    ``name`` is the gazetteer's name (or the words when nothing was found: then ``lat`` and ``lon`` are ``None``).
    ``radius_m`` is the honest uncertainty in metres. ``probability`` (0-1) is calibrated; below the cut nothing is
    resolved. ``derivation`` tells in words how a point was derived ("5 km east of Qayyarah").
    ``alternatives`` holds up to three other candidates, best first.
    """

    name: str
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    precision: Precision = "unknown"
    kind: str = ""  # place kind: city, village, neighbourhood, oil_field, ...
    admin2: str | None = None
    admin1: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    gazetteer_id: str | None = None
    layer: str | None = None
    probability: float | None = None
    derivation: str = ""
    reasons: tuple[tuple[str, float], ...] = ()  # ranking features and their contributions
    alternatives: tuple[Where, ...] = ()
