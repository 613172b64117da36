"""A stretch of a report's text."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, array_like=True):
    """Half-open character offsets into ``Report.text``.

    >>> "Fire at Baiji"[Span(8, 13).slice]
    'Baiji'
    """

    start: int
    end: int

    @property
    def slice(self) -> slice:
        """The span as a Python slice."""
        return slice(self.start, self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def distance(self, other: Span) -> int:
        """Characters between the two; 0 when they touch or overlap."""
        return max(0, self.start - other.end, other.start - self.end)
