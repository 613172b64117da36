"""Which runs of words stand in the gazetteer, and what the gazetteer thinks of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.find.analysis import Analysis
from dateline.find.tree import tree_of
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.names import fold
from dateline.vocab import yaml_file

LONGEST = 5  # words of a name


@dataclass(frozen=True, slots=True)
class Gram:
    """Tokens [start, end) that the gazetteer knows; ``code`` as :meth:`Gazetteer.sieve` gives it."""

    start: int
    end: int
    code: int

    @property
    def group(self) -> int:
        """Class of the weightiest place behind it: an index into ``layer.CLASSES``."""
        return self.code // 100

    @property
    def decade(self) -> int:
        """Digits of its population."""
        return self.code // 10 % 10


class Words:
    """The tokens of a report as plain lists, with what the finders ask of each; ``head`` is the token each hangs on."""

    def __init__(self, analysis: Analysis) -> None:
        tree = tree_of(analysis)
        self.analysis = analysis
        self.text, self.start = tree.text, tree.start
        self.tag, self.dep, self.head = tree.tag, tree.dep, tree.head
        self.sentence = analysis.sentence_of
        facts = list(map(_facts, self.text))
        self.folded = [folded for folded, _ in facts]
        self.capital = [capital for _, capital in facts]

    def end(self, token: int) -> int:
        """View offset where a token ends."""
        return self.start[token] + len(self.text[token])

    def words(self, start: int, end: int) -> str:
        """View text of tokens [start, end)."""
        return self.analysis.view.text[self.start[start] : self.end(end - 1)]


@lru_cache(maxsize=50_000)
def _facts(word: str) -> tuple[str, bool]:
    """A word folded, and whether it may open a name: it has a capital or is in a native script."""
    return fold(word), word[:1].isupper() or _is_native(word)


@lru_cache(maxsize=50_000)
def _is_native(word: str) -> bool:
    return any("\u0400" <= c <= "\u06ff" for c in word)


def is_latin(tokens: Sequence[str]) -> bool:
    """Whether no token is in a native script: such a name in an English report is one only if a layer has it."""
    return not any(_is_native(t) for t in tokens)


def particles() -> frozenset[str]:
    """Small words that may open or join a name."""
    return frozenset(yaml_file("places_cues")["particles"])


def grams(words: Words, gazetteer: Gazetteer) -> list[Gram]:
    """All runs of up to five words that start with a capital (or a name particle before one) and that the gazetteer
    knows, longest first at each start."""
    spans: list[tuple[int, int]] = []
    keys: list[str] = []
    opening = particles()
    for start, capital in enumerate(words.capital):
        follows = start + 1 < len(words.text) and words.folded[start] in opening
        if words.sentence[start] < 0 or not (capital or follows):
            continue
        for end, key in _keys(words, start):
            spans.append((start, end))
            keys.append(key)
    found = gazetteer.sieve(keys)
    best: dict[tuple[int, int], int] = {}
    for span, code in zip(spans, found, strict=True):
        if code >= 0:
            best[span] = max(code, best.get(span, -1))
    return [Gram(start, end, code) for (start, end), code in sorted(best.items(), key=lambda x: (x[0][0], -x[0][1]))]


def _keys(words: Words, start: int) -> list[tuple[int, str]]:
    out: list[tuple[int, str]] = []
    parts: list[str] = []
    sentence, capitals = words.sentence[start], 0
    for end in range(start, min(len(words.text), start + 2 * LONGEST)):
        folded = words.folded[end]
        if words.sentence[end] != sentence or len(parts) >= LONGEST or (not folded and words.text[end] not in "-.'’–"):
            break
        if not folded:
            continue
        parts.append(folded)
        capitals += words.capital[end]
        if capitals and (words.capital[end] or words.folded[end] in ("of",) or len(parts) > 1):
            key = " ".join(parts)
            out.append((end + 1, key))
            if len(parts) == 1:
                out.append((end + 1, "@" + key))
                short = words.text[end].replace(".", "")
                if len(short) <= 5 and (short.isupper() or words.text[end].endswith(".")):
                    out.append((end + 1, "~" + short))
            elif len(parts) == 2:
                out.append((end + 1, "@" + key))
    return out
