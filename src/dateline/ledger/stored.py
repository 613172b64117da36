"""The incidents as they were last computed: storing what differs, marking what they follow from, the feed of changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dateline import __version__, weigh
from dateline.ledger import load
from dateline.ledger.canonical import record
from dateline.ledger.connection import now
from dateline.ledger.query import fold
from dateline.ledger.quotes import sentence
from dateline.ledger.wording import value_text
from dateline.model import Change, Decision, Incident, Observation, Report, Span, When, Where
from dateline.vocab.incident_types import incident_types

CHUNK = 200  # incidents whose reports are unpacked at once for the words of search
WORDS = 20_000  # characters of search words kept for an incident


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the change feed with its number and time (UTC), the values before and now in words (``killed: 5;
    status: ongoing``), and who ruled it (empty when reports made the change)."""

    seq: int
    at: str
    change: Change
    old: str = ""
    new: str = ""
    by: str = ""


_KEPT = msgspec.json.Decoder(Kept)


def stored(db: sqlite3.Connection) -> Iterator[Incident]:
    """The incidents as they were last computed."""
    for (kept,) in db.execute("SELECT record FROM incidents ORDER BY id"):
        yield load.incident(kept)


def stamp(db: sqlite3.Connection) -> str:
    """What the incidents follow from, in short: last run, last decision, version."""
    runs, decisions = db.execute("SELECT (SELECT max(seq) FROM runs), (SELECT max(seq) FROM decisions)").fetchone()
    return f"{runs or 0}/{decisions or 0}/{__version__}" if runs or decisions else ""


def mark(db: sqlite3.Connection) -> None:
    """Say that the stored incidents are up to date."""
    db.execute("INSERT OR REPLACE INTO state (key, value) VALUES ('incidents', ?)", (stamp(db),))


def marked(db: sqlite3.Connection) -> str:
    """What the stored incidents follow from, as :func:`stamp` says it; empty before the first."""
    row = db.execute("SELECT value FROM state WHERE key = 'incidents'").fetchone()
    return row[0] if row else ""


def put(
    db: sqlite3.Connection,
    old: Mapping[str, Incident],
    new: Mapping[str, Incident],
    observations: Mapping[str, Observation],
) -> None:
    """Write what differs and say in the change feed what and why. ``old`` are all that ``new`` may take the place of."""
    at = now()
    gone = [(name,) for name in old if name not in new]
    differing = [incident for name, incident in new.items() if old.get(name) != incident]
    relinked = [i for i in differing if i.id in old and msgspec.structs.replace(old[i.id], links=i.links) == i]
    names = {i.id for i in relinked}
    changed = [i for i in differing if i.id not in names]
    db.executemany("DELETE FROM members WHERE incident_id = ?", gone + [(i.id,) for i in changed])
    db.executemany("DELETE FROM incidents WHERE id = ?", gone)
    for start in range(0, len(changed), CHUNK):
        write_chunk(db, changed[start : start + CHUNK], at, observations)
    db.executemany(
        "UPDATE incidents SET record = ?, updated_at = ? WHERE id = ?", [(record(i), at, i.id) for i in relinked]
    )
    rulings = rulings_since_mark(db)
    for change in weigh.changes(old.values(), new.values()):
        by = sorted({d.by for d in rulings if _concerns(d, change, old, new)})
        told = (_values(old.get(change.others[0] if change.others else change.incident), change.fields),
                _values(new.get(change.incident), change.fields))  # fmt: skip
        write_change(db, Kept(seq=0, at=at, change=change, old=told[0], new=told[1], by=", ".join(by)))


def rulings_since_mark(db: sqlite3.Connection) -> list[Decision]:
    """The decisions that the stored incidents do not know yet."""
    last = int((marked(db) or "0/0").split("/")[1])
    return [load.decision(row[0]) for row in db.execute("SELECT record FROM decisions WHERE seq > ?", (last,))]


def _concerns(decision: Decision, change: Change, old: Mapping[str, Incident], new: Mapping[str, Incident]) -> bool:
    names = {change.incident, *change.others}
    for incident in (old.get(change.incident), new.get(change.incident)):
        names.update(incident.observations if incident else ())
    return decision.kind == "undo" or bool(names & set(decision.targets)) or decision.kind == "reject"


def _values(incident: Incident | None, fields: tuple[str, ...]) -> str:
    """The best values of some fields in words."""
    if incident is None:
        return ""
    views = (incident.fields.get(name) for name in fields)
    return "; ".join(f"{v.field}: {value_text(v.best.value)}" for v in views if v and v.best)


