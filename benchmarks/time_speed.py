"""CPU cost of times: tagger and resolver on plain text, and the stage as a report goes through it.

python benchmarks/time_speed.py [../shared/bench/time/timebank.jsonl]
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from dateline.claims.event_time import anchor
from dateline.find.analysis import analyse_all
from dateline.find.status import find_status
from dateline.find.times import find_times, tag
from dateline.read.text import report_from_text
from dateline.resolve.times import resolve, resolve_times
from dateline.resolve.times.publication import parse_iso

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "bench" / "time" / "timebank.jsonl"
RUNS = 5


def best(work) -> float:
    """CPU seconds of the fastest of five runs."""
    seconds = []
    for _ in range(RUNS):
        begin = time.process_time()
        work()
        seconds.append(time.process_time() - begin)
    return min(seconds)


def main(path: Path) -> None:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    size = sum(len(r["text"].encode()) for r in records) / 1000
    words = sum(len(r["text"].split()) for r in records)
    tag("warm")

    def tagged() -> None:
        for r in records:
            tag(r["text"])

    def resolved() -> None:
        for r in records:
            resolve(r["text"], tag(r["text"]), parse_iso(r["dct"]))

    for name, work in (("tag", tagged), ("tag and resolve", resolved)):
        seconds = best(work)
        print(
            f"{name:28} {size / seconds:7.0f} KB/s  {1e6 * seconds / words:5.2f} µs a word  ({len(records)} texts, {size:.0f} KB)"
        )
    stage(records[:60])


def stage(records: list[dict]) -> None:
    """The stages on analysed reports; events are every tenth verb."""
    analyses = list(analyse_all(report_from_text(r["text"], published=r["dct"]) for r in records))
    words = sum(len(a.view.text.split()) for a in analyses)
    times = [find_times(a) for a in analyses]
    whens = [resolve_times(a, t) for a, t in zip(analyses, times, strict=True)]
    events = [[a.span(t) for t in a.doc if t.pos_ == "VERB"][::4] for a in analyses]
    count = sum(map(len, events))
    works = {
        "find_times": lambda: [find_times(a) for a in analyses],
        "resolve_times": lambda: [resolve_times(a, t) for a, t in zip(analyses, times, strict=True)],
        "find_status": lambda: [find_status(a) for a in analyses],
        f"event times ({count} events)": lambda: [
            anchor(a, e, t, w) for a, e, t, w in zip(analyses, events, times, whens, strict=True)
        ],
    }
    for name, work in works.items():
        print(f"{name:28} {1e6 * best(work) / words:5.2f} µs a word")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
