"""Which time belongs to which event, each choice with its step and its reasons.

Candidates are the times of the sentence, the time told just before, the day the story is about and the day of
publication; a small linear model (``vocab/weights/event_time.json``, made by ``training/event_time.py``) weighs readable
features of each (``time_features``) and the best is taken. What is planned lies after publication, what is background
before it, when nothing tells more. :func:`event_times` reads a :class:`Reading`, :func:`anchor` any spans.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property

from msgspec.structs import replace

from dateline.claims.reading import Reading
from dateline.claims.time_features import Candidate, EventWord, features, manner, says
from dateline.find.analysis import Analysis
from dateline.find.tree import Tree, tree_of
from dateline.model import EventMention, Span, TimeMention, When
from dateline.resolve.times import publication
from dateline.vocab import data_path

STORY_BACK_DAYS = (
    14  # the day a story is about lies at most so far before its publication (3, 7, 14, 30 measured alike)
)
_TOLD_AS_PAST = frozenset({"past", "perfect", "pluperfect", "participle", "noun"})
MOST_NEAR = 8  # times of one sentence weighed on each side of an event
MOST_TWINS = 40  # other places of the same word looked at
STEM_LETTERS = 5  # two event words are taken for the same when their lemmas share so many first letters
_DATELINE_HEAD = 250  # characters at the head in which the publication day itself is a dateline, not a story day


@dataclass(frozen=True, slots=True)
class EventTime:
    """The time of one event: its value (``None`` when nothing tells it), the words it rests on, the step that chose it
    (``sentence``, ``twin``, ``before``, ``story``, ``publication``, ``bound``, ``none``), the reason in words, the weight of each
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
    published = publication(reading.analysis.report).at
    return [_by_modality(event, time, published) for event, time in zip(reading.events, found, strict=True)]


def anchor(
    analysis: Analysis, events: Sequence[Span], times: Sequence[TimeMention], whens: Sequence[When]
) -> list[EventTime]:
    """The time of each event span (received offsets) among the times of the report."""
    scene = Scene(analysis, times, whens)
    return [_choose(scene.candidates(span), scene.word(span)) for span in events]


def _choose(candidates: list[Candidate], word: EventWord | None) -> EventTime:
    if not candidates:
        return EventTime(None, (), "none", "no time in the report and no day of publication")
    if word is None:
        chosen = next((c for c in candidates if c.kind == "publication"), candidates[0])
        return _settled(chosen, (), None)
    scored = [(_score(word, c), -n, c) for n, c in enumerate(candidates)]
    (score, terms), _, best = max(scored, key=lambda s: (s[0][0], s[1]))
    total = sum(math.exp(s[0][0] - score) for s in scored)
    return _settled(best, terms, 1 / total)


def _score(word: EventWord, candidate: Candidate) -> tuple[float, tuple[tuple[str, float], ...]]:
    known = weights()
    terms = tuple((name, known[name]) for name in features(word, candidate) if name in known)
    return sum(weight for _, weight in terms), terms


def _settled(chosen: Candidate, terms: tuple[tuple[str, float], ...], probability: float | None) -> EventTime:
    if chosen.mention is None:
        return EventTime(chosen.when, (), chosen.kind, "no nearer time: day of publication", terms, probability)
    words = chosen.mention.words
    if chosen.kind == "sentence" and any(name == "clause:same" for name, _ in terms):
        return EventTime(
            chosen.when, (chosen.mention.span,), "clause", f"time of its own clause: {words}", terms, probability
        )
    reason = {
        "sentence": f"time of the sentence: {words}",
        "before": f"time told just before: {words}",
        "twin": f"time told beside the same word: {words}",
        "story": f"day the story is about: {words}",
        "publication": f"day of publication: {words}",
    }[chosen.kind]
    return EventTime(chosen.when, (chosen.mention.span,), chosen.kind, reason, terms, probability)


def _by_modality(event: EventMention, time: EventTime, published: datetime | None) -> EventTime:
    """What has not happened, or happened long ago, is not dated by the day of publication or of the story."""
    if published is None or time.step not in ("publication", "story"):
        return time
    day = publication_day(published)
    if event.modality in ("planned", "threatened"):
        when = replace(
            day, begin_high=None, end_high=None, open_end=True, value="", basis="bound", reason="not before publication"
        )
        return EventTime(when, (), "bound", "planned, with no time of its own: after publication", time.terms)
    if event.modality == "background":
        when = replace(
            day, begin_low=None, end_low=None, open_start=True, value="", basis="bound", reason="before publication"
        )
        return EventTime(when, (), "bound", "background, with no time of its own: before publication", time.terms)
    return time


