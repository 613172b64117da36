"""Reports that tell a stretch of the past: an encyclopaedia's article on a battle, a chronology of a siege.

They appear long after what they tell. An event without a day of its own did not happen when they appeared, and one that
lies months back is not background for that: what such a report is about are the days that it tells. "On 4 May 2021
rebels took the town" is news of a history of that spring, "the revolt of 2012" in it is background.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dateline.claims.reading import Reading
from dateline.resolve.times import publication
from dateline.resolve.times.style import is_narrative

LEAST_DAYS = 5  # days told from which a report has a stretch of its own
EARLY_SHARE = 10  # one in so many of the days told may lie before the stretch: what led to it
LEEWAY = timedelta(days=31)


def is_history(reading: Reading, published: datetime | None) -> bool:
    """Whether a report tells a stretch of the past and no news of the day it appeared."""
    return published is not None and is_narrative(reading.times, published)


def told_since(reading: Reading) -> date | None:
    """The first day of the stretch that a history is about; ``None`` for news, and for a report that tells few days.

    What ended before it is background.
    """
    published = publication(reading.analysis.report).at
    if published is not None and not is_narrative(reading.times, published):
        return None
    days = sorted(d for w in reading.whens if w.granularity == "day" and (d := w.first_day) is not None)
    return days[len(days) // EARLY_SHARE] - LEEWAY if len(days) >= LEAST_DAYS else None
