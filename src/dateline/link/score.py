"""The score of a pair: a sum of readable log-odds, with weights that ship with the program.

There are four sets of weights: ``text`` for events told in reports with a text to compare, ``whole`` for whole reports
that were given no kind of event, ``undated`` for such without any date of publication, ``coded`` for rows that people coded without a text. Scores are whole thousandths of log-odds, so that sums are exact whatever their order.
"""

from __future__ import annotations

from functools import cache
from operator import mul

import msgspec

from dateline.link.features import (
    FEATURES,
    FIRST_OF_EVENT,
    details_apart,
    event_features,
    features,
    text_features,
    wording,
)
from dateline.link.index import Rarities
from dateline.link.node import Node
from dateline.vocab import data_path

NAMES = ("text", "whole", "undated", "coded")
Told = tuple[float, float]  # what two texts have in common, in log-odds, and how much rare names they share
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
        return [self.weights.get(name, 0.0) for name in FEATURES]


@cache
def load(name: str) -> Weights:
    """The shipped weights of one of :data:`NAMES`."""
    return msgspec.json.decode(data_path(f"weights/link_{name}.json").read_bytes(), type=Weights)


class Scorer:
    """Scores pairs with the weights that fit them."""

    def __init__(self, *sets: Weights) -> None:
        self.sets = {name: load(name) for name in NAMES} | {w.name: w for w in sets}
        self._vectors = {name: _parts(w.vector) for name, w in self.sets.items()}

    def weights(self, a: Node, b: Node) -> Weights:
        """The set of weights for a pair."""
        if not (a.has_text and b.has_text):
            return self.sets["coded"]
        if a.type or b.type:
            return self.sets["text"]
        return self.sets["undated" if a.published is None and b.published is None else "whole"]

    def score(
        self, a: Node, b: Node, rarity: Rarities, *, low: int = LOWEST, known: dict[tuple[str, str], Told] | None = None
    ) -> int:
        """Log-odds that the two are one incident, above the cut at 0, in thousandths; :meth:`outlet` comes on top.

        What is surely under ``low`` is not worked out to the end: it comes back as one less. ``known`` keeps what their
        texts have in common, for the other observations of the same two reports.
        """
        weights = self.weights(a, b)
        text, worded, event = self._vectors[weights.name]
        told = None if known is None else known.get((b.text.id, weights.name))
        if told is None:
            values, named = text_features(a.text, b.text, rarity.text)
            told = _dot(text, values), named
            if known is not None:
                known[b.text.id, weights.name] = told
        score = weights.bias - weights.cut + told[0] + _dot(event, event_features(a, b, told[1], rarity))
        if (score + max(0.0, worded)) * UNIT < low - 1:  # wording, dear to compare, is worth 1 at most
            return low - 1
        return round((score + worded * wording(a.text, b.text)) * UNIT)

    def outlet(self, a: Node, b: Node) -> int:
        """What it counts (never above 0) that one and the same outlet tells both; copies have several outlets."""
        if len(a.outlets) != 1 or a.outlets != b.outlets:
            return 0
        weights = self.weights(a, b)
        return round(min(0.0, weights.outlet + weights.outlet_apart * details_apart(a, b)) * UNIT)

    def terms(self, a: Node, b: Node, rarity: Rarities) -> tuple[tuple[str, float], ...]:
        """The terms that add up to the score, in words, the weightiest first; "prior" is what speaks before any of them."""
        weights = self.weights(a, b)
        vector = weights.vector
        found = [
            (words, round(weight * value, 3))
            for words, weight, value in zip(FEATURES.values(), vector, features(a, b, rarity), strict=True)
            if weight * value
        ]
        if outlet := self.outlet(a, b):
            found.append(("same outlet", outlet / UNIT))
        found.sort(key=lambda term: (-abs(term[1]), term[0]))
        return (("prior", round(weights.bias - weights.cut, 3)), *found)


def _parts(vector: list[float]) -> tuple[list[float], float, list[float]]:
    """The weights of the texts, of their wording, and of the event."""
    return vector[: FIRST_OF_EVENT - 1], vector[FIRST_OF_EVENT - 1], vector[FIRST_OF_EVENT:]


def _dot(weights: list[float], values: list[float]) -> float:
    return float(sum(map(mul, weights, values)))
