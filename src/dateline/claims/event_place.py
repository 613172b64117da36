"""Which place an event happened at, first version: nearest name in the clause, then in the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.reading import Reading
from dateline.find.analysis import Analysis
from dateline.model import PlaceMention, Span


def event_places(reading: Reading) -> list[tuple[int, ...]]:
    """For each event of a reading the indexes into ``reading.places`` (and ``reading.wheres``), best first."""
    return places_of_events(reading.analysis, [e.span for e in reading.events], reading.places)


def places_of_events(
    analysis: Analysis, events: Sequence[Span], places: Sequence[PlaceMention]
) -> list[tuple[int, ...]]:
    """For each event span the indexes of the place mentions where it happened, best first; empty when none is said."""
    out: list[tuple[int, ...]] = []
    sentences = [analysis.view.received(s.start_char, s.end_char) for s in analysis.sentences]
    for event in events:
        home = next((s for s in sentences if s.contains(event)), None)
        near = [
            (event.distance(p.span), i)
            for i, p in enumerate(places)
            if p.kind != "demonym" and home is not None and home.contains(p.span)
        ]
        out.append((min(near)[1],) if near else ())
    return out
