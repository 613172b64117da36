"""Reports printed in capitals: how they would read in ordinary case, letter for letter."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model import Passage, Repair


def upper_case(text: str, passages: tuple[Passage, ...], repairs: list[Repair]) -> Iterable[Repair]:
    """The repairs given, and those that lower the case of passages printed wholly in capitals."""
    return repairs
