"""The score of a pair: a sum of readable log-odds, with weights that ship with the program.

There are four sets of weights: ``text`` for events told in reports with a text to compare, ``whole`` for whole reports
that were given no kind of event, ``undated`` for such without any date of publication, ``coded`` for rows that people coded without a text. Scores are whole thousandths of log-odds, so that sums are exact whatever their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec
import numpy as np

from dateline.link.columns import Array, Pairs
from dateline.link.features import (
    FEATURES,
    FIRST_OF_EVENT,
    details_apart,
    event_features,
    features,
    in_words,
    text_features,
    wording,
)
from dateline.link.index import Rarities
from dateline.link.node import Node
from dateline.vocab import data_path

NAMES = ("text", "whole", "undated", "coded")
TEXT, WHOLE, UNDATED, CODED = range(len(NAMES))
WORDING = FIRST_OF_EVENT - 1
Terms = tuple[tuple[str, float], ...]
LOWEST = -(10**9)
UNIT = 1000  # a score of 1000 is a log-odds of 1


class Weights(msgspec.Struct, frozen=True):
    """``bias`` and one weight a feature (log-odds); from ``cut`` on a pair speaks for one incident."""

    name: str
    bias: float
    weights: dict[str, float]
    cut: float = 0.0
    outlet: float = 0.0  # same outlet
    outlet_apart: float = 0.0  # same outlet, other people at another address
    made_by: str = ""

    @property
    def vector(self) -> list[float]:
        """The weights in the order of the features."""
        return [self.weights.get(name, 0.0) for name in FEATURES]


@cache
def load(name: str) -> Weights:
    """The shipped weights of one of :data:`NAMES`."""
    return msgspec.json.decode(data_path(f"weights/link_{name}.json").read_bytes(), type=Weights)


class Scorer:
    """Scores pairs with the weights that fit them."""

    def __init__(self, *sets: Weights) -> None:
        self.sets = {name: load(name) for name in NAMES} | {w.name: w for w in sets}
        self._vectors = np.array([self.sets[name].vector for name in NAMES])
        self._priors = np.array([self.sets[name].bias - self.sets[name].cut for name in NAMES])

    def score(self, pairs: Pairs, rarity: Rarities, *, low: int = LOWEST) -> Array:
        """Log-odds that the two of each pair are one incident, above the cut at 0, in thousandths; :meth:`outlet` comes
        on top.

        What is surely under ``low`` is not worked out to the end: it comes back as one less.
        """
        fitting = _fitting(pairs)
        texts, at = pairs.table.texts_of(pairs)
        told, named = text_features(texts, rarity.text)
        found = self._priors[fitting]
        found += self._weighed(fitting, [x[at] for x in told], 0)
        found += self._weighed(fitting, event_features(pairs, named[at], rarity), FIRST_OF_EVENT)
        worded = self._vectors[fitting, WORDING]
        left = np.flatnonzero((found + np.maximum(0.0, worded)) * UNIT >= low - 1)  # wording is worth 1 at most
        asked, which = np.unique(at[left], return_inverse=True)
        found[left] += worded[left] * wording(texts.chosen(asked))[which]
        scores = np.full(len(pairs), low - 1, np.int64)
        scores[left] = np.rint(found[left] * UNIT)
        return scores

    def _weighed(self, fitting: Array, values: Sequence[Array], first: int) -> Array:
        """The sum of features, each by its weight, always added up in the same order."""
        total = np.zeros(len(fitting))
        for nth, value in enumerate(values, first):
            total += self._vectors[fitting, nth] * value
        return total

    def weights(self, a: Node, b: Node) -> Weights:
        """The set of weights for a pair."""
        if not (a.has_text and b.has_text):
            return self.sets["coded"]
        if a.type or b.type:
            return self.sets["text"]
        return self.sets["undated" if a.published is None and b.published is None else "whole"]

    def outlet(self, a: Node, b: Node) -> int:
        """What it counts (never above 0) that one and the same outlet tells both; copies have several outlets."""
        if len(a.outlets) != 1 or a.outlets != b.outlets:
            return 0
        weights = self.weights(a, b)
        return round(min(0.0, weights.outlet + weights.outlet_apart * details_apart(a, b)) * UNIT)

    def terms(self, pairs: Pairs, rarity: Rarities, outlets: Sequence[int]) -> list[Terms]:
        """For each pair the terms that add up to its score, in words, the weightiest first; "prior" is what speaks
        before any of them, ``outlets`` what :meth:`outlet` counts for each."""
        fitting = _fitting(pairs)
        values = features(pairs, rarity)
        weighed = np.round(self._vectors[fitting] * values, 3)
        return [
            (("prior", round(float(self._priors[which]), 3)), *_weightiest(row, value, outlet / UNIT))
            for which, row, value, outlet in zip(fitting.tolist(), weighed, values, outlets, strict=True)
        ]


def _weightiest(row: Array, values: Array, outlet: float) -> list[tuple[str, float]]:
    names = tuple(FEATURES)
    found = [(in_words(names[n], float(values[n])), float(row[n])) for n in np.flatnonzero(row)]
    found += [("same outlet", outlet)] if outlet else []
    return sorted(found, key=lambda term: (-abs(term[1]), term[0]))


def _fitting(pairs: Pairs) -> Array:
    """The set of weights for each pair, as its place in :data:`NAMES`."""
    typed = pairs.a.has("type") | pairs.b.has("type")
    undated = ~(pairs.a.has("published") | pairs.b.has("published"))
    fitting = np.where(typed, TEXT, np.where(undated, UNDATED, WHOLE))
    return np.where(pairs.both("has_text"), fitting, CODED)
