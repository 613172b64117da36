"""Who is said to be behind an act: accused, claiming it, or denying it.

"The governor blamed the attack on herders", "a rebel group claimed responsibility for the blast", "the army denied any
role in the massacre". The clause of the act itself does not name its author here, so ``find_roles`` cannot. Words:
``vocab/blame.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dateline.find.actors import actor_extent
from dateline.find.analysis import Analysis
from dateline.find.roles import agents, is_passive, subject_of
from dateline.find.tree import Tree, tree_of
from dateline.model import Span
from dateline.model.values import ActorBasis
from dateline.vocab.load import yaml_file

_NOBODY = frozenset({"one", "nobody", "none", "no", "group", "it", "there", "this", "that"})


class Blame(NamedTuple):
    """The one named, on what basis, the word that says so, and the tokens of the clause that tells the act."""

    actor: Span
    basis: ActorBasis
    cue: Span
    sentence: int
    verb: int  # token of the cue
    several: bool = False  # said of more than one act ("both attacks")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(yaml_file("blame")[name])


def find_blames(analysis: Analysis) -> list[Blame]:
    """Everyone who is accused of an act, claims it or denies it, in the order of the text."""
    tree = tree_of(analysis)
    verbs = (
        _words("from")
        | _words("accuse")
        | _words("blame")
        | _words("claim")
        | _words("deny")
        | _words("behind")
        | {"hold"}
    )
    found: list[Blame] = []
    for i, lemma in enumerate(tree.lemma):
        if lemma not in verbs:
            continue
        for actor, basis in _named(tree, i, lemma):
            if tree.lower[actor] in _NOBODY and tree.dep[actor] != "compound" and not _described(tree, actor):
                continue
            span, cue = tree.received(*actor_extent(tree, actor)), tree.received(i, i + 1)
            found.append(Blame(span, basis, cue, tree.sentence[i], i, _several(tree, i)))
    return found


def _several(tree: Tree, verb: int) -> bool:
    """Whether the object is a plural act."""
    objects = [o for c in (verb, *tree.kids(verb, "prep", "dobj")) for o in tree.kids(c, "dobj", "pobj", "prep")]
    objects += [n for o in objects for n in tree.kids(o, "pobj")]
    return any(tree.tag[o] == "NNS" and tree.lemma[o] in _words("acts") for o in objects)


def _described(tree: Tree, i: int) -> bool:
    return tree.lower[i] == "group" and not any(tree.lower[c] == "no" for c in tree.children[i])


def _named(tree: Tree, i: int, lemma: str) -> Iterator[tuple[int, ActorBasis]]:
    if lemma in _words("behind"):
        yield from _behind(tree, i)
    elif tree.tag[i][:2] != "VB":
        return
    elif lemma in _words("accuse"):
        yield from ((n, "accused") for n in _patient(tree, i))
    elif lemma in _words("blame"):
        yield from ((n, "accused") for n in _blamed(tree, i))
    elif lemma in _words("from"):
        yield from ((n, "accused") for n in _come_from(tree, i))
    elif lemma == "hold":
        yield from ((n, "accused") for n in _held(tree, i))
    else:
        yield from _claimed(tree, i, "claimed" if lemma in _words("claim") else "denied")


def _patient(tree: Tree, verb: int) -> list[int]:
    """The one accused: the object, or the subject of the passive."""
    found = tree.kid(verb, "nsubjpass") if is_passive(tree, verb) else tree.kid(verb, "dobj")
    if found is None and is_passive(tree, verb) and tree.dep[verb] in {"acl", "relcl"}:
        found = tree.head[verb]
    return [] if found is None else tree.conjuncts(found)


def _blamed(tree: Tree, verb: int) -> list[int]:
    """ "Blamed on Y" (the parser often hangs "on Y" on the act) before "blamed Y"."""
    above = [verb, *tree.kids(verb, "dobj")]
    for prep in (p for node in above for p in tree.kids(node, "prep")):
        if tree.lower[prep] in {"on", "to"}:
            return [c for n in tree.kids(prep, "pobj") for c in tree.conjuncts(n)]
    return _patient(tree, verb)


def _come_from(tree: Tree, verb: int) -> list[int]:
    """ "The attack, which Z says came from Y"."""
    subject = tree.kid(verb, "nsubj")
    above = next((tree.head[n] for n in (verb, *tree.ancestors(verb)) if tree.dep[n] == "relcl"), None)
    act = above if subject is not None and tree.lower[subject] in {"which", "that"} else subject
    if act is None or tree.lemma[act] not in _words("acts"):
        return []
    return [n for p in tree.kids(verb, "prep") if tree.lower[p] == "from" for n in tree.kids(p, "pobj")]


def _held(tree: Tree, verb: int) -> list[int]:
    """ "Held Y responsible": the parser sees a clause or an adjective after the object."""
    for child in tree.children[verb]:
        if tree.lemma[child] == "responsible":
            return tree.kids(child, "nsubj") or _patient(tree, verb)
        if tree.dep[child] == "dobj" and any(
            tree.lemma[c] == "responsible" and c > child for c in tree.children[child]
        ):
            return [child]
    return []


def _claimed(tree: Tree, verb: int, basis: ActorBasis) -> Iterator[tuple[int, ActorBasis]]:
    """Subject of "claimed responsibility", "denied any role"; a denied act may also stand as a clause of doing."""
    if is_passive(tree, verb):
        thing = tree.kid(verb, "nsubjpass")
        if thing is not None and (tree.lemma[thing] in _words("responsibility") or basis == "claimed"):
            yield from ((n, basis) for n in agents(tree, verb))
        return
    things = tree.kids(verb, "dobj", "xcomp")
    owned = _words("taken") if tree.lemma[verb] == "take" else _words("responsibility")
    own = any(tree.lemma[t] in owned for t in things)
    own = own or (tree.lemma[verb] == "claim" and any(tree.lemma[t] in _words("acts") for t in things))
    doing = basis == "denied" and any(tree.tag[t] == "VBG" for t in things)
    subject = subject_of(tree, verb) if own or doing else None
    if subject is not None:
        yield subject, basis


def _behind(tree: Tree, i: int) -> Iterator[tuple[int, ActorBasis]]:
    """ "Y was behind Z", "Y is responsible for Z"."""
    verb = tree.head[i]
    if tree.lemma[verb] == "be" and tree.dep[i] in {"prep", "acomp", "attr", "advmod"}:
        own = tree.kid(verb, "nsubj")
        subject = own if own is not None and tree.pos[own] == "PRON" else subject_of(tree, verb)
        negated = any(tree.dep[c] == "neg" for c in tree.children[verb])
        said = tree.head[verb] if tree.dep[verb] == "ccomp" else None
        if subject is not None and tree.pos[subject] == "PRON" and said is not None:
            speaker = subject_of(tree, said)
            if speaker is not None:
                yield speaker, "denied" if negated else "claimed"
        elif subject is not None:
            yield subject, "denied" if negated else "accused"
