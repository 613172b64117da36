"""How common words and names are in news at large: the prior that a small ledger cannot know by itself."""

from __future__ import annotations

import math
from functools import cache

from dateline.vocab import data_path

WINDOW = 1000  # reports; a prior is the number expected among as many
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


def prior(key: str) -> float:
    """Reports among 2,000 of general news that are expected to hold this name; 0 for what the table does not know."""
    return _rates().get(key, 0.0) * WINDOW


@cache
def idf(word: str) -> float:
    """Inverse document frequency in general news, 0 to 9."""
    rate = _rates().get(word)
    return min(RAREST, -math.log(rate)) if rate else RAREST
