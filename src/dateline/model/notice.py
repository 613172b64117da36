"""Problems as data, and the record of who read what."""

from __future__ import annotations

import msgspec


class Notice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A problem met on the way: where, what, why, and what to do next. It never stops a batch."""

    code: str  # short stable word, "empty-file"
    file: str
    place: str = ""  # "line 17", "row 3", "chars 10-20"
    reason: str = ""
    next_step: str = ""
    severity: str = "warning"  # info, warning, error
    report_id: str | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version reading one report: what it found, nothing included."""

    report_id: str
    version: str
    at: str
    outcome: str  # incidents, nothing_found, other_language, failed; added: by a person
    observations: int = 0
    seconds: float = 0.0
    settings: str = ""
