"""Making a decision: what kinds there are, and what each needs."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date, timedelta
from typing import Any, get_args

import msgspec

from dateline.ledger.added import check_type
from dateline.ledger.connection import now
from dateline.ledger.schema import LedgerError
from dateline.model import FIELDS, Decision
from dateline.model.decision import DecisionKind
from dateline.weigh.material import value_from

KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
FEWEST = {"same": 2, "different": 2, "unsure": 2, "merge": 2, "split": 2}
TAGS = {"when": "when", "where": "where", "actor": "actor", "target": "actor", "status": "status", "media": "medium",
        "type": "label", "means": "label", "facility": "label", "damage": "label"}  # fmt: skip
NEEDS_VALUE = frozenset({"correct", "add"})
_POINT = re.compile(r"(.*?)\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)(?:\s*,\s*(\d+(?:\.\d+)?))?\s*")


def _typed(field: str, value: Any) -> Any:
    """The value of a field as it is kept. People may write it short: a number or an object of bounds for a toll, an
    ISO day (or two, ``2016-11-02/2016-11-04``) for a date, ``NAME LAT,LON[,RADIUS_M]`` for a place, a state for a
    status, words for all else."""
    if field not in FIELDS:
        raise LedgerError(f"incidents have no field {field!r}; there are {', '.join(FIELDS)}")
    if field == "when" and isinstance(value, str):
        value = _days(value)
    elif field == "where" and isinstance(value, str):
        value = _point(value)
    elif field == "status" and isinstance(value, str):
        value = {"state": value}
    if isinstance(value, dict) and "type" not in value:
        value = {"type": TAGS.get(field, "count"), **value}
    try:
        return msgspec.to_builtins(value_from(field, value))
    except ValueError as error:
        raise LedgerError(f"the value of {field} cannot be read: {error}") from error


def _incident(value: Any) -> dict[str, Any]:
    """A missing incident as it is kept: its type, the words of the report that tell of it, its values by field."""
    if not isinstance(value, dict) or not value.get("type") or not value.get("words"):
        raise LedgerError(
            "a missing incident needs a type and the words of the report that tell of it: "
            'add REPORT --type looting_destruction --words "exact words"; to add a value give --field and --value'
        )
    check_type(str(value["type"]))
    fields = {field: _typed(field, told) for field, told in value.get("fields", {}).items()}
    return {"type": str(value["type"]), "words": str(value["words"]), "fields": fields}


def _point(text: str) -> dict[str, Any]:
    """``NAME LAT,LON[,RADIUS_M]`` as a place with a point, any other words as a name alone."""
    found = _POINT.fullmatch(text)
    if found is None:
        return {"name": text}
    lat, lon, radius = float(found[2]), float(found[3]), float(found[4] or 1000)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise LedgerError(f"{text!r} lies outside the earth: latitude (-90 to 90) comes first, then longitude")
    return {
        "name": found[1].strip() or f"{lat},{lon}",
        "lat": lat,
        "lon": lon,
        "radius_m": radius,
        "precision": "place",
    }


def _days(text: str) -> dict[str, Any]:
    first, _, last = text.partition("/")
    try:
        begin, end = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError as error:
        raise LedgerError(f"{text!r} is not a day; write 2016-11-02 or 2016-11-02/2016-11-04") from error
    whole = {"begin_low": f"{begin}T00:00:00", "end_high": f"{end + timedelta(days=1)}T00:00:00"}
    return {**whole, "granularity": "day" if begin == end else "days", "value": text, "basis": "stated"}


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
    if kind == "add" and field is None:
        value = _incident(value)
    elif kind in NEEDS_VALUE and (field is None or value is None):
        raise LedgerError(f"{kind} needs a field and a value, for example --field killed --value '{{\"best\": 5}}'")
    elif kind in NEEDS_VALUE and field != "roundup":
        value = _typed(str(field), value)
    at = now()
    parts = msgspec.json.encode([kind, targets, by, at, why, field, value, os.urandom(8).hex()])
    name = f"d-{hashlib.sha256(parts).hexdigest()[:12]}"
    return Decision(id=name, kind=chosen, targets=targets, by=by, at=at, why=why, field=field, value=value)
