"""The cheap keys under which observations meet: whoever shares enough of them is compared, nobody else.

Keys are plain strings. Names stand for themselves; every other key begins with ``@`` and its kind. A key that many
share says little: :mod:`dateline.link.index` counts them by time and stops using what has become common. Here are the
keys of the event itself; what a report is found by, the same for all its observations, is made with its
:mod:`dateline.link.text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dateline.link.node import Node

CELL = 0.5  # degrees, about 50 km
MOST_PLACES = 4
LONG_EVENT = 5  # days; a longer range is not filed under each of its days


def keys(node: Node) -> frozenset[str]:
    """What an event is found by."""
    return frozenset((*_of_place(node), *_of_toll(node), *_of_days(node)))


def _of_place(node: Node) -> Iterator[str]:
    for place in islice(sorted(node.places), MOST_PLACES):
        yield f"@place:{place}"
        yield f"@place:{place}:{node.family}"
        for detail in islice(
            (*sorted(node.actors), *sorted(node.targets), *sorted(node.facilities), *sorted(node.means)), 8
        ):
            yield f"@place:{place}:{detail}"
        if node.killed:
            yield f"@place:{place}:{node.killed[0]} killed"
    if node.lat is not None and node.lon is not None:
        row, column = int(node.lat // CELL), int(node.lon // CELL)
        for y in (row, row + 1):
            for x in (column, column + 1):  # each point lies in four overlapping cells of 2 x 2
                yield f"@cell:{y}:{x}:{node.family}"


def _of_days(node: Node) -> Iterator[str]:
    """The kind of event and the actor on a day; the index adds the neighbouring days."""
    yield f"@type:{node.family}"
    for actor in islice(sorted(node.actors), MOST_PLACES):
        yield f"@actor:{actor}"


def _of_toll(node: Node) -> Iterator[str]:
    """The casualty signature: numbers from 3 on, or dead and injured together."""
    if node.killed and node.killed[0] >= 3:
        yield f"@killed:{node.killed[0]}"
    if node.injured and node.injured[0] >= 3:
        yield f"@injured:{node.injured[0]}"
    if node.killed and node.injured and node.killed[0] + node.injured[0] > 1:
        yield f"@toll:{node.killed[0]}:{node.injured[0]}"
