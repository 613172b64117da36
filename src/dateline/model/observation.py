"""Claims, and the observations they make up: what one report tells of one event."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.attribution import Attribution
from dateline.model.mention import Modality
from dateline.model.span import Span
from dateline.model.values import Value

Certainty = Literal["asserted", "hedged", "alleged", "denied", "rumour"]
Field = Literal[
    "type", "when", "where", "actor", "target", "means", "facility", "damage", "status", "media",
    "killed", "injured", "missing", "detained", "displaced", "abducted", "captured", "casualties",
]  # fmt: skip
FIELDS: tuple[Field, ...] = (
    "type", "when", "where", "actor", "target", "means", "facility", "damage", "status", "media",
    "killed", "injured", "missing", "detained", "displaced", "abducted", "captured", "casualties",
)  # fmt: skip


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Someone says a value of a field of an event.

    ``id`` is made from report, field, value and evidence. ``evidence`` are the received words it rests on, never
    empty. ``cue`` is the word that lowers certainty. ``verification`` is what the *text* says about verification
    (``none_stated``, ``not_verified``, ``verified_by:NAME``, ``disputed``, ``described_as``), never our judgement.
    ``producer`` names the rule or weights that made it.
    """

    id: str
    field: Field
    value: Value
    evidence: tuple[Span, ...]
    modality: Modality = "happened"
    polarity: bool = True  # False: the claim is denied
    certainty: Certainty = "asserted"
    cue: Span | None = None
    verification: str = "none_stated"
    attribution: Attribution = Attribution()
    producer: str = ""
    reason: str = ""


class Observation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one report tells of one event: its claims, the event words, and how the report tells it.

    ``role``: news, or background (older event retold), planned, hypothetical, denied. ``id`` is made from the report
    and the event words, so the same version reads the same report to the same ids.
    """

    id: str
    report_id: str
    type: str  # key of the incident vocabulary
    role: Literal["news", "background", "planned", "hypothetical", "denied"] = "news"
    title: str = ""
    triggers: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    roundup: bool = False  # told in a passage that lists many events: never bridges incidents
    names: tuple[str, ...] = ()  # folded rare names and words for blocking and scoring

    def of(self, field: Field) -> tuple[Claim, ...]:
        """The claims about one field, in the order of the text."""
        return tuple(c for c in self.claims if c.field == field)
