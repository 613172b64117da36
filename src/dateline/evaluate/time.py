"""Measures times on the time bench: expressions by TempEval-3 terms, events by the guide's definitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.find.times import tag
from dateline.resolve.times import resolve
from dateline.resolve.times.publication import parse_iso


def predictions(gold: Path) -> Iterator[dict[str, Any]]:
    """One record a document: ``{"id", "timex": [{start, end, type, value}]}``."""
    for record in _records(gold):
        if "timex" in record:
            yield {"id": record["id"], "timex": timexes(record["text"], record.get("dct"))}


def scorer_arguments(gold: Path, out: Path) -> list[str]:
    """Arguments for ``score.py``."""
    return [str(gold), str(out), "--by-type"]


def timexes(text: str, dct: str | None) -> list[dict[str, Any]]:
    """TIMEX3 annotations of a text by tagger and resolver."""
    mentions = tag(text)
    values = resolve(text, mentions, parse_iso(dct) if dct else None)
    return [
        {"start": m.start, "end": m.end, "type": m.type, "value": w.value}
        for m, w in zip(mentions, values, strict=True)
    ]


def _records(path: Path) -> Iterable[dict[str, Any]]:
    with path.open("rb") as handle:
        for line in handle:
            if line.strip():
                yield msgspec.json.decode(line)
