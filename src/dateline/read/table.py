"""CSV and TSV with a header line to reports, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TextIO

import msgspec

from dateline.model import Notice, Report
from dateline.read.decode import decode
from dateline.read.options import ReadOptions, Source
from dateline.read.records import FieldMap, report_of_record

csv.field_size_limit(64 * 1024 * 1024)


def read_table(source: Source, options: ReadOptions, delimiter: str | None = None) -> Iterator[Report | Notice]:
    """The reports of a table. A row with too few or too many cells is read as far as it goes, with a notice."""
    with _open(source) as handle:
        sign = delimiter or _delimiter(handle)
        rows = csv.reader(handle, delimiter=sign, strict=False)
        yield from _rows(rows, source.name, options, "tsv" if sign == "\t" else "csv")


def _open(source: Source) -> TextIO:
    """Text of the file, streamed when it is UTF-8 (tested on its head), else decoded whole."""
    head = source.head(1 << 20)
    decoded = decode(head[: head.rfind(b"\n") + 1] or head)
    if source.path is not None and decoded.encoding in {"utf-8", "utf-8-sig"}:
        return source.path.open(encoding="utf-8-sig", errors="replace", newline="")
    return io.StringIO(decode(source.read()).text.removeprefix("\ufeff"), newline="")


def _delimiter(handle: TextIO) -> str:
    first = handle.readline(100_000)
    handle.seek(0)
    return max("\t,;|", key=lambda sign: (first.count(sign), sign == ","))


def _rows(rows: Iterator[list[str]], name: str, options: ReadOptions, format: str) -> Iterator[Report | Notice]:  # noqa: A002
    header = [cell.strip().lstrip("\ufeff") for cell in next(_safe(rows), None) or []]
    fields = FieldMap(options.mapping)
    missing = _missing(header, fields, options)
    if missing:
        yield Notice(code="missing-column", file=name, place="header", reason=missing, severity="error",
                     next_step=f"name the column with --map text=COLUMN; there are: {', '.join(header)[:200]}")  # fmt: skip
        return
    if "text" not in fields.find(dict.fromkeys(header, "x")):
        yield Notice(code="titles-only", file=name, place="header", reason="no column holds a text: only its titles are read",
                     next_step=f"name the column with --map text=COLUMN; there are: {', '.join(header)[:200]}")  # fmt: skip
    number, read = 1, 0
    for row in _safe(rows):
        number += 1
        if row is not None and not any(cell.strip() for cell in row):
            continue
        read += 1
        problem = _problem(row, header)
        if problem:
            yield msgspec.structs.replace(problem, file=name, place=f"row {number}")
        if row is not None:
            raw = "\x1f".join(row).encode("utf-8", "surrogatepass")
            record = dict(zip(header, row, strict=False))
            yield from report_of_record(
                record, fields, options, origin=name, place=f"row {number}", kind=format, raw=raw
            )
    if not read:
        reason = "the table has a header and no rows"
        yield Notice(code="no-records", file=name, reason=reason, next_step="check its quotes", severity="info")


def _problem(row: list[str] | None, header: list[str]) -> Notice | None:
    """What is wrong with a row."""
    if row is None:
        reason = "its quotes or its length make it unreadable"
        return Notice(code="broken-row", file="", reason=reason, next_step="repair the row; the others were read")
    if len(row) != len(header):
        reason = f"it has {len(row)} cells, the header has {len(header)}"
        return Notice(code="ragged-row", file="", reason=reason, next_step="check its quotes and separators")
    return None


def _safe(rows: Iterator[list[str]]) -> Iterator[list[str] | None]:
    """Rows, ``None`` for those that the csv module refuses."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield None


def _missing(header: list[str], fields: FieldMap, options: ReadOptions) -> str:
    """Why the table cannot be read, empty when it can."""
    found = fields.find(dict.fromkeys(header, "x"))
    told = [theirs for theirs in options.mapping.values() if theirs.casefold() not in {h.casefold() for h in header}]
    if "text" in options.mapping and options.mapping["text"] in told:
        return f"there is no column {options.mapping['text']!r}"
    if "text" not in found and "title" not in found:
        return "no column holds a text"
    return ""
