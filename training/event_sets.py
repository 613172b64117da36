"""The events bench as tasks for an encoder, with the folds that every teacher and student of it keeps.

``tasks_of(events)`` reads the dev sides: PLOVER roots and plain statements, case21 types, contentious sentences and documents,
police acts, conflict in the Horn of Africa, incidents of MUC-4 documents. Five folds, seeded, keep a document together.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold
from training.pool import rows

FOLDS = 5
HEADS = {"acts": "plv", "incident_kind": "case21", "contention": "glocon_sentences", "police": "police"}
"""What the sentence encoder that ships tells, by the name of the linear scorer beside it, and the set of each."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """Texts with one label of many (whole numbers) or several yes-or-no labels (rows of 0 and 1)."""

    name: str
    unit: str
    texts: list[str]
    names: tuple[str, ...]
    labels: np.ndarray
    fold: np.ndarray

    @property
    def width(self) -> int:
        return len(self.names)

    @property
    def one_of_many(self) -> bool:
        return self.labels.ndim == 1


def folds_of(strata: list[Any], groups: list[str]) -> np.ndarray:
    fold = np.zeros(len(groups), int)
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    for number, (_, test) in enumerate(splitter.split(np.zeros(len(groups)), [str(s) for s in strata], groups)):
        fold[test] = number
    return fold


def one_of_many(name: str, records: list[Row], names: list[str]) -> Task:
    known = sorted(set(names))
    labels = np.array([known.index(n) for n in names])
    fold = folds_of(names, [r["id"] for r in records])
    return Task(name, "sentence", [r["text"] for r in records], tuple(known), labels, fold)


def yes_or_no(name: str, unit: str, records: list[Row], fold: np.ndarray) -> Task:
    known = tuple(sorted(records[0]["labels"]))
    labels = np.array([[float(r["labels"][label]) for label in known] for r in records])
    return Task(name, unit, [r["text"] for r in records], known, labels, fold)


def tasks_of(events: Path) -> list[Task]:
    def dev(name: str) -> list[Row]:
        return rows(events / f"{name}.dev.jsonl")

    statements = [r for r in dev("cameo5") if r["events"][0]["penta"] == 0]
    plv, case, glocon, police, horn, muc = (dev(n) for n in ("plv", "case21", "glocon", "ipe_sents", "ceha", "muc4"))
    roots = [r["events"][0]["type"] for r in plv] + ["STATEMENT"] * len(statements)
    fold = folds_of(
        [(r["unit"], r["labels"]["CONTENTIOUS"]) for r in glocon], [r.get("doc") or r["id"] for r in glocon]
    )
    alone = np.array([r["unit"] == "sentence" for r in glocon])
    acts = [(r["labels"]["ANY_ACTION"], r["labels"]["KILL"], r["labels"]["FAIL"]) for r in police]
    wanted = [[e["type"] for e in r["events"] if not e["optional"]] for r in muc]
    kinds = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
    incidents = [
        {**r, "labels": {"any": bool(found), "several": len(found) > 1} | {kind: kind in found for kind in kinds}}
        for r, found in zip(muc, wanted, strict=True)
    ]
    return [
        one_of_many("plv", [*plv, *statements], roots),
        one_of_many("case21", case, [r["events"][0]["type"] for r in case]),
        yes_or_no("glocon_sentences", "sentence", [r for r, a in zip(glocon, alone, strict=True) if a], fold[alone]),
        yes_or_no(
            "glocon_documents", "document", [r for r, a in zip(glocon, alone, strict=True) if not a], fold[~alone]
        ),
        yes_or_no("police", "sentence", police, folds_of(acts, [r["doc"] for r in police])),
        yes_or_no("ceha", "document", horn, folds_of([r["labels"]["RELEVANT"] for r in horn], [r["id"] for r in horn])),
        yes_or_no("muc", "document", incidents, folds_of([bool(w) for w in wanted], [r["id"] for r in muc])),
    ]


def gold_of(events: Path) -> dict[str, Task]:
    """The labelled sentences of each head of the sentence encoder."""
    tasks = {task.name: task for task in tasks_of(events)}
    return {head: tasks[name] for head, name in HEADS.items()}
