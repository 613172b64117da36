"""Files, folders, patterns and standard input to reports, in order, one at a time.

:func:`read_paths` is the way in. Every problem is a :class:`~dateline.model.Notice` between the reports, never an
exception; only what the caller asked wrongly raises. The same paths give the same reports in the same order.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dateline.model import Notice, Report
from dateline.read.options import ReadOptions, Source
from dateline.read.sniff import Format, sniff

Reader = Callable[[Source, ReadOptions], Iterator[Report | Notice]]


def read_paths(paths: Iterable[str | Path], options: ReadOptions | None = None) -> Iterator[Report | Notice]:
    """Reports and notices of files, folders (recursive), glob patterns and ``-`` (standard input), lazily and in order."""
    options = options or ReadOptions()
    for found in find_sources(paths):
        if isinstance(found, Notice):
            yield found
        else:
            yield from read_source(found, options)


def find_sources(paths: Iterable[str | Path]) -> Iterator[Source | Notice]:
    """The files behind some paths, sorted within each folder or pattern, each once; hidden files are left out."""
    seen: set[str] = set()
    for given in paths:
        name = str(given)
        if name == "-":
            yield Source("-", data=sys.stdin.buffer.read())
            continue
        closed: list[OSError] = []
        files = _files(Path(given), name, closed)
        yield from (_closed(error) for error in closed)
        if not files and not closed:
            reason = (
                "there is no such file, folder or match" if not Path(given).is_dir() else "the folder holds no file"
            )
            yield Notice(code="no-such-file", file=name, reason=reason, next_step="check the path", severity="error")
        for path in files:
            key = os.path.realpath(path)
            if key not in seen:
                seen.add(key)
                yield Source(str(path), path=path)


def _closed(error: OSError) -> Notice:
    return Notice(
        code="unreadable-folder",
        file=str(error.filename),
        reason=f"the folder cannot be opened: {error.strerror or error}",
        next_step="check its rights",
        severity="error",
    )


def _files(path: Path, name: str, closed: list[OSError]) -> list[Path]:
    if path.is_dir():
        return sorted(inner for inner in _walk(path, closed) if inner.is_file())
    if path.exists():
        return [path]
    if glob.has_magic(name):
        matches = sorted(Path(match) for match in glob.glob(name, recursive=True))
        return [inner for match in matches for inner in (_files(match, str(match), closed) if match.exists() else [])]
    return []


def _walk(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Files below a folder, hidden ones, ledgers and links to folders left out; folders that cannot be opened go to ``closed``."""
    for here, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(here, name) for name in names if not name.startswith("."))
        yield from (path for path in paths if not _is_database(path))


SIDE_FILES = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file


def _is_database(path: Path) -> bool:
    """Whether a file is a ledger (or another SQLite file), or lies beside one: a ledger is often kept with its reports."""
    name = next((path.name.removesuffix(end) for end in SIDE_FILES if path.name.endswith(end)), path.name)
    try:
        with path.with_name(name).open("rb") as handle:
            return handle.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def read_source(source: Source, options: ReadOptions) -> Iterator[Report | Notice]:
    """Reports and notices of one file. Whatever goes wrong inside is a notice at its place."""
    try:
        head = source.head()
        kind = sniff(head, source.name, options.mapping.values())
        yield from _refusal(source, kind, options) or _reader(kind)(source, options)
    except OSError as error:
        reason = f"it cannot be opened: {error.strerror or error}"
        yield Notice(
            code="unreadable-file", file=source.name, reason=reason, next_step="check its rights", severity="error"
        )
    except Exception as error:
        reason = f"reading it failed: {type(error).__name__}: {str(error)[:200]}"
        yield Notice(
            code="failed-file",
            file=source.name,
            reason=reason,
            next_step="report the file to the developers",
            severity="error",
        )


def _refusal(source: Source, kind: Format, options: ReadOptions) -> list[Notice]:
    """Why a file is not read at all."""
    if kind == "empty":
        return [
            Notice(
                code="empty-file",
                file=source.name,
                reason="the file is empty",
                next_step="nothing to do",
                severity="info",
            )
        ]
    if kind == "binary":
        reason = "it holds binary data (a picture, a PDF, an archive or the like), not text"
        return [
            Notice(
                code="binary-file",
                file=source.name,
                reason=reason,
                next_step="convert it to text first",
                severity="error",
            )
        ]
    if kind not in {"jsonl", "csv", "tsv"} and source.size() > options.max_bytes:
        reason = f"the file is larger than {options.max_bytes // 2**20} MiB"
        return [
            Notice(
                code="file-too-large",
                file=source.name,
                reason=reason,
                next_step="write its reports as JSON lines, which are streamed",
                severity="error",
            )
        ]
    return []


def _reader(kind: Format) -> Reader:
    """The reader of a format, loaded when first needed."""
    if kind in {"jsonl", "json"}:
        from dateline.read.jsonfile import read_json, read_jsonl  # noqa: PLC0415

        return read_jsonl if kind == "jsonl" else read_json
    if kind in {"csv", "tsv"}:
        from dateline.read.table import read_table  # noqa: PLC0415

        return read_table
    if kind == "feed":
        from dateline.read.feed import read_feed  # noqa: PLC0415

        return read_feed
    if kind == "html":
        from dateline.read.page import read_page  # noqa: PLC0415

        return read_page
    from dateline.read.plain import read_plain  # noqa: PLC0415

    return read_plain
