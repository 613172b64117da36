"""The other values a claim can carry: labels, actors, counts, states."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.media import Medium
from dateline.model.when import When
from dateline.model.where import Where

ActorKind = Literal[
    "state_forces", "police", "rebel", "militia", "communal", "protesters", "civilians", "external_forces",
    "government", "company", "organisation", "media", "person", "facility", "other", "unknown",
]  # fmt: skip
ActorBasis = Literal["stated", "claimed", "accused", "denied", "unknown"]
CountField = Literal["killed", "injured", "missing", "detained", "displaced", "abducted", "captured", "casualties"]


class Label(msgspec.Struct, frozen=True, omit_defaults=True, tag="label"):
    """A key of the vocabulary, or plain words where the vocabulary has no key (``key`` is then empty)."""

    key: str
    words: str = ""


class Actor(msgspec.Struct, frozen=True, omit_defaults=True, tag="actor"):
    """Someone who acts or is acted upon. ``name`` is the canonical name when the registry knows it (``registry`` is
    its key), otherwise the words ("unidentified gunmen")."""

    name: str
    kind: ActorKind = "unknown"
    basis: ActorBasis = "stated"
    registry: str | None = None
    country: str | None = None


class Count(msgspec.Struct, frozen=True, omit_defaults=True, tag="count"):
    """A number of people or things as a range. ``bound`` is the word that set the range ("at least", "dozens").

    "At least 6" is low 6, best 6, high None; "up to 20" is low None, best 20, high 20; "no casualties" is 0/0/0.
    ``of`` is whom it counts ("civilians", "children", "fighters"), ``None`` when the text does not say.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    bound: str | None = None
    of: str | None = None
    superseded: bool = False  # the report itself calls it an earlier toll
    revised: bool = False  # the report says that the toll has become this one


class Status(msgspec.Struct, frozen=True, omit_defaults=True, tag="status"):
    """A boundary fact on the course of an incident, true as of a time."""

    state: Literal["planned", "began", "ongoing", "contained", "ended", "reopened"]
    as_of: When | None = None


Value = When | Where | Actor | Count | Label | Status | Medium
