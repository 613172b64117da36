"""The situation report."""

from __future__ import annotations

from dateline.ledger import NEWS, Filter, Ledger


def situation_html(ledger: Ledger, *, title: str, chosen: Filter = NEWS) -> str:
    """The page as text."""
    return f"{title}: {len(list(ledger.incidents(chosen)))}"
