"""Measures times on the time bench: expressions in TempEval-3 terms, events by the definitions below.

Expressions (records with ``timex``): tagger and resolver on the text, scored by the bench's ``score.py``.
Events (EventStoryLine, EventTime, MEANTIME): an event counts when its gold time names calendar days; it is right when the days
of our time for it are those of one of its gold times ("exact"). EventTime knows some days only by bounds
("after1995-11-01before1995-11-30"): within them is counted apart. All with the program's own times.
Timelines: a dated item is right when the event words of its first mention get its date. MATRES: pairs BEFORE/AFTER/EQUAL;
our order is that of the two times, and a pair whose times do not settle it is left out of precision and missing in recall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from dateline.claims.event_time import EventTime, anchor
from dateline.find.analysis import analyse
from dateline.find.times import find_times, tag
from dateline.model import Span, When
from dateline.read.text import report_from_text
from dateline.resolve.times import resolve, resolve_times
from dateline.resolve.times.calendar import days_of
from dateline.resolve.times.publication import parse_iso

Days = tuple[date, date]
Record = dict[str, Any]
_WITHIN = frozenset({"IS_INCLUDED", "inv:INCLUDES", "SIMULTANEOUS", "DURING", "inv:SIMULTANEOUS"})
_EVENT_SETS = frozenset({"eventstoryline", "eventtime", "meantime"})
_MATRES_TEXTS = ("timebank.jsonl", "aquaint.jsonl", "te3_platinum.jsonl")


def predictions(gold: Path) -> Iterator[Record]:
    """One record a document: ``{"id", "timex": [...]}`` where the gold marks expressions, ``{"id", "event_times": {eid: TIMEX3}}``
    where it times events, ``{"id", "pairs": [[eid, eid, label]]}`` where it orders them."""
    records = _with_texts(_records(gold), gold)
    for record in records:
        found: Record = {"id": record.get("id", record.get("entity", ""))}
        if "timex" in record and record.get("set") != "eventtime":
            found["timex"] = timexes(record["text"], record.get("dct"))
        if record.get("set") in _EVENT_SETS and record.get("events"):
            found["event_times"] = {eid: _value(time.when) for eid, time in timed_events(record).items()}
        if "pairs" in record:
            found["pairs"] = _pairs(record)
        if record.get("kind") == "doc":
            found["words"] = _timeline_words(record, records)
        if len(found) > 1:
            yield found


def scorer_arguments(gold: Path, out: Path) -> list[str]:
    """Arguments for ``score.py``; none where the gold marks no expressions."""
    marked = any("timex" in record for record in _records(gold))
    return [str(gold), str(out), "--by-type"] if marked else []


def figures(gold: Path, out: Path) -> str:
    """The figures of events that ``score.py`` does not know, one line each; empty when the gold times no events."""
    predicted = {record["id"]: record for record in _records(out)}
    records = _with_texts(_records(gold), gold)
    lines = [*_event_lines(records, predicted), *_pair_lines(records, predicted), *_timeline_lines(records, predicted)]
    return "".join(f"{line}\n" for line in lines)


def timexes(text: str, dct: str | None) -> list[Record]:
    """TIMEX3 annotations of a text by tagger and resolver."""
    mentions = tag(text)
    values = resolve(text, mentions, parse_iso(dct) if dct else None)
    return [
        {"start": m.start, "end": m.end, "type": m.type, "value": w.value}
        for m, w in zip(mentions, values, strict=True)
    ]


def timed_events(record: Record) -> dict[str, EventTime]:
    """Our time of each event of a record, by event id."""
    analysis = analyse(report_from_text(record["text"], published=record.get("dct")))
    times = find_times(analysis)
    spans = [Span(event["start"], event["end"]) for event in record["events"]]
    found = anchor(analysis, spans, times, resolve_times(analysis, times))
    return {event["eid"]: time for event, time in zip(record["events"], found, strict=True)}


def covered_days(when: When | None) -> Days | None:
    """First and last day that a value names: by its TIMEX3 value, else by its bounds; ``None`` for neither."""
    if when is None:
        return None
    return _days(when.value) or ((when.first_day, when.last_day) if when.first_day and when.last_day else None)


def gold_event_days(record: Record) -> dict[str, set[Days]]:
    """Days of each event of a record that has a gold calendar time, by event id.

    EventStoryLine: the times an event is included in; TimeBank and AQUAINT: also those it fills; MEANTIME: ``event_times``;
    EventTime: the day of single-day events.
    """
    known = {event["eid"] for event in record["events"]}
    found: dict[str, set[Days]] = {}
    for eid, value in _gold_values(record):
        days = _days(value or "")
        if days and eid in known:
            found.setdefault(eid, set()).add(days)
    return found


def _gold_values(record: Record) -> Iterator[tuple[str, str | None]]:
    for entry in record.get("event_times", []):
        yield entry["eid"], entry.get("time")
    if "event_times" not in record:
        for entry in record.get("anchors", []):
            if entry["rel"] in (("IS_INCLUDED",) if record["set"] == "eventstoryline" else _WITHIN):
                yield entry["eid"], entry.get("value")
    if record.get("set") == "eventtime" and record.get("part") != "train":
        for event in record["events"]:
            if event["kind"] == "SingleDay":
                yield event["eid"], event.get("time")


def _days(value: str) -> Days | None:
    days = days_of(value)
    return (days[0], days[1] - timedelta(1)) if days else None


def _value(when: When | None) -> str:
    days = covered_days(when)
    if when is None or days is None:
        return ""
    return when.value if _days(when.value) else f"{days[0]}/{days[1]}"


# ------------------------------------------------------------------------------------------------ events
def _event_lines(records: list[Record], predicted: Mapping[str, Record]) -> Iterator[str]:
    exact = scored = within = bounded = 0
    for record in records:
        ours = predicted.get(record.get("id", ""), {}).get("event_times", {})
        if record.get("set") not in _EVENT_SETS:
            continue
        for eid, days in gold_event_days(record).items():
            scored += 1
            exact += _days(ours.get(eid, "")) in days
        for event in record["events"] if record["set"] == "eventtime" else ():
            inside = _inside(event, _days(ours.get(event["eid"], "")), record)
            bounded += inside is not None
            within += inside is True
    if scored:
        yield f"events     timed {scored:5d}  exact days {exact:5d}  accuracy {100 * exact / scored:5.2f}"
    if bounded:
        total = sum(e["kind"] == "SingleDay" for r in records if r.get("part") != "train" for e in r["events"])
        yield f"events     known by bounds {bounded:5d}  within {within:5d}"
        yield f"events     single-day, exact or within bounds, of all (some without a gold time) {100 * (exact + within) / total:5.2f} of {total}"


def _inside(event: Record, days: Days | None, record: Record) -> bool | None:
    """Whether our days lie within the bounds of a single-day event known only by bounds; ``None`` for other events."""
    if (
        event["kind"] != "SingleDay"
        or record.get("part") == "train"
        or not re.match("after|before", event.get("time") or "")
    ):
        return None
    bounds = dict(re.findall(r"(after|before)(\d{4}-\d\d-\d\d)", event["time"]))
    low, high = (date.fromisoformat(bounds[k]) if k in bounds else None for k in ("after", "before"))
    return days is not None and (low is None or days[0] >= low) and (high is None or days[1] <= high)


# ------------------------------------------------------------------------------------------------ order of pairs
def _with_texts(records: Iterable[Record], gold: Path) -> list[Record]:
    """Records with the text and events of files beside the gold, where the gold refers to them by id."""
    found = list(records)
    if all("text" in record or record.get("kind") for record in found):
        return found
    beside = [folder / name for name in _MATRES_TEXTS for folder in _folders(gold) if (folder / name).is_file()]
    if not beside and any("pairs" in record or "events" in record for record in found):
        raise FileNotFoundError(f"{gold} refers to texts by id: put {' or '.join(_MATRES_TEXTS)} beside it")
    texts = {record["id"]: record for path in beside for record in _records(path)}
    base = {key: {k: v for k, v in record.items() if k in ("text", "events")} for key, record in texts.items()}
    return [base.get(record["id"], {}) | record for record in found if record["id"] in texts or "text" in record]


def _folders(gold: Path) -> list[Path]:
    """Where the texts of a gold file may lie: in the project's bench, and beside it (those win)."""
    return [Path("..", "shared", "bench", "time"), gold.parent]


