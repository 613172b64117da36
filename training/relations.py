"""Fits the weights of ``find/relations.py``: python training/relations.py GOLD.jsonl... [--out FILE] [--folds N].

Data: the dev sides of PLV (Zero-Shot-PLOVER, 1,044 sentences with one source and one target each) and of the CAMEO
sentences of ConfliBERT, as neutral JSONL. Only weights of features leave this script, no text. A conditional logistic
model over the noun phrases of a sentence (one right answer, softmax over the candidates), L2, L-BFGS; deterministic.
With ``--folds`` it prints cross-validated figures by the bench's own partial match, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dateline.find.analysis import Analysis, analyse_all
from dateline.find.relations import NOBODY, candidates, extent, features
from dateline.find.tree import Tree, tree_of
from dateline.read.text import report_from_text

STOP = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "and", "or", "with", "from", "its", "his", "her"}
STOP |= {"their", "some", "several", "two", "three", "group", "members", "member", "people", "s"}
MIN_COUNT = {"lemma": 3, "verb": 2, "above": 3, "meet-verb": 2, "path": 2, "meet": 2}
L2 = 2.0  # swept 0.5, 1, 2 on five folds, 2026-11-28: target F1 .741, .741, .744
DIGITS = 3


def content(words: str) -> list[str]:
    tokens = re.findall(r"\w+", words.lower())
    return [t for t in tokens if t not in STOP] or tokens


def overlap(a: str, b: str) -> float:
    """Token F1 over content words."""
    ca, cb = Counter(content(a)), Counter(content(b))
    same = sum((ca & cb).values())
    return 2.0 * same / (sum(ca.values()) + sum(cb.values())) if same else 0.0


class Example:
    """Candidates of a sentence with the right ones for both roles."""

    def __init__(self, record: dict, analysis: Analysis) -> None:
        self.tree = tree = tree_of(analysis)
        self.options = [c for s in range(len(tree.sentences)) for c in candidates(tree, s)]
        event = record["events"][0]
        self.gold = {
            role: [x["text"] for e in record["events"] for x in e.get(role, [])] for role in ("source", "target")
        }
        self.right = {role: self._right(tree, event.get(role, [])) for role in ("source", "target")}

    def words(self, i: int) -> str:
        return self.tree.words(*extent(self.tree, i))

    def _right(self, tree: Tree, spans: list[dict]) -> set[int]:
        if not spans:
            return {NOBODY}
        found: set[int] = set()
        for span in spans:
            scored = [(overlap(self.words(i), span["text"]) * (self._touches(tree, i, span)), i) for i in self.options]
            best = max((s for s, _ in scored), default=0)
            if best >= 0.5:
                found |= {i for s, i in scored if s >= max(0.5, best - 0.01)}
        return found

    def _touches(self, tree: Tree, i: int, span: dict) -> bool:
        first, end = extent(tree, i)
        return tree.start[first] < span["end"] and span["start"] < tree.end[end - 1]


def rows(examples: list[Example], role: str, sources: list[int]):
    """Per example: feature lists of its options and which are right."""
    for example, source in zip(examples, sources, strict=True):
        options = [o for o in (*example.options, NOBODY) if o == NOBODY or o != source]
        right = [o in example.right[role] for o in options]
        if any(right):
            yield [features(example.tree, o, source, example.options) for o in options], right


def fit(examples: list[Example], role: str, sources: list[int]) -> dict[str, float]:
    data = list(rows(examples, role, sources))
    counts = Counter(f for options, _ in data for f in {f for fs in options for f in fs})
    keep = sorted(f for f, n in counts.items() if n >= MIN_COUNT.get(f.split("=")[0], 1))
    index = {f: n for n, f in enumerate(keep)}
    columns, starts, right, bounds = [], [0], [], [0]
    for options, marks in data:
        for names, mark in zip(options, marks, strict=True):
            columns += [index[f] for f in names if f in index]
            starts.append(len(columns))
            right.append(mark)
        bounds.append(len(right))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(right), len(keep)))
    marks = np.array(right)
    groups = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    begin = np.array(bounds[:-1])

    def loss(w):
        score = matrix @ w
        top = np.maximum.reduceat(score, begin)[groups]
        e = np.exp(score - top)
        z = np.add.reduceat(e, begin)
        zr = np.add.reduceat(e * marks, begin)
        p, pr = e / z[groups], e * marks / zr[groups]
        return -(np.log(zr / z)).sum() + L2 * w @ w / 2, matrix.T @ (p - pr) + L2 * w

    result = minimize(loss, np.zeros(len(keep)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {f: round(float(v), DIGITS) for f, v in zip(keep, result.x, strict=True) if abs(v) >= 0.02}


def choose(example: Example, source: int, table: dict[str, float]) -> int:
    options = [o for o in (*example.options, NOBODY) if o == NOBODY or o != source]
    return max(
        options, key=lambda o: sum(table.get(f, 0.0) for f in features(example.tree, o, source, example.options))
    )


def gold_sources(examples: list[Example]) -> list[int]:
    return [min(e.right["source"], default=NOBODY) for e in examples]


def score(pairs: list[tuple[list[str], list[str]]]) -> dict[str, float]:
    tp = fp = fn = 0
    for gold, predicted in pairs:
        left = list(gold)
        for p in predicted:
            hit = next((g for g in left if overlap(p, g) >= 0.5), None)
            if hit is None:
                fp += 1
            else:
                left.remove(hit)
                tp += 1
        fn += len(left)
    return {"p": tp / max(1, tp + fp), "r": tp / max(1, tp + fn), "f1": 2 * tp / max(1, 2 * tp + fp + fn)}


def cross_validate(examples: list[Example], folds: int, tested: int) -> None:
    out = {"source": [], "target": []}
    for fold in range(folds):
        train = [e for n, e in enumerate(examples) if n % folds != fold]
        test = [e for n, e in enumerate(examples[:tested]) if n % folds == fold]
        source_table = fit(train, "source", [NOBODY] * len(train))
        target_table = fit(train, "target", gold_sources(train))
        for e in test:
            s = choose(e, NOBODY, source_table)
            t = choose(e, s, target_table)
            out["source"].append((e.gold["source"], [e.words(s)] if s != NOBODY else []))
            out["target"].append((e.gold["target"], [e.words(t)] if t != NOBODY else []))
    for role, pairs in out.items():
        print(role, {k: round(v, 4) for k, v in score(pairs).items()})


def oracle(examples: list[Example]) -> None:
    for role in ("source", "target"):
        reach = [bool(e.right[role] - {NOBODY}) for e in examples if e.gold[role]]
        print("reachable", role, round(sum(reach) / len(reach), 4))


def read(paths: list[Path]) -> list[Example]:
    records = [json.loads(line) for p in paths for line in p.read_text(encoding="utf-8").splitlines() if line.strip()]
    analyses = analyse_all([report_from_text(r["text"]) for r in records])
    return [Example(r, a) for r, a in zip(records, analyses, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/dateline/vocab/weights/relations.json"))
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    examples = read(arguments.gold)
    oracle(examples)
    if arguments.folds:
        first = sum(1 for line in arguments.gold[0].read_text(encoding="utf-8").splitlines() if line.strip())
        cross_validate(examples, arguments.folds, first)
        return
    table = {
        "source": fit(examples, "source", [NOBODY] * len(examples)),
        "target": fit(examples, "target", gold_sources(examples)),
    }
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    note = {"made_by": "training/relations.py", "data": [p.name for p in arguments.gold], "l2": L2}
    arguments.out.write_text(
        json.dumps({"about": note, "weights": table}, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
