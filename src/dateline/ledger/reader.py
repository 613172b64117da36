"""What a version finds in reports: the part of ingest that runs in the worker processes.

A pure function of the report, the version and the gazetteer layers: it does not matter which process runs it, or when.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dateline.claims.read_report import read_report
from dateline.find.analysis import LANGUAGES, Analysis, analyse_all
from dateline.find.credits import wire_credit
from dateline.gazetteer import Gazetteer
from dateline.ledger.canonical import record
from dateline.ledger.found import MOST_READ, Found, Outcome
from dateline.ledger.patience import at_most
from dateline.link.card import card
from dateline.model import Report
from dateline.resolve.times.notices import time_notices

PATIENCE_S = 90.0  # CPU seconds for one report; 20,000 words of dense war news take about 8

KNOWN = frozenset({"no-publication-date"})  # told when the file was read


class Reader:
    """Reads reports with the gazetteer layers it is given. Each process has its own."""

    def __init__(self, layers: Sequence[Path] = ()) -> None:
        self.gazetteer = Gazetteer.open(layers)

    def read(self, reports: Sequence[Report]) -> list[Found]:
        """What is found in each report, in their order. Nothing that a report holds makes it raise."""
        english = [shortened(r) for r in reports if r.language in LANGUAGES]
        found = {f.report_id: f for f in self._read_all(english)}
        return [found.get(r.id) or Found(r.id, "other_language") for r in reports]

    def _read_all(self, reports: Sequence[Report]) -> list[Found]:
        started = time.process_time()
        try:
            analyses = list(analyse_all(reports))
        except Exception as error:  # the language model stumbled over one of them: find out which
            if len(reports) == 1:
                return [_failed(reports[0], error)]
            return [found for report in reports for found in self._read_all([report])]
        spent = time.process_time() - started
        length = sum(len(r.text) for r in reports) or 1
        return [self._read_one(a, spent * len(a.report.text) / length) for a in analyses]

    def _read_one(self, analysis: Analysis, spent: float) -> Found:
        report = analysis.report
        started = time.process_time()
        try:
            with at_most(PATIENCE_S):
                reading = read_report(analysis, self.gazetteer)
            observations = reading.observations
            notices = tuple(n for n in time_notices(report, reading.times, reading.whens) if n.code not in KNOWN)
            kept = record(card(report, wire=wire_credit(report))) if observations else None
        except Exception as error:  # one report must never stop the others
            return _failed(report, error)
        outcome: Outcome = "incidents" if observations else "nothing_found"
        seconds = round(spent + time.process_time() - started, 4)
        return Found(report.id, outcome, observations, kept, seconds, notices=notices)


def shortened(report: Report) -> Report:
    """The report with passages for its first ``MOST_READ`` characters only; its text and all offsets stay."""
    if len(report.text) <= MOST_READ:
        return report
    kept = tuple(p for p in report.passages if p.end <= MOST_READ)
    cut = next((p for p in report.passages if p.start < MOST_READ < p.end), None)
    if cut is not None:
        space = report.text.rfind(" ", cut.start, MOST_READ)
        kept += (msgspec.structs.replace(cut, end=space if space > cut.start else MOST_READ, repeats=()),)
    repairs = tuple(r for r in report.repairs if r.end <= MOST_READ)
    return msgspec.structs.replace(report, passages=kept, repairs=repairs)


def _failed(report: Report, error: Exception) -> Found:
    return Found(report.id, "failed", error=f"{type(error).__name__}: {error}"[:500])
