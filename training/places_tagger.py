"""Trains the tagger of place names and writes ``vocab/weights/places_tagger.tsv`` and ``common_words.txt``.

    PYTHONPATH=src:training python training/places_tagger.py train
    PYTHONPATH=src:training python training/places_tagger.py cross     # recognition F1, outlets apart

Method: linear-chain conditional random field (python-crfsuite, L-BFGS with L1 and L2), trained on the runs of
``find/places/features.py`` of LGL, TR-News, two name-swapped copies of each and template sentences. Seeded.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import places_data as data
import pycrfsuite

from dateline.find.analysis import model as language_model
from dateline.find.places import features as tagger_features
from dateline.find.places import tagger as tagger_module
from dateline.find.places.features import Features, runs
from dateline.find.places.grams import grams
from dateline.find.places.tagger import Weights, tag
from dateline.gazetteer import Gazetteer
from dateline.vocab import data_path

C1, C2, ITERATIONS = 1.0, 1.0, 100  # swept on two outlet-wise folds: less smoothing costs .01 F1 on swap and LGL
SEED = 20261128
COMMON_FROM = ("wikipedia_current_events_2015-09.jsonl", "fakes_syria_2011_2018_not2016.jsonl", "reportedly_2015-09.jsonl", "wikipedia_war_articles_ukraine.jsonl")  # fmt: skip


def sequences(docs: list[dict[str, Any]], gazetteer: Gazetteer, nlp: Any) -> list[tuple[list[list[str]], list[str]]]:
    out = []
    for doc, words in zip(docs, data.words_of(nlp, [d["text"] for d in docs]), strict=True):
        found = grams(words, gazetteer)
        features = Features(words, found)
        labels = data.labels_of(words, doc["spans"])
        for start, end in runs(words):
            piece = labels[start:end]
            if piece[0] == "I":
                piece[0] = "B"
            out.append(([features.of(i) for i in range(start, end)], piece))
    return out


def train(parts: list[list[tuple[list[list[str]], list[str]]]]) -> Weights:
    trainer = pycrfsuite.Trainer(verbose=False)
    for part in parts:
        for xs, ys in part:
            trainer.append(xs, ys)
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": ITERATIONS, "feature.possible_transitions": False})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "m.crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    state: dict[str, list[float]] = {}
    for (feature, label), weight in info.state_features.items():
        state.setdefault(feature, [0.0, 0.0, 0.0])["OBI".index(label)] = round(weight, 3)
    moves = [[0.0, 0.0, -50.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    for (a, b), weight in info.transitions.items():
        moves["OBI".index(a)]["OBI".index(b)] = round(weight, 3)
    kept = {f: tuple(w) for f, w in state.items() if max(abs(x) for x in w) >= 0.02}
    return Weights(kept, tuple(tuple(m) for m in moves))  # type: ignore[arg-type]


def write(weights: Weights, path: Path) -> None:
    lines = ["# Weights of the tagger of place names (labels O, B, I); made by training/places_tagger.py on LGL, TR-News,", "# name-swapped copies of both and invented sentences."]  # fmt: skip
    lines += [f"->{'OBI'[i]}\t" + "\t".join(f"{x:g}" for x in m) for i, m in enumerate(weights.moves)]
    lines += [
        f"{f}\t" + "\t".join(f"{x:g}" if x else "" for x in w)
        for f, w in sorted(weights.state.items())
        if "\t" not in f and "\n" not in f
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def score(
    docs: list[dict[str, Any]], gazetteer: Gazetteer, nlp: Any, weights: Weights, bias: float = 0.0
) -> Counter[str]:
    """Overlap counts, one to one in the order of the text."""
    c: Counter[str] = Counter()
    for doc, words in zip(docs, data.words_of(nlp, [d["text"] for d in docs]), strict=True):
        names = [
            (words.start[t.start], words.end(t.end - 1))
            for t in tag(words, grams(words, gazetteer), weights, bias=bias)
        ]
        gold = [(s["start"], s["end"]) for s in doc["spans"]]
        used: set[int] = set()
        for a, b in gold:
            hit = next((j for j, (x, y) in enumerate(names) if j not in used and x < b and a < y), None)
            if hit is not None:
                used.add(hit)
        c.update(tp=len(used), pred=len(names), gold=len(gold))
    return c


def f1(c: Counter[str]) -> str:
    p, r = c["tp"] / max(1, c["pred"]), c["tp"] / max(1, c["gold"])
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def common(nlp: Any, folds: list[list[dict[str, Any]]]) -> None:
    """Words written small at least four times and at least as often as with a capital; texts in capitals tell nothing."""
    small: Counter[str] = Counter()
    big: Counter[str] = Counter()
    texts = [d["text"] for docs in folds for d in docs]
    reports = data.SHARED / "data" / "reports"
    for name in COMMON_FROM:
        lines = (reports / name).read_text(encoding="utf-8").split("\n")
        texts += [json.loads(line)["text"] for line in lines if line]
    for text in texts:
        if sum(c.isupper() for c in text) > sum(c.islower() for c in text):
            continue
        for word in re.findall(r"[A-Za-z][A-Za-z'’]*", text):
            (big if word[0].isupper() else small)[word.lower()] += 1
    kept = sorted(w for w, n in small.items() if n >= 4 and n >= big[w] and len(w) > 1)
    data_path("weights").mkdir(exist_ok=True)
    data_path("weights/common_words.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    tagger_features.common_words.cache_clear()


def copies(docs: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    return [data.swapped(d, random.Random(f"{seed}-{d['id']}")) for d in docs]


def layered_gazetteer() -> Gazetteer:
    """The base with the layers of conflict countries in /tmp/where-layers (made by ``dateline gazetteer add`` of
    shared/data/gazetteer)."""
    return Gazetteer.open(sorted(Path("/tmp/where-layers").glob("*.sqlite")), user_layers=False)


def folds_of(docs: list[dict[str, Any]]) -> dict[str, int]:
    """Fold of each outlet."""
    domains = sorted({d["domain"] for d in docs})
    random.Random(SEED).shuffle(domains)
    return {domain: i % 5 for i, domain in enumerate(domains)}


Runs = list[tuple[list[list[str]], list[str]]]


def material(docs: list[dict[str, Any]], base: Gazetteer, layered: Gazetteer, nlp: Any) -> tuple[dict[str, Any], Runs]:
    """What is trained on: documents with the gazetteer that their copy sees, and runs of invented sentences."""
    composed = [data.composed(random.Random(SEED + i)) for i in range(1000)]
    made = {
        "plain": (docs[::2], base),
        "plain-layered": (docs[1::2], layered),
        "swap-a": (copies(docs, 1), base),
        "swap-b": (copies(docs, 2), layered),
        "swap-bench": (bench_swaps(docs), layered),
    }
    return made, sequences(composed[:600], base, nlp) + sequences(composed[600:], layered, nlp)


def bench_swaps(docs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The bench's own swapped copies, with the outlet of the document each was made from."""
    domain_of = {d["id"]: d["domain"] for d in docs}
    return [{**d, "domain": domain_of[d["id"].removeprefix("swap-")]} for d in data.documents("swap")]


