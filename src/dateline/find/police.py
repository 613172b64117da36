"""What police or soldiers on duty do in a sentence, or fail to do: kill, arrest, use force, fail to act, act at all.

Linear over the words and over pairs of an agent and an act of ``police_acts.yaml``: in the same sentence, near each
other, or bound by the grammar ("the police opened fire", "killed in police firing").
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from dateline.find.analysis import Analysis
from dateline.find.features import event_words, lemmas, lower_words, words_and_pairs
from dateline.find.linear import Features, scorer
from dateline.find.phrases import Table, phrase_forms, word_forms
from dateline.vocab import yaml_file

LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
NEAR, NOT_FAR = 3, 8  # words between agent and act
_BOUND = frozenset({"nsubj", "agent", "nsubjpass", "compound", "poss", "prep"})


@cache
def agents() -> Table[str]:
    """Those whose acts count."""
    return Table(
        (form, "agent") for word in yaml_file("police_acts")["agents"] for form in dict.fromkeys(word_forms(word))
    )


@cache
def police_acts() -> Table[str]:
    """Words of each act with its name."""
    entries = yaml_file("police_acts")["acts"]
    return Table(
        (form, name) for name, entry in entries.items() for word in entry["words"] for form in phrase_forms(word)
    )


def police_features(analysis: Analysis, words: list[str], start: int, end: int) -> Features:
    """Features of the tokens [start, end)."""
    return (
        _agent_and_act(analysis.doc, words, start, end)
        | words_and_pairs(analysis.doc, words, start, end)
        | lemmas(analysis.doc, start, end)
        | event_words(words, start, end)
    )


def _agent_and_act(doc: Doc, words: list[str], start: int, end: int) -> Features:
    found: Features = {}
    spans = [(first, stop) for first, stop, _ in agents().all(words, start, end)]
    if spans:
        found["agent"] = 1.0
    for first, stop, name in police_acts().all(words, start, end):
        found["act:" + name] = 1.0
        found[f"act {name}:" + " ".join(words[first:stop])] = 1.0
        if not spans:
            continue
        found["agent and act:" + name] = 1.0
        gap = min(min(abs(first - right), abs(left - stop)) for left, right in spans)
        if gap <= NOT_FAR:
            found[("agent near act:" if gap <= NEAR else "agent not far from act:") + name] = 1.0
        found |= {f"agent {dependency} of act:{name}": 1.0 for dependency in _bonds(doc, words, first)}
    return found


def _bonds(doc: Doc, words: list[str], position: int) -> set[str]:
    """How an agent hangs on an act or on the word above it."""
    rows = agents().rows
    bonds = set()
    for verb in (doc[position], doc[position].head):
        for child in verb.children:
            if child.dep_ in _BOUND and (
                words[child.i] in rows or any(words[grandchild.i] in rows for grandchild in child.children)
            ):
                bonds.add(child.dep_)
    return bonds


def police_scores(analysis: Analysis, start: int = 0, end: int | None = None) -> dict[str, float]:
    """Log-odds above its cut for each of ``LABELS``: > 0 is yes."""
    stop = len(analysis.doc) if end is None else end
    model = scorer("police")
    scores = model.scores(police_features(analysis, lower_words(analysis.doc), start, stop))
    return {label: scores[label] - model.cut[label] for label in LABELS}
