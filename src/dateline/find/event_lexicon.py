"""The triggers, context cues and company words of the vocabulary, compiled to tables of written forms.

Says which words of a text may name an incident and which types each may name; the company a weak word needs and the
choice between types are for :mod:`dateline.find.events`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from dateline.find.phrases import Table, phrase_forms, word_forms
from dateline.vocab import yaml_file
from dateline.vocab.incident_types import IncidentType, incident_types
from dateline.vocab.inflect import noun_forms, verb_forms

AMBIGUOUS = (
    "~fire at",
    "~fire on",
    "~fire upon",
    "~clear ",
    "~strike over",
    "~strike for",
    "~march ",
    "~rally ",
    "~protest ",
)  # "a fire at the plant" is no firing at it


class Entry(msgspec.Struct, frozen=True):
    """A trigger: its type, base form, strength and part of speech (verb, noun, phrase or any)."""

    type: str
    lemma: str
    strong: bool
    pos: str


def _forms(kind: IncidentType) -> Iterator[tuple[str, Entry]]:
    for word in kind.triggers.weak:
        base, _, pos = word.partition("/")
        nouns = noun_forms(base) if pos != "v" else ()
        verbs = verb_forms(base) if pos != "n" and " " not in base else ()
        entry = Entry(kind.key, base, False, {"v": "verb", "n": "noun"}.get(pos, "any"))
        yield from ((form, entry) for form in dict.fromkeys([*nouns, *verbs]))
    for verb in kind.triggers.verbs:
        yield from ((form, Entry(kind.key, verb, True, "verb")) for form in verb_forms(verb))
    for noun in kind.triggers.nouns:
        entry = Entry(kind.key, noun, True, "noun")
        for form in noun_forms(noun):
            yield form, entry
            if form.count(" ") == 1:
                yield form.replace(" ", "-"), entry
    for phrase in kind.triggers.phrases:
        verbal = phrase.startswith(AMBIGUOUS)
        entry = Entry(kind.key, phrase.replace("~", ""), True, "verb" if verbal else "phrase")
        yield from ((form, entry) for form in phrase_forms(phrase))


@cache
def triggers() -> Table[Entry]:
    """All triggers; a form may stand for a type once as a noun and once otherwise, the strong entry before the weak."""
    best: dict[tuple[str, str, bool], Entry] = {}
    for kind in incident_types().values():
        for form, entry in _forms(kind):
            key = (form, entry.type, entry.pos == "noun")
            known = best.get(key)
            if known is None or (entry.strong and not known.strong):
                best[key] = entry
    return Table((key[0], entry) for key, entry in best.items())


@cache
def contexts() -> Table[str]:
    """Context cues with the type they speak for."""
    return Table((cue, kind.key) for kind in incident_types().values() for cue in kind.context)


@cache
def company() -> Table[str]:
    """Company words with their group: armed, weapons, victims, harm or sites."""
    groups = yaml_file("event_company")
    pairs = {(form, group) for group, words in groups.items() for word in words for form in word_forms(word)}
    return Table(sorted(pairs))
