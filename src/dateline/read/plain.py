"""A file of plain text is one report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dateline.model import Notice, Report
from dateline.read.decode import decode
from dateline.read.finish import Draft, finish
from dateline.read.options import ReadOptions, Source


def read_plain(source: Source, options: ReadOptions) -> Iterator[Report | Notice]:
    """The report of a text file. Line ends stay as they are; a byte-order mark does not belong to the text."""
    data = source.read()
    decoded = decode(data)
    if decoded.broken:
        reason = f"{decoded.broken} bytes have no meaning in {decoded.encoding} and read as \ufffd"
        yield Notice(code="broken-encoding", file=source.name, reason=reason, next_step="save the file as UTF-8")
    yield from finish(
        Draft(text=decoded.text, origin=source.name, format="text", sha256=hashlib.sha256(data).hexdigest()), options
    )
