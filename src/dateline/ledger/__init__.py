"""The ledger: reports, what was read out of them and what people ruled, kept for good; incidents computed from it."""

from dateline.ledger.load import Sighting
from dateline.ledger.query import EVERYTHING, NEWS, Entry, Filter
from dateline.ledger.schema import LedgerError
from dateline.ledger.store import Ledger

__all__ = ["EVERYTHING", "NEWS", "Entry", "Filter", "Ledger", "LedgerError", "Sighting"]
