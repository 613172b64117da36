"""The text of a report as it should be read, with the way back to the text as it was received.

A view strings the readable passages of a report together, each once, with its repairs applied. Finders and the
language model work on ``View.text``; whatever they find goes back through :meth:`View.received`, so that every span
that leaves a finder points into ``Report.text``. Line ends, tabs and hard spaces inside a passage read as plain
spaces, one for one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence

import msgspec

from dateline.model import Passage, Repair, Report, Span
from dateline.model.report import Role

READ_ROLES: frozenset[Role] = frozenset({"headline", "dateline", "body", "caption", "list"})
GAP = "\n\n"  # between passages: never part of a sentence
ALIGNED = frozenset(
    {"upper-case", "title-case"}
)  # repairs whose reading has the length of what it replaces: mapped one to one
_SPACES = "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2002\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u3000"
_HALVES = re.compile("[\ud800-\udfff]")
_SPACE_TABLE = dict.fromkeys(map(ord, _SPACES), " ")


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
    starts: tuple[int, ...]  # of the pieces, in the view
    received_starts: tuple[int, ...]
    received_ends: tuple[int, ...]

    def received(self, start: int, end: int) -> Span:
        """Span in ``Report.text`` of view characters [start, end); a repaired stretch is taken whole."""
        first = self._piece(start)
        last = first if end <= first.end else self._piece(max(start, end - 1))
        begin = first.received_start + (start - first.start if first.verbatim else 0)
        begin = min(begin, first.received_end)
        stop = last.received_start + (end - last.start) if last.verbatim else last.received_end
        return Span(begin, max(begin, min(stop, last.received_end)))

    def passage(self, position: int) -> Passage:
        """The passage that holds this view position."""
        return self.report.passages[self._piece(position).passage]

    def to_view(self, span: Span) -> tuple[int, int] | None:
        """View characters of a received span, ``None`` if no part of it is read."""
        low, high = bisect_right(self.received_ends, span.start), bisect_left(self.received_starts, span.end)
        hits = [p for p in self.pieces[low:high] if p.received_start < span.end and span.start < p.received_end]
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
    for index, stretches in _read(report, roles):
        gap = GAP if out else ""
        for start, end, reading in stretches:
            words = _plain(report.text[start:end]) if reading is None else reading[0]
            if not words:
                continue
            if gap:
                out.append(gap)
                length += len(gap)
                gap = ""
            pieces.append(Piece(length, length + len(words), start, end, reading is None or reading[1], index))
            out.append(words)
            length += len(words)
    if not pieces:
        pieces.append(Piece(0, 0, 0, 0, True, 0))
    return View(
        report,
        _characters("".join(out)),
        tuple(pieces),
        tuple(p.start for p in pieces),
        tuple(p.received_start for p in pieces),
        tuple(p.received_end for p in pieces),
    )


_Stretch = tuple[int, int, tuple[str, bool] | None]  # start, end, (reading, mapped one to one)


def _read(report: Report, roles: Collection[Role]) -> Iterator[tuple[int, list[_Stretch]]]:
    """The read passages, each with its stretches. Repairs that cross a passage border or one another are left out."""
    repairs = sorted(report.repairs, key=lambda r: (r.start, r.end))
    at = 0
    for index, passage in enumerate(report.passages):
        if passage.role not in roles or passage.start >= passage.end:
            continue
        while at < len(repairs) and repairs[at].start < passage.start:
            at += 1
        stop = at
        while stop < len(repairs) and repairs[stop].start < passage.end:
            stop += 1
        yield index, _stretches(passage, repairs[at:stop])
        at = stop


def _stretches(passage: Passage, repairs: Sequence[Repair]) -> list[_Stretch]:
    """Received stretches of a passage: (start, end, None) as they are, (start, end, reading) where repaired."""
    stretches: list[_Stretch] = []
    position = passage.start
    for repair in repairs:
        if repair.start < position or repair.end > passage.end or repair.end < repair.start:
            continue
        if repair.start > position:
            stretches.append((position, repair.start, None))
        aligned = repair.rule in ALIGNED and len(repair.reading) == repair.end - repair.start
        stretches.append((repair.start, repair.end, (repair.reading, aligned)))
        position = repair.end
    if position < passage.end:
        stretches.append((position, passage.end, None))
    return stretches


def _characters(text: str) -> str:
    """The text with halves of characters (lone surrogates, which nothing can store or parse) as U+FFFD."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def _plain(words: str) -> str:
    """White space of every kind as plain spaces, one for one; blank lines (in passages made by hand) stay."""
    return words if words.isprintable() or "\n\n" in words else words.translate(_SPACE_TABLE)
