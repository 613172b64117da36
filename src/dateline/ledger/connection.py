"""Opening a ledger file, and one writer at a time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dateline.ledger.schema import LedgerError, migrate

BUSY_SECONDS = 300  # how long a writer waits for the other process before it gives up
APPLICATION_ID = 0x646C6E31  # "dln1": tells a ledger from any other SQLite file


def connect(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """A connection to the ledger at ``path``, its tables up to date.

    ``LedgerError`` when there is no such file (and ``create`` is false) or when it is not a ledger.
    """
    if not create and not path.is_file():
        raise LedgerError(f"no ledger at {path}: make one with dateline ingest PATH... --ledger {path}")
    if not path.parent.is_dir():
        raise LedgerError(f"no ledger can be made at {path}: there is no folder {path.parent}; make it first")
    try:
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        _prepare(db, path)
    except sqlite3.DatabaseError as error:
        raise LedgerError(f"cannot use {path} as a ledger ({error}): name another file with --ledger") from error
    return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    if sqlite3.sqlite_version_info < (3, 37):
        raise LedgerError(f"SQLite {sqlite3.sqlite_version} is too old for a ledger: 3.37 or newer is needed")
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    owner = db.execute("PRAGMA application_id").fetchone()[0]  # read last: whoever makes the tables has signed before
    if owner != APPLICATION_ID and tables:
        raise LedgerError(f"{path} is a SQLite file of another program: name another file with --ledger")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = NORMAL")
    if owner != APPLICATION_ID:
        _sign(db)
    migrate(db)


def _sign(db: sqlite3.Connection) -> None:
    """Make a new file a ledger. Changing the journal does not wait for another process that does the same: ask again."""
    last_try = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError:
            if time.monotonic() > last_try:
                raise
            time.sleep(0.05)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One transaction: all of it or nothing. Waits for another writer; may stand inside another ``writing``."""
    if db.in_transaction:
        yield db
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def now() -> str:
    """The present moment as the ledger writes it: UTC, whole seconds, ``2026-11-28T01:02:03Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
