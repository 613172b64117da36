"""Place names that groups and media bear in their own ("The Times of Israel", "Islamic State of Iraq"): no places there.

The names are those of armed groups in ``vocab/actors.yaml`` and of media in ``vocab/outlets.yaml``; of one-word names only
the groups', for a medium of one word is often spelt like a town ("Petra").
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from dateline.gazetteer.names import fold
from dateline.vocab import yaml_file
from dateline.vocab.outlets import outlets

_GROUPS = ("rebel", "militia")  # kinds of actors whose names are no places; governments are named by their capitals


def _group_names() -> list[str]:
    names: list[str] = []
    for entry in cast("dict[str, dict[str, Any]]", yaml_file("actors")).values():
        if entry["kind"] in _GROUPS:
            names += [entry["name"], *(a["name"] if isinstance(a, dict) else a for a in entry.get("aliases", ()))]
    return names


@cache
def groups() -> frozenset[str]:
    """Folded names of armed groups that are long enough to be nothing else."""
    return frozenset(fold(n) for n in _group_names() if len(n) > 4)


@cache
def short_groups() -> frozenset[str]:
    """Short names of armed groups, which are so only in capitals ("ETA", "ERP")."""
    return frozenset(n for n in _group_names() if len(n) <= 4 and n.isupper())


@cache
def _automaton() -> AhoCorasick:
    media = [name for o in outlets() for name in (o.name, *o.aliases)]
    names = {n.lower().removeprefix("the ") for n in (*media, *_group_names())}
    return AhoCorasick(sorted(n for n in names if " " in n), matchkind=MatchKind.LeftmostLongest)


def borne(text: str) -> list[tuple[int, int]]:
    """Stretches of a text that are the name of a group or a medium of two words or more, in its order.

    >>> borne("He told the New York Times of it.")
    [(12, 26)]
    """
    low = text.lower()
    if len(low) != len(text):  # a letter whose small form is longer: offsets would drift
        return []
    return [
        (start, end)
        for _, start, end in _automaton().find_matches_as_indexes(low)
        if not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum()) and text[start].isupper()
    ]
