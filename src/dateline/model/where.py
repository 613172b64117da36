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

    @property
    def placed(self) -> bool:
        """Whether there is a point."""
        return self.lat is not None and self.lon is not None


#: UCDP's where_prec: 1 exact, 2 within about 25 km, 3 second-order area, 4 first-order area, 5 a wider part or a line,
#: 6 country, 7 waters and air outside any country.
UCDP_WHERE_PREC: dict[Precision, int] = {
    "facility": 1, "place": 1, "near": 2, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "unknown": 7,
}  # fmt: skip
#: ACLED's geo_precision: 1 the named place, 2 the area around it or its district, 3 a larger area. ACLED codes no event
#: that is only known by its country: 3 is as far as its ladder goes.
ACLED_GEO_PRECISION: dict[Precision, int] = {
    "facility": 1, "place": 1, "near": 2, "admin2": 2, "admin1": 3, "region": 3, "country": 3, "unknown": 3,
}  # fmt: skip


def ucdp_where_prec(where: Where) -> int | None:
    """UCDP's where_prec (1-7) of a value; ``None`` when it has no point. A sea is 7.

    >>> ucdp_where_prec(Where("Mosul", 36.34, 43.13, 10_000, "place", kind="city"))
    1
    """
    if not where.placed:
        return None
    return 7 if where.kind == "sea" else UCDP_WHERE_PREC[where.precision]


def acled_geo_precision(where: Where) -> int | None:
    """ACLED's geo_precision (1-3) of a value; ``None`` when it has no point.

    >>> acled_geo_precision(Where("Nineveh", 36.1, 42.4, 90_000, "admin1"))
    3
    """
    return ACLED_GEO_PRECISION[where.precision] if where.placed else None
