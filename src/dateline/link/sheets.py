"""Reports by number, for many at once: which row of the table each has, and which nodes it tells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.link.columns import Array, grown

_FIRST_SIZE = 1024


class Sheets:
    """Numbers of sheets -> rows of their reports and numbers of their nodes, for many at once."""

    def __init__(self) -> None:
        self._rows = np.zeros(_FIRST_SIZE, np.int64)  # row of the report + 1, 0 for a sheet that is not known yet
        self._first = np.zeros(_FIRST_SIZE, np.int64)  # the nodes are numbered from here on
        self._count = np.zeros(_FIRST_SIZE, np.int64)
        self._odd: dict[int, list[int]] = {}  # the nodes of sheets that got more of them later

    def unknown(self, sheets: Array) -> list[int]:
        """Those among them that nothing is known of yet."""
        if len(sheets) and (most := int(sheets.max())) >= len(self._rows):
            self._grow(most)
        return np.unique(sheets[self._rows[sheets] == 0]).tolist()  # type: ignore[no-any-return]

    def add(self, sheet: int, row: int, nodes: Sequence[int]) -> None:
        """The report of a sheet is in this row, and these are its nodes."""
        self._grow(sheet)
        self._rows[sheet], self._first[sheet], self._count[sheet] = row + 1, nodes[0], len(nodes)
        if list(nodes) != list(range(nodes[0], nodes[0] + len(nodes))):
            self._odd[sheet] = list(nodes)

    def rows(self, sheets: Array) -> Array:
        """The rows of their reports."""
        return self._rows[sheets] - 1

    def nodes(self, sheets: Array) -> tuple[Array, Array]:
        """Their nodes end to end, and how many each has."""
        counts = self._count[sheets]
        starts = np.cumsum(counts) - counts
        nodes = np.repeat(self._first[sheets] - starts, counts) + np.arange(int(counts.sum()))
        if self._odd:
            for at in np.flatnonzero(np.isin(sheets, list(self._odd))).tolist():
                nodes[starts[at] : starts[at] + counts[at]] = self._odd[int(sheets[at])]
        return nodes, counts

    def _grow(self, sheet: int) -> None:
        self._rows, self._first, self._count = (grown(x, sheet) for x in (self._rows, self._first, self._count))


def crossed(sheets: Sheets, mine: Array, theirs: Array) -> tuple[Array, Array, Array]:
    """Pairs of sheets as pairs of their nodes: (which pair of sheets, number of one node, number of the other)."""
    my_nodes, counts = sheets.nodes(mine)
    their_nodes, their_counts = sheets.nodes(theirs)
    widths = np.repeat(their_counts, counts)  # each node of mine meets so many
    one = np.repeat(my_nodes, widths)
    starts = np.repeat(np.cumsum(their_counts) - their_counts, counts)
    nth = np.arange(len(one)) - np.repeat(np.cumsum(widths) - widths - starts, widths)
    return np.repeat(np.repeat(np.arange(len(mine)), counts), widths), one, their_nodes[nth]
