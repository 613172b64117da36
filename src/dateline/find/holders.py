"""Who is said to hold a place: "a rebel-held town", "the last IS stronghold", "areas controlled by the army".

The words tell a side, not an act: whoever struck or took the place struck or took it from them. Words:
``vocab/held_places.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dateline.find.actors import actor_extent, known_names, modifiers, nouns, registry
from dateline.find.analysis import Analysis
from dateline.find.tree import Tree, tree_of
from dateline.model import Span
from dateline.vocab.load import yaml_file

_SIDES = frozenset({"state_forces", "rebel", "militia", "external_forces", "police", "communal"})
_BEFORE = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "nsubj"})


class Holder(NamedTuple):
    """One who holds a place: the words, and the token of the word that says so."""

    side: Span
    sentence: int
    word: int


def find_holders(analysis: Analysis) -> list[Holder]:
    """Everyone who is said to hold a place, in the order of the text."""
    tree = tree_of(analysis)
    marks, holds = _words("held") | _words("kept"), _words("holds")
    words = [i for i, (w, lemma) in enumerate(zip(tree.lower, tree.lemma, strict=True)) if w in marks or lemma in holds]
    if not words:
        return []
    groups = {i for hit in known_names(analysis) if registry()[hit.key].kind in _SIDES for i in tree.between(hit.start, hit.end)}  # fmt: skip
    return [
        Holder(tree.received(*actor_extent(tree, side)), tree.sentence[i], i)
        for i in words
        for side in _sides(tree, i, groups)
    ]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(yaml_file("held_places")[name])


def _sides(tree: Tree, word: int, groups: set[int]) -> Iterator[int]:
    if tree.lemma[word] in _words("holds") and tree.pos[word] in {"NOUN", "PROPN"}:
        before = [c for c in tree.children[word] if c < word and tree.dep[c] in _BEFORE and _is_side(tree, c, groups)]
        yield from (c if c in groups or tree.dep[c] == "poss" else word for c in before)
        of = [n for p in tree.kids(word, "prep") if tree.lower[p] == "of" for n in tree.kids(p, "pobj")]
        yield from (n for n in of if _is_side(tree, n, groups))
    elif tree.tag[word] in {"VBN", "VBD", "JJ"}:
        side = _hyphened(tree, word)
        if side is not None and _is_side(tree, side, groups):
            yield side
        by = [p for p in tree.kids(word, "agent", "prep") if tree.lower[p] == "by"]
        yield from (n for p in by for n in tree.kids(p, "pobj") if _is_side(tree, n, groups))


def _hyphened(tree: Tree, word: int) -> int | None:
    """The word before "-held", or before a "controlled" that describes a noun."""
    hyphen = word > 0 and tree.lower[word - 1] == "-"
    before = word - 1 - hyphen
    if tree.lower[word] not in _words("held") or before < 0 or tree.sentence[before] != tree.sentence[word]:
        return None
    return before if hyphen or tree.dep[word] == "amod" else None


def _is_side(tree: Tree, i: int, groups: set[int]) -> bool:
    """Whether a word names a side of a conflict."""
    kind = nouns().get(tree.lemma[i], ("",))[0] or modifiers().get(tree.lower[i], ("",))[0]
    return i in groups or kind in _SIDES
