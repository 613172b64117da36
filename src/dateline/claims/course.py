"""The course of an event as the report tells it: still going on, contained, ended, and as of when.

A word like "still" or "extinguished" sets a boundary on the event of its clause. The day told with it is the day of
that state, not the day of the event: the event's own time then stays open. Blasts and killings have no course.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from dateline.claims.event_time import publication_day
from dateline.claims.lasting import STATES
from dateline.claims.reading import Reading
from dateline.claims.state_owner import REACH, dates_state, owner, state_verb
from dateline.claims.telling import Telling, telling_words
from dateline.claims.time_features import clause_verb
from dateline.find.tree import Tree
from dateline.model import Span, Status, StatusMention, When
from dateline.resolve.times import publication

COURSES = frozenset({"fire", "siege_access", "toxic_release", "displacement", "armed_clash", "disaster", "accident", "looting_destruction", "aid_delivery", "protest_peaceful", "violent_demonstration", "shelling"})  # fmt: skip
HAS = frozenset({"has", "have", "'s", "'ve", "\u2019s", "\u2019ve"})
UP_TO_NOW = frozenset({"for", "since"})
UNITS = frozenset({"hour", "day", "week", "month", "year", "decade"})
STATE_REACH = 2  # sentences back to the event whose state a sentence without an event tells
NOT_YET = frozenset({"planned", "began"})  # states that do not say that an event was on before


def state_events(reading: Reading, tree: Tree, told: list[Telling]) -> None:
    """Give each status word to the event word of its sentence whose state it tells, and take the day told with it from
    the event's time."""
    courses = [t for t in told if t.event.type in COURSES]
    for mention in reading.states:
        tokens = tree.tokens_of(mention.span)
        here = [t for t in courses if t.event.sentence == mention.sentence]
        if not len(tokens):
            continue
        one = owner(tree, tokens, here) if here else _told_before(tree, tokens, mention.sentence, courses)
        if one is None:
            continue
        as_of, evidence = _as_of(reading, tree, mention)
        one.states.append((Status(mention.state, as_of), (mention.span, *evidence)))  # type: ignore[arg-type]
        if mention.state == "ongoing" and here and not _lasts(one):
            one.own_time = False
        if mention.state not in NOT_YET:
            for other in here:
                if (
                    other.own_time
                    and not _lasts(other)
                    and (_same_day(other.when, as_of) or set(evidence) & set(other.when_evidence))
                ):
                    other.when, other.when_evidence, other.own_time = None, (), False
                    other.when_reason = "the day told is that of its state, not its own"
    _up_to_now(reading, tree, told)


def _up_to_now(reading: Reading, tree: Tree, told: list[Telling]) -> None:
    """What has lasted "for years", "since 2013" goes on as of the telling: "the towns have been under siege since 2013"."""
    published = publication(reading.analysis.report).at
    for one in told:
        words = _lasted(reading, tree, one) if one.event.type in COURSES and not one.states else None
        if words is not None:
            as_of = publication_day(published) if published else None
            one.states.append((Status("ongoing", as_of), (tree.received(words.start, words.stop),)))


def _lasted(reading: Reading, tree: Tree, one: Telling) -> range | None:
    """The words by which the clause of an event says that it has lasted up to now, ``None`` where it does not."""
    verb = clause_verb(tree, one.head)
    helpers = tree.kids(verb, "aux", "auxpass")
    has = next((h for h in helpers if tree.lower[h] in HAS), None)
    been = "been" in {tree.lower[verb], *(tree.lower[h] for h in helpers)}
    if has is None or not (been or one.event.type in STATES):
        return None  # "have blockaded the town for weeks" goes on, "have burned two mills since Monday" may not
    times = {t for time in reading.times if time.sentence == one.event.sentence for t in tree.tokens_of(time.span)}
    for since in range(verb + 1, min(verb + REACH, len(tree))):
        if tree.lower[since] in UP_TO_NOW and clause_verb(tree, since) == verb:
            long = [n for n in tree.kids(since, "pobj") if n in times or tree.lemma[n] in UNITS]
            if long:
                return range(has, tree.phrase(long[0])[1])
    return None


