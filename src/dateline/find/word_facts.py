"""Part of speech and base form of each word from a table, in place of the model's own rules, which give the same.

The model as shipped finds them with 179 patterns and a list of endings, word by word: a third of its whole pass. Both
depend on nothing but the word, its tag, now and then its label in the parse and, for a handful of pairs ("let 's",
"there is"), the word behind it. So each such triple is put to the model's own rules once and kept.

What the rules say of the morphology of a word is not kept, for nothing here asks: ``token.morph`` stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

MOST_KEPT = 100_000  # triples, some 25 MB; a thousand reports hold about 40,000
GIVEN, FOUND = [ORTH, TAG, DEP], [TAG, POS, LEMMA, DEP]
RARE_VERBS = frozenset({"stag", "rap", "wag", "hop"})  # else "staged", "raped", "waged", "hoped" are forms of these
ANY_LABEL = "dateline"  # stands for every label that no pattern names

Key = tuple[int, int, int]
Pattern = list[dict[str, Any]]


class WordFacts:
    """The part of a spaCy pipeline that stands for ``ruler`` and ``lemmatizer``."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self.vocab = ruler.vocab
        self.ruler, self.lemmatizer = ruler, lemmatizer
        rules: Any = ruler.patterns  # spaCy's stubs leave open what a rule holds
        patterns: list[Pattern] = [pattern for rule in rules for pattern in rule["patterns"]]
        self.any_label = self.vocab.strings.add(ANY_LABEL)
        self.labels = np.array([self.vocab.strings[label] for label in _labels(patterns)], dtype=np.uint64)
        self.reach = max(len(pattern) for pattern in patterns)  # words that a pattern takes, at most
        self.opens = Matcher(self.vocab)
        self.opens.add("opens", [pattern[:1] for pattern in patterns if len(pattern) > 1])
        self._forget()

    def _forget(self) -> None:
        self.number: dict[Key, int] = {}
        self.rows = np.zeros((0, len(FOUND)), dtype=np.uint64)
        self.openers: set[Key] = set()  # those that may begin a pattern of several words
        self.stretches: dict[tuple[Key, ...], np.ndarray] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The doc with the tag, part of speech, label and base form of each word as the model's rules give them."""
        if len(doc):
            if len(self.number) > MOST_KEPT:
                self._forget()
            values: Any = self._values(doc.to_array(GIVEN))  # what spaCy takes; its stubs name a private type
            doc.from_array(FOUND, values)
        return doc

    def _values(self, given: np.ndarray) -> np.ndarray:
        labels = given[:, 2].copy()
        given[~np.isin(labels, self.labels), 2] = self.any_label
        keys: list[Key] = list(zip(*given.T.tolist(), strict=True))
        new = set(keys).difference(self.number)
        if new:
            self._add(sorted(new))
        values = self.rows[np.fromiter(map(self.number.__getitem__, keys), dtype=np.int64, count=len(keys))]
        if not self.openers.isdisjoint(keys):
            self._mend(keys, values)
        return np.where(values == self.any_label, labels.reshape(-1, 1), values)

    def _add(self, keys: list[Key]) -> None:
        """Ask the rules about words, each by itself: one that may begin a pattern of several words stands alone."""
        openers = {start for _, start, _ in self.opens(self._text(keys))}
        apart = [i for i in range(len(keys)) if i not in openers]
        for group in (apart, *([i] for i in sorted(openers))):
            if group:
                self.number.update({keys[i]: len(self.number) + n for n, i in enumerate(group)})
                self.rows = np.concatenate((self.rows, self._ruled([keys[i] for i in group])))
        self.openers.update(keys[i] for i in openers)

    def _mend(self, keys: list[Key], values: np.ndarray) -> None:
        """Ask anew about each stretch of words that patterns of several words may take together."""
        start, end = 0, 0
        for i in [i for i, key in enumerate(keys) if key in self.openers]:
            if i >= end:
                start = i
            end = min(i + self.reach, len(keys))
            stretch = tuple(keys[start:end])
            if stretch not in self.stretches:
                self.stretches[stretch] = self._ruled(stretch)
            values[start:end] = self.stretches[stretch]

    def _ruled(self, keys: Sequence[Key]) -> np.ndarray:
        return self.lemmatizer(self.ruler(self._text(keys))).to_array(FOUND)

    def _text(self, keys: Sequence[Key]) -> Doc:
        doc = Doc(self.vocab, words=[self.vocab.strings[word] for word, _, _ in keys])
        values: Any = np.array([key[1:] for key in keys], dtype=np.uint64)
        doc.from_array([TAG, DEP], values)
        return doc


def _labels(patterns: list[Pattern]) -> Iterator[str]:
    """The labels of the parse that patterns name."""
    for label in (word["DEP"] for pattern in patterns for word in pattern if "DEP" in word):
        yield from (label,) if isinstance(label, str) else (name for names in label.values() for name in names)


@Language.factory("dateline_word_facts")
def word_facts(nlp: Language, name: str) -> WordFacts:
    """The part for a pipeline that holds the two it stands for (disabled)."""
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    assert isinstance(ruler, AttributeRuler)
    assert isinstance(lemmatizer, Lemmatizer)
    known = lemmatizer.lookups.get_table("lemma_index")
    for kind, words in list(known.items()):
        known[kind] = frozenset(words)  # comes as a list, and is only asked whether it holds a word
    known["verb"] = frozenset(known["verb"]) - RARE_VERBS
    return WordFacts(ruler, lemmatizer)
