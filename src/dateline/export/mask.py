"""Keeps exact positions out of a file: numbers, and every text that may spell them.

>>> masked("at 36.343412, 43.126543", 2)
'at 36.34, 43.12'
"""

from __future__ import annotations

import re
from typing import Any

SIGN = "[position masked]"
_DEGREES = re.compile(
    r"\d{1,3}\s{0,2}[°º]\s{0,2}\d{1,2}(?:[.,]\d+)?\s{0,2}['′’]?(?:\s{0,2}\d{1,2}(?:[.,]\d+)?\s{0,2}(?:\"|″|”|''))?"
)
_GRID = re.compile(r"\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b")
_PLUS_CODE = re.compile(r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})(\.(?=\d)|,(?=\d{4}))(\d+)")  # 1,200 is no position, 36,3434 may be one
_WHOLE = frozenset({"incident_id", "updated_at", "ledger_version"})


def masked(value: Any, decimals: int) -> Any:
    """The value with no decimal beyond ``decimals`` in any number or text of it, and no other spelling of a position."""
    if isinstance(value, str):
        text = _PLUS_CODE.sub(SIGN, _GRID.sub(SIGN, _DEGREES.sub(SIGN, value)))
        return _NUMBER.sub(lambda m: m[1] + (m[2] + m[3][:decimals] if decimals else ""), text)
    if isinstance(value, dict):
        return {key: part if key in _WHOLE else masked(part, decimals) for key, part in value.items()}
    return [masked(part, decimals) for part in value] if isinstance(value, list) else value
