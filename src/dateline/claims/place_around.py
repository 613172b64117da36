"""Places that an event may borrow from the words around it when its own sentence names none.

Not every place that stands near is where things happened: "Washington blames", "told reporters in Paris", "its Damascus
ally" name a government or the place of telling, and a place in another country than the one the report is about is
mostly that of a speaker. What is left is taken in this order: the last place before the event in its passage at which
another event happened, the last one before, the same in the passages before, the next one after the event, the headline,
the dateline, and at the end the country that the sentence names, or that the report is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache, cached_property

from dateline.claims.reading import Reading
from dateline.claims.spoken_place import people_words
from dateline.claims.ways import brought_from
from dateline.find.actors import nouns
from dateline.find.tree import Tree
from dateline.model import Span
from dateline.vocab.load import yaml_file

REACH = 600  # characters within which another sentence of the passage lends its place
AHEAD = 250  # the same for one that comes after the event
COUNTRIES = 4  # of events, no half of them in one: a digest of the world's news
_WIDE = frozenset({"country", "region", "unknown"})
_UNDERGOING = frozenset({"see", "witness", "suffer", "experience", "remain", "lie", "have", "endure", "hear", "be", "become", "fall", "face", "burn", "come", "stay", "host"})  # fmt: skip
_BETWEEN = frozenset({"by", "with", "between", "to", "against"})
_HIT = frozenset({"reporter", "journalist", "correspondent", "office", "headquarters", "ministry", "embassy"})
_BESIDE = frozenset({"outside", "near", "opposite", "into", "inside"})
_VISITS = frozenset({"visit", "reporter", "journalist", "office", "interview", "statement", "meeting", "conference", "source", "headquarters", "summit", "talk", "correspondent", "ministry", "embassy"})  # fmt: skip


def is_digest(countries: Sequence[str]) -> bool:
    """Whether events in these countries happened all over the world, most of them in others than any one."""
    told_in = Counter(countries)
    return len(told_in) >= COUNTRIES and 2 * max(told_in.values()) <= told_in.total()


class Surroundings:
    """The places of a report as one event may borrow them from another."""

    def __init__(self, reading: Reading, tree: Tree, lines: Collection[int], own: Collection[int]) -> None:
        self.reading, self.tree, self.lines, self.own = reading, tree, lines, frozenset(own)

    def of(self, event: Span, sentence: int, *, left: bool = True) -> tuple[int, ...]:
        """The place that an event of a sentence may borrow, empty when there is none; one that the sentence tells only as
        where people came from ("a convoy with evacuees from X") only where it ``left`` may be."""
        barred = () if left else tuple(i for i in self._brought if self.reading.places[i].sentence == sentence)
        return self._of(event, sentence, barred)

    @cached_property
    def _brought(self) -> tuple[int, ...]:
        return tuple(i for i in self.own if brought_from(self.tree, self.reading.places[i]))

    def _of(self, event: Span, sentence: int, barred: tuple[int, ...]) -> tuple[int, ...]:
        passage = next((p for p in self.reading.analysis.report.passages if p.span.contains(event)), None)
        if passage is not None and passage.role != "list":
            told_here = [i for i in self._told if i not in barred]
            here = [i for i in told_here if passage.span.contains(self._span(i))]
            found = self._near(here, event, after=False)
            if not self.digest:
                found = found or self._near([i for i in told_here if i in self._prose], event, after=False)
            found = found or self._near(here, event, after=True)
            if found:
                return found
        heads = [p.span for p in self.reading.analysis.report.passages if p.role == "headline"]
        told = [i for i in self.lent if any(s.contains(self._span(i)) for s in heads)]
        told += [i for i in self.lent if i in self.lines]
        if told:
            return (told[0],)
        return self._wide(event, sentence) or self._country

    def _wide(self, event: Span, sentence: int) -> tuple[int, ...]:
        """The nearest country or region that the event's own sentence names as a place, though not for certain as that
        of the event: nearer than the report's country."""
        here = [
            i
            for i, (place, where) in enumerate(zip(self.reading.places, self.reading.wheres, strict=True))
            if place.kind != "demonym" and where.placed and where.precision in _WIDE and place.sentence == sentence
        ]
        here = [i for i in here if not names_party(self.tree, self._span(i))]
        return self._near(here, event, after=True)

    def _near(self, places: list[int], event: Span, *, after: bool) -> tuple[int, ...]:
        before = [i for i in places if 0 <= event.start - self._span(i).end < REACH]
        next_ones = [i for i in places if 0 <= self._span(i).start - event.end < AHEAD] if after else []
        of_events = [i for i in before if i in self.own]
        if of_events:
            return (self._finer(of_events[-1], before),)
        return (self._finer(before[-1], before),) if before else (next_ones[0],) if next_ones else ()

    def _finer(self, index: int, before: list[int]) -> int:
        """The place right before it that it only contains: X of "in X in Y"."""
        box, text = self._span(index), self.reading.analysis.report.text
        held = [i for i in before if self.reading.places[i].container == box]
        inside = [i for i in held if _BESIDE.isdisjoint(text[self._span(i).end : box.start].split())]
        return inside[-1] if inside and self.reading.wheres[inside[-1]].placed else index

    def _span(self, index: int) -> Span:
        return self.reading.places[index].span

    @cached_property
    def lent(self) -> list[int]:
        """Places fine enough, in the report's own country, that name no party, no place of telling and no home of those who came."""
        found = []
        for i, (place, where) in enumerate(zip(self.reading.places, self.reading.wheres, strict=True)):
            fine = where.placed and where.precision not in _WIDE
            if place.kind == "demonym" or not (fine or i in self.own) or names_people(self.reading, i):
                continue
            if self.country and where.country and where.country != self.country and i not in self.own:
                continue
            told = not names_party(self.tree, place.span) and not brought_from(self.tree, place)
            if i in self.own or told:
                found.append(i)
        return found

    @cached_property
    def _told(self) -> list[int]:
        return [i for i in self.lent if i not in self.lines]

    @cached_property
    def _prose(self) -> frozenset[int]:
        bodies = [p for p in self.reading.analysis.report.passages if p.role == "body"]
        return frozenset(i for i in self._told if any(p.span.contains(self._span(i)) for p in bodies))

    @cached_property
    def digest(self) -> bool:
        """Whether the report is about no country: its items lend each other no places."""
        return is_digest([c for i in self.own if (c := self.reading.wheres[i].country)])

    @cached_property
    def country(self) -> str | None:
        """The country that the places at which things happened lie in most often, else that of all names; ``None`` where
        two are named alike often."""
        for places in (self.own, range(len(self.reading.places))):
            counts = Counter(c for i in places if (c := self.reading.wheres[i].country))
            first = counts.most_common(2)
            if places is self.own and self.digest:
                return None
            if first and (len(first) == 1 or first[0][1] > first[1][1]):
                return first[0][0]
        return None

    @cached_property
    def _country(self) -> tuple[int, ...]:
        """The first mention of the country that the report is about."""
        for i, (place, where) in enumerate(zip(self.reading.places, self.reading.wheres, strict=True)):
            told = place.kind == "name" and where.precision == "country" and where.country == self.country is not None
            if told and not names_party(self.tree, place.span):
                return (i,)
        return ()


