"""Weighs the students of ``student.py`` beside the linear scorers, prints the figures and makes the weights file.

    PYTHONPATH=src:. python training/sentence_encoder.py WORK [--shared ../shared]

WORK holds what ``student.py`` made. A share of the student's scores is added to those of the linear scorer, both out of
fold. The share of a fold is the one that is best on the other folds; the one that ships is best over all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score, f1_score
from training import contention, events
from training.event_sets import FOLDS, HEADS, Task, gold_of

from dateline.evaluate.events import CASE

SHARES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
DATA = "bench/events plv.dev, statements of cameo5.dev, case21.dev, glocon.dev, ipe_sents.dev; unlabelled sentences of training/pool.py as told by training/encoder.py; all-MiniLM-L6-v2 (Apache-2.0)"
ALL = FOLDS
SHIPPED = ("acts", "incident_kind")
"""Heads that ship. Contention: the linear scorer, taught by the same teacher, is as good alone. Police: sentences gain a
point, the documents that they are found for nothing."""


LEFT_OUT = tuple(f"head.{head}" for head in HEADS if head not in SHIPPED)


def out_of_fold(work: Path, gold: dict[str, Task]) -> dict[str, np.ndarray]:
    """What the students say of the gold, each of its own fold."""
    found = {head: np.zeros((len(task.texts), task.width)) for head, task in gold.items()}
    for fold in range(FOLDS):
        kept = np.load(work / f"{fold}.npz")
        for head, task in gold.items():
            found[head][task.fold == fold] = kept[head]
    return found


@dataclass(frozen=True)
class Pair:
    """The scores of the linear scorer and of the students on the same sentences, with the truth."""

    labels: tuple[str, ...]
    linear: np.ndarray
    encoder: np.ndarray
    truth: np.ndarray
    fold: np.ndarray

    def sum(self, share: float) -> np.ndarray:
        return self.linear + share * self.encoder

    def quality(self, share: float, which: np.ndarray) -> float:
        """Accuracy, or the mean average precision of the labels, of some of the sentences."""
        scores, truth = self.sum(share)[which], self.truth[which]
        if truth.ndim == 1:
            return float((scores.argmax(1) == truth).mean())
        return float(np.mean([average_precision_score(truth[:, n], scores[:, n]) for n in range(len(self.labels))]))

    def best_share(self, which: np.ndarray) -> float:
        """The middle one of three neighbouring shares that are best together: a single one hangs on few sentences."""
        quality = np.array([self.quality(share, which) for share in SHARES])
        return SHARES[1 + int(np.convolve(quality, np.ones(3), "valid").argmax())]

    def nested(self) -> np.ndarray:
        """The sum with the share of each fold chosen on the others."""
        total = np.zeros_like(self.linear)
        for fold in range(FOLDS):
            total[self.fold == fold] = self.sum(self.best_share(self.fold != fold))[self.fold == fold]
        return total


def linear_of(task: events.Task, labels: tuple[str, ...], fold: np.ndarray) -> np.ndarray:
    """Out-of-fold scores of a scorer of ``events.py``; rows beyond the folds are always learned from."""
    matrix, count = events.Matrix(task.features, task.rare).rows, len(fold)
    whole = np.r_[fold, np.full(matrix.shape[0] - count, -1)]
    found = np.zeros((count, len(labels)))
    for number in range(FOLDS):
        learn, test = np.flatnonzero(whole != number), np.flatnonzero(fold == number)
        if isinstance(task.labels, list):
            model = task.make().fit(matrix[learn], np.array(task.labels)[learn])
            place = [model.classes_.tolist().index(label) for label in labels]
            found[test] = model.decision_function(matrix[test])[:, place]
        else:
            for at, label in enumerate(labels):
                found[test, at] = (
                    task.make().fit(matrix[learn], task.labels[label][learn]).decision_function(matrix[test])
                )
    return found


def contention_of(shared: Path) -> np.ndarray:
    """Out-of-fold scores of the scorer of ``contention.py``."""
    records = events.rows(shared / "bench" / "events", "glocon")
    school, _ = contention.school_of(shared, records)
    return contention.out_of_fold(school)[school.sentence][:, None]


def pairs(shared: Path, gold: dict[str, Task], students: dict[str, np.ndarray]) -> Iterator[tuple[str, Pair]]:
    bench = shared / "bench" / "events"
    ours = {name: kind for kind, name in CASE.items()}
    makers = {"acts": events.acts_task, "incident_kind": events.kind_task, "police": events.police_task}
    for head, task in gold.items():
        labels = tuple(ours[name] for name in task.names) if head == "incident_kind" else task.names
        linear = contention_of(shared) if head == "contention" else linear_of(makers[head](bench), labels, task.fold)
        yield head, Pair(labels, linear, students[head], task.labels, task.fold)


def report(head: str, pair: Pair, groups: list[str]) -> None:
    """Prints the figures of a head."""
    every = np.ones(len(pair.truth), bool)
    total, share = pair.nested(), pair.best_share(every)
    print(f"{head}: share {share}, of the folds {[pair.best_share(pair.fold != fold) for fold in range(FOLDS)]}")
    if pair.truth.ndim == 1:
        for name, scores in (("linear", pair.linear), ("student", pair.encoder), ("sum", total)):
            told = scores.argmax(1)
            right, macro = (told == pair.truth).mean(), f1_score(pair.truth, told, average="macro")
            print(f"  {name}: accuracy {right:.3f} macro F1 {macro:.3f}")
        return
    for at, label in enumerate(pair.labels):
        truth, least = pair.truth[:, at], contention.LEAST if head == "contention" else 0.0
        for name, scores in (("linear", pair.linear), ("student", pair.encoder), ("sum", total)):
            cut, f1, precision, recall = events.best_cut(truth, scores[:, at], least)
            average = average_precision_score(truth, scores[:, at])
            strict = contention.nested(truth, scores[:, at], pair.fold, least)[0]
            documents = events._documents_f1(truth, scores[:, at] - cut, groups)
            print(
                f"  {label} {name}: AP {average:.3f} F1 {f1:.3f} P {precision:.3f} R {recall:.3f}, with the cut of the other folds {strict:.3f}; documents {documents:.3f}"
            )


def weigh(arguments: argparse.Namespace) -> None:
    """Prints the figures and writes the weights file, if the student that saw everything is there."""
    gold = gold_of(arguments.shared / "bench" / "events")
    documents = [row["doc"] for row in events.rows(arguments.shared / "bench" / "events", "ipe_sents")]
    facts: dict[str, Any] = {
        "made_by": "training/sentence_encoder.py",
        "data": DATA,
        "labels": {},
        "share": {},
    }
    for head, pair in pairs(arguments.shared, gold, out_of_fold(arguments.work, gold)):
        groups = documents if head == "police" else [str(n) for n in range(len(pair.truth))]
        report(head, pair, groups)
        if head in SHIPPED:
            facts["labels"][head] = pair.labels
            facts["share"][head] = pair.best_share(np.ones(len(pair.truth), bool))
    whole = arguments.work / f"{ALL}.npz"
    if whole.exists():
        made = {name: table for name, table in np.load(whole).items() if not name.startswith(LEFT_OUT)} | {
            "facts": np.frombuffer(json.dumps(facts).encode("utf-8"), np.uint8)
        }
        path = events.OUT / "sentence_encoder.npz"
        np.savez_compressed(path, **made)
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    weigh(parser.parse_args())


if __name__ == "__main__":
    main()
