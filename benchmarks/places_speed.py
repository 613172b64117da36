"""Speed and memory of the places stage: seconds of CPU for finding and resolving, after the language analysis.

PYTHONPATH=src python benchmarks/places_speed.py GOLD.jsonl [LAYER ...]
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from dateline.find.analysis import analyse_all
from dateline.find.places import find_places
from dateline.gazetteer import Gazetteer
from dateline.read.text import report_from_text
from dateline.resolve.places import resolve_places


def memory() -> float:
    """Most memory of this process so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    before = memory()
    start = time.perf_counter()
    gazetteer = Gazetteer.open([Path(p) for p in sys.argv[2:]], user_layers=False)
    gazetteer.sieve(["mosul"])
    gazetteer.candidates("Mosul")
    print(f"open {time.perf_counter() - start:.3f} s, {memory() - before:.0f} MB for {len(gazetteer.layers)} layers")
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").split("\n") if line][
        :120
    ]
    start = time.process_time()
    analyses = list(analyse_all(report_from_text(t) for t in texts))
    words = sum(len(a.doc) for a in analyses)
    print(
        f"language analysis {(time.process_time() - start) / words * 1e6:.1f} us a word, {words / len(texts):.0f} words a report"
    )
    find_places(analyses[0], gazetteer)
    for step in ("first pass", "second pass"):
        start = time.process_time()
        found = [find_places(a, gazetteer) for a in analyses]
        middle = time.process_time()
        for analysis, mentions in zip(analyses, found, strict=True):
            resolve_places(analysis, mentions, gazetteer)
        end = time.process_time()
        print(
            f"{step}: find {(middle - start) / words * 1e6:.1f} us a word, resolve {(end - middle) / words * 1e6:.1f} us a word, "
            f"{len(texts) / (end - start):.0f} reports/s; {memory():.0f} MB in all"
        )


if __name__ == "__main__":
    main()
