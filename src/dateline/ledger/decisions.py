"""Making a decision: what kinds there are, and what each needs."""

from __future__ import annotations

import hashlib
import os
from typing import Any, get_args

import msgspec

from dateline.ledger.connection import now
from dateline.ledger.schema import LedgerError
from dateline.model import Decision
from dateline.model.decision import DecisionKind

KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
FEWEST = {"same": 2, "different": 2, "unsure": 2, "merge": 2, "split": 2}
NEEDS_VALUE = frozenset({"correct", "add"})


def decision(
    kind: str, targets: tuple[str, ...], *, by: str, why: str = "", field: str | None = None, value: Any = None
) -> Decision:
    """A decision taken now. ``LedgerError`` when the kind is unknown, or ids, field or value are lacking."""
    chosen = next((k for k in KINDS if k == kind), None)
    if chosen is None:
        raise LedgerError(f"there is no decision {kind!r}; there are {', '.join(KINDS)}")
    fewest = FEWEST.get(kind, 1)
    if len(targets) < fewest:
        raise LedgerError(f"{kind} needs {fewest} or more ids; dateline incidents lists them")
    if kind in NEEDS_VALUE and (field is None or value is None):
        raise LedgerError(f"{kind} needs a field and a value, for example --field killed --value '{{\"best\": 5}}'")
    at = now()
    parts = msgspec.json.encode([kind, targets, by, at, why, field, value, os.urandom(8).hex()])
    name = f"d-{hashlib.sha256(parts).hexdigest()[:12]}"
    return Decision(id=name, kind=chosen, targets=targets, by=by, at=at, why=why, field=field, value=value)
