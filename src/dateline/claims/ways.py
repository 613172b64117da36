"""Where people who are driven out, taken away or let go come from, and where they go.

A displacement happened where people had to leave: "from X", "out of X", "left X", "residents of X". Where they are taken
("to X", "bound for X") is told apart, and stands for the place only when nothing else does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dateline.find.roles import BEARING
from dateline.find.tree import Tree
from dateline.model import PlaceMention
from dateline.vocab.load import yaml_file

_GOALS = frozenset({"to", "toward", "towards", "for", "into", "onto"})
_STEPS = 7


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(str, yaml_file("movements")[name]))


def origins(tree: Tree, event: int, places: Sequence[PlaceMention], here: Sequence[int]) -> tuple[int, ...]:
    """The places among those of the sentence that the ones who move come from, those tied to the event word first."""
    found = [(tree.steps(event, top), i) for i in here if (top := _origin(tree, places[i])) is not None]
    return tuple(i for steps, i in sorted(found) if steps <= _STEPS)


def goals(tree: Tree, places: Sequence[PlaceMention], here: Sequence[int]) -> frozenset[int]:
    """The places among those of the sentence that somebody goes or is taken to."""
    return frozenset(i for i in here if _leading(tree, places[i]) in _GOALS)


def _origin(tree: Tree, place: PlaceMention) -> int | None:
    """The head of the name's phrase where it tells whence somebody moves, ``None`` where it does not."""
    top = _top(tree, place)
    if top is None:
        return None
    above, lead = tree.head[top], _leading(tree, place)
    if lead == "from" or (lead == "of" and _out(tree, top)):
        return top
    if tree.dep[top] == "dobj" and tree.lemma[above] in _words("leaving"):
        return top
    if lead == "of" or tree.dep[top] in {"compound", "amod", "nmod", "poss"}:
        whose = tree.head[above] if lead == "of" else above
        return top if tree.lemma[whose] in _words("movers") else None
    return None


def brought_from(tree: Tree, place: PlaceMention) -> bool:
    """Whether a place only tells where people came from: "buses carrying residents from X", "traders from X", "a convoy
    evacuating residents of X"."""
    top, lead = _top(tree, place), _leading(tree, place)
    if top is None or lead not in {"from", "of"}:
        return False
    whose = tree.head[tree.head[top]]
    if tree.lemma[whose] not in _words("movers") and not (lead == "from" and tree.lemma[whose] in BEARING):
        return False
    return lead == "from" or (tree.dep[whose] == "dobj" and tree.lemma[tree.head[whose]] in _words("take"))


def settlement_of(tree: Tree, name: int) -> int:
    """ "The city of Raqqa", "the towns of X and Y": the head of the plain word for the place that the name stands in,
    else the name."""
    of = tree.head[name]
    if tree.dep[name] != "pobj" or tree.lower[of] != "of":
        return name
    noun = tree.head[of]
    return noun if tree.lemma[noun] in _settlements() and noun < name else name


def _top(tree: Tree, place: PlaceMention) -> int | None:
    """The head of the noun phrase that the name stands in: "the towns of X and Y" for Y."""
    tokens = tree.whole(place.span)
    if not tokens:
        return None
    node = tree.root(tokens)
    for _ in range(6):
        above = tree.head[node]
        if above == node:
            break
        joined = tree.dep[node] in {"conj", "appos"} and tree.pos[above] in {"NOUN", "PROPN"}
        named = tree.lemma[above] in _settlements()
        inside = named and (tree.dep[node] in {"compound", "nmod", "appos"})
        of = tree.dep[node] == "pobj" and tree.lower[above] == "of" and tree.lemma[tree.head[above]] in _settlements()
        if of:
            node = tree.head[above]
        elif joined or inside:
            node = above
        else:
            break
    return node


@cache
def _settlements() -> frozenset[str]:
    return frozenset(map(str, yaml_file("place_words")["nouns"]))


def _leading(tree: Tree, place: PlaceMention) -> str:
    """The preposition that the name's phrase stands behind, "" for none."""
    top = _top(tree, place)
    if top is None or tree.dep[top] != "pobj":
        return ""
    return tree.lower[tree.head[top]]


def _out(tree: Tree, top: int) -> bool:
    """Whether "of" belongs to "out of"."""
    of = tree.head[top]
    return tree.lower[tree.head[of]] == "out" or (of > 0 and tree.lower[of - 1] == "out")
