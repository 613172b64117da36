"""What the words beside a name say of it: its kind ("village of X"), and what contains it ("X, Y")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.gazetteer import Gazetteer
from dateline.gazetteer.names import fold
from dateline.model import PlaceMention, Span
from dateline.vocab import yaml_file

_WORD = re.compile(r"\w[\w-]*")
_SIDE = r"(?:the )?(?:(?:north|south|east|west|central|upper|lower|rural)[a-z-]* )?"  # "in southeastern Syria"
_KIND = "(?: (?:district|neighbou?rhood|quarter|suburb|sub-?district|ward|area|village|town|hamlet))"
_JOIN = re.compile(
    rf"(?:, ?| \(|,? in {_SIDE}|, the |, near )$|^, (?:\w+ ){{0,2}}(?:of|in) $|^{_KIND},? (?:of|in|near|outside) {_SIDE}$"
)


_HAS_ONE = re.compile(r"[^\W\d_a-z][\w'’-]+ [\w-]+ of $")  # "the Noro district of X": X is none


@cache
def cue_words() -> dict[str, str]:
    """Word of kind -> kind ("hamlet" -> "village")."""
    kinds: dict[str, list[str]] = yaml_file("places_cues")["kinds"]
    return {word: kind for kind, words in kinds.items() for word in words}


def cue_of(text: str, start: int, end: int) -> str:
    """The kind that a name carries ("Diyala province"), that stands behind it, or before it ("the village of X")."""
    cues = cue_words()
    own = _WORD.findall(text[start:end].lower())
    if len(own) > 1 and own[-1] in cues:
        return cues[own[-1]]
    behind = _WORD.match(text[end + 1 : end + 20].lower()) if text[end : end + 1] == " " else None
    if behind and behind.group() in cues:
        return cues[behind.group()]
    before = _WORD.findall(text[max(0, start - 30) : start].lower())
    gap = text[max(0, start - 1) : start]
    if gap != " " or not before or not text[start - 2].isalnum():
        return ""
    if len(before) > 1 and before[-1] in ("of", "called", "named"):
        return "" if _HAS_ONE.search(text[max(0, start - 60) : start]) else cues.get(before[-2], "")
    return cues.get(before[-1], "")


def contains(text: str, end: int, start: int) -> bool:
    """Whether the name that opens at ``start`` contains the one that ends at ``end``, by what stands between."""
    return 0 < start - end < 32 and _JOIN.match(text[end:start]) is not None


def is_people(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is an adjective or a people of the gazetteer, and no place's own name."""
    folded = fold(name)
    people, place = gazetteer.sieve(["@" + folded, folded])
    return people >= 0 and (place < 0 or place // 100 < 4)


def gold_mentions(text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Mentions for spans that someone else found, in the order of the text, described like our own."""
    out: list[PlaceMention] = []
    for i, (start, end) in enumerate(spans):
        words = text[start:end]
        people = is_people(words, gazetteer)
        container = None
        if not people and i + 1 < len(spans) and contains(text, end, spans[i + 1][0]):
            container = Span(*spans[i + 1])
        out.append(
            PlaceMention(
                start=start,
                end=end,
                words=words,
                rule="given",
                kind="demonym" if people else "name",
                type_cue="" if people else cue_of(text, start, end),
                container=container,
            )
        )
    return out
