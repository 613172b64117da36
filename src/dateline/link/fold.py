"""One spelling for words that are the same to a reader: lower case, no accents, no possessive."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The folded form of a word or name, empty if nothing is left of it.

    >>> fold("Deir ez-Zôr’s")
    'deir ez-zor'
    """
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.removesuffix("'s").strip("'-. ")
