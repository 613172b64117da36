"""Which named place "the town", "the two villages" or "the city" speak of.

A phrase of a plain word for a place with "the", "this", "both" or "its" and without a name of its own stands for a place
named before: the last one that the word fits (a district is no city, a province no town), the last list of names for a
plural. "Fighters left Noro and Pelagi. ... The two villages had been under siege" speaks of Noro and Pelagi.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from dateline.claims.reading import Reading
from dateline.find.tree import Tree
from dateline.vocab.load import yaml_file

REACH = 1500  # characters back to the name
_TAKES = frozenset({"prep", "pobj", "dobj", "nsubjpass", "poss", "nmod", "compound"})
_PLACING = frozenset({"in", "on", "at", "of", "from", "into", "near", "inside", "outside", "around", "across", "through", "against", "out", "under"})  # fmt: skip
_POINTING = frozenset({"the", "this", "that", "these", "those", "both", "all"})
_TOWNS = frozenset({"city", "town", "village"})
_BETWEEN = frozenset({"and", "or", "the", "nearby", "of", "as", "well", "on", "in", "at", "near", "neighbouring", "neighboring", "another", "towns", "villages", "cities"})  # fmt: skip
_DEPTH = 5


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str, words)) for name, words in yaml_file("place_words").items()}


def people_words() -> frozenset[str]:
    """Words for a faith or a side that are no names of places."""
    return _words()["people"]


def spoken_places(reading: Reading, tree: Tree, event: int, *, of_subject: bool = False) -> tuple[int, ...]:
    """Indexes of the place names that a plain word for a place in the event's own phrase stands for, nearest first;
    empty when there is no such word or nothing named before fits it. ``of_subject``: the event says something of its
    subject ("the towns are under siege")."""
    for token in _phrases(tree, event, of_subject):
        if _stands_for_a_name(reading, tree, token):
            found = _named(reading, tree, token)
            if found:
                return found
    return ()


def _phrases(tree: Tree, event: int, of_subject: bool) -> Iterator[int]:
    """The nouns that hang on the event word: its object, where it happened, whose or what of it was, nearest first."""
    starts = [event]
    verb = event
    while tree.tag[verb][:2] != "VB" and tree.head[verb] != verb and len(starts) < 4:
        verb = tree.head[verb]
        if tree.pos[verb] not in {"NOUN", "VERB", "AUX", "ADP"}:
            break
        starts.append(verb)
    seen = set(starts)
    queue = [(s, 0) for s in starts]
    for node, depth in queue:
        if tree.lemma[node] in _words()["nouns"] and node != event and not _owns_a_name(tree, node):
            yield node
        if depth >= _DEPTH:
            continue
        subject = of_subject and tree.tag[node][:2] == "VB"
        for child in tree.children[node]:
            dep = tree.dep[child]
            takes = dep in _TAKES or (dep == "nsubj" and subject)
            if takes and child not in seen and (dep != "prep" or tree.lower[child] in _PLACING):
                seen.add(child)
                queue.append((child, depth + 1))


def _owns_a_name(tree: Tree, token: int) -> bool:
    """ "The city's Noro district": the district is the place."""
    above = tree.head[token]
    inside = tree.children[above] if tree.dep[token] == "poss" else []
    return any(tree.pos[c] == "PROPN" and tree.dep[c] in {"compound", "nmod"} and c > token for c in (*inside, above))


def _stands_for_a_name(reading: Reading, tree: Tree, token: int) -> bool:
    """Whether a plain word for a place points back and holds no name of its own."""
    children = tree.children[token]
    if not any(tree.lower[c] in _POINTING or tree.tag[c] == "PRP$" for c in children if c < token):
        return False
    first, end = tree.phrase_of(token)
    beside = tree.text[end][:1].isupper() if end < len(tree) and tree.pos[end] == "PROPN" else False
    told = any(tree.dep[c] in {"appos", "acl", "relcl"} and tree.pos[c] == "PROPN" for c in children)
    span = tree.received(first, end)
    named = any(
        p.span.overlaps(span) and p.kind != "demonym" and p.words.lower() not in people_words() for p in reading.places
    )
    tied = any(tree.dep[c] == "prep" and tree.lower[c] in {"near", "of", "called"} and c > token for c in children)
    return not (beside or told or named or tied)


def _named(reading: Reading, tree: Tree, token: int) -> tuple[int, ...]:
    """What the word stands for."""
    start = tree.received(token, token + 1).start
    before = [
        i
        for i, p in enumerate(reading.places)
        if p.kind == "name" and p.end <= start and start - p.end <= REACH and _fits(reading, i, tree.lemma[token])
    ]
    if tree.tag[token] in {"NNS", "NNPS"}:
        return _last_list(reading, tree, before)
    told = [i for i in before if reading.places[i].type_cue == tree.lemma[token]]
    return (told[-1],) if told else (before[-1],) if before else ()


def _last_list(reading: Reading, tree: Tree, before: list[int]) -> tuple[int, ...]:
    """The last names that stand in one list, two or more."""
    runs = [run for run in _runs(reading, tree, before) if len(run) > 1]
    return tuple(runs[-1]) if runs else ()


def places_in_list(reading: Reading, tree: Tree, first: int) -> tuple[int, ...]:
    """The towns and villages that stand in one list with a place: "raids on the city of X and on Y", "the towns of X, Y
    and Z". Parts of a town, provinces and what no gazetteer knows are no list of places that lie apart."""
    sentence = reading.places[first].sentence
    names = [i for i, p in enumerate(reading.places) if p.kind == "name" and p.sentence == sentence]
    if first not in names:
        return (first,)
    run = next(r for r in _runs(reading, tree, names) if first in r)
    return tuple(i for i in run if i == first or _is_town(reading, i)) if _is_town(reading, first) else (first,)


