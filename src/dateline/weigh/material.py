"""The claims of one incident laid out for weighing: each with its report's day, its outlet and its root."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from dateline.link.fold import fold
from dateline.link.text import published_day
from dateline.model import Actor, Claim, Count, Label, Medium, Observation, ReportCard, Status, Value, When, Where
from dateline.weigh.independence import origins

FAR = 10**7  # the day of what has none: after all others
WHOLE = frozenset({None, "", "people", "persons", "civilians and fighters"})  # whom a whole toll counts
CERTAINTY = ("asserted", "hedged", "alleged", "rumour", "denied")  # surest first


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with what weighing needs. ``day`` is that of publication (ordinal, ``FAR`` if unknown)."""

    claim: Claim
    observation: str
    report: str
    day: int
    carrier: str  # the outlet, or the report where none is named: who corrects itself
    root: str  # the independent origin behind it (weigh/independence.py)

    @property
    def order(self) -> tuple[int, str]:
        return (self.day, self.claim.id)

    @property
    def denied(self) -> bool:
        return not self.claim.polarity or self.claim.certainty == "denied"


def said(observations: Iterable[Observation], cards: Mapping[str, ReportCard], rejected: frozenset[str]) -> list[Said]:
    """All claims of the observations that nobody rejected, in order of publication."""
    found: list[Said] = []
    held = list(observations)
    told = origins(held, cards)
    for observation in held:
        card = cards.get(observation.report_id) or ReportCard(id=observation.report_id)
        day = published_day(card.published)
        carrier = fold(card.outlet or "") or f"report {card.id}"
        for claim in observation.claims:
            if claim.id not in rejected:
                root = fold(told.of(claim.id)) or carrier
                found.append(Said(claim, observation.id, card.id, FAR if day is None else day, carrier, root))
    return sorted(found, key=lambda s: s.order)


def key(value: Value) -> tuple[Any, ...]:
    """What makes two values of a field one option."""
    match value:
        case When():
            return ("when", str(value.first_day), str(value.last_day))
        case Where():
            return ("where", value.gazetteer_id or fold(value.name))
        case Actor():
            return ("actor", value.registry or fold(value.name))
        case Count():
            return ("count", value.low, value.best, value.high, None if value.of in WHOLE else value.of)
        case Label():
            return ("label", value.key or fold(value.words))
        case Status():
            return ("status", value.state, str(value.as_of.first_day) if value.as_of else None)
        case Medium():
            return ("medium", value.kind, value.url or fold(value.shows or value.credit or ""))


def day_of(value: Value) -> date | None:
    """The day that a state is told for."""
    return value.as_of.first_day if isinstance(value, Status) and value.as_of else None


def value_from(field: str, raw: Any) -> Value:
    """A value out of what a decision holds: a tagged object, a number (a toll) or words.

    ``ValueError`` when an object is none of our values.
    """
    if isinstance(raw, When | Where | Actor | Count | Label | Status | Medium):
        return raw
    if isinstance(raw, bool) or raw is None:
        return Label(key="", words=str(raw))
    if isinstance(raw, int):
        return Count(low=raw, best=raw, high=raw)
    if isinstance(raw, dict):
        try:
            found: Value = msgspec.convert(raw, Value)
        except msgspec.ValidationError as error:
            raise ValueError(f"a decision on {field} holds no value of ours: {error}") from error
        return found
    text = str(raw)
    if field in {"actor", "target"}:
        return Actor(name=text)
    if field == "where":
        return Where(name=text)
    return Label(key=text if field in {"type", "means", "facility"} else "", words=text)
