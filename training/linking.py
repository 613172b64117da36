"""Learns the weights of linking and measures them by cross-validation.

    PYTHONPATH=src python training/linking.py rates  SHARED_FOLDER [--write]   # how common words are in news
    PYTHONPATH=src python training/linking.py read   BENCH_FOLDER --observations FILE  # our readings of gva_docs.jsonl (or --docs ecb_docs.jsonl)
    PYTHONPATH=src python training/linking.py text   BENCH_FOLDER [--write]    # weights for events told in texts
    PYTHONPATH=src python training/linking.py whole  BENCH_FOLDER [--write]    # weights for whole reports
    PYTHONPATH=src python training/linking.py undated BENCH_FOLDER [--write]   # the same, without dates (ecb_docs.jsonl)
    PYTHONPATH=src python training/linking.py coded  BENCH_FOLDER [--write]    # weights for coded rows without text

Data: ``gva_docs.jsonl`` (its readings with ``--observations``) and ``ucdp_reports.jsonl`` (whole), ``ecb_docs.jsonl`` (undated,
its readings the same way), ``maverick_reports.jsonl`` (coded) of the linking bench and ``gold.dev.jsonl`` of the ledger bench (text: all three); labels are the incidents of
their human coders. Nothing of their texts goes into the weights but rates of words. The shipped weights are those of ``--write`` with ``--cut``
-1.0 (text; raised to -0.25 on the labelled pairs of our own readings), -0.75 (whole, coded), -0.5 (undated), which the cross-validation without ``--cut`` found. Method: logistic regression on
candidate pairs (bounded L-BFGS, ridge; one in seven of the pairs of two incidents), folds by incident, out-of-fold scores, the cut swept on them. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from itertools import combinations, combinations_with_replacement, pairwise
from pathlib import Path

import msgspec
import numpy as np
from linking_read import ReadPairs, month_fold, ratios
from scipy.optimize import minimize

from dateline.claims.read_report import read_report
from dateline.evaluate import linking as area
from dateline.find.analysis import analyse_all
from dateline.gazetteer import Gazetteer
from dateline.link import features as features_of
from dateline.link.book import Book
from dateline.link.card import _TOKEN
from dateline.link.cluster import Clustering, pair
from dateline.link.features import FEATURES, details_apart, features
from dateline.link.fold import fold
from dateline.link.keys import keys
from dateline.link.node import node
from dateline.link.text import text_of

FOLDS = 5
RISING, FALLING = set(features_of.RISING), {*features_of.FALLING, "outlet", "outlet_apart"}


class Pairs:
    """Candidate pairs of a set with their features and labels."""

    by_month = False

    def __init__(self, observations, cards, incident_of):
        by_report = defaultdict(list)
        for o in observations:
            by_report[o.report_id].append(o)
        texts = {r: text_of(cards[r], told) for r, told in by_report.items()}
        made = [node(o, cards[o.report_id], texts[o.report_id]) for o in observations]
        self.gold = {}
        for o, n in zip(observations, made, strict=True):
            n.id = o.id  # copies stay apart here: each is an item of the gold
            n.keys = keys(n)
            self.gold[o.id] = incident_of[o.id]
        book = Book()
        book.file(made)
        self.nodes = book.nodes
        self.ids, rows, outlets = [], [], []
        for pairs in book.meetings(made):
            for a, b in book.ids(pairs):
                self.ids.append(pair(a, b))
                one, other = self.nodes[a], self.nodes[b]
                outlet = float(len(one.outlets) == 1 and one.outlets == other.outlets)
                outlets.append([outlet, outlet * details_apart(one, other)])
            rows.append(features(pairs, book.rarities))
        self.x = np.hstack([np.concatenate(rows), np.array(outlets)])
        self.y = np.array([self.gold[a] == self.gold[b] for a, b in self.ids], dtype=float)

    def recall(self):
        size = Counter(self.gold.values())
        true = sum(n * (n - 1) // 2 for n in size.values())
        return self.y.sum() / true, len(self.ids) / max(1, len(self.nodes))


NAMES = [*FEATURES, "outlet", "outlet_apart"]  # a further column marks the set


PRIOR = {  # weights (log-odds) that ridge pulls towards: what a set cannot teach keeps them
    "own_names": 0.6, "names": 0.5, "full_names": 0.5, "type": 0.8, "type_apart": -6.5, "date": 1.5, "date_gap": -0.8, "days_apart": -2.0, "places_apart": -2.5,
    "place": 1.5, "far": -1.0, "place_name": 0.8, "place_name_apart": -0.8, "area_apart": -1.5, "killed": 0.5,
    "killed_apart": -1.5, "injured_apart": -0.8, "actor": 0.5, "actor_apart": -0.4, "role_apart": -0.3, "copied": 1.0,
    "details_apart": -1.0, "outlet_apart": -3.0, "spots_apart": -1.5, "works_apart": -1.5, "placeless": -1.5, "hours_apart": -1.5, "means": 0.3, "means_apart": -0.3, "target": 0.3, "target_apart": -0.2,
}  # fmt: skip


LIMITS = {  # what few pairs and noisy local news must not teach: one kind alone links nothing, other places count
    "type": (0.0, 1.5), "type_apart": (None, -4.0), "place": (0.0, 2.5), "date_gap": (None, -0.2), "days_apart": (None, -1.0), "places_apart": (None, -2.0), "spots_apart": (None, -2.0), "works_apart": (None, -2.0),
    "placeless": (None, -1.0),
}  # fmt: skip

WHOLE = {
    "details_apart": (None, -2.0),
    "outlet_apart": (None, -2.0),
}  # two shootings of one day in one town: other people at another address


def fit(x, y, weight=None, ridge=1.0, limits=LIMITS):
    """Logistic regression with the signs of the features, ridge towards the priors; (bias, weights)."""
    spread = x.std(axis=0)
    scale = np.where(spread > 1e-6, spread, 1.0)
    names = [*NAMES, "set"][: x.shape[1]]
    towards = np.array([PRIOR.get(n, 0.0) for n in names]) * scale
    z = np.hstack([np.ones((len(x), 1)), x / scale])
    w = np.ones(len(y)) if weight is None else weight

    def loss(beta):
        s = z @ beta
        p = 1 / (1 + np.exp(-np.clip(s, -40, 40)))
        value = np.sum(w * (np.logaddexp(0, s) - y * s)) + ridge * np.sum((beta[1:] - towards) ** 2) / 2
        grad = z.T @ (w * (p - y)) + ridge * np.r_[0, beta[1:] - towards]
        return value, grad

    signs = [(0, None) if n in RISING else (None, 0) if n in FALLING else (None, None) for n in names]
    signs = [limits.get(n, sign) for n, sign in zip(names, signs, strict=True)]
    scaled = [tuple(None if v is None else v * s for v in pair) for pair, s in zip(signs, scale, strict=True)]
    bounds = [(None, None), *scaled]
    start = np.r_[0.0, towards]
    got = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200})
    return got.x[0], got.x[1:] / scale


EASY = 7  # one in so many of the pairs of two incidents of a large set is learned from, and counts for so many
LARGE = 150_000  # pairs
TOLD = 3  # so many sets at most are told in texts; what comes after them is coded


def thin(x, y, weight):
    """The pairs to learn from: all of one incident and of a large set some of the others, the same ones each time."""
    if len(y) < LARGE:
        return x, y, weight
    kept = (y == 1) | (np.random.default_rng(0).random(len(y)) < 1 / EASY)
    return x[kept], y[kept], np.where(y == 1, weight, weight * EASY)[kept]


def parts(pairs):
    """Folds of both items of each pair: by incident, or by the month in which their reports were published."""
    if isinstance(pairs, ReadPairs):
        return pairs.folds
    if pairs.by_month:
        of = {n: month_fold(node.published) for n, node in pairs.nodes.items()}
        return np.array([of[a] for a, _ in pairs.ids]), np.array([of[b] for _, b in pairs.ids])
    of = {g: i % FOLDS for i, g in enumerate(sorted(set(pairs.gold.values())))}
    return np.array([of[pairs.gold[a]] for a, _ in pairs.ids]), np.array([of[pairs.gold[b]] for _, b in pairs.ids])


def pooled(sets, importance):
    """Features, labels and weights of several sets of pairs, with a column that marks coded rows beside told ones."""
    x = np.vstack([np.hstack([s.x, np.full((len(s.y), 1), float(n >= TOLD))]) for n, s in enumerate(sets)])
    y = np.concatenate([s.y for s in sets])
    w = np.concatenate([np.full(len(s.y), v) for s, v in zip(sets, importance, strict=True)])
    return x, y, w


def cross_validated(sets, importance, ridge=1.0, limits=LIMITS):
    """Out-of-fold scores of each set: a pair is scored by a model that saw neither of its incidents."""
    x, y, w = pooled(sets, importance)
    cut = np.cumsum([0] + [len(s.y) for s in sets])
    fa, fb = (np.concatenate(c) for c in zip(*[parts(s) for s in sets], strict=True))
    scores = np.zeros(len(y))
    for f, g in combinations_with_replacement(range(FOLDS), 2):
        test = ((fa == f) & (fb == g)) | ((fa == g) & (fb == f))
        train = (fa != f) & (fa != g) & (fb != f) & (fb != g)
        bias, weights = fit(*thin(x[train], y[train], w[train]), ridge=ridge, limits=limits)
        scores[test] = bias + x[test] @ weights
    return [scores[a:b] for a, b in pairwise(cut)]


def cluster(pairs, scores, cut, absent=-4.0):
    """Clusters of the real linker's method with these scores: item -> label."""
    adjacency = defaultdict(list)
    kept = {}
    for (a, b), s in zip(pairs.ids, scores, strict=True):
        value = round((s - cut) * 1000)
        kept[a, b] = value
        if value >= 0:
            adjacency[a].append(b)
            adjacency[b].append(a)
    home, components = {}, []
    for n in pairs.nodes:
        if n in home:
            continue
        home[n] = len(components)
        queue, component = [n], [n]
        while queue:
            for other in adjacency[queue.pop()]:
                if other not in home:
                    home[other] = len(components)
                    queue.append(other)
                    component.append(other)
        components.append(component)
    by = defaultdict(dict)
    for (a, b), value in kept.items():
        if home[a] == home[b]:
            by[home[a]][a, b] = value
    label = {}
    for number, component in enumerate(components):
        barred = []
        if len(component) > 1:
            reports = defaultdict(list)
            for n in component:
                for r in pairs.nodes[n].reports:
                    reports[r].append(n)
            barred = [p for ns in reports.values() for p in combinations(sorted(ns), 2)]
        for group in Clustering(by[number], round(absent * 1000)).run([[n] for n in component], barred):
            label.update(dict.fromkeys(group, group[0]))
    return label


