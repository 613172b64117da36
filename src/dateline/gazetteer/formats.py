"""Reads the files that people have of places: GeoNames dumps, Who's On First tables, GeoJSON, CSV.

Each reader gives rows and problems in the order of the file: a bad row is reported with its place and left out, the
rest is kept. A file that cannot be what it should be raises ``FormatError`` before any row.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import lzma
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

from dateline.gazetteer.layer import Row
from dateline.gazetteer.names import fold
from dateline.model import Notice
from dateline.vocab import tsv_rows

MAX_BYTES = 4_000_000_000  # unpacked size that a packed file may have: allCountries.txt is 1.7 GB
Item = Row | Notice


class FormatError(Exception):
    """A file that cannot be read as places: what, where, what next."""


def read_places(path: Path, *, format: str | None = None) -> Iterator[Item]:  # noqa: A002  (the option's name)
    """Rows and notices of a file; its format is told by its content unless named (geonames, wof, geojson, csv)."""
    readers: dict[str, Callable[[Iterator[str], str], Iterator[Item]]] = {
        "geonames": partial(_geonames, path=path),
        "wof": _wof,
        "geojson": _geojson,
        "csv": _csv,
    }
    with ExitStack() as opened:
        name, text = _open(path, opened)
        head = text.read(65_536)
        if not head.strip():
            raise FormatError(f"{path} is empty; give a file with places in it")
        kind = format or _sniff(head)
        if kind not in readers:
            raise FormatError(f"{path}: no format {kind!r}; there are {', '.join(readers)}")
        yield from readers[kind](_lines(head, text), name)


def _open(path: Path, opened: ExitStack) -> tuple[str, io.TextIOBase]:
    """Name and text of a file, of the one table in a zip, or of an xz file. Bytes that are no UTF-8 become U+FFFD and
    are reported with their row."""
    if zipfile.is_zipfile(path):
        return _open_zip(opened.enter_context(zipfile.ZipFile(path)), path, opened)
    raw: Any = opened.enter_context(lzma.open(path) if path.suffix == ".xz" else path.open("rb"))  # noqa: SIM115
    return path.name, opened.enter_context(_text(raw))


def _text(raw: Any) -> io.TextIOBase:
    """Bytes as text: UTF-16 where the file says so by its first two bytes (spreadsheets save it), else UTF-8."""
    start = raw.read(2)
    raw.seek(0)
    encoding = "utf-16" if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    return io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")


def _open_zip(archive: zipfile.ZipFile, path: Path, opened: ExitStack) -> tuple[str, io.TextIOBase]:
    for info in archive.infolist():
        inner = PurePosixPath(info.filename.replace("\\", "/"))
        if inner.is_absolute() or ".." in inner.parts or ":" in info.filename:
            raise FormatError(f"{path} holds the path {info.filename!r}, which points outside; get the file anew")
    tables = [i for i in archive.infolist() if not i.is_dir() and "readme" not in i.filename.lower()]
    tables = [i for i in tables if i.filename.lower().endswith((".txt", ".tsv", ".csv", ".json", ".geojson"))]
    if not tables:
        raise FormatError(f"{path} holds no .txt, .tsv, .csv or .geojson file; unpack it and add the table itself")
    table = max(tables, key=lambda i: i.file_size)
    if table.file_size > MAX_BYTES:
        raise FormatError(f"{path}: {table.filename} unpacks to {table.file_size:,} bytes, more than {MAX_BYTES:,}")
    raw = opened.enter_context(archive.open(table))
    return table.filename, opened.enter_context(_text(raw))


def _lines(head: str, text: io.TextIOBase) -> Iterator[str]:
    """The lines of what was read ahead and of the rest."""
    rest = head
    while True:
        *whole, rest = rest.split("\n")
        yield from (line.rstrip("\r") + "\n" for line in whole)
        more = text.read(1 << 20)
        if not more:
            break
        rest += more
    if rest:
        yield rest.rstrip("\r") + "\n"


def _sniff(head: str) -> str:
    start = head.lstrip()[:1]
    first = head.split("\n", 1)[0]
    if start in ("{", "["):
        return "geojson"
    if first.startswith("wof_id\t"):
        return "wof"
    parts = first.split("\t")
    if len(parts) == 19 and parts[0].isdigit():
        return "geonames"
    return "csv"


def _bad(name: str, row: int, reason: str) -> Notice:
    return Notice(
        code="gazetteer-row",
        file=name,
        place=f"row {row}",
        reason=reason,
        next_step="the row was left out; correct it and add the file anew",
    )


def _degrees(value: str | float | None) -> float:
    """A number of degrees, also with a decimal comma, as half of Europe's spreadsheets write it."""
    return float(value.strip().replace(",", ".") if isinstance(value, str) else value or "")