def _pairs(record: Record) -> list[list[str]]:
    times = {eid: time.when for eid, time in timed_events(record).items()}
    return [[a, b, _order(times.get(a), times.get(b))] for a, b, _ in record["pairs"]]


def _order(one: When | None, other: When | None) -> str:
    a, b = covered_days(one), covered_days(other)
    if a is None or b is None:
        return "VAGUE"
    return "BEFORE" if a[1] < b[0] else "AFTER" if b[1] < a[0] else "VAGUE"


def _pair_lines(records: list[Record], predicted: Mapping[str, Record]) -> Iterator[str]:
    told = right = asked = 0
    for record in records:
        ours = {(a, b): label for a, b, label in predicted.get(record.get("id", ""), {}).get("pairs", [])}
        for a, b, label in record.get("pairs", []):
            asked += label != "VAGUE"
            if ours.get((a, b), "VAGUE") != "VAGUE":
                told += 1
                right += ours[a, b] == label
    if asked:
        yield f"order      pairs {asked:5d}  settled by dates {told:5d}  precision {100 * right / max(told, 1):5.2f}  recall {100 * right / asked:5.2f}"


# ------------------------------------------------------------------------------------------------ timelines
def _timeline_words(record: Record, records: list[Record]) -> dict[str, str]:
    """Our time for each word of this document that a timeline mentions, by "sentence word" (sentences count from 1)."""
    starts, text = [], ""
    for sentence in record["sentences"]:
        starts.append(len(text))
        text += f"{sentence}\n"
    events = []
    for sentence, word in sorted(_asked(record, records)):
        place = text.find(word, starts[sentence - 1]) if 0 < sentence <= len(starts) else -1
        if place >= 0:
            events.append({"eid": f"{sentence} {word}", "start": place, "end": place + len(word)})
    times = timed_events({"text": text, "dct": record.get("dct"), "events": events})
    return {eid: _value(time.when) for eid, time in times.items()}


def _asked(record: Record, records: list[Record]) -> set[tuple[int, str]]:
    items = [item for r in records if r.get("kind") == "timeline" for item in r["items"]]
    return {(m["sent"], m["word"]) for item in items for m in item["mentions"] if m["doc"] == record["id"]}


def _timeline_lines(records: list[Record], predicted: Mapping[str, Record]) -> Iterator[str]:
    asked = right = 0
    for timeline in records:
        for item in timeline.get("items", []) if timeline.get("kind") == "timeline" else ():
            days = _days(str(item.get("date", "")))
            if days is None or not item["mentions"]:
                continue
            first = item["mentions"][0]
            ours = predicted.get(first["doc"], {}).get("words", {}).get(f"{first['sent']} {first['word']}", "")
            asked += 1
            right += _days(ours) == days
    if asked:
        yield f"timelines  dated items {asked:5d}  exact days {right:5d}  accuracy {100 * right / asked:5.2f}"


def _records(path: Path) -> list[Record]:
    with path.open("rb") as handle:
        return [msgspec.json.decode(line) for line in handle if line.strip()]
