"""Whose state a status word tells: the event that is its verb, its subject or its object, and no other of the sentence.

"Clashes broke out following a raid": the clashes began. "The road remains closed after clashes": no event's state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.claims.telling import Telling
from dateline.claims.time_features import clause_verb
from dateline.find.tree import Tree

REACH = 14  # words between a status word and the event word it speaks of
MOST_STEPS = 4
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECTS = ("dobj", "attr", "acomp", "xcomp", "ccomp", "oprd", "dative", "npadvmod")
_DESCRIBES = frozenset({"amod", "acl", "relcl", "compound"})
_THROUGH = frozenset(
    {"under", "with", "of", "in", "on", "against"}
)  # "under siege", "on fire", "struggle with the blaze"


def owner(tree: Tree, status: range, told: Sequence[Telling]) -> Telling | None:
    """The telling among those of the sentence whose state these words tell, ``None`` where they tell something else's."""
    near = [t for t in told if abs(t.head - status[0]) <= REACH]
    if not near:
        return None
    verb = state_verb(tree, status)
    if verb is None:
        return min(near, key=lambda t: abs(t.head - status[0]))
    subjects = list(_subjects(tree, verb))
    parts = set(_parts(tree, verb, subjects))
    own = [t for t in near if t.head in parts or set(tree.tokens_of(t.event.span)) & parts]
    if own:
        return min(own, key=lambda t: (tree.lower[t.head] in _WORKERS, abs(t.head - status[0])))
    if subjects and not all(tree.pos[s] == "PRON" for s in subjects):
        return None
    return min(near, key=lambda t: abs(t.head - status[0]))


_WORKERS = frozenset({"firefighter", "firefighters", "crews", "rescuers", "protesters", "demonstrators"})


def state_verb(tree: Tree, status: range) -> int | None:
    """The verb that says the state: the words themselves, or the verb over them; ``None`` in a phrase without one."""
    node = tree.root(status)
    for _ in range(MOST_STEPS):
        if tree.pos[node] in _VERBS or tree.head[node] == node:
            break
        node = tree.head[node]
    return node if tree.pos[node] in _VERBS else None


def dates_state(tree: Tree, verb: int | None, time: int) -> int:
    """How closely a time dates what this verb says: 2 in its clause or in what completes it, 1 in a clause above, 0 not."""
    clause = clause_verb(tree, time)
    if verb is None or clause == verb or (tree.dep[clause] == "xcomp" and verb in tree.ancestors(clause)):
        return 2
    return int(clause in tree.ancestors(verb))


def _subjects(tree: Tree, verb: int) -> Iterator[int]:
    """Subjects of a verb, its own or those it shares ("was contained but not extinguished", "tried to put out")."""
    node = verb
    for _ in range(MOST_STEPS):
        found = tree.kids(node, *_SUBJECTS)
        if found:
            yield from found
            return
        if tree.dep[node] in _DESCRIBES:
            yield tree.head[node]
            return
        if tree.dep[node] not in {"conj", "xcomp", "auxpass", "aux"}:
            return
        node = tree.head[node]


def _parts(tree: Tree, verb: int, subjects: Sequence[int]) -> Iterator[int]:
    """The verb, its subjects and objects, and what these are made of ("the last of the fires", "trying to put out a fire")."""
    yield verb
    for thing in (*subjects, *tree.kids(verb, *_OBJECTS), *_after(tree, verb)):
        yield from _inside(tree, thing)
        if tree.pos[thing] in _VERBS:
            for object_ in (*tree.kids(thing, *_OBJECTS), *_after(tree, thing)):
                yield from _inside(tree, object_)


def _after(tree: Tree, verb: int) -> list[int]:
    return [n for p in tree.kids(verb, "prep") if tree.lower[p] in _THROUGH for n in tree.kids(p, "pobj")]


def _inside(tree: Tree, noun: int) -> Iterator[int]:
    """A noun with what it is joined to: compounds, conjuncts, and the noun after "of"."""
    for word in tree.conjuncts(noun):
        yield word
        yield from tree.kids(word, "compound", "nmod", "amod")
        yield from (n for p in tree.kids(word, "prep") if tree.lower[p] == "of" for n in tree.kids(p, "pobj"))
