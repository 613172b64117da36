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
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dateline.claims.reading import Reading
from dateline.find.analysis import Analysis
from dateline.model import PlaceMention, Span
from dateline.vocab import tsv_rows

CUT = 0.4  # least probability that a place is the event's: swept .3 to .55 on eventloc.dev, five folds (flat from .3 to .4)
REACH = 600  # characters within which another sentence of the passage lends its place
_DATELINE = re.compile(r"[A-Z][^\n().—–]{1,50}(?:\([A-Z][^()\n]{1,30}\)[ ]{0,2}[-—–]{0,2}|[ ]{0,2}(?:—|–|--)[ ])")
_CLAUSES = frozenset({"ROOT", "advcl", "relcl", "ccomp", "conj", "xcomp", "acl", "parataxis", "pcomp"})
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
    head: Token
    mention: PlaceMention


def event_places(reading: Reading) -> list[tuple[int, ...]]:
    """For each event of a reading the indexes into ``reading.places`` (and ``reading.wheres``), best first.

    A facility or a relative place ("5 km east of X") takes the place of the name it leans on; weak evidence (an earlier
    sentence, the dateline, the headline) is used only when the event's sentence names no place."""
    chosen = places_of_events(reading.analysis, [e.span for e in reading.events], reading.places)
    fuller = _fuller(reading.places)
    out: list[tuple[int, ...]] = []
    for event, places in zip(reading.events, chosen, strict=True):
        found = places or _around(reading, event.span)
        found = tuple(dict.fromkeys(fuller.get(i, i) for i in found))
        out.append(_finest_first(reading, found))
    return out


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


def _around(reading: Reading, event: Span) -> tuple[int, ...]:
    """The last fine place before the event in its passage, else the next one after it, else the last one of the passages
    before, else that of the headline, else that of the dateline."""
    report = reading.analysis.report
    usable = [i for i, p in enumerate(reading.places) if p.kind != "demonym" and _fine(reading, i)]
    lines = datelines(reading.analysis, reading.places)
    passage = next((p for p in report.passages if p.span.contains(event)), None)
    if passage is not None and passage.role != "list":
        near = [i for i in usable if i not in lines and passage.span.contains(reading.places[i].span)]
        before = [i for i in near if 0 <= event.start - reading.places[i].end < REACH]
        after = [i for i in near if 0 <= reading.places[i].start - event.end < REACH]
        if not before and not after:
            told = [i for i in usable if i not in lines and _in_prose(reading, i)]
            before = [i for i in told if 0 <= event.start - reading.places[i].end < REACH]
        if before or after:
            return (before[-1] if before else after[0],)
    heads = [p.span for p in report.passages if p.role == "headline"]
    told = [i for i in usable if any(s.contains(reading.places[i].span) for s in heads)]
    told += [i for i in usable if i in lines]
    return (told[0],) if told else ()


def datelines(analysis: Analysis, places: Sequence[PlaceMention]) -> frozenset[int]:
    """Indexes of the places that only say where a report was filed: in a dateline passage, or before "(AP) -" at the
    start of a passage."""
    report = analysis.report
    ends: list[tuple[int, int]] = []
    for passage in report.passages:
        if passage.role == "dateline":
            ends.append((passage.start, passage.end))
        elif found := _DATELINE.match(report.text, passage.start, min(passage.end, passage.start + 120)):
            ends.append((passage.start, found.end()))
    return frozenset(i for i, p in enumerate(places) if any(a <= p.start and p.end <= b for a, b in ends))


def _in_prose(reading: Reading, index: int) -> bool:
    span = reading.places[index].span
    return any(p.role == "body" and p.span.contains(span) for p in reading.analysis.report.passages)


def _fine(reading: Reading, index: int) -> bool:
    where = reading.wheres[index]
    return where.placed and where.precision not in ("country", "region", "unknown")


def places_of_events(
    analysis: Analysis, events: Sequence[Span], places: Sequence[PlaceMention]
) -> list[tuple[int, ...]]:
    """For each event span the indexes of the names and facilities of its sentence where it happened, best first; empty
    when the sentence ties none to it."""
    lines = datelines(analysis, places)
    names = [p for p in _places(analysis, places) if p.index not in lines]
    out: list[tuple[int, ...]] = []
    for event in events:
        token = _token(analysis, event)
        if token is None:
            out.append(())
            continue
        here = [p for p in names if analysis.sentence_of[p.start] == analysis.sentence_of[token.i]]
        scored = [(probability(features(token, p, here)), p) for p in here]
        kept = sorted((s for s in scored if s[0] >= CUT), key=lambda s: -s[0])
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


