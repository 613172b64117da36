"""One spelling for words that are the same to a reader: lower case, no accents, no possessive."""

from __future__ import annotations

import re
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


_ARTICLES = re.compile(r"\b(?:al|el|ad|an|ar|as|at|az|ash|the)\b[- ]?")
_VOWELS = re.compile(r"[aeiouy]+")
_TWICE = re.compile(r"([^a])\1+")


@lru_cache(maxsize=200_000)
def sound(name: str) -> str:
    """A folded place name as it sounds: vowels are one, doubled letters single, articles and what ends in -h left out.

    >>> sound("foua"), sound("al-fuaa"), sound("rashidin"), sound("rashideen"), sound("qayyarah"), sound("qayara")
    ('fa', 'fa', 'rashadan', 'rashadan', 'qara', 'qara')
    """
    bare = _ARTICLES.sub("", name) or name
    spoken = _TWICE.sub(r"\1", _VOWELS.sub("a", bare.replace("'", "").replace("-", " ")))
    return _TWICE.sub(r"\1", spoken.removesuffix("h"))
