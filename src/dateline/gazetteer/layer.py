"""One gazetteer layer: a read-only SQLite file with its places, its keys, and where they come from.

Tables: ``meta`` (name, source, licence, ...), ``label`` (names of areas), ``place``, ``name_key`` (folded and stripped
names, short forms as ``~US``, peoples as ``@iraqi``), ``loose_key`` (``s:`` skeletons, ``v:`` Slavic keys) and
``sieve``: hashes of all keys of ``name_key`` with a code of the weightiest place behind each, so that a report's words
can be sieved in memory before any look-up (4 + 2 bytes a key).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np

from dateline.gazetteer.names import fold, skeleton, slavic, stripped, tables
from dateline.gazetteer.place import AREA_KINDS, SETTLEMENTS, settlement_radius

SCHEMA = 1
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE label (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE place (id INTEGER PRIMARY KEY, ref TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  lat INTEGER NOT NULL, lon INTEGER NOT NULL, country TEXT NOT NULL, admin1 INTEGER NOT NULL, admin2 INTEGER NOT NULL,
  population INTEGER NOT NULL, radius INTEGER NOT NULL);
CREATE TABLE name_key (key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE loose_key (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sieve (id INTEGER PRIMARY KEY, hashes BLOB NOT NULL, codes BLOB NOT NULL);
"""
NAME, ALTERNATE, STRIPPED, SHORT, PEOPLE = range(5)


class Row(msgspec.Struct, frozen=True):
    """What a layer is built from. ``short`` are case-bound short forms, ``people`` adjectives and peoples."""

    ref: str
    name: str
    lat: float
    lon: float
    kind: str
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    radius_m: int = 0
    alternates: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    loose: bool | None = None  # whether spelling keys are built; None: yes


def build(path: Path, rows: Iterable[Row], meta: dict[str, str], *, sieve: bool = True) -> int:
    """Write a layer file and return its number of places. The file appears whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    db = sqlite3.connect(part)
    try:
        make_tables(db)
        count = _fill(db, rows)
        db.executemany("INSERT INTO meta VALUES (?, ?)", {**meta, "schema": str(SCHEMA), "places": str(count)}.items())
        if sieve:
            add_sieve(db)
        db.commit()
        db.execute("VACUUM")
    except BaseException:
        db.close()
        part.unlink(missing_ok=True)
        raise
    db.close()
    part.replace(path)
    return count


def make_tables(db: sqlite3.Connection) -> None:
    """The empty tables of a layer in a new file, which nothing else reads before it is whole."""
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;" + _TABLES)


def _fill(db: sqlite3.Connection, rows: Iterable[Row]) -> int:
    labels: dict[str, int] = {"": 0}
    count = 0
    db.execute("CREATE TEMP TABLE raw (key TEXT, place INTEGER, how INTEGER)")
    db.execute("CREATE TEMP TABLE raw_loose (key TEXT, place INTEGER)")
    for number, row in enumerate(rows, start=1):
        count = number
        areas = [labels.setdefault(name, len(labels)) for name in (row.admin1, row.admin2)]
        radius = row.radius_m or (
            settlement_radius(row.population) if row.kind in SETTLEMENTS else _usual_radius(row.kind)
        )
        point = (round(row.lat * 1e5), round(row.lon * 1e5))
        db.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (number, row.ref, row.name, row.kind, *point, row.country, *areas, row.population, radius),
        )
        db.executemany("INSERT INTO raw VALUES (?, ?, ?)", [(k, number, h) for k, h in name_keys(row)])
        if row.loose is not False:
            db.executemany("INSERT INTO raw_loose VALUES (?, ?)", [(k, number) for k in loose_keys(row)])
    db.executemany("INSERT INTO label VALUES (?, ?)", [(i, v) for v, i in labels.items()])
    db.execute("INSERT INTO name_key SELECT key, place, min(how) FROM raw GROUP BY key, place ORDER BY key, place")
    db.execute("INSERT INTO loose_key SELECT DISTINCT key, place FROM raw_loose ORDER BY key, place")
    return count


def _usual_radius(kind: str) -> int:
    """Metres that an area or a facility of a kind may be thought to fill when its source does not say."""
    wide = {"country": 300_000, "admin1": 80_000, "admin2": 25_000, "region": 50_000, "sea": 150_000, "river": 100_000}
    return wide.get(kind, 20_000 if kind in AREA_KINDS else 1000)


def name_keys(row: Row) -> Iterator[tuple[str, int]]:
    """Keys of a row with how each was made; a key may come twice."""
    for how, names in ((NAME, (row.name,)), (ALTERNATE, row.alternates)):
        for name in names:
            folded = fold(name)
            if not folded:
                continue
            yield folded, how
            bare = stripped(folded)
            if bare != folded and len(bare) > 2:
                yield bare, STRIPPED
    for name in row.short:
        yield "~" + name.replace(".", "").replace(" ", ""), SHORT
    for name in row.people:
        yield "@" + fold(name), PEOPLE


def loose_keys(row: Row) -> set[str]:
    """Spelling keys of a row: skeletons always, Slavic keys where such names are at home."""
    out: set[str] = set()
    slavic_here = row.country in tables()["slavic_countries"]
    for name in (row.name, *row.alternates):
        folded = fold(name)
        bones = slavic(folded) if slavic_here else skeleton(folded)
        if len(bones) > 1:
            out.add(("v:" if slavic_here else "s:") + bones)
    return out


def hash_key(key: str) -> int:
    """32-bit hash of a key, the same on every machine."""
    return crc32(key.encode("utf-8", "surrogatepass"))


def add_sieve(db: sqlite3.Connection) -> None:
    """Compute the sieve of a layer from its keys."""
    query = "SELECT key, how, kind, population FROM name_key JOIN place ON place.id = place ORDER BY key"
    put_sieve(db, ((key, class_code(how, kind, population)) for key, how, kind, population in db.execute(query)))


def put_sieve(db: sqlite3.Connection, keys: Iterable[tuple[str, int]]) -> None:
    """Write the sieve of keys with the code of each of their places; places of one key stand together."""
    hashes: list[int] = []
    codes: list[int] = []
    for key, group in groupby(keys, key=itemgetter(0)):
        classes = [code for _, code in group]
        hashes.append(hash_key(key))
        codes.append(max(classes) * 10 + min(9, len(classes).bit_length()))
    order = np.argsort(np.asarray(hashes, dtype=np.uint32), kind="stable")
    h, c = np.asarray(hashes, dtype=np.uint32)[order], np.asarray(codes, dtype=np.uint16)[order]
    db.execute("DELETE FROM sieve")
    db.execute("INSERT INTO sieve VALUES (1, ?, ?)", (h.tobytes(), c.tobytes()))


CLASSES = ("stripped", "settlement", "facility", "nature", "admin2", "region", "admin1", "country", "short", "people")


def class_code(how: int, kind: str, population: int) -> int:
    """Class of a place times ten plus the decade of its population: what the tagger sees of the gazetteer."""
    if how in (SHORT, PEOPLE):
        return (8 if how == SHORT else 9) * 10
    if how == STRIPPED:
        return min(9, len(str(population)))
    if kind in ("country", "admin1", "admin2"):
        group = {"country": 7, "admin1": 6, "admin2": 4}[kind]
    elif kind in AREA_KINDS:
        group = 5 if kind in ("region", "continent", "island") else 3
    else:
        group = 1 if kind in SETTLEMENTS else 2
    return group * 10 + min(9, len(str(population)) if population else 0)
