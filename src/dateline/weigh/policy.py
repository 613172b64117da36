"""Units of counting: one incident as other data bases would count it. The policy has a name, so that a table says its unit.

``native``: one row an incident. ``acled``: one row a day on which it is told to happen (a five-day battle is five; what
happened on some day of a week is one).
``ucdp``: one row with a range of dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec

from dateline.model import Incident, Status, When

Policy = Literal["native", "acled", "ucdp"]
MOST_DAYS = 366  # a longer range is not told by the day: it stays one row


class Row(msgspec.Struct, frozen=True):
    """One row of a view: the incident, its first and last day (``None`` when unknown) and the number of days told."""

    incident: str
    first: date | None
    last: date | None
    days: int = 0


def rows(incident: Incident, policy: Policy = "native") -> list[Row]:
    """The rows of an incident under a policy; ``ValueError`` names the policies there are."""
    if policy not in ("native", "acled", "ucdp"):
        raise ValueError(f"no policy {policy!r} to count by; there are native, acled, ucdp")
    days = sorted({day for when in _times(incident) for day in _range(when)})
    if not days:
        return [Row(incident.id, None, None)]
    if policy == "acled" and len(days) <= MOST_DAYS:
        told = sorted({day for when in _times(incident) for day in _range(when)[: None if lasts(when) else 1]})
        return [Row(incident.id, day, day, 1) for day in told]
    return [Row(incident.id, days[0], days[-1], len(days))]


def _times(incident: Incident) -> Iterator[When]:
    """The times at which the incident is told to happen or to go on."""
    when = incident.fields.get("when")
    if when and when.best and isinstance(when.best.value, When):
        yield when.best.value
    status = incident.fields.get("status")
    for option in status.history if status else ():
        if (
            isinstance(option.value, Status)
            and option.value.as_of
            and option.value.state in ("began", "ongoing", "reopened")
        ):
            yield option.value.as_of


def _range(when: When) -> list[date]:
    """Every day that a time may touch, in order; none where a side is open or it is longer than ``MOST_DAYS``. What was only
    told on a day ("police said on Thursday") counts as of that day, as these data bases code it."""
    first, last = when.likely_days
    if first is None or last is None or (last - first).days > MOST_DAYS:
        return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def lasts(when: When) -> bool:
    """Whether a time is told to take all its days ("from Monday to Friday"), not to lie on one of them ("last week")."""
    if when.begin_high is None or when.end_low is None:
        return False
    return when.end_low >= when.begin_high