def write_chunk(
    db: sqlite3.Connection,
    incidents: list[Incident],
    at: str,
    observations: Mapping[str, Observation] | None = None,
) -> None:
    """Store computed incidents, all changed at the same moment, with the words that search looks through."""
    ids = [o for incident in incidents for o in incident.observations]
    held = observations if observations is not None else {o.id: o for _, o in load.observations(db, ids=ids)}
    texts = {r.id: r for r in load.reports(db, sorted({held[o].report_id for o in ids if o in held}))}
    for incident in incidents:
        said = [_said(held[o], texts[held[o].report_id]) for o in incident.observations if o in held]
        write_incident(db, incident, at, " ".join(said))


def _said(observation: Observation, report: Report) -> str:
    """The sentences that an observation rests on, and the names of those who say so."""
    spans = {claim.evidence[0] for claim in observation.claims if claim.evidence}
    sentences: set[Span] = set()
    for span in sorted(spans):
        if not any(s.contains(span) for s in sentences):
            sentences.add(sentence(report, span))
    names = sorted({s.name for c in observation.claims for s in c.attribution.chain})
    return " ".join([*(report.words(s) for s in sorted(sentences)), *names])


def write_incident(db: sqlite3.Connection, incident: Incident, updated_at: str, said: str = "") -> None:
    """Store a computed incident with what queries need; ``said`` are the sentences that tell of it."""
    first, last = _days(incident)
    where = _best(incident, "where")
    lat, lon, radius = (where.lat, where.lon, where.radius_m) if isinstance(where, Where) else (None, None, None)
    words = fold(" ".join((incident.type, _label(incident), *_strings(incident), said)))[:WORDS]
    db.execute(
        "INSERT INTO incidents (id, type, role, verification, first_day, last_day, lat, lon, radius_m, words, "
        "updated_at, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "type = excluded.type, role = excluded.role, verification = excluded.verification, "
        "first_day = excluded.first_day, last_day = excluded.last_day, lat = excluded.lat, lon = excluded.lon, "
        "radius_m = excluded.radius_m, words = excluded.words, updated_at = excluded.updated_at, "
        "record = excluded.record",
        (
            incident.id,
            incident.type,
            incident.role,
            incident.verification,
            first,
            last,
            lat,
            lon,
            radius,
            words,
            updated_at,
            record(incident),
        ),
    )
    db.executemany(
        "INSERT OR REPLACE INTO members (observation_id, incident_id) VALUES (?, ?)",
        [(o, incident.id) for o in incident.observations],
    )


def write_change(db: sqlite3.Connection, kept: Kept) -> None:
    """Add an entry to the change feed, under its number, or the next one for 0."""
    db.execute(
        "INSERT INTO changes (seq, at, op, incident_id, record) VALUES (?, ?, ?, ?, ?)",
        (
            kept.seq or None,
            kept.at,
            kept.change.kind,
            kept.change.incident,
            record(msgspec.structs.replace(kept, seq=0)),
        ),
    )


def changes(db: sqlite3.Connection, since: int = 0) -> Iterator[Kept]:
    """The change feed after number ``since``, oldest first."""
    for seq, kept in db.execute("SELECT seq, record FROM changes WHERE seq > ? ORDER BY seq", (since,)):
        yield msgspec.structs.replace(_KEPT.decode(kept), seq=seq)


def _days(incident: Incident) -> tuple[str | None, str | None]:
    """First and last day for queries. One known bound stands for both; what still goes on lasts to its last report."""
    when = _best(incident, "when")
    if not isinstance(when, When):
        return None, None
    first = when.first_day or when.last_day or when.begun_by
    last = when.last_day or first
    if first is None or last is None:
        return None, None
    reported = (incident.last_reported or "")[:10]
    until = max(last.isoformat(), reported) if when.open_end else last.isoformat()
    return first.isoformat(), until


def _best(incident: Incident, field: str) -> Any:
    view = incident.fields.get(field)
    return view.best.value if view and view.best else None


def _label(incident: Incident) -> str:
    kind = incident_types().get(incident.type)
    return kind.label if kind else ""


def _strings(incident: Incident) -> Iterator[str]:
    for view in incident.fields.values():
        for option in (view.best, *view.rivals):
            if option is not None:
                parts = msgspec.to_builtins(option.value)
                yield from (v for key, v in parts.items() if isinstance(v, str) and key not in {"type", "reason"})
