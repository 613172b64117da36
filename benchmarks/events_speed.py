"""How fast events are found beyond the language analysis.

    python benchmarks/events_speed.py ../shared/bench/events/glocon.dev.jsonl

Prints words, CPU microseconds a word and sentences a second, each stage alone, on one core (set OPENBLAS_NUM_THREADS=1).
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
from dateline.find.sentence_encoder import read_ahead, sentence_encoder
from dateline.read.text import report_from_text

MOST = 1000  # texts


def measure(name: str, stage: Callable[[list[Analysis]], object], analyses: list[Analysis]) -> None:
    """One warm-up on the first text, then all texts once; what the sentence encoder remembers is forgotten before."""
    stage(analyses[:1])
    sentence_encoder.cache_clear()
    sentence_encoder()
    words = sum(len(a.doc) for a in analyses)
    sentences = sum(len(a.sentences) for a in analyses)
    start = time.process_time()
    stage(analyses)
    seconds = time.process_time() - start
    print(f"{name:12} {words} words  {seconds / words * 1e6:6.2f} us/word  {sentences / seconds:8.0f} sentences/s")


def events(analyses: list[Analysis]) -> None:
    for analysis in analyses:
        find_events(analysis)


def of_sentences(scorer: Callable[[Analysis, int, int], object], ahead: bool) -> Callable[[list[Analysis]], None]:
    """Asks a scorer about every sentence; ``ahead``: once the encoder has read many at once."""

    def stage(analyses: list[Analysis]) -> None:
        if ahead:
            read_ahead(sentence for analysis in analyses for sentence in analysis.sentences)
        for analysis in analyses:
            for sentence in analysis.sentences:
                scorer(analysis, sentence.start, sentence.end)

    return stage


def main() -> None:
    gold = Path(sys.argv[1])
    texts = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    analyses = list(analyse_all(report_from_text(text) for text in texts[:MOST]))
    measure("events", events, analyses)
    for name, scorer in (("contention", contentious), ("police", police_scores)):
        measure(name, of_sentences(scorer, False), analyses)
    for name, scorer in (("acts", find_act), ("kind", find_kind)):
        measure(name, of_sentences(scorer, True), analyses)
    measure("acts, singly", of_sentences(find_act, False), analyses)


if __name__ == "__main__":
    main()
