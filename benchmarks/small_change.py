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
import subprocess
import sys
import time
from pathlib import Path
from statistics import mean

import msgspec
from link_flat import Stream

from dateline import __version__
from dateline.ledger import Ledger, append
from dateline.ledger.canonical import record
from dateline.ledger.connection import now, writing
from dateline.ledger.decisions import decision
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


def change(path: Path, late: list[Told], old: list[Told]) -> None:
    """In a process of its own: the changes, one after the other."""
    with Ledger.open(path) as ledger:
        for kind in ("late", "old", "same", "different"):
            costs = []
            for n, (observations, card) in enumerate(old if kind == "old" else late):
                if kind == "late":
                    add(ledger, [(observations, card)])
                elif kind == "old":
                    add(ledger, [(_copies(observations, card.id), _copy(card))])
                ids = _ids(ledger, n) if kind in {"same", "different"} else []
                begin = time.process_time()
                if ids:
                    ledger.decide(decision(kind, tuple(ids), by="bench"))
                else:
                    ledger.refresh()
                costs.append(time.process_time() - begin)
            costs_told = f"mean {mean(costs):.3f}, most {max(costs):.3f} CPU s"
            print(f"  {kind}: {costs_told}; peak so far {peak()} MiB", flush=True)


def peak() -> int:
    """Peak resident memory in MiB, of this program alone (getrusage counts what its parent held when it was forked)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def _ids(ledger: Ledger, n: int) -> list[str]:
    rows = ledger.db.execute("SELECT id FROM incidents ORDER BY id LIMIT 1 OFFSET ?", (n,)).fetchall()
    return [
        row[0]
        for row in (*rows, *ledger.db.execute("SELECT id FROM incidents ORDER BY id LIMIT 1 OFFSET ?", (n + 97,)))
    ]


def _copies(observations: list[Observation], report: str) -> list[Observation]:
    return [msgspec.structs.replace(o, id=f"again-{o.id}", report_id=f"again-{report}") for o in observations]


def _copy(card: ReportCard) -> ReportCard:
    return msgspec.structs.replace(card, id=f"again-{card.id}", text_key=f"again-{card.id}", outlet="another")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--reports", default="1000,10000,60000")
    ap.add_argument("--changes", type=int, default=20)
    ap.add_argument("--folder", type=Path, default=Path("/tmp"))
    ap.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.only:
        change(a.only, *msgspec.json.decode(sys.stdin.buffer.read(), type=tuple[list[Told], list[Told]]))
        return
    for reports in map(int, a.reports.split(",")):
        told = stream(reports, a.changes)
        path = a.folder / f"small_change_{reports}.ledger"
        print(f"{reports} reports:", flush=True)
        if not path.exists():
            build(path, told[:reports])
        work = a.folder / "small_change_work.ledger"
        work.write_bytes(path.read_bytes())
        chosen = (told[-a.changes :], random.Random(3).sample(told[: -a.changes], a.changes))
        subprocess.run([sys.executable, __file__, "--only", str(work)], input=msgspec.json.encode(chosen), check=True)
        work.unlink()


if __name__ == "__main__":
    main()
