"""Small linear scorers with shipped weights: a sum of readable features, each of which can be shown.

A weights file (``vocab/weights/NAME.json``) holds ``labels``, ``bias``, ``scale``, ``cut`` (per label, the score above
which it counts) and ``weights``: for each feature a list of label numbers and whole numbers, to be multiplied by
``scale``. ``made_by`` names the training script, ``data`` what it learned from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from dateline.vocab import data_path

Features = dict[str, float]


class Linear:
    """Scores of labels for a bag of features. Deterministic; unknown features count nothing."""

    def __init__(self, name: str) -> None:
        raw = json.loads(data_path(f"weights/{name}.json").read_text(encoding="utf-8"))
        self.name = name
        self.labels: tuple[str, ...] = tuple(raw["labels"])
        self.cut: dict[str, float] = raw.get("cut", {})
        self._bias: list[float] = raw["bias"]
        scale = float(raw["scale"])
        self._weights: dict[str, tuple[tuple[int, float], ...]] = {
            feature: tuple((pairs[i], pairs[i + 1] * scale) for i in range(0, len(pairs), 2))
            for feature, pairs in raw["weights"].items()
        }

    def scores(self, features: Mapping[str, float]) -> dict[str, float]:
        """Score of each label (log-odds or margin, comparable between labels of one scorer)."""
        totals = list(self._bias)
        for feature, value in features.items():
            for number, weight in self._weights.get(feature, ()):
                totals[number] += weight * value
        return dict(zip(self.labels, totals, strict=True))

    def best(self, features: Mapping[str, float]) -> tuple[str, float]:
        """The label with the highest score, and the score; the first one on a tie."""
        scores = self.scores(features)
        label = max(self.labels, key=lambda name: scores[name])
        return label, scores[label]

    def contributions(self, features: Mapping[str, float], label: str, most: int = 8) -> tuple[tuple[str, float], ...]:
        """The features that weigh most for or against a label, largest first; with the bias they add up to the score."""
        number = self.labels.index(label)
        parts = [
            (feature, round(weight * value, 3))
            for feature, value in features.items()
            for at, weight in self._weights.get(feature, ())
            if at == number
        ]
        return tuple(sorted(parts, key=lambda part: (-abs(part[1]), part[0]))[:most])


@cache
def scorer(name: str) -> Linear:
    """The scorer of that name, read once; ``FileNotFoundError`` if no weights are shipped under it."""
    return Linear(name)
