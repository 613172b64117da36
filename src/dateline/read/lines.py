"""Cuts a text into units: paragraphs of wrapped lines, or lines that each stand for themselves.

Wrapped text is told by how it was made: a line ends because the next word would not have fitted. Elsewhere a line
end is the end of a unit unless the sentence plainly runs on (no stop before, a small letter after).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WIDEST = 120  # characters; wider lines are not wrapped by hand or by a telex
_NARROWEST = 45
_BULLET = re.compile(r"(?:[•▪●◦‣*–—-]|\(?\d{1,2}[.)])\s+\S")
_ENDS = tuple(".!?:;…\"”'’)]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or line without white space at its ends. ``listed``: it stands in a run of bullets."""

    start: int
    end: int
    listed: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # first printed character
    end: int  # behind the last printed character
    indent: int
    after_blank: bool


def units(text: str) -> list[Unit]:
    """The units of a text in order; white space between them belongs to none."""
    lines = _lines(text)
    if not lines:
        return []
    width = _wrap_width(text, lines)
    starts = [number for number, line in enumerate(lines) if number == 0 or _begins(text, lines, number, width)]
    spans = [
        (lines[first].start, lines[last - 1].end) for first, last in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    bullets = [bool(_BULLET.match(text, start, min(end, start + 12))) for start, end in spans]
    return [
        Unit(start, end, bullet and any(bullets[max(0, n - 1) : n] + bullets[n + 1 : n + 2]))
        for n, ((start, end), bullet) in enumerate(zip(spans, bullets, strict=True))
    ]


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        words = match.group()
        stripped = words.strip()
        if not stripped:
            continue
        indent = len(words) - len(words.lstrip())
        start = match.start() + indent
        breaks = text.count("\n", previous_end, start) or text.count("\r", previous_end, start)
        lines.append(_Line(start, start + len(stripped), indent, breaks != 1))
        previous_end = start + len(stripped)
    return lines


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The width a text was wrapped to, 0 when it was not: nearly every line end must be a forced one."""
    breaks = [(a, b) for a, b in itertools.pairwise(lines) if not b.after_blank and b.indent < 2]
    if len(breaks) < 2:
        return 0
    width = max(line.end - line.start + line.indent for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    forced = sum(_forced(text, a, b, width) for a, b in breaks)
    return width if forced >= 0.8 * len(breaks) else 0


def _forced(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted (8 characters of leave: telex margins vary)."""
    word = text[following.start : following.end].split(None, 1)[0]
    return line.indent + line.end - line.start + 1 + len(word) > width - 8


def _begins(text: str, lines: list[_Line], number: int, width: int) -> bool:
    """Whether a line begins a unit."""
    line, before = lines[number], lines[number - 1]
    if line.after_blank:
        return True
    if width:
        return line.indent >= 2 or not _forced(text, before, line, width)
    runs_on = text[line.start].islower() and not text[before.start : before.end].endswith(_ENDS)
    return not runs_on
