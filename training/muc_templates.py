"""Makes the weights that choose MUC-4 templates and prints the cross-validated figures of whole templates.

    PYTHONPATH=src:. python training/muc_templates.py [--bench ../shared/bench/events/muc4.dev.jsonl]
        [--more ../shared/data/reports/muc4_dev.jsonl ../shared/data/reports/muc4_dev_keys.jsonl] [--out predictions.jsonl]
        [--check]

Data: the dev side of MUC-4 (600 documents) and the rest of its development documents with their answer keys (900).
Three scorers in a row: who took part (``participants.py``, its own weights are not used here), what a document holds
(``muc_documents``), then which candidates become templates (``muc_templates``), learned from out-of-fold scores of the
first two. Folds keep a document together; figures are of the 600: first those of each scorer, then what the bench's own
``score.py`` says of out-of-fold templates with out-of-fold fillers. By these the MUC-4 templates are judged. ``--out``
writes them. ``--check`` only measures and writes no weights.
"""

from __future__ import annotations

import argparse
import json
import runpy
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from training import participants
from training.events import SEEDS, Matrix, Row, Task, out_of_fold, train_yes_or_no, weights, write
from training.participants import keyed, lines, readings_of

from dateline.evaluate import muc
from dateline.find.analysis import Analysis
from dateline.find.linear import Features
from dateline.find.participants import ParticipantRole, Weighed

DATA = "bench/events muc4.dev, data/reports muc4_dev"
MADE_BY = "training/muc_templates.py"
FOLDS = 5
CUTS = np.arange(-1.4, 1.0, 0.1)
LENIENT = 0.4
"""How much lower the cut is for what was threatened or attempted: most reports tell it in passing. Swept 0 to 1.4 out of
fold, 2026-11-28: F1 .695, .696, .694, .693 at 0, .2, .4, .6; recall of the stage .58, .59, .66, .67 with fillers."""


@dataclass(frozen=True)
class Document:
    """What is kept of a document: its gold, its features, its candidates by type, and its noun phrases as weighed by
    weights that did not see it."""

    id: str
    gold: list[Row]
    analysis: Analysis
    features: Features
    ranked: dict[str, list[muc.Candidate]]
    phrases: list[Weighed]


@dataclass(frozen=True)
class Choice:
    """One candidate: its place among those of its type, its features, and whether the gold has so many of them."""

    document: int
    kind: str
    rank: int
    features: Features
    right: bool
    done: bool  # told as a deed
    counts: bool  # False for an optional template: neither right nor wrong


def documents_of(records: list[Row], counted: int) -> tuple[list[Document], dict[ParticipantRole, float]]:
    """The documents, and the cut of each role, both from noun phrases weighed out of fold."""
    readings = list(readings_of(records))
    told = [participants.Document(r, reading) for r, reading in zip(records, readings, strict=True)]
    participants.mark_relevance(told, FOLDS)
    values = participants.held_out(told, FOLDS)
    cuts = participants.best_cuts(told[:counted], values[:counted])
    made = []
    for record, reading, part, scores in zip(records, readings, told, values, strict=True):
        gold = [event for event in record["events"] if event["type"] in muc.TYPES]
        features, ranked = muc.document_features(reading.analysis), muc.candidates(reading)
        phrases = participants.weighed(part, scores)
        made.append(Document(record["id"], gold, reading.analysis, features, ranked, phrases))
    return made, cuts


def document_labels(documents: list[Document]) -> dict[str, np.ndarray]:
    """Whether each document holds a template, one of each type, several of a type, one of a stage."""
    wanted = [[e for e in d.gold if not e["optional"]] for d in documents]
    labels = {"INCIDENT": np.array([int(bool(events)) for events in wanted])}
    for kind in muc.TYPES:
        labels[kind] = np.array([int(any(kind in e["type_alts"] for e in events)) for events in wanted])
    for kind, label in muc.SEVERAL.items():
        labels[label] = np.array([int(sum(kind == e["type"] for e in events) > 1) for events in wanted])
    for stage, label in muc.UNDONE.items():
        labels[label] = np.array([int(any(stage == e["stage"] for e in events)) for events in wanted])
    return labels


def choices(documents: list[Document], scores: dict[str, np.ndarray]) -> list[Choice]:
    made = []
    for number, document in enumerate(documents):
        told = {label: float(values[number]) for label, values in scores.items()}
        facts = muc.facts_of(document.analysis, document.ranked, document.phrases, told)
        for kind, ranked in document.ranked.items():
            right = meant([e for e in document.gold if e["type"] == kind], [c.stage for c in ranked])
            for rank in range(len(ranked)):
                found = muc.template_features(kind, rank, ranked, facts)
                done = ranked[rank].stage == muc.DONE
                made.append(Choice(number, kind, rank, found, right[rank] is False, done, right[rank] is not True))
    return made


def meant(gold: list[Row], stages: list[str]) -> list[bool | None]:
    """For each candidate whether the template it stands for is optional, or None: it stands for none.

    The first candidate of a stage stands for the first template of that stage; templates left over go to the first
    candidates left over.
    """
    left = sorted(gold, key=lambda e: e["optional"])
    found: list[bool | None] = [None] * len(stages)
    for same in (True, False):
        for rank, stage in enumerate(stages):
            event = next((e for e in left if not same or stage in (e["stage"] or "")), None)
            if found[rank] is None and event is not None:
                left.remove(event)
                found[rank] = event["optional"]
    return found


