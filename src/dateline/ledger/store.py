"""A ledger in one SQLite file. Several processes may read it at once; they write one after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.ledger import append, load, query, replay, stored
from dateline.ledger.added import add_incident
from dateline.ledger.connection import connect, now, writing
from dateline.model import Decision, Notice, Observation, Report, Run


class Ledger:
    """Reports, what was read out of them, decisions, and the incidents that follow. Open it with :meth:`open`.

    >>> with Ledger.open(":memory:") as ledger:
    ...     len(list(ledger.incidents()))
    0
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self.db = db
        self.path = path

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True) -> Self:
        """The ledger at ``path`` (``:memory:`` for one that is not kept), made when there is none.

        ``LedgerError`` when the file cannot be used, or is not there and ``create`` is false.
        """
        return cls(connect(Path(path), create=create), Path(path))

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # Adding

    def add(self, reports: Iterable[Report]) -> int:
        """Keep reports and where they were seen, in one transaction. Gives the number of new ones."""
        with writing(self.db):
            return sum(append.add_report(self.db, report, now()) for report in reports)

    def add_run(self, run: Run, observations: Iterable[Observation], card: str | None = None) -> bool:
        """Keep what one version read in one report. ``False`` when it is there already."""
        with writing(self.db):
            return append.add_run(self.db, run, observations, card)

    def add_notices(self, notices: Iterable[Notice]) -> None:
        """Keep problems met on the way, each once."""
        with writing(self.db):
            for notice in notices:
                append.add_notice(self.db, notice, now())

    def decide(self, decision: Decision) -> None:
        """Keep what a person ruled and bring the incidents up to date. ``LedgerError`` for a target not there."""
        with writing(self.db):
            replay.check_targets(self.db, decision)
            append.add_decision(self.db, decision)
            if decision.kind == "add" and decision.field is None:
                add_incident(self.db, decision)
            self.refresh()

    def refresh(self) -> bool:
        """Bring the incidents up to date with reports and decisions. ``False`` when they were."""
        return replay.refresh(self.db)

    # Reading

    def already_read(self, ids: Iterable[str], version: str, settings: str) -> set[str]:
        """Which of these reports this version has read with these settings, failures not counted."""
        return load.already_read(self.db, list(ids), version, settings)

    def reports(self, ids: list[str] | None = None) -> Iterator[Report]:
        """The reports (all, or those with these ids) in the order they came in."""
        return load.reports(self.db, ids)

    def observations(self, ids: list[str] | None = None) -> Iterator[Observation]:
        """What counts of what was read: for each report the observations of the latest run that did not fail."""
        return (observation for _, observation in load.observations(self.db, ids=ids))

    def runs(self) -> Iterator[tuple[Run, str | None, bool]]:
        """All runs: the run, the linking card of its report, and whether it is the one that counts."""
        return load.runs(self.db)

    def notices(self) -> Iterator[tuple[Notice, str]]:
        """The problems met, each with the UTC time it was first met."""
        return load.notices(self.db)

    def decisions(self) -> list[Decision]:
        """What people ruled, oldest first."""
        return load.decisions(self.db)

    def incidents(self, chosen: query.Filter = query.NEWS) -> Iterator[query.Entry]:
        """The chosen incidents by first day (undated last), brought up to date first."""
        self.refresh()
        return query.incidents(self.db, chosen)

    def numbers_near(self, centres: Sequence[tuple[float, float]], radius_m: float) -> list[int]:
        """How many incidents lie within a distance of each of some points (lat, lon)."""
        self.refresh()
        return query.numbers_near(self.db, centres, radius_m)

    def find(self, name: str) -> list[query.Entry]:
        """The incidents that an id, an older id or the beginning of one may mean."""
        self.refresh()
        return query.find(self.db, name)

    def changes(self, since: int = 0) -> Iterator[stored.Kept]:
        """The change feed after number ``since``, oldest first."""
        return stored.changes(self.db, since)

    def last_change(self) -> int:
        """Number of the latest change, 0 when there is none."""
        return int(self.db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])

    def outcomes(self) -> Mapping[str, int]:
        """How many reports ended how: incidents, nothing_found, other_language, failed."""
        return load.outcomes(self.db)

    def digest(self) -> str:
        """SHA-256 of what the ledger holds: reports, observations, decisions, in an order of its own."""
        return load.digest(self.db)
