"""Whom an event of force hit, where its own clause does not say: who its victims are said to be, else those counted among
them, else those who hold the place.

"Most of the dead were soldiers", "air strikes killed at least 12 civilians", "shelled a rebel-held town", "the last rebel
enclave, until the army took it". Each carries the words and the reason that it was taken from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.claims.parties import ByspanMap, Party, can_suffer, names_a_party
from dateline.claims.reading import Reading
from dateline.claims.telling import HARM_FIELDS, Telling, telling_words
from dateline.find.holders import Holder, find_holders
from dateline.find.tree import Tree
from dateline.model import Actor, Span
from dateline.vocab.incident_types import incident_types

Heads = dict[int, tuple[Actor, Span]]
NEAR = 2  # sentences after the act in which its victims are described


def complete_targets(reading: Reading, tree: Tree, groups: Sequence[list[Telling]], parties: ByspanMap) -> None:
    """Give the events of force that have no target yet one."""
    bare = [g for g in groups if not any(t.targets for t in g) and any(_is_force(t) for t in g)]
    if not bare:
        return
    heads = _by_head(tree, parties)
    for group in bare:
        for one in group:
            one.targets += _counted_victims(tree, one, heads)
        group[0].targets += _described_victims(tree, group, heads)
    unhurt = [g for g in bare if not any(t.targets or t.counts for t in g)]  # people hit in a place are not its holders
    holders = find_holders(reading.analysis) if unhurt else []
    for group in unhurt:
        sides = {p.actor.kind for t in group for p in t.actors}
        for one in group:
            one.targets += [p for p in _holding(one, holders, parties) if p.actor.kind not in sides]


def _is_force(one: Telling) -> bool:
    return incident_types()[one.event.type].ucdp is not None


def _by_head(tree: Tree, parties: ByspanMap) -> Heads:
    """Head token of each mention of someone -> value and words."""
    found: Heads = {}
    for (start, end), (actor, _) in parties.items():
        head = tree.head_of(tree.tokens_of(Span(start, end)))
        if head is not None:
            found.setdefault(head, (actor, Span(start, end)))
    return found


def _counted_victims(tree: Tree, one: Telling, heads: Heads) -> Iterator[Party]:
    """Those counted among the dead and hurt, if the words say who they are."""
    for count in one.counts:
        tokens = tree.tokens_of(count.span) if count.field in HARM_FIELDS else range(0)
        head = next((i for i in reversed(tokens) if i in heads), None)
        if head is not None and can_suffer(tree, head) and names_a_party(tree, head, heads[head][0]):
            yield Party(*heads[head], "counted among those it harmed")


def _described_victims(tree: Tree, group: Sequence[Telling], heads: Heads) -> Iterator[Party]:
    """ "The rest of the dead were fighters", "most of the victims are civilians", soon after the act."""
    last = max(t.event.sentence for t in group)
    first = min(t.event.sentence for t in group)
    for i, (actor, span) in heads.items():
        if tree.dep[i] == "attr" and first <= tree.sentence[i] <= last + NEAR and can_suffer(tree, i):
            verb = tree.head[i]
            verb = tree.head[verb] if tree.dep[verb] == "attr" else verb  # "were IS fighters", with "IS" read as "is"
            subject = tree.kid(verb, "nsubj")
            if subject is not None and _is_of_the_harmed(tree, subject):
                yield Party(actor, span, "so the victims are described")


def _is_of_the_harmed(tree: Tree, noun: int) -> bool:
    words = tree.lower[noun : noun + 5]
    return any(w in telling_words()["harmed"] for w in words)


def _holding(one: Telling, holders: Sequence[Holder], parties: ByspanMap) -> Iterator[Party]:
    """Who holds the place, by the sentence of the event."""
    for holder in holders:
        known = parties.get((holder.side.start, holder.side.end))
        if holder.sentence == one.event.sentence and known is not None:
            yield Party(known[0], holder.side, "holds the place that was hit or taken")
