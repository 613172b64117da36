"""The finder of places, first version: gazetteer names that weigh enough or stand where places stand."""

from __future__ import annotations

from functools import cache

from dateline.find.analysis import Analysis
from dateline.find.places.grams import Gram, Words, grams
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.layer import CLASSES
from dateline.model import PlaceMention
from dateline.vocab import yaml_file


def find_places(analysis: Analysis, gazetteer: Gazetteer) -> list[PlaceMention]:
    """Place mentions in the order of the text."""
    words = Words(analysis)
    chosen: list[PlaceMention] = []
    position = 0
    for gram in grams(words, gazetteer):
        if gram.start < position or not _credible(words, gram):
            continue
        chosen.append(_mention(words, gram))
        position = gram.end
    return chosen


@cache
def _locative() -> frozenset[str]:
    return frozenset(yaml_file("places_cues")["locative"])


def _credible(words: Words, gram: Gram) -> bool:
    group = CLASSES[gram.group]
    before = words.folded[gram.start - 1] if gram.start else ""
    if group in ("country", "admin1", "short", "people", "region", "nature", "facility"):
        return True
    if before in _locative():
        return True
    return gram.decade >= 6


def _mention(words: Words, gram: Gram) -> PlaceMention:
    span = words.analysis.span_of(words.start[gram.start], words.end(gram.end - 1))
    return PlaceMention(
        start=span.start,
        end=span.end,
        words=words.analysis.words(span),
        sentence=words.sentence[gram.start],
        rule="gazetteer",
        kind="demonym" if CLASSES[gram.group] == "people" else "name",
    )
