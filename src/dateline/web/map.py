"""The map of the situation report: a plain drawing, no tiles. Degrees go in, pixels of an SVG come out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

import msgspec

from dateline.ledger.query import distance_m
from dateline.web.outlines import Box, outlines

WIDTH, HEIGHT = 960.0, 560.0
LABEL = 6.6  # pixels a character of a label takes, about
NEAR_M = 150_000.0  # spots within this of the middle are never far off
SMALLEST_DEGREES = 0.6  # of latitude shown, so that a single incident has surroundings
LARGEST_CIRCLE = 2000.0  # pixels
SCALE_BOX = (WIDTH - 190.0, HEIGHT - 44.0, WIDTH, HEIGHT)  # where the scale bar stands
COUNTRY_FROM = 0.04  # of the sheet that a country must take to be named


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Something to draw: an incident with its honest radius, or (``incident`` empty) a town for orientation."""

    lat: float
    lon: float
    label: str
    radius_m: float = 0.0
    incident: str = ""
    kind: str = ""
    weight: int = 1


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A spot in pixels. ``label_x`` and ``label_y`` are ``None`` where no label fits."""

    x: float
    y: float
    radius: float
    label: str
    label_x: float | None
    label_y: float | None
    anchor: str
    incident: str
    kind: str
    size: float


class Line(msgspec.Struct, frozen=True):
    """A line of the graticule with its label in degrees."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a template needs to draw the map. Paths are SVG path data made of numbers only."""

    width: float
    height: float
    land: list[tuple[str, str]]
    countries: list[tuple[str, float, float]]
    lines: list[Line]
    marks: list[Mark]
    towns: list[Mark]
    scale_px: float
    scale_label: str
    outside: int
    attribution: str = "Outlines: Natural Earth. Places: GeoNames."


class _Plane:
    """Plate carrée with the middle latitude true to scale: right for a region, legible for the world."""

    def __init__(self, box: Box) -> None:
        self.west, self.south, self.east, self.north = box
        self.squeeze = max(0.2, math.cos(math.radians((self.south + self.north) / 2)))
        self.unit = min(WIDTH / ((self.east - self.west) * self.squeeze), HEIGHT / (self.north - self.south))
        self.unit_x = self.unit * self.squeeze

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        middle_x, middle_y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return WIDTH / 2 + (lon - middle_x) * self.unit_x, HEIGHT / 2 - (lat - middle_y) * self.unit

    @property
    def shown(self) -> Box:
        """The degrees that the whole sheet shows."""
        half_x, half_y = WIDTH / 2 / self.unit_x, HEIGHT / 2 / self.unit
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return max(-180.0, x - half_x), max(-90.0, y - half_y), min(180.0, x + half_x), min(90.0, y + half_y)


def extent(spots: Sequence[Spot]) -> Box:
    """West, south, east, north around the spots, with a margin and never smaller than ``SMALLEST_DEGREES``."""
    lats, lons = [s.lat for s in spots], [s.lon for s in spots]
    height = max(SMALLEST_DEGREES, (max(lats) - min(lats)) * 1.25)
    width = max(SMALLEST_DEGREES * 1.7, (max(lons) - min(lons)) * 1.25)
    y, x = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    return x - width / 2, max(-90.0, y - height / 2), x + width / 2, min(90.0, y + height / 2)


def core(spots: Sequence[Spot]) -> tuple[list[Spot], int]:
    """The spots that belong on one sheet and the number of those that lie far off: more than three times as far from
    the middle (median) as 80 of 100 incidents, and more than ``NEAR_M``."""
    weighty = [s for s in spots for _ in range(min(s.weight, 50))]
    middle = (median(s.lat for s in weighty), median(s.lon for s in weighty))
    far = sorted(distance_m(middle, (s.lat, s.lon)) for s in weighty)
    limit = max(NEAR_M, 3 * far[min(len(far) - 1, int(len(far) * 0.8))])
    kept = [s for s in spots if distance_m(middle, (s.lat, s.lon)) <= limit]
    return kept, len(spots) - len(kept)


def shown_box(spots: Sequence[Spot]) -> Box:
    """The degrees that the map of these spots will show."""
    return _Plane(extent(spots)).shown


def draw(spots: Sequence[Spot], towns: Sequence[Spot] = (), outside: int = 0) -> Drawing:
    """The map of one or more spots, the weightiest labelled first."""
    plane = _Plane(extent(spots))
    taken: list[Box] = [SCALE_BOX, (0.0, 0.0, WIDTH, 16.0)]
    ordered = sorted(spots, key=lambda s: (-s.weight, s.lat, s.lon, s.incident))
    points = [plane.xy(s.lon, s.lat) for s in ordered]
    taken += [(x - 6, y - 6, x + 6, y + 6) for x, y in points]
    labelled: set[str] = set()
    marks = [_mark(s, plane, taken, labelled) for s in ordered]
    around = [_mark(t, plane, taken, labelled) for t in towns if _inside(*plane.xy(t.lon, t.lat))]
    scale_px, scale_label = _scale(plane)
    shapes = [
        (name, [[plane.xy(lon, lat) for lon, lat in ring] for ring in rings]) for name, rings in outlines(plane.shown)
    ]
    land = [(name, "".join(_path(ring) for ring in rings)) for name, rings in shapes]
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        land=land,
        countries=_country_names(shapes, taken),
        lines=_graticule(plane),
        marks=sorted(marks, key=lambda m: -m.radius),
        towns=[t for t in around if t.label_x is not None],
        scale_px=scale_px,
        scale_label=scale_label,
        outside=outside,
    )


