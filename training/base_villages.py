"""Villages of the countries that reports of war and disaster come from, for the packaged gazetteer.

Data: the tables of Who's On First (CC BY 4.0, points mostly of GeoNames) in ``shared/data/gazetteer``, one a country.
They are joined with what GeoNames' towns from 500 people have: a place that both hold keeps its row and gets the further
spellings; a district or province gets the point of Who's On First, which is drawn from its shape and not from its towns.
"""

from __future__ import annotations

import csv
import lzma
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from dateline.gazetteer.formats import settlement_kind, wof_kind
from dateline.gazetteer.layer import Row
from dateline.gazetteer.names import fold, stripped
from dateline.gazetteer.place import kilometres

SHARED = Path(__file__).parent.parent.parent / "shared" / "data" / "gazetteer"
# Countries at war or in lasting crisis: all their villages. Of the others in ``shared`` those known in several languages.
WHOLE = frozenset(
    ["AF", "AM", "AZ", "BF", "CD", "CF", "ER", "ET", "GE", "HT", "IL", "IQ", "JO", "KW", "LB", "LY", "ML", "MM", "NE", "PS", "SD", "SO",
     "SS", "SY", "UA", "YE"]
)  # fmt: skip
KNOWN = 3  # further names from which a village of another country is taken: what several languages name is told of
NATIVE = 5_000  # people from which a place's names in Arabic or Cyrillic letters are kept: reports are read in English
_NATIVE = re.compile("[\u0400-\u06ff]")
TOWN_KM, DISTRICT_KM = 5.0, 60.0  # how far apart two sources may put one town, one district
AREAS = ("admin1", "admin2")


class Record(msgspec.Struct, frozen=True):
    """A row of a table of Who's On First."""

    wof_id: str
    geonames_id: str
    kind: str
    country: str
    name: str
    lat: float
    lon: float
    population: int
    admin1: str
    admin2: str
    alternates: tuple[str, ...]

    @property
    def ref(self) -> str:
        return f"gn:{self.geonames_id}" if self.geonames_id else f"wof:{self.wof_id}"


def records(country: str) -> Iterator[Record]:
    """The rows of a country's table; those without a name or a point are left out."""
    with lzma.open(SHARED / f"{country}.tsv.xz", "rt", encoding="utf-8") as handle:
        for r in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            people, lat, lon = int(float(r["population"] or 0)), float(r["lat"]), float(r["lon"])
            if r["name"] and (lat or lon):
                yield Record(
                    r["wof_id"], r["geonames_id"], wof_kind(r["placetype"]) or settlement_kind(people), country, r["name"],
                    round(lat, 4), round(lon, 4), people, r["admin1_wof"], r["admin2_wof"],
                    tuple(a for a in r["altnames"].split(";") if a),
                )  # fmt: skip


def countries() -> list[str]:
    """Countries that ``shared`` has a table of."""
    return sorted(path.name[:2] for path in SHARED.glob("??.tsv.xz"))


def joined(rows: list[Row], loose: frozenset[str], good: Callable[[str], bool]) -> list[Row]:
    """Rows of areas and towns with the tables of all countries joined in. ``good`` says which spellings are kept."""
    out = {row.ref: row for row in rows}
    named = Named(rows)
    for country in countries():
        table = list(records(country))
        areas = {r.wof_id: out[r.ref].name if r.ref in out else r.name for r in table if r.kind in AREAS}
        for record in table:
            known = out.get(record.ref) or out.get(named.same(record))
            if known is not None:
                out[known.ref] = _together(known, record, good)
            elif _wanted(record):
                out[record.ref] = _row(record, areas, country in loose, good)
    return list(out.values())


class Named:
    """Places by their names, to find one that both sources have under two ids."""

    def __init__(self, rows: list[Row]) -> None:
        self.at: dict[tuple[str, bool, str], list[Row]] = defaultdict(list)
        for row in rows:
            if row.kind not in ("country", "admin1"):
                for key in {stripped(fold(name)) for name in (row.name, *row.alternates)}:
                    self.at[row.country, row.kind == "admin2", key].append(row)

    def same(self, record: Record) -> str:
        """Id of the town or district of one of the record's names that lies where the record does; empty for none."""
        reach = DISTRICT_KM if record.kind == "admin2" else TOWN_KM
        for key in {stripped(fold(name)): None for name in (record.name, *record.alternates)}:
            for row in self.at.get((record.country, record.kind == "admin2", key), ()):
                if kilometres(row.lat, row.lon, record.lat, record.lon) < reach:
                    return row.ref
        return ""


def _wanted(record: Record) -> bool:
    if record.kind in ("country", "admin1", "region", "facility"):
        return False
    small = record.kind == "village" and not record.population
    return not small or record.country in WHOLE or len(record.alternates) >= KNOWN


def _together(known: Row, record: Record, good: Callable[[str], bool]) -> Row:
    if known.country != record.country:
        return known
    if known.kind in AREAS:
        same = known.kind == record.kind
        return msgspec.structs.replace(known, lat=record.lat, lon=record.lon) if same else known
    if record.kind in AREAS:
        return known
    more = _spellings(
        record, {fold(n) for n in (known.name, *known.alternates)}, (record.name, *record.alternates), good
    )
    return msgspec.structs.replace(known, alternates=(*known.alternates, *more))


def _row(record: Record, areas: dict[str, str], loose: bool, good: Callable[[str], bool]) -> Row:
    return Row(
        record.ref, record.name, record.lat, record.lon, record.kind, record.country, areas.get(record.admin1, ""),
        areas.get(record.admin2, ""), record.population, 0, _spellings(record, {fold(record.name)}, record.alternates, good),
        loose=loose,
    )  # fmt: skip


def _spellings(record: Record, have: set[str], names: tuple[str, ...], good: Callable[[str], bool]) -> tuple[str, ...]:
    """Names that reports use, each way of writing once."""
    out: dict[str, str] = {}
    for name in names:
        native = record.population < NATIVE and _NATIVE.search(name)
        if not native and good(name) and (folded := fold(name)) not in have:
            out.setdefault(folded, name)
    return tuple(out.values())
