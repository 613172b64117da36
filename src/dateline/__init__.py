"""dateline reads reports about wars and disasters and keeps a ledger of incidents in which every value shows its words."""

__version__ = "0.1.0"
