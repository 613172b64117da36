"""The text of a report as it should be read, with the way back to the text as it was received.

A view strings the readable passages of a report together, each once, with its repairs applied. Finders and the
language model work on ``View.text``; whatever they find goes back through :meth:`View.received`, so that every span
that leaves a finder points into ``Report.text``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection

import msgspec

from dateline.model import Passage, Repair, Report, Span
from dateline.model.report import Role

READ_ROLES: frozenset[Role] = frozenset({"headline", "dateline", "body", "caption", "list"})
GAP = "\n\n"  # between passages: never part of a sentence


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the view: either received characters one to one, or a reading of a damaged stretch."""

    start: int  # in the view
    end: int
    received_start: int
    received_end: int
    verbatim: bool
    passage: int  # index into Report.passages


class View(msgspec.Struct, frozen=True):
    """Readable text plus the map back. Build it with :func:`view`."""

    report: Report
    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def received(self, start: int, end: int) -> Span:
        """Span in ``Report.text`` of view characters [start, end); a repaired stretch is taken whole."""
        first, last = self._piece(start), self._piece(max(start, end - 1))
        begin = first.received_start + (start - first.start if first.verbatim else 0)
        begin = min(begin, first.received_end)
        stop = last.received_start + (end - last.start) if last.verbatim else last.received_end
        return Span(begin, max(begin, min(stop, last.received_end)))

    def passage(self, position: int) -> Passage:
        """The passage that holds this view position."""
        return self.report.passages[self._piece(position).passage]

    def to_view(self, span: Span) -> tuple[int, int] | None:
        """View characters of a received span, ``None`` if no part of it is read."""
        hits = [p for p in self.pieces if p.received_start < span.end and span.start < p.received_end]
        if not hits:
            return None
        first, last = hits[0], hits[-1]
        start = first.start + (max(0, span.start - first.received_start) if first.verbatim else 0)
        end = last.start + (min(span.end, last.received_end) - last.received_start) if last.verbatim else last.end
        return start, end

    def _piece(self, position: int) -> Piece:
        return self.pieces[max(0, bisect_right(self.starts, position) - 1)]


def view(report: Report, roles: Collection[Role] = READ_ROLES) -> View:
    """The view of a report's passages with these roles, in the order of the text."""
    pieces: list[Piece] = []
    out: list[str] = []
    length = 0
    repairs = sorted(report.repairs, key=lambda r: r.start)
    for index, passage in enumerate(report.passages):
        if passage.role not in roles or passage.start >= passage.end:
            continue
        if out:
            out.append(GAP)
            length += len(GAP)
        for start, end, reading in _stretches(passage, repairs):
            words = report.text[start:end] if reading is None else reading
            if not words:
                continue
            pieces.append(Piece(length, length + len(words), start, end, reading is None, index))
            out.append(words)
            length += len(words)
    if not pieces:
        pieces.append(Piece(0, 0, 0, 0, True, 0))
    return View(report, "".join(out), tuple(pieces), tuple(p.start for p in pieces))


def _stretches(passage: Passage, repairs: list[Repair]) -> list[tuple[int, int, str | None]]:
    """Received stretches of a passage: (start, end, None) as they are, (start, end, reading) where repaired."""
    stretches: list[tuple[int, int, str | None]] = []
    position = passage.start
    for repair in repairs:
        if repair.start < position or repair.end > passage.end:
            continue
        if repair.start > position:
            stretches.append((position, repair.start, None))
        stretches.append((repair.start, repair.end, repair.reading))
        position = repair.end
    if position < passage.end:
        stretches.append((position, passage.end, None))
    return stretches
