"""Ranks the candidates of every name of a report in rounds: each round sees what the one before thought of the others.

Round 0 knows only how well known a place is. The later rounds add the weights of the features of
:mod:`place_features` (``vocab/weights/places_ranking.tsv``, a conditional logit trained by ``training/places_ranking.py``);
a candidate's chance is the softmax of its sum among its rivals.
"""

from __future__ import annotations

import math
from functools import cache

from dateline.gazetteer import Gazetteer
from dateline.resolve.place_features import Context, Home
from dateline.resolve.place_groups import Group, weight
from dateline.vocab import tsv_rows

ROUNDS = 3
Weights = tuple[dict[str, float], ...]


@cache
def weights() -> Weights:
    """The shipped weights of the first and of the later rounds."""
    rows = tsv_rows("weights/places_ranking")
    return (
        {r["feature"]: float(r["first"]) for r in rows if r["first"]},
        {r["feature"]: float(r["later"]) for r in rows if r["later"]},
    )


def rank(groups: list[Group], gazetteer: Gazetteer, home: Home | None = None, model: Weights | None = None) -> Context:
    """Set the chances of all groups; gives the last context, from which a choice can be explained."""
    for group in groups:
        group.chances = softmax([0.9 * weight(c) for c in group.options])
    context = Context(groups, gazetteer, home)
    for number in range(ROUNDS):
        table = (model or weights())[min(number, 1)]
        fresh = [softmax([total(table, names) for names in context.features(i)]) for i in range(len(groups))]
        for group, chances in zip(groups, fresh, strict=True):
            group.chances = chances
        context.update()
    return context


def total(table: dict[str, float], names: list[str]) -> float:
    """Sum of the weights of a candidate's features."""
    get = table.get
    return sum(get(name, 0.0) for name in names)


def softmax(scores: list[float]) -> list[float]:
    """Chances that sum to one; of no score, none."""
    if not scores:
        return []
    top = max(scores)
    parts = [math.exp(s - top) for s in scores]
    whole = sum(parts)
    return [p / whole for p in parts]


def contributions(
    context: Context, group: int, option: int, model: Weights | None = None
) -> tuple[tuple[str, float], ...]:
    """The features of one candidate with what each adds, heaviest first."""
    table = (model or weights())[1]
    parts = [(name, round(table[name], 3)) for name in context.features(group)[option] if table.get(name)]
    return tuple(sorted(parts, key=lambda p: -abs(p[1])))
