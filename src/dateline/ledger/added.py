"""An incident that the program missed and a person adds, with the words of a report that tell of it.

It is kept like any reading: a run of its own (outcome ``added``, settings: the id of the decision) with one observation.
Undoing the decision takes it out of the incidents; the run stays, as everything that was ever read.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from dateline.ledger import append, load
from dateline.ledger.canonical import record
from dateline.ledger.schema import LedgerError
from dateline.link.card import card
from dateline.link.fold import fold
from dateline.link.rulings import added_observation
from dateline.model import Actor, Claim, Decision, Label, Observation, Report, Run, Span, Where
from dateline.vocab.incident_types import incident_types
from dateline.weigh.material import value_from

ADDED = "added"


def check_type(kind: str) -> None:
    """``LedgerError`` when the code book has no such incident type."""
    known = sorted(key for key, entry in incident_types().items() if entry.incident)
    if kind not in known:
        raise LedgerError(f"there is no incident type {kind!r}; the code book has {', '.join(known)}")


def report_named(db: sqlite3.Connection, name: str) -> str:
    """The id of the report that an id, an address or a file means. ``LedgerError`` when it is none or several."""
    rows = db.execute(
        "SELECT id FROM reports WHERE id = :name OR url = :name "
        "UNION SELECT report_id FROM sightings WHERE file = :name",
        {"name": name},
    )
    found = [row[0] for row in rows]
    if len(found) != 1:
        count = f"{len(found)} reports are" if found else "no report is"
        raise LedgerError(f"{count} called {name!r}: give its id, its address or the file it came from alone")
    return str(found[0])


def add_incident(db: sqlite3.Connection, decision: Decision) -> None:
    """Keep what the decision adds. ``LedgerError`` when its target is no report or its words are not in the report."""
    for target in decision.targets:
        report = next(load.reports(db, [target]), None)
        if report is None:
            raise LedgerError(
                f"{target} is no report: dateline show ID lists the reports of an incident with their ids"
            )
        observation = observed(report, decision)
        run = Run(
            report_id=report.id,
            version="by hand",
            at=decision.at,
            outcome=ADDED,
            observations=1,
            settings=decision.id,
        )
        append.add_run(db, run, (observation,), record(card(report)))


def observed(report: Report, decision: Decision) -> Observation:
    """The observation that a decision makes of a report: its type and values, each resting on the quoted words."""
    told: Mapping[str, Any] = decision.value
    span = quoted(report, str(told["words"]))
    values = {"type": Label(str(told["type"]), report.words(span)), **told.get("fields", {})}
    claims = tuple(_claim(report, decision, field, value, span) for field, value in values.items())
    names = {fold(c.value.name) for c in claims if isinstance(c.value, Actor | Where)}
    return Observation(
        id=added_observation(decision),
        report_id=report.id,
        type=str(told["type"]),
        title=" ".join(report.words(span).split())[:100],
        triggers=(span,),
        claims=claims,
        names=tuple(sorted(names)),
    )


def quoted(report: Report, words: str) -> Span:
    """Where a report has these words; white space may differ. ``LedgerError`` when it has not."""
    parts = [re.escape(part) for part in words.split()]
    found = re.search(r"\s+".join(parts), report.text) if parts else None
    if found is None:
        raise LedgerError(
            f"report {report.id} does not have the words {words!r}: quote them exactly as the report has them"
        )
    return Span(found.start(), found.end())


def _claim(report: Report, decision: Decision, field: str, value: Any, span: Span) -> Claim:
    name = hashlib.sha256(f"{decision.id}\x1f{report.id}\x1f{field}".encode()).hexdigest()[:16]
    return Claim(
        id=name,
        field=field,  # type: ignore[arg-type]  # checked when the decision was made
        value=value_from(field, value),
        evidence=(span,),
        producer=f"decision {decision.id}",
        reason=f"added by {decision.by}" + (f": {decision.why}" if decision.why else ""),
    )