def measure(gold, label, score):
    g = {i: (c,) for i, c in gold.items()}
    p = {i: (label[i],) for i in gold}
    out = score.score_clusters(g, p)
    return (
        out["conll_f1"] * 100,
        out["bcubed"]["f1"] * 100,
        out["pairwise"]["p"],
        out["pairwise"]["r"],
        out["pairwise"]["f1"],
    )


def sweep(pairs, scores, score, cuts, absent=-4.0):
    best = None
    for cut in cuts:
        m = measure(pairs.gold, cluster(pairs, scores, cut, absent), score)
        print(
            f"cut {cut:+.2f}  CoNLL {m[0]:.2f}  B3 {m[1]:.2f}  pairs P {m[2]:.3f} R {m[3]:.3f} F1 {m[4]:.3f}",
            flush=True,
        )
        value = m[1] + 100 * m[4]
        if best is None or value > best[0]:
            best = (value, cut)
    return best[1]


def steps(pairs, scores, score):
    """The best cut of a set; of labelled pairs of readings only the figures by cut are printed."""
    if isinstance(pairs, Pairs):
        return sweep(pairs, scores, score, np.arange(-1.5, 2.1, 0.25))
    for cut in np.arange(-1.5, 3.6, 0.25):
        chosen = np.zeros(len(pairs.same), bool)
        chosen[pairs.met] = scores >= cut
        print(f"cut {cut:+.2f}  {ratios(pairs.same, chosen)}", flush=True)
    return 0.0


