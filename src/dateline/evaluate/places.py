"""Places: predictions on geoparsing sets, from raw text and for the gold's own spans.

Relative places are left out of the spans from raw text (no public set marks them), and a name inside a facility stands
for both. Where a file holds three or more reports of an outlet, the outlet's home is learned from a first pass over them,
without gold, as a ledger that has read them would know it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from dateline.find.analysis import analyse_all
from dateline.find.places import find_places
from dateline.find.places.kinds import gold_mentions
from dateline.gazetteer import Gazetteer, Place
from dateline.model import PlaceMention, Report, Where
from dateline.read.text import report_from_text
from dateline.resolve.place_hints import hints_of
from dateline.resolve.places import Home, home_of, resolve_mentions

Record = dict[str, Any]


def predictions(gold: Path) -> Iterable[Record]:
    """From raw text, one object a document: ``id`` and ``spans`` with ``start``, ``end``, ``lat``, ``lon``."""
    records = _records(gold)
    gazetteer = Gazetteer.open()
    found = [find_places(analysis, gazetteer) for analysis in analyse_all(_report(r) for r in records)]
    return _placed(records, found, gazetteer)


def given_predictions(gold: Path) -> Iterable[Record]:
    """The same for the spans that the gold gives."""
    records = _records(gold)
    gazetteer = Gazetteer.open()
    found = []
    for record in records:
        spans = sorted((s["start"], s["end"]) for s in record["spans"])
        found.append(gold_mentions(record["text"], spans, gazetteer))
    return _placed(records, found, gazetteer, cut=0.0)


def _placed(
    records: list[Record], found: list[list[PlaceMention]], gazetteer: Gazetteer, cut: float | None = None
) -> Iterable[Record]:
    homes = _homes(records, found, gazetteer)
    for record, mentions in zip(records, found, strict=True):
        home = homes.get(record.get("domain") or "")
        hints = hints_of(record["text"], mentions)
        wheres = resolve_mentions(mentions, gazetteer, home=home, cut=cut, hints=hints)
        yield {"id": record["id"], "spans": _spans(mentions, wheres)}


def _spans(mentions: list[PlaceMention], wheres: list[Where]) -> list[Record]:
    out: list[Record] = []
    end = -1
    for mention, where in zip(mentions, wheres, strict=True):
        if mention.kind == "relative" or mention.start < end:
            continue
        chances = {"found": mention.chance, "placed": where.probability}
        out.append({"start": mention.start, "end": mention.end, "lat": where.lat, "lon": where.lon, **chances})
        end = mention.end
    return out


def _homes(records: list[Record], found: list[list[PlaceMention]], gazetteer: Gazetteer) -> dict[str, Home]:
    """Homes of the outlets that a file has three or more reports of."""
    by: dict[str, list[list[PlaceMention]]] = defaultdict(list)
    for record, mentions in zip(records, found, strict=True):
        if record.get("domain"):
            by[record["domain"]].append(mentions)
    homes: dict[str, Home] = {}
    for domain, lists in by.items():
        if len(lists) < 3:
            continue
        home = home_of([_picks(resolve_mentions(mentions, gazetteer)) for mentions in lists])
        if home is not None:
            homes[domain] = home
    return homes


def _picks(wheres: list[Where]) -> list[tuple[Place, float]]:
    return [
        (Place(w.gazetteer_id or "", w.name, w.lat, w.lon, w.kind), w.probability or 0.0)
        for w in wheres
        if w.lat is not None and w.lon is not None
    ]


@lru_cache(maxsize=2)
def _records(gold: Path) -> list[Record]:
    return [msgspec.json.decode(line) for line in gold.read_bytes().split(b"\n") if line.strip()]


def _report(record: Record) -> Report:
    return report_from_text(record["text"], published=record.get("date"), outlet=record.get("domain"))


def scorer_arguments(gold: Path, out: Path) -> list[str]:
    """Arguments for the bench's ``score.py``."""
    return [str(gold), str(out), "--mode", "e2e"]


def given_arguments(gold: Path, out: Path) -> list[str]:
    """Arguments for the bench's ``score.py`` on given spans."""
    return [str(gold), str(out), "--mode", "gold"]