class Scene:
    """The times of a report, laid out for its events."""

    def __init__(self, analysis: Analysis, times: Sequence[TimeMention], whens: Sequence[When]) -> None:
        self.analysis = analysis
        self.tree = tree_of(analysis)
        self.published = publication(analysis.report).at
        datable = [(m, w) for m, w in zip(times, whens, strict=True) if _datable(m, w)]
        self.stamps = [(head, m, w) for m, w in datable for head, at in _stamps(analysis) if m.span.overlaps(at)]
        stamped = {(m.start, m.end) for _, m, _ in self.stamps}
        self.times = [(m, w) for m, w in datable if (m.start, m.end) not in stamped]
        self.by_sentence: dict[int, list[tuple[TimeMention, When]]] = {}
        for entry in self.times:
            self.by_sentence.setdefault(entry[0].sentence, []).append(entry)
        self.story = self._story()
        self.days = [entry for entry in self.times if _is_day(entry[1])]
        self.day_ends = [entry[0].end for entry in self.days]

    def candidates(self, span: Span) -> list[Candidate]:
        """Times an event at this span may have, nearest first."""
        for head, mention, when in self.stamps:
            if head.contains(span):
                return [Candidate("publication", _by(when), mention)]
        sentence = sentence_of(self.tree, span)
        here = _nearest(self.by_sentence.get(sentence, []), span.start)
        found = [
            Candidate("sentence", when, mention, self._token(mention.span), len(here) == 1)
            for mention, when in sorted(here, key=lambda e: abs(e[0].start - span.start))
        ]
        twin = self._twin(span, sentence)
        if twin:
            found.append(twin)
        told = self._told_before(span, sentence)
        if told:
            found.append(Candidate("before", told[1], told[0]))
        if self.story:
            mention, when = self.story
            found.append(Candidate("story", when, mention))
        if self.published:
            found.append(Candidate("publication", self._published(span)))
        return found

    def _told_before(self, span: Span, sentence: int) -> tuple[TimeMention, When] | None:
        """The last day told of before a span and before its sentence."""
        index = bisect_right(self.day_ends, span.start) - 1
        if index >= 0 and self.days[index][0].sentence == sentence:
            index = bisect_left(self.day_ends, self.by_sentence[sentence][0][0].end) - 1
        return self.days[index] if index >= 0 else None

    def _twin(self, span: Span, sentence: int) -> Candidate | None:
        """The time beside the same event word in another sentence ("the assassination of November 1995")."""
        word = self._token(span)
        if word is None or says(self.tree, word):
            return None
        best: tuple[int, Candidate] | None = None
        for token in self.stems.get(_stem(self.tree, word), ())[:MOST_TWINS]:
            other = self.tree.sentence[token]
            if other == sentence or other not in self.by_sentence:
                continue
            place = self.tree.received(token, token + 1)
            near = _nearest(self.by_sentence[other], place.start)
            mention, when = min(near, key=lambda e: place.distance(e[0].span))
            rank = place.distance(mention.span)
            if best is None or rank < best[0]:
                best = (rank, Candidate("twin", when, mention))
        return best[1] if best else None

    @cached_property
    def stems(self) -> dict[str, list[int]]:
        """Nouns and verbs of the timed sentences by the first five letters of their lemma."""
        found: dict[str, list[int]] = {}
        for number in self.by_sentence:
            if 0 <= number < len(self.tree.sentences):
                for token in range(*self.tree.sentences[number]):
                    if self.tree.pos[token] in ("NOUN", "VERB"):
                        found.setdefault(_stem(self.tree, token), []).append(token)
        return found

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
        if self.published is None:
            return None
        today = self.published.date()
        for mention, when in self.times:
            first = when.first_day
            if not _is_day(when) or first is None or first > today or (today - first).days > STORY_BACK_DAYS:
                continue
            if first == today and "year" in mention.parts and mention.start < _DATELINE_HEAD:
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


def _by(when: When) -> When:
    """At the latest then."""
    return replace(
        when,
        begin_low=None,
        end_low=None,
        open_start=True,
        value="",
        basis="bound",
        reason="not after the page's stamp",
    )


def _nearest(entries: list[tuple[TimeMention, When]], position: int) -> list[tuple[TimeMention, When]]:
    """The times around a position, at most :data:`MOST_NEAR` on each side (a sentence of thousands stays cheap)."""
    index = bisect_left(entries, position, key=lambda e: e[0].start)
    return entries[max(0, index - MOST_NEAR) : index + MOST_NEAR]


def _stem(tree: Tree, token: int) -> str:
    return tree.base[token][:STEM_LETTERS]


def _datable(mention: TimeMention, when: When) -> bool:
    return mention.type in ("DATE", "TIME") and (when.begin_low is not None or when.end_high is not None)


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
