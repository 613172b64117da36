"""The incident types of ``incident_types.yaml`` as values, with their mappings to other code books."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.vocab.load import yaml_file


class Triggers(msgspec.Struct, frozen=True):
    """Event words of a type as base forms; ``weak`` ones need company in the sentence."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class IncidentType(msgspec.Struct, frozen=True, kw_only=True):
    """One type. ``ledger`` and ``acled`` are sub-event names, ``None`` where the code book has no such event.

    ``incident`` is false for acts of words alone (diplomacy, blame), which no ledger keeps.
    """

    key: str
    label: str
    definition: str
    examples: tuple[str, ...]
    near_miss: str
    triggers: Triggers
    heading: dict[str, str] = {}
    context: tuple[str, ...] = ()
    acled: str | None = None
    ledger: str | None = None
    plover: str | None = None
    mode: str | None = None
    cameo: str | None = None
    ucdp: str | None = None

    @property
    def incident(self) -> bool:
        return self.ledger is not None


@cache
def incident_types() -> dict[str, IncidentType]:
    """All types by key, in the order of the file; ``msgspec.ValidationError`` if the file breaks the format."""
    return {
        key: msgspec.convert({"key": key, **entry}, IncidentType) for key, entry in yaml_file("incident_types").items()
    }
