"""The Python face of dateline: a dozen functions that do the whole way.

>>> import dateline
>>> report = dateline.read_text("A bomb killed six people in Mosul on Tuesday, police said.", published="2016-11-05")
>>> [observation.type for observation in dateline.observations(report)]
['ied']
>>> with dateline.Ledger.open(":memory:") as ledger:
...     tally = dateline.ingest([report], ledger)
...     [entry.incident.reports for entry in dateline.incidents(ledger)]
[1]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.claims.read_report import read_report
from dateline.export.context import Context
from dateline.export.formats import PLAIN, Options, export_text
from dateline.export.headings import heading
from dateline.export.why import Why
from dateline.export.why import why as why_field
from dateline.find.analysis import Analysis
from dateline.find.analysis import analyse as analyse_report
from dateline.gazetteer import Gazetteer
from dateline.ledger import NEWS, Entry, Filter, Ledger, LedgerError
from dateline.ledger.decisions import decision
from dateline.ledger.ingest import Tally
from dateline.ledger.ingest import ingest as ingest_reports
from dateline.ledger.stored import Kept
from dateline.ledger.verify import verify as verify_ledger
from dateline.model import Decision, Notice, Observation, Report
from dateline.read.files import read_paths
from dateline.read.options import ReadOptions
from dateline.read.text import report_from_text

__all__ = [
    "Entry", "Filter", "Ledger", "LedgerError", "Tally", "Why", "analyse", "changes", "decide", "export_as", "heading",
    "incidents", "ingest", "observations", "read_files", "read_text", "verify", "why",
]  # fmt: skip


def read_files(*paths: str | Path, options: ReadOptions | None = None) -> Iterator[Report | Notice]:
    """Reports of files, folders, globs or ``-``, one at a time, with a ``Notice`` for each problem in between."""
    return read_paths(paths, options)


def read_text(
    text: str, *, published: str | None = None, outlet: str | None = None, title: str | None = None
) -> Report:
    """A report from a string. ``published`` is an ISO day or moment; without it relative dates stay open."""
    return report_from_text(text, published=published, outlet=outlet, title=title)


def analyse(report: Report) -> Analysis:
    """What the language model says of a report: its readable view, sentences and words."""
    return analyse_report(report)


def observations(report: Report, gazetteer: Gazetteer | None = None) -> tuple[Observation, ...]:
    """What one report tells, event by event, as claims with their words; nothing is stored."""
    return read_report(analyse_report(report), gazetteer or Gazetteer.open()).observations


def ingest(
    reports: Iterable[Report | Notice | str | Path],
    ledger: Ledger,
    *,
    layers: Sequence[Path] = (),
    workers: int = 1,
    options: ReadOptions | None = None,
) -> Tally:
    """Read reports (or files, given as paths) into a ledger. What this version has read before is skipped.

    ``layers`` are extra gazetteer files. With two or more ``workers`` call it under ``if __name__ == "__main__":``.
    """
    return ingest_reports(ledger, _opened(reports, options), layers=layers, workers=workers)


def _opened(items: Iterable[Report | Notice | str | Path], options: ReadOptions | None) -> Iterator[Report | Notice]:
    for item in items:
        if isinstance(item, str | Path):
            yield from read_paths([item], options)
        else:
            yield item


def incidents(ledger: Ledger, chosen: Filter = NEWS) -> list[Entry]:
    """The chosen incidents, brought up to date, by day; each with the time of its last change."""
    return list(ledger.incidents(chosen))


def why(ledger: Ledger, incident_id: str, field: str) -> Why:
    """The sentences, speakers and rule behind a field of an incident.

    ``LookupError`` when there is no such incident, or nothing is known of the field.
    """
    found = ledger.find(incident_id)
    if len(found) != 1:
        raise LookupError(f"{incident_id!r} means {len(found)} incidents")
    if field not in found[0].incident.fields:
        raise LookupError(f"nothing is known of {field!r}; there are {', '.join(sorted(found[0].incident.fields))}")
    return why_field(found[0].incident, field, Context(ledger, found))


def export_as(ledger: Ledger, form: str, chosen: Filter = NEWS, *, options: Options = PLAIN) -> str:
    """An export as text: ``incidents.csv``, ``claims.csv``, ``claims.jsonl``, ``incidents.geojson``, ``ledger.jsonl``
    or ``changes.csv``. ``ValueError`` names the formats there are."""
    return "".join(export_text(ledger, form, chosen, options))


def decide(
    ledger: Ledger, kind: str, *targets: str, by: str, why: str = "", field: str | None = None, value: Any = None
) -> Decision:
    """Keep what a person rules and bring the incidents up to date. ``decide(ledger, "undo", other.id, by=...)`` takes
    a decision back. ``LedgerError`` when it lacks targets or names something that is not there."""
    made = decision(kind, targets, by=by, why=why, field=field, value=value)
    ledger.decide(made)
    return made


def changes(ledger: Ledger, since: int = 0) -> list[Kept]:
    """What became different after change number ``since``, oldest first."""
    ledger.refresh()
    return list(ledger.changes(since))


def verify(ledger: Ledger) -> dict[str, list[str]]:
    """Each check of the ledger with the faults it found: all empty when it keeps its promises."""
    return dict(verify_ledger(ledger))
