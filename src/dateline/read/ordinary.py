"""Repairs that read capitals in ordinary case: whole passages in capitals, and Headlines In Title Case.

They keep every letter in its place, so they lie around the other repairs of a passage without touching them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Passage, Repair
from dateline.read.titlecase import Names, names_in, titled, untitled
from dateline.read.uppercase import cased, places, shouts
from dateline.read.view import READ_ROLES


@dataclass(frozen=True, slots=True)
class _Case:
    """How a passage that begins at ``start`` reads in ordinary case, and by which rule."""

    start: int
    reading: str
    rule: str

    def between(self, text: str, start: int, end: int) -> Iterator[Repair]:
        """The part between two other repairs, if it differs from what stands there."""
        words = self.reading[start - self.start : end - self.start]
        if start < end and words != text[start:end]:
            yield Repair(start, end, words, self.rule)


def ordinary_case(text: str, passages: tuple[Passage, ...], repairs: list[Repair]) -> Iterator[Repair]:
    """The repairs given (in order), joined by those of case."""
    at = 0
    names: Names | None = None
    for passage in passages:
        while at < len(repairs) and repairs[at].start < passage.start:
            yield repairs[at]
            at += 1
        printed = text[passage.start : passage.end] if passage.role in READ_ROLES else ""
        case: _Case | None = None
        if shouts(printed):
            reading = places(printed) if passage.role == "dateline" else cased(printed)
            case = _Case(passage.start, reading, "upper-case")
        elif titled(printed):
            names = names or names_in(text, passages)
            case = _Case(passage.start, untitled(printed, names), "title-case")
        if case is None:
            continue
        position = passage.start
        while at < len(repairs) and repairs[at].end <= passage.end:
            yield from case.between(text, position, repairs[at].start)
            yield repairs[at]
            position = repairs[at].end
            at += 1
        yield from case.between(text, position, passage.end)
    yield from repairs[at:]
