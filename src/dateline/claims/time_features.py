"""Features of "this event happened at that time", read from the tree of the sentence and the order of the text.

Each feature is a short readable name; :mod:`dateline.claims.event_time` weighs them with learned weights. Nothing here
decides. A candidate is a time of the sentence, a time told just before, the day the story is about, or the day published.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from dateline.find.event_lexicon import triggers
from dateline.find.tree import Tree
from dateline.model import TimeMention, When
from dateline.vocab import yaml_file

CandidateKind = Literal["sentence", "twin", "before", "story", "publication"]


FAR_BACK = 4
_AHEAD = frozenset({"modal", "to", "base"})


class Candidate(NamedTuple):
    """A time that an event may have. ``token`` is the head of its words (``None`` for the day published)."""

    kind: CandidateKind
    when: When
    mention: TimeMention | None = None
    token: int | None = None
    alone: bool = True  # the only time of its sentence
    telling: bool = False  # told with a verb or noun of saying: the day of the telling
    back: int = 0  # sentences back to a time told just before, at most :data:`FAR_BACK`
    later: bool = False  # after the day of publication
    shares: bool = False  # a twin with a name in common


class EventWord(NamedTuple):
    """The head word of an event with what its features need."""

    tree: Tree
    token: int
    start: int
    end: int
    headline: bool
    timed: bool  # its sentence names a time
    manner: str  # tense and aspect, see :func:`manner`


def features(event: EventWord, candidate: Candidate) -> Iterator[str]:
    """Names of the features that hold of an event and a candidate."""
    kind = candidate.kind
    yield kind
    yield f"{kind}:{event.manner}"
    if event.headline:
        yield f"{kind}:headline"
        yield f"{kind}:headline:{event.manner}"
    yield f"{kind}:{'timed' if event.timed else 'untimed'}"
    if says(event.tree, event.token):
        yield f"{kind}:says"
    if kind != "publication":
        yield f"{kind}:{_size(candidate.when)}"
    if candidate.mention is not None and candidate.when.basis == "bound":
        yield f"{kind}:bound"
    if candidate.telling:
        yield f"{kind}:telling"
    if candidate.later:
        yield f"{kind}:later:{'ahead' if event.manner in _AHEAD else 'told'}"
    if kind == "before":
        yield f"before:back-{candidate.back}"
    if kind == "twin":
        yield f"twin:{'shares' if candidate.shares else 'alone'}"
    if kind == "sentence" and candidate.token is not None:
        yield from _place_in_sentence(event, candidate)


def _place_in_sentence(event: EventWord, candidate: Candidate) -> Iterator[str]:
    tree, word, token = event.tree, event.token, candidate.token
    assert token is not None
    relation = clause_relation(tree, word, token)
    yield f"clause:{relation}"
    yield f"clause:{relation}:{'verb' if tree.pos[word] in _VERBS else 'noun'}"
    if word in _chain(tree, token):
        yield "above-time"
    if tree.head[token] == word:
        yield "heads-time"
    distance = abs(word - token)
    yield f"words:{min(distance, 3) if distance < 4 else 4 if distance < 7 else 7 if distance < 12 else 12}"
    yield "time-after" if token > word else "time-before"
    yield "alone" if candidate.alone else "not-alone"
    if relation == "same" and token > word and "VERB" not in tree.pos[word + 1 : token]:
        yield "next-verb"


def clause_relation(tree: Tree, event: int, time: int) -> str:
    """How the clause of the event lies to the clause that holds the time: ``same``, ``up-ccomp`` (the time stands in the
    clause above, the event in its complement), ``down-advcl`` (the time stands in an adverbial clause below), ``other``."""
    clause_of_event, clause_of_time = clause_verb(tree, event), clause_verb(tree, time)
    if clause_of_event == clause_of_time:
        return "same"
    label = _label_to(tree, clause_of_event, clause_of_time)
    if label:
        return f"up-{label}"
    label = _label_to(tree, clause_of_time, clause_of_event)
    return f"down-{label}" if label else "other"


_VERBS = frozenset({"VERB", "AUX"})
_LABELS = frozenset({"ccomp", "xcomp", "advcl", "relcl", "conj", "acl", "pcomp", "parataxis"})


def _label_to(tree: Tree, low: int, high: int) -> str:
    """Dependency label of the topmost clause on the way from ``low`` up to ``high``; empty when ``high`` is not above."""
    label, token, steps = "", low, 0
    while tree.head[token] != token and steps < 40:
        label = tree.dep[token] if tree.dep[token] in _LABELS else (label or "dep")
        token = tree.head[token]
        steps += 1
        if token == high:
            return label
    return ""


def clause_verb(tree: Tree, token: int) -> int:
    """The verb of the clause a word stands in: itself or its nearest verb above, else the top of its sentence."""
    steps = 0
    while tree.pos[token] not in _VERBS and tree.head[token] != token and steps < 40:
        token = tree.head[token]
        steps += 1
    return token


def _chain(tree: Tree, token: int) -> list[int]:
    """The words above a word up to and including the first verb."""
    chain: list[int] = []
    while tree.head[token] != token and len(chain) < 12:
        token = tree.head[token]
        chain.append(token)
        if tree.pos[token] in _VERBS:
            break
    return chain


def is_telling(tree: Tree, time: int) -> bool:
    """Whether a time stands with words of saying and what they say, so that it is the day of the telling: "police said on
    Thursday that ...", "in a statement on Thursday", not "the blast claimed nine lives on Thursday"."""
    chain = _chain(tree, time)
    if any(tree.base[word] in _saying_nouns() for word in chain[:2]):
        return True
    verb = chain[-1] if chain else time
    return (
        tree.pos[verb] in _VERBS
        and says(tree, verb)
        and (bool(tree.kids(verb, "ccomp")) or tree.dep[verb] == "parataxis")
    )


