"""Context that turns a look-alike down: the verb "may", amounts that look like years, papers called after a day.

A guard sees the text, its lower-cased twin and the match, and says whether the words really name a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from dateline.find.times.words import words_of
from dateline.vocab import yaml_file

Guard = Callable[[str, str, "re.Match[str]"], bool]

_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|from|to|between|and|or|during|before|after|through|throughout|the|that|a|late|early|mid|fiscal"
    r"|year|around|about|circa|for|as of|season|winter|summer|spring|autumn|pre|post|until|than|on|back in|towards?|into|this|its|their|his"
    r"|election|elections|census|january|february|march|april|may|june|july|august|september|october|november|december)[\s-]{1,2}"
    r"|[(\[\"“'‘–—]|^|\n|(?:19|20)\d\d(?:, | and |-|–))$"
)
_CLOCK_BEHIND = re.compile(  # "between 1310 and 1350 [1910 and 1950 GMT]": four digits of a clock
    r"(?:\s?(?:and|to|-|–)\s?\d{4})?\s?(?:[\[(]\s?\d{4}(?:\s?(?:and|to|-|–)\s?\d{4})?\s?)?(?:gmt|utc|hours|hrs|local time)\b"
)
_AFTER_YEAR_NOUN = re.compile(r"[\s\u00a0]([a-z][a-z-]+)")
_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|by|until|till|from|to|between|and|or|during|before|after|through|throughout|last|next|this|early|late|mid|every"
    r"|each|for|around|about|about|than|on|as of|the|that|earlier|previous|following|end of|into|it was)[\s-]{1,2}(?:the )?(?:early |late )?$"
)
_JOINED_MONTH = re.compile(
    r"(?:/|-|–| and | to )(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_BEFORE_PART = re.compile(
    r"\b(?:at|by|in the|during the|before|until|till|since|that|around|after|of the|through the|throughout the|the next|the following"
    r"|early|late|all|from|mid|the|into the|in)[\s-]{1,2}$"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“”‘'(—–-])\s*$")
_RATE = re.compile(r"(?:\d(?: \w+s)?|\bonce|\btwice|\btimes|\bmillion|\bbillion|\bhours?|percent|people)\s$")
_AGE = re.compile(r"\b(?:his|her|their|my|your|in|into|of|aged|temperatures?)\s(?:the\s)?(?:early|mid|late)?[\s-]?$")


@cache
def _false_friends() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(p)}\b" for p in yaml_file("time_words")["false_friends"]))


def accept(rule: str, text: str, lower: str, match: re.Match[str]) -> bool:
    """Whether words matched by a rule name a time here."""
    return (
        _capital(text, match)
        and not _glued_small(text, match.start())
        and not _in_false_friend(text, match)
        and not _in_title(text, match)
        and _GUARDS.get(rule, _yes)(text, lower, match)
    )


def _in_title(text: str, match: re.Match[str]) -> bool:
    """Right behind a quotation mark or a name and in capitals: "This Week", "High Noon", "Sky News Today"."""
    words = text[match.start() : match.end()].split()
    if not words[-1][:1].isupper() or words[-1].lower() in _NAMED_DAYS or words[-1].isdigit():
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    if len(words) > 1:
        return before[-1:] in _QUOTES and (words[0][:1].isupper() or words[0].isdigit())
    name = _NAME_BEFORE.search(before)
    return name is not None and name[1].lower() not in _NAMED_DAYS | _LEADS and not _headline(text, match.start())


_QUOTES = frozenset("\"“‘'`«")
_NAME_BEFORE = re.compile(r"[a-z,] (?:[A-Z]\w+ )*([A-Z]\w+) $")
_LEADS = frozenset(["on", "last", "this", "next", "since", "before", "after", "by", "until", "at", "in", "from", "the", "during", "every", "orthodox", "coptic", "early", "late", "mid"])  # fmt: skip


def _headline(text: str, position: int) -> bool:
    """Whether the line of a position is put in capitals word by word."""
    line = text[text.rfind("\n", 0, position) + 1 :].split("\n", 1)[0]
    long = [w for w in line[:300].split() if len(w) > 3 and w.isalpha()]
    return 3 * sum(w[0].isupper() for w in long) > 2 * len(long)


def _glued_small(text: str, start: int) -> bool:
    """A month glued to the word before it ("PostDecember 4, 2024") must begin with a capital."""
    return start > 0 and text[start].isalpha() and text[start - 1].isalpha() and not text[start].isupper()


def _yes(text: str, lower: str, match: re.Match[str]) -> bool:
    return True


def _in_false_friend(text: str, match: re.Match[str]) -> bool:
    start, end = match.start(), match.end()
    low = max(0, start - 20)
    window = text[low : end + 20]
    return any(
        low + hit.start() < end and low + hit.end() > start and (hit.end() - hit.start() > 0)
        for hit in _false_friends().finditer(window)
    )


_CAPITAL_PARTS = ("month", "month2", "weekday", "weekday2", "weekday3", "hijri", "holiday")
_PLAIN = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "april", "june", "july", "september", "october", "november", "december"]
)  # fmt: skip
_SHORT_DAYS = frozenset(
    ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun"]
)  # fmt: skip
_NAMED_DAYS = _PLAIN | _SHORT_DAYS | {"may", "march", "august"}


def _capital(text: str, match: re.Match[str]) -> bool:
    for name, words in match.groupdict().items():
        if words and name in _CAPITAL_PARTS and words not in _PLAIN and not text[match.start(name)].isupper():
            return words.isdigit()
    return True


def _before(lower: str, match: re.Match[str], width: int = 24) -> str:
    return lower[max(0, match.start() - width) : match.start()]


def _month(text: str, lower: str, match: re.Match[str]) -> bool:
    """A bare month: "may" and "march" only after a word that leads to a date, no person called June."""
    word = match["month"]
    after = text[match.end() : match.end() + 30]
    if (
        word in ("may", "march", "august")
        and lower[: match.start()].endswith("the ")
        and not re.match(r"\s+\w|-", after)
    ):
        return False  # "along the March"
    led = bool(_BEFORE_MONTH.search(_before(lower, match)))
    if word in ("may", "march", "august") and not _JOINED_MONTH.match(lower, match.end()):
        return led and text[match.start("month")].isupper() and not re.match(r"\s+(?:Day|God)\b", after)
    return led or word not in ("april", "june", "july") or not re.match(r"\s+[A-Z][a-z]+", after)


def _month_day(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "May 5 people": an amount follows; a bare "may 5" in lower case was turned down already."""
    if match["year"] or match["clocktime"]:
        return True
    return _next_word(lower, match.end()) not in _counted() or match["month"] not in ("may", "march")


