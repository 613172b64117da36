"""The dependency parse of a report as plain lists, made once and shared by the finders of actors, counts and roles.

Reading spaCy tokens one attribute at a time is dear; a list index is not. Everything here is about token positions in
``analysis.doc``; nothing is decided about meaning.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from unicodedata import category
from weakref import WeakKeyDictionary

from spacy.attrs import DEP, HEAD, IDX, LEMMA, LOWER, ORTH, POS, TAG
from spacy.tokens import Doc

from dateline.find.analysis import Analysis
from dateline.model import Span

LEFT_PARTS = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "case", "punct", "advmod", "neg"}
)
MAX_PHRASE = 14  # words; longer "phrases" are parse errors, and are cut to their end


_PLURALS = frozenset({"NNPS", "NNS"})
_WHOLES = frozenset({"people", "person", "victim", "casualty", "member"})
_WRAP = 1 << 64  # heads to the left come as two's complement
_STRINGS: dict[int, str] = {}


def _strings(doc: Doc, keys: list[int]) -> list[str]:
    """The strings of spaCy's hashes, each looked up once per process."""
    known, store = _STRINGS, doc.vocab.strings
    try:
        return list(map(known.__getitem__, keys))
    except KeyError:
        known.update((key, store[key]) for key in set(keys).difference(known))
        return list(map(known.__getitem__, keys))


def _lemma(lemma: str, tag: str) -> str:
    """The base form: the model leaves the plural on what it takes for a name ("Gendarmes fired")."""
    if tag not in _PLURALS or not lemma.endswith("s") or lemma.endswith("ss") or len(lemma) < 4:
        return lemma
    if lemma.endswith("ies"):
        return lemma[:-3] + "y"
    return lemma[:-2] if lemma.endswith(("ches", "shes", "xes", "sses")) else lemma[:-1]


