"""Outlines of countries from the packaged file (Natural Earth 1:50m, public domain), cut to a box of degrees."""

from __future__ import annotations

import lzma
from functools import cache
from importlib.resources import files

import msgspec

Point = tuple[float, float]  # lon, lat in degrees
Ring = list[Point]
Box = tuple[float, float, float, float]  # west, south, east, north


class _Country(msgspec.Struct):
    name: str
    rings: list[list[list[int]]]


class _File(msgspec.Struct):
    scale: tuple[float, float]
    translate: tuple[float, float]
    arcs: list[list[tuple[int, int]]]
    countries: list[_Country]


@cache
def _countries() -> list[tuple[str, list[Ring]]]:
    packed = files("dateline.web").joinpath("data/countries-50m.json.xz").read_bytes()
    held = msgspec.json.decode(lzma.decompress(packed), type=_File)
    arcs = [_arc(arc, held) for arc in held.arcs]
    return [
        (country.name, [_ring(ring, arcs) for polygon in country.rings for ring in polygon])
        for country in held.countries
    ]


def _arc(steps: list[tuple[int, int]], held: _File) -> Ring:
    points: Ring = []
    x = y = 0
    for dx, dy in steps:
        x, y = x + dx, y + dy
        points.append((x * held.scale[0] + held.translate[0], y * held.scale[1] + held.translate[1]))
    return points


def _ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    """A ring from its arcs: a negative index ~i is arc i backwards; each arc begins where the last one ended."""
    ring: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def outlines(box: Box) -> list[tuple[str, list[Ring]]]:
    """Name and rings of each country that reaches into the box, cut to it. The box must not cross 180 degrees."""
    found = []
    for name, rings in _countries():
        cut = [ring for whole in rings if _touches(whole, box) and len(ring := _clip(whole, box)) > 2]
        if cut:
            found.append((name, cut))
    return found


def _touches(ring: Ring, box: Box) -> bool:
    west, south, east, north = box
    lons = [lon for lon, _ in ring]
    lats = [lat for _, lat in ring]
    return min(lons) <= east and max(lons) >= west and min(lats) <= north and max(lats) >= south


def _clip(ring: Ring, box: Box) -> Ring:
    """The part of a polygon inside the box (Sutherland and Hodgman's way: one side after the other)."""
    west, south, east, north = box
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = _clip_side(ring, axis, limit, sign)
    return ring


def _clip_side(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    kept: Ring = []
    for here, after in zip(ring, ring[1:] + ring[:1], strict=True):
        a, b = sign * (here[axis] - limit), sign * (after[axis] - limit)
        if a >= 0:
            kept.append(here)
        if (a >= 0) != (b >= 0):
            part = a / (a - b)
            kept.append((here[0] + part * (after[0] - here[0]), here[1] + part * (after[1] - here[1])))
    return kept
