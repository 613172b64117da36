"""People who leave, are taken or let out of a place, told with plain verbs: "eleven buses left the besieged town".

``find_events`` knows the strong words for displacement. Plain verbs of going only tell of it when those who go are
civilians or the buses that carry them, and when something else in the sentence says that this is no ordinary journey:
a number of people or vehicles, or a word of the same matter (``evacuees``, ``siege``). Words: ``vocab/movements.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dateline.find.actors import nouns
from dateline.find.analysis import Analysis
from dateline.find.roles import is_passive, subject_of
from dateline.find.tree import Tree, tree_of
from dateline.model import EventMention
from dateline.model.mention import Modality
from dateline.vocab.load import yaml_file

_MATTER = ("evacu", "besieg", "siege", "refugee", "displac", "exodus", "fled", "flee")


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str, words)) for name, words in yaml_file("movements").items()}


def find_movements(analysis: Analysis, events: Iterable[EventMention]) -> list[EventMention]:
    """Displacements told with plain verbs that are not among ``events`` yet, in the order of the text."""
    tree, words = tree_of(analysis), _words()
    taken = {i for e in events for i in tree.tokens_of(e.span)}
    verbs = words["go"] | words["take"]
    found = []
    for i, lemma in enumerate(tree.lemma):
        if lemma in verbs and i not in taken and tree.tag[i][:2] == "VB" and _is_displacement(tree, i):
            span = tree.received(i, i + 1)
            found.append(
                EventMention(
                    start=span.start, end=span.end, words=analysis.words(span), sentence=tree.sentence[i],
                    rule="movements", type="displacement", lemma=lemma, score=0.5, modality=_modality(tree, i),
                    reasons=(("plain verb of going with people or buses", 0.5),),
                )
            )  # fmt: skip
    return found


def _is_displacement(tree: Tree, verb: int) -> bool:
    words, lemma = _words(), tree.lemma[verb]
    passive = is_passive(tree, verb)
    goer = subject_of(tree, verb) if lemma in words["go"] and not passive else _taken(tree, verb, passive)
    if goer is None or not _way(tree, verb):
        return False
    everyone = tree.conjuncts(goer)
    if lemma in words["carrying"] and any(tree.lemma[one] in words["travellers"] for one in everyone):
        return False
    if not any(_people(tree, one) for one in everyone):
        return False
    return any(_counted(tree, one) for one in everyone) or _same_matter(tree, verb)


def _taken(tree: Tree, verb: int, passive: bool) -> int | None:
    if tree.lemma[verb] not in _words()["take"]:
        return None
    return tree.kid(verb, "nsubjpass") if passive else tree.kid(verb, "dobj")


def _people(tree: Tree, i: int) -> bool:
    kind, group, _ = nouns().get(tree.lemma[i], ("", "", False))
    if tree.lemma[i] in _words()["carriers"]:
        return True
    return bool(group) and kind not in _words()["armed"]


def _counted(tree: Tree, i: int) -> bool:
    """A number of them, or of what they carry: "45 buses", "a convoy of 11 buses", "thousands of people"."""
    return tree.pos[i] == "NUM" or any(
        tree.pos[c] == "NUM" or (tree.lower[c] == "of" and any(_counted(tree, n) for n in tree.kids(c, "pobj")))
        for c in tree.children[i]
    )


def _way(tree: Tree, verb: int) -> bool:
    """Whether the verb says from where or to where."""
    return any(
        tree.dep[c] in {"dobj", "nsubjpass"}
        or (tree.dep[c] in {"prep", "prt", "advmod"} and tree.lower[c] in _words()["ways"])
        for c in tree.children[verb]
    )


def _same_matter(tree: Tree, verb: int) -> bool:
    first, end = tree.sentences[tree.sentence[verb]]
    return any(word.startswith(_MATTER) for i, word in enumerate(tree.lower[first:end], first) if i != verb)


def _modality(tree: Tree, verb: int) -> Modality:
    return (
        "planned"
        if any(tree.lower[c] in {"will", "would", "to", "could", "may"} for c in tree.kids(verb, "aux"))
        else "happened"
    )
