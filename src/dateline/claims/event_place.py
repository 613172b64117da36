"""Which place an event happened at: the place its words are tied to in the sentence, else weaker evidence around it.

For each event word and each place name of its sentence, features of the parse (how the two are joined, which
preposition stands before the place, how far it is, whether it is the nearest) are summed with the weights of
``vocab/weights/event_place.tsv`` (logistic regression, ``training/event_place.py``). Places above the cut are the event's,
best first. When the sentence names none, :func:`event_places` looks to the sentences around it in the same passage, the
headline and the dateline, in that order, and never at a country when something finer is named.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.claims.place_around import Surroundings, names_party, names_people
from dateline.claims.reading import Reading
from dateline.claims.spoken_place import spoken_places
from dateline.claims.ways import brought_from, goals, origins, settlement_of
from dateline.find.analysis import Analysis
from dateline.find.tree import Tree, tree_of
from dateline.model import EventMention, PlaceMention, Span
from dateline.vocab import tsv_rows

CUT = 0.4  # least probability that a place is the event's: swept .3 to .55 on eventloc.dev, five folds (flat from .3 to .4)
LOW_CUT = 0.3  # the same where the places above the cut are those of another event
_DATELINE = re.compile(r"[A-Z][^\n().—–]{1,50}(?:\([A-Z][^()\n]{1,30}\)[ ]{0,2}[-—–]{0,2}|[ ]{0,2}(?:—|–|--)[ ])")
_DATELINE_MARKS = ("(", "—", "–", "--")  # one of them in each match
_CLAUSES = frozenset({"ROOT", "advcl", "relcl", "ccomp", "conj", "xcomp", "acl", "parataxis", "pcomp"})
_OF_ORIGINS = frozenset({"displacement", "siege_access"})  # acts that happen where those who are told of come from
_STEPS = (1, 2, 3, 5, 8, 12, 20)


@cache
def weights() -> dict[str, float]:
    """The shipped weights; ``bias`` among them."""
    return {r["feature"]: float(r["weight"]) for r in tsv_rows("weights/event_place")}


@dataclass(frozen=True, slots=True)
class _Place:
    """A place name of a sentence: index of its mention, its tokens, the token that carries it."""

    index: int
    start: int
    end: int
    head: int
    mention: PlaceMention


@dataclass(frozen=True, slots=True)
class EventPlace:
    """The places of one event as indexes into ``reading.places``, best first, and how they were reached: ``own`` words,
    ``spoken`` of ("the town"), ``goal`` of those who moved, the ``label`` that its item opens with, or ``around`` it."""

    places: tuple[int, ...]
    step: str = "own"


def event_places(reading: Reading) -> list[EventPlace]:
    """The places of each event of a reading, in the order of ``reading.events``.

    A facility or a relative place ("5 km east of X") takes the place of the name it leans on; weak evidence (an earlier
    sentence, the dateline, the headline) is used only when the event's sentence names no place."""
    tree = tree_of(reading.analysis)
    lines = datelines(reading.analysis, reading.places)
    chosen = places_of_events(reading.analysis, [e.span for e in reading.events], reading.places, lines)
    own = [_own(reading, tree, e, places) for e, places in zip(reading.events, chosen, strict=True)]
    happened = {p.places[0] for p in own if p.places and p.step != "goal"}
    around = Surroundings(reading, tree, lines, happened)
    fuller = _fuller(reading.places)
    out: list[EventPlace] = []
    for event, told in zip(reading.events, own, strict=True):
        found = told
        if not found.places:
            label = _label(reading, happened, event.span)
            found = label or EventPlace(around.of(event.span, event.sentence, left=event.type in _OF_ORIGINS), "around")
        places = tuple(dict.fromkeys(fuller.get(i, i) for i in found.places))
        out.append(EventPlace(_finest_first(reading, places), found.step))
    return out


def _label(reading: Reading, happened: Collection[int], event: Span) -> EventPlace | None:
    """The place that the event's item opens with, unless something happened elsewhere in it before."""
    item = next((span for span in reading.openings if span.contains(event)), None)
    if item is None:
        return None
    before = [i for i in happened if item.contains(reading.places[i].span) and reading.places[i].end <= event.start]
    return EventPlace((reading.openings[item],), "label") if all(i == reading.openings[item] for i in before) else None


