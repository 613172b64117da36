"""The parse of a report as plain lists: what every rule here looks up, fetched once."""

from __future__ import annotations

from functools import cached_property
from weakref import WeakKeyDictionary

from spacy.attrs import DEP, HEAD, LEMMA, LOWER, ORTH, POS, SPACY, TAG
from spacy.tokens import Doc

from dateline.find.analysis import Analysis

Range = tuple[int, int]  # half-open range of token positions

_NAMES: dict[int, str] = {}


def _names(doc: Doc, keys: list[int]) -> list[str]:
    strings = doc.vocab.strings
    for key in set(keys) - _NAMES.keys():
        _NAMES[key] = strings[key]
    return [_NAMES[key] for key in keys]


class Tree:
    """Lists over token positions: words, lemmas, tags, relations, heads, children and the edges of each subtree."""

    def __init__(self, doc: Doc) -> None:
        table = doc.to_array([ORTH, LOWER, LEMMA, POS, TAG, DEP, HEAD, SPACY]).astype("uint64").T.tolist()
        self.words = _names(doc, table[0])
        self.lower = _names(doc, table[1])
        self.lemma = [lemma.lower() for lemma in _names(doc, table[2])]
        self.pos = _names(doc, table[3])
        self.tag = _names(doc, table[4])
        self.dep = _names(doc, table[5])
        self.head = [i + _signed(offset) for i, offset in enumerate(table[6])]
        self._spaces = table[7]
        self.size = len(self.words)

    @cached_property
    def starts(self) -> list[int]:
        """Character offset of each token in the view, with the length of the view at the end."""
        starts, position = [], 0
        for word, space in zip(self.words, self._spaces, strict=True):
            starts.append(position)
            position += len(word) + space
        return [*starts, position]

    @cached_property
    def children(self) -> list[list[int]]:
        """Children of each token, in the order of the text."""
        children: list[list[int]] = [[] for _ in range(self.size)]
        for i, h in enumerate(self.head):
            if h != i:
                children[h].append(i)
        return children

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """First and last token of each token's subtree."""
        left, right = list(range(self.size)), list(range(self.size))
        for i in range(self.size):
            h = i
            while self.head[h] != h:
                h = self.head[h]
                if left[h] <= i <= right[h]:
                    break
                left[h], right[h] = min(left[h], i), max(right[h], i)
        return left, right

    def child(self, i: int, *relations: str) -> int | None:
        """The first child of ``i`` with one of these relations."""
        return next((c for c in self.children[i] if self.dep[c] in relations), None)

    def subtree(self, i: int) -> Range:
        """The stretch from the first to the last token below ``i``."""
        left, right = self.edges
        return left[i], right[i] + 1

    def under(self, i: int, top: int) -> bool:
        """Whether ``i`` is ``top`` or hangs below it."""
        while i != top and self.head[i] != i:
            i = self.head[i]
        return i == top


_TREES: WeakKeyDictionary[Analysis, Tree] = WeakKeyDictionary()


def tree_of(analysis: Analysis) -> Tree:
    """The tree of an analysis, made once."""
    tree = _TREES.get(analysis)
    if tree is None:
        tree = _TREES[analysis] = Tree(analysis.doc)
    return tree


def _signed(offset: int) -> int:
    return offset - (1 << 64) if offset >= 1 << 63 else offset
