"""Times that only say with what an event is compared: "the worst bombing since 2013", "for the first time since June",
"the deadliest in the past decade". They date no event.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dateline.claims.time_features import acts_of
from dateline.find.tree import Tree
from dateline.vocab import yaml_file

_LEADING = frozenset({"since", "in", "for", "over"})
MOST_STEPS = 6  # words between a time and the noun that the comparison is made of


def is_comparison(tree: Tree, time: int, *, stretch: bool = False) -> bool:
    """Whether a time hangs on a superlative or a "first" by "since", or is a ``stretch`` up to now and does so by "in" ("the
    deadliest in the past decade"; "the deadliest in June" happened in June)."""
    since = _leading(tree, time)
    if since is None or not (stretch or tree.lower[since] == "since"):
        return False
    head = tree.head[since]
    if tree.pos[head] not in {"VERB", "AUX"}:
        return _is_superlative(tree, head)
    return tree.lower[since] == "since" and any(
        _is_superlative(tree, n) for n in tree.kids(head, "dobj", "attr") if _is_measured(tree, n) and n < since
    )


def _leading(tree: Tree, time: int) -> int | None:
    """The "since" or "in" over a time, through the nouns it dates ("since the war of 2014")."""
    node = time
    for _ in range(MOST_STEPS):
        node = tree.head[node]
        if tree.pos[node] in {"VERB", "AUX"}:
            return None
        if tree.lower[node] in _LEADING:
            return node
    return None


def _is_superlative(tree: Tree, noun: int) -> bool:
    return any(tree.tag[n] in {"JJS", "RBS"} or tree.lower[n] in _listed("compared") for n in _about(tree, noun))


def _about(tree: Tree, noun: int) -> Iterator[int]:
    """A word, those that describe it, and those that describe these."""
    yield noun
    for child in tree.kids(noun, "amod", "advmod", "nummod", "det", "appos", "compound"):
        yield child
        yield from tree.kids(child, "advmod", "amod")


def _is_measured(tree: Tree, noun: int) -> bool:
    """Whether a noun names an act or an amount, so that "since" compares it ("the heaviest shelling since 2014") and does
    not tell how long it is held ("the largest dam since 2014")."""
    return bool(acts_of(tree.lower[noun])) or tree.lemma[noun] in _listed("measures")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(yaml_file("time_words")[name])
