"""Cross-validated figures of the whole places stage: outlets apart, five folds, tagger and ranking trained anew for each.

    PYTHONPATH=src:training python training/places_cross.py OUT_FOLDER [FOLDS]

Writes ``lgl``, ``trnews`` and ``swap`` predictions (raw text) and ``lgl.given``, ``trnews.given`` (gold spans) as JSON
lines for ``shared/bench/places/score.py`` and prints its figures. Finding and resolving are the shipped functions; only
the weights differ.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any
from unittest import mock

import places_data as data
import places_ranking as ranker
import places_tagger as tagger

from dateline.evaluate import places as evaluate
from dateline.find.analysis import analyse_all
from dateline.find.analysis import model as language_model
from dateline.find.places import find_places
from dateline.find.places import tagger as tagger_module
from dateline.find.places.kinds import gold_mentions
from dateline.gazetteer import Gazetteer
from dateline.resolve import place_ranking

SETS = ("lgl", "trnews", "swap")


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    folds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    nlp = language_model()
    base = Gazetteer.open(user_layers=False)
    layered = tagger.layered_gazetteer()
    sets = {name: data.documents(name) for name in SETS}
    docs = sets["lgl"] + sets["trnews"]
    fold_of = tagger.folds_of(docs)
    material, invented = tagger.material(docs, base, layered, nlp)
    made = {k: tagger.by_fold(ds, g, nlp, fold_of) for k, (ds, g) in material.items()}
    ranked = [ranker.Doc(r, base) for r in docs]
    lists = [ranker.Doc(r, base) for r in data.plain_lists(random.Random(ranker.SEED), base, ranker.LISTS)]
    predicted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for fold in range(folds):
        weights = tagger.train([made[k][j] for k in made for j in range(5) if j != fold] + [invented])
        mine = [d for d in ranked if fold_of[d.record["domain"]] != fold]
        model = ranker.train(mine + lists)
        ranker.set_homes(ranked, model)
        model = ranker.train(mine + lists)
        with (
            mock.patch.object(tagger_module, "weights", lambda w=weights: w),
            mock.patch.object(place_ranking, "weights", lambda m=model: m),
        ):
            for name in SETS:
                predict(
                    name,
                    [d for d in sets[name] if fold_of[domain(d, docs)] == fold],
                    layered if name == "swap" else base,
                    predicted,
                )
        print("fold", fold, flush=True)
        for name, records in predicted.items():
            (out / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    report(out, {d["id"] for r in predicted.values() for d in r})


def domain(doc: dict[str, Any], docs: list[dict[str, Any]]) -> str:
    if not _domains:
        _domains.update({d["id"]: d["domain"] for d in docs})
    return _domains[doc["id"].removeprefix("swap-")]


_domains: dict[str, str] = {}


def predict(
    name: str, records: list[dict[str, Any]], gazetteer: Gazetteer, out: dict[str, list[dict[str, Any]]]
) -> None:
    found = [find_places(a, gazetteer) for a in analyse_all(evaluate._report(r) for r in records)]
    out[name] += list(evaluate._placed(records, found, gazetteer, cut=0.0))
    if name == "swap":
        return
    given = [gold_mentions(r["text"], sorted((s["start"], s["end"]) for s in r["spans"]), gazetteer) for r in records]
    out[f"{name}.given"] += list(evaluate._placed(records, given, gazetteer, cut=0.0))


def report(out: Path, seen: set[str]) -> None:
    for name in SETS:
        part = out / f"{name}.gold.jsonl"
        part.write_text(
            "".join(json.dumps(d) + "\n" for d in data.documents(name) if d["id"] in seen), encoding="utf-8"
        )
        print(name, flush=True)
        subprocess.run(
            [sys.executable, str(data.BENCH / "score.py"), str(part), str(out / f"{name}.jsonl"), "--mode", "e2e"],
            check=False,
        )
        if name != "swap":
            subprocess.run(
                [
                    sys.executable,
                    str(data.BENCH / "score.py"),
                    str(part),
                    str(out / f"{name}.given.jsonl"),
                    "--mode",
                    "gold",
                ],
                check=False,
            )


def cut_at(path: Path, cut: float) -> Path:
    """The predictions without points below a chance (found times placed)."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for s in record["spans"]:
            if (s["found"] if s["found"] is not None else 1.0) * (s["placed"] or 0.0) < cut:
                s["lat"] = s["lon"] = None
        lines.append(json.dumps(record))
    target = path.with_suffix(".cut.jsonl")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


if __name__ == "__main__":
    main()
