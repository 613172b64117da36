"""What times mean: the calendar range of each expression, the anchor it was reckoned from, and why.

State lives in one :class:`Context` per document: the publication day, the day last spoken of, and the style of the
passage (news reckons from publication, a narrative from the day last spoken of). Nothing is shared between documents,
nothing depends on the day of the run.

>>> from datetime import datetime
>>> from dateline.find.times import tag
>>> text = "The mayor was shot three days ago."
>>> resolve(text, tag(text), datetime(2016, 11, 5))[0].value
'2016-11-02'
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dateline.find.analysis import Analysis
from dateline.find.tree import tree_of
from dateline.model import Span, TimeMention, When
from dateline.resolve.times.bounds import preposition
from dateline.resolve.times.notices import time_notices
from dateline.resolve.times.publication import DOUBT, Publication, publication
from dateline.resolve.times.resolver import resolve

__all__ = ["Publication", "publication", "resolve", "resolve_times", "time_notices"]


def resolve_times(analysis: Analysis, mentions: Sequence[TimeMention]) -> list[When]:
    """The value of each mention, in their order. Spans are received offsets, as the finder gives them.

    What is reckoned from a day of publication that lies in the future says so in its reason.
    """
    at, basis, _ = publication(analysis.report)
    whens = resolve(analysis.report.text, mentions, at, _describing(analysis, mentions))
    if basis != "future":
        return whens
    return [replace(w, reason=f"{w.reason}; {DOUBT}") if w.anchor == "dct" else w for w in whens]


def _describing(analysis: Analysis, mentions: Sequence[TimeMention]) -> frozenset[int]:
    """The mentions that stand behind "after", "before" or the like and describe a noun: "after overnight raids"."""
    text, found = analysis.report.text, set()
    for index, mention in enumerate(mentions):
        if preposition(text, mention.start, mention.end) in _SIDES:
            tree = tree_of(analysis)
            tokens = tree.tokens_of(Span(mention.start, mention.end))
            top = tree.root(tokens) if tokens else None
            if top is not None and tree.dep[top] in _DESCRIBES and tree.head[top] >= tokens.stop:
                found.add(index)
    return frozenset(found)


_SIDES = frozenset({"after", "following", "before", "prior to", "until"})
_DESCRIBES = frozenset({"amod", "compound", "nmod"})
