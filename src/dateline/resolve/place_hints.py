"""What the words right beside a name say of its sense: "the Sahel" is a region, "the Dnipro river" a river.

A hint is only a choice among the places that bear the name, never a place by itself. Words are in
``vocab/places_hints.yaml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dateline.model import PlaceMention
from dateline.vocab import yaml_file

ARTICLE = "article"  # "the" before a name: an area of nature or a region, if one bears it
INSIDE = "inside"  # "in PLACE" or "district of PLACE" behind it: it lies there (a comma may as well part a list)
_INSIDE = re.compile(r",?\s(?:(?:district|neighbou?rhood|quarter|suburb|sub-?district|ward)\s(?:of|in)|in|at)\s")
WATERS = frozenset({"river", "lake"})
WIDE = frozenset({"region", "sea", "river", "desert", "mountains", "peninsula", "lake", "island"})


@cache
def _kinds() -> dict[str, str]:
    table: dict[str, Any] = yaml_file("places_hints")
    return {word: kind for kind, entry in table.items() for word in entry["words"]}


def hints_of(text: str, mentions: list[PlaceMention]) -> dict[int, str]:
    """Index of a mention -> the hint that its neighbours in the received text give."""
    out: dict[int, str] = {}
    for i, mention in enumerate(mentions):
        if mention.container is not None and _INSIDE.match(text[mention.end : mention.container.start]):
            out[i] = INSIDE
            continue
        if mention.kind != "name":
            continue
        behind = text[mention.end : mention.end + 12].split(" ", 2)
        word = behind[1].rstrip(".,;:)").lower() if len(behind) > 1 and not behind[0] else ""
        before = text[max(0, mention.start - 16) : mention.start].lower().split()
        kind = _kinds().get(word) or (_kinds().get(before[-1]) if before and word != "of" else None)
        if kind:
            out[i] = kind
        elif before and before[-1] == "the" and text[mention.start - 1 : mention.start] == " ":
            out[i] = ARTICLE
    return out
