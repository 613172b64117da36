"""Datelines: "BAGHDAD, Nov 5 (Reuters) -" before the first sentence, and lines that hold a date and nothing else."""

from __future__ import annotations

import re
from functools import cache

from dateline.read import vocabulary

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
]
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_YEAR = r"(?:(?:,|،)?\s*(?:19|20)?\d{2}\b)?"
DAY = (
    rf"(?:{_WEEKDAY}(?:{_MONTH}\s*\d{{1,2}}(?!\d)(?:st|nd|rd|th)?{_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?\s*{_MONTH}{_YEAR}"
    r"|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}))"
)
_CLOCK = r"(?:\s*(?:,|at|-|–|\||T|·|/)?\s*\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:gmt|utc|est|edt|bst|cet|cest|eet|msk|z|local time|[+-]\d{2}:?\d{2})?(?:\s*[+-]\d{1,2})?)?"
_CAPS = r"[A-Z][A-Z'’.\-]+(?:[ /][A-Z][A-Z'’.\-]+){0,4}"
_TITLED = r"[A-Z][\w'’.\-]+(?:[ /](?:[A-Z][\w'’.\-]+|al-\w+|de|la|el)){0,4}"
_REGION = r"(?:,\s[A-Z][\w.'’\- ]{1,30}?|\s\([A-Z][\w .,'’\-]{1,40}\))?"
_DASH = r"(?:--+|[-–—―_])"
_LEADS = (
    r"this story is from|story created|story updated|(?:first )?(?:published|posted|updated|last updated|last modified|modified|date of publication"
    r"|publication date|date|issued|released|created)(?: on| at)?"
)
_TAGS = r"(?:\s*\[[^\]]{1,160}\]){0,5}"


@cache
def _date_line() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_LEADS})\s*[:|]?\s*)?{DAY}{_CLOCK}(?:\s*[|·–-]\s*)?", re.IGNORECASE)


def date_line(words: str) -> bool:
    """Whether a line is a date and nothing else ("Updated 5 Nov 2016, 10:12 GMT", "Date:")."""
    if len(words) > 80:
        return False
    return bool(_date_line().fullmatch(words) or _place_and_date().fullmatch(words)) or words.casefold() in {
        "date:",
        "published:",
        "updated:",
        "date",
    }


@cache
def _place_and_date() -> re.Pattern[str]:
    """ "JUBA - 4 Jun 2021" on a line of its own."""
    return re.compile(rf"(?:{_TITLED}){_REGION}\s?(?:{_DASH}|,|\|)\s?(?i:{DAY})(?i:{_CLOCK})")


@cache
def _openings() -> tuple[re.Pattern[str], ...]:
    day = rf"(?i:{DAY}|no date)"
    known = rf"(?:{vocabulary.agencies()})"
    bracket = r"\([A-Z][\w .&'’/,\-]{1,40}\)"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?P<place>{_CAPS}){_REGION}(?P<sure>,?\s{day})?(?P<sure2>[,:]?\s{bracket})?(?:,\s(?:{known}))?\s?{_DASH}{_TAGS}\s*",
            rf"(?P<place>{_TITLED}){_REGION}(?:,?\s{day})?\s{bracket}\s?(?:{_DASH}|:){_TAGS}\s*",
            rf"(?P<place>{_TITLED}){_REGION}\s\((?:{known})\)\s*(?=[A-Z“\"])",
            rf"(?P<place>{_TITLED}){_REGION},?\s{day}(?:,?\s(?:{known}))?\s?(?:{_DASH}|:){_TAGS}\s+",
            rf"(?P<place>{_TITLED}),\s(?:{known})\s?{_DASH}\s*",
            rf"(?P<place>)\((?:{known})\)\s?{_DASH}\s*",
            rf"(?P<place>)(?:{known})(?:\s(?:correspondent|staff))?,?\s{day}\s+(?=[A-Z“\"])",
            rf"(?P<place>)(?i:(?:{_LEADS})\s*:?\s*)?(?=.{{0,26}}?(?:19|20)\d\d)(?i:{DAY}{_CLOCK})[.,:]?\s+(?=[A-Z“\"])",
        )
    )


def dateline(text: str, start: int, end: int) -> int:
    """Where the dateline at the head of a paragraph ends; ``start`` when there is none."""
    if start >= end or not (text[start].isupper() or text[start] == "(" or text[start].isdecimal()):
        return start
    head = text[start : min(end, start + 320)]
    for pattern in _openings():
        match = pattern.match(head)
        if match and match.end() < end - start and _sure(match, head):
            return start + match.end()
    return start


def dateline_line(words: str) -> bool:
    """Whether a line is a dateline whose sentence begins on the next ("NAIROBI, Kenya (AP) _")."""
    if len(words) > 80 or words[-1:] not in "-–—―_":
        return False
    return any((match := pattern.fullmatch(words)) and match["place"] for pattern in _openings()[:2])


def _sure(match: re.Match[str], head: str) -> bool:
    """Capitals before a dash are a dateline only if they may be a place and a sentence follows."""
    if match["place"] in vocabulary.not_a_dateline():
        return False
    if match.re is not _openings()[0] or match["sure"] or match["sure2"]:
        return True
    following = head[match.end() :]
    spaced = head[match.end() - 1].isspace()
    shouting = following[:60].isupper()
    return spaced and not shouting and bool(re.match(r"[A-Z“\"‘']", following)) and len(match["place"]) > 3


def title_prefix(words: str, title: str) -> tuple[int, int] | None:
    """Where a title stands at the head of a paragraph, a date allowed before it: (start, end), else ``None``."""
    day = re.match(rf"(?:date of publication\s+)?{DAY}[.,:]?\s+", words[:80], re.IGNORECASE)
    start = day.end() if day else 0
    pattern = r"\s+".join(re.escape(word) for word in title.split()[:60])
    match = re.compile(pattern + r"(?:\s?[-–|]\s?[A-Z][\w ]{2,20}){0,3}[.:]?(?=\s|$)", re.IGNORECASE).match(
        words, start
    )
    if match is None or (day is None and match.end() >= len(words)):
        return None
    following = words[match.end() :].lstrip()
    if following and words[match.end() - 1] not in ".:" and not (len(title.split()) > 3 and following[0].isupper()):
        return None  # the sentence goes on: "Title words and more"
    return start, match.end()
