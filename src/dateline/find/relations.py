"""Who deals with whom in a sentence: the one relation that a coder of political events would write down.

Where :mod:`dateline.find.roles` fills the roles of a given event word, this chooses a source and a target for a whole
sentence, whatever its verb ("met", "condemned", "shelled"). Every noun phrase is a candidate; a small linear model
ranks them by readable features (its path in the parse, the words on the path, what kind of noun it is, where it
stands). Weights: ``vocab/weights/relations.json``, made by ``training/relations.py``. Each choice carries the
features that add up to its score.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, cast

from dateline.find.actors import facilities, nouns
from dateline.find.analysis import Analysis
from dateline.find.roles import is_passive, means
from dateline.find.tree import Tree, tree_of
from dateline.model import Span
from dateline.vocab.load import data_path

NOBODY = -1  # candidate "none is told"
MAX_CANDIDATES = 60
_CLOSED = frozenset({"of", "in", "at", "from", "with", "to", "for", "on", "by", "against", "between", "and", "about", "over", "into", "among", "under", "near", "as", "after", "before", "during", "through", "toward", "towards", "including", "inside", "outside", "along", "across"})  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an"})


class Choice(NamedTuple):
    """A chosen noun phrase (``None``: nobody told), its score and the features that add up to it."""

    span: Span | None
    score: float
    reasons: tuple[tuple[str, float], ...]


class Relation(NamedTuple):
    """Source and target of a sentence."""

    source: Choice
    target: Choice


def main_relation(analysis: Analysis, sentence: int) -> Relation:
    """Source and target of one sentence (index into ``analysis.sentences``)."""
    tree = tree_of(analysis)
    table = weights()
    options = candidates(tree, sentence)
    source, source_choice = _choose(tree, options, NOBODY, table["source"])
    _, target_choice = _choose(tree, options, source, table["target"])
    return Relation(source_choice, target_choice)


@cache
def weights() -> dict[str, dict[str, float]]:
    """Role -> feature -> weight."""
    with data_path("weights/relations.json").open(encoding="utf-8") as handle:
        return cast("dict[str, dict[str, float]]", json.load(handle)["weights"])


def _choose(tree: Tree, options: list[int], source: int, table: Mapping[str, float]) -> tuple[int, Choice]:
    best, best_score = NOBODY, float("-inf")
    best_reasons: tuple[tuple[str, float], ...] = ()
    for option in (*options, NOBODY):
        if option == source != NOBODY:
            continue
        reasons = tuple((f, table[f]) for f in features(tree, option, source, options) if f in table)
        score = sum(value for _, value in reasons)
        if score > best_score:
            best, best_score, best_reasons = option, score, reasons
    span = None if best == NOBODY else tree.received(*extent(tree, best))
    return best, Choice(span, best_score, best_reasons)


def candidates(tree: Tree, sentence: int) -> list[int]:
    """Head tokens of the noun phrases of a sentence, and of names that stand before a noun ("Nigerian forces")."""
    first, end = tree.sentences[sentence]
    return [i for i in range(first, end) if _is_candidate(tree, i, first)][:MAX_CANDIDATES]


def _is_candidate(tree: Tree, i: int, first: int) -> bool:
    pos, dep = tree.pos[i], tree.dep[i]
    if pos in {"NOUN", "PRON"}:
        return dep not in {"compound", "expl"}
    if pos == "PROPN":
        return dep != "compound" or _stands_alone(tree, i)
    return pos == "ADJ" and dep == "amod" and tree.text[i][:1].isupper() and i > first


def _stands_alone(tree: Tree, i: int) -> bool:
    """A name before a plain noun ("the Assad government"): whose it is, not part of a longer name."""
    head = tree.head[i]
    return tree.pos[head] == "NOUN" and head > i


def extent(tree: Tree, i: int) -> tuple[int, int]:
    """Token range of a candidate: what stands before the head, and a short "of" phrase after it."""
    if tree.dep[i] in {"compound", "amod"}:
        first = i
        while first - 1 in tree.children[i] and tree.dep[first - 1] == "compound":
            first -= 1
        return first, i + 1
    return tree.phrase_of(i)


def features(tree: Tree, i: int, source: int, options: list[int]) -> list[str]:
    """Readable features of a candidate as source (``source`` = NOBODY) or as target of that source."""
    if i == NOBODY:
        return ["nobody", f"nobody/{min(len(options), 4)}"]
    path = _path(tree, i)
    names = [
        f"dep={tree.dep[i]}",
        f"path={'>'.join(path)}",
        f"path2={'>'.join(path[:2])}",
        f"depth={min(len(path), 6)}",
    ]
    names += _noun_features(tree, i)
    names += _order_features(tree, i, source, options)
    names += _verb_features(tree, i)
    if source != NOBODY:
        names += _relative_features(tree, i, source)
    return names


def _noun_features(tree: Tree, i: int) -> list[str]:
    lemma = tree.lemma[i]
    kind = nouns().get(lemma, ("", "", False))[0]
    names = [f"pos={tree.pos[i]}", f"lemma={lemma}"]
    if kind:
        names.append(f"kind={kind}")
    if lemma in facilities():
        names.append("facility")
    if lemma in means():
        names.append("means")
    first, _ = tree.phrase(i)
    if tree.text[i][:1].isupper():
        names.append("capital")
    elif any(tree.text[j][:1].isupper() and tree.lower[j] not in _ARTICLES for j in range(first, i)):
        names.append("capital-inside")
    if any(tree.dep[c] == "poss" for c in tree.children[i]):
        names.append("has-possessor")
    if lemma.endswith(("tion", "ment", "ness", "ity", "ism", "sion", "ance", "ence")):
        names.append("abstract")
    if any(tree.dep[c] == "prep" for c in tree.children[i]):
        names.append("has-prep")
    return names


def _order_features(tree: Tree, i: int, source: int, options: list[int]) -> list[str]:
    rank = options.index(i)
    names = [f"rank={min(rank, 5)}", f"from-end={min(len(options) - 1 - rank, 3)}"]
    if source != NOBODY:
        names.append("after-source" if i > source else "before-source")
        between = sum(source < j < i for j in options)
        names.append(f"between={min(between, 4)}")
    return names


def _verb_features(tree: Tree, i: int) -> list[str]:
    """The verb (or noun) over a candidate and how it hangs there."""
    edge: list[str] = []
    for node in (i, *tree.ancestors(i)):
        head = tree.head[node]
        edge.append(label_of(tree, node))
        if tree.pos[head] in {"VERB", "AUX"} or head == node or len(edge) > 3:
            break
    passive = "+pass" if tree.tag[head][:2] == "VB" and is_passive(tree, head) else ""
    above = tree.lemma[tree.head[i]]
    return [
        f"verb={tree.lemma[head]}/{edge[0]}",
        f"edge={'>'.join(edge)}{passive}",
        f"above={above}/{label_of(tree, i)}",
    ]


def _relative_features(tree: Tree, i: int, source: int) -> list[str]:
    up = [source, *tree.ancestors(source)]
    place = {node: n for n, node in enumerate(up)}
    mine = [i]
    for node in tree.ancestors(i):
        if mine[-1] in place:
            break
        mine.append(node)
    meet = mine[-1]
    here = ">".join(label_of(tree, n) for n in mine[:-1])
    there = ">".join(label_of(tree, n) for n in up[: place.get(meet, 0)])
    names = [
        f"meet={there}|{here}",
        f"to-meet={here}",
        f"meet-verb={tree.lemma[meet]}/{here}" if len(mine) < 4 else "meet-far",
    ]
    if meet == source:
        names.append("inside-source")
    if tree.lower[i] == tree.lower[source]:
        names.append("same-word")
    return names


def _path(tree: Tree, i: int) -> list[str]:
    """Labels from the candidate up to the top of the sentence, prepositions named."""
    path = [label_of(tree, i)]
    for node in tree.ancestors(i):
        if tree.head[node] == node or len(path) > 6:
            break
        path.append(label_of(tree, node))
    return path


def label_of(tree: Tree, i: int) -> str:
    """Dependency label, with the word for prepositions."""
    dep = tree.dep[i]
    if dep in {"prep", "agent"} and tree.lower[i] in _CLOSED:
        return f"{dep}_{tree.lower[i]}"
    return dep
