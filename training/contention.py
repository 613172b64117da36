"""Makes the weights that tell contentious sentences, taught by a fine-tuned encoder, and prints cross-validated figures.

    PYTHONPATH=src:. python training/contention.py [--shared ../shared] [--alone]

Data: GLOCON's dev side (547 sentences, 344 documents) and 26,000 unlabelled sentences (``pool.py``). The teacher of a fold
is the sum of a linear scorer and of an encoder (``encoder.py``), neither of which saw a document of the test fold; what
the encoder said of each sentence is kept beside this script (``contention_teacher.npz``: numbers that stand for texts,
and scores; no text), so that no GPU is needed here. The student has the same readable features as before and learns
from the labels and, by its probability, from what the teacher says of the pool. ``--alone`` leaves the teacher out, for comparison.
Figures are those of the student on test folds, at the cut that is best over all of them (the one that ships, a little
flattering), and with each fold's cut taken from the other folds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from training.events import Matrix, Row, Task, best_cut, rows, weights, whole, write
from training.pool import key, sentences

from dateline.find.analysis import analyse_all
from dateline.find.linear import Features
from dateline.find.relevance import relevance_features
from dateline.read.text import report_from_text

TABLE = Path(__file__).parent / "contention_teacher.npz"
FOLDS = 5
ALL = FOLDS  # the number of the teacher that saw every document
STEP = 1 / 12  # of the encoder's scores as kept
ENCODER = 0.5  # its share in the teacher, in standard deviations beside 1 of the linear scorer: .25 to 1 gave AP .857, .858, .847
GOLD, POOL = 0.3, 1.0  # weight of a labelled and of a taught sentence: .3 and 1 were best of (1, .1), (1, .3), (.3, 1)
C = 0.3  # .1 gave .004 less
COMMON = 5  # a feature of the pool alone counts from this many sentences on
LEAST = 0.74  # precision asked for
POSITIVE = 3.0  # contentious sentences are one in four


@dataclass(frozen=True)
class Teacher:
    """What the encoder said: of the gold by a model of another fold, of the pool by the model of each fold and of all."""

    fold: np.ndarray  # of each gold record
    gold: np.ndarray
    pool_fold: np.ndarray  # the fold whose test side a pool sentence belongs to, -1 for none
    pool: np.ndarray  # sentences x models


def read_pool(shared: Path, records: list[Row]) -> tuple[list[str], Teacher]:
    """The pool's sentences, and what the encoder said of them and of the gold, in the same order."""
    table = np.load(TABLE)
    at = {int(number): place for place, number in enumerate(table["text"])}
    texts = [text for text in sentences(shared / "bench", shared / "data" / "reports") if key(text) in at]
    places = [at[key(text)] for text in texts]
    own = {int(number): place for place, number in enumerate(table["record"])}
    mine = [own[key(record["id"])] for record in records]
    return texts, Teacher(
        table["record_fold"][mine],
        table["record_score"][mine] * STEP,
        table["fold"][places],
        table["scores"][places] * STEP,
    )


def features_of(texts: list[str]) -> list[Features]:
    return [whole(analysis, relevance_features) for analysis in analyse_all(map(report_from_text, texts))]


def without_rare(gold: list[Features], pool: list[Features]) -> list[Features]:
    """The features that are seen twice in the gold or often in the pool."""
    in_gold, in_pool = (Counter(name for found in part for name in found) for part in (gold, pool))
    return [{n: v for n, v in found.items() if in_gold[n] > 1 or in_pool[n] >= COMMON} for found in (*gold, *pool)]


def linear() -> Any:
    return LogisticRegression(C=0.3, max_iter=500, class_weight="balanced")


