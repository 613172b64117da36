"""Everything that was read out of one report: what the stages after the finders work on.

:func:`dateline.claims.read_report.read_report` fills one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.find.analysis import Analysis
from dateline.model import (
    Actor,
    ActorMention,
    AttributionMention,
    CountMention,
    EventMention,
    MediaMention,
    Observation,
    PlaceMention,
    Span,
    StatusMention,
    TimeMention,
    When,
    Where,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Mentions of one report with their values: ``whens[i]`` is the value of ``times[i]``, and so on."""

    analysis: Analysis
    times: list[TimeMention]
    whens: list[When]
    places: list[PlaceMention]
    wheres: list[Where]
    actors: list[ActorMention]
    parties: list[Actor]
    counts: list[CountMention]
    events: list[EventMention]
    attributions: list[AttributionMention]
    media: list[MediaMention]
    states: list[StatusMention]
    observations: tuple[Observation, ...] = ()
    openings: dict[Span, int] = field(default_factory=dict)  # passage -> the place that it opens with ("Goma: ...")
    party_reasons: tuple[str, ...] = ()  # how parties[i] was reached, where not by its own name
