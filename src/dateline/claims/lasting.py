"""How long a state has lasted: "the towns have been under siege for more than two years" began two years ago or earlier,
and goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateline.claims.reading import Reading
from dateline.find.tree import Tree
from dateline.model import Span, TimeMention, When
from dateline.resolve.times import publication

STATES = frozenset({"siege_access"})
_DAYS = {"D": 1, "W": 7, "M": 30.44, "Y": 365.25}
_PERFECT = frozenset({"has", "have", "had"})


def lasting(reading: Reading, tree: Tree, sentence: int) -> tuple[When, Span] | None:
    """The time of a state of this sentence that is told by its length, with the words; ``None`` when it is not."""
    at = publication(reading.analysis.report).at
    first, end = tree.sentences[sentence]
    if at is None or not any(w in _PERFECT for w in tree.lower[first:end]):
        return None
    told = next((m for m in reading.times if m.sentence == sentence and _is_length(tree, m)), None)
    days = _days(told) if told is not None else None
    if told is None or days is None:
        return None
    today = datetime(at.year, at.month, at.day)  # noqa: DTZ001  (local wall time)
    began = today - timedelta(days=round(days))
    return (
        When(
            begin_high=began + timedelta(1),
            end_low=today,
            open_start=True,
            open_end=True,
            granularity="unknown",
            approximate=True,
            basis="reckoned",
            reason=f"has lasted {told.words}",
        ),
        told.span,
    )


def _is_length(tree: Tree, mention: TimeMention) -> bool:
    """ "For two years", not "two years ago"."""
    tokens = tree.tokens_of(mention.span)
    return mention.type == "DURATION" and bool(tokens) and tokens[0] > 0 and tree.lower[tokens[0] - 1] == "for"


def _days(mention: TimeMention) -> float | None:
    amount, unit = mention.parts.get("amount", ""), mention.parts.get("unit", "")
    if not amount.replace(".", "", 1).isdigit() or unit not in _DAYS:
        return None
    return float(amount) * _DAYS[unit] if float(amount) <= 200 else None