def _is_town(reading: Reading, index: int) -> bool:
    place, where = reading.places[index], reading.wheres[index]
    return where.placed and (where.kind in _TOWNS or place.type_cue in _TOWNS)


def _runs(reading: Reading, tree: Tree, order: list[int]) -> list[list[int]]:
    """Place names in the order of the text, cut where no list joins them."""
    runs = [[i] for i in order[:1]]
    for a, b in pairwise(order):
        if _joined(reading, tree, a, b):
            runs[-1].append(b)
        else:
            runs.append([b])
    return runs


def listed(reading: Reading, tree: Tree, indexes: tuple[int, ...]) -> tuple[int, ...]:
    """The first of these places with those named in one list with it ("Noro, Pelagi and Idra"), in the order given."""
    if len(indexes) < 2:
        return indexes
    runs = _runs(reading, tree, sorted(indexes, key=lambda i: reading.places[i].start))
    run = next(r for r in runs if indexes[0] in r)
    return tuple(i for i in indexes if i in run)


def _joined(reading: Reading, tree: Tree, a: int, b: int) -> bool:
    """Whether nothing but "and", a comma or "the nearby" stands between two names."""
    first, second = reading.places[a], reading.places[b]
    if first.sentence != second.sentence or second.start - first.end > 32 or second.start < first.end:
        return False
    between = tree.view.report.text[first.end : second.start].lower().replace(",", " and ").split()
    joined = any(w in {"and", "or"} for w in between)
    return joined and all(w in _BETWEEN or w.isdigit() or w in _words()["nouns"] for w in between)


def _fits(reading: Reading, index: int, noun: str) -> bool:
    """Whether the name can be what the word says."""
    place, where = reading.places[index], reading.wheres[index]
    if where.precision in {"country", "region"} or place.group in {"country", "short"}:
        return False
    wide = where.precision == "admin1" or place.type_cue in {"admin1", "admin2"}
    if noun in _words()["wide"]:
        return wide or place.group in {"admin1", "admin2"}
    if wide and place.group != "settlement":
        return False
    if noun in _words()["parts"]:
        return place.type_cue == "neighbourhood" or not place.group
    return place.type_cue != "neighbourhood" and (noun != "city" or where.kind in {"city", "town"})