def _own(reading: Reading, tree: Tree, event: EventMention, chosen: tuple[int, ...]) -> EventPlace:
    """What the event's own sentence says of its place."""
    token = _head(tree, event.span)
    chosen = tuple(i for i in chosen if not names_party(tree, reading.places[i].span) and not names_people(reading, i))
    if token is None:
        return EventPlace(chosen)
    there = _where_clause(reading, tree, token, event.sentence)
    if there is not None:
        return EventPlace((there,), "spoken")
    if event.type == "displacement":
        return _left(reading, tree, token, event.sentence, chosen)
    chosen = _without_origins(reading, tree, tuple(i for i in chosen if not _does_it(reading, event, i)))
    if any(_of_earlier(tree, token, reading.places[i]) for i in chosen):
        (wider,) = places_of_events(reading.analysis, [event.span], reading.places, cut=LOW_CUT)
        chosen = tuple(i for i in wider if not _of_earlier(tree, token, reading.places[i])) or chosen
    spoken = spoken_places(reading, tree, token, of_subject=event.type == "siege_access")
    return EventPlace(spoken, "spoken") if spoken else EventPlace(chosen)


def _without_origins(reading: Reading, tree: Tree, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Without the places that people came from, unless what is left only says where those are: "a child from X village in
    Y was killed" tells of X."""
    left = tuple(i for i in chosen if not brought_from(tree, reading.places[i]))
    boxes = [c for i in chosen if i not in left and (c := reading.places[i].container) is not None]
    only = all(any(reading.places[i].span.contains(box) for box in boxes) for i in left)
    return chosen if left and only else left


def _of_earlier(tree: Tree, verb: int, place: PlaceMention) -> bool:
    """Whether the place is that of what came before: "shelled the hills after an attack in X"."""
    tokens = tree.whole(place.span) if tree.tag[verb][:2] == "VB" else range(0)
    node = tree.root(tokens) if tokens else verb
    after = False
    while node != verb and tree.head[node] != node:
        above = tree.head[node]
        after = after or (
            tree.dep[node] == "pobj" and tree.lower[above] in {"after", "following"} and node not in tokens
        )
        node = above
    return after and node == verb


def _does_it(reading: Reading, event: EventMention, place: int) -> bool:
    """Whether a country is told as the one who did it: "U.S. drone strikes", "Iran's attacks on the port"."""
    country = reading.wheres[place].precision == "country"
    return country and any(span.overlaps(reading.places[place].span) for span in event.actor)


def _where_clause(reading: Reading, tree: Tree, token: int, sentence: int) -> int | None:
    """ "In Tikrit, where a bomber killed 13": the name right before the last "where" before the event, whatever the parse
    makes of it; none where a stop of the clause stands between."""
    first = tree.sentences[sentence][0]
    where = next((i for i in range(token - 1, first, -1) if tree.lower[i] == "where"), None)
    if where is None or _STOPS.intersection(tree.text[where:token]):
        return None
    before = where - 1 - (tree.text[where - 1] == ",")
    here = (i for i, p in enumerate(reading.places) if p.sentence == sentence and p.kind != "demonym")
    return next((i for i in here if before in tree.tokens_of(reading.places[i].span)), None)


_STOPS = frozenset({",", ";", ":", "–", "—"})


def _left(reading: Reading, tree: Tree, token: int, sentence: int, chosen: tuple[int, ...]) -> EventPlace:
    """Where people had to leave: "from X" or "left X", else the town spoken of, else what is not where they go."""
    here = [i for i, p in enumerate(reading.places) if p.sentence == sentence and p.kind != "demonym"]
    from_there = origins(tree, token, reading.places, here)
    if from_there:
        return EventPlace(from_there)
    spoken = spoken_places(reading, tree, token)
    if spoken:
        return EventPlace(spoken, "spoken")
    there = goals(tree, reading.places, here)
    rest = tuple(i for i in chosen if i not in there)
    return EventPlace(rest) if rest else EventPlace(chosen, "goal")


def _fuller(places: Sequence[PlaceMention]) -> dict[int, int]:
    """Name -> the facility or relative place that holds it, or the place that it only tells where to find."""
    at = {p.span: i for i, p in enumerate(places) if p.kind == "name"}
    out: dict[int, int] = {}
    for i, place in enumerate(places):
        told_by = place.relation != "" and place.kind in ("name", "facility")  # "X, south of Y": X for Y
        for anchor in place.anchors:
            inside = place.kind in ("facility", "relative") and place.span.contains(anchor)
            tells = told_by and anchor in at and places[at[anchor]].sentence == place.sentence
            if anchor in at and (tells or (inside and (at[anchor] not in out or place.kind == "facility"))):
                out[at[anchor]] = i
    return out


def _finest_first(reading: Reading, found: tuple[int, ...]) -> tuple[int, ...]:
    """Countries and wider last: an event is not "in Iraq" when its sentence says where in Iraq."""
    wide = ("country", "region", "unknown")
    return tuple(sorted(found, key=lambda i: reading.wheres[i].precision in wide))


def datelines(analysis: Analysis, places: Sequence[PlaceMention]) -> frozenset[int]:
    """Indexes of the places that only say where a report was filed: in a dateline passage, or before "(AP) -" at the
    start of a passage."""
    report = analysis.report
    ends: list[tuple[int, int]] = []
    for passage in report.passages:
        if passage.role == "dateline":
            ends.append((passage.start, passage.end))
        else:
            stop = min(passage.end, passage.start + 120)
            dashed = any(report.text.find(mark, passage.start, stop) >= 0 for mark in _DATELINE_MARKS)
            if dashed and (found := _DATELINE.match(report.text, passage.start, stop)):
                ends.append((passage.start, found.end()))
    if not ends:
        return frozenset()
    return frozenset(i for i, p in enumerate(places) if any(a <= p.start and p.end <= b for a, b in ends))


def places_of_events(
    analysis: Analysis,
    events: Sequence[Span],
    places: Sequence[PlaceMention],
    lines: frozenset[int] | None = None,
    cut: float = CUT,
) -> list[tuple[int, ...]]:
    """For each event span the indexes of the names and facilities of its sentence where it happened, best first; empty
    when the sentence ties none to it. ``lines`` are the :func:`datelines` where they are known already."""
    lines = datelines(analysis, places) if lines is None else lines
    tree = tree_of(analysis)
    by_sentence: dict[int, list[_Place]] = {}
    for place in _places(tree, places):
        if place.index not in lines:
            by_sentence.setdefault(tree.sentence[place.start], []).append(place)
    out: list[tuple[int, ...]] = []
    for event in events:
        token = _head(tree, event)
        here = by_sentence.get(tree.sentence[token], []) if token is not None else []
        if token is None or not here:
            out.append(())
            continue
        scored = [(probability(features(tree, token, p, here)), p) for p in here]
        kept = sorted((s for s in scored if s[0] >= cut), key=lambda s: -s[0])
        out.append(tuple(dict.fromkeys(_told_by(p, here).index for _, p in kept)))
    return out


def _told_by(place: _Place, here: Sequence[_Place]) -> _Place:
    """The place that a name only tells where to find ("X, south of Y": X for Y), else the place itself."""
    own = place.mention.span
    told = (p for p in here if p.mention.relation and own in p.mention.anchors and p.index != place.index)
    return next(told, place)


def probability(names: Sequence[str]) -> float:
    """Probability that a place with these features is the event's."""
    table = weights()
    total = table.get("bias", 0.0) + sum(table.get(name, 0.0) for name in names)
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, total))))