def names_about(tree: Tree, word: int) -> frozenset[str]:
    """Proper names in the phrase of a word, or beside it where a verb ties them to it ("Rabin was killed", "Rabin's murder")."""
    near = [word, *tree.children[word]]
    if tree.dep[word] in _TIED:
        near += tree.children[tree.head[word]]
    return frozenset(tree.lower[t] for n in near for t in (n, *tree.children[n]) if tree.pos[t] == "PROPN")


_TIED = frozenset({"nsubj", "nsubjpass", "dobj", "xcomp", "pcomp"})


@lru_cache(maxsize=20_000)
def acts_of(word: str) -> frozenset[str]:
    """Types of incident that a lower-cased word alone may name."""
    return frozenset(entry.type for rest, entry in triggers().rows.get(word, ()) if not rest)


def says(tree: Tree, token: int) -> bool:
    """Whether a word is one of saying."""
    return tree.base[token] in saying()


@cache
def saying() -> frozenset[str]:
    """Verbs and nouns of saying, by lemma."""
    return frozenset(yaml_file("time_words")["saying"])


@cache
def _saying_nouns() -> frozenset[str]:
    return frozenset(yaml_file("time_words")["saying_nouns"])


def manner(tree: Tree, token: int) -> str:
    """Tense and aspect in one word: past, perfect, present, future, to, ing, participle, noun.

    A state takes those of the verb that says it ("the lights are out" is present).
    """
    pos, tag = tree.pos[token], tree.tag[token]
    if pos not in _VERBS:
        if tree.dep[token] in _STATES and tree.pos[tree.head[token]] in _VERBS:
            return manner(tree, tree.head[token])
        return "noun" if pos in ("NOUN", "PROPN") else "other-word"
    helpers = {tree.lower[child] for child in tree.kids(token, "aux", "auxpass")}
    if helpers & {"have", "'ve"} and tag == "VBN" and helpers & _MAYBE:
        return "perfect"  # "may have killed" is told of as past
    if helpers & {"will", "would", "shall", "may", "might", "could", "can", "should", "must", "'ll"}:
        return "modal"
    if helpers & {"has", "have", "'ve", "'s"} and tag == "VBN":
        return "perfect"
    if "had" in helpers:
        return "pluperfect"
    if "to" in helpers:
        return "to"
    if helpers & {"was", "were"} or tag == "VBD":
        return "past"
    return {"VBN": "participle", "VBG": "ing", "VB": "base"}.get(tag, "present")


_MAYBE = frozenset({"may", "might", "could", "must"})
_STATES = frozenset({"acomp", "attr", "prep", "advmod", "oprd"})


def _size(when: When) -> str:
    kind = when.granularity
    return "clock" if kind in ("second", "minute", "hour") else "day" if kind in ("day", "part_of_day") else str(kind)
