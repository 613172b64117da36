"""What one side does to another in a sentence, as a PLOVER root, or STATEMENT when it only talks.

"The general refused to open the border" is REJECT, "the minister said she was optimistic" is STATEMENT. The scorer is
linear over the words, the acts of ``plover_acts.yaml`` and the main predicate; it learned from news sentences that
hold one interaction each, and from plain statements (``training/events.py``).
"""

from __future__ import annotations

from dateline.find.analysis import Analysis
from dateline.find.features import acts, lemmas, lower_words, predicates, words_and_pairs
from dateline.find.linear import Features, scorer

ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "PROTEST",
    "MOBILIZE", "SANCTION", "COERCE", "ASSAULT", "STATEMENT",
)  # fmt: skip


def act_features(analysis: Analysis, words: list[str], start: int, end: int) -> Features:
    """Features of the tokens [start, end) for the scorer ``acts``."""
    doc = analysis.doc
    return (
        words_and_pairs(doc, words, start, end)
        | lemmas(doc, start, end)
        | acts(words, start, end)
        | predicates(doc, words, start, end)
    )


def find_act(
    analysis: Analysis, start: int = 0, end: int | None = None
) -> tuple[str, float, tuple[tuple[str, float], ...]]:
    """The PLOVER root told by the tokens [start, end) (default: all), its margin over the next, and the reasons."""
    stop = len(analysis.doc) if end is None else end
    features = act_features(analysis, lower_words(analysis.doc), start, stop)
    scores = scorer("acts").scores(features)
    best, second = sorted(scores, key=lambda root: -scores[root])[:2]
    return best, scores[best] - scores[second], scorer("acts").contributions(features, best)