def _places(tree: Tree, places: Sequence[PlaceMention]) -> list[_Place]:
    """Names, and facilities that are one with their name, as tokens."""
    out: list[_Place] = []
    names = {p.span for p in places if p.kind == "name"}
    for i, place in enumerate(places):
        loose = place.kind == "facility" and any(
            a in names and place.span.contains(a) for a in place.anchors
        )  # "the camp at X": X stands for it
        if place.kind not in ("name", "facility") or loose:
            continue
        tokens = tree.whole(place.span)
        if tokens:
            head = settlement_of(tree, tree.root(tokens))
            out.append(_Place(i, min(tokens.start, head), tokens.stop, head, place))
    return out


def _head(tree: Tree, span: Span) -> int | None:
    """The token that heads the words of an event."""
    words = tree.whole(span)
    return tree.root(words) if words else None


def features(tree: Tree, event: int, place: _Place, here: Sequence[_Place]) -> list[str]:
    """Feature words of an event (its token) and a place of its sentence."""
    chain, shared, down = _path(tree, place.head, event)
    gap = place.start - event if place.start > event else event - place.end + 1
    side = "after" if place.start > event else "before"
    prep = _preposition(tree, place)
    nearest = min(here, key=lambda p: abs(p.start - event))
    deps, dep, pos = ".".join(chain[:3]), tree.dep[place.head], tree.pos[event]
    clause = _clause(tree, event)
    same = clause == _clause(tree, place.head)
    out = [
        f"path:{deps}>{down}", f"down:{down}", f"up:{len(chain) if len(chain) < 6 else 6}", f"dep:{dep}",
        f"side:{side}", f"gap:{_step(gap)}", f"{side}:gap:{_step(gap)}", f"prep:{prep}", f"{side}:prep:{prep}",
        f"nearest:{nearest.index == place.index}", f"names:{min(4, len(here))}", f"kind:{place.mention.kind}",
        f"clause:{same}", f"prep:{prep}:clause:{same}",
        f"event:{pos}", f"event:{pos}:{side}", f"shared:{tree.pos[shared]}", f"cue:{bool(place.mention.type_cue)}",
        f"lemma:{tree.base[event]}", f"verbs:{min(3, _verbs(tree, event, place))}", f"relation:{place.mention.relation}",
    ]  # fmt: skip
    mine = _level(place)
    finer = any(_level(p) > mine for p in here if p.index != place.index)
    out += [f"group:{place.mention.group}", f"finer:{finer}", f"finer:{finer}:{same}"]
    out += [f"holds:{_holds(place, here)}", f"held:{place.mention.container is not None}"]
    if dep in ("pobj", "dobj", "nsubjpass", "nsubj", "conj", "compound", "poss"):
        out.append(f"dep:{dep}>{tree.dep[tree.head[place.head]]}:{down}")
    if down <= 0 and any(p.index != place.index and _clause(tree, p.head) == clause for p in here):
        out.append(f"rival-in-clause:{same}")
    return out


