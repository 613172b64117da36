"""Records with named fields (a JSON object, a table row) to reports: which field is which of ours."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dateline.model import Notice, Report
from dateline.read.finish import Draft, finish
from dateline.read.options import FIELDS, ReadOptions
from dateline.read.vocabulary import reading

LONG_ITEM = 80  # characters of an item from which a list of strings is a text in paragraphs
LONGEST_EXTRA = 20_000  # characters of a field that we do not use but keep


class FieldMap:
    """Finds our fields in records; remembers nothing but the names."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._told = dict(mapping)
        self._names: dict[str, list[str]] = reading()["fields"]

    def find(self, record: Mapping[str, Any]) -> dict[str, str]:
        """For each of our fields the record's field that holds it; fields that are not there are left out."""
        low = {str(name).strip().casefold(): str(name) for name in record}
        found: dict[str, str] = {}
        for ours in FIELDS:
            told = self._told.get(ours)
            candidates = [told] if told else self._names[ours]
            for name in candidates:
                theirs = name if name in record else low.get(name.casefold())
                if theirs is not None and theirs not in found.values() and (told or field_words(record[theirs])):
                    found[ours] = theirs
                    break
        return found


def report_of_record(
    record: Mapping[str, Any],
    fields: FieldMap,
    options: ReadOptions,
    *,
    origin: str,
    place: str,
    kind: str,
    raw: bytes,
) -> Iterator[Report | Notice]:
    """The report of one record, with notices. The text is the text field exactly as it stands, else the title."""
    found = fields.find(record)
    values = {ours: field_words(record[theirs]) for ours, theirs in found.items() if theirs in record}
    text = values.get("text") or values.get("title") or ""
    if "text" not in found and not text:
        named = options.mapping.get("text")
        reason = f"there is no field {named!r}" if named else "no field holds a text"
        names = ", ".join(sorted(map(str, record))[:12])
        step = f"say which one does with --map text=NAME; the record has: {names[:200]}"
        yield Notice(code="no-text-field", file=origin, place=place, reason=reason, next_step=step)
        return
    yield from finish(
        Draft(
            text=text,
            origin=origin,
            place=place,
            format=kind,
            sha256=hashlib.sha256(raw).hexdigest(),
            title=values.get("title"),
            outlet=values.get("outlet"),
            url=values.get("url"),
            author=values.get("author"),
            published=values.get("published"),
            basis="metadata",
            of_record=True,
            language=values.get("language"),
            extra=_extra(record, found),
        ),
        options,
    )


def _extra(record: Mapping[str, Any], found: Mapping[str, str]) -> dict[str, str]:
    used = set(found.values()) - {found.get("id")}
    return {
        str(name): _kept(value)
        for name, value in record.items()
        if str(name) not in used and value not in (None, "", [])
    }


def _kept(value: Any) -> str:
    return (value if isinstance(value, str) else msgspec.json.encode(value).decode())[:LONGEST_EXTRA]


def _listed(values: list[Any]) -> str:
    """Strings joined by commas; fragments as messengers export them (strings and objects with a text) run together."""
    if any(isinstance(item, dict) and isinstance(item.get("text"), str) for item in values):
        return "".join(
            item if isinstance(item, str) else str(item.get("text", ""))
            for item in values
            if isinstance(item, str | dict)
        )
    if all(isinstance(item, dict) for item in values):
        return ", ".join(filter(None, map(field_words, values[:20])))
    paragraphs = [item for item in values if isinstance(item, str)]
    return ("\n\n" if any(len(item) > LONG_ITEM for item in paragraphs) else ", ").join(paragraphs)


def field_words(value: Any) -> str:
    """A field as text: strings as they are, numbers as digits, lists of strings joined, anything else nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else str(value)
    if isinstance(value, list):
        return _listed(value)
    if isinstance(value, dict):
        return next((value[key] for key in ("name", "#text", "value", "$date") if isinstance(value.get(key), str)), "")
    return ""
