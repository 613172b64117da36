"""Problems with the times of a report, as data: impossible days and clock times, no day of publication, a doubtful one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.find.times import tag
from dateline.model import Notice, Report, TimeMention, When
from dateline.resolve.times.calendar import day
from dateline.resolve.times.publication import HEAD, publication

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NEVER = re.compile(
    r"\b(?i:at) (?:2[5-9]|[3-9]\d):\d\d\b|\b(?i:at) \d{1,2}:[6-9]\d\b"  # 25:99
    r"|\b(?i:in|of) (?:the )?year 0\d{3}\b"  # the year 0317
    rf"|\b(?:{_MONTHS}) (?:3[2-9]|[4-9]\d|\d{{3}})\b(?![:,\d])(?! (?:people|men|km|miles))"  # October 317
    r"|(?<![\d/.])(?:0{1,2}[/.]\d{1,2}|\d{1,2}[/.]0{1,2})[/.](?:19|20)\d\d(?!\d)"  # 00/00/2016
)
DOUBT_DAYS = 366  # a dateline further than this from the day of publication makes one of the two doubtful


def time_notices(report: Report, mentions: Sequence[TimeMention], whens: Sequence[When]) -> list[Notice]:
    """Notices on the times of a report; each names the words, the place in the text and what to do."""
    found = [n for m, w in zip(mentions, whens, strict=True) if (n := _impossible(report, m, w))]
    found += [_never(report, match) for match in _NEVER.finditer(report.text)]
    at = publication(report).at
    if at is None:
        relative = sum(w.value == "" or w.anchor == "none" for w in whens)
        found.append(
            _notice(report, "no-publication-date", "", f"nothing tells when the report appeared; {relative} relative dates stay open",
                    "give the day with --published")
        )  # fmt: skip
        return found
    for mention in tag(report.text[:HEAD]):
        parts = mention.parts
        if (
            parts["form"] == "date"
            and all(parts.get(k, "").isdigit() for k in ("year", "month", "day"))
            and len(parts["year"]) == 4
        ):
            told = day(int(parts["year"]), int(parts["month"]), int(parts["day"]))
            if told and (at.date() - told).days < -DOUBT_DAYS:
                reason = (
                    f"the text tells of {told.isoformat()}, long after the day of publication {at.date().isoformat()}"
                )
                found.append(
                    _notice(
                        report, "doubtful-publication-date", _place(mention), reason, "check the day of publication"
                    )
                )
    return found


def _impossible(report: Report, mention: TimeMention, when: When) -> Notice | None:
    if "no day" not in when.reason and "no such" not in when.reason:
        return None
    return _notice(
        report,
        "impossible-time",
        _place(mention),
        f"{mention.words!r}: {when.reason}",
        "read the sentence; the range kept is the one that exists",
    )


def _never(report: Report, match: re.Match[str]) -> Notice:
    """What is written like a time and can be none; nothing is read from it but a month that stands in it."""
    place, reason = f"chars {match.start()}-{match.end()}", f"{match.group()!r}: no such day, hour or year"
    return _notice(report, "impossible-time", place, reason, "read the sentence; no time is made of these words")


def _place(mention: TimeMention) -> str:
    return f"chars {mention.start}-{mention.end}"


def _notice(report: Report, code: str, place: str, reason: str, next_step: str) -> Notice:
    return Notice(code=code, file=report.origin, place=place, reason=reason, next_step=next_step, report_id=report.id)