def _path(tree: Tree, place: int, event: int) -> tuple[list[str], int, int]:
    """Dependencies from the place up to the common ancestor, that ancestor, and steps from there down to the event."""
    above: dict[int, int] = {}
    node, steps, head = event, 0, tree.head
    while True:
        above[node] = steps
        if head[node] == node or steps > 40:
            break
        node, steps = head[node], steps + 1
    chain: list[str] = []
    node = place
    while node not in above and head[node] != node and len(chain) < 40:
        chain.append(tree.dep[node])
        node = head[node]
    return chain, node, min(5, above.get(node, 5))


def _clause(tree: Tree, node: int) -> int:
    """The token at the top of the clause of a token."""
    steps = 0
    while tree.dep[node] not in _CLAUSES and tree.head[node] != node and steps < 40:
        node, steps = tree.head[node], steps + 1
    return node


def _preposition(tree: Tree, place: _Place) -> str:
    for i in range(place.start - 1, max(-1, place.start - 5), -1):
        if tree.dep[i] in ("prep", "agent") or tree.pos[i] == "ADP":
            return tree.lower[i]
        if tree.pos[i] in ("VERB", "PUNCT", "CCONJ"):
            return tree.pos[i]
    return "none"


def _verbs(tree: Tree, event: int, place: _Place) -> int:
    low, high = (event + 1, place.start) if place.start > event else (place.end, event)
    return tree.pos[low:high].count("VERB")


def _holds(place: _Place, here: Sequence[_Place]) -> bool:
    """Whether another name stands in this one or is told by it ("X, Y", "X, south of Y": of Y)."""
    own = place.mention.span
    return any(p.mention.container == own or (p.mention.relation and own in p.mention.anchors) for p in here)


def _level(place: _Place) -> int:
    """How fine a name is, by what the gazetteer knows under it; a name that it does not know is a village's."""
    if place.mention.kind == "facility":
        return 4
    wide = {"country": 0, "short": 0, "region": 0, "nature": 1, "admin1": 1, "admin2": 2}
    return wide.get(place.mention.group, 3)


def _step(gap: int) -> int:
    return sum(gap > s for s in _STEPS)
