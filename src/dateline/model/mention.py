"""Words that name a time, place, actor, count, event, speaker, medium or state.

Every mention keeps the received words: ``report.text[m.start:m.end] == m.words``. ``sentence`` is the index into
``Analysis.sentences``. What the words *mean* is for ``resolve`` to say.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.span import Span

Modality = Literal["happened", "attempted", "threatened", "planned", "denied", "hypothetical", "background", "rumour"]


class Mention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words, where they stand, and the rule that found them."""

    start: int
    end: int
    words: str
    sentence: int = -1
    rule: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class TimeMention(Mention, frozen=True, kw_only=True, omit_defaults=True):
    """A time expression. ``type`` is the TIMEX3 type, ``symbol`` what the words say before any anchor is known."""

    type: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    symbol: str = ""
    parts: dict[str, str] = {}  # what the rule read: month, day, weekday, unit, number, direction, ...


class PlaceMention(Mention, frozen=True, kw_only=True, omit_defaults=True):
    """A place name, a facility, a demonym or a relative place ("5 km east of X": anchor = the mention of X)."""

    kind: Literal["name", "facility", "demonym", "relative"] = "name"
    chance: float | None = None  # that the words name a place at all, where the tagger found them (0-1)
    group: str = ""  # what the gazetteer knows under the name: country, admin1, settlement, ...; empty: nothing
    type_cue: str = ""  # village, oil_field, air_base, governorate, ...
    relation: str = ""  # north_of, near, between, outskirts, centre, edge, road, ...
    bearing: float | None = None  # degrees, 0 = north
    distance_m: float | None = None
    anchors: tuple[Span, ...] = ()
    container: Span | None = None  # "X, Y": the span of Y


class ActorMention(Mention, frozen=True, kw_only=True, omit_defaults=True):
    """Words that name someone: a name, a role, a group, a pronoun."""

    head: str = ""
    kind: str = "unknown"
    registry: str | None = None


class CountMention(Mention, frozen=True, kw_only=True, omit_defaults=True):
    """A counted group ("at least six people"), with what happened to it if the clause says so."""

    field: str = ""  # one of values.CountField, empty when not a toll
    low: int | None = None
    best: int | None = None
    high: int | None = None
    bound: str | None = None
    of: str | None = None
    superseded: bool = False
    revised: bool = False


class EventMention(Mention, frozen=True, kw_only=True, omit_defaults=True):
    """An event word (verb, noun, participle) that names an incident of ``type`` (a key of the vocabulary).

    ``score`` is the log-odds that this is an incident of that type; ``reasons`` are the features that add up to it.
    """

    type: str
    lemma: str = ""
    score: float = 0.0
    modality: Modality = "happened"
    modality_cue: Span | None = None
    reasons: tuple[tuple[str, float], ...] = ()
    actor: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    means: Span | None = None
    facility: Span | None = None


class AttributionMention(Mention, frozen=True, kw_only=True, omit_defaults=True):
    """A who-says-what: the spans of source, cue and content. ``parent`` is the index of the one it is nested in."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    parent: int | None = None
    kind: str = ""  # direct, indirect, mixed, according_to, passive, noun, headline, ...


class MediaMention(Mention, frozen=True, kw_only=True, omit_defaults=True):
    """Words that speak of a photo, video, recording, document or satellite picture."""

    kind: str = "photo"
    credit: Span | None = None
    content: Span | None = None


class StatusMention(Mention, frozen=True, kw_only=True, omit_defaults=True):
    """An aspect word (still, continued, extinguished, lifted) that sets a boundary on the course of an event."""

    state: str = "ongoing"