def names_people(reading: Reading, index: int) -> bool:
    """Whether an unplaced "name" is a word for a side or a faith ("Shiite")."""
    return not reading.wheres[index].placed and reading.places[index].words.lower() in people_words()


def names_party(tree: Tree, span: Span) -> bool:
    """Whether a place name stands for those who act or speak there, or for where something was said."""
    tokens = tree.whole(span)
    if not tokens:
        return False
    node = tree.root(tokens)
    while tree.dep[node] == "conj" and tree.head[node] < node:
        node = tree.head[node]
    dep, above = tree.dep[node], tree.head[node]
    if tokens[0] > 1 and tree.lower[tokens[0] - 1] == "-":
        return True  # "pro-Damascus media"
    if dep == "nsubj":
        return tree.tag[above][:2] == "VB" and tree.lemma[above] not in _UNDERGOING
    if dep in {"compound", "nmod", "amod", "poss"}:
        lemma = tree.lemma[above]
        if lemma in _telling("weapons"):
            return True  # "Larnok rockets", "Scud missiles": whose they are, or what they are called
        return lemma in _VISITS or lemma in _PARTNERS or (lemma in nouns() and nouns()[lemma][0] in _POWERS)
    if dep != "pobj":
        return False
    over = tree.head[above]
    if tree.lower[above] in _BETWEEN:
        return tree.dep[above] == "agent" or tree.lemma[over] in _DEALINGS
    hit = tree.dep[over] in {"dobj", "nsubjpass"} or (
        tree.dep[over] == "pobj" and tree.lower[tree.head[over]] in _BESIDE
    )
    if hit and tree.lemma[over] in _HIT:
        return False  # "killed a reporter in Paris", "a rally outside the ministry in Paris"
    if tree.lemma[over] == "report" and not tree.kids(over, "dobj", "ccomp"):
        return False  # "explosion reported in Paris"
    return tree.lower[above] in {"in", "at", "from"} and (
        tree.lemma[over] in _VISITS or tree.lemma[over] in _telling("speech")
    )


_POWERS = frozenset({"government", "state_forces", "external_forces"})
_PARTNERS = frozenset({"ally", "backer", "patron", "sponsor", "proxy"})  # "its Larnok ally"
_DEALINGS = frozenset({"discussion", "talk", "ally", "loyal", "deal", "broker", "relation", "negotiate", "meet", "belong", "agree", "agreement", "cooperate", "tension"})  # fmt: skip


@cache
def _telling(name: str) -> frozenset[str]:
    words: Sequence[str] = yaml_file("telling")[name]
    return frozenset(words)
