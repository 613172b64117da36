"""Puts together what one report tells of each event: claims with their evidence, and the observations they make up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, cast

import msgspec

from dateline.claims.background import role_of
from dateline.claims.parties import parties_by_span, share_blames
from dateline.claims.reading import Reading
from dateline.claims.same_event import most_telling, same_events
from dateline.claims.sources import attribute
from dateline.claims.telling import Telling, tellings
from dateline.claims.worth import is_told
from dateline.find.tree import tree_of
from dateline.model import Claim, Count, Label, Observation, Span, Value
from dateline.model.observation import Field
from dateline.resolve.times import publication
from dateline.vocab.incident_types import incident_types

ROUNDUP = 8  # events in one report from which it is read as a list of many


def observe(reading: Reading) -> tuple[Observation, ...]:
    """The observations of a report, in the order of their first event words."""
    tree = tree_of(reading.analysis)
    groups = same_events(tree, tellings(reading))
    share_blames(reading, tree, groups, parties_by_span(reading))
    groups = [group for group in groups if is_told(tree, group)]
    writer = _Writer(reading)
    return tuple(writer.observation(group, roundup=len(groups) >= ROUNDUP) for group in groups)


class _Writer:
    """Writes claims: each with its evidence, and who says so."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.report = reading.analysis.report
        self.tree = tree_of(reading.analysis)
        published = publication(self.report).at
        self.published = published.date() if published else None
        self.attributor = attribute(reading)

    def observation(self, group: list[Telling], *, roundup: bool) -> Observation:
        kind = most_telling(self.tree, group)
        claims = self._claims(group, kind)
        triggers = tuple(t.event.span for t in group)
        return Observation(
            id=_digest(self.report.id, "observation", [msgspec.json.encode(s).decode() for s in triggers]),
            report_id=self.report.id,
            type=kind,
            role=role_of(self.tree, group, self.published),
            title=_title(kind, claims),
            triggers=triggers,
            claims=claims,
            roundup=roundup,
            names=_names(claims),
        )

    def _claims(self, group: list[Telling], kind: str) -> tuple[Claim, ...]:
        made: list[Claim] = []
        dated = any(t.own_time for t in group)
        for one in group:
            event = one.event
            made.append(self._claim("type", Label(event.type, event.words), (event.span,), one))
            if one.when is not None and (one.own_time or not dated):
                made.append(self._claim("when", one.when, one.when_evidence or (event.span,), one, one.when_reason))
            if one.where is not None:
                made.append(self._claim("where", one.where, one.where_evidence or (event.span,), one, one.where_reason))
            made += [self._claim("actor", p.actor, (p.span, event.span), one, p.reason) for p in one.actors]
            made += [self._claim("target", p.actor, (p.span, event.span), one, p.reason) for p in one.targets]
            if event.means is not None:
                made.append(self._claim("means", Label("", self.report.words(event.means)), (event.means,), one))
            for count in one.counts:
                value = Count(
                    low=count.low,
                    best=count.best,
                    high=count.high,
                    bound=count.bound,
                    of=count.of,
                    superseded=count.superseded,
                )
                made.append(self._claim(cast(Field, count.field), value, (count.span, event.span), one))
        return tuple({c.id: c for c in made}.values())

    def _claim(self, field: Field, value: Value, evidence: tuple[Span, ...], one: Telling, reason: str = "") -> Claim:
        sourced = self.attributor.of(evidence[0])
        return Claim(
            id=_digest(
                self.report.id, field, [msgspec.json.encode(value).decode(), msgspec.json.encode(evidence).decode()]
            ),
            field=field,
            value=value,
            evidence=evidence,
            modality=one.event.modality,
            polarity=one.event.modality != "denied",
            certainty=sourced.certainty,
            cue=sourced.cue or one.event.modality_cue,
            verification=sourced.verification,
            attribution=sourced.attribution,
            producer="observe/1",
            reason=reason,
        )


def _digest(report: str, kind: str, parts: Iterable[str]) -> str:
    """Content id: 16 hex digits."""
    text = "\x1f".join((report, kind, *parts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _title(kind: str, claims: tuple[Claim, ...]) -> str:
    """ "Air/drone strike, Raqqa, 3 July 2017: 12 killed", from the values."""
    label = incident_types()[kind].label
    where = next((c.value.name for c in claims if c.field == "where" and hasattr(c.value, "name")), "")
    when: Any = next((c.value for c in claims if c.field == "when"), None)
    day = when.first_day.isoformat() if when is not None and when.first_day is not None else ""
    return ", ".join(part for part in (label, where, day) if part)


def _names(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    """Folded names of places and actors, for finding reports of the same event."""
    found = {
        str(c.value.name).casefold()
        for c in claims
        if c.field in {"where", "actor", "target"} and hasattr(c.value, "name")
    }
    return tuple(sorted(found))