def point(lat: str | float | None, lon: str | float | None) -> tuple[float, float] | str:
    """A point, or the reason why it is none."""
    try:
        y, x = _degrees(lat), _degrees(lon)
    except (TypeError, ValueError):
        return f"no point: latitude {lat!r}, longitude {lon!r}"
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        return f"point out of range: latitude {y:g}, longitude {x:g}"
    if y == 0 and x == 0:
        return "point 0/0, which means that the source does not know it"
    return y, x


def checked(items: Iterator[tuple[int, dict[str, Any]]], name: str) -> Iterator[Item]:
    """Rows of records with ``name``, ``lat``, ``lon`` and what else a row has; bad ones as notices."""
    seen: set[str] = set()
    same: set[tuple[str, tuple[float, float]]] = set()
    for number, record in items:
        title = str(record.get("name") or "").strip()
        spot = point(record.pop("lat", None), record.pop("lon", None))
        if not title or "\ufffd" in title:
            yield _bad(name, number, "no name" if not title else f"letters that are no UTF-8 in {title!r}")
        elif isinstance(spot, str):
            yield _bad(name, number, f"{spot} ({title})")
        elif (ref := str(record.get("ref") or "")) in seen:
            yield _bad(name, number, f"the id {ref} came before ({title})")
        elif not ref and (title, spot) in same:
            yield _bad(name, number, f"the same name and point came before ({title})")
        else:
            ref = ref or f"row:{number}"
            seen.add(ref)
            same.add((title, spot))
            record.update(name=title, ref=ref)
            yield Row(lat=spot[0], lon=spot[1], **record)


def _number(value: str | None) -> int:
    try:
        return max(0, int(float(value or 0)))
    except (ValueError, OverflowError):
        return 0


# --- GeoNames ---------------------------------------------------------------------------------------------------------

_FEATURES = {
    "PCLI": "country", "PCLD": "country", "PCLS": "country", "PCLF": "country", "ADM1": "admin1", "ADM2": "admin2",
    "ADM3": "admin2", "PPLX": "neighbourhood", "AIRB": "air_base", "AIRP": "airport", "AIRF": "airport", "OILF": "oil_field",
    "OILW": "oil_wells", "OILR": "refinery", "GASF": "gas_field", "DAM": "dam", "BDG": "bridge", "HSP": "hospital", "SCH": "school",
    "MSQE": "mosque", "CH": "church", "PRT": "port", "MN": "mine", "MLWTR": "mill", "PS": "power_plant", "PSH": "power_plant",
    "PRN": "prison", "INSM": "base", "FT": "fort", "CMPRF": "camp", "CMP": "camp", "UNIV": "university", "RSTN": "station",
    "STM": "river", "WAD": "river", "CNL": "canal", "LK": "lake", "RSV": "lake", "SEA": "sea", "GULF": "sea", "MT": "hill",
    "HLL": "hill", "MTS": "mountains", "ISL": "island", "DSRT": "desert", "PEN": "peninsula", "RGN": "region", "VAL": "region",
}  # fmt: skip
_CLASSES = {"P": "village", "A": "admin2", "H": "river", "T": "hill", "L": "region", "S": "facility", "R": "road", "V": "region", "U": "sea"}  # fmt: skip


def _geonames(lines: Iterator[str], name: str, *, path: Path) -> Iterator[Item]:
    return checked(_geonames_records(lines, _areas(path)), name)


def _areas(path: Path) -> dict[str, str]:
    """Names of the areas of a dump by their codes ("IQ.15"), from a first pass: their rows come after the places in them."""
    areas: dict[str, str] = {}
    with ExitStack() as opened:
        for line in _open(path, opened)[1]:
            if "\tADM1\t" in line or "\tADM2\t" in line:
                parts = line.split("\t")
                if len(parts) == 19 and parts[7] in ("ADM1", "ADM2"):
                    code = ".".join(parts[8:9] + parts[10 : 11 if parts[7] == "ADM1" else 12])
                    areas.setdefault(code, parts[1])
    return areas


