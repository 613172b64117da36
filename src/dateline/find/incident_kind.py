"""Of what type is the incident that a short text tells? One type for the whole stretch, by a linear scorer.

The features are the event words of ``incident_types.yaml`` (strong, weak, in order), their context cues and their
company: no other words, so that what it learned from a few hundred texts travels.
"""

from __future__ import annotations

from dateline.find.analysis import Analysis
from dateline.find.features import company_words, event_words, lower_words
from dateline.find.linear import Features, scorer


def kind_features(words: list[str], start: int, end: int) -> Features:
    """Features of the words [start, end)."""
    return event_words(words, start, end) | company_words(words, start, end)


def find_kind(analysis: Analysis, start: int = 0, end: int | None = None) -> tuple[str, float]:
    """The type (a key of ``incident_types.yaml``) that fits the tokens [start, end) best, and its score."""
    words = lower_words(analysis.doc)
    return scorer("incident_kind").best(kind_features(words, start, len(words) if end is None else end))
