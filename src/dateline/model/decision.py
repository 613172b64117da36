"""What a person ruled. Append-only; the present state is replayed from these before the model has its say."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

DecisionKind = Literal[
    "same", "different", "unsure", "merge", "split", "correct", "reject", "add", "withdraw", "confirm", "refute", "undo"
]


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``targets`` are ids of observations, claims, incidents or (for undo) a decision. ``at`` is ISO UTC."""

    id: str
    kind: DecisionKind
    targets: tuple[str, ...]
    by: str
    at: str
    why: str = ""
    field: str | None = None
    value: Any = None
