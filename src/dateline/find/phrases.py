"""Tables of fixed words, looked up by their first word: triggers, cues and idioms of the vocabulary.

A phrase is written as people read it: ``~blow * up`` stands for every form of *blow*, then up to three words, then
*up*. Matching is on lower-case words and looks at each word once, so a long text costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Generic, TypeVar

from dateline.vocab.inflect import noun_forms, verb_forms

GAP = "*"
MAX_GAP = 3
_PARTS = re.compile(r"n't|'\w+|\w+(?=n't)|\w+|[^\w\s]")
Value = TypeVar("Value")


def split(text: str) -> tuple[str, ...]:
    """The words of a phrase as the tokeniser cuts them.

    >>> split("cease-fire"), split("didn't")
    (('cease', '-', 'fire'), ('did', "n't"))
    """
    return tuple(_PARTS.findall(text.lower()))


def phrase_forms(phrase: str) -> Iterator[str]:
    """All written forms of a phrase; a word with ``~`` stands for all forms of that verb."""
    options = [verb_forms(word[1:]) if word.startswith("~") else (word,) for word in phrase.split()]
    return (" ".join(words) for words in product(*options))


def word_forms(word: str) -> Iterator[str]:
    """Forms of a plain word list entry: ``~`` verbs in all forms, other words in both numbers."""
    if "~" in word:
        yield from phrase_forms(word)
    else:
        yield from noun_forms(word)


class Table(Generic[Value]):
    """Phrases with a value each. ``firsts`` are the words that begin one."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        rows: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in entries:
            parts = split(phrase)
            if parts:
                rows.setdefault(parts[0], []).append((parts[1:], value))
        self.rows = {first: sorted(found, key=lambda row: -len(row[0])) for first, found in rows.items()}

    @property
    def firsts(self) -> frozenset[str]:
        return frozenset(self.rows)

    def at(self, words: list[str], position: int, limit: int) -> list[tuple[int, Value]]:
        """(end, value) of every phrase that begins at a word, longest first."""
        found, following = [], words[position + 1] if position + 1 < limit else ""
        for rest, value in self.rows.get(words[position], ()):
            if rest and rest[0] not in (following, GAP):
                continue  # most phrases end at their second word
            end = match_end(words, position, limit, rest)
            if end > 0:
                found.append((end, value))
        return found

    def all(self, words: list[str], start: int, limit: int) -> list[tuple[int, int, Value]]:
        """(start, end, value) of every phrase between two positions, in order."""
        rows = self.rows
        return [
            (position, end, value)
            for position in range(start, limit)
            if words[position] in rows
            for end, value in self.at(words, position, limit)
        ]


def match_end(words: list[str], position: int, limit: int, rest: tuple[str, ...]) -> int:
    """Index after the last word if ``rest`` follows ``position``, else -1. A gap takes up to three words."""
    at = position + 1
    for index, part in enumerate(rest):
        if part == GAP:
            return _after_gap(words, at, limit, rest[index + 1 :])
        if at >= limit or words[at] != part:
            return -1
        at += 1
    return at


def _after_gap(words: list[str], at: int, limit: int, rest: tuple[str, ...]) -> int:
    for start in range(at, min(at + MAX_GAP + 1, limit)):
        if words[start] == rest[0]:
            return match_end(words, start, limit, rest[1:])
    return -1
