"""Incidents: observations of the same real event, weighed field by field. Always computed, never stored by hand."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.values import Value

Ladder = Literal["reported", "corroborated", "evidenced", "disputed", "refuted", "confirmed"]


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value of a field with who stands behind it. ``roots`` are independent origins, not articles."""

    value: Value
    claims: tuple[str, ...]
    roots: tuple[str, ...] = ()
    certainty: str = "asserted"


class FieldView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field of an incident: best value, its rivals, and the rule that chose, in words."""

    field: str
    best: Option | None
    rivals: tuple[Option, ...] = ()
    rule: str = ""
    disputed: bool = False
    history: tuple[Option, ...] = ()  # tolls and states in order of time


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """Two observations (or incidents) and why they are, or may be, the same: log-odds terms that add up to score."""

    a: str
    b: str
    score: float
    terms: tuple[tuple[str, float], ...] = ()
    kind: Literal["same", "possible_same", "part_of", "series", "follow_up"] = "same"


class Incident(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Observations of one real event, weighed.

    ``id`` survives re-linking by majority of observations. ``independent`` counts origins, ``reports`` articles.
    """

    id: str
    type: str
    observations: tuple[str, ...]
    fields: dict[str, FieldView] = {}
    role: str = "news"
    status: str | None = None
    status_since: str | None = None
    verification: Ladder = "reported"
    credibility: str = ""  # Admiralty 1-6 and the rule that gave it, "3: one root, not contradicted"
    reports: int = 0
    independent: int = 0
    first_reported: str | None = None
    last_reported: str | None = None
    links: tuple[Link, ...] = ()
    merged_from: tuple[str, ...] = ()
