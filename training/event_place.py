"""Trains which place of a sentence is an event's and writes ``vocab/weights/event_place.tsv``.

    PYTHONPATH=src:training python training/event_place.py [cross]

Data: eventloc.dev (Halterman 2019, MIT licence), places as our own finder sees them. Method: logistic regression (L2) on
the features of ``claims/event_place.py``.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np
import places_data as data
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dateline.claims import event_place
from dateline.find.analysis import analyse_all
from dateline.find.places import find_places
from dateline.find.tree import tree_of
from dateline.gazetteer import Gazetteer
from dateline.model import Span
from dateline.read.text import report_from_text
from dateline.vocab import data_path

GOLD = data.SHARED / "bench" / "events" / "eventloc.dev.jsonl"


def read() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").split("\n") if line]


def cases(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    gazetteer = Gazetteer.open(user_layers=False)
    out = []
    analyses = analyse_all([report_from_text(r["text"]) for r in records])
    for number, (record, analysis) in enumerate(zip(records, analyses, strict=True)):
        mentions = find_places(analysis, gazetteer)
        tree = tree_of(analysis)
        names = event_place._places(tree, mentions)
        for event in record["events"]:
            gold = [(p["start"], p["end"]) for p in event["args"].get("place", [])]
            token = event_place._head(tree, Span(event["trigger"]["start"], event["trigger"]["end"]))
            here = [p for p in names if token is not None and tree.sentence[p.start] == tree.sentence[token]]
            options = []
            for p in here:
                span = (p.mention.start, p.mention.end)
                hit = any(a < span[1] and span[0] < b for a, b in gold)
                options.append((event_place.features(tree, token, p, here), hit, p.mention.words))
            out.append(
                {
                    "fold": number * 5 // len(records),
                    "gold": [p["text"] for p in event["args"].get("place", [])],
                    "options": options,
                }
            )
    return out


def fit(made: list[dict[str, Any]]) -> dict[str, float]:
    xs = [dict.fromkeys(o[0], 1) for c in made for o in c["options"]]
    ys = [o[1] for c in made for o in c["options"]]
    vectors = DictVectorizer()
    model = LogisticRegression(C=0.3, max_iter=400).fit(vectors.fit_transform(xs), ys)
    table = dict(zip(vectors.get_feature_names_out(), model.coef_[0].tolist(), strict=True))
    return {"bias": float(model.intercept_[0]), **{k: v for k, v in table.items() if abs(v) > 0.03}}


def score(made: list[dict[str, Any]], table: dict[str, float], cut: float) -> tuple[int, int, int]:
    tp = pred = gold = 0
    for c in made:
        found = []
        for names, _, words in c["options"]:
            total = table["bias"] + sum(table.get(n, 0.0) for n in names)
            if 1 / (1 + np.exp(-total)) >= cut:
                found.append(words)
        rest = list(c["gold"])
        for w in found:
            if w in rest:
                rest.remove(w)
                tp += 1
        pred += len(found)
        gold += len(c["gold"])
    return tp, pred, gold


def main() -> None:
    cache = Path("/tmp/where-eventloc.pkl")
    made = cases(read())
    cache.write_bytes(pickle.dumps(made))
    for cut in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        sums = np.zeros(3, int)
        for fold in range(5):
            table = fit([c for c in made if c["fold"] != fold])
            sums += np.array(score([c for c in made if c["fold"] == fold], table, cut))
        tp, pred, gold = sums
        print(f"cut {cut}: P {tp / pred:.3f} R {tp / gold:.3f} F1 {2 * tp / (pred + gold):.3f}", flush=True)
    reach = sum(any(o[1] for o in c["options"]) for c in made if c["gold"])
    print("events with gold", sum(bool(c["gold"]) for c in made), "found among options", reach)
    if "cross" not in sys.argv:
        table = fit(made)
        lines = [
            "# Weights of which place is an event's; made by training/event_place.py on eventloc.dev.",
            "feature\tweight",
        ]
        lines += [f"{k}\t{v:.3f}" for k, v in sorted(table.items()) if "\t" not in k and "\n" not in k]
        data_path("weights/event_place.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
