"""Incidents as a pure function of reports and decisions: computing them, and keeping the computed ones current."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dateline import __version__, weigh
from dateline.ledger import load
from dateline.ledger.canonical import record
from dateline.ledger.connection import now, writing
from dateline.ledger.query import fold
from dateline.ledger.quotes import sentence
from dateline.ledger.schema import LedgerError
from dateline.ledger.wording import value_text
from dateline.link import link
from dateline.link.linking import Cluster
from dateline.link.rulings import observation_of
from dateline.model import Change, Decision, Incident, Observation, Report, ReportCard, Span, When, Where

_CARD = msgspec.json.Decoder(ReportCard)
TRIES = 2  # at computing without the lock, before others have to wait
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


def compute(db: sqlite3.Connection) -> dict[str, Incident]:
    """The incidents that follow from reports and decisions, by id, without a look at the stored ones."""
    return _compute(db, {o.id: o for _, o in load.observations(db)})


def _compute(db: sqlite3.Connection, observations: Mapping[str, Observation]) -> dict[str, Incident]:
    decisions = load.decisions(db)
    known = cards(db)
    linking = link(observations.values(), known, decisions)
    return {i.id: i for i in weigh.incidents(linking, observations, known, decisions)}


def cards(db: sqlite3.Connection) -> Mapping[str, ReportCard]:
    """The linking cards of all reports in which something was found, by report."""
    rows = db.execute(
        "SELECT report_id, card FROM runs WHERE card IS NOT NULL AND seq IN (SELECT seq FROM current_runs) "
        "ORDER BY outcome <> 'added'"  # the program's own card knows the agency too: it comes last and stays
    )
    return {report_id: _CARD.decode(card) for report_id, card in rows}


def refresh(db: sqlite3.Connection) -> bool:
    """Bring the stored incidents up to date; ``False`` when they were.

    Computing takes no lock, so that others may write meanwhile; when one did, it is done again, at last under the lock.
    Inside a transaction everything happens in it.
    """
    if _mark(db) == stamp(db):
        return False
    if _weighed_again(db):
        return True
    tries = 0 if db.in_transaction else TRIES
    for _ in range(tries):
        wanted = stamp(db)
        if _mark(db) == wanted:
            return False
        observations, computed = _present(db)
        with writing(db):
            if stamp(db) == wanted:
                return _replace(db, observations, computed)
    with writing(db):
        return _mark(db) != stamp(db) and _replace(db, *_present(db))


def _weighed_again(db: sqlite3.Connection) -> bool:
    """Whether all that is new are rulings on values, so that weighing their incidents again was enough.

    Such rulings do not say which observations are one incident: what was linked stays as it is.
    """
    with writing(db):
        if _mark(db).split("/")[::2] != stamp(db).split("/")[::2]:
            return False  # new runs, or another version
        rulings, ever = _rulings_since_mark(db), load.decisions(db)
        if not rulings or not all(ruled_values_only(d, ever) for d in rulings):
            return False
        old = _incidents_of(db, {t for d in _with_undone(rulings, ever) for t in d.targets})
        members = [o for incident in old.values() for o in incident.observations]
        held = {o.id: o for _, o in load.observations(db, ids=members)}
        known, ruled = cards(db), weigh.verdicts(ever)
        new = {
            i.id: weigh.incident(
                Cluster(id=i.id, anchor=observation_of(i.id), observations=i.observations, links=i.links),
                held,
                known,
                ruled,
            )
            for i in old.values()
        }
        _write(db, old, new, held)
        mark(db)
        return True


def ruled_values_only(decision: Decision, all_of_them: Sequence[Decision]) -> bool:
    """Whether a decision is about values alone, or undoes such decisions alone."""
    if decision.kind == "undo":
        undone = [d for d in all_of_them if d.id in decision.targets]
        return bool(undone) and all(ruled_values_only(d, all_of_them) for d in undone)
    if decision.kind in {"correct", "add"}:
        return decision.field is not None and decision.field != "roundup"
    return decision.kind in {"confirm", "refute", "withdraw"}


def _with_undone(rulings: Iterable[Decision], all_of_them: Sequence[Decision]) -> Iterator[Decision]:
    for decision in rulings:
        yield decision
        if decision.kind == "undo":
            yield from _with_undone((d for d in all_of_them if d.id in decision.targets), all_of_them)


def _incidents_of(db: sqlite3.Connection, targets: Iterable[str]) -> dict[str, Incident]:
    """The stored incidents that hold the observations which these ids speak of."""
    names = msgspec.json.encode(sorted({observation_of(t) for t in targets})).decode()
    rows = db.execute(
        "SELECT DISTINCT i.record FROM incidents i JOIN members m ON m.incident_id = i.id "
        "WHERE m.observation_id IN (SELECT value FROM json_each(?))",
        (names,),
    )
    return {i.id: i for i in (load.incident(row[0]) for row in rows)}


def _present(db: sqlite3.Connection) -> tuple[dict[str, Observation], dict[str, Incident]]:
    observations = {o.id: o for _, o in load.observations(db)}
    return observations, _compute(db, observations)


def _replace(db: sqlite3.Connection, observations: dict[str, Observation], computed: dict[str, Incident]) -> bool:
    """Put computed incidents in the place of the stored ones, unless another process has just done so."""
    if _mark(db) == stamp(db):
        return True
    _write(db, {i.id: i for i in stored(db)}, computed, observations)
    mark(db)
    return True


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


def _mark(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM state WHERE key = 'incidents'").fetchone()
    return row[0] if row else ""


def _write(
    db: sqlite3.Connection,
    old: Mapping[str, Incident],
    new: Mapping[str, Incident],
    observations: Mapping[str, Observation],
) -> None:
    """Write what differs and say in the change feed what and why."""
    at = now()
    gone = [(name,) for name in old if name not in new]
    changed = [incident for name, incident in new.items() if old.get(name) != incident]
    db.executemany("DELETE FROM members WHERE incident_id = ?", gone + [(i.id,) for i in changed])
    db.executemany("DELETE FROM incidents WHERE id = ?", gone)
    for start in range(0, len(changed), CHUNK):
        write_chunk(db, changed[start : start + CHUNK], at, observations)
    rulings = _rulings_since_mark(db)
    for change in weigh.changes(old.values(), new.values()):
        by = sorted({d.by for d in rulings if _concerns(d, change, old, new)})
        told = (_values(old.get(change.others[0] if change.others else change.incident), change.fields),
                _values(new.get(change.incident), change.fields))  # fmt: skip
        write_change(db, Kept(seq=0, at=at, change=change, old=told[0], new=told[1], by=", ".join(by)))


def _rulings_since_mark(db: sqlite3.Connection) -> list[Decision]:
    """The decisions that the stored incidents do not know yet."""
    last = int((_mark(db) or "0/0").split("/")[1])
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
    words = fold(" ".join((incident.title, incident.type, *_strings(incident), said)))[:WORDS]
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


def _strings(incident: Incident) -> Iterator[str]:
    for view in incident.fields.values():
        for option in (view.best, *view.rivals):
            if option is not None:
                parts = msgspec.to_builtins(option.value)
                yield from (v for key, v in parts.items() if isinstance(v, str) and key not in {"type", "reason"})


def check_targets(db: sqlite3.Connection, decision: Decision) -> None:
    """``LedgerError`` when a decision names something that is not in the ledger."""
    for target in decision.targets:
        if not _known(db, target):
            raise LedgerError(
                f"there is no incident, observation, claim or decision {target}: "
                "dateline incidents lists the incidents, dateline show ID the parts of one"
            )


def _known(db: sqlite3.Connection, target: str) -> bool:
    queries = (
        "SELECT 1 FROM incidents WHERE id = ?",
        "SELECT 1 FROM observations WHERE id = substr(?, 3)",
        "SELECT 1 FROM observations WHERE id = ?",
        "SELECT 1 FROM claims WHERE id = ?",
        "SELECT 1 FROM decisions WHERE id = ?",
        "SELECT 1 FROM reports WHERE id = ?",
    )
    return any(db.execute(text, (target,)).fetchone() for text in queries)
