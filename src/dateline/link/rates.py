"""How common words and names are in news at large: the prior that a small ledger cannot know by itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from dateline.vocab import data_path

WINDOW = 1000  # reports; a prior is the number expected among as many
STEPS = 1024  # frequencies are whole numbers of 1/1024, so that sums of them are exact whatever their order
RAREST = 9.0  # inverse document frequency (natural log) of a word that the table does not hold


@cache
def _rates() -> dict[str, float]:
    path = data_path("weights/word_rates.tsv")
    if not path.is_file():
        return {}
    rates: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, per_million = line.split("\t")
            rates[word] = int(per_million) / 1e6
    return rates


@cache
def priors() -> dict[str, int]:
    """Name -> whole reports among 1,000 of general news that are expected to hold it; those with none are left out."""
    return {word: count for word, rate in _rates().items() if (count := int(rate * WINDOW))}


@cache
def _idfs() -> dict[str, float]:
    return {word: min(RAREST, math.floor(-math.log(rate) * STEPS) / STEPS) for word, rate in _rates().items() if rate}


def mass(words: Iterable[str]) -> float:
    """The summed inverse document frequency of words."""
    known = _idfs().get
    return sum(known(word, RAREST) for word in words)


def idf(word: str) -> float:
    """Inverse document frequency in general news, 0 to 9."""
    return _idfs().get(word, RAREST)
