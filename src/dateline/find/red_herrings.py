"""Event words that tell of no incident: idioms, sport, markets, films, anniversaries, trials.

Decides for one event word of a sentence whether it belongs to such a world, and says by which words. "The striker shot
wide of the goal" is sport; "fans rioted after the cup final and two people were killed" is an incident although it
speaks of a cup: people were harmed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from dateline.find.phrases import Table, phrase_forms
from dateline.vocab import yaml_file


class Herring(msgspec.Struct, frozen=True):
    """Why an event word is none: the world it belongs to and the words (positions in the sentence) that say so."""

    kind: str
    start: int
    end: int


@cache
def idioms() -> Table[str]:
    """Fixed words whose event word is none."""
    return Table((form, phrase) for phrase in yaml_file("red_herrings")["idioms"] for form in phrase_forms(phrase))


@cache
def domains() -> Table[str]:
    """Cue words with the world they belong to."""
    worlds: dict[str, Any] = yaml_file("red_herrings")["domains"]
    return Table((cue, name) for name, world in worlds.items() for cue in world["cues"])


def idiom_over(words: list[str], start: int, end: int, first: int, last: int) -> Herring | None:
    """The idiom within words[first:last] that overlaps the event word [start, end), if there is one."""
    table = idioms()
    for position in range(max(first, start - 5), end):
        if words[position] in table.rows:
            for stop, _ in table.at(words, position, last):
                if position < end and start < stop:
                    return Herring("idiom", position, stop)
    return None


def world_of(words: list[str], first: int, last: int) -> Herring | None:
    """The world that has most cues in words[first:last], with its first cue; ``None`` below the cues it needs."""
    hits: dict[str, list[tuple[int, int]]] = {}
    for start, end, name in domains().all(words, first, last):
        hits.setdefault(name, []).append((start, end))
    if not hits:
        return None
    name = max(hits, key=lambda key: len(hits[key]))
    needs = int(yaml_file("red_herrings")["domains"][name]["needs"])
    return Herring(name, *hits[name][0]) if len(hits[name]) >= needs else None
