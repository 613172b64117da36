"""Whether a group of mentions tells of an incident, or only uses a word for one.

"The besieged towns", "a convoy of evacuees", "the best way to end the fighting" hold event words and tell nothing. A
group is kept when a mention stands in a clause of its own and the clause gives it something to hold on to: a place, a
day, someone who did it or suffered it, a toll.
"""

from __future__ import annotations

from dateline.claims.telling import Telling, telling_words
from dateline.find.tree import Tree

_SPEECH_ONLY = frozenset({"threat_claim", "agreement"})


def is_told(tree: Tree, group: list[Telling]) -> bool:
    """Whether the mentions of a group together tell of an incident."""
    anchors = [t for t in group if is_anchor(tree, t)]
    if not anchors:
        return False
    held = any(t.where is not None or t.counts for t in group)
    parties = any(t.actors or t.targets for t in group)
    dated = any(t.when is not None for t in group)
    if all(t.event.type in _SPEECH_ONLY for t in group):
        return bool(held and parties)
    if all(tree.lemma[t.head] in telling_words()["general"] for t in group):
        return held and (parties or dated)
    return bool(held or parties or dated)


def is_anchor(tree: Tree, one: Telling) -> bool:
    """Whether a mention can carry an incident alone."""
    lemma, word = tree.lemma[one.head], tree.lower[one.head]
    if one.attributive:
        return False
    return not (one.noun and (lemma in telling_words()["people"] or word in telling_words()["people"]))
