"""Headlines In Title Case: how they would read in ordinary case, letter for letter.

A language model takes ``Oil Wells Burn`` for a name. Where common words stand in capitals, a headline is read like
running text: words that are known to be small become small, names and abbreviations stay. What the rest of the report
writes with capitals inside its sentences (``Islamic State``) stays so too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model import Passage
from dateline.read.uppercase import cased, tables

LONGEST = 220  # characters of a line that may be printed like a headline
SHORTEST = 4  # words; shorter lines in capitals are rather names
FEWEST = 2  # common words with a capital inside the line that show it
SHARE = 0.88  # of words of four letters and more that have a capital
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CAPITALS = re.compile(r"(?:^|(?<=[\s“\"‘'(|:-]))[A-Z]")
_NAME_PAIR = re.compile(
    r"(?<=[a-z,] )(?=([A-Z][\w’'-]*) ([A-Z][\w’'-]*))|(?<=[A-Za-z] )(?=([A-Z][\w’'-]*) ([A-Z][\w’'-]*))"
)
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_SMALL_WORD = re.compile(r"(?<![\w’'])[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Names:
    """What a report writes with capitals inside its sentences: pairs of words, and single words never written small."""

    pairs: frozenset[tuple[str, str]]
    words: frozenset[str]


def titled(words: str) -> bool:
    """Whether a line is printed like a headline: nearly all its longer words have capitals, common ones among them."""
    if len(words) > LONGEST or len(_CAPITALS.findall(words)) < FEWEST + 1:
        return False
    found = _WORD.findall(words)
    if len(found) < SHORTEST:
        return False
    long = [word for word in found if len(word) > 3]
    raised = [word for word in long if word[0].isupper()]
    common = sum(word[1:].islower() and word.lower() in tables()[0] for word in found[1:] if word[0].isupper())
    return common >= FEWEST and len(raised) >= SHARE * len(long)


def names_in(text: str, passages: Iterable[Passage]) -> Names:
    """The names of those passages that are printed in ordinary case."""
    pairs: set[tuple[str, str]] = set()
    named: set[str] = set()
    small: set[str] = set()
    for passage in passages:
        words = text[passage.start : passage.end]
        if titled(words):
            continue
        pairs.update((a or c, b or d) for a, b, c, d in _NAME_PAIR.findall(words))
        named.update(_NAMED.findall(words))
        small.update(_SMALL_WORD.findall(words))
    return Names(frozenset(pairs), frozenset(word for word in named if word.lower() not in small))


def untitled(words: str, names: Names) -> str:
    """The same letters in ordinary case, as far as they can be told."""
    shouted = words.upper()
    if len(shouted) != len(words):
        return words
    restored = cased(shouted)
    matches = list(_WORD.finditer(words))
    kept = _in_pairs([match.group() for match in matches], names)
    out = list(restored)
    for number, match in enumerate(matches):
        word = match.group()
        if number in kept or word in names.words or not _is_plain(word, words[match.end() : match.end() + 1]):
            out[match.start() : match.end()] = word
    return "".join(out)


def _in_pairs(words: list[str], names: Names) -> set[int]:
    return {n + k for n, pair in enumerate(itertools.pairwise(words)) if pair in names.pairs for k in (0, 1)}


def _is_plain(word: str, after: str) -> bool:
    """Whether a word may take its restored case: ``Wells`` and the slug ``IRAQ:``, not ``OSCE``, ``is`` or ``McDonald``."""
    if word.isupper() and len(word) > 1:
        return after == ":" and len(word) > 3
    return word[0].isupper() and (len(word) == 1 or word[1:].islower() or "’" in word or "'" in word)
