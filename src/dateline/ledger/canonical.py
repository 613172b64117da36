"""One value, one record: the JSON of a value depends on what it is, never on how it came about.

``omit_defaults`` leaves a field out when it *is* the default object; an equal one that came from another process or
out of a file is written. Here equal ones are made the default first. A whole number in a field of fractions (``5259``
for ``5259.0``) is equal too, and becomes what a file gives back.

>>> from dateline.model import Label
>>> record(Label("fire"))
'{"type":"label","key":"fire"}'
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)
_SINGLE = (None, True, False, (), "", 0)


def record(value: msgspec.Struct) -> str:
    """The value as JSON, equal values always in the same characters."""
    back = msgspec.json.decode(msgspec.json.encode(value), type=type(value))
    return msgspec.json.encode(settled(back)).decode()


def settled(value: S) -> S:
    """The value with every part that equals a default replaced by that default; itself where nothing is to be done."""
    changed: dict[str, Any] = {}
    for name, default, checked in _fields(type(value)):
        part = getattr(value, name)
        if checked and part is not default and part == default:
            changed[name] = default
        elif isinstance(part, msgspec.Struct):
            new = settled(part)
            if new is not part:
                changed[name] = new
        elif isinstance(part, tuple | dict) and part:
            many = _settled_many(part)
            if many is not part:
                changed[name] = many
    return msgspec.structs.replace(value, **changed) if changed else value


def _settled_many(parts: Any) -> Any:
    if isinstance(parts, dict):
        if not any(isinstance(p, msgspec.Struct) for p in parts.values()):
            return parts
        return {key: settled(p) if isinstance(p, msgspec.Struct) else p for key, p in parts.items()}
    if not isinstance(parts[0], msgspec.Struct):
        return parts
    new = tuple(settled(p) if isinstance(p, msgspec.Struct) else p for p in parts)
    return parts if all(a is b for a, b in zip(new, parts, strict=True)) else new


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, Any, bool], ...]:
    """Name, default and whether an equal value may be another object, of the fields that can matter."""
    found = []
    for field in msgspec.structs.fields(kind):
        default = field.default
        checked = default is not msgspec.NODEFAULT and not any(default is one for one in _SINGLE)
        plain = field.type in (str, int, float, bool) and not checked
        if not plain:
            found.append((field.name, default, checked))
    return tuple(found)
