"""The whole way of one report, from its language analysis to its observations: the table of contents of the stages."""

from __future__ import annotations

from dataclasses import replace

from dateline.claims.labelled import labels
from dateline.claims.observe import observe
from dateline.claims.reading import Reading
from dateline.find.actors import find_actors, mentions_for
from dateline.find.analysis import Analysis
from dateline.find.attributions import find_attributions
from dateline.find.blame import find_blames
from dateline.find.counts import find_counts
from dateline.find.events import find_events
from dateline.find.holders import find_holders
from dateline.find.media import find_media
from dateline.find.movements import find_movements
from dateline.find.places import find_places
from dateline.find.roles import find_roles
from dateline.find.status import find_status
from dateline.find.times import find_times
from dateline.gazetteer import Gazetteer
from dateline.resolve.actors import join_actors
from dateline.resolve.places import resolve_places
from dateline.resolve.times import resolve_times


def read_report(analysis: Analysis, gazetteer: Gazetteer | None) -> Reading:
    """The mentions, values and observations of one report. ``gazetteer`` is an open ``Gazetteer`` (or ``None``)."""
    times = find_times(analysis)
    places = find_places(analysis, gazetteer) if gazetteer is not None else []
    told = find_events(analysis)
    told = sorted([*told, *find_movements(analysis, told)], key=lambda e: (e.start, e.end))
    events = find_roles(analysis, told)
    actors = find_actors(analysis)
    named = [s for e in events for s in (*e.actor, *e.target)] + [b.actor for b in find_blames(analysis)]
    named += [h.side for h in find_holders(analysis)]
    actors += mentions_for(analysis, named, actors)
    joined = join_actors(analysis, actors)
    reading = Reading(
        analysis=analysis,
        times=times,
        whens=resolve_times(analysis, times),
        places=places,
        wheres=resolve_places(analysis, places, gazetteer) if gazetteer is not None else [],
        openings=labels(analysis, places),
        actors=actors,
        parties=[j.actor for j in joined],
        party_reasons=tuple(j.reason for j in joined),
        counts=find_counts(analysis),
        events=events,
        attributions=find_attributions(analysis),
        media=find_media(analysis),
        states=find_status(analysis),
    )
    return replace(reading, observations=observe(reading))
