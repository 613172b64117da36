"""Is an event told as having happened? The path from the event word up the sentence, and the words on it that decide.

Every event word gets one of three readings: ``happened`` (told as a fact, or denied by nobody), ``uncertain`` (planned,
possible, conditional, wished for, hedged) and ``not`` (told as not having happened), each with the word that set it and
the path as its reason. "X said" on the path changes nothing: whoever is said to know asserts it.

Two steps. Rules first (:func:`by_rule`): negation, modal, condition, the classes of ``certainty_cues.tsv`` above the
word. Then, where the shipped weights are surer than the rules, a linear re-ranker over the same path features
(multinomial logistic regression on the UW factuality corpus, ``training/claims_certainty.py``); the reason stays the path.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from dateline.find.attributions.tree import Tree
from dateline.vocab.load import data_path, tsv_rows

Factuality = Literal["happened", "uncertain", "not"]
CLASSES: tuple[Factuality, ...] = ("not", "uncertain", "happened")
DEPTH = 4  # steps up the sentence that are looked at
NEGATIVE_WORDS = frozenset(["not", "n't", "never", "no", "neither", "nor", "none", "nobody", "nothing", "without"])
SHARED = frozenset(["conj"])  # a co-ordinated verb takes the auxiliaries of the first one
MODAL_ASSERTED = frozenset(["do", "have", "be", "to"])


@dataclass(frozen=True, slots=True)
class Reading:
    """``cue`` is the token that set the reading (``None``: nothing on the path did), ``reasons`` the path in words."""

    factuality: Factuality
    cue: int | None = None
    reasons: tuple[str, ...] = ()


@cache
def cue_classes() -> dict[str, str]:
    """Class by word, from ``certainty_cues.tsv``."""
    return {row["word"]: row["class"] for row in tsv_rows("certainty_cues")}


def by_rule(tree: Tree, i: int) -> Reading:
    """The reading of the event word at token ``i`` by rules alone.

    Negation flips what hangs below it, once; anything uncertain on the path makes an event uncertain, unless the word
    itself is denied.
    """
    reasons: list[str] = []
    negated = False
    unsure: int | None = None
    cue: int | None = None
    for step, (token, relation) in enumerate(_path(tree, i)):
        reasons.append(f"{relation}:{tree.lemma[token]}" if step else tree.lemma[token])
        found = negation(tree, token) if step == 0 or relation in _SCOPE else None
        if found is not None:
            negated, cue = not negated, found
        kind = cue_classes().get(tree.lemma[token]) if step else None
        if kind == "negative" and relation in _BELOW:
            negated, cue = not negated, token
        elif kind is not None and relation in _BELOW and unsure is None:
            unsure = token
        for c in tree.children[token] if step == 0 or relation in _SCOPE else ():
            if unsure is None and _weakens(tree, c):
                unsure = c
    if negated:
        return Reading("not", cue, tuple(reasons))
    if unsure is not None:
        return Reading("uncertain", unsure, tuple(reasons))
    return Reading("happened", None, tuple(reasons))


_BELOW = frozenset(
    ["xcomp", "ccomp", "dobj", "pobj", "pcomp", "prep", "acl", "advcl", "amod", "nsubjpass", "oprd", "agent"]
)
_SCOPE = frozenset(["xcomp", "conj", "dobj", "prep", "pobj", "pcomp"])
_WEAKENING = frozenset(["aux", "mark", "advmod", "amod"])


def _weakens(tree: Tree, c: int) -> bool:
    """Whether a word that hangs on the event word makes it uncertain."""
    return tree.dep[c] in _WEAKENING and cue_classes().get(tree.lemma[c], "negative") != "negative"


def negation(tree: Tree, i: int) -> int | None:
    """The word that negates ``i`` itself: a particle, "no" before it or before its subject, "without"."""
    for c in tree.children[i]:
        if tree.dep[c] in ("neg", "det", "preconj", "advmod") and tree.lower[c] in NEGATIVE_WORDS:
            return c
        if tree.dep[c] in ("nsubj", "nsubjpass", "dobj") and tree.pos[i] in ("VERB", "AUX"):
            for d in (c, *tree.children[c]):
                if tree.lower[d] in ("no", "nobody", "none", "nothing", "neither"):
                    return d
    return None


def _path(tree: Tree, i: int) -> Iterator[tuple[int, str]]:
    """The word and its ancestors with the relation that leads up to each."""
    yield i, ""
    for _ in range(DEPTH):
        head = tree.head[i]
        if head == i:
            return
        yield head, tree.dep[i]
        i = head


def features(tree: Tree, i: int, rule: Reading | None = None) -> list[str]:
    """Path features of an event word, as readable names. ``rule`` is its reading by rules where that is known already."""
    rule = rule or by_rule(tree, i)
    found = [f"tag={tree.tag[i]}", f"dep={tree.dep[i]}", f"word={tree.lemma[i]}", f"rule={rule.factuality}"]
    found += _own(tree, i, "0")
    trail = ""
    for step, (token, relation) in enumerate(_path(tree, i)):
        if step == 0:
            continue
        trail += ">" + relation
        level = str(step)
        found.append(f"path={trail}")
        found.append(f"{level}:{relation}:{tree.lemma[token]}" if step <= 2 else f"{level}:{tree.lemma[token]}")
        found.append(f"up={tree.tag[i]}{trail}>{tree.tag[token]}")
        kind = cue_classes().get(tree.lemma[token])
        if kind:
            found += [f"{level}:class={kind}", f"class={kind}:{relation}"]
        found += _own(tree, token, level)
    return [*found, *_form(tree, i)]


def _form(tree: Tree, i: int) -> list[str]:
    """The shape of the verb group as one feature ("to+VB", "will+VB", "have+been+VBN"), and that of the verb above."""
    shapes = []
    top = i
    for level in ("0", "1"):
        group = [tree.lemma[c] for c in tree.children[top] if tree.dep[c] in ("aux", "auxpass", "neg")]
        shapes.append("+".join([*group, tree.tag[top]]))
        while (
            tree.dep[top] in ("compound", "dobj", "pobj", "prep", "nsubj", "nsubjpass", "amod", "poss")
            and tree.head[top] != top
        ):
            top = tree.head[top]
        if level == "0":
            top = tree.head[top] if top == i else top
    return [f"form={shapes[0]}", f"above={shapes[1]}", f"both={shapes[0]}|{tree.dep[i]}|{shapes[1]}"]


def _own(tree: Tree, token: int, level: str) -> list[str]:
    """What hangs on a word of the path: auxiliaries, marks, negation, determiners, hedges."""
    found = [f"{level}:tag={tree.tag[token]}"]
    for c in tree.children[token]:
        relation = tree.dep[c]
        if relation in ("aux", "auxpass", "mark", "neg", "det", "advmod", "amod", "poss", "expl"):
            found.append(f"{level}:{relation}={tree.lemma[c] if relation != 'poss' else ''}")
            kind = cue_classes().get(tree.lemma[c])
            if kind:
                found.append(f"{level}:child={kind}")
    if negation(tree, token) is not None:
        found.append(f"{level}:negated")
    if tree.dep[token] in SHARED:
        found += [
            f"{level}:shared={tree.lemma[c]}"
            for c in tree.children[tree.head[token]]
            if tree.dep[c] in ("aux", "neg", "mark")
        ]
    return found


class Weights(msgspec.Struct, frozen=True):
    """Weights by feature for the classes in the order of ``CLASSES``, as hundredths."""

    bias: tuple[int, int, int]
    weights: dict[str, tuple[int, int, int]]


@cache
def weights() -> Weights | None:
    """The shipped weights, ``None`` where there are none."""
    path = data_path("weights") / "certainty.json"
    return msgspec.json.decode(path.read_bytes(), type=Weights) if path.is_file() else None


def scores(tree: Tree, i: int, rule: Reading | None = None) -> tuple[float, float, float]:
    """Log-odds of not, uncertain, happened for the event word at ``i`` (all 0 without weights)."""
    table = weights()
    if table is None:
        return 0.0, 0.0, 0.0
    rows = [table.bias, *(row for name in features(tree, i, rule) if (row := table.weights.get(name)) is not None)]
    no, unsure, yes = map(sum, zip(*rows, strict=True))
    return no / 100, unsure / 100, yes / 100


def factuality(tree: Tree, i: int) -> Reading:
    """The reading of the event word at token ``i``: the re-ranker's class with the path of the rules as its reason."""
    rule = by_rule(tree, i)
    if weights() is None:
        return rule
    values = scores(tree, i, rule)
    best = CLASSES[max(range(3), key=lambda k: values[k])]
    return Reading(best, rule.cue, rule.reasons)
