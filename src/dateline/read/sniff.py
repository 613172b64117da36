"""Which format some bytes are in, told by what they hold; the file name only breaks ties."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from typing import Literal

Format = Literal["text", "html", "jsonl", "json", "csv", "tsv", "feed", "binary", "empty"]

_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ",
    b"SQLite format 3", b"\xd0\xcf\x11\xe0", b"ID3", b"OggS", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp", b"RIFF", b"{\\rtf",
)  # fmt: skip
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:p|div|span|a|article|section|h[1-6]|ul|li|table|script|meta|figure|br|img)[\s/>]", re.IGNORECASE
)


def sniff(head: bytes, name: str = "", columns: Collection[str] = ()) -> Format:
    """The format of bytes that begin with ``head`` (a few KiB suffice). ``columns`` are names a header is known by."""
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return "empty" if b"\x00" not in head else "binary"
    if head.startswith(_MAGIC) or _is_binary(head):
        return "binary"
    text = _text(head).lstrip("\ufeff \t\r\n")
    if text[:1] in "{[":
        found = _json(text)
        if found:
            return found
    opening = text[:4096]
    if text[:1] == "<":
        if _FEED.search(opening):
            return "feed"
        if _HTML.search(opening) or len(_TAGS.findall(text[:20000])) >= 2:
            return "html"
    elif len(_TAGS.findall(text[:20000])) >= 8:
        return "html"
    return _table(text, name, columns) or "text"


def _is_binary(head: bytes) -> bool:
    """Zero bytes outside UTF-16/32, or many control characters."""
    sample = head[:8192]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(sample.count(bytes([code])) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return b"\x00" in sample or controls > 0.02 * len(sample)


def _text(head: bytes) -> str:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return head.decode(encoding, "replace")


def _json(text: str) -> Format | None:
    """JSONL has one object a line; anything else that begins like JSON is one JSON value. Prose may start with "["."""
    first, *others = (line.strip() for line in text[:60000].split("\n")[:20])
    objects = [line for line in (first, *others[:-1]) if line.startswith("{")]
    closed = sum(line.endswith("}") for line in objects)
    if first.startswith("{") and closed > sum(line.endswith("},") for line in objects):  # a comma: items of one value
        return "jsonl" if '"' in text or first == "{}" else None
    if re.match(r"\[\s*(?:\{|\]|\[|\")|\{\s*(?:\"|\})", text):
        return "json" if "\n" in text or not first.startswith("{") or len(text) < 60000 else "jsonl"
    return None


def _table(text: str, name: str, columns: Collection[str]) -> Format | None:
    """A table has a header line of known field names, or a name that says so and lines that agree."""
    lines = [line for line in text[:60000].splitlines()[:20] if line.strip()]
    if not lines:
        return None
    named = name.lower().endswith((".csv", ".tsv", ".tab"))
    for sign, kind in (("\t", "tsv"), (",", "csv"), (";", "csv")):
        header = next(csv.reader([lines[0][:5000]], delimiter=sign), [])
        known = sum(_is_field(cell) + 2 * (cell.strip() in columns) for cell in header)
        if len(header) >= 2 and (known >= 2 or named) and all(len(cell) <= 60 for cell in header):
            return "tsv" if kind == "tsv" else "csv"
    return "csv" if named and len(lines) > 1 and _is_field(lines[0]) else None


def _is_field(cell: str) -> bool:
    from dateline.read.vocabulary import reading  # noqa: PLC0415  (the word list is not needed for other formats)

    return cell.strip().strip('"').casefold() in {name for names in reading()["fields"].values() for name in names}
