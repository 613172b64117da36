"""GeoJSON (RFC 7946): a feature an incident, with its evidence; circles of uncertainty as a second file."""

from __future__ import annotations

import math
from typing import Any

import msgspec

from dateline.export.context import Context
from dateline.export.mask import masked
from dateline.export.rows import Cell, incident_row, source_text
from dateline.export.why import views
from dateline.ledger import Entry
from dateline.ledger.query import EARTH_M

EVIDENCE = 5  # sentences a feature carries at most
CORNERS = 48  # of a circle


def incidents_geojson(context: Context, *, mask: int | None = None) -> str:
    """All chosen incidents; those without a point have ``null`` geometry. ``mask`` keeps that many decimals of a
    degree everywhere and says so in ``mask_decimals``."""
    return _collection([feature(entry, context, mask=mask) for entry in context.entries], mask)


def circles_geojson(context: Context, *, mask: int | None = None) -> str:
    """The uncertainty of each located incident as a polygon."""
    features = []
    for entry in context.entries:
        row = incident_row(entry, context)
        lat, lon, radius = (_number(row[name]) for name in ("latitude", "longitude", "radius_km"))
        if lat is None or lon is None or radius is None:
            continue
        centre = (_masked(lat, mask), _masked(lon, mask))
        shape = {"type": "Polygon", "coordinates": [circle(*centre, radius * 1000)]}
        names = {name: row[name] for name in ("title", "event_type", "radius_km")}
        features.append({"type": "Feature", "id": row["incident_id"], "geometry": shape, "properties": names})
    return _collection(features, mask)


def feature(entry: Entry, context: Context, *, mask: int | None = None) -> dict[str, Any]:
    """One incident as a GeoJSON feature."""
    row = incident_row(entry, context)
    lat, lon = _number(row.pop("latitude")), _number(row.pop("longitude"))
    properties: dict[str, Any] = {**row, "uncertainty_km": row["radius_km"], "evidence": _evidence(entry, context)}
    if mask is not None:
        properties = {**masked(properties, mask), "mask_decimals": mask}
    point = None
    if lat is not None and lon is not None:
        point = {"type": "Point", "coordinates": [_masked(lon, mask), _masked(lat, mask)]}
    return {"type": "Feature", "id": entry.incident.id, "geometry": point, "properties": properties}


def circle(lat: float, lon: float, radius_m: float) -> list[list[float]]:
    """A closed ring of lon/lat corners around a point, counter-clockwise as RFC 7946 wants outer rings."""
    ring = []
    reach = radius_m / EARTH_M
    for step in range(CORNERS):
        bearing = -2 * math.pi * step / CORNERS
        phi = math.radians(lat)
        up = math.asin(math.sin(phi) * math.cos(reach) + math.cos(phi) * math.sin(reach) * math.cos(bearing))
        aside = math.atan2(
            math.sin(bearing) * math.sin(reach) * math.cos(phi), math.cos(reach) - math.sin(phi) * math.sin(up)
        )
        ring.append([round(lon + math.degrees(aside), 5), round(math.degrees(up), 5)])
    return [*ring, ring[0]]


def _evidence(entry: Entry, context: Context) -> list[dict[str, Cell]]:
    seen: dict[str, dict[str, Cell]] = {}
    for view in views(entry.incident):
        claim = context.first_claim(view.best)
        found = context.quote(claim) if claim else None
        if claim and found and found.sentence_text not in seen:
            report = context.report_of(claim)
            source, url = source_text(claim, report), report.url if report else None
            seen[found.sentence_text] = {"text": found.sentence_text, "source": source, "url": url}
    return list(seen.values())[:EVIDENCE]


def _collection(features: list[dict[str, Any]], mask: int | None) -> str:
    whole: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if mask is not None:
        whole["mask_decimals"] = mask
    return msgspec.json.format(msgspec.json.encode(whole), indent=1).decode() + "\n"


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _masked(number: float, mask: int | None) -> float:
    return number if mask is None else round(number, mask)
