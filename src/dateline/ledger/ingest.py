"""From a stream of reports to a ledger: batches, workers, going on where an earlier run stopped, and the tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline import __version__
from dateline.gazetteer.home import layer_paths
from dateline.ledger.connection import now, writing
from dateline.ledger.found import MOST_READ, Found
from dateline.ledger.heap import seldom_swept
from dateline.ledger.pool import BATCH, BATCH_CHARS, Readers, readers
from dateline.ledger.store import Ledger
from dateline.model import Notice, Report, Run


class Tally(msgspec.Struct, frozen=True):
    """How an ingest ended. ``read`` = ``linked`` + ``nothing_found`` + ``other_language`` + ``failed`` are reports of
    this run; ``skipped`` were read by this version before; ``incidents`` is what the ledger holds now.
    ``errors`` are failures and files that could not be read; ``notices`` all other problems too."""

    read: int = 0
    linked: int = 0
    nothing_found: int = 0
    other_language: int = 0
    failed: int = 0
    skipped: int = 0
    notices: int = 0
    errors: int = 0
    incidents: int = 0
    interrupted: bool = False

    @property
    def text(self) -> str:
        """The tally in one line."""
        parts = [
            f"read {self.read}",
            f"incidents {self.incidents}",
            f"linked {self.linked}",
            f"nothing found {self.nothing_found}",
            f"other language {self.other_language}",
            f"failed {self.failed}",
        ]
        return ", ".join(parts + ([f"read before {self.skipped}"] if self.skipped else []))


Progress = Callable[[Report | Notice], None]


@seldom_swept()
def ingest(
    ledger: Ledger,
    stream: Iterable[Report | Notice],
    *,
    layers: Sequence[Path] = (),
    workers: int = 1,
    reader: Readers | None = None,
    progress: Progress | None = None,
    stage: Callable[[str], None] | None = None,
) -> Tally:
    """Read reports into a ledger and bring its incidents up to date.

    Reports that this version has read with these layers are skipped. Each batch is one transaction: whatever stops
    the program, finished batches are kept and the next run goes on after them. Ctrl-C ends it tidily
    (``interrupted``). ``progress`` hears of each report that goes by, ``stage`` when linking begins. What the ledger holds afterwards does not depend on ``workers``.
    """
    count: Counter[str] = Counter()
    settings = layer_settings(layers)
    interrupted = False
    intake = _Intake(ledger, settings, count, progress)
    pool = readers(layers, workers, reader)
    try:
        for batch, found in pool.results(intake.batches(stream)):
            _keep(ledger, batch, found, settings, count)
        if stage is not None:
            stage("linking")
        ledger.refresh()
    except KeyboardInterrupt:
        interrupted = True
    finally:
        pool.close()
    incidents = ledger.db.execute("SELECT count(*) FROM incidents WHERE role = 'news'").fetchone()[0]
    return Tally(
        read=count["read"],
        linked=count["incidents"],
        nothing_found=count["nothing_found"],
        other_language=count["other_language"],
        failed=count["failed"],
        skipped=count["skipped"],
        notices=count["notices"],
        errors=count["errors"] + count["failed"],
        incidents=incidents,
        interrupted=interrupted,
    )


def layer_settings(layers: Sequence[Path]) -> str:
    """The gazetteer layers beyond the packaged base as a run records them, the user's own included: name and digest of
    the content, so that reports are read anew when a layer changed."""
    return "; ".join(f"{path.name}:{_digest(path)}" for path in dict.fromkeys([*layer_paths(), *layers]))


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()[:12]


class _Intake:
    """Writes reports and notices of the stream into the ledger as they come, and gives on what is still to be read."""

    def __init__(self, ledger: Ledger, settings: str, count: Counter[str], progress: Progress | None) -> None:
        self.ledger = ledger
        self.settings = settings
        self.count = count
        self.progress = progress
        self.begun: set[str] = set()

    def batches(self, stream: Iterable[Report | Notice]) -> Iterator[list[Report]]:
        """Batches of reports to read, in the order of the stream; the same for the same stream and ledger."""
        waiting: list[Report] = []
        for group in _grouped(stream, self.progress):
            waiting += self._unread(group)
            *full, waiting = cut(waiting)
            yield from full
        if waiting:
            yield waiting

    def _unread(self, group: list[Report | Notice]) -> list[Report]:
        reports = [storable(item) for item in group if isinstance(item, Report)]
        notices = [storable(item) for item in group if isinstance(item, Notice)]
        done = self.ledger.already_read((r.id for r in reports), __version__, self.settings) | self.begun
        fresh = {r.id: r for r in reports if r.id not in done}
        with writing(self.ledger.db):
            self.ledger.add(reports)
            self.ledger.add_notices(notices)
        self.begun |= fresh.keys()
        self.count["notices"] += len(notices)
        self.count["errors"] += sum(1 for n in notices if n.severity == "error")
        self.count["skipped"] += len(reports) - len(fresh)
        return list(fresh.values())


def cut(reports: list[Report]) -> list[list[Report]]:
    """The reports in batches of at most ``BATCH`` and about ``BATCH_CHARS``; the last one is still open and may be empty."""
    batches: list[list[Report]] = [[]]
    held = 0
    for report in reports:
        batches[-1].append(report)
        held += min(len(report.text), MOST_READ)
        if len(batches[-1]) >= BATCH or held >= BATCH_CHARS:
            batches.append([])
            held = 0
    return batches


def _grouped(stream: Iterable[Report | Notice], progress: Progress | None) -> Iterator[list[Report | Notice]]:
    group: list[Report | Notice] = []
    for item in stream:
        if progress is not None:
            progress(item)
        group.append(item)
        if len(group) >= BATCH:
            yield group
            group = []
    yield group


T = TypeVar("T", Report, Notice)


def storable(item: T) -> T:
    """The same value without what no UTF-8 file can hold: each lone surrogate becomes the replacement character, so
    that offsets stay as they are."""
    try:
        msgspec.json.encode(item)
    except UnicodeEncodeError:
        changed: T = msgspec.convert(_clean(msgspec.to_builtins(item)), type(item))
        return changed
    return item


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_clean(key): _clean(part) for key, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list) else value


def _keep(ledger: Ledger, batch: list[Report], found: list[Found], settings: str, count: Counter[str]) -> None:
    """Write what was found in a batch, in one transaction."""
    with writing(ledger.db):
        for report, one in zip(batch, found, strict=True):
            ledger.add_run(_run(one, settings), one.observations, one.card)
            ledger.add_notices(one.notices)
            count["notices"] += len(one.notices)
            if one.outcome == "failed":
                ledger.add_notices([_failure(report, one)])
            elif len(report.text) > MOST_READ and one.outcome != "other_language":
                ledger.add_notices([_too_long(report)])
                count["notices"] += 1
    count["read"] += len(batch)
    count.update(one.outcome for one in found)


def _run(found: Found, settings: str) -> Run:
    return Run(
        report_id=found.report_id,
        version=__version__,
        at=now(),
        outcome=found.outcome,
        observations=len(found.observations),
        seconds=found.seconds,
        settings=settings,
    )


def _too_long(report: Report) -> Notice:
    return Notice(
        code="long-report",
        file=report.origin,
        place=report.place,
        reason=f"of its {len(report.text):,} characters only the first {MOST_READ:,} were looked through",
        next_step="if it holds many reports, give them one by one, for example as JSON lines",
        report_id=report.id,
    )


def _failure(report: Report, found: Found) -> Notice:
    return Notice(
        code="not-read",
        file=report.origin,
        place=report.place,
        reason=found.error,
        next_step="the report is kept and tried again by the next ingest; please tell the maintainers",
        severity="error",
        report_id=report.id,
    )
