"""From cards to map and timeline, with the towns around for orientation."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from dateline.gazetteer.base import base_path
from dateline.web.cards import Card
from dateline.web.map import Drawing, Spot, core, draw, shown_box
from dateline.web.timeline import Chart, Stretch, chart

TOWNS = 60  # candidates for labels; few of them fit
AREAS_FROM_M = 150_000.0  # a less certain point is no spot on a map but an area: left to the list


def map_of(cards: Sequence[Card]) -> Drawing | None:
    """The map of the located incidents; several at one point share a mark that leads to the best known of them."""
    at: defaultdict[tuple[float, float], list[Card]] = defaultdict(list)
    for card in cards:
        if card.point is not None and card.point[2] < AREAS_FROM_M:
            at[round(card.point[0], 3), round(card.point[1], 3)].append(card)
    spots = []
    for (lat, lon), here in at.items():
        first = max(here, key=lambda c: (c.independent, c.reports, c.anchor))
        more = f" ({len(here)})" if len(here) > 1 else ""
        spots.append(
            Spot(
                lat=lat,
                lon=lon,
                label=first.place + more,
                radius_m=max(c.point[2] for c in here if c.point),
                incident=first.anchor,
                kind=first.verification,
                weight=len(here),
            )
        )
    if not spots:
        return None
    kept, outside = core(spots)
    return draw(kept, _towns(kept), outside)


def _towns(spots: Sequence[Spot]) -> list[Spot]:
    """The largest towns on the map, from the packaged gazetteer."""
    west, south, east, north = shown_box(spots)
    db = sqlite3.connect(f"file:{base_path().as_posix()}?mode=ro&immutable=1", uri=True)
    try:
        rows = db.execute(
            "SELECT name, lat / 1e5, lon / 1e5 FROM place WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? "
            "AND population > 0 AND kind IN ('city', 'town', 'village', 'place', 'capital') "
            "ORDER BY population DESC, name LIMIT ?",
            (south * 1e5, north * 1e5, west * 1e5, east * 1e5, TOWNS),
        ).fetchall()
    finally:
        db.close()
    return [Spot(lat=lat, lon=lon, label=name) for name, lat, lon in rows]


def timeline_of(cards: Sequence[Card]) -> Chart | None:
    """The timeline of the dated incidents."""
    return chart(
        [
            Stretch(
                first=card.days[0],
                last=card.days[1],
                label=card.heading,
                incident=card.anchor,
                kind=card.verification,
                open=card.open,
            )
            for card in cards
            if card.days is not None
        ]
    )
