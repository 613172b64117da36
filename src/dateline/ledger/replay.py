"""Incidents as a pure function of reports and decisions: computing them, and keeping the computed ones current."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from dateline import weigh
from dateline.ledger import load, shelf
from dateline.ledger.connection import writing
from dateline.ledger.renew import renew
from dateline.ledger.schema import LedgerError
from dateline.ledger.stored import mark, marked, put, stamp, stored
from dateline.link.linker import Linker
from dateline.model import Decision, Incident, Observation

TRIES = 2  # at computing without the lock, before others have to wait


class Present(NamedTuple):
    """What follows from all that a ledger holds, and what it follows from."""

    observations: dict[str, Observation]
    linker: Linker
    incidents: dict[str, Incident]


def compute(db: sqlite3.Connection) -> Present:
    """The incidents that follow from reports and decisions, by id, without a look at what is stored."""
    observations = {o.id: o for _, o in load.observations(db)}
    decisions = load.decisions(db)
    cards = load.cards(db)
    linker = Linker()
    linker.rule(decisions)
    linker.add(observations.values(), cards)
    made = weigh.incidents(linker.linking(), observations, cards, decisions)
    return Present(observations, linker, {i.id: i for i in made})


def refresh(db: sqlite3.Connection) -> bool:
    """Bring the stored incidents up to date; ``False`` when they were.

    A few new reports or rulings renew only what they reach. Else all is computed, without the lock, so that others may
    write meanwhile; when one did, it is done again, at last under the lock. Inside a transaction everything happens in
    it.
    """
    if marked(db) == stamp(db):
        return False
    if renew(db):
        return True
    tries = 0 if db.in_transaction else TRIES
    for _ in range(tries):
        wanted = stamp(db)
        if marked(db) == wanted:
            return False
        present = compute(db)
        with writing(db):
            if stamp(db) == wanted:
                return _replace(db, present)
    with writing(db):
        return marked(db) != stamp(db) and _replace(db, compute(db))


def _replace(db: sqlite3.Connection, present: Present) -> bool:
    """Put what was computed in the place of what is stored, unless another process has just done so."""
    if marked(db) == stamp(db):
        return True
    put(db, {i.id: i for i in stored(db)}, present.incidents, present.observations)
    shelf.keep(db, present.linker)
    mark(db)
    shelf.mark(db)
    return True


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
