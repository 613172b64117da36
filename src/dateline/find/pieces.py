"""Cuts text into the word pieces that the sentence encoder knows.

A word that is a piece is one; any other is cut from the left into the longest pieces that fit ("shelled" into ``shell``
and ``##ed``). The pieces are those of BERT's uncased vocabulary that news uses, so a rare word is cut smaller than
there. Words are compared in lower case and without accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


class Pieces:
    """A vocabulary of pieces; a piece's number is its place in it."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        self._longest = max(map(len, vocabulary))
        self._of_word = lru_cache(maxsize=50_000)(lambda word: tuple(self._cut(word)))

    def of(self, text: str, most: int) -> list[int]:
        """The numbers of a text's pieces between the marks of start and end, at most ``most`` of them."""
        found = [self._number[START]]
        for word in _WORD.findall(_plain(text)):
            found += self._of_word(word)
            if len(found) >= most:
                break
        return [*found[: most - 1], self._number[END]]

    def _cut(self, word: str) -> Iterator[int]:
        numbers, start = [], 0
        while start < len(word):
            stop, number = self._longest_piece(word, start)
            if number is None:
                yield self._number[UNKNOWN]
                return
            numbers.append(number)
            start = stop
        yield from numbers

    def _longest_piece(self, word: str, start: int) -> tuple[int, int | None]:
        before = "##" if start else ""
        for stop in range(min(len(word), start + self._longest), start, -1):
            number = self._number.get(before + word[start:stop])
            if number is not None:
                return stop, number
        return start, None


def _plain(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn").lower()
