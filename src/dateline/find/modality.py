"""Did it happen? The modality of an event word and the words that set it.

Cues come from ``modality_cues.yaml``. A cue before the event word counts within the clause (up to ``REACH`` words,
not across a semicolon, colon or full stop); one after it must follow closely. The nearest cue decides; where two
stand equally near, the order of the file does. Without a cue an event happened.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import msgspec

from dateline.find.phrases import Table, phrase_forms
from dateline.model.mention import Modality
from dateline.vocab import yaml_file

REACH = 7  # words between a cue and the event word; 5 to 9 measured alike on MUC-4 stages
REACH_AFTER = 3
REACH_DEVICE = 15
CLOSE = 2  # a bare "no" counts this near
SHORT = 4  # words between "foiled" and "attack"
FUTURE = frozenset({"will", "shall", "'ll"})
STOPS = (
    frozenset(";:.!?\u2014\u2013")
    | {"--", "but", "after", "when", "while", "and", "as", "because", "where"}
    | {"investigation", "inquiry", "inquest", "probe"}
)


class Reading(msgspec.Struct, frozen=True):
    """A modality and the positions of its cue (``-1``: no cue)."""

    modality: Modality
    start: int = -1
    end: int = -1


@cache
def _cues(side: str) -> Table[str]:
    entries: dict[str, Any] = yaml_file("modality_cues")
    pairs = {
        (form, name) for name, entry in entries.items() for cue in entry.get(side, ()) for form in phrase_forms(cue)
    }
    return Table(sorted(pairs))


@cache
def _rank() -> dict[str, int]:
    return {name: number for number, name in enumerate(yaml_file("modality_cues"))}


def modality_at(words: list[str], start: int, end: int, first: int, last: int, *, device: bool = False) -> Reading:
    """The modality of the event word [start, end) in the sentence words[first:last].

    ``device``: the word names a thing that bursts, of which is told later in its clause whether it did.
    """
    while words[start] in FUTURE and start + 1 < end:
        start += 1  # event words may begin with the cue: "will bomb"
    found = _before(words, start, first, end) + _after(words, end, last, "after", REACH_AFTER)
    if device and not found:
        found = _after(words, end, last, "device", REACH_DEVICE)
    if not found:
        return Reading("happened")
    _, _, name, cue_start, cue_end = min(found)
    return Reading(cast(Modality, name), cue_start, cue_end)


def _before(words: list[str], start: int, first: int, end: int) -> list[tuple[int, int, str, int, int]]:
    table, begin = _cues("before"), start
    while begin > first and start - begin < REACH and words[begin - 1] not in STOPS:
        begin -= 1
    found = []
    for position, stop, name in table.all(words, begin, end):
        if name == "attempted" and not _reaches(words, position, stop, start):
            continue
        if _doubts_toll(words, position):
            continue
        if stop <= start or (position < start < stop and words[start] != "not"):  # "were not allowed to leave"
            found.append((max(0, start - stop), _rank()[name], name, position, min(stop, start)))
    for position, stop, name in _cues("close").all(words, max(begin, start - CLOSE), start):
        found.append((start - stop, _rank()[name], name, position, stop))
    return found


def _doubts_toll(words: list[str], position: int) -> bool:
    """Whether a cue doubts how many and not whether: "40 are feared dead after a ferry sank"."""
    return words[position] == "feared" and " ".join(words[position : position + 2]) in _tolls()


@cache
def _tolls() -> frozenset[str]:
    return frozenset(yaml_file("modality_cues")["hypothetical"]["toll"])


def _reaches(words: list[str], position: int, stop: int, start: int) -> bool:
    """Whether what is tried is the event itself: "tried to kidnap", "tried to carry out an attack", "foiled an attack".

    "Trying to put out a fire" and "trying to flee the fighting" try something else.
    """
    between = words[stop:start]
    if words[stop - 1] == "to" or words[position] in _trying():
        return len([word for word in between if word not in _small_words()]) == 0
    return len(between) <= SHORT


@cache
def _trying() -> frozenset[str]:
    return frozenset(form for verb in ("~try", "~attempt", "~seek", "~intend", "~fail") for form in phrase_forms(verb))


@cache
def _small_words() -> frozenset[str]:
    """Words that may stand between trying and the event: articles, adverbs, verbs that only carry a noun."""
    words: list[str] = yaml_file("modality_cues")["attempted"]["carriers"]
    return frozenset(form for word in words for form in phrase_forms(word))


def _after(words: list[str], end: int, last: int, side: str, reach: int) -> list[tuple[int, int, str, int, int]]:
    table = _cues(side)
    limit = min(last, end + reach)
    return [
        (position - end + 1, _rank()[name], name, position, stop)
        for position in range(end, limit)
        if words[position] in table.rows
        for stop, name in table.at(words, position, last)
        if not any(word in STOPS for word in words[end:position])
    ]
