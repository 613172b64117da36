"""Facilities: a word of kind joined to a name, before it ("Qayyarah air base") or after it ("the refinery at Baiji").

The words are in ``vocab/places_facilities.yaml``. The finder gives characters of the view; whether a layer knows the
facility is for ``resolve.places`` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.find.places.relative import LETTERS, Named, longest_words
from dateline.vocab import yaml_file

REACH = 60


@dataclass(frozen=True, slots=True)
class Facility:
    """Characters [start, end) of the view; ``name`` is the index of the name in it, ``glued`` when they are one."""

    start: int
    end: int
    kind: str
    name: int
    glued: bool


@cache
def tables() -> dict[str, Any]:
    """Kinds of facility with their words."""
    table: dict[str, Any] = yaml_file("places_facilities")
    return table


@cache
def _kind_of() -> dict[str, str]:
    return {word: kind for kind, entry in tables().items() for word in entry["words"]}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(re.escape(w) for w in sorted(_kind_of(), key=len, reverse=True))
    after = re.compile(
        rf"^[ ](?:(?:main|central|old|new|public|state|military|provincial|national)[ ])?(?P<word>{words})\b(?![ ]of\b)",
        re.I,
    )
    before = re.compile(
        rf"\b(?P<word>{words})s?[ ](?:complex[ ]|compound[ ])?(?:of|at|in|near|outside|called|named|known[ ]as)[ ](?:the[ ])?"
        r"(?:(?:city|town|village|district|area|region)[ ]of[ ]|nearby[ ]|northern[ ]|southern[ ]|eastern[ ]|western[ ])?$", re.I
    )  # fmt: skip
    return before, after


@cache
def _signs() -> frozenset[str]:
    """Words, the longest of each kind's name and their plurals, of which one stands wherever a kind is named."""
    longest = longest_words(_kind_of())
    return longest | {f"{word}s" for word in longest}


_LEADING = frozenset({"of", "at", "in", "near", "outside", "called", "named", "as"})


def _may_end_so(window: str) -> bool:
    """Whether the words before a name hold those without which they name no facility: cheaper than the pattern."""
    words = LETTERS.findall(window.lower())
    return not _LEADING.isdisjoint(words[-5:]) and not _signs().isdisjoint(words)


_OWNED = frozenset({"air_base", "military_base"})  # a country before one of these says whose it is, not where


def facilities(text: str, names: list[Named], countries: frozenset[int] = frozenset()) -> list[Facility]:
    """Facilities in the order of their names; one name may be part of two. ``countries`` are the names that are
    countries: "the U.S. military base at Tanf" is at Tanf."""
    before, after = _patterns()
    out: list[Facility] = []
    glued_end = 0
    for i, name in enumerate(names):
        tail = text[name.end : name.end + 40].split("\n", 1)[0]
        found = after.match(tail)
        kind = _kind_of()[found["word"].lower()] if found else ""
        if found and not (i in countries and kind in _OWNED):
            glued_end = name.end + found.end()
            out.append(Facility(name.start, glued_end, kind, i, glued=True))
            continue
        floor = max(names[i - 1].end if i else 0, glued_end, name.start - REACH, text.rfind("\n", 0, name.start) + 1)
        window = text[floor : name.start]
        found = before.search(window) if _may_end_so(window) else None
        if found:
            out.append(Facility(floor + found.start(), name.end, _kind_of()[found["word"].lower()], i, glued=False))
    return out