_NUMBERED = re.compile(
    r"[\d%$]\s$|\b(?:no|nos|number|route|flight|room|model|about|at|than|least|some|around|nearly|almost|over|under|only|another|other|total"
    r"|resolution|article|highway|unit|channel|page|version|killed|wounded|injured|are|were|all|with|have|has|had|left|lost|made|employs"
    r"|killing|is|was|approximately|roughly|exactly|additional)\.?\s$"
)


_PAPERS = re.compile(r"\b(?:resolutions?|decrees?|articles?|laws?|cases?)(?:\s(?:no\.\s)?(?:\d+,?|and|&))*\s$")


def _year(text: str, lower: str, match: re.Match[str]) -> bool:
    """A year stands alone, after a word that leads to one; amounts are followed by what they count, and papers are
    numbered ("resolutions 2139 and 2254")."""
    if _PAPERS.search(lower, max(0, match.start() - 40), match.start("year")):
        return False
    after = lower[match.end() : match.end() + 1]
    if after.isalpha() and not text[match.end()].isupper():
        return False
    before = lower[max(0, match.start() - 16) : match.start("year")]
    following = _next_word(lower, match.end())
    if following in _counted() or _CLOCK_BEHIND.match(lower, match.end()):
        return False
    if _BEFORE_YEAR.search(before):
        return True
    return match["year"] >= "1800" and not following.endswith(("s", "ed")) and not _NUMBERED.search(before)


def _next_word(lower: str, position: int) -> str:
    found = _AFTER_YEAR_NOUN.match(lower, position)
    return found[1] if found else ""


@cache
def _courses() -> frozenset[str]:
    return frozenset(yaml_file("time_words")["courses"])


