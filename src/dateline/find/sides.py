"""What the grammar of its clause says of a weak event word: a side does it to someone, or what it names did harm.

"Forces seized Larnok", "jets target the city": an armed side or a state is the subject, and a place, a building, people
or a force is the object. "A strike destroyed a mill": the noun is the subject of a verb of harm. Weak words need such
company to tell an incident (:mod:`dateline.find.events`); here only the parse is read.
"""

from __future__ import annotations

from functools import cache

from dateline.find.actors import countries, facilities, nouns
from dateline.find.event_lexicon import company
from dateline.find.roles import subject_of
from dateline.find.tree import Tree
from dateline.vocab import yaml_file

_LAUNCHING = frozenset({"launch", "carry", "conduct", "mount", "execute", "perform", "begin", "start", "resume"})
_PEOPLE = frozenset({"civilians", "state_forces", "rebel", "militia", "police", "external_forces"})


def done_by_a_side(tree: Tree, verb: int) -> bool:
    """Whether the word is a verb that an armed side or a state does to a place, a building, people or a force."""
    if tree.tag[verb][:2] != "VB":
        return False
    subject = subject_of(tree, verb)
    if subject is None or not _is_side(tree, subject):
        return False
    return any(_can_be_taken(tree, thing) for thing in tree.kids(verb, "dobj"))


def launched_by_a_side(tree: Tree, noun: int) -> bool:
    """Whether the word is what an armed side or a state launched or carried out: "Russia launched the strike"."""
    verb = tree.head[noun]
    if tree.pos[noun] != "NOUN" or tree.dep[noun] != "dobj" or tree.lemma[verb] not in _LAUNCHING:
        return False
    subject = subject_of(tree, verb)
    return subject is not None and _is_side(tree, subject)


def takes_place(tree: Tree, verb: int) -> bool:
    """Whether the word is a verb with a town, a village or a bare name as its object: "seized Larnok", "captured two
    villages"."""
    things = tree.kids(verb, "dobj") if tree.tag[verb][:2] == "VB" else []
    return any(tree.pos[t] == "PROPN" or facilities().get(tree.lemma[t]) == "settlement" for t in things)


def takes_building(tree: Tree, verb: int) -> bool:
    """Whether the object of a verb is a building, a work or a vehicle and no town: "stormed a prison"."""
    kinds = {facilities().get(tree.lemma[t], "settlement") for t in tree.kids(verb, "dobj")}
    return bool(kinds) and "settlement" not in kinds


def is_done_to(tree: Tree, verb: int) -> bool:
    """Whether the word is a verb done to someone or something: workers strike, a bus is struck."""
    return tree.tag[verb][:2] == "VB" and bool(tree.kids(verb, "dobj", "nsubjpass"))


def done_harm(tree: Tree, noun: int) -> bool:
    """Whether the word is a noun and the subject of a verb of harm with an object."""
    verb = tree.head[noun]
    if tree.pos[noun] != "NOUN" or tree.dep[noun] != "nsubj" or tree.lemma[verb] not in _harming():
        return False
    return any(_can_be_taken(tree, thing) for thing in tree.kids(verb, "dobj"))


def _is_side(tree: Tree, token: int) -> bool:
    return any(value == "armed" for _, value in company().at(tree.lower, token, token + 1)) or (
        tree.pos[token] == "PROPN" and tree.lower[token] in countries()
    )


def _can_be_taken(tree: Tree, thing: int) -> bool:
    """Whether a noun names a place, a building, people or a force."""
    noun = nouns().get(tree.lemma[thing])
    return (
        tree.pos[thing] == "PROPN"
        or tree.lemma[thing] in facilities()
        or (noun is not None and noun[0] in _PEOPLE)
        or any(value in {"sites", "victims"} for _, value in company().at(tree.lower, thing, thing + 1))
    )


@cache
def _harming() -> frozenset[str]:
    return frozenset(yaml_file("event_things")["harming"])
