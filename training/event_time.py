"""Learns the weights that tie events to times (``vocab/weights/event_time.json``).

Data (evaluation copies, never shipped): the dev part of the time bench, ``../shared/bench/time/``: event-time links of
TimeBank 1.2 and AQUAINT (an event included in a time or in the day of publication), EventStoryLine v1.5 first half, MEANTIME
apple and gm, with the program's own times. Model: softmax over the candidates of an event, positives are all candidates that
cover the same days as the gold time; L2, full-batch gradient descent from zero, fixed steps: the same file every time.

    python training/event_time.py [--folds 5]     # prints cross-validated accuracy by set, then writes the weights
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from dateline.claims.event_time import Scene
from dateline.claims.time_features import features
from dateline.evaluate.time import covered_days, gold_event_days
from dateline.find.analysis import Analysis, analyse_all
from dateline.find.times import find_times
from dateline.model import Span
from dateline.read.text import report_from_text
from dateline.resolve.times import resolve_times

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "time"
SETS = ("timebank", "aquaint", "eventstoryline_a", "meantime_apple_gm")
OUT = Path(__file__).resolve().parents[1] / "src" / "dateline" / "vocab" / "weights" / "event_time.json"
STEPS, RATE, L2 = 400, 0.5, 5.0
WEIGHT = {"timebank": 1.0, "aquaint": 1.0, "eventstoryline_a": 1.0, "meantime_apple_gm": 1.0}


def examples(
    name: str, analyses: list[tuple[dict[str, Any], Analysis]]
) -> list[tuple[str, list[list[str]], list[bool]]]:
    """(document, features of each candidate, which are right) for each event with a gold time that a candidate meets."""
    found = []
    for record, analysis in analyses:
        times = find_times(analysis)
        scene = Scene(analysis, times, resolve_times(analysis, times))
        spans = {event["eid"]: Span(event["start"], event["end"]) for event in record["events"]}
        for eid, days in gold_event_days(record).items():
            word = scene.word(spans[eid])
            candidates = scene.candidates(spans[eid])
            if word is None or not candidates:
                continue
            right = [covered_days(c.when) in days for c in candidates]
            found.append(
                (f"{name}/{record.get('topic', record['id'])}", [list(features(word, c)) for c in candidates], right)
            )
    return found


def fit(data: list[tuple[str, list[list[str]], list[bool]]]) -> dict[str, float]:
    """Weights of the features seen at least five times."""
    counts: dict[str, int] = defaultdict(int)
    for _, rows, _ in data:
        for row in rows:
            for name in set(row):
                counts[name] += 1
    names = sorted(n for n, c in counts.items() if c >= 5)
    index = {n: i for i, n in enumerate(names)}
    usable = [(d, rows, right) for d, rows, right in data if any(right) and not all(right)]
    rows_all = [[index[n] for n in row if n in index] for _, rows, _ in usable for row in rows]
    group = np.repeat(np.arange(len(usable)), [len(rows) for _, rows, _ in usable])
    right = np.array([r for _, _, rights in usable for r in rights], dtype=bool)
    item_weight = np.array([WEIGHT[d.split("/")[0]] for d, _, _ in usable])
    flat = np.concatenate([np.array(r, dtype=int) for r in rows_all])
    owner = np.repeat(np.arange(len(rows_all)), [len(r) for r in rows_all])
    w, velocity = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(STEPS):
        score = np.bincount(owner, weights=w[flat], minlength=len(rows_all))
        every = _softmax(score, group, len(usable), np.ones(len(right), dtype=bool))
        good = _softmax(score, group, len(usable), right)
        push = (good - every) * item_weight[group]
        gradient = np.bincount(flat, weights=push[owner], minlength=len(names)) - L2 * w
        velocity = 0.9 * velocity + RATE * gradient / len(usable) * 10
        w = w + velocity
    return {n: round(float(w[i]), 3) for n, i in index.items() if abs(w[i]) >= 0.01}


def _softmax(score: np.ndarray, group: np.ndarray, groups: int, mask: np.ndarray) -> np.ndarray:
    top = np.full(groups, -np.inf)
    np.maximum.at(top, group[mask], score[mask])
    value = np.where(mask, np.exp(np.where(mask, score - top[group], 0.0)), 0.0)
    return value / np.bincount(group, weights=value, minlength=groups)[group]


def accuracy(data: list[tuple[str, list[list[str]], list[bool]]], w: dict[str, float]) -> dict[str, tuple[int, int]]:
    """Right and all events by set."""
    result: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for document, rows, right in data:
        scores = [sum(w.get(n, 0.0) for n in row) for row in rows]
        best = max(range(len(rows)), key=lambda i: (scores[i], -i))
        name = document.split("/")[0]
        result[name] = (result[name][0] + right[best], result[name][1] + 1)
    return dict(result)


def load(name: str) -> list[tuple[dict[str, Any], Analysis]]:
    """Records of a bench file with their analyses."""
    records = [json.loads(line) for line in (BENCH / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    reports = [report_from_text(record["text"], published=record["dct"]) for record in records]
    return list(zip(records, analyse_all(reports), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    folds = parser.parse_args().folds
    data = [example for name in SETS for example in examples(name, load(name))]
    report(data, folds)
    weights = fit(data)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(
        json.dumps({"made_by": "training/event_time.py", "data": SETS, "weights": weights}, indent=0) + "\n",
        encoding="utf-8",
    )


def report(data: list[tuple[str, list[list[str]], list[bool]]], folds: int) -> None:
    """Prints cross-validated accuracy, folds cut by document (by topic where the set has topics), and the share that any candidate meets."""
    documents = sorted({d for d, _, _ in data})
    fold = {d: i % folds for i, d in enumerate(documents)}
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for k in range(folds):
        w = fit([e for e in data if fold[e[0]] != k])
        for name, (hit, count) in accuracy([e for e in data if fold[e[0]] == k], w).items():
            total[name][0] += hit
            total[name][1] += count
    for name, (hit, count) in total.items():
        best = sum(any(r) for d, _, r in data if d.startswith(name))
        print(
            f"{name:20} cross-validated {hit}/{count} = {100 * hit / count:.1f} %, some candidate right {100 * best / count:.1f} %"
        )


if __name__ == "__main__":
    main()
