"""Makes the weights of the event scorers and prints their cross-validated figures.

    python training/events.py --bench ../shared/bench/events [--only acts,police] [--check]

Data: the dev sides of PLV and cameo5 (scorer ``acts``), case21 and the examples of our own vocabulary
(``incident_kind``), GLOCON (``contention_documents``), IndiaPoliceEvents (``police``). Contentious sentences have a script
of their own (``contention.py``), MUC-4 templates too (``muc_templates.py``). Deterministic: folds are seeded, the solver is exact to its tolerance, weights are rounded. Folds keep
the sentences of one document together. The cut of a yes-or-no scorer is the one that was best over all out-of-fold
scores; figures are out of fold too.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, precision_recall_curve
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.preprocessing import MaxAbsScaler
from sklearn.svm import LinearSVC

from dateline.evaluate.events import CASE
from dateline.find.acts import act_features
from dateline.find.analysis import Analysis, analyse_all
from dateline.find.features import lower_words
from dateline.find.incident_kind import kind_features
from dateline.find.police import LABELS, police_features
from dateline.find.relevance import relevance_features
from dateline.read.text import report_from_text
from dateline.vocab.incident_types import incident_types

OUT = Path(__file__).parent.parent / "src" / "dateline" / "vocab" / "weights"
SEEDS = (0, 1)
SCALE = 0.001
SMALLEST = 0.004  # weights below this are left out: measured to change no figure by more than .002
Row = dict[str, Any]


@dataclass
class Task:
    """A scorer to train: features, labels (one of many, or yes/no per label), groups of the folds."""

    name: str
    features: list[dict[str, float]]
    labels: list[str] | dict[str, np.ndarray]
    groups: list[str]
    make: Callable[[], Any]
    data: str
    rare: int = 2  # a feature seen less often than this is left out
    scored: np.ndarray | None = None  # rows that count in the figures (default: all)
    least_precision: float = 0.0
    made_by: str = "training/events.py"


def rows(bench: Path, name: str) -> list[Row]:
    with (bench / f"{name}.dev.jsonl").open(encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def analyses(records: Iterable[Row]) -> list[Analysis]:
    return list(analyse_all(report_from_text(r["text"], published=r.get("published")) for r in records))


def whole(analysis: Analysis, make: Callable[..., dict[str, float]]) -> dict[str, float]:
    return make(analysis, lower_words(analysis.doc), 0, len(analysis.doc))


def acts_task(bench: Path) -> Task:
    plv, cameo = rows(bench, "plv"), rows(bench, "cameo5")
    statements = [r for r in cameo if r["events"][0]["penta"] == 0]
    records = plv + statements
    labels = [r["events"][0]["type"] for r in plv] + ["STATEMENT"] * len(statements)
    features = [whole(a, act_features) for a in analyses(records)]
    data = "bench/events plv.dev and the statements of cameo5.dev"
    return Task("acts", features, labels, [r["id"] for r in records], lambda: LinearSVC(C=0.1), data)


def kind_task(bench: Path) -> Task:
    keys = {name: key for key, name in CASE.items()}
    records = rows(bench, "case21")
    examples = [(key, text) for key, kind in incident_types().items() for text in kind.examples if key in CASE]
    texts = analyses([*records, *({"text": text} for _, text in examples)])
    features = [kind_features(lower_words(a.doc), 0, len(a.doc)) for a in texts]
    labels = [keys[r["events"][0]["type"]] for r in records] + [key for key, _ in examples]
    groups = [r["id"] for r in records] + [f"example {n}" for n in range(len(examples))]
    scored = np.array([True] * len(records) + [False] * len(examples))
    data = "bench/events case21.dev and the examples of incident_types.yaml"
    return Task("incident_kind", features, labels, groups, lambda: LinearSVC(C=0.1), data, rare=1, scored=scored)


def contention_documents_task(bench: Path) -> Task:
    """Documents; what tells a contentious sentence is made by ``contention.py``."""
    records = rows(bench, "glocon")
    features = [whole(a, relevance_features) for a in analyses(records)]
    yes = np.array([r["labels"]["CONTENTIOUS"] for r in records]).astype(int)
    document = np.array([r["unit"] == "document" for r in records])
    groups = [r.get("doc") or r["id"] for r in records]

    def logistic() -> Any:
        return LogisticRegression(C=0.3, max_iter=500, class_weight="balanced")

    data = "bench/events glocon.dev"
    return Task("contention_documents", features, {"CONTENTIOUS": yes}, groups, logistic, data, scored=document)


def police_task(bench: Path) -> Task:
    records = rows(bench, "ipe_sents")
    features = [whole(a, police_features) for a in analyses(records)]
    labels = {label: np.array([r["labels"][label] for r in records]).astype(int) for label in LABELS}
    groups = [r["doc"] for r in records]
    data = "bench/events ipe_sents.dev"
    return Task("police", features, labels, groups, lambda: LinearSVC(C=0.01, class_weight="balanced"), data, rare=3)


def horn_task(bench: Path) -> Task:
    records = rows(bench, "ceha")
    features = [whole(a, relevance_features) for a in analyses(records)]
    labels = {name: np.array([r["labels"][name] for r in records]).astype(int) for name in sorted(records[0]["labels"])}
    groups = [r["id"] for r in records]
    return Task(
        "horn", features, labels, groups, lambda: LinearSVC(C=0.02, class_weight="balanced"), "bench/events ceha.dev"
    )


class Matrix:
    """Features as a scaled sparse matrix, with the scale folded back into the weights afterwards."""

    def __init__(self, features: list[dict[str, float]], rare: int) -> None:
        seen = Counter(name for found in features for name in found)
        kept = [{name: value for name, value in found.items() if seen[name] >= rare} for found in features]
        self.vectorizer = DictVectorizer(sort=True)
        self.scaler = MaxAbsScaler()
        self.rows = self.scaler.fit_transform(self.vectorizer.fit_transform(kept))
        self.names: list[str] = list(self.vectorizer.get_feature_names_out())


def out_of_fold(
    matrix: Matrix, labels: np.ndarray, groups: list[str], make: Callable[[], Any], seed: int
) -> np.ndarray:
    """Decision values of each row from a model that saw no row of its group."""
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=seed)
    scores: np.ndarray | None = None
    for train, test in folds.split(matrix.rows, labels, groups):
        model = make().fit(matrix.rows[train], labels[train])
        values = model.decision_function(matrix.rows[test])
        if scores is None:
            scores = np.zeros((len(labels), *values.shape[1:]))
        scores[test] = values
    assert scores is not None
    return scores


def best_cut(truth: np.ndarray, scores: np.ndarray, least: float = 0.0) -> tuple[float, float, float, float]:
    """Cut in the middle of the best plateau, and the F1, precision and recall there.

    The plateau is the window of an eighth as many cuts as there are positives whose mean F1 is best: the single best
    cut hangs on one or two records and does not travel. Precision is at least ``least``.
    """
    precision, recall, cuts = precision_recall_curve(truth, scores)
    f1 = (2 * precision * recall / np.maximum(precision + recall, 1e-9))[:-1]
    width = max(1, int(truth.sum()) // 8)
    smooth = np.convolve(f1, np.ones(width) / width, mode="same")
    at = int(np.where(precision[:-1] >= least, smooth, 0.0).argmax())
    return float(cuts[at]), float(f1[at]), float(precision[at]), float(recall[at])


def weights(matrix: Matrix, labels: list[str], models: list[tuple[np.ndarray, float]]) -> Row:
    """The weights file: coefficients with the scale folded in, small ones left out, rounded to whole numbers."""
    table: dict[str, list[int]] = {}
    for number, (coefficients, _) in enumerate(models):
        folded = coefficients / matrix.scaler.scale_
        for at in np.flatnonzero(np.abs(folded) >= SMALLEST):
            table.setdefault(matrix.names[at], []).extend((number, round(float(folded[at]) / SCALE)))
    bias = [round(float(intercept), 4) for _, intercept in models]
    return {"labels": labels, "bias": bias, "scale": SCALE, "weights": dict(sorted(table.items()))}


def write(task: Task, content: Row) -> None:
    OUT.mkdir(exist_ok=True)
    content = {"made_by": task.made_by, "data": task.data, **content}
    path = OUT / f"{task.name}.json"
    path.write_text(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace(',"', ',\n"', 4) + "\n", encoding="utf-8"
    )
    print(f"  {path.name}: {len(content['weights'])} features, {path.stat().st_size // 1024} KiB")


def train_one_of_many(task: Task) -> None:
    assert isinstance(task.labels, list)
    matrix, truth = Matrix(task.features, task.rare), np.array(task.labels)
    names = sorted(set(task.labels))
    counted = task.scored if task.scored is not None else np.ones(len(truth), bool)
    for seed in SEEDS:
        guesses = np.array(names)[out_of_fold(matrix, truth, task.groups, task.make, seed).argmax(axis=1)]
        right, told = truth[counted], guesses[counted]
        print(
            f"  seed {seed}: accuracy {accuracy_score(right, told):.3f} macro F1 {f1_score(right, told, average='macro'):.3f}",
            end="",
        )
        if task.name == "acts":
            events = right != "STATEMENT"
            plain = f1_score(right == "STATEMENT", told == "STATEMENT")
            print(f"  roots alone {accuracy_score(right[events], told[events]):.3f}  STATEMENT F1 {plain:.3f}", end="")
        print()
    model = task.make().fit(matrix.rows, truth)
    fitted = list(zip(model.coef_, model.intercept_, strict=True))
    write(task, weights(matrix, [str(name) for name in model.classes_], fitted))


def train_yes_or_no(task: Task) -> None:
    assert isinstance(task.labels, dict)
    matrix = Matrix(task.features, task.rare)
    counted = task.scored if task.scored is not None else np.ones(matrix.rows.shape[0], bool)
    models, cuts = [], {}
    for label, truth in task.labels.items():
        scores = sum(out_of_fold(matrix, truth, task.groups, task.make, seed) for seed in SEEDS) / len(SEEDS)
        cut, f1, precision, recall = best_cut(truth[counted], scores[counted], task.least_precision)
        cuts[label] = round(cut, 3)
        print(f"  {label}: F1 {f1:.3f} P {precision:.3f} R {recall:.3f} at {cut:.2f}")
        if task.name == "police":
            print(f"    documents: F1 {_documents_f1(truth, scores - cut, task.groups):.3f}")
        model = task.make().fit(matrix.rows, truth)
        models.append((model.coef_[0], model.intercept_[0]))
    write(task, {"cut": cuts, **weights(matrix, list(task.labels), models)})


def _documents_f1(truth: np.ndarray, scores: np.ndarray, groups: list[str]) -> float:
    names = sorted(set(groups))
    at = np.array(groups)
    return float(
        f1_score([truth[at == name].max() for name in names], [scores[at == name].max() > 0 for name in names])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench/events"))
    parser.add_argument("--only", default="acts,incident_kind,contention,police,horn")
    arguments = parser.parse_args()
    wanted = arguments.only.split(",")
    tasks: list[Task] = []
    if "acts" in wanted:
        tasks.append(acts_task(arguments.bench))
    if "incident_kind" in wanted:
        tasks.append(kind_task(arguments.bench))
    if "contention" in wanted:
        tasks.append(contention_documents_task(arguments.bench))
    if "police" in wanted:
        tasks.append(police_task(arguments.bench))
    if "horn" in wanted:
        tasks.append(horn_task(arguments.bench))
    for task in tasks:
        print(task.name)
        (train_one_of_many if isinstance(task.labels, list) else train_yes_or_no)(task)


if __name__ == "__main__":
    main()
