"""Does a stretch of a report tell of contentious politics: protest, strike, riot, attack, militancy, past or ongoing?

Stage one of event finding for whole sentences and documents, with a figure of its own (GLOCON). Linear over words,
event words and their company; ``training/events.py`` made the weights.
"""

from __future__ import annotations

from dateline.find.analysis import Analysis
from dateline.find.features import company_words, event_words, lemmas, lower_words, words_and_pairs
from dateline.find.linear import Features, scorer


def relevance_features(analysis: Analysis, words: list[str], start: int, end: int) -> Features:
    """Features of the tokens [start, end)."""
    return (
        words_and_pairs(analysis.doc, words, start, end)
        | lemmas(analysis.doc, start, end)
        | event_words(words, start, end)
        | company_words(words, start, end)
    )


def contentious(analysis: Analysis, start: int = 0, end: int | None = None, *, whole: bool = False) -> float:
    """Log-odds above the cut (so > 0 is yes) that the tokens tell of a contentious event.

    ``whole`` asks about a document instead of a sentence: another scorer, learned from documents.
    """
    stop = len(analysis.doc) if end is None else end
    model = scorer("contention_documents" if whole else "contention")
    features = relevance_features(analysis, lower_words(analysis.doc), start, stop)
    return model.scores(features)["CONTENTIOUS"] - model.cut["CONTENTIOUS"]


def horn_scores(analysis: Analysis) -> dict[str, float]:
    """Log-odds above the cut that a short report tells of a conflict event, and of which of four kinds (CEHA)."""
    model = scorer("horn")
    scores = model.scores(relevance_features(analysis, lower_words(analysis.doc), 0, len(analysis.doc)))
    return {label: scores[label] - model.cut[label] for label in model.labels}
