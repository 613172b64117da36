"""Reads a sentence as a whole: a small transformer that weighs each word by the others.

The linear scorers of this folder see words and pairs; "the general refused to open the border he had closed" needs more.
This encoder gives each PLOVER root (:mod:`dateline.find.acts`) and each incident type (:mod:`dateline.find.incident_kind`)
a score, to be added, as one term among the readable ones, to the score that the words have. It is two layers of all-MiniLM-L6-v2, taught by a larger model
(``training/student.py``), kept as 8-bit numbers and read with numpy alone, about 2 ms a sentence on one core.

No text sees another, and scores are rounded to a grid, so that the same words have the same scores in any company. (The
arithmetic of many texts at once differs by some 1e-6, so one score in ten thousand may lie a 64th beside.) The weights
(``vocab/weights/sentence_encoder.npz``) are read when first needed; reading a report does not need them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span as SpacySpan

from dateline.find.analysis import Analysis
from dateline.find.pieces import Pieces
from dateline.vocab import data_path

Floats = NDArray[np.float32]
Scores = dict[str, dict[str, float]]
ENCODER = "sentence encoder"
"""Its name among the reasons of a score."""
MOST = 96  # pieces of a sentence that are read, as in training
SIDES = 12  # parallel views of a layer ("attention heads")
GRID = 64  # steps of a score to 1: far above the noise of the arithmetic, far below what decides
AT_ONCE, REMEMBERED = 256, 4096  # pieces that are read together; texts whose scores are kept
SMALL = np.float32(1e-12)
_CURVE = np.float32(0.044715), np.float32(0.7978845608)


class Layer:
    """One layer: every piece of a text looks at all others of it, then at itself."""

    def __init__(self, take: Any, number: int) -> None:
        self.look, self.look_bias = take(f"{number}.look"), take(f"{number}.look.bias")
        self.join, self.join_bias = take(f"{number}.join"), take(f"{number}.join.bias")
        self.wide, self.wide_bias = take(f"{number}.wide"), take(f"{number}.wide.bias")
        self.back, self.back_bias = take(f"{number}.back"), take(f"{number}.back.bias")
        self.first, self.second = take(f"{number}.first"), take(f"{number}.second")

    def __call__(self, columns: Floats, borders: list[int]) -> Floats:
        """The columns of the pieces of several texts, changed; a text begins at each border but the last."""
        parts = self.look @ columns
        parts += self.look_bias
        seen = self.join @ np.concatenate([looked(parts[:, a:b]) for a, b in pairwise(borders)], axis=1)
        seen += self.join_bias
        seen += columns
        columns = even(seen, *self.first)
        wide = self.wide @ columns
        wide += self.wide_bias
        back = self.back @ bent(wide)
        back += self.back_bias
        back += columns
        return even(back, *self.second)


def looked(parts: Floats) -> Floats:
    """What each piece of a text takes from the others: ``parts`` is what it asks, what it offers and what it gives."""
    width, count = len(parts) // 3, parts.shape[1]
    asked, offered, given = parts.reshape(3, SIDES, width // SIDES, count)
    shares = (asked * np.float32((width // SIDES) ** -0.5)).transpose(0, 2, 1) @ offered
    shares -= shares.max(axis=-1, keepdims=True)
    np.exp(shares, out=shares)
    shares /= shares.sum(axis=-1, keepdims=True)
    return np.asarray((given @ shares.transpose(0, 2, 1)).reshape(width, count), np.float32)


def even(columns: Floats, scale: Floats, shift: Floats) -> Floats:
    """Columns of mean 0 and spread 1, scaled and shifted."""
    made: Floats = np.subtract(columns, columns.mean(axis=0), dtype=np.float32)
    made /= np.sqrt(np.einsum("ij,ij->j", made, made) / np.float32(len(made)) + SMALL)
    made *= scale
    made += shift
    return made


def bent(columns: Floats) -> Floats:
    """GELU by its usual formula with tanh."""
    curve = columns * columns
    curve *= _CURVE[0]
    curve += np.float32(1)
    curve *= columns
    curve *= _CURVE[1]
    np.tanh(curve, out=curve)
    curve += np.float32(1)
    curve *= columns
    curve *= np.float32(0.5)
    return curve


class SentenceEncoder:
    """The weights, and what they say of a text."""

    def __init__(self) -> None:
        with np.load(data_path("weights/sentence_encoder.npz")) as kept:
            stored = {name: kept[name] for name in kept.files}

        def take(name: str) -> Any:
            table = stored[name].astype(np.float32)
            if name + ".scale" in stored:
                table *= stored[name + ".scale"]
            return table[..., None] if name.endswith((".bias", "start", ".first", ".second")) else table

        facts = json.loads(stored["facts"].tobytes())
        self.pieces = Pieces(stored["pieces"].tobytes().decode("utf-8").split("\n"))
        self.labels: dict[str, tuple[str, ...]] = {head: tuple(names) for head, names in facts["labels"].items()}
        self.share: dict[str, float] = facts["share"]
        self._table, self._table_scale = stored["table"], stored["table.scale"]
        self._place, self._start = take("place"), take("start")
        self._layers = [Layer(take, number) for number in range(sum(name.endswith(".look") for name in stored))]
        self._heads = {head: (take(f"head.{head}"), take(f"head.{head}.bias")) for head in self.labels}
        self._known: dict[str, Scores] = {}

    def scores(self, text: str) -> Scores:
        """Of each head, the score of each label (log-odds, on the grid)."""
        if text not in self._known:
            self.read([text])
        return self._known[text]

    def read(self, texts: Iterable[str]) -> None:
        """Reads many texts at once, for :meth:`scores` to know them: half the time of one by one, the same scores."""
        pieces = {text: self.pieces.of(text, MOST) for text in texts if text not in self._known}
        if len(self._known) + len(pieces) > REMEMBERED:
            self._known.clear()
        some: list[str] = []
        for text in sorted(pieces, key=lambda text: len(pieces[text])):
            some.append(text)
            if sum(len(pieces[text]) for text in some) >= AT_ONCE:
                self._read(some, pieces)
                some = []
        if some:
            self._read(some, pieces)

    def _read(self, texts: list[str], pieces: dict[str, list[int]]) -> None:
        for text, mean in zip(texts, self.means([pieces[text] for text in texts]), strict=True):
            self._known[text] = {
                head: dict(
                    zip(self.labels[head], (np.round((table @ mean + bias[:, 0]) * GRID) / GRID).tolist(), strict=True)
                )
                for head, (table, bias) in self._heads.items()
            }

    def means(self, texts: list[list[int]]) -> list[Floats]:
        """The mean over the pieces of each text."""
        borders = [0, *accumulate(map(len, texts))]
        numbers = [number for text in texts for number in text]
        places = np.concatenate([self._place[: len(text)] for text in texts])
        columns = even((self._table[numbers] * self._table_scale[numbers] + places).T, *self._start)
        for layer in self._layers:
            columns = layer(columns, borders)
        return [columns[:, start:stop].mean(axis=1) for start, stop in pairwise(borders)]


@cache
def sentence_encoder() -> SentenceEncoder:
    """The encoder, read once."""
    return SentenceEncoder()


def told(head: str, analysis: Analysis, start: int, end: int) -> dict[str, float]:
    """What the encoder adds to the scores that a linear scorer gives the tokens [start, end)."""
    encoder = sentence_encoder()
    share = encoder.share[head]
    return {label: share * score for label, score in encoder.scores(analysis.doc[start:end].text)[head].items()}


def read_ahead(stretches: Iterable[SpacySpan]) -> None:
    """Reads many stretches at once, for :func:`told`: half the time of one by one, the same scores."""
    sentence_encoder().read(stretch.text for stretch in stretches)
