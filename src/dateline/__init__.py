"""dateline reads reports about wars and disasters and keeps a ledger of incidents in which every value shows its words.

The names of :mod:`dateline.api` can be had from here; they are loaded when first asked for.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_API = (
    "Entry", "Filter", "Ledger", "LedgerError", "Tally", "Why", "analyse", "changes", "decide", "export_as", "heading",
    "incidents", "ingest", "observations", "read_files", "read_text", "verify", "why",
)  # fmt: skip
__all__ = ["__version__"]


def __getattr__(name: str) -> Any:
    if name in _API:
        return getattr(import_module("dateline.api"), name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_API})
