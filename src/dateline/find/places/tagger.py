"""A linear-chain tagger over the runs of :mod:`features`: B opens a place name, I goes on with it, O is none.

The weights (``vocab/weights/places_tagger.tsv``) are those of a conditional random field trained by
``training/places_tagger.py``; decoding is Viterbi's, with the probability of each name from forward-backward sums.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from dateline.find.places.features import Features, runs
from dateline.find.places.grams import Gram, Words
from dateline.vocab import data_path

LABELS = "OBI"
FILE = "weights/places_tagger.tsv"
LEAN = 2.0  # log-odds at most added for agreement within a report: swept 0 to 3 on an outlet-wise fold (+0.5 to 1 F1)
_NO = -1e9

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """``state[feature]`` and ``moves[from][to]`` for the labels O, B, I."""

    state: dict[str, Triple]
    moves: tuple[Triple, Triple, Triple]


@cache
def weights(name: str = FILE) -> Weights:
    """The shipped weights."""
    state: dict[str, Triple] = {}
    moves: list[Triple] = []
    with data_path(name).open(encoding="utf-8") as handle:
        for line in handle:
            if line.startswith("#"):
                continue
            feature, o, b, i = line.rstrip("\n").split("\t")
            triple = (float(o or 0), float(b or 0), float(i or 0))
            if feature.startswith("->"):
                moves.append(triple)
            else:
                state[feature] = triple
    return Weights(state, (moves[0], moves[1], moves[2]))


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name: tokens [start, end) and the probability of its first token being B."""

    start: int
    end: int
    probability: float


def tag(words: Words, found: list[Gram], model: Weights | None = None, *, bias: float = 0.0) -> list[Tagged]:
    """Names in the order of the text. ``bias`` is added to the score of O: above zero fewer names, below zero more."""
    model = model or weights()
    features = Features(words, found)
    pieces: list[tuple[int, list[Triple]]] = []
    names: list[Tagged] = []
    for start, end in runs(words):
        scores = [_emit(model, features.of(i), bias) for i in range(start, end)]
        pieces.append((start, scores))
        names += _names(start, *_decode(scores, model.moves))
    lean = _leanings(words, pieces, names)
    if not lean:
        return names
    return [
        n
        for start, scores in pieces
        for n in _names(start, *_decode(_leaning(words, start, scores, lean), model.moves))
    ]


def _leanings(words: Words, pieces: list[tuple[int, list[Triple]]], names: list[Tagged]) -> dict[str, float]:
    """A report uses a name in one sense: for each first word of a name that was met twice or more, how far its other
    occurrences should lean to what most of them were taken for (added to the score of B)."""
    opened: dict[str, float] = {}
    for name in names:
        key = words.folded[name.start]
        opened[key] = opened.get(key, 0.0) + name.probability
    if not opened:
        return {}
    met: dict[str, int] = {}
    for start, scores in pieces:
        for key in words.folded[start : start + len(scores)]:
            if key in opened:
                met[key] = met.get(key, 0) + 1
    return {
        k: LEAN * (2.0 * opened[k] / n - 1.0) * min(1.0, (n - 1) / 3) for k, n in met.items() if n > 1 and len(k) > 2
    }


def _leaning(words: Words, start: int, scores: list[Triple], lean: dict[str, float]) -> list[Triple]:
    out = list(scores)
    for i, (o, b, inside) in enumerate(scores):
        more = lean.get(words.folded[start + i])
        if more:
            out[i] = (o, b + more, inside)
    return out


def _emit(model: Weights, names: list[str], bias: float) -> Triple:
    o = bias
    b = i = 0.0
    for of_o, of_b, of_i in filter(None, map(model.state.get, names)):
        o += of_o
        b += of_b
        i += of_i
    return o, b, i


def _decode(scores: list[Triple], moves: tuple[Triple, Triple, Triple]) -> tuple[list[int], list[float]]:
    """Best labels and, for each token, the probability that it opens a name. A run never starts with I."""
    if len(scores) == 1:
        o, b, _ = scores[0]
        return [int(b > o)], [1.0 / (1.0 + math.exp(min(700.0, max(-700.0, o - b))))]
    size = len(scores)
    best: list[float] = [scores[0][0], scores[0][1], _NO]
    back: list[list[int]] = []
    ways = list(zip(*moves, strict=True))  # for each label what the moves to it weigh
    for emission in scores[1:]:
        o, b, i = best
        came, best = [], []
        for (from_o, from_b, from_i), here in zip(ways, emission, strict=True):
            top, label = o + from_o, 0
            if b + from_b > top:
                top, label = b + from_b, 1
            if i + from_i > top:
                top, label = i + from_i, 2
            came.append(label)
            best.append(top + here)
        back.append(came)
    label = max(range(3), key=best.__getitem__)
    labels = [label]
    for came3 in reversed(back):
        label = came3[label]
        labels.append(label)
    labels.reverse()
    return labels, _opening(scores, moves) if any(labels) else [0.0] * size


def _opening(scores: list[Triple], moves: tuple[Triple, Triple, Triple]) -> list[float]:
    forward = [[scores[0][0], scores[0][1], _NO]]
    for emission in scores[1:]:
        last = forward[-1]
        forward.append([_log_sum([last[p] + moves[p][to] for p in range(3)]) + emission[to] for to in range(3)])
    backward = [[0.0, 0.0, 0.0]]
    for emission in reversed(scores[1:]):
        after = backward[-1]
        backward.append([_log_sum([moves[p][to] + emission[to] + after[to] for to in range(3)]) for p in range(3)])
    backward.reverse()
    total = _log_sum(forward[-1])
    return [math.exp(min(0.0, f[1] + b[1] - total)) for f, b in zip(forward, backward, strict=True)]


def _log_sum(values: list[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values))


def _names(offset: int, labels: list[int], chances: list[float]) -> list[Tagged]:
    out: list[Tagged] = []
    start = -1
    for i, label in enumerate([*labels, 0]):
        if start >= 0 and label != 2:
            out.append(Tagged(offset + start, offset + i, chances[start]))
            start = -1
        if label == 1:
            start = i
    return out
