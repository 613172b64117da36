"""What one more report, and one ruling, cost in a ledger that holds many: linking and weighing, not reading.

    PYTHONPATH=src:. python benchmarks/small_change.py [--reports 1000,10000,60000] [--changes 20] [--folder DIR]

The reports are those of ``benchmarks/link_flat.py``, as if they had been read. For each size: CPU seconds for linking
all at once, then the mean and the most that one more report of the last days, one more report of an old day, a ruling
"same" and one "different" take in a new process that opens the ledger, and the peak memory of that process. Ledgers
stay in the folder, so that a second run has them at hand.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import mean

from link_flat import Stream

from dateline import __version__
from dateline.ledger import Ledger, append
from dateline.ledger.canonical import record
from dateline.ledger.connection import now, writing
from dateline.ledger.decisions import decision
from dateline.ledger.stored import stored
from dateline.model import Observation, Report, ReportCard, Run

Told = tuple[list[Observation], ReportCard]


def add(ledger: Ledger, told: list[Told]) -> None:
    """Keep reports as if they had been read."""
    with writing(ledger.db):
        for observations, card in told:
            text = " ".join((card.id, *card.names, *card.words))
            report = Report(id=card.id, text=text, language="en", published=card.published, outlet=card.outlet)
            append.add_report(ledger.db, report, now())
            run = Run(
                report_id=card.id, version=__version__, at=now(), outcome="incidents", observations=len(observations)
            )
            append.add_run(ledger.db, run, observations, record(card))


def stream(reports: int, more: int) -> list[Told]:
    """The first reports of the stream and some more."""
    found: list[Told] = []
    for today in Stream(500).days():
        found += today
        if len(found) >= reports + more:
            return found[: reports + more]
    return found


def build(path: Path, told: list[Told]) -> None:
    with Ledger.open(path) as ledger:
        add(ledger, told)
        begin = time.process_time()
        ledger.refresh()
        print(
            f"  all at once: {time.process_time() - begin:.1f} CPU s, {path.stat().st_size / 2**20:.0f} MiB", flush=True
        )


def change(path: Path, told: list[Told], changes: int) -> None:
    """In a process of its own: the changes, one after the other."""
    old = random.Random(3).sample(range(len(told) - changes), changes)
    with Ledger.open(path) as ledger:
        for kind in ("late", "old", "same", "different"):
            costs = []
            for n in range(changes):
                if kind == "late":
                    add(ledger, [told[n - changes]])
                elif kind == "old":
                    observations, card = told[old[n]]
                    add(ledger, [(_copies(observations, card.id), _copy(card))])
                ids = [i.id for i in stored(ledger.db)][n::97][:2] if kind in {"same", "different"} else []
                begin = time.process_time()
                if ids:
                    ledger.decide(decision(kind, tuple(ids), by="bench"))
                else:
                    ledger.refresh()
                costs.append(time.process_time() - begin)
            print(f"  {kind}: mean {mean(costs):.3f}, most {max(costs):.3f} CPU s", flush=True)
    print(f"  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB", flush=True)


def _copies(observations: list[Observation], report: str) -> list[Observation]:
    import msgspec

    return [msgspec.structs.replace(o, id=f"again-{o.id}", report_id=f"again-{report}") for o in observations]


def _copy(card: ReportCard) -> ReportCard:
    import msgspec

    return msgspec.structs.replace(card, id=f"again-{card.id}", text_key=f"again-{card.id}", outlet="another")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--reports", default="1000,10000,60000")
    ap.add_argument("--changes", type=int, default=20)
    ap.add_argument("--folder", type=Path, default=Path("/tmp"))
    ap.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    a = ap.parse_args()
    for reports in map(int, a.reports.split(",")):
        told = stream(reports, a.changes)
        if a.only:
            change(a.only, told, a.changes)
            continue
        path = a.folder / f"small_change_{reports}.ledger"
        print(f"{reports} reports:", flush=True)
        if not path.exists():
            build(path, told[:reports])
        work = a.folder / "small_change_work.ledger"
        work.write_bytes(path.read_bytes())
        subprocess.run(
            [sys.executable, __file__, "--reports", str(reports), "--changes", str(a.changes), "--only", str(work)],
            check=True,
        )
        work.unlink()


if __name__ == "__main__":
    main()
