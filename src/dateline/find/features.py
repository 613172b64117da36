"""Readable features of a stretch of text, for the linear scorers of this folder.

Every feature has a name that a person can read in an explanation: ``word:ceasefire``, ``strong:air_strike``,
``act:REJECT``, ``head:refuse``. The stretch is given as token positions [start, end) of an analysis.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from dateline.find.event_lexicon import Entry, company, contexts, triggers
from dateline.find.linear import Features
from dateline.find.phrases import Table, phrase_forms
from dateline.vocab import yaml_file

REPORT_VERBS = frozenset({"say", "tell", "announce", "report", "state", "add", "according", "declare", "note", "reveal", "confirm", "claim", "inform"})  # fmt: skip
CLAUSES = frozenset({"ccomp", "xcomp"})
COMPANIONS = frozenset({"dobj", "prt", "prep", "attr", "acomp", "nsubjpass", "neg", "aux", "agent", "oprd", "dative"})
CONTENT = frozenset({"VERB", "NOUN", "ADJ"})
MOST = 3.0  # a count above this says no more


def lower_words(doc: Doc) -> list[str]:
    """The words of a text in lower case, one a token."""
    return [token.lower_ for token in doc]


def words_and_pairs(doc: Doc, words: list[str], start: int, end: int) -> Features:
    """Each word and each pair of neighbours; numbers are ``#``."""
    found: Features = {}
    before = "^"
    for position in range(start, end):
        word = words[position]
        if word.isspace():
            continue
        if doc[position].like_num:
            word = "#"
        found["word:" + word] = 1.0
        found["pair:" + before + " " + word] = 1.0
        before = word
    return found


def lemmas(doc: Doc, start: int, end: int) -> Features:
    """Base forms of verbs, nouns and adjectives."""
    return {"lemma:" + token.lemma_.lower(): 1.0 for token in doc[start:end] if token.pos_ in CONTENT}


def event_words(words: list[str], start: int, end: int) -> Features:
    """Triggers (strong, weak, the first four in order), their base forms, and context cues of all incident types."""
    found: Features = {}
    order, last = 0, -1
    for position, _, entry in triggers().all(words, start, end):
        found[("strong:" if entry.strong else "weak:") + entry.type] = 1.0
        found["trigger:" + entry.lemma] = 1.0
        if entry.strong and position > last:
            order, last = order + 1, position
            found[f"strong {min(order, 4)}:{entry.type}"] = 1.0
    for _, _, kind in contexts().all(words, start, end):
        found["context:" + kind] = found.get("context:" + kind, 0.0) + 1.0
    return found


def company_words(words: list[str], start: int, end: int) -> Features:
    """Armed actors, weapons, victims, harm and sites, each counted up to three."""
    found: Features = {}
    for _, _, group in company().all(words, start, end):
        found["company:" + group] = min(MOST, found.get("company:" + group, 0.0) + 1.0)
    return found


@cache
def act_table() -> Table[tuple[str, bool]]:
    """PLOVER acts: root, and whether the phrase has several words."""
    entries = yaml_file("plover_acts")
    return Table(
        (form, (root, " " in act))
        for root, entry in entries.items()
        for act in entry["acts"]
        for form in phrase_forms(act)
    )


def acts(words: list[str], start: int, end: int) -> Features:
    """PLOVER acts told: how often each root, by phrases of several words, and by the first three acts in order."""
    found: Features = {}
    longest: dict[int, tuple[int, set[str]]] = {}
    for position, stop, (root, phrase) in act_table().all(words, start, end):
        found["act:" + root] = found.get("act:" + root, 0.0) + 1.0
        if phrase:
            found["phrase:" + root] = 1.0
        reach, roots = longest.get(position, (stop, set()))
        if stop == reach:
            longest[position] = (stop, roots | {root})
    for order, position in enumerate(sorted(longest), 1):
        for root in longest[position][1]:
            found[f"act {min(order, 3)}:{root}"] = 1.0
    return found


def acts_at(words: list[str], position: int, end: int) -> set[str]:
    """Roots of the longest acts that begin at a word."""
    found = act_table().at(words, position, end)
    reach = max((stop for stop, _ in found), default=-1)
    return {root for stop, (root, _) in found if stop == reach}


def predicate_chain(root: Token) -> list[Token]:
    """The main verb and the verbs of the clauses that complete it: "said", "will", "not send"."""
    chain = [root]
    while len(chain) < 4:
        inner = next((child for child in chain[-1].children if child.dep_ in CLAUSES), None)
        if inner is None:
            break
        chain.append(inner)
    return chain


def predicates(doc: Doc, words: list[str], start: int, end: int) -> Features:
    """The main predicate of the first sentence of a stretch, what completes it, and the acts it tells."""
    if start >= end:
        return {}
    found: Features = {}
    chain = predicate_chain(doc[start].sent.root)
    for depth, verb in enumerate(chain):
        found |= _verb_features(verb, depth)
        found |= {f"act at {depth}:{root}": 1.0 for root in acts_at(words, verb.i, end)}
    if len(chain) > 1:
        found["chain:" + ">".join(verb.lemma_.lower() for verb in chain[:2])] = 1.0
    teller = next((verb for verb in chain if verb.lemma_.lower() not in REPORT_VERBS), None)
    if teller is not None:
        found |= _told_features(teller, words, end)
    return found


def _verb_features(verb: Token, depth: int) -> Features:
    lemma = verb.lemma_.lower()
    found = {f"head {depth}:{lemma}": 1.0, f"head:{lemma}": 1.0}
    for child in verb.children:
        if child.dep_ in COMPANIONS:
            word = child.lemma_.lower()
            found[f"head {child.dep_}:{lemma} {word}"] = 1.0
            found[f"head {depth} {child.dep_}:{word}"] = 1.0
    return found


def _told_features(verb: Token, words: list[str], end: int) -> Features:
    found = {f"told:{verb.lemma_.lower()}": 1.0, f"told tag:{verb.tag_}": 1.0}
    found |= {f"told act:{root}": 1.0 for root in acts_at(words, verb.i, end)}
    for child in verb.children:
        if child.dep_ in {"aux", "neg", "dobj"}:
            found[f"told {child.dep_}:{child.lemma_.lower()}"] = 1.0
    return found


__all__ = [
    "Entry",
    "act_table",
    "acts",
    "company_words",
    "event_words",
    "lemmas",
    "lower_words",
    "predicates",
    "words_and_pairs",
]