@cache
def _counted() -> frozenset[str]:
    return frozenset(yaml_file("time_words")["counted"])


def _duration(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "A second blast" and "the second" are ordinals; "min" and "sec" need digits."""
    groups = match.groupdict()
    amount = groups.get("amount") or groups.get("amount2") or ""
    unit = groups["unit"] or groups.get("unit2") or ""
    if unit in ("second", "min", "sec", "hr", "yr") and not amount[:1].isdigit():
        return unit == "second" and amount == "one"
    if unit in ("quarter", "quarters") and (amount in ("a", "an", "one", "single") or "-" in match.group()):
        return False
    if lower.startswith(("-old", " old"), match.end()) or (unit == "quarters" and amount == "three"):
        return False
    if amount in ("a", "an") and _bare(match) and _RATE.search(lower[max(0, match.start() - 24) : match.start()]):
        return False
    if amount in ("a", "an") and _bare(match) and not _measured(lower, match):
        return False
    return not (amount == "single" and not lower.startswith("a ", max(0, match.start() - 2)))


def _bare(match: re.Match[str]) -> bool:
    return match.start("amount") == match.start() and match.end("unit") == match.end()


def _measured(lower: str, match: re.Match[str]) -> bool:
    """Whether "a week" is a length ("for a week", "a week after") and not a rate ("four flights a week")."""
    if re.match(
        r"\s+(?:after|before|of|since|into|from|and|or|until|to|in|when|on|since)\b|-",
        lower[match.end() : match.end() + 8],
    ):
        return True
    return bool(
        re.search(
            r"(?:\b(?:for|in|within|of|after|than|about|over|nearly|almost|to|least|was|is|took|lasted|lasts|last|take|takes|half|if|be"
            r"|only|just|not|and|or|with|by|during|spent|wait|waited|like|every|under|as|such|what|until|from|on|at|around)|[,.(\"“;:–—-])\s?$|^$",
            lower[max(0, match.start() - 12) : match.start()],
        )
    )


def _bare_units(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "Weeks" is a length of time only beside words that measure with it."""
    before = lower[max(0, match.start() - 12) : match.start()]
    if match["unit"] in ("seconds", "minutes", "quarters", "weekends"):
        return bool(re.match(r"\s+(?:after|before|later|earlier)\b", lower[match.end() : match.end() + 10]))
    if match.end() - match.start() > len(match["unit"]):
        return True
    if re.search(r"\b(?:for|within|after|in|over|took|lasted|lasting|took|spent|spend|the|of)\s$", before):
        return not re.search(r"\b(?:the|of)\s$", before)
    return bool(
        re.match(r"\s+(?:after|before|of|or|ahead|to come|later|earlier)\b", lower[match.end() : match.end() + 10])
    )


def _vague(text: str, lower: str, match: re.Match[str]) -> bool:
    return match["unit"] not in ("sec", "min", "hr", "yr", "second", "minute", "secs", "mins")


def _part(text: str, lower: str, match: re.Match[str]) -> bool:
    """A bare part of day after a preposition; capitals inside a sentence make a name of it."""
    word = match["part"]
    if text[match.start("part")].isupper() and not _SENTENCE_START.search(
        text[max(0, match.start() - 3) : match.start()]
    ):
        return False
    if word in ("overnight", "nightfall", "midday", "noon"):
        return True
    return bool(_BEFORE_PART.search(lower[max(0, match.start("part") - 20) : match.start("part")])) and not re.match(
        r"[\s-]+(?:vision|club|clubs|shift|sky|raids?|prayers?|shows?|watch|market)",
        lower[match.end() : match.end() + 12],
    )


def _deictic(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "Today" in capitals inside a sentence is a paper or a programme."""
    position = match.start("deictic") if match["deictic"] else match.start()
    if position != match.start() or not text[position].isupper() or text[position : position + 3].isupper():
        return True
    return bool(_SENTENCE_START.search(text[max(0, position - 3) : position])) or text[position - 1 : position] in (
        "",
        " ",
    )


def _decade(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "In his 40s" is an age, "the '80s" a decade."""
    if not match["decade2"]:
        return True
    if lower[match.start("decade2") - 1 : match.start("decade2")] in ("'", "’", "‘"):
        return True
    return not _AGE.search(lower[max(0, match.start() - 16) : match.start()]) and "the" in match.group()


def _reference(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "Past" as a preposition, "the current system" and a "now" that only turns the talk are no times."""
    after = lower[match.end() : match.end() + 12]
    if match["reference"] == "current":
        return _next_word(lower, match.end()) in _courses()
    if match["reference"] == "now" and (
        after.startswith(" that ") or (after[:1] == "," and text[match.start()] == "N")
    ):
        return False
    return match["reference"] not in ("the past", "the future") or not re.match(
        r"\s+(?!and|or|but|is|was|has|had|to|as|when|by|for|in)", after
    )


def _day_before_range(text: str, lower: str, match: re.Match[str]) -> bool:
    before = lower[max(0, match.start() - 14) : match.start()]
    return bool(re.search(r"(?:\b(?:between|from|on|of|the|and|since|,)\s|^|[,(]\s?)(?:the )?$", before))


def _span(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "The last three days" is a stretch; "first minute", "these years" without a number are told by their plural."""
    groups = match.groupdict()
    unit = groups["unit"]
    plural = unit.endswith("s")
    if groups["amount"] or groups["vague"]:
        return not (unit in ("second", "sec", "min") and not (groups["amount"] or "").isdigit())
    if groups["relation"] in ("first", "final", "initial", "those", "remaining", "these") and not plural:
        return False
    return plural and unit not in ("seconds", "minutes")


def _relative(text: str, lower: str, match: re.Match[str]) -> bool:
    unit = match["unit"]
    if unit in ("second", "min", "sec", "minute", "hr", "hour", "yr"):
        return False
    bare = match["relation"] in (
        "current",
        "coming",
        "upcoming",
        "past",
        "previous",
        "preceding",
        "prior",
        "subsequent",
        "same",
    )
    return not bare or unit in ("week", "month", "year", "decade", "quarter", "century", "day", "weekend")


def _days(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "May 4 and 5", not "May 4 and 5 people"."""
    if match["year"] or match.end() > match.end("last"):
        return True
    following = _next_word(lower, match.end())
    return following not in _counted() and not following.endswith("s")


def _season_word(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "In Fall" in a title is a fall from somewhere."""
    found = match["season"] or match["season2"] or ""
    return not (found == "fall" and text[match.end() - 4].isupper())


def _fused(text: str, lower: str, match: re.Match[str]) -> bool:
    return int(match["fused"][0]) > 0


def _season(text: str, lower: str, match: re.Match[str]) -> bool:
    return not re.match(r"[\s-]+(?:season of|offensive|break|camp)", lower[match.end() : match.end() + 12]) or bool(
        match.groupdict().get("year")
    )


def _clock(text: str, lower: str, match: re.Match[str]) -> bool:
    """Scores ("won 2:1") and verses are no clock times: without a.m. or a zone two digits of minutes are needed."""
    before = lower[max(0, match.start() - 10) : match.start()]
    return not re.search(r"(?:\bratio of|\bscore|\bverse|\bgenesis|\bpsalms?|\bmatthew|\bjohn)\s$", before)


def _feast(text: str, lower: str, match: re.Match[str]) -> bool:
    """ "Jabal al-Arbaeen" is a hill."""
    return not re.search(r"\w-$", lower[max(0, match.start() - 4) : match.start()])


_GUARDS: dict[str, Guard] = {
    "holiday": _feast,
    "hijri": _feast,
    "month": _month,
    "month-day": _month_day,
    "year": _year,
    "duration": _duration,
    "half-duration": _duration,
    "bare-units": _bare_units,
    "vague-duration": _vague,
    "part-of-day": _part,
    "part-of-deictic": _deictic,
    "decade": _decade,
    "reference": _reference,
    "day-before-range": _day_before_range,
    "span-rel": _span,
    "named-period": _relative,
    "fused-date-clock": _fused,
    "season-rel": _season,
    "season": _season_word,
    "month-day-and-day": _days,
    "clock": _clock,
}


def ordinal(word: str) -> str:
    """Number of an ordinal word (``"second" → "2"``), empty when it is none."""
    return words_of("ordinals").get(word, "")
