"""Where sentences may begin, told to the parser before it reads.

The parser finds sentence borders well on clean prose and badly around abbreviations, captions and glued text. So it
is told: a sentence begins at each passage; within a passage it may begin only after a stop; never after a rank,
title, month or initial that a full stop shortens ("Brig. Gen.", "Lt. Col.", "on Nov. 5"). Long stretches without any
stop are left to the parser, but never more than 300 words: what is read of a sentence grows faster than its length.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc

from dateline.read.view import GAP
from dateline.vocab import yaml_file

BEGINS, FREE, INSIDE = 1, 0, -1
UNSTOPPED = 350  # characters without a stop after which the parser decides alone
LONGEST = 300  # words of a sentence; the longest of 5,754 in real reports had 107
_CLAUSES = 100  # words before that within which a comma or semicolon is looked for, to break behind it
_STOP = re.compile(r"[.!?…:;][\"'”’)\]»]*\s+|[\"”»]\s+|\n\n|\s{2,}|(?<=[.!?…])(?=[\"“‘(])")

_CLAUSE = re.compile(r"[,;–—]\s+")
_CUT = re.compile(rf"{GAP}|(?<=\S)\s*\|{{2,}}\s*|\s\|\s+")  # passages, and the bars of "Desk || Shells hit the town"


@cache
def _shortened() -> re.Pattern[str]:
    """Finds a full stop that does not end a sentence, up to the start of the next word."""
    words = yaml_file("sentences")
    before_name = "|".join(re.escape(word) for word in words["before_name"])
    before_number = "|".join(re.escape(word) for word in words["before_number"])
    never = "|".join(re.escape(word) for word in words["never_last"])
    dotted = "|".join(re.escape(word) for word in words["dotted"])
    openers = "|".join(re.escape(word) for word in words["openers"])
    return re.compile(
        rf"(?<![\w.])(?:(?:{before_name})\.\s+(?=[A-Z\"“'‘])|(?:{before_number})\.\s+(?=\d)|(?:{never})\.?\s+"
        rf"|(?:{dotted})\s+(?!(?:{openers})\b)(?=[A-Z])|[A-Z]\.\s+(?=[A-Z][\w'’-]+)(?!(?:{openers})\b))"
        r"|[!?.,][\"”’]\s+(?=[a-z])"  # “Stop!” he cried
    )


def mark_borders(doc: Doc) -> Doc:
    """The doc with the places where a sentence begins, may begin, and may not, set for the parser."""
    if len(doc) < 2:
        return doc
    text = doc.text
    if len(text) <= UNSTOPPED and not _STOP.search(text, 0, len(text) - 1) and "|" not in text:
        return _set(doc, np.full(len(doc), INSIDE, dtype=np.int32))
    starts = doc.to_array(IDX).astype(np.int64)
    marks = np.full(len(doc), INSIDE, dtype=np.int32)
    stops = np.fromiter((match.end() for match in _STOP.finditer(text)), dtype=np.int64)
    marks[_tokens_at(starts, stops)] = FREE
    _free_unstopped(marks, starts, stops, len(text))
    shortened = np.fromiter((match.end() for match in _shortened().finditer(text)), dtype=np.int64)
    marks[_tokens_at(starts, shortened)] = INSIDE
    gaps = np.fromiter((match.end() for match in _CUT.finditer(text)), dtype=np.int64)
    marks[_tokens_at(starts, gaps)] = BEGINS
    if len(doc) > LONGEST:
        behind = _tokens_at(starts, np.fromiter((match.end() for match in _CLAUSE.finditer(text)), dtype=np.int64))
        _break_endless(marks, np.concatenate((stops, gaps)), starts, behind)
    return _set(doc, marks)


def _set(doc: Doc, marks: np.ndarray) -> Doc:
    marks[0] = BEGINS
    values: Any = marks.reshape(-1, 1).astype(np.uint64)  # what spaCy takes; its stubs name a private type
    doc.from_array([SENT_START], values)
    return doc


def _tokens_at(starts: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Numbers of the first tokens that begin at or behind each place."""
    found = np.searchsorted(starts, places)
    return found[found < len(starts)]


def _break_endless(marks: np.ndarray, places: np.ndarray, starts: np.ndarray, behind: np.ndarray) -> None:
    """Let a sentence begin wherever ``LONGEST`` words have passed without a stop: behind the last comma among them."""
    edges = np.unique(np.concatenate(([0], _tokens_at(starts, places), [len(marks)])))
    for number in np.nonzero(np.diff(edges) > LONGEST)[0]:
        first, last = int(edges[number]), int(edges[number + 1])
        while last - first > LONGEST:
            clauses = behind[(behind > first + LONGEST - _CLAUSES) & (behind <= first + LONGEST)]
            first = int(clauses[-1]) if len(clauses) else first + LONGEST
            marks[first] = BEGINS


def _free_unstopped(marks: np.ndarray, starts: np.ndarray, stops: np.ndarray, length: int) -> None:
    """Leave tokens of long stretches without a stop to the parser."""
    edges = np.concatenate(([0], stops, [length]))
    for number in np.nonzero(np.diff(edges) > UNSTOPPED)[0]:
        first, last = np.searchsorted(starts, edges[number : number + 2])
        marks[first:last] = FREE
