"""The day a report appeared and what told it: its record, else a dateline, its URL or the first full date of its text."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from dateline.find.times import tag
from dateline.model import Report
from dateline.model.report import PublishedBasis
from dateline.resolve.times.calendar import day

_TOLD = re.compile(
    r"\b(?<!published )(?<!posted )(?<!updated )"
    r"(?:on|since|until|till|by|around|about|from|before|after|between|of|in|for|through|to|and|the|late|early|night|morning|evening)\s+(?:the\s+|\w+day,?\s+)*$",
    re.IGNORECASE,
)
_URL_DATE = re.compile(r"(?<!\d)(19\d\d|20\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
DOUBT = "the day of publication was still to come when the report was read"
BEFORE = 30  # characters before a date looked at for a word that ties it to its sentence
HEAD = 400  # characters at the head of a text in which a full date is taken for its dateline


class Publication(NamedTuple):
    """``at`` local wall time (midnight where only the day is known); ``basis`` what told it, ``reason`` in words."""

    at: datetime | None
    basis: PublishedBasis | None
    reason: str


def publication(report: Report) -> Publication:
    """When a report appeared, by the first of: its record, its URL, a full date at its head."""
    if report.published:
        at = parse_iso(report.published)
        if at:
            given = f"given: {report.published}"
            doubted = report.published_basis == "future"
            return Publication(at, report.published_basis or "metadata", f"{given}; {DOUBT}" if doubted else given)
    if report.url:
        found = _URL_DATE.search(report.url)
        at_day = day(*(int(g) for g in found.groups())) if found else None
        if at_day and found:
            return Publication(_midnight(at_day), "url", f"date in the address: {found.group()}")
    return _at_head(report.text[:HEAD])


@lru_cache(maxsize=8)  # asked for several times a report
def _at_head(text: str) -> Publication:
    """The first full date of the head of a text that no word ties to its sentence: "Published 5 June 2017", not "fighting
    began around 17 March 2022", which is a day of what is told."""
    for mention in tag(text):
        parts = mention.parts
        if (
            parts["form"] == "date"
            and "approx" not in parts
            and not _TOLD.search(text, max(0, mention.start - BEFORE), mention.start)
            and {"year", "month", "day"} <= parts.keys()
            and parts["year"].isdigit()
            and parts["day"].isdigit()
        ):
            at_day = (
                day(int(parts["year"]), int(parts["month"]), int(parts["day"])) if len(parts["year"]) == 4 else None
            )
            if at_day:
                return Publication(_midnight(at_day), "text", f"date at the head of the text: {mention.words}")
    return Publication(None, None, "nothing tells when the report appeared")


def _midnight(at: date) -> datetime:
    return datetime(at.year, at.month, at.day)  # noqa: DTZ001  (local wall time)


def parse_iso(text: str) -> datetime | None:
    """Local wall time of an ISO date, date-time or "2016-11" (its first day); ``None`` for anything else."""
    text = text.strip()
    match = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?", text)
    if match is None:
        return None
    try:
        return datetime.fromisoformat(text.replace("Z", "")).replace(tzinfo=None)
    except ValueError:
        at = day(int(match[1]), int(match[2]), int(match[3] or 1))
        return _midnight(at) if at else None
