"""Who the words mean: a known group by any of its names, a name's short form, or the words themselves.

Joined within a report only: an abbreviation in brackets after its long form, a surname after the full name, and a
plain group word ("the militants") that points back to the last named group of the same kind. The last one is a guess
and is marked as such (:class:`Joined`), so that whoever uses it can lower the certainty. Nothing is dropped: an actor
that nobody knows keeps its words.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from dateline.find.actors import Entry, registry
from dateline.find.analysis import Analysis
from dateline.model import Actor, ActorMention
from dateline.model.values import ActorKind
from dateline.resolve.actor_names import capitals, clean_name

_POINTERS = frozenset(
    {
        "militant",
        "rebel",
        "insurgent",
        "guerrilla",
        "jihadist",
        "jihadi",
        "fighter",
        "group",
        "terrorist",
        "extremist",
        "separatist",
        "movement",
    }
)


class Joined(NamedTuple):
    """A value and, where it was reached through another mention of the report, that mention's index and why."""

    actor: Actor
    through: int | None = None
    reason: str = ""


def resolve_actors(analysis: Analysis, mentions: list[ActorMention]) -> list[Actor]:
    """The value of each mention, in the same order."""
    return [j.actor for j in join_actors(analysis, mentions)]


def join_actors(analysis: Analysis, mentions: list[ActorMention]) -> list[Joined]:
    """The same with how each was reached."""
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, -mentions[i].end))
    found: dict[int, Joined] = {}
    last_group: int | None = None
    full_names: dict[str, int] = {}
    for i in order:
        mention = mentions[i]
        joined = _known(mention) or _pointer(mention, mentions, last_group) or _surname(mention, mentions, full_names)
        found[i] = joined or Joined(_plain(mention))
        if mention.registry and registry()[mention.registry].kind in {"rebel", "militia"}:
            last_group = i
        words = mention.words.split()
        if mention.registry is None and mention.kind == "person" and len(words) > 1:
            full_names.setdefault(words[-1].lower(), i)
    return [found[i] for i in range(len(mentions))]


def _known(mention: ActorMention) -> Joined | None:
    if mention.registry is None:
        return None
    entry = registry()[mention.registry]
    return Joined(Actor(entry.name, cast(ActorKind, entry.kind), registry=entry.key, country=entry.country))


def _pointer(mention: ActorMention, mentions: list[ActorMention], last: int | None) -> Joined | None:
    """ "The militants", "fighters with the militant group": the last named group before, if the words name nobody."""
    words = mention.words.lower().split()
    if last is None or any(w[:1].isupper() for w in mention.words.split()[1:]) or not _points(words, mention.head):
        return None
    group = registry()[cast(str, mentions[last].registry)]
    actor = Actor(group.name, cast(ActorKind, group.kind), registry=group.key, country=group.country)
    return Joined(actor, last, f'"{mention.words}" taken for {group.name}, the last group named before')


def _points(words: list[str], head: str) -> bool:
    """Whether the words point back to a group told before."""
    if head in _POINTERS and words[0] in {"the", "these", "those", "its", "their"} and len(words) <= 3:
        return True
    return (
        len(words) > 3
        and words[-1] in {"group", "organization", "organisation", "movement", "militia", "network"}
        and "the" in words[1:]
    )


def _surname(mention: ActorMention, mentions: list[ActorMention], full: dict[str, int]) -> Joined | None:
    words = mention.words.split()
    if len(words) != 1 or words[0].lower() not in full or not words[0][:1].isupper():
        return None
    other = full[words[0].lower()]
    return Joined(_plain(mentions[other]), other, f'"{mention.words}" is short for {mentions[other].words}')


def _plain(mention: ActorMention) -> Actor:
    """The name that the words give; a capital stands for its government, a building is nobody."""
    modifier = mention.words.lower() == mention.head
    name = clean_name(mention.words, modifier=modifier)
    state = capitals().get(name.lower()) if mention.kind == "person" else None
    if name != mention.words and name in _states():
        entry = _states()[name]  # "Russian" is Russia
        return Actor(name, cast(ActorKind, entry.kind), registry=entry.key, country=entry.country)
    kind = "government" if state else mention.kind
    return Actor(name, cast(ActorKind, kind), country=state)


@cache
def _states() -> dict[str, Entry]:
    """The states of the registry, by name."""
    return {entry.name: entry for entry in registry().values() if entry.kind == "government"}