def material(kind, bench, observations, readings):
    """The sets that a kind of weights is learned from, the one it is steered by first, and what a pair of each counts."""
    if kind == "undated":
        return [area.topics(bench / "ecb_docs.jsonl", observations)], [1.0]
    coded = area.maverick(bench / "maverick_reports.jsonl")
    if kind == "coded":
        return [coded], [1.0]
    told = area.gva(bench / "gva_docs.jsonl", observations)
    if kind == "whole":
        return [told, area.headlines(bench / "ucdp_reports.jsonl")], [1.0, 1.0]
    dossiers = area.dossiers(bench.parent / "ledger" / "gold.dev.jsonl")
    return [told, dossiers, ReadPairs(readings), coded], [0.1, 2.0, 8.0, 0.3]


def learn(kind, bench, observations, *, readings=None, by_month=False, write=False, ridge=1.0, cut=None):
    sys.path.insert(0, str(bench))
    import score

    sets, importance = material(kind, bench, observations, readings)
    sets = [s if isinstance(s, ReadPairs) else Pairs(*s) for s in sets]
    for s in sets:
        s.by_month = by_month
        if isinstance(s, Pairs):
            print("blocking recall {:.4f}, pairs an item {:.1f}".format(*s.recall()), flush=True)
    limits = {"text": LIMITS, "whole": WHOLE}.get(kind, {})
    cuts = [cut]
    if cut is None:
        scores = cross_validated(sets, importance, ridge, limits)
        cuts = [steps(s, v, score) for s, v in zip(sets, scores, strict=True)]
    x, y, w = pooled(sets, importance)
    bias, weights = fit(*thin(x, y, w), ridge=ridge, limits=limits)
    for name, value in sorted(zip([*NAMES, "set"], weights, strict=True), key=lambda t: -abs(t[1])):
        print(f"{value:+.3f}  {name}")
    if write:
        made = {
            "name": kind,
            "bias": round(bias, 4),
            "cut": round(float(cuts[0]), 2),
            "outlet": round(weights[len(FEATURES)], 4),
            "outlet_apart": round(weights[len(FEATURES) + 1], 4),
            "made_by": f"training/linking.py {kind}, ridge {ridge}",
            "weights": {n: round(v, 4) for n, v in zip(FEATURES, weights, strict=False)},
        }
        Path(f"src/dateline/vocab/weights/link_{kind}.json").write_text(json.dumps(made, indent=1) + "\n")


