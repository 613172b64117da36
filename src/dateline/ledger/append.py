"""Adding to a ledger: reports and where they were seen, what a version read in them, problems, decisions."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable

import msgspec

from dateline.ledger.canonical import record
from dateline.model import Claim, Decision, Notice, Observation, Report, Run

PACK_FROM = 400  # bytes; shorter texts rarely pack smaller than they are


def text_digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def add_report(db: sqlite3.Connection, report: Report, at: str) -> bool:
    """Keep a report once and each place where it was seen. ``True`` when the report is new to the ledger."""
    new = insert_report(db, report)
    add_sighting(db, report.id, file=report.origin, place=report.place, sha256=report.sha256, at=at)
    return new


def insert_report(db: sqlite3.Connection, report: Report) -> bool:
    """Keep a report without its sighting. ``False`` when it is there already."""
    packed, text = pack(report.text)
    kept = msgspec.structs.replace(report, text="", origin="", place="")
    cursor = db.execute(
        "INSERT INTO reports (id, language, published, outlet, title, url, sha256, text_sha256, packed, text, record) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (
            report.id,
            report.language,
            report.published,
            report.outlet,
            report.title,
            report.url,
            report.sha256,
            text_digest(report.text),
            packed,
            text,
            record(kept),
        ),
    )
    return cursor.rowcount == 1


def add_sighting(db: sqlite3.Connection, report_id: str, *, file: str, place: str, sha256: str, at: str) -> None:
    """Note where a report was seen; the same place twice is one sighting."""
    db.execute(
        "INSERT INTO sightings (report_id, file, place, sha256, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (report_id, file, place, sha256, at),
    )


def add_run(
    db: sqlite3.Connection,
    run: Run,
    observations: Iterable[Observation],
    card: str | None = None,
    number: int | None = None,
) -> bool:
    """Keep what one version read in one report, nothing found included. ``False`` when it is there already."""
    cursor = db.execute(
        "INSERT INTO runs (seq, report_id, version, settings, at, outcome, observations, seconds, card) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (number, run.report_id, run.version, run.settings, run.at, run.outcome, run.observations, run.seconds, card),
    )
    if cursor.rowcount != 1 or cursor.lastrowid is None:
        return False
    for observation in observations:
        _add_observation(db, cursor.lastrowid, observation)
    return True


def _add_observation(db: sqlite3.Connection, run: int, observation: Observation) -> None:
    kept = msgspec.structs.replace(observation, claims=())
    cursor = db.execute(
        "INSERT INTO observations (run, id, report_id, type, role, record) VALUES (?, ?, ?, ?, ?, ?)",
        (run, observation.id, observation.report_id, observation.type, observation.role, record(kept)),
    )
    db.executemany(
        "INSERT INTO claims (observation, id, field, certainty, root, record) VALUES (?, ?, ?, ?, ?, ?)",
        [(cursor.lastrowid, c.id, c.field, c.certainty, _root(c), record(c)) for c in observation.claims],
    )


def add_notice(db: sqlite3.Connection, notice: Notice, at: str) -> None:
    """Keep a problem; the same problem at the same place is kept once."""
    db.execute(
        "INSERT INTO notices (code, severity, file, place, reason, next_step, report_id, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            notice.code,
            notice.severity,
            notice.file,
            notice.place,
            notice.reason,
            notice.next_step,
            notice.report_id,
            at,
        ),
    )


def add_decision(db: sqlite3.Connection, decision: Decision) -> None:
    """Keep what a person ruled; the same decision (by id) is kept once."""
    db.execute(
        "INSERT INTO decisions (id, kind, at, record) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (decision.id, decision.kind, decision.at, record(decision)),
    )


def pack(text: str) -> tuple[int, bytes]:
    """(1, packed bytes) where packing pays, else (0, UTF-8 bytes)."""
    raw = text.encode("utf-8")
    if len(raw) >= PACK_FROM:
        packed = zlib.compress(raw, 6)
        if len(packed) < len(raw):
            return 1, packed
    return 0, raw


def unpack(packed: int, data: bytes) -> str:
    """The text that :func:`pack` was given."""
    return (zlib.decompress(data) if packed else data).decode("utf-8")


def _root(claim: Claim) -> str | None:
    return claim.attribution.root.name if claim.attribution.root else None
