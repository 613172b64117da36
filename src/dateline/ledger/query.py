"""Choosing incidents: by time, place, type, words, verification and role."""

from __future__ import annotations

import math
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dateline.ledger import load
from dateline.model import Incident

EARTH_M = 6_371_000.0
# Combining marks of Latin, Greek, Cyrillic, Hebrew, Arabic and Indic scripts, as NFKD leaves them.
_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093c\u094d]+"
)
DEFAULT_ROLES = ("news",)


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents. Empty parts choose all; an incident without a date or a point fails a test of date or point.

    ``since`` and ``until`` are ISO days (inclusive) that the incident's range must touch. ``near`` is (lat, lon) with
    ``radius_m``; the incident's own uncertainty is added to the radius. ``box`` is (west, south, east, north) in
    degrees and may cross the 180th meridian (west > east). ``text`` are words that must all occur in title, values or
    evidence, whatever the case or the accents.
    """

    since: str | None = None
    until: str | None = None
    near: tuple[float, float] | None = None
    radius_m: float = 10_000.0
    box: tuple[float, float, float, float] | None = None
    types: tuple[str, ...] = ()
    text: str = ""
    verification: tuple[str, ...] = ()
    roles: tuple[str, ...] = DEFAULT_ROLES
    ids: tuple[str, ...] = ()


NEWS = Filter()
EVERYTHING = Filter(roles=())


class Entry(msgspec.Struct, frozen=True):
    """An incident of the ledger and when it last changed (UTC)."""

    incident: Incident
    updated_at: str


def incidents(db: sqlite3.Connection, chosen: Filter = NEWS) -> Iterator[Entry]:
    """The chosen incidents by first day (undated last), then id."""
    where, values = _conditions(chosen)
    rows = db.execute(
        "SELECT lat, lon, radius_m, record, updated_at FROM incidents "  # noqa: S608  (values are bound)
        f"{where} ORDER BY first_day IS NULL, first_day, id",
        values,
    )
    for lat, lon, radius_m, record, updated_at in rows:
        if chosen.near is None or _is_near(chosen.near, chosen.radius_m, lat, lon, radius_m):
            yield Entry(load.incident(record), updated_at)


def numbers_near(db: sqlite3.Connection, centres: Sequence[tuple[float, float]], radius_m: float) -> list[int]:
    """How many incidents of any role lie within a distance of each of some points (lat, lon)."""
    counts = [0] * len(centres)
    for lat, lon, own_m in db.execute("SELECT lat, lon, radius_m FROM incidents WHERE lat IS NOT NULL"):
        for i, centre in enumerate(centres):
            counts[i] += _is_near(centre, radius_m, lat, lon, own_m)
    return counts


def find(db: sqlite3.Connection, name: str) -> list[Entry]:
    """The incidents a person may mean by an id: the one itself, the one it was merged into, or all that begin so."""
    row = db.execute("SELECT incident_id FROM members WHERE observation_id = substr(?, 3)", (name,)).fetchone()
    target = row[0] if row else name
    exact = list(incidents(db, Filter(roles=(), ids=(target,))))
    if exact or not name:
        return exact
    rows = db.execute(
        "SELECT record, updated_at FROM incidents WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 20", (len(name), name)
    )
    return [Entry(load.incident(record), updated_at) for record, updated_at in rows]


def fold(text: str) -> str:
    """Text for search: lower case, accents off, runs of white space as one space."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(text.casefold().split())


_LISTS = {
    "types": "type IN (SELECT value FROM json_each(:types))",
    "verification": "verification IN (SELECT value FROM json_each(:verification))",
    "roles": "role IN (SELECT value FROM json_each(:roles))",
    "ids": "id IN (SELECT value FROM json_each(:ids))",
}


def _conditions(chosen: Filter) -> tuple[str, Mapping[str, Any]]:
    tests: list[str] = []
    values: dict[str, Any] = {}

    def add(test: str, **parts: Any) -> None:
        tests.append(test)
        values.update(parts)

    if chosen.since:
        add("last_day >= :since", since=chosen.since)
    if chosen.until:
        add("first_day <= :until", until=chosen.until)
    for column, test in _LISTS.items():
        wanted = getattr(chosen, column)
        if wanted:
            add(test, **{column: msgspec.json.encode(wanted).decode()})
    for number, word in enumerate(fold(chosen.text).split()):
        add(f"instr(words, :word{number}) > 0", **{f"word{number}": word})
    if chosen.box:
        west, south, east, north = chosen.box
        inside = "lon BETWEEN :west AND :east" if west <= east else "(lon >= :west OR lon <= :east)"
        add(f"lat BETWEEN :south AND :north AND {inside}", west=west, south=south, east=east, north=north)
    return (f"WHERE {' AND '.join(tests)}" if tests else ""), values


def _is_near(
    centre: tuple[float, float], radius_m: float, lat: float | None, lon: float | None, own_m: float | None
) -> bool:
    if lat is None or lon is None:
        return False
    return distance_m(centre, (lat, lon)) <= radius_m + (own_m or 0.0)


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two points (lat, lon in degrees) on a sphere (haversine)."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(x) for x in (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(half)))
