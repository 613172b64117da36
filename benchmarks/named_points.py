"""Measures place names against the points that conflict data sets have for them.

Three sets of ``shared/data/events``: UCDP GED's Syria of 2017 (``where_prec`` 1 and 2), Airwars' Syria (geo precision of a
town or finer), Eyes on Russia's Ukraine of 2022. Each name stands in one plain sentence with its province and country, as
a report has it at the least. Printed: names within 5 km of the point, farther than 20 km, left open. The points are those
of the events, often of a spot in or by the place.

    PYTHONPATH=src python benchmarks/named_points.py ../shared/data/events [NUMBER]
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.find.analysis import analyse
from dateline.find.places import find_places
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.place import kilometres
from dateline.read.text import report_from_text
from dateline.resolve.places import resolve_places

Named = tuple[str, str, float, float]  # name, what contains it, degrees


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def ucdp(folder: Path) -> Iterator[Named]:
    for r in rows(folder / "ucdp_ged_syria_2017.csv"):
        if r["where_prec"] in ("1", "2"):
            name = r["where_coordinates"].removesuffix(" town").removesuffix(" village").removesuffix(" city")
            yield (
                name,
                f"{r['adm_1'].replace('Governorate', 'province')}, Syria",
                float(r["latitude"]),
                float(r["longitude"]),
            )


def airwars(folder: Path) -> Iterator[Named]:
    for r in rows(folder / "airwars_syria_2017_and_2021_2026.csv"):
        if r["geo_precision"] in ("town", "village", "neighbourhood", "street") and r["latitude"]:
            yield r["location_en"], f"{r['governorate']} province, Syria", float(r["latitude"]), float(r["longitude"])


def eyes(folder: Path) -> Iterator[Named]:
    for r in rows(folder / "cir_eyes_on_russia_2022.csv"):
        if r["country"] == "Ukraine" and r["town/city"] and r["lat"]:
            yield r["town/city"], f"{r['province'] or 'Ukraine'}, Ukraine", float(r["lat"]), float(r["lon"])


def main() -> None:
    folder, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 400
    gazetteer = Gazetteer.open(user_layers=False)
    for read in (ucdp, airwars, eyes):
        once = {(name, box): (name, box, lat, lon) for name, box, lat, lon in read(folder)}
        drawn = random.Random(7).sample(sorted(once.values()), min(number, len(once)))
        near = far = left_open = 0
        for name, box, lat, lon in drawn:
            analysis = analyse(report_from_text(f"Shelling killed two people in {name} in {box}, on Friday."))
            found = find_places(analysis, gazetteer)
            values = zip(found, resolve_places(analysis, found, gazetteer), strict=True)
            where = next((w for m, w in values if m.kind == "name" and m.words in name), None)
            away = None if where is None or where.lat is None else kilometres(where.lat, where.lon or 0.0, lat, lon)
            near += away is not None and away <= 5
            far += away is not None and away > 20
            left_open += away is None
        print(f"{read.__name__}: {len(drawn)} names, within 5 km {near}, farther than 20 km {far}, open {left_open}")


if __name__ == "__main__":
    main()
