"""Places: predictions on geoparsing sets, from raw text or for the gold's own spans."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from dateline.find.analysis import analyse_all
from dateline.find.places import find_places
from dateline.gazetteer import Gazetteer
from dateline.model import Report
from dateline.read.text import report_from_text
from dateline.resolve.places import resolve_places


def predictions(gold: Path) -> Iterable[dict[str, Any]]:
    """One object a document: ``id`` and ``spans`` with ``start``, ``end``, ``lat``, ``lon``."""
    records = [msgspec.json.decode(line) for line in gold.read_bytes().splitlines() if line.strip()]
    gazetteer = Gazetteer.open()
    reports = (_report(r) for r in records)
    for record, analysis in zip(records, analyse_all(reports), strict=True):
        mentions = find_places(analysis, gazetteer)
        wheres = resolve_places(analysis, mentions, gazetteer)
        spans = [
            {"start": m.start, "end": m.end, "lat": w.lat, "lon": w.lon} for m, w in zip(mentions, wheres, strict=True)
        ]
        yield {"id": record["id"], "spans": spans}


def _report(record: dict[str, Any]) -> Report:
    return report_from_text(record["text"], published=record.get("date"), outlet=record.get("domain"))


def scorer_arguments(gold: Path, out: Path) -> list[str]:
    """Arguments for the bench's ``score.py``."""
    return [str(gold), str(out), "--mode", "e2e"]