class Tree:
    """Lists over the tokens of one report: ``lower``, ``base`` (the model's base form in small letters), ``lemma`` (the
    same with plurals mended), ``pos``, ``tag``, ``dep``, ``head`` and ``children``."""

    def __init__(self, analysis: Analysis) -> None:
        doc = analysis.doc
        table = (
            doc.to_array([ORTH, LOWER, LEMMA, POS, TAG, DEP, HEAD, IDX]).astype("uint64").T.tolist()
            if len(doc)
            else [[]] * 8
        )
        self.view = analysis.view
        self.text = _strings(doc, table[0])
        self.lower = _strings(doc, table[1])
        self.tag = _strings(doc, table[4])
        self.base = list(map(str.lower, _strings(doc, table[2])))
        self.lemma = [_lemma(w, t) if t in _PLURALS else w for w, t in zip(self.base, self.tag, strict=True)]
        self.pos = _strings(doc, table[3])
        self.dep = _strings(doc, table[5])
        self.head: list[int] = [i + (h - _WRAP if h > _WRAP // 2 else h) for i, h in enumerate(table[6])]
        self.start: list[int] = table[7]
        self.end = [s + len(w) for s, w in zip(self.start, self.text, strict=True)]
        self.sentence = analysis.sentence_of
        self.sentences = [(s.start, s.end) for s in analysis.sentences]
        self.children: list[list[int]] = [[] for _ in self.text]
        for i, h in enumerate(self.head):
            if h != i:
                self.children[h].append(i)
        self._touched: dict[Span, range] = {}  # the words of an event are asked for a dozen times
        self._whole: dict[Span, range] = {}

    def __len__(self) -> int:
        return len(self.text)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Children of a token with one of these labels, in the order of the text."""
        return [c for c in self.children[i] if self.dep[c] in deps]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first such child, ``None`` if there is none."""
        return next((c for c in self.children[i] if self.dep[c] in deps), None)

    def ancestors(self, i: int) -> Iterator[int]:
        """The tokens above, nearest first."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def steps(self, a: int, b: int) -> int:
        """Edges between two tokens of one sentence, 99 where no path joins them."""
        up = {a: 0} | {node: n for n, node in enumerate(self.ancestors(a), 1)}
        if b in up:
            return up[b]
        for n, node in enumerate(self.ancestors(b), 1):
            if node in up:
                return n + up[node]
        return 99

    def conjuncts(self, i: int) -> list[int]:
        """The token and what is coordinated with it further right."""
        found = [i]
        for c in found:
            found.extend(self.kids(c, "conj"))
            found.extend(other for other in self.kids(c, "appos") if self._is_listed(c, other))
            if len(found) > 12:
                break
        return found

    def _is_listed(self, i: int, other: int) -> bool:
        """Whether what the model takes for another name is the next of a list: "a colonel, a judge and a teacher"."""
        last = self.kid(other, "conj")
        if last is None or last < other:
            return False
        items = (i, other, last)
        return all(self.pos[n] == "PROPN" for n in items) or all(map(self._is_one_more, items))

    def _is_one_more(self, i: int) -> bool:
        """A common noun that brings in someone new: with "a" or a number, or a bare plural. "Nine people" may be the
        whole of which the rest are parts."""
        if self.pos[i] != "NOUN" or self.lemma[i] in _WHOLES:
            return False
        before = {self.lower[c] if self.dep[c] == "det" else self.dep[c] for c in self.children[i] if c < i}
        return bool(before & {"a", "an", "another", "nummod"}) or (
            self.tag[i] == "NNS" and not before & {"the", "these", "those", "poss"}
        )

    def phrase(self, i: int) -> tuple[int, int]:
        """Token range of the noun phrase with this head, with what stands before the head and not what follows."""
        first = i
        for c in self.children[i]:
            if c < i and self.dep[c] in LEFT_PARTS:
                first = min(first, self._leftmost(c))
        first = max(first, i - MAX_PHRASE)
        while first < i and (self.pos[first] in {"PUNCT", "SPACE", "CCONJ"} or "\n" in self.text[first]):
            first += 1
        return first, i + 1

    def phrase_of(self, i: int, limit: int = 6) -> tuple[int, int]:
        """The same, with an "of" phrase after the head when it is short."""
        first, end = self.phrase(i)
        for c in self.kids(i, "prep"):
            if c == end and self.lower[c] == "of":
                stop = self._rightmost(c, limit)
                if stop - i <= limit:
                    end = stop + 1
        return first, end

    def _leftmost(self, i: int) -> int:
        left = i
        stack = [i]
        while stack:
            j = stack.pop()
            left = min(left, j)
            stack.extend(c for c in self.children[j] if c < j and self.dep[c] not in {"relcl", "acl"})
        return left

    def _rightmost(self, i: int, limit: int) -> int:
        right = i
        stack = [i]
        while stack:
            j = stack.pop()
            right = max(right, j)
            stack.extend(c for c in self.children[j] if c > i and self.dep[c] not in {"relcl", "acl", "advcl"})
        return right

    def received(self, first: int, end: int) -> Span:
        """Received offsets of the tokens [first, end)."""
        return self.view.received(self.start[first], self.end[end - 1])

    def words(self, first: int, end: int) -> str:
        """The words as read, [first, end)."""
        return self.view.text[self.start[first] : self.end[end - 1]]

    def tokens_of(self, span: Span) -> range:
        """The tokens that a received span touches; empty when it is not read."""
        found = self._touched.get(span)
        if found is None:
            where = self.view.to_view(span)
            found = self._touched[span] = range(0) if where is None else self.between(*where)
        return found

    def whole(self, span: Span) -> range:
        """The tokens that hold a received span, cut ones taken whole; empty when it is not read."""
        found = self._whole.get(span)
        if found is None:
            where = self.view.to_view(span)
            found = self._whole[span] = range(0) if where is None else self._around(*where)
        return found

    def _around(self, start: int, end: int) -> range:
        first, last = bisect_right(self.start, start) - 1, bisect_right(self.start, end - 1) - 1
        if first < 0 or last < 0:
            return range(0)
        return range(first + (self.end[first] == start), last + 1)  # the space behind a word is not its own

    def root(self, tokens: range) -> int:
        """The token of a stretch (not empty) that the fewest steps lead to from the top of its sentence: the first one."""
        if len(tokens) == 1:
            return tokens[0]
        top = next((i for i in tokens if self.head[i] == i), None)
        if top is not None:
            return top
        free = [i for i in tokens if self.head[i] not in tokens]
        return min(free, key=self._steps_up, default=tokens[0])

    def _steps_up(self, i: int) -> int:
        """Steps to the top of the sentence; a mark or a space with nothing below it heads no words while others can."""
        if not self.children[i] and all(c.isspace() or category(c)[0] == "P" for c in self.text[i]):
            return len(self.text)
        return sum(1 for _ in self.ancestors(i))

    def between(self, start: int, end: int) -> range:
        """The tokens that touch view characters [start, end)."""
        return range(bisect_right(self.end, start), bisect_left(self.start, end))

    def head_of(self, tokens: range) -> int | None:
        """The token of a stretch that stands highest in the parse."""
        inside = [i for i in tokens if not self.text[i].isspace()]
        tops = [i for i in inside if self.head[i] == i or self.head[i] not in tokens]
        return tops[0] if tops else None


_TREES: WeakKeyDictionary[Analysis, Tree] = WeakKeyDictionary()


def tree_of(analysis: Analysis) -> Tree:
    """The lists of this report, made on first use."""
    tree = _TREES.get(analysis)
    if tree is None:
        tree = _TREES[analysis] = Tree(analysis)
    return tree
