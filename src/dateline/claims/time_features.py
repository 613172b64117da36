"""Features of "this event happened at that time", read from the tree of the sentence and the order of the text.

Each feature is a short readable name; :mod:`dateline.claims.event_time` weighs them with learned weights. Nothing here
decides. A candidate is a time of the sentence, a time told just before, the day the story is about, or the day published.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from spacy.tokens import Token

from dateline.model import TimeMention, When
from dateline.vocab import yaml_file

CandidateKind = Literal["sentence", "twin", "before", "story", "publication"]


class Candidate(NamedTuple):
    """A time that an event may have. ``token`` is the head of its words (``None`` for the day published)."""

    kind: CandidateKind
    when: When
    mention: TimeMention | None = None
    token: Token | None = None
    alone: bool = True  # the only time of its sentence


class EventWord(NamedTuple):
    """The head word of an event with what its features need."""

    token: Token
    start: int
    end: int
    headline: bool
    timed: bool  # its sentence names a time


def features(event: EventWord, candidate: Candidate) -> Iterator[str]:
    """Names of the features that hold of an event and a candidate."""
    kind = candidate.kind
    yield kind
    yield f"{kind}:{manner(event.token)}"
    if event.headline:
        yield f"{kind}:headline"
    yield f"{kind}:{'timed' if event.timed else 'untimed'}"
    if _says(event.token):
        yield f"{kind}:says"
    if kind != "publication":
        yield f"{kind}:{_size(candidate.when)}"
    if candidate.mention is not None and candidate.when.basis == "bound":
        yield f"{kind}:bound"
    if kind == "sentence" and candidate.token is not None:
        yield from _place_in_sentence(event, candidate)


def _place_in_sentence(event: EventWord, candidate: Candidate) -> Iterator[str]:
    token = candidate.token
    assert token is not None
    relation = clause_relation(event.token, token)
    yield f"clause:{relation}"
    yield f"clause:{relation}:{'verb' if event.token.pos_ in ('VERB', 'AUX') else 'noun'}"
    if event.token in _chain(token):
        yield "above-time"
    if token.head == event.token:
        yield "heads-time"
    distance = abs(event.token.i - token.i)
    yield f"words:{min(distance, 3) if distance < 4 else 4 if distance < 7 else 7 if distance < 12 else 12}"
    yield "time-after" if token.i > event.token.i else "time-before"
    yield "alone" if candidate.alone else "not-alone"
    if relation == "same" and token.i > event.token.i and not _verb_between(event.token, token):
        yield "next-verb"


def _verb_between(one: Token, other: Token) -> bool:
    low, high = sorted((one.i, other.i))
    return any(t.pos_ == "VERB" for t in one.doc[low + 1 : high])


def clause_relation(event: Token, time: Token) -> str:
    """How the clause of the event lies to the clause that holds the time: ``same``, ``up-ccomp`` (the time stands in the
    clause above, the event in its complement), ``down-advcl`` (the time stands in an adverbial clause below), ``other``."""
    clause_of_event, clause_of_time = clause_verb(event), clause_verb(time)
    if clause_of_event == clause_of_time:
        return "same"
    label = _label_to(clause_of_event, clause_of_time)
    if label:
        return f"up-{label}"
    label = _label_to(clause_of_time, clause_of_event)
    return f"down-{label}" if label else "other"


_LABELS = frozenset({"ccomp", "xcomp", "advcl", "relcl", "conj", "acl", "pcomp", "parataxis"})


def _label_to(low: Token, high: Token) -> str:
    """Dependency label of the topmost clause on the way from ``low`` up to ``high``; empty when ``high`` is not above."""
    label, token, steps = "", low, 0
    while token.head != token and steps < 40:
        label = token.dep_ if token.dep_ in _LABELS else (label or "dep")
        token = token.head
        steps += 1
        if token == high:
            return label
    return ""


def clause_verb(token: Token) -> Token:
    """The verb of the clause a word stands in: itself or its nearest verb above, else the top of its sentence."""
    steps = 0
    while token.pos_ not in ("VERB", "AUX") and token.head != token and steps < 40:
        token = token.head
        steps += 1
    return token


def _chain(token: Token) -> list[Token]:
    """The words above a word up to and including the first verb."""
    chain: list[Token] = []
    while token.head != token and len(chain) < 12:
        token = token.head
        chain.append(token)
        if token.pos_ in ("VERB", "AUX"):
            break
    return chain


def _says(token: Token) -> bool:
    return token.lemma_.lower() in saying()


@cache
def saying() -> frozenset[str]:
    """Verbs and nouns of saying, by lemma."""
    return frozenset(yaml_file("time_words")["saying"])


def manner(token: Token) -> str:
    """Tense and aspect in one word: past, perfect, present, future, to, ing, participle, noun."""
    if token.pos_ not in ("VERB", "AUX"):
        return "noun" if token.pos_ in ("NOUN", "PROPN") else "other-word"
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if helpers & {"will", "would", "shall", "may", "might", "could", "can", "should", "must", "'ll"}:
        return "modal"
    if helpers & {"has", "have", "'ve", "'s"} and token.tag_ == "VBN":
        return "perfect"
    if "had" in helpers:
        return "pluperfect"
    if "to" in helpers:
        return "to"
    if helpers & {"was", "were"} or token.tag_ == "VBD":
        return "past"
    return {"VBN": "participle", "VBG": "ing", "VB": "base"}.get(token.tag_, "present")


def _size(when: When) -> str:
    kind = when.granularity
    return "clock" if kind in ("second", "minute", "hour") else "day" if kind in ("day", "part_of_day") else str(kind)
