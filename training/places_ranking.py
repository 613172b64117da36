"""Trains the ranking of place candidates and writes ``vocab/weights/places_ranking.tsv``.

    PYTHONPATH=src:training python training/places_ranking.py train
    PYTHONPATH=src:training python training/places_ranking.py cross    # accuracy at 161 km on gold spans, outlets apart

Data: gold spans of LGL and TR-News (see places_data.py). Method: conditional logit (softmax over candidates) with L2,
L-BFGS; a first set of weights sees the report through population only, a second through the first's choices.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from typing import Any

import numpy as np
import places_data as data
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dateline.find.places.kinds import gold_mentions
from dateline.gazetteer import Candidate, Gazetteer
from dateline.gazetteer.place import kilometres
from dateline.resolve import place_ranking as ranking
from dateline.resolve.place_features import Context, Home
from dateline.resolve.place_groups import Group, groups_of, weight
from dateline.resolve.places import home_of
from dateline.vocab import data_path

L2 = 0.006
SEED = 7
LISTS = 1500


def right(candidate: Candidate, span: dict[str, Any]) -> float:
    """1 for the gold place or one within 20 km, less with distance, 0 beyond 161 km."""
    if span.get("gn") and candidate.place.ref == f"gn:{span['gn']}":
        return 1.0
    away = kilometres(candidate.place.lat, candidate.place.lon, span["lat"], span["lon"])
    return 0.8 if away <= 20 else 0.3 if away <= 161 else 0.0


class Doc:
    def __init__(self, record: dict[str, Any], gazetteer: Gazetteer) -> None:
        self.record = record
        self.spans = sorted(record["spans"], key=lambda s: s["start"])
        self.mentions = gold_mentions(record["text"], [(s["start"], s["end"]) for s in self.spans], gazetteer)
        self.groups = groups_of(self.mentions, gazetteer)
        self.home: Home | None = None
        self.gazetteer = gazetteer

    def reset(self) -> None:
        for g in self.groups:
            g.chances = ranking.softmax([0.9 * weight(c) for c in g.options])

    def gold(self, group: Group, option: Candidate) -> float:
        """How many of the group's placed spans an option answers."""
        return sum(right(option, self.spans[i]) for i in group.mentions if self.spans[i].get("lat") is not None)


