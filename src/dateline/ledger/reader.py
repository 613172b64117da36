"""What a version finds in reports: the part of ingest that runs in the worker processes.

A pure function of the report, the version and the gazetteer layers, so that it does not matter who runs it, or when.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from dateline.find.analysis import LANGUAGES, Analysis, analyse_all
from dateline.gazetteer import Gazetteer
from dateline.claims.reading import read_report
from dateline.model import Observation, Report

Outcome = Literal["incidents", "nothing_found", "other_language", "failed"]


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was found in one report. ``error`` tells why when ``outcome`` is ``failed``; ``seconds`` is CPU time."""

    report_id: str
    outcome: Outcome
    observations: tuple[Observation, ...] = ()
    card: str | None = None
    seconds: float = 0.0
    error: str = ""


class Reader:
    """Reads reports with one gazetteer. Each process has its own."""

    def __init__(self, layers: Sequence[str] = ()) -> None:
        self.gazetteer = Gazetteer.open(layers)

    def read(self, reports: Sequence[Report]) -> list[Found]:
        """What is found in each report, in their order. Never raises for what a report holds."""
        english = [r for r in reports if r.language in LANGUAGES]
        found = {f.report_id: f for f in self._read_english(english)}
        return [found.get(r.id) or Found(r.id, "other_language") for r in reports]
