"""The parse of a report as plain lists: what every rule here looks up, fetched once."""

from __future__ import annotations

from functools import cached_property
from weakref import WeakKeyDictionary

from spacy.attrs import DEP, HEAD, LEMMA, LOWER, ORTH, POS, SPACY, TAG
from spacy.tokens import Doc

from dateline.find.analysis import Analysis
from dateline.find.tree import tree_of as lists_of

Range = tuple[int, int]  # half-open range of token positions

HEAD_COLUMN = 6  # offsets to the head: the only column with negative numbers
_NAMES: dict[int, str] = {}
_LOWER: dict[int, str] = {}  # the same in small letters
_NONE: list[int] = []  # shared by all words without children: never added to


def _names(doc: Doc, keys: list[int], known: dict[int, str] = _NAMES) -> list[str]:
    try:
        return [known[key] for key in keys]
    except KeyError:
        strings = doc.vocab.strings
        small = known is _LOWER
        known.update((key, strings[key].lower() if small else strings[key]) for key in set(keys) if key not in known)
        return [known[key] for key in keys]


class Tree:
    """Lists over token positions: words, lemmas, tags, relations, heads, children and the edges of each subtree."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        columns = doc.to_array([ORTH, LOWER, LEMMA, POS, TAG, DEP, HEAD, SPACY]).T
        table = [c.view("int64").tolist() if n == HEAD_COLUMN else c.tolist() for n, c in enumerate(columns.copy())]
        self.words = _names(doc, table[0])
        self.lower = _names(doc, table[1])
        self.lemma = _names(doc, table[2], _LOWER)
        self.pos = _names(doc, table[3])
        self.tag = _names(doc, table[4])
        self.dep = _names(doc, table[5])
        self.head = [i + offset for i, offset in enumerate(table[6])]
        self._spaces = table[7]
        self.size = len(self.words)

    @classmethod
    def of(cls, analysis: Analysis) -> Tree:
        """The same from the lists that the other finders use."""
        shared, tree = lists_of(analysis), cls.__new__(cls)
        tree._doc, tree.size = analysis.doc, len(shared)
        tree.words, tree.lower, tree.lemma = shared.text, shared.lower, shared.base
        tree.pos, tree.tag, tree.dep = shared.pos, shared.tag, shared.dep
        tree.head, tree.children = shared.head, shared.children
        tree.starts = [*shared.start, len(analysis.view.text)]
        return tree

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
        children: list[list[int]] = [_NONE] * self.size
        for i, h in enumerate(self.head):
            if h != i:
                if children[h] is _NONE:
                    children[h] = [i]
                else:
                    children[h].append(i)
        return children

    def child(self, i: int, *relations: str) -> int | None:
        """The first child of ``i`` with one of these relations."""
        return next((c for c in self.children[i] if self.dep[c] in relations), None)

    def subtree(self, i: int) -> Range:
        """The stretch from the first to the last token below ``i``."""
        token = self._doc[i]
        return token.left_edge.i, token.right_edge.i + 1

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
        tree = _TREES[analysis] = Tree.of(analysis)
    return tree
