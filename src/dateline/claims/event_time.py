"""Which time belongs to which event, each choice with its step and its reasons.

Candidates are the times of the sentence, the time told just before, the day the story is about and the day of
publication; a small linear model (``vocab/weights/event_time.json``, made by ``training/event_time.py``) weighs readable
features of each (``time_features``) and the best is taken. What is planned lies after publication, what is background
before it, when nothing tells more. :func:`event_times` reads a :class:`Reading`, :func:`anchor` any spans.
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import Any

from msgspec.structs import replace

from dateline.claims.comparison import is_comparison
from dateline.claims.reading import Reading
from dateline.claims.time_features import (
    FAR_BACK,
    Candidate,
    CandidateKind,
    EventWord,
    acts_of,
    features,
    is_telling,
    manner,
    names_about,
    says,
)
from dateline.find.analysis import Analysis
from dateline.find.tree import Tree, tree_of
from dateline.model import EventMention, Span, TimeMention, When
from dateline.resolve.times import publication
from dateline.resolve.times.publication import DOUBT
from dateline.resolve.times.ranges import joined
from dateline.resolve.times.style import is_narrative
from dateline.vocab import data_path

STORY_BACK_DAYS = (
    14  # the day a story is about lies at most so far before its publication (3, 7, 14, 30 measured alike)
)
COUNTED = re.compile(r"P\d+[DW]")  # a length in days or weeks that something can be counted back by
BOUNDS = ("begin_low", "begin_high", "end_low", "end_high")
_TOLD_AS_PAST = frozenset({"past", "perfect", "pluperfect", "participle", "noun"})
MOST_NEAR = 8  # times of one sentence weighed on each side of an event
MOST_TWINS = 40  # other places of the same word looked at
STEM_LETTERS = 5  # two event words are taken for the same when their lemmas share so many first letters
_DATELINE_HEAD = 250  # characters at the head in which the publication day itself is a dateline, not a story day


@dataclass(frozen=True, slots=True)
class EventTime:
    """The time of one event: its value (``None`` when nothing tells it), the words it rests on, the step that chose it
    (``clause``, ``sentence``, ``telling``, ``twin``, ``before``, ``story``, ``publication``, ``bound``, ``none``), the reason in words, the weight of each
    feature and the probability (0-1) against the other candidates."""

    when: When | None
    evidence: tuple[Span, ...]
    step: str
    reason: str
    terms: tuple[tuple[str, float], ...] = ()
    probability: float | None = None


def event_times(reading: Reading) -> list[EventTime]:
    """The time of each event of a reading, in the order of ``reading.events``."""
    spans = [event.span for event in reading.events]
    found = anchor(reading.analysis, spans, reading.times, reading.whens)
    at, basis, _ = publication(reading.analysis.report)
    dated = [_by_modality(event, time, at) for event, time in zip(reading.events, found, strict=True)]
    return [_doubted(time) for time in dated] if basis == "future" else dated


def _doubted(time: EventTime) -> EventTime:
    """A time that rests on a day of publication in the future says so."""
    when = time.when
    if when is None or when.anchor != "dct":
        return time
    said = when if DOUBT in when.reason else replace(when, reason=f"{when.reason}; {DOUBT}")
    return dataclasses.replace(time, when=said, reason=f"{time.reason}; {DOUBT}")


def anchor(
    analysis: Analysis, events: Sequence[Span], times: Sequence[TimeMention], whens: Sequence[When]
) -> list[EventTime]:
    """The time of each event span (received offsets) among the times of the report."""
    scene = Scene(analysis, times, whens)
    found = []
    for span in events:
        word = scene.word(span)
        found.append(_ended(_choose(scene.candidates(span), word), word, scene.published))
    return found


def _ended(time: EventTime, word: EventWord | None, published: datetime | None) -> EventTime:
    """What is told as past lies before the end of the day published: "this week" ends there."""
    when = time.when
    if when is None or word is None or published is None or not _is_past(word) or when.open_start or when.open_end:
        return time
    begin, end, after = when.begin_low, when.end_high, publication_day(published).end_high
    if begin is None or end is None or after is None or not begin < after < end:
        return time
    cut = replace(
        when,
        begin_high=min(when.begin_high or after, after),
        end_low=min(when.end_low or begin, after),
        end_high=after,
        reason=f"{when.reason}; not after publication",
    )
    return dataclasses.replace(time, when=cut)


def _choose(candidates: list[Candidate], word: EventWord | None) -> EventTime:
    if not candidates:
        return EventTime(None, (), "none", "no time in the report and no day of publication")
    if word is None:
        chosen = next((c for c in candidates if c.kind == "publication"), candidates[0])
        return _settled(chosen, None, (), None)
    scored = [(_score(word, c), -n, c) for n, c in enumerate(candidates)]
    (score, terms), _, best = max(scored, key=lambda s: (s[0][0], s[1]))
    total = sum(math.exp(s[0][0] - score) for s in scored)
    return _settled(best, word, terms, 1 / total)


def _score(word: EventWord, candidate: Candidate) -> tuple[float, tuple[tuple[str, float], ...]]:
    known = weights()
    terms = tuple((name, known[name]) for name in features(word, candidate) if name in known)
    return sum(weight for _, weight in terms), terms


def _settled(
    chosen: Candidate, word: EventWord | None, terms: tuple[tuple[str, float], ...], probability: float | None
) -> EventTime:
    if chosen.mention is None:
        return EventTime(chosen.when, (), chosen.kind, "no nearer time: day of publication", terms, probability)
    words, evidence = chosen.mention.words, (chosen.mention.span,)
    if chosen.telling and word is not None and not says(word.tree, word.token):
        when = _as_told(word, chosen.when)
        return EventTime(when, evidence, "telling", f"day of the telling: {words}", terms, probability)
    if chosen.kind == "sentence" and word is not None and "clause:same" in features(word, chosen):
        return EventTime(chosen.when, evidence, "clause", f"time of its own clause: {words}", terms, probability)
    reason = {
        "sentence": f"time of the sentence: {words}",
        "before": f"time told just before: {words}",
        "twin": f"time told beside the same word: {words}",
        "story": f"day the story is about: {words}",
        "publication": f"day of publication: {words}",
    }[chosen.kind]
    return EventTime(chosen.when, evidence, chosen.kind, reason, terms, probability)


def _as_told(word: EventWord, day: When) -> When:
    """When something told on a day happened: past things then or before, what lies ahead then or later, the rest then."""
    if word.manner == "modal":
        return _from(day, "told of on that day as ahead")
    return told_on(day) if _is_past(word) else day


def _is_past(word: EventWord) -> bool:
    """Whether it is told as past, itself or by the verb it completes ("attempted to repel")."""
    if word.manner in ("to", "ing", "base"):
        return manner(word.tree, word.tree.head[word.token]) in _TOLD_AS_PAST - {"noun"}
    return word.manner in _TOLD_AS_PAST


def _by_modality(event: EventMention, time: EventTime, published: datetime | None) -> EventTime:
    """What has not happened, or happened long ago, is not dated by the day of publication, of the story or of the telling."""
    if published is None or time.step not in ("publication", "story", "telling"):
        return time
    day, named = publication_day(published), "publication"
    if time.step == "telling" and time.when is not None:
        if time.when.end_high is None:
            return time
        day, named = publication_day(time.when.end_high - timedelta(1)), "the telling"
    evidence = time.evidence if named == "the telling" else ()
    if event.modality in ("planned", "threatened"):
        when = _from(day, f"not before {named}")
        return EventTime(when, evidence, "bound", f"planned, with no time of its own: after {named}", time.terms)
    if event.modality == "background":
        return EventTime(
            by(day, f"before {named}"),
            evidence,
            "bound",
            f"background, with no time of its own: before {named}",
            time.terms,
        )
    return time


class Scene:
    """The times of a report, laid out for its events."""

    def __init__(self, analysis: Analysis, times: Sequence[TimeMention], whens: Sequence[When]) -> None:
        self.analysis = analysis
        self.tree = tree_of(analysis)
        self.published = publication(analysis.report).at
        self.history = self.published is not None and is_narrative(times, self.published)
        datable = [(m, w) for m, w in joined(analysis.report.text, times, whens) if self._datable(m, w)]
        self.stamps = [(head, m, w) for m, w in datable for head, at in _stamps(analysis) if m.span.overlaps(at)]
        stamped = {(m.start, m.end) for _, m, _ in self.stamps}
        self.times = [(m, w) for m, w in datable if (m.start, m.end) not in stamped]
        self.by_sentence: dict[int, list[tuple[TimeMention, When]]] = {}
        for entry in self.times:
            self.by_sentence.setdefault(entry[0].sentence, []).append(entry)
        self.lengths = [m for m, w in zip(times, whens, strict=True) if COUNTED.fullmatch(w.value)]
        self._names: dict[int, frozenset[str]] = {}  # proper names about a word that may be a twin
        self.story = self._story()
        self.days = [entry for entry in self.times if _is_day(entry[1])]
        self.day_ends = [entry[0].end for entry in self.days]

    def _datable(self, mention: TimeMention, when: When) -> bool:
        """Whether an event can have this time: a bounded one that is not only compared with ("the worst since 2013")."""
        if (
            mention.type not in ("DATE", "TIME")
            and mention.rule != "span-rel"
            and when.rule not in ("hung", "till-now")
        ):
            return False
        if when.begin_low is None and when.end_high is None:
            return False
        token = self._token(mention.span)
        return token is None or not is_comparison(self.tree, token, stretch="relation" in mention.parts)

    def candidates(self, span: Span) -> list[Candidate]:
        """Times an event at this span may have, nearest first."""
        for head, mention, when in self.stamps:
            if head.contains(span):
                return [Candidate("publication", by(when, "not after the page's stamp"), mention)]
        word = self._token(span)
        counted = next((c for under, c in self.counted if word in under), None)
        if counted is not None:
            return [counted]
        sentence = sentence_of(self.tree, span)
        here = _nearest(self.by_sentence.get(sentence, []), span.start)
        found = [
            self._candidate("sentence", mention, when, token=self._token(mention.span), alone=len(here) == 1)
            for mention, when in sorted(here, key=lambda e: abs(e[0].start - span.start))
        ]
        twin = self._twin(span, sentence)
        if twin:
            found.append(twin)
        told = self._told_before(span, sentence)
        if told:
            found.append(self._candidate("before", *told, back=min(sentence - told[0].sentence, FAR_BACK)))
        if self.story and self.story not in here:
            found.append(self._candidate("story", *self.story))
        if self.published and not self.history:  # what a history tells did not happen when it appeared
            found.append(Candidate("publication", self._published(span)))
        return found

    def _candidate(self, kind: CandidateKind, mention: TimeMention, when: When, **more: Any) -> Candidate:
        later = self.published is not None and when.first_day is not None and when.first_day > self.published.date()
        return Candidate(kind, when, mention, telling=mention.span in self.tellings, later=later, **more)

    @cached_property
    def counted(self) -> list[tuple[frozenset[int], Candidate]]:
        """What lies a told number of days before a day of its sentence: the words it is told for, and its time ("on Monday, two
        days after earthquakes killed 40": the earthquakes were on Saturday)."""
        found = []
        for mention in self.lengths:
            tokens = self.tree.tokens_of(mention.span)
            after = tokens.stop if len(tokens) else len(self.tree)
            if after >= len(self.tree) or self.tree.lower[after] != "after":
                continue
            top = after if self.tree.dep[after] == "prep" else self.tree.head[after]
            under = frozenset(t for t in range(after, len(self.tree)) if t == top or top in self.tree.ancestors(t))
            days = [
                (m, w) for m, w in self.by_sentence.get(mention.sentence, []) if _is_day(w) and m.end <= mention.start
            ]
            if days:
                found.append((under, self._back_from(*days[-1], mention)))
        return found

    def _back_from(self, day: TimeMention, when: When, length: TimeMention) -> Candidate:
        amount = timedelta(int(length.parts["amount"]) * (7 if length.parts["unit"] == "W" else 1))
        bounds = {name: at - amount for name in BOUNDS if (at := getattr(when, name)) is not None}
        moved = replace(when, **bounds, value="", reason=f"{length.words} before {day.words}", rule="counted-back")
        return self._candidate("sentence", length, moved, token=self._token(length.span))

    @cached_property
    def tellings(self) -> frozenset[Span]:
        """The times that are days of a telling."""
        tokens = ((m.span, self._token(m.span)) for m, when in self.times if _is_day(when))
        return frozenset(span for span, token in tokens if token is not None and is_telling(self.tree, token))

    def _told_before(self, span: Span, sentence: int) -> tuple[TimeMention, When] | None:
        """The last day told of before a span and before its sentence."""
        index = bisect_right(self.day_ends, span.start) - 1
        if index >= 0 and self.days[index][0].sentence == sentence:
            index = bisect_left(self.day_ends, self.by_sentence[sentence][0][0].end) - 1
        return self.days[index] if index >= 0 else None

    def _twin(self, span: Span, sentence: int) -> Candidate | None:
        """The time beside the same event in another sentence: the same word ("the assassination of November 1995"), or another
        word for the same act with a name in common ("the murder of Rabin", "to kill Rabin"). Names in common come first."""
        word = self._token(span)
        if word is None or says(self.tree, word):
            return None
        same = dict.fromkeys(self.stems.get(_stem(self.tree, word), ()))
        akin = [t for act in sorted(acts_of(self.tree.lower[word])) for t in self.acts.get(act, ())]
        names = names_about(self.tree, word)
        best: tuple[tuple[bool, int], Candidate] | None = None
        for token in list(dict.fromkeys([*same, *akin]))[:MOST_TWINS]:
            other = self.tree.sentence[token]
            if token not in self._names:
                self._names[token] = names_about(self.tree, token)
            shares = not names.isdisjoint(self._names[token])
            if other == sentence or not (shares or token in same):
                continue
            place = self.tree.received(token, token + 1)
            mention, when = min(_nearest(self.by_sentence[other], place.start), key=lambda e: place.distance(e[0].span))
            rank = (not shares, place.distance(mention.span))
            if best is None or rank < best[0]:
                best = rank, self._candidate("twin", mention, when, shares=shares)
        return best[1] if best else None

    @cached_property
    def stems(self) -> dict[str, list[int]]:
        """Nouns and verbs of the timed sentences by the first five letters of their lemma."""
        found: dict[str, list[int]] = {}
        for token in self._timed_words():
            found.setdefault(_stem(self.tree, token), []).append(token)
        return found

    @cached_property
    def acts(self) -> dict[str, list[int]]:
        """Nouns and verbs of the timed sentences by the types of incident they may name."""
        found: dict[str, list[int]] = {}
        for token in self._timed_words():
            for act in acts_of(self.tree.lower[token]):
                found.setdefault(act, []).append(token)
        return found

    def _timed_words(self) -> Iterator[int]:
        for number in self.by_sentence:
            if 0 <= number < len(self.tree.sentences):
                yield from (t for t in range(*self.tree.sentences[number]) if self.tree.pos[t] in ("NOUN", "VERB"))

    def _published(self, span: Span) -> When:
        """The day of publication; for what is told in the past, that day or the one before."""
        assert self.published is not None
        when = publication_day(self.published)
        word = self._token(span)
        if (
            word is None
            or when.begin_low is None
            or manner(self.tree, word) not in _TOLD_AS_PAST
            or says(self.tree, word)
        ):
            return when
        return replace(
            when, begin_low=when.begin_low - timedelta(1), end_low=when.begin_low, granularity="days", approximate=True,
            reason="told in the past, undated: the day of publication or the one before",
        )  # fmt: skip

    def word(self, span: Span) -> EventWord | None:
        """The head word of an event span, ``None`` where the span is not read."""
        tokens = self.tree.whole(span)
        if not tokens:
            return None
        token, sentence = self.tree.root(tokens), self.tree.sentence[tokens[0]]
        return EventWord(
            tree=self.tree,
            token=token,
            start=span.start,
            end=span.end,
            headline=sentence == 0 or self._in_headline(span),
            timed=sentence in self.by_sentence,
            manner=manner(self.tree, token),
        )

    def _in_headline(self, span: Span) -> bool:
        place = self.analysis.view.to_view(span)
        return self.analysis.view.passage(place[0] if place else 0).role == "headline"

    def _token(self, span: Span) -> int | None:
        """The token that heads these words."""
        tokens = self.tree.whole(span)
        return self.tree.root(tokens) if tokens else None

    def _story(self) -> tuple[TimeMention, When] | None:
        """The first day told of that lies in the fortnight before publication."""
        if self.published is None or self.history:
            return None
        today = self.published.date()
        for mention, when in self.times:
            first = when.first_day
            if not _is_day(when) or first is None or first > today or (today - first).days > STORY_BACK_DAYS:
                continue
            if first == today and "month" in mention.parts and mention.start < _DATELINE_HEAD:
                continue
            return mention, when
        return None


def _stamps(analysis: Analysis) -> list[tuple[Span, Span]]:
    """Headlines that end in day and clock run together ("... Town October 317:39"), and where: when the page was put up,
    or how long its video runs, but no time that the headline tells of."""
    report = analysis.report
    heads = [p.span for p in report.passages if p.role == "headline"]
    glued = [Span(r.start, r.end) for r in report.repairs if r.rule == "fused-date-time"]
    return [
        (head, at) for at in glued for head in heads if head.contains(at) and not report.text[at.end : head.end].strip()
    ]


def by(when: When, reason: str) -> When:
    """At the latest then, with no day named for it."""
    return replace(when, begin_low=None, end_low=None, open_start=True, value="", basis="bound", reason=reason)


def _from(day: When, reason: str) -> When:
    """Not before then, with no day named for it."""
    return replace(day, begin_high=None, end_high=None, open_end=True, value="", basis="bound", reason=reason)


def told_on(day: When) -> When:
    """When something told on a day happened: then or before. ``value`` stays the day that the words name."""
    return replace(
        day, begin_low=None, end_low=None, open_start=True, basis="told", reason="told on that day: not after it"
    )


def _nearest(entries: list[tuple[TimeMention, When]], position: int) -> list[tuple[TimeMention, When]]:
    """The times around a position, at most :data:`MOST_NEAR` on each side (a sentence of thousands stays cheap)."""
    index = bisect_left(entries, position, key=lambda e: e[0].start)
    return entries[max(0, index - MOST_NEAR) : index + MOST_NEAR]


def _stem(tree: Tree, token: int) -> str:
    return tree.base[token][:STEM_LETTERS]


def _is_day(when: When) -> bool:
    return when.granularity in ("day", "part_of_day", "minute", "second", "hour") and when.begin_low is not None


def sentence_of(tree: Tree, span: Span) -> int:
    """Index of the sentence that holds a received span, -1 for none."""
    tokens = tree.whole(span)
    return tree.sentence[tokens[0]] if tokens else -1


def publication_day(published: datetime) -> When:
    """The day of publication as a value."""
    start = datetime(published.year, published.month, published.day)  # noqa: DTZ001  (local wall time)
    end = start + timedelta(1)
    value = start.date().isoformat()
    return When(
        start,
        end,
        start,
        end,
        "day",
        symbol=value,
        value=value,
        basis="published",
        anchor="dct",
        reason="day of publication",
    )


@cache
def weights() -> dict[str, float]:
    """The learned weight of each feature, log-odds."""
    loaded: dict[str, float] = json.loads(data_path("weights/event_time.json").read_text(encoding="utf-8"))["weights"]
    return loaded