def fit(cases: list[tuple[list[list[str]], list[float]]], start: dict[str, float] | None = None) -> dict[str, float]:
    index: dict[str, int] = {}
    rows, cols, groups, gains = [], [], [], []
    counts: dict[str, int] = defaultdict(int)
    for options, _ in cases:
        for names in options:
            for n in names:
                counts[n] += 1
    number = 0
    for g, (options, gold) in enumerate(cases):
        whole = sum(gold)
        for names, gain in zip(options, gold, strict=True):
            for n in names:
                if counts[n] >= 5:
                    rows.append(number)
                    cols.append(index.setdefault(n, len(index)))
            groups.append(g)
            gains.append(gain / whole)
            number += 1
    x = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(number, len(index)))
    group = np.array(groups)
    target = np.array(gains)
    starts = np.r_[0, np.flatnonzero(np.diff(group)) + 1]
    weight_of = np.array([min(3.0, 1 + np.log(max(1.0, sum(gold)))) for _, gold in cases])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        top = np.maximum.reduceat(s, starts)
        e = np.exp(s - top[group])
        p = e / np.add.reduceat(e, starts)[group]
        value = -(weight_of[group] * target * np.log(np.maximum(p, 1e-12))).sum() + 0.5 * L2 * len(cases) / 100 * (
            w @ w
        )
        return value, x.T @ (weight_of[group] * (p - target)) + L2 * len(cases) / 100 * w

    w0 = np.zeros(len(index))
    result = minimize(loss, w0, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return {n: float(result.x[i]) for n, i in index.items() if abs(result.x[i]) > 0.01}


def cases_of(docs: list[Doc], home: bool) -> list[tuple[list[list[str]], list[float]]]:
    out = []
    for doc in docs:
        context = Context(doc.groups, doc.gazetteer, doc.home if home else None)
        for i, group in enumerate(doc.groups):
            gold = [doc.gold(group, c) for c in group.options]
            if len(gold) > 1 and max(gold) > 0:
                out.append((context.features(i), gold))
    return out


def both_ways(docs: list[Doc]) -> list[tuple[list[list[str]], list[float]]]:
    """Cases with the outlet's home known, and without it; local papers (LGL) only with it: without, their towns would
    teach that the lesser Athens is meant wherever nothing is said, which is true in Georgia only."""
    world = [d for d in docs if d.record.get("corpus") != "lgl"]
    return cases_of(docs, True) + cases_of(world, False)


def train(docs: list[Doc]) -> ranking.Weights:
    for doc in docs:
        doc.reset()
    first = fit(both_ways(docs))
    for doc in docs:
        ranking.rank(doc.groups, doc.gazetteer, doc.home, (first, first))
    later = fit(both_ways(docs))
    for doc in docs:
        ranking.rank(doc.groups, doc.gazetteer, doc.home, (first, later))
    later = fit(both_ways(docs))
    return first, later


def set_homes(docs: list[Doc], model: ranking.Weights) -> None:
    """Homes of outlets from a first pass without homes."""
    by: dict[str, list[Doc]] = defaultdict(list)
    for doc in docs:
        doc.home = None
        ranking.rank(doc.groups, doc.gazetteer, None, model)
        by[doc.record["domain"]].append(doc)
    for mine in by.values():
        home = home_of([[(g.best.place, max(g.chances)) for g in d.groups if g.best] for d in mine])
        for doc in mine:
            doc.home = home


def accuracy(docs: list[Doc], model: ranking.Weights, home: bool) -> tuple[int, int, int]:
    good = bad = reach = 0
    for doc in docs:
        ranking.rank(doc.groups, doc.gazetteer, doc.home if home else None, model)
        for group in doc.groups:
            best = group.best
            for i in group.mentions:
                span = doc.spans[i]
                if span.get("lat") is None:
                    continue
                hit = best is not None and kilometres(best.place.lat, best.place.lon, span["lat"], span["lon"]) <= 161
                good += hit
                bad += not hit
                reach += any(
                    kilometres(c.place.lat, c.place.lon, span["lat"], span["lon"]) <= 161 for c in group.options
                )
    return good, good + bad, reach


def write(model: ranking.Weights) -> None:
    names = sorted(set(model[0]) | set(model[1]))
    lines = [
        "# Weights of the ranking of place candidates; made by training/places_ranking.py on LGL and TR-News.",
        "feature\tfirst\tlater",
    ]
    lines += [f"{n}\t{model[0].get(n, 0):.3f}\t{model[1].get(n, 0):.3f}" for n in names]
    data_path("weights/places_ranking.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(names), "features")


def main() -> None:
    gazetteer = Gazetteer.open(user_layers=False)
    docs = {name: [Doc(r, gazetteer) for r in data.documents(name)] for name in ("lgl", "trnews")}
    everything = docs["lgl"] + docs["trnews"]
    lists = [Doc(r, gazetteer) for r in data.plain_lists(random.Random(SEED), gazetteer, LISTS)]
    if sys.argv[1] == "train":
        model = train(everything + lists)
        set_homes(everything, model)
        write(train(everything + lists))
        return
    domains = sorted({d.record["domain"] for d in everything})
    random.Random(SEED).shuffle(domains)
    fold_of = {domain: i % 5 for i, domain in enumerate(domains)}
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for i in range(5):
        mine = [d for d in everything if fold_of[d.record["domain"]] != i]
        model = train(mine + lists)
        set_homes(everything, model)
        model = train(mine + lists)
        set_homes(everything, model)
        for name, group in docs.items():
            test = [d for d in group if fold_of[d.record["domain"]] == i]
            for home in (False, True):
                for k, value in enumerate(accuracy(test, model, home)):
                    sums[f"{name} home={home}"][k] += value
    for name, (good, whole, reach) in sums.items():
        print(f"{name}: acc161 {good / whole:.3f}, reachable {reach / whole:.3f}, n {whole}")


if __name__ == "__main__":
    main()
