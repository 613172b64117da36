"""The whole ledger record by record, and the way back."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

from dateline.ledger import append, load, query, stored
from dateline.ledger.connection import writing
from dateline.ledger.schema import LedgerError
from dateline.model import Decision, Incident, Notice, Observation, Report, Run

SourceRow = tuple[str, str, str | None, str | None, int]


class Dump:
    """Reads everything of a ledger in a fixed order."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def reports(self) -> Iterator[tuple[Report, list[dict[str, str]]]]:
        """Each report with its sightings (file, place, sha256, at)."""
        seen: dict[str, list[dict[str, str]]] = {}
        for s in load.sightings(self.db):
            seen.setdefault(s.report_id, []).append({"file": s.file, "place": s.place, "sha256": s.sha256, "at": s.at})
        for report in load.reports(self.db):
            yield report, seen.get(report.id, [])

    def runs(self) -> Iterator[tuple[int, Run, str | None, list[Observation]]]:
        """Each run with its number, its card and its observations."""
        groups = groupby(load.observations(self.db, every_run=True), key=lambda pair: pair[0])
        ahead = next(groups, None)
        numbers = [row[0] for row in self.db.execute("SELECT seq FROM runs ORDER BY seq")]
        for number, (run, card, _) in zip(numbers, load.runs(self.db), strict=True):
            found: list[Observation] = []
            if ahead is not None and ahead[0] == number:
                found = [observation for _, observation in ahead[1]]
                ahead = next(groups, None)
            yield number, run, card, found

    def sources(self) -> list[SourceRow]:
        """Who is said to know: name, kind, organisation, side and the number of claims, by name."""
        count: Counter[tuple[str, str, str, str]] = Counter()
        for observation in load.observations(self.db):
            for claim in observation[1].claims:
                root = claim.attribution.root
                if root is not None:
                    count[root.name, root.kind, root.organisation or "", root.side or ""] += 1
        return [(name, kind, of or None, side or None, n) for (name, kind, of, side), n in sorted(count.items())]

    def notices(self) -> Iterator[tuple[Notice, str]]:
        """Each notice with its time."""
        return load.notices(self.db)

    def decisions(self) -> list[Decision]:
        """Each decision."""
        return load.decisions(self.db)

    def incidents(self) -> Iterator[tuple[Incident, str]]:
        """Each incident as it is stored, with the time of its last change."""
        for entry in query.incidents(self.db, query.EVERYTHING):
            yield entry.incident, entry.updated_at

    def changes(self) -> Iterator[stored.Kept]:
        """The change feed."""
        return stored.changes(self.db)


class Restore:
    """Fills an empty ledger from what :class:`Dump` gave."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.digest = ""

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """One transaction around the whole import; ``LedgerError`` when the ledger is not empty."""
        with writing(self.db):
            if self.db.execute("SELECT 1 FROM reports UNION ALL SELECT 1 FROM decisions").fetchone():
                raise LedgerError("the ledger to import into is not empty: name a new file with --ledger")
            yield

    def expect(self, digest: str) -> None:
        """The digest that the ledger must have in the end."""
        self.digest = digest

    def report(self, report: Report, sightings: list[dict[str, str]]) -> None:
        """Keep a report and where it was seen."""
        append.insert_report(self.db, report)
        for s in sightings:
            append.add_sighting(self.db, report.id, **s)

    def run(self, number: int, run: Run, card: str | None, observations: list[Observation]) -> None:
        """Keep a run under its number."""
        append.add_run(self.db, run, observations, card, number)

    def notice(self, notice: Notice, at: str) -> None:
        """Keep a notice."""
        append.add_notice(self.db, notice, at)

    def decision(self, decision: Decision) -> None:
        """Keep a decision."""
        append.add_decision(self.db, decision)

    def incident(self, incident: Incident, updated_at: str) -> None:
        """Keep an incident as it was computed."""
        stored.write_chunk(self.db, [incident], updated_at)

    def change(self, kept: stored.Kept) -> None:
        """Keep an entry of the change feed under its number."""
        stored.write_change(self.db, kept)

    def finish(self) -> None:
        """Check the digest and mark the incidents as up to date. ``LedgerError`` when something is missing."""
        if self.digest and load.digest(self.db) != self.digest:
            raise LedgerError("the import is not what was exported (digest differs): nothing was imported")
        stored.mark(self.db)