def read(docs, out, batch=200):
    """Reads documents with our own pipeline into ``out``, a line a report: {id, observations}."""
    gazetteer = Gazetteer.open()
    docs = list(area.records(docs))
    with out.open("wb") as handle:
        for start in range(0, len(docs), batch):
            part = docs[start : start + batch]
            reports = [area.document(r) for r in part]
            for r, analysis in zip(part, analyse_all(reports), strict=True):
                told = {"id": r["id"], "observations": read_report(analysis, gazetteer).observations}
                handle.write(msgspec.json.encode(told) + b"\n")


CORPORA = {  # each counts alike, however large it is
    "us_local": ["bench/linking/gva_docs.jsonl"],
    "syria": ["data/reports/fakes_syria_2011_2018_not2016.jsonl", "data/reports/airwars_syria_sources.jsonl"],
    "wire_1990": ["data/reports/muc4_dev.jsonl"],
    "wiki": [
        "data/reports/wikipedia_current_events_2015-09.jsonl",
        "data/reports/wikipedia_war_articles_ukraine.jsonl",
    ],
    "mixed": ["bench/linking/ecb_docs.jsonl"],
}
LEAST_RATE = 0.0012
LEAST_REPORTS = 6


def rates(shared, write):
    """Share of reports that hold a word, the mean over the corpora; names of a single story are too rare to enter."""
    total = Counter()
    reports = Counter()
    for paths in CORPORA.values():
        held, n = Counter(), 0
        for path in paths:
            for r in area.records(shared / path):
                if r.get("lang", "en") != "en":
                    continue
                text = r.get("text") or " ".join(r.get("sentences", ()))
                n += 1
                held.update({fold(t) for t in _TOKEN.findall(f"{r.get('title') or ''} {text[:4000]}")})
        reports.update(held)
        for word, count in held.items():
            total[word] += count / n / len(CORPORA)
    kept = sorted(
        (w, r) for w, r in total.items() if r >= LEAST_RATE and reports[w] >= LEAST_REPORTS and w and not w[0].isdigit()
    )
    print(len(kept), "words")
    if write:
        head = "# word <tab> reports in a million that hold it; made by training/linking.py rates\n"
        rows = "".join(f"{w}\t{round(r * 1e6)}\n" for w, r in kept)
        Path("src/dateline/vocab/weights/word_rates.tsv").write_text(head + rows, encoding="utf-8")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=["rates", "read", "text", "whole", "undated", "coded"])
    ap.add_argument("bench", type=Path)
    ap.add_argument("--write", action="store_true")
    ap.add_argument(
        "--observations",
        type=Path,
        help="observations of gva_docs.jsonl (undated: of ecb_docs.jsonl), a line a report: {id, observations}",
    )
    ap.add_argument("--docs", default="gva_docs.jsonl", help="which documents to read")
    ap.add_argument("--readings", type=Path, help="what training/linking_read.py read of the labelled reports (text)")
    ap.add_argument(
        "--by-month", action="store_true", help="folds by month of publication in all sets, not by incident"
    )
    ap.add_argument("--cut", type=float, help="take this cut and leave out the cross-validation that finds it")
    ap.add_argument("--ridge", type=float, default=1.0)
    a = ap.parse_args()
    if a.what == "rates":
        return rates(a.bench, a.write)
    if a.what == "read":
        return read(a.bench / a.docs, a.observations)
    options = {"readings": a.readings, "by_month": a.by_month, "write": a.write, "ridge": a.ridge, "cut": a.cut}
    return learn(a.what, a.bench, a.observations, **options)


if __name__ == "__main__":
    main()
