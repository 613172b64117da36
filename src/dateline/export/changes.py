"""The change feed: what became different in the ledger, when, and why."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.export.rows import Cell
from dateline.export.tables import csv_text
from dateline.ledger import Ledger
from dateline.vocab import tsv_rows


def change_columns() -> tuple[str, ...]:
    """Names of the columns in their order."""
    return tuple(row["column"] for row in tsv_rows("change_columns"))


def change_rows(ledger: Ledger, *, since: int = 0) -> Iterator[dict[str, Cell]]:
    """The changes after number ``since``, oldest first, with exactly :func:`change_columns`."""
    for kept in ledger.changes(since):
        change = kept.change
        yield {
            "seq": kept.seq,
            "at": kept.at,
            "op": change.kind,
            "incident_id": change.incident,
            "into": " ".join(change.others) or None,
            "field": " ".join(change.fields) or None,
            "old": kept.old or None,
            "new": kept.new or None,
            "reason": change.why or None,
            "by": kept.by or None,
            "evidence": " ".join(change.observations) or None,
        }


def changes_csv(ledger: Ledger, *, since: int = 0, raw: bool = False) -> str:
    """The changes as CSV."""
    return csv_text(change_columns(), change_rows(ledger, since=since), raw=raw)


def changes_jsonl(ledger: Ledger, *, since: int = 0) -> Iterator[str]:
    """The changes as JSON lines."""
    for row in change_rows(ledger, since=since):
        yield msgspec.json.encode(row).decode() + "\n"
