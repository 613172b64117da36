"""An attribution in the making: token ranges that become received spans at the very end."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.find.attributions.tree import Range, Tree


@dataclass(slots=True)
class Draft:
    """Half-open token ranges. ``anchor`` is the cue's main token."""

    anchor: int
    kind: str
    source: list[Range] = field(default_factory=list)
    cue: list[Range] = field(default_factory=list)
    content: list[Range] = field(default_factory=list)
    outer: Draft | None = None  # the attribution it is told inside of, when the words say so
    parent: int | None = None


_EDGE_LEFT = frozenset({",", ":", ";", ".", "-", "--", "–", "—", ")", "!", "?", "...", "…"})
_EDGE_RIGHT = frozenset({",", ":", ";", "-", "--", "–", "—", "(", "and", "but"})


def trimmed(tree: Tree, span: Range, *, tail: frozenset[str] = _EDGE_RIGHT) -> Range:
    """The range without blank tokens and loose punctuation at its ends."""
    start, end = span
    while start < end and (not tree.words[start].strip() or tree.words[start] in _EDGE_LEFT):
        start += 1
    while end > start and (not tree.words[end - 1].strip() or tree.lower[end - 1] in tail):
        end -= 1
    return start, end
