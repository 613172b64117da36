"""The course of an event as the report tells it: still going on, contained, ended, and as of when.

A word like "still" or "extinguished" sets a boundary on the event of its clause. The day told with it is the day of
that state, not the day of the event: the event's own time then stays open. Blasts and killings have no course.
"""

from __future__ import annotations

from datetime import timedelta

from dateline.claims.event_time import publication_day
from dateline.claims.reading import Reading
from dateline.claims.telling import Telling
from dateline.find.tree import Tree
from dateline.model import Span, Status, StatusMention, When
from dateline.resolve.times import publication

COURSES = frozenset({"fire", "siege_access", "toxic_release", "displacement", "armed_clash", "disaster", "accident", "looting_destruction", "aid_delivery", "protest_peaceful", "violent_demonstration", "shelling"})  # fmt: skip
REACH = 14  # words between a status word and the event word it speaks of
_NOT_YET = frozenset({"planned", "began"})


def state_events(reading: Reading, tree: Tree, told: list[Telling]) -> None:
    """Give each status word to the event word of its sentence that it stands nearest to, and take the day told with it
    from the event's time."""
    for mention in reading.states:
        tokens = tree.tokens_of(mention.span)
        here = [t for t in told if t.event.sentence == mention.sentence and t.event.type in COURSES]
        if not here or not len(tokens):
            continue
        one = min(here, key=lambda t: abs(t.head - tokens[0]))
        if abs(one.head - tokens[0]) > REACH:
            continue
        as_of, evidence = _as_of(reading, mention)
        one.states.append((Status(mention.state, as_of), (mention.span, *evidence)))  # type: ignore[arg-type]
        if mention.state == "ongoing":
            one.own_time = False
        if mention.state not in _NOT_YET:
            for other in here:
                if other.own_time and (_same_day(other.when, as_of) or set(evidence) & set(other.when_evidence)):
                    other.when, other.when_evidence, other.own_time = None, (), False
                    other.when_reason = "the day told is that of its state, not its own"


def _as_of(reading: Reading, mention: StatusMention) -> tuple[When | None, tuple[Span, ...]]:
    """The latest day of the sentence up to publication, else the day of publication."""
    published = publication(reading.analysis.report).at
    days = [
        (w.last_day, i)
        for i, (t, w) in enumerate(zip(reading.times, reading.whens, strict=True))
        if t.sentence == mention.sentence
        and w.granularity in {"day", "part_of_day", "hour", "minute"}
        and w.last_day is not None
    ]
    past = [d for d in days if published is None or d[0] <= published.date()]
    if past:
        index = max(past)[1]
        return reading.whens[index], (reading.times[index].span,)
    return (publication_day(published) if published else None), ()


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