def by_fold(docs: list[dict[str, Any]], gazetteer: Gazetteer, nlp: Any, fold_of: dict[str, int]) -> list[Runs]:
    return [sequences([d for d in docs if fold_of[d["domain"]] == i], gazetteer, nlp) for i in range(5)]


def main() -> None:
    nlp = language_model()
    lgl, trn = data.documents("lgl"), data.documents("trnews")
    common(nlp, [lgl, trn])
    base, layered = Gazetteer.open(user_layers=False), layered_gazetteer()
    started = time.time()
    made, invented = material(lgl + trn, base, layered, nlp)
    if sys.argv[1] == "train":
        weights = train([*(sequences(d, g, nlp) for d, g in made.values()), invented])
        write(weights, data_path("weights/places_tagger.tsv"))
        size = data_path("weights/places_tagger.tsv").stat().st_size / 1e6
        print(f"{len(weights.state)} features, {size:.2f} MB, {time.time() - started:.0f} s")
        return
    cross(lgl + trn, (made, invented), base, layered, nlp)


def cross(docs: list[dict[str, Any]], stuff: Any, base: Gazetteer, layered: Gazetteer, nlp: Any) -> None:
    """Recognition F1 by overlap, outlets apart, for some settings of what is swept."""
    fold_of = folds_of(docs)
    swap = bench_swaps(docs)
    made = {k: by_fold(ds, g, nlp, fold_of) for k, (ds, g) in stuff[0].items()}
    totals: dict[str, Counter[str]] = {}
    for i in range(int(sys.argv[2]) if len(sys.argv) > 2 else 5):
        weights = train([made[k][j] for k in made for j in range(5) if j != i] + [stuff[1]])
        np.save(f"/tmp/where-fold-{i}.npy", np.array([weights], dtype=object), allow_pickle=True)
        for name, group, gaz in (
            ("lgl", [d for d in docs if d["corpus"] == "lgl"], base),
            ("trnews", [d for d in docs if d["corpus"] != "lgl"], base),
            ("swap layers", swap, layered),
        ):
            mine = [d for d in group if fold_of[d["domain"]] == i]
            for lean in (0.0, 1.5):
                tagger_module.LEAN = lean
                totals.setdefault(f"{name} lean {lean}", Counter()).update(score(mine, gaz, nlp, weights, 0.2))
        print(i, len(weights.state), flush=True)
    for name, c in totals.items():
        print(name, f1(c))


if __name__ == "__main__":
    main()
