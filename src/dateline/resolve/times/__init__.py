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
from dateline.model import TimeMention, When
from dateline.resolve.times.notices import time_notices
from dateline.resolve.times.publication import DOUBT, Publication, publication
from dateline.resolve.times.resolver import resolve

__all__ = ["Publication", "publication", "resolve", "resolve_times", "time_notices"]


def resolve_times(analysis: Analysis, mentions: Sequence[TimeMention]) -> list[When]:
    """The value of each mention, in their order. Spans are received offsets, as the finder gives them.

    What is reckoned from a day of publication that lies in the future says so in its reason.
    """
    at, basis, _ = publication(analysis.report)
    whens = resolve(analysis.report.text, mentions, at)
    if basis != "future":
        return whens
    return [replace(w, reason=f"{w.reason}; {DOUBT}") if w.anchor == "dct" else w for w in whens]