def template_scores(made: list[Choice], groups: list[str]) -> np.ndarray:
    """Out-of-fold scores of all candidates; optional ones are scored but not learned from."""
    matrix = Matrix([choice.features for choice in made], 2)
    sure = np.array([choice.counts for choice in made])
    right = np.array([int(choice.right) for choice in made])
    total = np.zeros(len(made))
    names = sorted(set(groups))
    for seed in SEEDS:
        fold = dict(zip(names, np.random.RandomState(seed).permutation(len(names)) % 5, strict=True))
        folds = np.array([fold[made_in] for made_in in (groups[choice.document] for choice in made)])
        for number in range(5):
            learn, test = sure & (folds != number), folds == number
            total[test] += small().fit(matrix.rows[learn], right[learn]).decision_function(matrix.rows[test])
    return total / len(SEEDS)


def small() -> Any:
    return LogisticRegression(C=0.3, max_iter=2000)


def f1_by_type(documents: list[Document], chosen: list[Choice]) -> tuple[float, float, float]:
    """F1, precision and recall of templates with the right type; a second reading of a type counts, optional ones are free."""
    picked = Counter((choice.document, choice.kind) for choice in chosen)
    right = extra = missed = 0
    for number, document in enumerate(documents):
        left = Counter({kind: picked[number, kind] for kind in muc.TYPES})
        for event in sorted(document.gold, key=lambda e: e["optional"]):
            kind = next((k for k in event["type_alts"] if left[k]), None)
            if kind is not None:
                left[kind] -= 1
            right += kind is not None and not event["optional"]
            missed += kind is None and not event["optional"]
        extra += sum(left.values())
    return 2 * right / max(1, 2 * right + extra + missed), right / max(1, right + extra), right / max(1, right + missed)


def best_cut(documents: list[Document], made: list[Choice], scores: np.ndarray) -> float:
    """The cut in the middle of the best three of the sweep."""
    f1 = [f1_by_type(documents, above(made, scores, cut))[0] for cut in CUTS]
    smooth = np.convolve(f1, np.ones(3) / 3, mode="valid")
    return float(CUTS[int(smooth.argmax()) + 1])


def above(made: list[Choice], scores: np.ndarray, cut: float) -> list[Choice]:
    """The choices above the cut, or above a lower one where nothing was done."""
    return [choice for choice, score in zip(made, scores, strict=True) if score > cut - LENIENT * (not choice.done)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reports = Path("../shared/data/reports")
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench/events/muc4.dev.jsonl"))
    parser.add_argument(
        "--more", nargs="*", type=Path, default=[reports / "muc4_dev.jsonl", reports / "muc4_dev_keys.jsonl"]
    )
    parser.add_argument("--out", type=Path)
    parser.add_argument("--check", action="store_true", help="measure only, write no weights")
    arguments = parser.parse_args()
    records = lines(arguments.bench)
    counted = len(records)
    more = keyed(*arguments.more, {r["id"] for r in records}) if arguments.more else []
    documents, parts = documents_of([*records, *more], counted)
    groups = [document.id for document in documents]
    labels = document_labels(documents)
    scored = np.arange(len(documents)) < counted
    task = Task(
        "muc_documents", [d.features for d in documents], labels, groups, logistic, DATA, 3, scored, made_by=MADE_BY
    )
    matrix = Matrix(task.features, task.rare)
    scores = {
        label: sum(out_of_fold(matrix, truth, groups, logistic, seed) for seed in SEEDS) / len(SEEDS)
        for label, truth in labels.items()
    }
    if not arguments.check:
        train_yes_or_no(task)
    made = choices(documents, scores)
    told = template_scores(made, groups)
    bench = [choice.document < counted for choice in made]
    own, own_scores = [c for c, b in zip(made, bench, strict=True) if b], told[np.array(bench)]
    cut = best_cut(documents[:counted], own, own_scores)
    f1, precision, recall = f1_by_type(documents[:counted], above(own, own_scores, cut))
    print(f"  types counted, no fillers: F1 {f1:.3f} P {precision:.3f} R {recall:.3f} at {cut:.2f}")
    predicted = predictions(documents[:counted], above(own, own_scores, cut), parts)
    show_figures(arguments.bench, predicted)
    if arguments.out:
        arguments.out.write_text("".join(json.dumps(row) + "\n" for row in predicted), encoding="utf-8")
    if not arguments.check:
        write_weights(made, cut)


def predictions(documents: list[Document], chosen: list[Choice], cuts: Mapping[ParticipantRole, float]) -> list[Row]:
    """A prediction a document: the chosen candidates with their fillers."""
    found: list[list[muc.Candidate]] = [[] for _ in documents]
    for choice in chosen:
        found[choice.document].append(documents[choice.document].ranked[choice.kind][choice.rank])
    return [
        muc.prediction(d.id, d.analysis, picked, d.phrases, cuts) for d, picked in zip(documents, found, strict=True)
    ]


def show_figures(bench: Path, predicted: list[Row]) -> None:
    """Print what the bench's own scorer says of predictions."""
    scorer = runpy.run_path(str(bench.parent / "score.py"))
    scorer["show"](scorer["run"](scorer["read"](bench), {row["id"]: row for row in predicted}, "auto", None))


def write_weights(made: list[Choice], cut: float) -> None:
    """Fit the choice of templates on all documents and write it."""
    sure = [choice for choice in made if choice.counts]
    templates = Matrix([c.features for c in sure], 2)
    model = small().fit(templates.rows, np.array([int(c.right) for c in sure]))
    cuts = {"TEMPLATE": round(cut, 3), "UNDONE": round(cut - LENIENT, 3)}
    content = weights(templates, ["TEMPLATE"], [(model.coef_[0], model.intercept_[0])])
    write(Task("muc_templates", [], {}, [], small, DATA, made_by=MADE_BY), {"cut": cuts, **content})


def logistic() -> Any:
    return LogisticRegression(C=0.05, max_iter=500, class_weight="balanced")


if __name__ == "__main__":
    main()
