"""Checks every promise that a ledger makes about itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dateline.ledger import replay, shelf
from dateline.ledger.append import text_digest
from dateline.ledger.connection import connect
from dateline.ledger.store import Ledger
from dateline.ledger.stored import stored as stored_incidents
from dateline.model import Observation, Report, Span

MOST = 20  # faults of one kind that are listed


def verify(ledger: Ledger) -> Iterator[tuple[str, list[str]]]:
    """Name of each check with the faults it found (at most ``MOST`` of each)."""
    db = ledger.db
    yield "file", _file(db)
    yield "texts", _texts(ledger)
    yield "offsets", _offsets(ledger)
    yield "orphans", _orphans(db)
    replay.refresh(db)
    present = replay.compute(db)
    yield "incidents", _incidents(db, present)
    yield "linking", _linking(db, present)


def _file(db: sqlite3.Connection) -> list[str]:
    damage = [row[0] for row in db.execute(f"PRAGMA integrity_check({MOST})") if row[0] != "ok"]
    return damage + [
        f"table {row[0]} row {row[1]} refers to a missing {row[2]}" for row in db.execute("PRAGMA foreign_key_check")
    ]


def _texts(ledger: Ledger) -> list[str]:
    """Each text has the hash that was kept with it, and its passages lie in it, in order."""
    kept = dict(ledger.db.execute("SELECT id, text_sha256 FROM reports"))
    faults: list[str] = []
    for report in ledger.reports():
        if text_digest(report.text) != kept[report.id]:
            faults.append(f"report {report.id}: the text is not the one that was received")
        faults += _passages(report)
    return faults[:MOST]


def _passages(report: Report) -> list[str]:
    end = 0
    for passage in report.passages:
        if not end <= passage.start <= passage.end <= len(report.text):
            return [f"report {report.id}: passage {passage.start}-{passage.end} is out of order or out of the text"]
        end = passage.end
    return []


def _offsets(ledger: Ledger) -> list[str]:
    """Each claim has evidence, and every span lies inside its report."""
    lengths = {report.id: len(report.text) for report in ledger.reports()}
    faults: list[str] = []
    for observation in ledger.observations():
        length = lengths.get(observation.report_id, 0)
        faults += [
            f"observation {observation.id}: claim {claim.id} ({claim.field}) shows no words"
            for claim in observation.claims
            if not claim.evidence
        ]
        for span in _spans(observation):
            if not 0 <= span.start < span.end <= length:
                faults.append(f"observation {observation.id}: characters {span.start}-{span.end} are not in its report")
        if len(faults) >= MOST:
            break
    return faults[:MOST]


def _spans(observation: Observation) -> Iterator[Span]:
    yield from observation.triggers
    for claim in observation.claims:
        yield from claim.evidence
        yield from (s for s in (claim.cue, claim.attribution.cue) if s is not None)
        yield from claim.attribution.evidence
        yield from (source.span for source in claim.attribution.chain if source.span is not None)


def _orphans(db: sqlite3.Connection) -> list[str]:
    """Nothing refers to what is not there; every observation that counts is in exactly one incident or rejected."""
    checks = {
        "claim without observation": "SELECT id FROM claims WHERE observation NOT IN (SELECT seq FROM observations)",
        "report never seen anywhere": "SELECT id FROM reports WHERE id NOT IN (SELECT report_id FROM sightings)",
        "run with another number of observations": (
            "SELECT r.report_id FROM runs r WHERE r.observations <> (SELECT count(*) FROM observations WHERE run = r.seq)"
        ),
        "incident member that was never read": (
            "SELECT observation_id FROM members WHERE observation_id NOT IN "
            "(SELECT id FROM observations WHERE run IN (SELECT seq FROM current_runs))"
        ),
    }
    return [f"{what}: {row[0]}" for what, text in checks.items() for row in db.execute(f"{text} LIMIT {MOST}")]


def _incidents(db: sqlite3.Connection, present: replay.Present) -> list[str]:
    """Promise 2: linking and weighing everything anew gives the incidents that are stored."""
    stored = {incident.id: incident for incident in stored_incidents(db)}
    computed = present.incidents
    faults = [
        f"incident {name} is stored but does not follow from the reports"
        for name in sorted(stored.keys() - computed.keys())
    ]
    faults += [
        f"incident {name} follows from the reports but is not stored"
        for name in sorted(computed.keys() - stored.keys())
    ]
    faults += [
        f"incident {name} is stored otherwise than it follows from the reports"
        for name in sorted(stored.keys() & computed.keys())
        if stored[name] != computed[name]
    ]
    return faults[:MOST]


def _linking(db: sqlite3.Connection, present: replay.Present) -> list[str]:
    """What linking keeps to go on from is what it would keep after linking everything anew."""
    if not shelf.current(db):
        return []  # not looked at by anyone
    with closing(connect(Path(":memory:"))) as anew:
        shelf.keep(anew, present.linker)
        pairs = zip(shelf.contents(db), shelf.contents(anew), strict=True)
        return [
            f"kept for linking: {len({*kept} ^ {*made}) or 'the number of'} {title} differ from what follows from the reports"
            for (title, kept), (_, made) in pairs
            if kept != made
        ]