def _places(analysis: Analysis, places: Sequence[PlaceMention]) -> list[_Place]:
    """Names, and facilities that are one with their name, as tokens."""
    starts = [t.idx for t in analysis.doc]
    out: list[_Place] = []
    names = {p.span for p in places if p.kind == "name"}
    for i, place in enumerate(places):
        loose = place.kind == "facility" and any(
            a in names and place.span.contains(a) for a in place.anchors
        )  # "the camp at X": X stands for it
        if place.kind not in ("name", "facility") or loose:
            continue
        view = analysis.view.to_view(place.span)
        if view is None:
            continue
        first = max(0, bisect_right(starts, view[0]) - 1)
        last = max(first, bisect_right(starts, view[1] - 1) - 1)
        head = analysis.doc[first : last + 1].root
        out.append(_Place(i, first, last + 1, head, place))
    return out


def _token(analysis: Analysis, span: Span) -> Token | None:
    view = analysis.view.to_view(span)
    if view is None or not len(analysis.doc):
        return None
    words = analysis.doc.char_span(view[0], view[1], alignment_mode="expand")
    return words.root if words is not None and len(words) else None


def features(event: Token, place: _Place, here: Sequence[_Place]) -> list[str]:
    """Feature words of an event and a place of its sentence."""
    chain, shared, down = _path(place.head, event)
    gap = place.start - event.i if place.start > event.i else event.i - place.end + 1
    side = "after" if place.start > event.i else "before"
    prep = _preposition(place)
    order = sorted(here, key=lambda p: abs(p.start - event.i))
    deps = ".".join(chain[:3])
    out = [
        f"path:{deps}>{down}", f"down:{down}", f"up:{len(chain) if len(chain) < 6 else 6}", f"dep:{place.head.dep_}",
        f"side:{side}", f"gap:{_step(gap)}", f"{side}:gap:{_step(gap)}", f"prep:{prep}", f"{side}:prep:{prep}",
        f"nearest:{order[0].index == place.index}", f"names:{min(4, len(here))}", f"kind:{place.mention.kind}",
        f"clause:{_clause(event) == _clause(place.head)}", f"prep:{prep}:clause:{_clause(event) == _clause(place.head)}",
        f"event:{event.pos_}", f"event:{event.pos_}:{side}", f"shared:{shared.pos_}", f"cue:{bool(place.mention.type_cue)}",
        f"lemma:{event.lemma_.lower()}", f"verbs:{min(3, _verbs(event, place))}", f"relation:{place.mention.relation}",
    ]  # fmt: skip
    mine = _level(place)
    finer = any(_level(p) > mine for p in here if p.index != place.index)
    out += [f"group:{place.mention.group}", f"finer:{finer}", f"finer:{finer}:{_clause(event) == _clause(place.head)}"]
    out += [f"holds:{_holds(place, here)}", f"held:{place.mention.container is not None}"]
    if place.head.dep_ in ("pobj", "dobj", "nsubjpass", "nsubj", "conj", "compound", "poss"):
        out.append(f"dep:{place.head.dep_}>{place.head.head.dep_}:{down}")
    if any(p.index != place.index and down <= 0 and _clause(p.head) == _clause(event) for p in here):
        out.append(f"rival-in-clause:{_clause(event) == _clause(place.head)}")
    return out


def _path(place: Token, event: Token) -> tuple[list[str], Token, int]:
    """Dependencies from the place up to the common ancestor, that ancestor, and steps from there down to the event."""
    above: dict[int, int] = {}
    node, steps = event, 0
    while True:
        above[node.i] = steps
        if node.head.i == node.i or steps > 40:
            break
        node, steps = node.head, steps + 1
    chain: list[str] = []
    node = place
    while node.i not in above and node.head.i != node.i and len(chain) < 40:
        chain.append(node.dep_)
        node = node.head
    return chain, node, min(5, above.get(node.i, 5))


def _clause(token: Token) -> int:
    node, steps = token, 0
    while node.dep_ not in _CLAUSES and node.head.i != node.i and steps < 40:
        node, steps = node.head, steps + 1
    return int(node.i)


def _preposition(place: _Place) -> str:
    doc = place.head.doc
    for i in range(place.start - 1, max(-1, place.start - 5), -1):
        token = doc[i]
        if token.dep_ in ("prep", "agent") or token.pos_ == "ADP":
            return str(token.lower_)
        if token.pos_ in ("VERB", "PUNCT", "CCONJ"):
            return str(token.pos_)
    return "none"


def _verbs(event: Token, place: _Place) -> int:
    low, high = (event.i + 1, place.start) if place.start > event.i else (place.end, event.i)
    return sum(t.pos_ == "VERB" for t in event.doc[low:high])


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
