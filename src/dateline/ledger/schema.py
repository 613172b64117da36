"""The tables of a ledger file and the steps that bring an older file up to date.

What machines found and what people decided (``reports``, ``sightings``, ``runs``, ``observations``, ``claims``,
``notices``, ``decisions``, ``changes``) is only ever added to; triggers refuse anything else. What follows from it
(``incidents``, ``members``, all ``link_`` tables) may be thrown away and computed anew at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPEND_ONLY = ("reports", "sightings", "runs", "observations", "claims", "decisions", "changes")


class LedgerError(Exception):
    """A ledger cannot be used as asked. The text says what is wrong, where, and what to do next."""


def m001_initial(db: sqlite3.Connection) -> None:
    """Reports, what was read out of them, what people ruled, and the incidents that follow."""
    for statement in _M001.split(";\n"):
        if statement.strip():
            db.execute(statement)
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_keep_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def m002_added(db: sqlite3.Connection) -> None:
    """What a person adds to a report (a run with the outcome ``added``) stands beside what was read in it."""
    db.execute("DROP VIEW current_runs")
    db.execute(
        "CREATE VIEW current_runs AS SELECT max(seq) AS seq FROM runs WHERE outcome <> 'failed' "
        "GROUP BY report_id, CASE outcome WHEN 'added' THEN settings END"
    )


def m003_linking(db: sqlite3.Connection) -> None:
    """What linking keeps (:mod:`dateline.ledger.shelf`): derived, so that older files begin with nothing in it."""
    for statement in _M003.split(";\n"):
        if statement.strip():
            db.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (m001_initial, m002_added, m003_linking)


def migrate(db: sqlite3.Connection) -> None:
    """Apply, each once and in order, the migrations this file has not seen. Safe with two processes at once.

    ``LedgerError`` when the file was written by a newer dateline.
    """
    if _version(db) == len(MIGRATIONS):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        seen = _version(db)
        if seen > len(MIGRATIONS):
            raise LedgerError(
                f"this ledger has schema {seen}, this dateline knows {len(MIGRATIONS)}: install a newer dateline"
            )
        for number, step in enumerate(MIGRATIONS[seen:], seen + 1):
            step(db)
            db.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


_M001 = """
CREATE TABLE reports (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  language TEXT NOT NULL,
  published TEXT,
  outlet TEXT,
  title TEXT,
  url TEXT,
  sha256 TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  packed INTEGER NOT NULL CHECK (packed IN (0, 1)),
  text BLOB NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE TABLE sightings (
  seq INTEGER PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports (id),
  file TEXT NOT NULL,
  place TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (report_id, file, place)
) STRICT;
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports (id),
  version TEXT NOT NULL,
  settings TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  observations INTEGER NOT NULL,
  seconds REAL NOT NULL,
  card TEXT,
  UNIQUE (report_id, version, settings, outcome)
) STRICT;
CREATE VIEW current_runs AS
  SELECT max(seq) AS seq FROM runs WHERE outcome <> 'failed' GROUP BY report_id;
CREATE TABLE observations (
  seq INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (seq),
  id TEXT NOT NULL,
  report_id TEXT NOT NULL REFERENCES reports (id),
  type TEXT NOT NULL,
  role TEXT NOT NULL,
  record TEXT NOT NULL,
  UNIQUE (run, id)
) STRICT;
CREATE INDEX observations_id ON observations (id);
CREATE TABLE claims (
  seq INTEGER PRIMARY KEY,
  observation INTEGER NOT NULL REFERENCES observations (seq),
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  certainty TEXT NOT NULL,
  root TEXT,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX claims_observation ON claims (observation);
CREATE INDEX claims_id ON claims (id);
CREATE TABLE notices (
  seq INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  file TEXT NOT NULL,
  place TEXT NOT NULL,
  reason TEXT NOT NULL,
  next_step TEXT NOT NULL,
  report_id TEXT,
  at TEXT NOT NULL,
  UNIQUE (code, file, place, reason)
) STRICT;
CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE TABLE incidents (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  role TEXT NOT NULL,
  verification TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  lat REAL,
  lon REAL,
  radius_m REAL,
  words TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE TABLE members (
  observation_id TEXT PRIMARY KEY,
  incident_id TEXT NOT NULL REFERENCES incidents (id)
) STRICT;
CREATE INDEX members_incident ON members (incident_id);
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  op TEXT NOT NULL,
  incident_id TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE TABLE state (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
"""

_M003 = """
CREATE TABLE link_sheets (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  day INTEGER NOT NULL
) STRICT;
CREATE TABLE link_nodes (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sheet INTEGER NOT NULL,
  outlet TEXT NOT NULL,
  cluster INTEGER NOT NULL,
  core INTEGER
) STRICT;
CREATE INDEX link_nodes_sheet ON link_nodes (sheet);
CREATE INDEX link_nodes_cluster ON link_nodes (cluster);
CREATE INDEX link_nodes_core ON link_nodes (core);
CREATE TABLE link_members (
  observation TEXT PRIMARY KEY,
  node INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX link_members_node ON link_members (node);
CREATE TABLE link_edges (
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  score INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE TABLE link_keys (
  key TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE link_texts (
  key INTEGER NOT NULL,
  code INTEGER NOT NULL,
  PRIMARY KEY (key, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE link_events (
  key INTEGER NOT NULL,
  code INTEGER NOT NULL,
  PRIMARY KEY (key, code)
) STRICT, WITHOUT ROWID;
"""