def _mark(spot: Spot, plane: _Plane, taken: list[Box], labelled: set[str]) -> Mark:
    x, y = plane.xy(spot.lon, spot.lat)
    radius = min(LARGEST_CIRCLE, spot.radius_m / 111_195 * plane.unit)
    size = min(11.0, 4.0 + 1.6 * math.sqrt(spot.weight)) if spot.incident else 2.0
    place = None if spot.label in labelled else _label_place(x, y, size, spot.label, taken)
    if place is not None:
        labelled.add(spot.label)
    return Mark(
        x=round(x, 1),
        y=round(y, 1),
        radius=round(radius, 1),
        label=spot.label,
        label_x=round(place[0], 1) if place else None,
        label_y=round(place[1], 1) if place else None,
        anchor=place[2] if place else "start",
        incident=spot.incident,
        kind=spot.kind,
        size=round(size, 1),
    )


def _label_place(x: float, y: float, size: float, label: str, taken: list[Box]) -> tuple[float, float, str] | None:
    """A free place for a label: right, left, above or below its mark; ``None`` when all are taken."""
    wide, gap = len(label) * LABEL, size + 4
    tries = (
        (x + gap, y + 4, "start", (x + gap, y - 8, x + gap + wide, y + 8)),
        (x - gap, y + 4, "end", (x - gap - wide, y - 8, x - gap, y + 8)),
        (x, y - gap, "middle", (x - wide / 2, y - gap - 12, x + wide / 2, y - gap + 4)),
        (x, y + gap + 9, "middle", (x - wide / 2, y + gap - 3, x + wide / 2, y + gap + 13)),
    )
    for label_x, label_y, anchor, box in tries:
        on_sheet = box[0] > 2 and box[1] > 2 and box[2] < WIDTH - 2 and box[3] < HEIGHT - 2
        if on_sheet and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return label_x, label_y, anchor
    return None


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(x: float, y: float) -> bool:
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def _country_names(
    shapes: list[tuple[str, list[list[tuple[float, float]]]]], taken: list[Box]
) -> list[tuple[str, float, float]]:
    """Name and middle of each country that takes enough of the sheet, where its name finds room."""
    found = []
    for name, rings in shapes:
        area, x, y = max((_middle(ring) for ring in rings), default=(0.0, 0.0, 0.0))
        half = len(name) * (LABEL + 4) / 2
        box = (x - half, y - 12, x + half, y + 6)
        on_sheet = box[0] > 0 and box[2] < WIDTH and box[1] > 20 and box[3] < HEIGHT
        if area >= COUNTRY_FROM * WIDTH * HEIGHT and on_sheet and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            found.append((name, round(x, 1), round(y, 1)))
    return found


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Area of a ring and its centre of mass, in pixels (the shoelace formula)."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (abs(area), x / (6 * area), y / (6 * area)) if area else (0.0, 0.0, 0.0)


def _path(points: list[tuple[float, float]]) -> str:
    """Path data of a closed ring, points closer than half a pixel left out."""
    kept = points[:1]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 0.5:
            kept.append(point)
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in kept) + "Z"


def _graticule(plane: _Plane) -> list[Line]:
    west, south, east, north = plane.shown
    step = next((s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30) if (east - west) / s <= 8), 60)
    lines = []
    for i in range(math.ceil(west / step), math.floor(east / step) + 1):
        x, _ = plane.xy(i * step, 0)
        lines.append(Line(round(x, 1), 0, round(x, 1), HEIGHT, _degrees(i * step, "E", "W")))
    for i in range(math.ceil(south / step), math.floor(north / step) + 1):
        _, y = plane.xy(0, i * step)
        lines.append(Line(0, round(y, 1), WIDTH, round(y, 1), _degrees(i * step, "N", "S")))
    return lines


def _degrees(value: float, plus: str, minus: str) -> str:
    letter = plus if value > 0 else minus if value < 0 else ""
    return f"{abs(value):g}°{letter}"


def _scale(plane: _Plane) -> tuple[float, str]:
    """Length in pixels and label of a scale bar of a round number of kilometres."""
    per_km = plane.unit / 111.195
    steps = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
    kilometres = next((s for s in steps if s * per_km >= 70), steps[-1])
    return round(kilometres * per_km, 1), f"{kilometres} km"
