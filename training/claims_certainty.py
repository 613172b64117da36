"""Trains the re-ranker of ``find/certainty.py`` and writes ``vocab/weights/certainty.json``.

Data: UW factuality, training part (Lee et al. 2015; TempEval-3 news, five judges an event), as
``../shared/bench/claims/factuality.uw_train.jsonl``. Only weights of feature names leave this script, no text.
Deterministic: the same data gives the same file.

    PYTHONPATH=src python training/claims_certainty.py ../shared/bench/claims/factuality.uw_train.jsonl
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dateline.evaluate.claims import tokenised
from dateline.find.attributions.tree import Tree
from dateline.find.certainty import CLASSES, Weights, features

LEAST = 3  # sentences in which a feature must stand
C = 0.05  # inverse strength of the L2 penalty; 0.03 to 1 tried by five-fold cross-validation (macro-F1 72.7 with this one)
PRIORS = {"not": 6.0, "uncertain": 3.0, "happened": 1.0}  # class weights, chosen the same way


def label(value: float) -> str:
    """The bench's three classes of its -3 to 3 scale."""
    return "not" if value <= -1.5 else "happened" if value >= 1.5 else "uncertain"


def examples(path: Path) -> tuple[list[list[str]], list[str]]:
    """Features and labels of every event of a file."""
    rows = [msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line.strip()]
    xs, ys = [], []
    for row, doc in zip(rows, tokenised(rows), strict=True):
        tree = Tree(doc)
        for event in row["events"]:
            xs.append(features(tree, event["tok"]))
            ys.append(label(event["label"]))
    return xs, ys


def train(xs: list[list[str]], ys: list[str], *, c: float = C, priors: dict[str, float] = PRIORS) -> Weights:
    """Weights of a multinomial logistic regression, in hundredths."""
    counts = Counter(name for x in xs for name in set(x))
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{n: 1.0 for n in x if counts[n] >= LEAST} for x in xs])
    model = LogisticRegression(C=c, class_weight=priors, max_iter=2000)
    model.fit(matrix, ys)
    order = [list(model.classes_).index(k) for k in CLASSES]
    table = np.rint(model.coef_[order] * 100).astype(int)
    names = vectorizer.get_feature_names_out()
    kept = {n: tuple(int(v) for v in table[:, k]) for k, n in enumerate(names) if np.any(table[:, k])}
    return Weights(tuple(round(100 * float(model.intercept_[k])) for k in order), kept)


if __name__ == "__main__":
    found = train(*examples(Path(sys.argv[1])))
    target = Path("src/dateline/vocab/weights/certainty.json")
    target.write_bytes(msgspec.json.encode(found, order="sorted") + b"\n")
    print(len(found.weights), "features,", target.stat().st_size, "bytes")
