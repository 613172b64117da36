"""Figures of the claims stage that the bench's scorer has no mode for: wire credits, copied text, rewrites, origins, cost.

PYTHONPATH=src python training/claims_figures.py ../shared/bench
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.evaluate.claims import predictions
from dateline.find.analysis import analyse_all
from dateline.find.attributions import find_attributions
from dateline.find.credits import wire_span
from dateline.model import Report
from dateline.read.text import report_from_text
from dateline.weigh.copies import REWRITE, Chrome, compare, containment, words_of


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON lines file."""
    with path.open("rb") as handle:
        yield from (msgspec.json.decode(line) for line in handle)


def f1(pairs: Iterable[tuple[bool, bool]]) -> str:
    """Precision, recall and F1 of (gold, predicted) pairs."""
    held = list(pairs)
    tp = sum(g and p for g, p in held)
    found, gold = sum(p for _, p in held), sum(g for g, _ in held)
    return f"P {tp / max(1, found):.3f} R {tp / max(1, gold):.3f} F1 {2 * tp / max(1, found + gold):.3f} (gold {gold})"


def wire(bench: Path) -> str:
    """Wire credits against PolNeAR's ``meta.wire``, dev and train."""
    held = [r for part in ("dev", "train") for r in rows(bench / f"claims/attribution.polnear_{part}.jsonl")]
    return f1(
        (r["meta"]["wire"] not in ("None", "NA"), wire_span(Report(id="", text=r["text"])) is not None) for r in held
    )


def copied(bench: Path) -> str:
    """Copied text on the linking bench's pairs, chrome learned from all its documents."""
    docs = {d["id"]: d for d in rows(bench / "linking/gva_docs.jsonl")}
    chrome = Chrome()
    for doc in docs.values():
        chrome.see(doc["text"], doc["date"])
    words = {key: words_of(doc["text"], chrome) for key, doc in docs.items()}
    pairs = rows(bench / "linking/gva_reuse_pairs.jsonl")
    return f1((bool(p["label"]), compare(words[p["a"]], words[p["b"]]).copied) for p in pairs)


def rewritten(bench: Path) -> str:
    """Rewrites of Clough and Stevenson: any reuse against none."""
    held = rows(bench / "claims/reuse.clough_stevenson.jsonl")
    return f1(
        (r["label"] != "independent", containment(words_of(r["text"]), words_of(r["source_text"])) >= REWRITE)
        for r in held
    )


def origins(bench: Path) -> str:
    """Cases whose groups of origin are right."""
    path = bench / "claims/independence_dev.jsonl"
    right = [g["groups"] == p["groups"] for g, p in zip(rows(path), predictions(path), strict=True)]
    return f"{sum(right)} of {len(right)}"


def cost(bench: Path) -> str:
    """Microseconds a word of the language analysis and of attribution on top (PolNeAR dev, CPU time)."""
    texts = [r["text"] for r in rows(bench / "claims/attribution.polnear_dev.jsonl")]
    list(analyse_all([report_from_text(texts[0])]))
    start = time.process_time()
    analyses = list(analyse_all(report_from_text(t) for t in texts))
    parsed = time.process_time()
    for analysis in analyses:
        find_attributions(analysis)
    end, words = time.process_time(), sum(len(t.split()) for t in texts)
    return f"{1e6 * (parsed - start) / words:.1f} and {1e6 * (end - parsed) / words:.1f}"


if __name__ == "__main__":
    for measure in (wire, copied, rewritten, origins, cost):
        print(f"{measure.__name__:10} {measure(Path(sys.argv[1]))}", flush=True)