def _told_before(tree: Tree, tokens: range, sentence: int, courses: list[Telling]) -> Telling | None:
    """The event told last before a sentence that tells none, where those at work on it, or a pronoun for it, carry the
    state: "Firefighters put it out", "rescuers are still digging", "it is still spreading"."""
    verb = state_verb(tree, tokens)
    before = [t for t in courses if 0 < sentence - t.event.sentence <= STATE_REACH]
    if verb is None or not before:
        return None
    around = (*tree.kids(verb, "nsubj", "nsubjpass", "dobj"), *tree.kids(tree.head[verb], "nsubj"))
    speaks = any(
        tree.lower[i] in {"it", "this", "they"} or tree.lemma[i] in telling_words()["responders"] for i in around
    )
    return max(before, key=lambda t: t.head) if speaks else None


def _as_of(reading: Reading, tree: Tree, mention: StatusMention) -> tuple[When | None, tuple[Span, ...]]:
    """The latest day up to publication that dates the state in its sentence, those of its own clause first; else the day of
    publication."""
    published = publication(reading.analysis.report).at
    verb = state_verb(tree, tree.tokens_of(mention.span))
    days = [
        (dates_state(tree, verb, tree.root(tree.tokens_of(time.span))), _day_of(when), i)
        for i, (time, when) in enumerate(zip(reading.times, reading.whens, strict=True))
        if time.sentence == mention.sentence and when.granularity in {"day", "part_of_day", "hour", "minute"}
    ]
    past = [
        (near, day, i)
        for near, day, i in days
        if near and day is not None and (published is None or day <= published.date())
    ]
    if past:
        _, day, index = max(past)
        when = reading.whens[index]
        bound = when.open_start or when.open_end  # "by Tuesday", "since Sunday": the state holds on that day
        return _whole(day) if bound else when, (reading.times[index].span,)
    return (publication_day(published) if published else None), ()


def _whole(day: date) -> When:
    return publication_day(datetime(day.year, day.month, day.day))  # noqa: DTZ001  (local wall time)


def _lasts(one: Telling) -> bool:
    """Whether it has a stretch of its own ("raged from 3 to 5 November"): the days then are its own."""
    return one.own_time and one.when is not None and one.when.rule == "range"


def _day_of(when: When) -> date | None:
    """The day a time names: its last, or its first where its end is open ("since Sunday")."""
    return when.first_day if when.open_end else when.last_day


def _same_day(a: When | None, b: When | None) -> bool:
    return a is not None and b is not None and a.last_day == b.last_day


def open_when(as_of: When | None, *, over: bool, reason: str) -> When | None:
    """A time with an open begin: it began no later than the end of ``as_of``, and ``over`` says that it ended by then."""
    if as_of is None or as_of.end_high is None:
        return None
    end = as_of.end_high
    return When(
        begin_high=end,
        end_low=None if over else end - timedelta(days=1),
        end_high=end if over else None,
        open_start=True,
        open_end=not over,
        basis="bound",
        reason=reason,
    )


def whole_course(told: Sequence[Telling]) -> tuple[When, tuple[Span, ...], Telling] | None:
    """The time of an event whose beginning is told with its day: "a fire that began on Sunday was extinguished on Wednesday"
    lasted from the one to the other, one that goes on is open. With the words, and the mention that tells the beginning."""
    states = [(s, e, t) for t in told for s, e in t.states if s.as_of is not None and len(e) > 1]
    began = next((entry for entry in states if entry[0].state == "began"), None)
    if began is None or began[0].as_of is None or began[0].as_of.begin_low is None:
        return None
    begin = began[0].as_of
    ended = next((s.as_of for s, _, _ in states if s.state == "ended" and s.as_of and s.as_of.end_high), None)
    going_on = next((s.as_of for s, _, _ in states if s.state == "ongoing" and s.as_of), None)
    if ended is None and going_on is None:
        return None
    last = ended or going_on
    assert last is not None
    if last.begin_low is None or begin.begin_low is None or last.begin_low < begin.begin_low:
        return None
    when = replace(
        begin, end_low=last.begin_low, end_high=ended.end_high if ended else None, open_end=ended is None, granularity="days",
        value=f"{begin.value}/{last.value}" if ended else "", reason="from the day it began to the day of its last state", rule="range",
    )  # fmt: skip
    return when, began[1], began[2]
