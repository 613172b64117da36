"""Where quotation marks open and close, whatever their kind, and however badly they are kept.

Pairs are sought inside a paragraph. A mark that never closes runs to the end of its paragraph; if the next paragraph
opens with a mark, the quote goes on there (``continues``). Nothing is ever given up because of an odd mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"``|''(?!')|[\"“”„‟«»]|(?<!\w)['‘](?=\w)|(?<=[\w.,!?])['’](?!\w)")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_OPEN_ONLY = frozenset({"“", "„", "«", "``"})
_CLOSE_ONLY = frozenset({"”", "»"})
LONGEST_SINGLE = 400  # characters: a single mark further away from its partner is an apostrophe


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters [start, end) of the view with the marks; ``inner`` ones lie inside another quote."""

    start: int
    end: int
    single: bool = False
    closed: bool = True
    continues: bool = False  # goes on from the quote before it, in another paragraph


def find_quotes(text: str) -> list[Quote]:
    """The outermost quotes of a text, in order, never overlapping."""
    quotes: list[Quote] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found = _pair(text, paragraph.start(), paragraph.end())
        if found and quotes and not quotes[-1].closed and text[paragraph.start() : found[0].start].strip() == "":
            found[0] = Quote(found[0].start, found[0].end, found[0].single, found[0].closed, continues=True)
        quotes.extend(found)
    return quotes


def _pair(text: str, start: int, end: int) -> list[Quote]:
    quotes: list[Quote] = []
    opened: int | None = None
    single: int | None = None
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if mark in ("'", "‘", "’"):
            if opened is None:
                single = _single(quotes, single, match)
        elif opened is None and _opens(text, match, start):
            opened, single = match.start(), None
        elif opened is not None and _closes(text, match, end):
            quotes.append(Quote(opened, match.end()))
            opened = None
    if opened is not None:
        quotes.append(Quote(opened, end, closed=False))
    return quotes


def _single(quotes: list[Quote], opened: int | None, match: re.Match[str]) -> int | None:
    """Follow single marks outside double ones; gives where one is still open."""
    if match.end() < len(match.string) and match.string[match.end()].isalnum():
        return match.start() if opened is None else opened
    if opened is not None and match.start() - opened <= LONGEST_SINGLE:
        quotes.append(Quote(opened, match.end(), single=True))
    return None


def _opens(text: str, match: re.Match[str], start: int) -> bool:
    mark = match.group()
    if mark in _OPEN_ONLY:
        return True
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end() : match.end() + 1]
    if mark in _CLOSE_ONLY:
        return before in " \n([—–-" and after.isalnum()
    return not after.isspace() and after != "" and (before.isspace() or before in "([—–-:‘'/")


def _closes(text: str, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    if mark in _CLOSE_ONLY:
        return True
    if mark in _OPEN_ONLY:
        return False
    before = text[match.start() - 1]
    after = text[match.end()] if match.end() < end else " "
    return not (before.isspace() and after.isalnum())
