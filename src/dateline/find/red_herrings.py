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
    words: int = 1  # different cues of that world in the sentence
    retold: bool = False  # a real event, long over


@cache
def idioms() -> Table[str]:
    """Fixed words whose event word is none."""
    return Table((form, phrase) for phrase in yaml_file("red_herrings")["idioms"] for form in phrase_forms(phrase))


@cache
def domains() -> Table[tuple[str, bool]]:
    """Cue words with the world they belong to, and whether one is enough."""
    worlds: dict[str, Any] = yaml_file("red_herrings")["domains"]
    return Table(
        (cue, (name, kind == "sure"))
        for name, world in worlds.items()
        for kind in ("sure", "cues")
        for cue in world[kind]
    )


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
    """The world that words[first:last] belong to, with its first cue: one sure word of it or two different cues."""
    firsts: dict[str, tuple[int, int]] = {}
    seen: dict[str, set[str]] = {}
    for start, end, (name, sure) in domains().all(words, first, last):
        firsts.setdefault(name, (start, end))
        told = seen.setdefault(name, set())
        told.add(" ".join(words[start:end]))
        if sure:
            told.add("(sure)")
    if not seen:
        return None
    name = max(seen, key=lambda key: len(seen[key]))
    retold = bool(yaml_file("red_herrings")["domains"][name].get("retold"))
    return Herring(name, *firsts[name], len(seen[name]), retold) if len(seen[name]) > 1 else None
