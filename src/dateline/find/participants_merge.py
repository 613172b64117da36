"""Participants that are the same someone under several names, within one report and role."""

from __future__ import annotations

import re
from collections import Counter

from dateline.find.participants import Participant

_WORD = re.compile(r"\w+")
_SMALL = frozenset({"a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "and", "or", "with", "from", "its", "his", "her", "their", "some", "several", "two", "three", "four", "five", "group", "members", "member", "people", "s", "alleged", "suspected", "unidentified", "armed"})  # fmt: skip


def merged(parts: list[tuple[Participant, str]]) -> list[str]:
    """The names of different participants, the likeliest first; each name stands for those that share half its words."""
    kept: list[tuple[Counter[str], str]] = []
    for _, words in sorted(parts, key=lambda pair: (-pair[0].probability, pair[0].head)):
        bag = _bag(words)
        if not any(_alike(bag, other) for other, _ in kept):
            kept.append((bag, words))
    return [words for _, words in kept]


def _bag(words: str) -> Counter[str]:
    tokens = _WORD.findall(words.lower())
    return Counter([t for t in tokens if t not in _SMALL] or tokens)


def _alike(a: Counter[str], b: Counter[str]) -> bool:
    same = sum((a & b).values())
    return bool(same) and 2 * same >= 0.5 * (sum(a.values()) + sum(b.values()))