def _geonames_records(lines: Iterator[str], areas: dict[str, str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Records of a dump. ``areas`` are the names of its areas; one that the dump has no row of keeps its code."""
    for number, line in enumerate(lines, start=1):
        parts = line.rstrip("\n").split("\t")
        if len(parts) != 19:
            yield number, {"name": "", "lat": None, "lon": None}
            continue
        ident, title, ascii_name, alternates, lat, lon, group, code, country, _cc2, a1, a2 = parts[:12]
        key1, key2 = f"{country}.{a1}", f"{country}.{a1}.{a2}"
        population = _number(parts[14])
        kind = _FEATURES.get(code) or _CLASSES.get(group, "place")
        if kind == "village":
            kind = settlement_kind(population)
        yield number, {
            "ref": f"gn:{ident}", "name": title, "lat": lat, "lon": lon, "kind": kind, "country": country,
            "admin1": areas.get(key1, key1 if a1 not in ("", "00") else ""), "admin2": areas.get(key2, ""),
            "population": population, "alternates": _alternates([*alternates.split(","), ascii_name], title),
        }  # fmt: skip


def settlement_kind(population: int) -> str:
    """Kind of a populated place by its people: city from 100,000, town from 5,000."""
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


_UNREAD = re.compile("[\u0530-\u05ff\u0700-\u1dff\u2e80-\uffff]")  # scripts whose names are not looked for in reports


def _alternates(names: list[str], name: str) -> tuple[str, ...]:
    """Alternates without the name itself, machine transliterations (all small Latin letters) and scripts that reports
    are not searched for (kept: Latin, Cyrillic, Arabic)."""
    kept = []
    for other in dict.fromkeys(n.strip() for n in names):
        small = other.isascii() and not any(c.isupper() for c in other)
        if len(other) > 1 and other != name and not small and not _UNREAD.search(other) and other[:4] != "http":
            kept.append(other)
    return tuple(kept)


# --- Who's On First table ---------------------------------------------------------------------------------------------

_WOF_KINDS = {"country": "country", "region": "admin1", "county": "admin2", "localadmin": "admin2", "macroregion": "region", "neighbourhood": "neighbourhood", "campus": "facility"}  # fmt: skip


def wof_kind(placetype: str) -> str:
    """Kind of a place type of Who's On First; empty for a settlement, whose people tell it."""
    return _WOF_KINDS.get(placetype, "")


def _wof(lines: Iterator[str], name: str) -> Iterator[Item]:
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    needed = {"wof_id", "placetype", "name", "lat", "lon"}
    if not needed <= set(rows.fieldnames or ()):
        raise FormatError(f"{name}: a Who's On First table needs the columns {', '.join(sorted(needed))}")
    return checked(_wof_records(rows, PurePosixPath(name).name[:2].upper()), name)


def _wof_records(rows: Iterator[dict[str, str]], country: str) -> Iterator[tuple[int, dict[str, Any]]]:
    taken: set[str] = set()  # one GeoNames id may stand at two rows: only the first is known by it
    for number, r in enumerate(rows, start=2):
        population = _number(r.get("population"))
        kind = wof_kind(r["placetype"] or "") or settlement_kind(population)
        ident = r.get("geonames_id") or ""
        ident = "" if ident in taken else ident
        taken.add(ident)
        yield number, {
            "ref": f"gn:{ident}" if ident else f"wof:{r['wof_id']}", "name": r["name"], "lat": r["lat"], "lon": r["lon"],
            "kind": kind, "country": country, "admin1": r.get("admin1") or "", "admin2": r.get("admin2") or "",
            "population": population, "alternates": _alternates((r.get("altnames") or "").split(";"), r["name"] or ""),
        }  # fmt: skip


# --- GeoJSON ----------------------------------------------------------------------------------------------------------


def _geojson(lines: Iterator[str], name: str) -> Iterator[Item]:
    try:
        data = json.loads("".join(lines))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{name} is no JSON: {error}") from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise FormatError(f"{name} has no list of features; give a GeoJSON FeatureCollection")
    return checked(_features(features), name)


def _features(features: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            yield number, {"name": ""}
            continue
        given = feature.get("properties")
        props = {str(k).lower(): v for k, v in given.items()} if isinstance(given, dict) else {}
        spot = middle(feature.get("geometry"))
        guess = guess_columns(list(props))
        record = _record({k: str(v) for k, v in props.items() if v is not None}, guess)
        translated = (str(v) for k, v in props.items() if k.startswith("name:") and v)
        record["alternates"] = tuple(dict.fromkeys((*record["alternates"], *translated)))
        record.update(lat=spot[0] if spot else None, lon=spot[1] if spot else None)
        record["ref"] = str(feature.get("id") or props.get("@id") or record.get("ref") or "")
        record["kind"] = record["kind"] if record["kind"] != "place" else _area_kind(guess) or osm_kind(props)
        yield number, record


def _area_kind(guess: dict[str, str]) -> str:
    """Kind of the areas of a boundary file of the humanitarian exchange (HDX), by the column that names them."""
    column = guess.get("name", "").lower()
    levels = {"adm0_en": "country", "adm1_en": "admin1", "adm2_en": "admin2", "adm3_en": "admin2"}
    return levels.get(column, "")


def osm_kind(props: dict[str, Any]) -> str:
    """Kind of an OpenStreetMap object by its tags."""
    for key in ("place", "aeroway", "man_made", "amenity", "military", "landuse", "waterway", "natural", "bridge"):
        value = str(props.get(key) or "")
        if value and value != "no":
            return {"suburb": "neighbourhood", "quarter": "neighbourhood", "hamlet": "village", "aerodrome": "airport",
                    "airfield": "air_base", "state": "admin1", "county": "admin2", "yes": key}.get(value, value)  # fmt: skip
    return "place"


def middle(geometry: Any) -> tuple[float, float] | None:
    """Latitude and longitude of a point, or of the middle of the box around anything else."""
    if not isinstance(geometry, dict):
        return None
    lats: list[float] = []
    lons: list[float] = []
    stack: list[Any] = [geometry.get("coordinates")]
    stack += [g.get("coordinates") for g in geometry.get("geometries") or [] if isinstance(g, dict)]
    while stack:
        item = stack.pop()
        if not isinstance(item, list) or not item:
            continue
        if len(item) >= 2 and all(isinstance(x, int | float) and not isinstance(x, bool) for x in item[:2]):
            lons.append(float(item[0]))
            lats.append(float(item[1]))
        else:
            stack.extend(item)
    return ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2) if lats else None


# --- CSV --------------------------------------------------------------------------------------------------------------

COLUMNS = {
    "name": ("name", "name:en", "name_en", "place", "placename", "place_name", "featurename", "adm3_en", "adm2_en", "adm1_en", "adm0_en", "title", "label"),
    "lat": ("lat", "latitude", "y", "lat_dd", "point_y", "ycoord"),
    "lon": ("lon", "lng", "long", "longitude", "x", "lon_dd", "point_x", "xcoord"),
    "kind": ("type", "kind", "feature_type", "placetype", "fclass", "category"),
    "alternates": ("alternates", "altnames", "alternatenames", "alt_name", "aliases", "other_names", "name_ar", "name:ar", "adm3_ar", "adm2_ar", "adm1_ar", "adm0_ar"),
    "country": ("country", "iso2", "country_code", "countrycode", "iso3", "adm0_pcode", "adm0_en"),
    "admin1": ("admin1", "adm1", "adm1_en", "admin1name", "governorate", "province", "oblast", "state"),
    "admin2": ("admin2", "adm2", "adm2_en", "admin2name", "district", "raion", "county"),
    "population": ("population", "pop"),
    "ref": ("id", "ref", "pcode", "osm_id", "@id", "geonameid", "adm3_pcode", "adm2_pcode", "adm1_pcode"),
}  # fmt: skip


def guess_columns(names: list[str]) -> dict[str, str]:
    """Which column holds what, by its name."""
    lower = {n.strip().lower(): n for n in names}
    return {field: lower[t] for field, tries in COLUMNS.items() if (t := next((t for t in tries if t in lower), None))}


def _csv(lines: Iterator[str], name: str) -> Iterator[Item]:
    first = next(lines)
    delimiter = max("\t,;|", key=first.count)
    header = next(csv.reader([first], delimiter=delimiter))
    guess = guess_columns(header)
    missing = [f for f in ("name", "lat", "lon") if f not in guess]
    if missing:
        raise FormatError(
            f"{name} has no column for {', '.join(missing)} (it has: {', '.join(h[:30] for h in header[:20])}); "
            "name columns name, lat, lon, and if you like type, alternates, country, admin1, admin2, population"
        )
    rows = csv.DictReader(lines, fieldnames=header, delimiter=delimiter)
    return checked(((i, _record(r, guess)) for i, r in enumerate(rows, start=2)), name)


@cache
def _countries() -> dict[str, str]:
    rows = tsv_rows("country_codes")
    names = {fold(r["name"]): r["alpha2"] for r in rows} | {r["alpha3"].lower(): r["alpha2"] for r in rows}
    return names | {
        fold(n): r["code"] for r in tsv_rows("places_countries") for n in (r["names"] or "").split("|") if n
    }


def country_code(told: str) -> str:
    """Two-letter code of a country told by its code or name; empty where neither is known.

    >>> country_code("Iraq"), country_code("SYR"), country_code("ua"), country_code("Erewhon")
    ('IQ', 'SY', 'UA', '')
    """
    told = told.strip()
    if len(told) == 2:
        return told.upper()
    return _countries().get(fold(told), "")


def _record(row: dict[str, str], guess: dict[str, str]) -> dict[str, Any]:
    def get(field: str) -> str:
        return (row.get(guess.get(field, "")) or "").strip()

    alternates = get("alternates")
    mark = next((m for m in (";", "|") if m in alternates), ",")
    population = _number(get("population"))
    return {
        "ref": get("ref"), "name": get("name"), "lat": get("lat"), "lon": get("lon"),
        "kind": get("kind").lower().replace(" ", "_") or "place", "country": country_code(get("country")), "admin1": get("admin1"),
        "admin2": get("admin2"), "population": population, "alternates": tuple(a.strip() for a in alternates.split(mark) if a.strip()),
    }  # fmt: skip
