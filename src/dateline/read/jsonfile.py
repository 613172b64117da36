"""JSON lines, one record a line, streamed; and JSON files: one record, a list of records, or records under one key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO

import msgspec

from dateline.model import Notice, Report
from dateline.read.channels import is_channel, is_video, read_channel, read_video
from dateline.read.decode import decode
from dateline.read.options import ReadOptions, Source
from dateline.read.plain import read_plain
from dateline.read.records import FieldMap, report_of_record

MAX_LINE = 64 * 1024 * 1024  # bytes; a longer line is passed over
_KEYS = (
    "articles",
    "items",
    "reports",
    "documents",
    "docs",
    "results",
    "records",
    "data",
    "entries",
    "posts",
    "messages",
    "hits",
    "response",
)


def read_jsonl(source: Source, options: ReadOptions) -> Iterator[Report | Notice]:
    """The reports of a JSONL file, line by line. A broken line is a notice; the lines after it are read."""
    fields = FieldMap(options.mapping)
    with _open(source) as handle:
        for number, line in _lines(handle):
            place = f"line {number}"
            if line is None:
                reason = f"the line is longer than {MAX_LINE // 2**20} MiB"
                yield Notice(
                    code="line-too-long", file=source.name, place=place, reason=reason, next_step="split the record"
                )
                continue
            if not line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
                continue
            yield from _record_of_line(line, fields, options, source.name, place)


def _open(source: Source) -> BinaryIO:
    if source.path is None:
        return BytesIO(source.data or b"")
    return source.path.open("rb")


def _lines(handle: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines, ``None`` for those too long to hold; memory stays below ``MAX_LINE``."""
    number = 0
    while line := handle.readline(MAX_LINE):
        number += 1
        whole = True
        while not line.endswith(b"\n") and len(line) >= MAX_LINE:
            whole = False
            line = handle.readline(MAX_LINE)
            if not line:
                break
        yield number, line if whole else None


def _record_of_line(
    line: bytes, fields: FieldMap, options: ReadOptions, name: str, place: str
) -> Iterator[Report | Notice]:
    try:
        record = _parsed(line)
    except ValueError as error:
        reason = f"it is not valid JSON: {_short(error)}"
        yield Notice(
            code="broken-line",
            file=name,
            place=place,
            reason=reason,
            next_step="repair the line; the others were read",
            severity="error",
        )
        return
    if not isinstance(record, Mapping):
        reason = f"it holds a {type(record).__name__}, not an object with named fields"
        yield Notice(
            code="not-a-record",
            file=name,
            place=place,
            reason=reason,
            next_step="write one JSON object a line",
            severity="error",
        )
        return
    if not options.mapping and is_channel(record):  # an export that stands on one line
        yield from read_channel(record, name, options)
        return
    if not options.mapping and is_video(record):
        yield from read_video(record, name, place, options)
        return
    yield from report_of_record(record, fields, options, origin=name, place=place, kind="jsonl", raw=line.strip())


def _parsed(data: bytes) -> Any:
    """Decoded JSON; ``ValueError`` where it is none. Broken bytes are replaced first, and so is an escaped half of a
    character (``\\ud800``, left where a text was cut): it must not cost the posts beside it."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        text = decode(data).text.encode("utf-8", "replace")
        try:
            return msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            if _HALF not in text.lower():
                raise ValueError(str(error)) from error
            return _with_halves(text, str(error))


_HALF = b"\\ud"  # with these letters the escape of a half begins


def _with_halves(text: bytes, reason: str) -> Any:
    """JSON that holds escaped halves, each replaced; ``ValueError`` with the reason where something else is wrong too."""
    try:
        value = json.loads(text)
        return json.loads(
            json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    except (ValueError, RecursionError) as error:
        raise ValueError(reason) from error


def _short(error: Exception) -> str:
    return str(error).removeprefix("JSON is malformed: ")[:160]


def read_json(source: Source, options: ReadOptions) -> Iterator[Report | Notice]:
    """The reports of one JSON value. Records may lie in a list or under a key such as ``articles``."""
    data = source.read()
    try:
        value = _parsed(data.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        if not source.name.lower().endswith(".json"):
            yield from read_plain(source, options)  # prose that opens with a bracket
            return
        step = "repair the file; JSON lines (one record a line) survive a broken record"
        yield Notice(
            code="broken-json",
            file=source.name,
            reason=f"it is not valid JSON: {_short(error)}",
            next_step=step,
            severity="error",
        )
        return
    if not options.mapping and is_channel(value):
        yield from read_channel(value, source.name, options)
    elif not options.mapping and is_video(value):
        yield from read_video(value, source.name, "", options)
    else:
        yield from _records(list(_found(value)), source.name, options)


def _found(value: Any, depth: int = 0) -> Iterable[Any]:
    """The records in a JSON value, at most three levels down."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for key in _KEYS:
            inner = value.get(key)
            if isinstance(inner, list) or (isinstance(inner, dict) and depth < 3):
                return _found(inner, depth + 1)
        return [value]
    return []


def _records(values: list[Any], name: str, options: ReadOptions) -> Iterator[Report | Notice]:
    fields = FieldMap(options.mapping)
    if not values:
        yield Notice(
            code="no-records",
            file=name,
            reason="it holds no record",
            next_step="a list of objects with a text field is expected",
        )
    for number, record in enumerate(values, 1):
        place = f"record {number}"
        if not isinstance(record, Mapping):
            reason = f"it is a {type(record).__name__}, not an object with named fields"
            yield Notice(
                code="not-a-record",
                file=name,
                place=place,
                reason=reason,
                next_step="write each report as an object",
                severity="error",
            )
            continue
        raw = msgspec.json.encode(record)
        yield from report_of_record(record, fields, options, origin=name, place=place, kind="json", raw=raw)
