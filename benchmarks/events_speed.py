"""How fast events are found beyond the language analysis.

    python benchmarks/events_speed.py ../shared/bench/events/glocon.dev.jsonl

Prints words, mentions, CPU microseconds a word and sentences a second, each stage alone, on one core.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dateline.find.acts import find_act
from dateline.find.analysis import Analysis, analyse_all
from dateline.find.events import find_events
from dateline.find.incident_kind import find_kind
from dateline.find.police import police_scores
from dateline.find.relevance import contentious
from dateline.read.text import report_from_text


def measure(name: str, stage: Callable[[Analysis], object], analyses: list[Analysis]) -> None:
    """One warm-up on the first text, then all texts once."""
    stage(analyses[0])
    words = sum(len(a.doc) for a in analyses)
    sentences = sum(len(a.sentences) for a in analyses)
    start = time.process_time()
    for analysis in analyses:
        stage(analysis)
    seconds = time.process_time() - start
    print(f"{name:12} {words} words  {seconds / words * 1e6:6.2f} us/word  {sentences / seconds:8.0f} sentences/s")


def main() -> None:
    gold = Path(sys.argv[1])
    texts = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    analyses = list(analyse_all(report_from_text(text) for text in texts))
    stages: list[tuple[str, Callable[[Analysis], object]]] = [
        ("events", find_events),
        ("acts", find_act),
        ("kind", find_kind),
        ("contention", contentious),
        ("police", police_scores),
    ]
    for name, stage in stages:
        measure(name, stage, analyses)


if __name__ == "__main__":
    main()