@dataclass(frozen=True)
class School:
    """Everything a student is made from."""

    rows: csr_matrix  # gold, then pool
    truth: np.ndarray
    sentence: np.ndarray  # which gold records are sentences
    teacher: Teacher
    alone: bool = False

    @property
    def gold(self) -> csr_matrix:
        return self.rows[: len(self.truth)]

    @property
    def pool(self) -> csr_matrix:
        return self.rows[len(self.truth) :]

    def out_of_fold(self) -> np.ndarray:
        """Scores of the linear scorer alone."""
        total = np.zeros(len(self.truth))
        for fold in range(FOLDS):
            learn = self.teacher.fold != fold
            total[~learn] = linear().fit(self.gold[learn], self.truth[learn]).decision_function(self.gold[~learn])
        return total

    def taught(self, fold: int, plain: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which pool sentences the teacher of a fold may label, and its probability that they are contentious."""
        learn, sentence = self.teacher.fold != fold, self.sentence
        model = linear().fit(self.gold[learn], self.truth[learn])
        mean, spread = plain[sentence].mean(), plain[sentence].std()
        mine, width = self.teacher.gold[sentence].mean(), self.teacher.gold[sentence].std()

        def joined(words: np.ndarray, encoder: np.ndarray) -> np.ndarray:
            return (words - mean) / spread + ENCODER * (encoder - mine) / width

        seen = learn & sentence
        scale = LogisticRegression(C=100).fit(joined(plain[seen], self.teacher.gold[seen])[:, None], self.truth[seen])
        free = self.teacher.pool_fold != fold
        told = joined(model.decision_function(self.pool[free]), self.teacher.pool[free, fold])
        return free, scale.predict_proba(told[:, None])[:, 1]

    def student(self, fold: int, plain: np.ndarray) -> LogisticRegression:
        """The student that saw no record of a fold (``ALL``: the one to ship)."""
        learn = self.teacher.fold != fold
        truth = self.truth[learn]
        if self.alone:
            return linear().fit(self.gold[learn], truth)
        free, chance = self.taught(fold, plain)
        balance = (truth == 0).sum() / (truth == 1).sum()
        taught = self.pool[free]
        return LogisticRegression(C=C, max_iter=300, solver="liblinear", random_state=0).fit(
            vstack([self.gold[learn], taught, taught]),
            np.r_[truth, np.ones(len(chance)), np.zeros(len(chance))],
            sample_weight=np.r_[
                np.where(truth == 1, balance, 1.0) * GOLD, chance * POOL * POSITIVE, (1 - chance) * POOL
            ],
        )


def nested(truth: np.ndarray, scores: np.ndarray, fold: np.ndarray) -> tuple[float, float, float]:
    """F1, precision and recall where no fold has a say in the cut that is used on it."""
    said = np.zeros(len(truth), dtype=bool)
    for number in range(FOLDS):
        test = fold == number
        said[test] = scores[test] >= best_cut(truth[~test], scores[~test], LEAST)[0]
    right = int((said & (truth == 1)).sum())
    precision, recall = right / max(1, int(said.sum())), right / max(1, int(truth.sum()))
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--alone", action="store_true", help="without the teacher, for comparison; writes nothing")
    arguments = parser.parse_args()
    records = rows(arguments.shared / "bench" / "events", "glocon")
    texts, teacher = read_pool(arguments.shared, records)
    gold, pool = features_of([r["text"] for r in records]), [] if arguments.alone else features_of(texts)
    matrix = Matrix(gold if arguments.alone else without_rare(gold, pool), 2)
    truth = np.array([int(r["labels"]["CONTENTIOUS"]) for r in records])
    sentence = np.array([r["unit"] == "sentence" for r in records])
    school = School(csr_matrix(matrix.rows), truth, sentence, teacher, arguments.alone)
    plain = school.out_of_fold()
    scores = np.zeros(len(truth))
    for fold in range(FOLDS):
        test = teacher.fold == fold
        scores[test] = school.student(fold, plain).decision_function(school.gold[test])
    cut, f1, precision, recall = best_cut(truth[sentence], scores[sentence], LEAST)
    average = average_precision_score(truth[sentence], scores[sentence])
    print(f"contention: F1 {f1:.3f} P {precision:.3f} R {recall:.3f} at {cut:.2f}, AP {average:.3f}")
    f1, precision, recall = nested(truth[sentence], scores[sentence], teacher.fold[sentence])
    print(f"with each fold's cut from the other folds: F1 {f1:.3f} P {precision:.3f} R {recall:.3f}")
    if arguments.alone:
        return
    model = school.student(ALL, plain)
    data = "bench/events glocon.dev; unlabelled sentences of training/pool.py as told by training/encoder.py"
    task = Task("contention", [], {}, [], linear, data, made_by="training/contention.py")
    content = weights(matrix, ["CONTENTIOUS"], [(model.coef_[0], model.intercept_[0])])
    write(task, {"cut": {"CONTENTIOUS": round(cut, 3)}, **content})


if __name__ == "__main__":
    main()
