"""The day that a text prints of itself: "Published April 15 2017", "AFP Sunday 29 Jun 2014", "26.11.2014 Some 50 ...".

It is surer than a field that somebody filled in: tables of scraped reports often hold the day of the crawl or of the search.
Only sure forms count: behind a word for it, with its right weekday, or as the very first words of the text. A date alone on
a line of a page's head may be the day on which the page was fetched.
"""

from __future__ import annotations

import re
from datetime import date

from dateline.read.datelines import dateline
from dateline.read.dates import dateline_day, iso

HEAD = 240  # characters of a text in which its own date is looked for
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d{2}"
_TOLD = r"\b(?:first )?(?:published|posted|date of publication|publication date|last updated|last modified)(?: on| at)?\s*:?\s*(?:\w+day,?\s+)?"
_INSIDE = "".join(rf"(?<!\b{word} )" for word in ("on", "of", "by", "from", "since", "until", "last"))  # of a sentence
_WEEKDAY = rf"{_INSIDE}\b(?P<weekday>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?,?\s+"
_DAY = (
    rf"(?P<day>{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s*{_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR})(?!\d)"
)
_MARKED = re.compile(rf"(?:(?P<told>{_TOLD})|{_WEEKDAY}){_DAY}", re.IGNORECASE)
_FIRST = re.compile(  # "May 30 2017 Army retakes town", not "May 30 2017 was ..."
    rf"(?P<day>(?i:{_MONTH}\s+\d{{1,2}},?\s+|\d{{1,2}}\s+{_MONTH},?\s+){_YEAR}|\d{{1,2}}\.\d{{1,2}}\.{_YEAR})"
    r"(?: \d{4} UTC\S*)?[.:]? *(?=[A-Z“\"'(])"
)
_FUSED = re.compile(rf"(\d{{1,2}})({_YEAR})(?!\d)")  # "Apr 152017"
_STOPS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def printed(text: str) -> str | None:
    """The ISO day by which the head of a text dates the text itself, ``None`` without one.

    >>> printed("Last updated at Apr 152017 A bomb hit a bus."), printed("Shells fell on Sunday 3 April 2016.")
    ('2017-04-15', None)
    """
    head = text[:HEAD].lstrip()
    first = _FIRST.match(head)
    if first:
        return _day(first["day"])
    for match in _MARKED.finditer(head):
        day = _day(match["day"])
        if day and (match["told"] or _is_weekday(match["weekday"], day)):
            return day
    line = head.splitlines()[0].rstrip() if head else ""
    end = 0 if line.startswith("Update ") else dateline(line, 0, len(line))
    return dateline_day(line[:end]) if end else None


def _day(words: str) -> str | None:
    """ISO of a printed date; one with full stops is written with the day first ("05.02.2015")."""
    stops = _STOPS.fullmatch(words)
    found = iso(f"{stops[3]}-{int(stops[2]):02d}-{int(stops[1]):02d}" if stops else _FUSED.sub(r"\1 \2", words))
    return found[:10] if found else None


def _is_weekday(name: str, day: str) -> bool:
    return f"{date.fromisoformat(day):%a}".casefold() == name[:3].casefold()
