"""Reading a ledger back: every record as the value it was."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import groupby

import msgspec

from dateline.ledger.append import unpack
from dateline.model import Claim, Decision, Incident, Notice, Observation, Report, ReportCard, Run

_CURRENT_OF = (  # the same as the view current_runs, by the index for some reports only
    "SELECT max(seq) FROM runs WHERE outcome <> 'failed' AND report_id IN (SELECT value FROM json_each(:reports)) "
    "GROUP BY report_id, CASE outcome WHEN 'added' THEN settings END"
)
_CARD = msgspec.json.Decoder(ReportCard)
_OBSERVATION = msgspec.json.Decoder(Observation)
_CLAIM = msgspec.json.Decoder(Claim)
_REPORT = msgspec.json.Decoder(Report)
_INCIDENT = msgspec.json.Decoder(Incident)
_DECISION = msgspec.json.Decoder(Decision)


class Sighting(msgspec.Struct, frozen=True):
    """Where and when a report was seen: file and place in it as given, hash of the bytes, UTC time."""

    report_id: str
    file: str
    place: str
    sha256: str
    at: str


def reports(db: sqlite3.Connection, ids: list[str] | None = None) -> Iterator[Report]:
    """The reports in the order they came in (all, or those with these ids), each with its first sighting."""
    where = "" if ids is None else "WHERE r.id IN (SELECT value FROM json_each(:ids))"
    rows = db.execute(
        "SELECT r.packed, r.text, r.record, s.file, s.place FROM reports r "  # noqa: S608  (fixed words only)
        "LEFT JOIN sightings s ON s.seq = (SELECT min(seq) FROM sightings WHERE report_id = r.id) "
        f"{where} ORDER BY r.seq",
        {"ids": _json(ids)},
    )
    for packed, text, record, file, place in rows:
        kept = _REPORT.decode(record)
        yield msgspec.structs.replace(kept, text=unpack(packed, text), origin=file or "", place=place or "")


def sightings(db: sqlite3.Connection) -> Iterator[Sighting]:
    """All sightings in the order they were made."""
    for row in db.execute("SELECT report_id, file, place, sha256, at FROM sightings ORDER BY seq"):
        yield Sighting(*row)


def runs(db: sqlite3.Connection) -> Iterator[tuple[Run, str | None, bool]]:
    """All runs in order: the run, the linking card of its report, and whether it is the one that counts."""
    rows = db.execute(
        "SELECT report_id, version, at, outcome, observations, seconds, settings, card, "
        "seq IN (SELECT seq FROM current_runs) FROM runs ORDER BY seq"
    )
    for report_id, version, at, outcome, count, seconds, settings, card, current in rows:
        run = Run(
            report_id=report_id,
            version=version,
            at=at,
            outcome=outcome,
            observations=count,
            seconds=seconds,
            settings=settings,
        )
        yield run, card, bool(current)


def observations(
    db: sqlite3.Connection,
    *,
    ids: list[str] | None = None,
    of_reports: list[str] | None = None,
    every_run: bool = False,
) -> Iterator[tuple[int, Observation]]:
    """(run number, observation) in the order they came in: those of the runs that count, or of all runs.

    ``ids`` and ``of_reports`` leave out all others.
    """
    current = "SELECT seq FROM current_runs" if of_reports is None else _CURRENT_OF
    tests = [] if every_run else [f"o.run IN ({current})"]
    if ids is not None:
        tests.append("o.id IN (SELECT value FROM json_each(:ids))")
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    rows = db.execute(
        "SELECT o.seq, o.run, o.record, c.record FROM observations o "  # noqa: S608  (fixed words only)
        f"LEFT JOIN claims c ON c.observation = o.seq {where} ORDER BY o.seq, c.seq",
        {"ids": _json(ids), "reports": _json(of_reports)},
    )
    for _, group in groupby(rows, key=lambda row: row[0]):
        members = list(group)
        claims = tuple(_CLAIM.decode(row[3]) for row in members if row[3] is not None)
        yield members[0][1], msgspec.structs.replace(_OBSERVATION.decode(members[0][2]), claims=claims)


def outlines(db: sqlite3.Connection, reports: list[str]) -> Iterator[Observation]:
    """The observations that count of some reports in the order they came in, without their claims."""
    rows = db.execute(
        f"SELECT record FROM observations WHERE run IN ({_CURRENT_OF}) ORDER BY seq",  # noqa: S608  (fixed words only)
        {"reports": _json(reports)},
    )
    return (_OBSERVATION.decode(row[0]) for row in rows)


def cards(db: sqlite3.Connection, reports: list[str] | None = None) -> dict[str, ReportCard]:
    """The linking cards of the reports (all, or those with these ids) in which something was found, by report."""
    current = "SELECT seq FROM current_runs" if reports is None else _CURRENT_OF
    rows = db.execute(
        f"SELECT report_id, card FROM runs WHERE card IS NOT NULL AND seq IN ({current}) "  # noqa: S608
        "ORDER BY outcome <> 'added'",  # the program's own card knows the agency too: it comes last and stays
        {"reports": _json(reports)},
    )
    return {report_id: _CARD.decode(card) for report_id, card in rows}


def notices(db: sqlite3.Connection) -> Iterator[tuple[Notice, str]]:
    """All notices in order, each with the UTC time it was first met."""
    rows = db.execute(
        "SELECT code, file, place, reason, next_step, severity, report_id, at FROM notices ORDER BY file, place, seq"
    )
    for code, file, place, reason, next_step, severity, report_id, at in rows:
        yield (
            Notice(
                code=code,
                file=file,
                place=place,
                reason=reason,
                next_step=next_step,
                severity=severity,
                report_id=report_id,
            ),
            at,
        )


def decisions(db: sqlite3.Connection) -> list[Decision]:
    """All decisions in the order they were taken."""
    return [decision(row[0]) for row in db.execute("SELECT record FROM decisions ORDER BY seq")]


def decision(record: str) -> Decision:
    """A decision from its stored record."""
    return _DECISION.decode(record)


def incident(record: str) -> Incident:
    """An incident from its stored record."""
    return _INCIDENT.decode(record)


def _json(ids: list[str] | None) -> str:
    return msgspec.json.encode(ids or []).decode()


def already_read(db: sqlite3.Connection, ids: list[str], version: str, settings: str) -> set[str]:
    """Which of these reports this version has read with these settings, failures not counted."""
    rows = db.execute(
        "SELECT report_id FROM runs WHERE report_id IN (SELECT value FROM json_each(?)) "
        "AND version = ? AND settings = ? AND outcome <> 'failed'",
        (_json(ids), version, settings),
    )
    return {row[0] for row in rows}


def outcomes(db: sqlite3.Connection) -> dict[str, int]:
    """How many reports ended how; a report that failed and was read later counts as read."""
    rows = db.execute(
        "SELECT outcome, count(*) FROM runs WHERE seq IN (SELECT seq FROM current_runs) AND outcome <> 'added' "
        "GROUP BY outcome "
        "UNION ALL SELECT 'failed', count(DISTINCT report_id) FROM runs WHERE outcome = 'failed' "
        "AND report_id NOT IN (SELECT report_id FROM runs WHERE outcome <> 'failed')"
    )
    return dict(rows.fetchall())


def digest(db: sqlite3.Connection) -> str:
    """SHA-256 over reports, current observations with their claims, and decisions: the same for the same content."""
    total = hashlib.sha256()
    queries = (
        "SELECT id, text_sha256, record FROM reports ORDER BY id",
        "SELECT id, record, seq FROM observations WHERE run IN (SELECT seq FROM current_runs) ORDER BY id, record",
        "SELECT c.id, c.record, o.id FROM claims c JOIN observations o ON o.seq = c.observation WHERE o.run IN (SELECT seq FROM current_runs) "
        "ORDER BY o.id, c.id, c.record",
        "SELECT id, record, kind FROM decisions ORDER BY at, id",
    )
    for text in queries:
        for first, second, third in db.execute(text):
            parts = (first, second) if isinstance(third, int) else (first, second, third)
            total.update("\x1f".join(parts).encode())
            total.update(b"\x1e")
    return total.hexdigest()
