"""Measures whole observations against hand gold: what one report tells, as a careful analyst would write it down.

The gold names its reports by file and id; their texts lie in ``../../data/reports`` beside the bench. Predictions have
the gold's format: one incident an observation, its values taken from the claims by the gold's own conventions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dateline.claims.read_report import read_report
from dateline.claims.reading import Reading
from dateline.find.analysis import analyse
from dateline.gazetteer import Gazetteer
from dateline.link import card, link
from dateline.model import Actor, Claim, Count, Label, Observation, Report, Source, Span, Status, When, Where
from dateline.read.text import report_from_text
from dateline.vocab.incident_types import incident_types

_COUNTS = ("killed", "injured", "missing", "detained", "displaced", "abducted", "captured", "casualties")
_PARTS = frozenset({"part", "children", "women"})


def predictions(gold: Path) -> Iterator[dict[str, Any]]:
    """One record a report, with the observations read from it as incidents."""
    folder = texts_folder(gold)
    readings = [(record, _read(record, folder)) for record in _records(gold)]
    dossiers = _dossiers([reading for _, reading in readings])
    for record, reading in readings:
        names = _names_in(reading)
        incidents = [_incident(o, reading.analysis.report, dossiers, names) for o in reading.observations]
        yield {"report": record["report"], "incidents": incidents}


def scorer_arguments(gold: Path, out: Path) -> list[str]:
    """Arguments for the bench's ``score.py``."""
    return [str(gold), str(out)]


def texts_folder(gold: Path) -> Path:
    """Where the reports of the gold lie: beside it, or in ``data/reports`` (or ``shared/data/reports``) of a folder above
    it or above the current one. ``FileNotFoundError`` says what was looked for."""
    names = {record["report"]["file"] for record in _records(gold)}
    above = (*gold.resolve().parents, Path.cwd(), *Path.cwd().parents)
    folders = [
        gold.resolve().parent,
        *(top / inner for top in above for inner in ("data/reports", "shared/data/reports")),
    ]
    for folder in folders:
        if all((folder / name).is_file() for name in names):
            return folder
    raise FileNotFoundError(
        f"no folder with {', '.join(sorted(names)[:3])} beside {gold}, nor a data/reports above it: "
        "the gold names its texts, it does not hold them; put them beside it"
    )


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def _texts(path: Path) -> dict[str, dict[str, Any]]:
    return {r["id"]: r for r in _records(path)}


def report_of(record: dict[str, Any], folder: Path) -> Report:
    """The report that a gold record names, published when the gold (or its own dateline) says."""
    name, key = record["report"]["file"], record["report"]["id"]
    published = (record.get("dateline") or {}).get("date") or record["published"]
    if name.endswith(".jsonl"):
        stored = _texts(folder / name)[key]
        return report_from_text(
            stored["text"], published=published, outlet=stored.get("source"), title=stored.get("title")
        )
    with (folder / name).open(encoding="utf-8", newline="") as handle:
        return report_from_text(handle.read(), published=published)


def _read(record: dict[str, Any], folder: Path) -> Reading:
    return read_report(analyse(report_of(record, folder)), _gazetteer())


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


def _dossiers(readings: list[Reading]) -> dict[str, str]:
    """Observation id -> incident id, by the linker."""
    reports = [r.analysis.report for r in readings]
    cards = {report.id: card(report) for report in reports}
    linking = link([o for r in readings for o in r.observations], cards)
    return {o: cluster.id for cluster in linking.clusters for o in cluster.observations}


def _names_in(reading: Reading) -> dict[str, list[str]]:
    """Registry key -> the names under which this report itself tells of a known actor: the gold has them in its words."""
    names: dict[str, list[str]] = {}
    for mention, actor in zip(reading.actors, reading.parties, strict=True):
        if mention.registry and mention.registry == actor.registry:
            names.setdefault(mention.registry, []).append(mention.words)
    return names


