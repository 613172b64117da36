"""``claims.jsonl``, and ``ledger.jsonl``: the whole ledger, one record a line, lossless both ways.

Every record has a ``type``: ``ledger`` (first line: format, version, digest), ``report`` followed by its ``passage``
and ``media`` records, ``run`` followed by its ``observation`` records, each followed by its ``claim`` records,
``notice``, ``decision``, ``incident``, ``change``, and ``source`` (who is said to know, gathered from
the claims; left aside on import). The incident type of observations and incidents is ``event_type``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline import __version__
from dateline.export.context import Context
from dateline.export.rows import claim_rows
from dateline.ledger import Ledger, LedgerError
from dateline.ledger.dump import Dump, Restore
from dateline.ledger.stored import Kept
from dateline.model import Decision, Incident, Notice, Observation, Report, Run

FORMAT = 1
Record = dict[str, Any]


def claims_jsonl(context: Context) -> Iterator[str]:
    """The rows of ``claims.csv`` as JSON lines; unknown is ``null``."""
    for row in claim_rows(context):
        yield _line(row)


def ledger_jsonl(ledger: Ledger) -> Iterator[str]:
    """The whole ledger as lines. The same ledger gives the same bytes."""
    dump = Dump(ledger.db)
    yield _line({"type": "ledger", "format": FORMAT, "dateline": __version__, "digest": ledger.digest()})
    for part in (_reports(dump), _runs(dump), _sources(dump), _rest(dump)):
        yield from map(_line, part)


def import_ledger(lines: Iterable[bytes], ledger: Ledger) -> int:
    """Fill an empty ledger from ``ledger.jsonl``; gives the number of records. All or nothing.

    ``LedgerError`` names the line that cannot be read, or says that the ledger holds something already.
    """
    restore = Restore(ledger.db)
    number = 0
    with restore.all_or_nothing():
        keep = _Assembler(restore)
        for number, line in enumerate(lines, 1):
            try:
                keep.take(msgspec.json.decode(line, type=dict))
            except (msgspec.MsgspecError, KeyError, ValueError, TypeError) as error:
                raise LedgerError(
                    f"line {number} of the import cannot be read ({error}); nothing was imported"
                ) from error
        keep.flush()
        restore.finish()
    return number


def _reports(dump: Dump) -> Iterator[Record]:
    for report, sightings in dump.reports():
        record = _builtins(report)
        passages, media = record.pop("passages", []), record.pop("media", [])
        yield {"type": "report", **record, "sightings": sightings}
        for index, passage in enumerate(passages):
            yield {"type": "passage", "report_id": report.id, "index": index, **passage}
        for index, medium in enumerate(media):
            yield {**medium, "type": "media", "report_id": report.id, "index": index}


def _runs(dump: Dump) -> Iterator[Record]:
    for number, run, card, observations in dump.runs():
        yield {"type": "run", "run": number, **_builtins(run), "card": card}
        for observation in observations:
            record = _builtins(observation)
            claims = record.pop("claims", [])
            yield {**record, "type": "observation", "event_type": observation.type, "run": number}
            for claim in claims:
                yield {"type": "claim", "run": number, "observation_id": observation.id, **claim}


def _sources(dump: Dump) -> Iterator[Record]:
    for name, kind, organisation, side, claims in dump.sources():
        yield {
            "type": "source",
            "name": name,
            "kind": kind,
            "organisation": organisation,
            "side": side,
            "claims": claims,
        }


def _rest(dump: Dump) -> Iterator[Record]:
    for notice, at in dump.notices():
        yield {"type": "notice", **_builtins(notice), "at": at}
    for decision in dump.decisions():
        yield {"type": "decision", **_builtins(decision)}
    for incident, updated_at in dump.incidents():
        yield {**_builtins(incident), "type": "incident", "event_type": incident.type, "updated_at": updated_at}
    for kept in dump.changes():
        yield {"type": "change", **_builtins(kept)}


class _Assembler:
    """Puts reports together with their passages and runs with their observations, one at a time."""

    def __init__(self, restore: Restore) -> None:
        self.restore = restore
        self.report: Record | None = None
        self.run: Record | None = None
        self.observations: list[Record] = []

    def take(self, record: Record) -> None:
        """Take one record of the file, in the order of the file."""
        kind = record.pop("type")
        held = {"passage": self.report, "media": self.report, "observation": self.run, "claim": self.run}
        if kind not in held:
            self.flush()
        elif held[kind] is None:
            raise ValueError(f"a {kind} record without the record it belongs to before it")
        getattr(self, f"_take_{kind}", self._unknown)(record)

    def flush(self) -> None:
        """Keep the report or run that is complete now."""
        if self.report is not None:
            sightings = self.report.pop("sightings")
            self.restore.report(msgspec.convert(self.report, Report), sightings)
        if self.run is not None:
            number, card = self.run.pop("run"), self.run.pop("card")
            found = [msgspec.convert(o, Observation) for o in self.observations]
            self.restore.run(number, msgspec.convert(self.run, Run), card, found)
        self.report, self.run, self.observations = None, None, []

    def _unknown(self, record: Record) -> None:
        raise ValueError("a type of record that this dateline does not know")

    def _take_ledger(self, record: Record) -> None:
        if record["format"] != FORMAT:
            raise ValueError(f"format {record['format']}; this dateline reads format {FORMAT}")
        self.restore.expect(record["digest"])

    def _take_report(self, record: Record) -> None:
        self.report = {**record, "passages": [], "media": []}

    def _take_passage(self, record: Record) -> None:
        assert self.report is not None
        self.report["passages"].append(_without(record, "report_id", "index"))

    def _take_media(self, record: Record) -> None:
        assert self.report is not None
        self.report["media"].append({"type": "medium", **_without(record, "report_id", "index")})

    def _take_run(self, record: Record) -> None:
        self.run = record

    def _take_observation(self, record: Record) -> None:
        record["type"] = record.pop("event_type")
        self.observations.append({**_without(record, "run"), "claims": []})

    def _take_claim(self, record: Record) -> None:
        self.observations[-1]["claims"].append(_without(record, "run", "observation_id"))

    def _take_source(self, record: Record) -> None:
        """Gathered from the claims: nothing to keep."""

    def _take_notice(self, record: Record) -> None:
        at = record.pop("at")
        self.restore.notice(msgspec.convert(record, Notice), at)

    def _take_decision(self, record: Record) -> None:
        self.restore.decision(msgspec.convert(record, Decision))

    def _take_incident(self, record: Record) -> None:
        at = record.pop("updated_at")
        record["type"] = record.pop("event_type")
        self.restore.incident(msgspec.convert(record, Incident), at)

    def _take_change(self, record: Record) -> None:
        self.restore.change(msgspec.convert(record, Kept))


def _builtins(value: Report | Run | Observation | Notice | Decision | Incident | Kept) -> Record:
    record: Record = msgspec.to_builtins(value)
    return record


def _without(record: Record, *names: str) -> Record:
    return {key: value for key, value in record.items() if key not in names}


def _line(record: Record) -> str:
    return msgspec.json.encode(record).decode() + "\n"