def _incident(
    observation: Observation, report: Report, dossiers: dict[str, str], names: dict[str, list[str]]
) -> dict[str, Any]:
    kind = incident_types()[observation.type]
    named = [c for c in observation.of("type") if isinstance(c.value, Label) and c.value.key == observation.type]
    trigger = named[0].evidence[0] if named else observation.triggers[0]
    return {
        "key": observation.id,
        "dossier": dossiers.get(observation.id),
        "role": observation.role,
        "title": observation.title,
        "trigger": _words(report, trigger),
        "acled": kind.ledger,
        "when": _when(observation, report),
        "where": _where(observation, report),
        "actor": _parties(observation, "actor", report, names),
        "target": _parties(observation, "target", report, names),
        "counts": _counts(observation),
        "means": next((c.value.key for c in observation.of("means") if isinstance(c.value, Label)), None),
        "status": [_status(c.value) for c in observation.of("status") if isinstance(c.value, Status)],
        "sources": _sources(observation.claims),
    }


def _words(report: Report, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "words": report.words(span)}


def _when(observation: Observation, report: Report) -> dict[str, Any]:
    """By the gold's conventions: what goes on ends with the report, what "has lasted two years" began two years ago, a
    night lasts into the next day."""
    value = next((c.value for c in observation.of("when") if isinstance(c.value, When)), None)
    if value is None:
        return {}
    first, last = value.first_day, value.last_day
    if last is not None and value.value.endswith("TNI"):
        last += timedelta(1)
    if first is None and value.open_end and value.begin_high is not None:
        first = (value.begin_high - timedelta(1)).date()
    end = last.isoformat() if last else (report.published or "")[:10] if value.open_end else ""
    return {
        "start": first.isoformat() if first else None,
        "end": end or None,
        "precision": value.granularity,
        "basis": value.basis,
    }


def _where(observation: Observation, report: Report) -> dict[str, Any]:
    claim = next((c for c in observation.of("where") if isinstance(c.value, Where)), None)
    if claim is None or not isinstance(claim.value, Where):
        return {}
    value, words = claim.value, report.words(claim.evidence[0])
    return {
        "name": value.name if words == value.name else f"{words} ({value.name})",
        "lat": value.lat,
        "lon": value.lon,
        "precision": value.precision,
    }


def _parties(observation: Observation, field: str, report: Report, known: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Each party by its name, by its words and, where the registry knows it, by the other names that the report uses."""
    found = []
    for claim in observation.of(field):  # type: ignore[arg-type]
        if isinstance(claim.value, Actor):
            others = known.get(claim.value.registry or "", [])
            names = dict.fromkeys([claim.value.name, report.words(claim.evidence[0]), *others])
            found += [{"name": n, "kind": claim.value.kind, "basis": claim.value.basis} for n in names]
    return found


def _counts(observation: Observation) -> list[dict[str, Any]]:
    """Tolls in the gold's order: whole ones before those of a part, vague and superseded ones last."""
    found = [(c.field, c.value) for c in observation.claims if c.field in _COUNTS and isinstance(c.value, Count)]
    return [
        {"field": f, "low": v.low, "best": v.best, "high": v.high, "of": v.of, "superseded": v.superseded}
        for f, v in sorted(found, key=lambda entry: _toll_rank(entry[1]))
    ]


def _toll_rank(value: Count) -> tuple[bool, bool, bool]:
    """One person of a kind ("a nurse", "the mayor") is a part wherever more are told."""
    return value.superseded, value.best is None, value.of in _PARTS or (value.best == 1 and bool(value.of) and value.of != "people")  # fmt: skip


def _status(value: Status) -> dict[str, Any]:
    day = (value.as_of.last_day or value.as_of.first_day) if value.as_of else None
    state = "ongoing" if value.state == "reopened" else value.state  # the gold knows no state for what goes on again
    return {"state": state, "as_of": day.isoformat() if day else None}


def _sources(claims: tuple[Claim, ...]) -> list[dict[str, Any]]:
    seen: dict[tuple[str | None, str], dict[str, Any]] = {}
    for claim in claims:
        root = claim.attribution.root
        key = (root.name if root else None, claim.certainty)
        seen.setdefault(
            key, {"chain": [s.name for s in claim.attribution.chain], "root": _root(root), "certainty": claim.certainty}
        )
    return list(seen.values())


def _root(root: Source | None) -> str | None:
    if root is None:
        return None
    return f"{root.name}, {root.organisation}" if root.organisation else root.name
