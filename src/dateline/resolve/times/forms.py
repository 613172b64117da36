"""One reader for each form of words: parts and context in, a :class:`Reading` out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateline.find.times.words import meaning, number
from dateline.model import TimeMention
from dateline.resolve.times import clock as clocks
from dateline.resolve.times.calendar import (
    add_months,
    day,
    days_of,
    easter,
    hijri_to_date,
    hijri_year,
    nth_weekday,
    shift,
    week_value,
)
from dateline.resolve.times.context import Context, leaning, sentence_start
from dateline.resolve.times.reading import UNKNOWN, Reading
from dateline.vocab import yaml_file

Reader = Callable[[dict[str, str], TimeMention, Context], Reading]
_JOINED_DATES = re.compile(
    r"\s?(?:and|or|to|until|through|till|/|-|–|—|,)\s?(?:the |in |late |early |mid-?)?", re.IGNORECASE
)
NARRATIVE_BACK_MONTHS = 7  # a month further back than this opens the next year (swept 3-8 on wikiwars_odd: day F1 88.5, 88.9, 88.8, 88.8, 89.6, 89.6)
NEAR_AHEAD_DAYS = 60  # so far ahead a date is this year's whatever the words (96 of 99 on the dev news)
FAR_AHEAD_DAYS = 180  # further ahead only a close word of the future keeps it in this year
_PAST_JUST_BEFORE = re.compile(r"\b(?:since|was \w+|were \w+|after)(?: in| on)?\s$")
_PARTICIPLE_BEFORE = re.compile(
    r"\b(?!scheduled|planned|expected|postponed|due|delayed|slated)\w+(?:ed|aid)(?: on)?\s$"
)
_YEARS_AFTER = re.compile(
    r"\b(a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years? (?:after|since)\b", re.IGNORECASE
)


# ------------------------------------------------------------------------------------------------ years
def year_of(words: str, context: Context) -> int | None:
    """Year in digits or words; two digits are read as the century nearest the publication day."""
    if words.isdigit():
        number = int(words)
        if len(words) > 2:
            return number
        now = context.today.year if context.today else 2000
        near = [century + number for century in (now // 100 * 100 - 100, now // 100 * 100, now // 100 * 100 + 100)]
        return min((y for y in near if y <= now + 10), key=lambda y: now - y)
    return _spelled_year(words)


def _spelled_year(words: str) -> int | None:
    first, _, rest = words.replace("the year ", "").partition(" ")
    century = {"nineteen": 1900, "eighteen": 1800}.get(first)
    tail = number(rest.replace("-", " "))
    return century + int(float(tail)) if century and tail else None


def relative_year(words: str, context: Context) -> tuple[int | None, str]:
    """Year of "last year", "of that year", with its anchor."""
    now = context.today.year if context.today else None
    spoken = context.last.first.year if context.last else now
    if re.search(r"that|same|previous|following|preceding", words) or (context.style == "narrative" and spoken):
        base, anchor = spoken, "previous date"
    else:
        base, anchor = now, "dct"
    if base is None:
        return None, "none"
    step = -1 if re.search(r"last|previous|preceding", words) else 1 if re.search(r"next|following", words) else 0
    return base + step, anchor


# ------------------------------------------------------------------------------------------------ dates
def read_date(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A calendar date with or without its year."""
    if "yearrel" in parts:
        year, anchor = relative_year(parts["yearrel"], context)
        return _finish(year, parts, context, anchor, f"year: '{parts['yearrel']}'")
    if "year" in parts:
        return _finish(year_of(parts["year"], context), parts, context, "explicit", "year written")
    if "month" not in parts:
        return UNKNOWN
    if parts.get("range") == "last" and context.last and 0 <= mention.start - context.last.position < 12:
        return _finish(context.last.first.year, parts, context, "previous date", "year of the day it is joined to")
    year, anchor, reason, others = _year_for(parts, mention, context)
    reading = _finish(year, parts, context, anchor, reason)
    alternatives = tuple(
        (_finish(y, parts, context, anchor, "").value, why)
        for y, why in others
        if _finish(y, parts, context, anchor, "").value
    )
    if "other_day" in parts and year:
        split = {"month": parts["month"], "day": parts["other_day"], "clocktime": parts["other_clock"]}
        other = _finish(year, split, context, anchor, "")
        why = f"other split of the digits: day {parts['other_day']} and {parts['other_clock']}"
        alternatives = ((other.value, why), *alternatives)
    return reading._replace(alternatives=alternatives)


def _finish(year: int | None, parts: dict[str, str], context: Context, anchor: str, reason: str) -> Reading:
    """The reading of a date whose year is settled; an impossible day falls back to its month and says so."""
    if year is None:
        return UNKNOWN
    mod = parts.get("edge", parts.get("approx", ""))
    if "month" not in parts:
        return Reading(f"{year:04d}", anchor, reason, mod)
    month = int(parts["month"])
    if "day" not in parts:
        return Reading(f"{year:04d}-{month:02d}", anchor, reason, mod)
    number = _day_number(parts["day"])
    at = day(year, month, number)
    if at is None:
        return Reading(
            f"{year:04d}-{month:02d}", anchor, f"no day {number} in {year:04d}-{month:02d}: read as the month", mod
        )
    value = at.isoformat()
    return with_time(Reading(value, anchor, reason, mod), parts)


def _day_number(words: str) -> int:
    if words.isdigit():
        return int(words)
    listed = {word: int(key) for key, words_ in yaml_file("time_words")["ordinals"].items() for word in words_}
    return listed.get(words, 0)


def with_time(reading: Reading, parts: dict[str, str]) -> Reading:
    """The same day with the clock time or part of day that the words give."""
    words = parts.get("clock") or parts.get("clocktime")
    if words:
        zone = parts.get("zone", "")
        clock = clocks.parse(f"{words} {zone}".strip() if len(zone) == 1 else words)
        if clock is None:
            return reading._replace(reason=f"{reading.reason}; no such clock time: {words}")
        tail = clock.timex if zone[:1] not in "+-" or not zone else f"T{clock.text}{zone}"
        return reading._replace(value=reading.value + tail, zone=clock.zone or zone or None, minutes=clock.minutes)
    if "part" in parts:
        part = parts["part"]
        code = part if part in ("MO", "AF", "EV", "NI", "DT") else {"MI": "12:00"}.get(part, "MO")
        return reading._replace(value=f"{reading.value}T{code}")
    return reading


def _year_for(
    parts: dict[str, str], mention: TimeMention, context: Context
) -> tuple[int | None, str, str, list[tuple[int, str]]]:
    """Year of a month or day without one, the anchor, the reason, and the other years it could be."""
    month, number = int(parts["month"]), parts.get("day")
    joined = _joined_year(month, context, mention)
    if joined:
        return joined, "explicit", "year of the date it is joined to", []
    relation = parts.get("relation")
    if relation == "this" and context.today and context.style == "news":
        return context.today.year, "dct", "year: 'this'", []
    if relation in ("last", "next", "previous", "following"):
        return *_year_by_relation(month, relation, context), []
    running = _running_year(month, context, mention)
    if running is not None:
        return running, "previous date", "year: of the date last spoken of", []
    today = context.today
    if today is None:
        return _year_told(month, context)
    weekday = parts.get("weekday", "")
    if number and weekday.isdigit():
        for year in (today.year, today.year - 1, today.year + 1):
            at = day(year, month, _day_number(number))
            if at and at.isoweekday() == int(weekday):
                return year, "dct", f"the year near {today.year} in which it is that weekday", []
    return _year_by_leaning(month, number, mention, context, today)


def _year_told(month: int, context: Context) -> tuple[int | None, str, str, list[tuple[int, str]]]:
    """In a report without a day of publication: the year last spoken of, else that of the first full date to come."""
    if context.last:
        return context.last.first.year, "previous date", "no publication day", []
    if context.first_full is None:
        return None, "none", "", []
    words, later = context.first_full
    year = year_of(words, context)
    return year and year - (month > later), "next date", "no publication day: year of the first full date", []


def _joined_year(month: int, context: Context, mention: TimeMention) -> int | None:
    """ "April and June 1955", "between August and October 2015": the year of the date joined to it."""
    following = context.following
    if following is None or not following.parts.get("year", "").isdigit() or "month" not in following.parts:
        return None
    if not _JOINED_DATES.fullmatch(context.text[mention.end : following.start]):
        return None
    year = year_of(following.parts["year"], context)
    return year - (month > int(following.parts["month"])) if year else None


def _year_by_relation(month: int, relation: str, context: Context) -> tuple[int | None, str, str]:
    base = context.base()
    if base is None:
        return None, "none", ""
    forward = relation in ("next", "following")
    year = base.year
    if forward:
        year += month <= base.month
    else:
        year -= month >= base.month - 1
    return year, "dct", f"{'future' if forward else 'past'}: '{relation}'"


def _running_year(month: int, context: Context, mention: TimeMention) -> int | None:
    """In a narrative: the year that puts the month at or after the date last spoken of (or a little before it)."""
    last = context.last
    if last is None:
        return None
    if context.style != "narrative" and not _background(context, mention):
        return None
    told = context.last_explicit
    if last.kind in ("year", "half", "season"):
        year = last.first.year
    elif told is not None and told.kind == "year":
        year = told.first.year
    else:
        year = last.first.year + (last.first.month - month > NARRATIVE_BACK_MONTHS)
    number = _day_number(mention.parts["day"]) if "day" in mention.parts else 1
    at = day(year, month, number) or day(year, month, 1)
    if context.today and at and at > context.today and leaning(context.text, mention.start)[0] <= 0:
        return year - 1  # a history does not tell of days after it appeared
    return year


def _background(context: Context, mention: TimeMention) -> bool:
    """Whether the same paragraph has just told of another year (a news story's paragraph of background)."""
    explicit = context.last_explicit
    if explicit is None or context.today is None or explicit is not context.last:
        return False
    between = context.text[explicit.position : mention.start]
    if explicit.kind == "year" or leaning(context.text, mention.start)[0] > 0:
        return False
    return explicit.first.year != context.today.year and len(between) < 300 and "\n\n" not in between


def _year_by_leaning(
    month: int, number: str | None, mention: TimeMention, context: Context, today: date
) -> tuple[int, str, str, list[tuple[int, str]]]:
    years = _years_after(context.text, mention.start)
    if years:
        return today.year - years, "dct", f"{years} years after it: told in the sentence", []
    side, reason = leaning(context.text, mention.start)
    year = today.year
    at = day(year, month, _day_number(number)) if number else day(year, month, 15)
    ahead = (at - today).days if at else 0
    before = context.text[max(0, mention.start - 20) : mention.start]
    if (
        (ahead > (0 if context.style == "narrative" else NEAR_AHEAD_DAYS) and side <= 0)
        or (ahead > 0 and _PAST_JUST_BEFORE.search(before))
        or (ahead > FAR_AHEAD_DAYS and not _is_close(reason))
    ):
        year -= 1
    elif ahead < -FAR_AHEAD_DAYS and (side > 0 or (number and side == 0 and ahead < NEAR_AHEAD_DAYS - 365)):
        year += 1
    else:
        reason = "the nearest: default" if side <= 0 else reason
    others = [(y, "the year before" if y < year else "the year after") for y in (year - 1, year + 1)]
    return year, "dct", reason, others


def _years_after(text: str, position: int) -> int:
    """How many years after an undated day the sentence stands ("nearly a year after troops crossed on 24 February")."""
    match = _YEARS_AFTER.search(text, sentence_start(text, position), position)
    if match is None or "," in text[match.end() : position]:
        return 0
    return int(float(number(match[1].lower()) or 0))


def _is_close(reason: str) -> bool:
    return reason.startswith("future") and ("characters before" in reason or "opens" in reason)


def read_numeric(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """17/10/2016: day first unless only the other order is possible; both orders are kept when both are."""
    year = year_of(parts["year"], context)
    first, second = int(parts["day"]), int(parts["month"])
    orders = [(first, second), (second, first)]
    valid = [d for number, month in orders if year and (d := day(year, month, number))]
    if not valid:
        return Reading(f"{year:04d}", "explicit", "no such day: read as the year") if year else UNKNOWN
    today = context.today
    if len(valid) == 2 and today and valid[0] != valid[1]:
        gaps = [abs((today - d).days) for d in valid]
        if gaps[1] <= 3 < gaps[0]:
            valid.reverse()
    others = tuple((d.isoformat(), "other order of day and month") for d in valid[1:] if d != valid[0])
    return Reading(valid[0].isoformat(), "explicit", "day and month in figures", alternatives=others)


# ------------------------------------------------------------------------------------------------ weekdays
def read_weekday(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A weekday: the latest one up to the publication day, unless a close word of the future turns it."""
    wanted = int(parts["weekday"])
    mod = parts.get("edge", "")
    relation = meaning("relation", parts.get("relation", "").removeprefix("the "))
    spoken = context.last_day
    if relation in ("previous", "following", "that") and spoken:
        return with_time(Reading(*_near_spoken(wanted, relation, spoken.first), mod), parts)
    base = context.base()
    if base is None:
        return UNKNOWN
    if context.style == "narrative" and context.last_day:
        base = context.last_day.first
        next_one = base + timedelta((wanted - base.isoweekday()) % 7)
        return with_time(
            Reading(next_one.isoformat(), "previous date", "the next such day of the narrative", mod), parts
        )
    back, ahead = (base.isoweekday() - wanted) % 7, (wanted - base.isoweekday()) % 7
    side, reason = leaning(context.text, mention.start)
    strong = _is_close(reason) and not _PARTICIPLE_BEFORE.search(
        context.text[max(0, mention.start - 24) : mention.start]
    )
    if relation == "last":
        days, reason = -(back or 7), "past: 'last'"
    elif relation == "next":
        days, reason = ahead or 7, "future: 'next'"
    elif relation == "this":
        days, reason = (ahead, "future: 'this'") if side >= 0 else (-back, "past: 'this' with a past verb")
    elif strong:
        days = ahead or (7 if "until" not in reason and back else 0)
    else:
        days, reason = -back, "past: default" if side >= 0 else reason
    at = shift(base, days)
    other = shift(base, ahead or 7) if days <= 0 else shift(base, -(back or 7))
    alternatives = ((other.isoformat(), "the other side of the publication day"),) if other else ()
    reading = Reading(at.isoformat() if at else "", "dct", reason, mod, alternatives)
    return with_time(reading, parts)


def _told_as_past(text: str, mention: TimeMention) -> bool:
    """ "Announced Wednesday", "Wednesday's ruling", "until Thursday they had not": past whatever stands before."""
    after = text[mention.end : mention.end + 24]
    if after.startswith(("'s ", "’s ")) or re.match(r",? (?:\w+ )?(?:had|has|did|was|were) ", after):
        return True
    return bool(_PARTICIPLE_BEFORE.search(text[max(0, mention.start - 24) : mention.start]))


def _near_spoken(wanted: int, relation: str, spoken: date) -> tuple[str, str, str]:
    if relation == "previous":
        at = spoken - timedelta((spoken.isoweekday() - wanted) % 7 or 7)
    elif relation == "following":
        at = spoken + timedelta((wanted - spoken.isoweekday()) % 7 or 7)
    else:
        at = spoken + timedelta((wanted - spoken.isoweekday()) % 7)
    return at.isoformat(), "previous date", f"'{relation}' from {spoken.isoformat()}"


def read_weekday_week(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "Friday last week": the weekday in that ISO week."""
    base = context.base()
    if base is None:
        return UNKNOWN
    step = {"last": -7, "next": 7}.get(parts["relation"], 0)
    monday = base - timedelta(base.isoweekday() - 1) + timedelta(step)
    at = monday + timedelta(int(parts["weekday"]) - 1)
    return Reading(at.isoformat(), "dct", f"'{parts['relation']} week'", parts.get("edge", ""))


# ------------------------------------------------------------------------------------------------ today, last night
def read_deictic(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """Today, yesterday, tomorrow, tonight."""
    base = context.base()
    if base is None:
        return Reading("PRESENT_REF", "none", "no publication day") if parts.get("deictic") == "0" else UNKNOWN
    at = shift(base, int(parts.get("deictic", "0")))
    if at is None:
        return UNKNOWN
    tonight = "deictic" not in parts
    reading = Reading(at.isoformat(), "dct", "reckoned from the publication day", parts.get("edge", ""))
    return with_time(reading, {"part": "NI"} if tonight else parts)


def read_part(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "Last night", "the next morning", "at dawn": a part of the day published, last spoken of, or named right after."""
    relation = " ".join(parts.get("relation", "").split())
    today, spoken = context.today, context.last_day.first if context.last_day else None
    mod = parts.get("edge", "")
    if relation in ("this", "earlier this", "later this", "last"):
        base, anchor = (today or spoken), "dct"
        step = -1 if relation == "last" and parts.get("part") in ("NI", "EV") else 0
    else:
        base, anchor = _spoken_or_today(spoken, today, mention, context)
        step = 1 if re.search("next|following", relation) else -1 if "previous" in relation else 0
    if base is None:
        return UNKNOWN
    at = shift(base, step)
    if at is None:
        return UNKNOWN
    mod = "START" if "earlier" in relation else "END" if "later" in relation else mod
    return with_time(
        Reading(at.isoformat(), anchor, f"'{relation or 'part of day'}' from {base.isoformat()}", mod), parts
    )


def _spoken_or_today(
    spoken: date | None, today: date | None, mention: TimeMention, context: Context
) -> tuple[date | None, str]:
    if spoken and context.last_day:
        return spoken, "previous date"
    return today, "dct"


def read_clock(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A clock time on the day last spoken of, else on the publication day."""
    spoken = context.last_day.first if context.last_day else None
    base, anchor = (
        (context.today or spoken, "dct")
        if "deictic" in parts
        else (spoken or context.today, "previous date" if spoken else "dct")
    )
    clock = clocks.parse(parts["clocktime"])
    if clock is None:
        return Reading("", "none", f"no such clock time: {parts['clocktime']}")
    text = clock.text
    if parts.get("part") in ("AF", "EV", "NI") and int(text[:2]) < 12:
        text = f"{int(text[:2]) + 12:02d}{text[2:]}"
    tail = clock._replace(text=text).timex
    mod = "APPROX" if "approx" in parts else ""
    value = f"{base.isoformat() if base else 'XXXX-XX-XX'}{tail}"
    return Reading(value, anchor, "clock time on the day spoken of", mod, zone=clock.zone, minutes=clock.minutes)


# ------------------------------------------------------------------------------------------------ weeks, months, years beside an anchor
def read_relative(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "Last week", "that year", "the following month", "the end of the year"."""
    unit, relation = parts["unit"], parts.get("relation", "this")
    edge = _edge(parts.get("edge", ""))
    if "yearrel" in parts:
        return _same_last_year(parts, context)
    if unit.lower() == "period":
        return UNKNOWN
    unit = _UNIT_WORDS.get(unit, unit)
    if "relation" not in parts and not edge and unit == "WE":
        return _latest_weekend(context)
    spoken = relation in ("that", "previous", "following") or (relation == "next" and unit == "D")
    told = context.last_day if unit == "D" else context.last
    base: date | None
    if (spoken or context.style == "narrative") and told:
        base, anchor = told.first, "previous date"
    elif context.today:
        base, anchor = context.today, "dct"
    else:
        base, anchor = (told.first, "previous date") if told else (None, "none")
    if base is None:
        return UNKNOWN
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(relation, 0)
    value = step_value(base, unit, step)
    return Reading(value, anchor, f"'{relation}' from {base.isoformat()}", edge)


_UNIT_WORDS = {"day": "D", "night": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE", "weekend": "WE",
               "quarter": "Q"}  # fmt: skip


def _edge(words: str) -> str:
    if words in ("START", "MID", "END"):
        return words
    if re.search("early|earlier|beginning|start|first", words):
        return "START"
    if re.search("mid|middle", words):
        return "MID"
    return "END" if re.search("late|later|end", words) else ""


def step_value(base: date, unit: str, step: int) -> str:
    """Value of the unit ``step`` units away from the one that holds ``base``; empty beyond the calendar.

    >>> step_value(date(2016, 1, 3), "W", -1)
    '2015-W52'
    """
    if unit in ("D", "W", "WE", "FN"):
        size = {"D": 1, "FN": 14}.get(unit, 7)
        at = shift(base, size * step)
        if at is None:
            return ""
        return at.isoformat() if unit == "D" else week_value(at) + ("-WE" if unit == "WE" else "")
    if unit in ("M", "Q"):
        year, month = add_months(base.year, base.month, step * (3 if unit == "Q" else 1))
        if not 1 <= year <= 9999:
            return ""
        return f"{year:04d}-{month:02d}" if unit == "M" else f"{year:04d}-Q{(month + 2) // 3}"
    year = base.year + step * {"Y": 1, "DE": 10, "CE": 100}.get(unit, 1)
    if not 1 <= year <= 9999:
        return ""
    return f"{year:04d}"[: {"Y": 4, "DE": 3, "CE": 2}.get(unit, 4)]


def _latest_weekend(context: Context) -> Reading:
    base = context.base()
    if base is None:
        return UNKNOWN
    step = 0 if base.isoweekday() >= 6 else -1
    return Reading(step_value(base, "WE", step), "dct", "the latest weekend")


def _same_last_year(parts: dict[str, str], context: Context) -> Reading:
    last = context.last
    base = last.first if last else context.today
    if base is None:
        return UNKNOWN
    unit = _UNIT_WORDS.get(parts["unit"], "M")
    if unit == "D":
        at = day(base.year - 1, base.month, base.day)
        return Reading(at.isoformat() if at else "", "previous date", "same day, a year before")
    if unit == "W":
        at = shift(base, -364)
        return Reading(week_value(at) if at else "", "previous date", "same week, a year before")
    if unit == "Q" or (last and last.kind == "quarter"):
        return Reading(f"{base.year - 1:04d}-Q{(base.month + 2) // 3}", "previous date", "same quarter, a year before")
    return Reading(f"{base.year - 1:04d}-{base.month:02d}", "previous date", "same month, a year before")


def read_year_end(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """The end of the running year."""
    base = context.base()
    return Reading(f"{base.year:04d}", "dct", "the year running", "END") if base else UNKNOWN


def read_offset(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "Three days ago", "two weeks later", "the day before": a step from the publication day or the day last spoken of."""
    direction = " ".join(parts["direction"].split())
    unit = _UNIT_WORDS.get(parts["unit"], parts["unit"])
    from_now = direction in ("ago", "from now", "from today", "hence")
    sign = (
        1
        if direction in ("later", "afterwards", "afterward", "from now", "from today", "hence", "after", "following")
        else -1
    )
    amount = parts.get("amount", "" if "vague" in parts or not _single(parts, mention) else "1")
    if not amount:
        return Reading("PAST_REF" if sign < 0 else "FUTURE_REF", "none", "a vague amount")
    base, anchor = _offset_base(unit, from_now, context)
    if base is None:
        return UNKNOWN
    count = float(amount) + (0.5 if "half" in parts else 0)
    if unit == "Y" and count == 1 and context.last is not None and context.last.kind == "quarter":
        first = context.last.first
        year = first.year + sign
        return Reading(f"{year:04d}-Q{(first.month + 2) // 3}", "previous date", "the same quarter, a year off")
    reason = f"{amount} {unit} {direction} from {base.isoformat()}"
    mod = parts.get("approx", parts.get("edge", ""))
    if unit.startswith("T"):
        return Reading(f"{base.isoformat()}TXX:XX", anchor, reason, mod)
    if unit == "DE" and count == 1:  # "a decade ago" is about ten years, not the decade before
        unit, count = "Y", count * 10
    value = step_value(base, unit, round(sign * count) if count >= 1 else sign)
    if unit == "Y" and count != int(count):
        year, month = add_months(base.year, base.month, round(12 * sign * count))
        value = f"{year:04d}-{month:02d}" if 1 <= year <= 9999 else ""
    return Reading(value, anchor, reason, mod)


def _single(parts: dict[str, str], mention: TimeMention) -> bool:
    return not mention.words.lower().split()[0].endswith("s") and "vague" not in parts


def _offset_base(unit: str, from_now: bool, context: Context) -> tuple[date | None, str]:
    told = context.last_day if unit in ("D", "TH", "TM", "TS") else context.last
    if from_now and context.today and (context.style == "news" or told is None):
        return context.today, "dct"
    if told:
        return told.first, "previous date"
    return (context.today, "dct") if context.today else (None, "none")


# ------------------------------------------------------------------------------------------------ quarters, seasons, decades
def read_quarter(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A quarter of a year; without a year the latest one that has begun, or the next after a word of the future."""
    number = int(parts.get("quarter") or parts.get("ordinal") or 0)
    if number == -1:
        return _last_quarter(parts, context)
    if not 1 <= number <= 4:
        return UNKNOWN
    year, anchor, reason = _year_of_part(parts, 3 * number - 2, mention, context)
    return Reading(f"{year:04d}-Q{number}", anchor, reason) if year else UNKNOWN


def read_quarter_of(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "The quarter", "the year-earlier period": the quarter last spoken of, else the last one that has ended."""
    last, base = context.last_quarter, context.base()
    if last and "latest" not in parts:
        first, anchor = last.first, "previous date"
    elif base:
        year, month = add_months(base.year, (base.month + 2) // 3 * 3 - 2, -3)
        first, anchor = date(year, month, 1), "dct"
    else:
        return UNKNOWN
    back = 1 if "before" in parts else 0
    if back and last is None:
        return Reading(f"{(base or first).year - 1:04d}", anchor, "a year before")
    return Reading(f"{first.year - back:04d}-Q{(first.month + 2) // 3}", anchor, "the quarter last spoken of")


def _last_quarter(parts: dict[str, str], context: Context) -> Reading:
    if "year" in parts or "yearrel" in parts:
        year = year_of(parts["year"], context) if "year" in parts else relative_year(parts["yearrel"], context)[0]
        return Reading(f"{year:04d}-Q4", "explicit", "the last quarter") if year else UNKNOWN
    base = context.base()
    return Reading(step_value(base, "Q", -1), "dct", "the last quarter") if base else UNKNOWN


def _year_of_part(
    parts: dict[str, str], month: int, mention: TimeMention, context: Context
) -> tuple[int | None, str, str]:
    """Year of a quarter, half or season that begins in ``month``."""
    if "year" in parts:
        return year_of(parts["year"], context), "explicit", "year written"
    if "yearrel" in parts:
        year, anchor = relative_year(parts["yearrel"], context)
        return year, anchor, f"year: '{parts['yearrel']}'"
    base = context.base()
    if base is None:
        return None, "none", ""
    relation = parts.get("relation")
    if relation == "last":
        return base.year - (month >= base.month - 2), "dct", "past: 'last'"
    if relation == "next":
        return base.year + (month <= base.month), "dct", "future: 'next'"
    if relation == "this" or context.style == "narrative":
        return base.year, "dct" if relation else "previous date", "the year running"
    side, reason = leaning(context.text, mention.start)
    if side > 0 and month + 2 >= base.month - 6:
        return base.year, "dct", reason
    return base.year - (month > base.month), "dct", "the latest that has begun"


def read_half(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A half of a year."""
    number = 1 if parts["half"] == "first" else 2
    year, anchor, reason = _year_of_part(parts, 6 * number - 5, mention, context)
    return Reading(f"{year:04d}-H{number}", anchor, reason) if year else UNKNOWN


def read_half_month(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A half of a month: its first fifteen days, or the rest."""
    base = read_date({k: v for k, v in parts.items() if k in ("month", "year")}, mention, context)
    days = days_of(base.value)
    if days is None:
        return base
    first, after, _ = days
    middle = first + timedelta(15)
    begin, end = (first, middle) if parts["half"] == "first" else (middle, after)
    return base._replace(value=f"{begin.isoformat()}/{(end - timedelta(1)).isoformat()}")


def read_day_of_month(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "The 3rd of last month"."""
    base = context.base()
    if base is None:
        return UNKNOWN
    year, month = add_months(base.year, base.month, {"last": -1, "next": 1}.get(parts["relation"], 0))
    at = day(year, month, _day_number(parts["day"])) if 1 <= year <= 9999 else None
    return Reading(at.isoformat(), "dct", f"'{parts['relation']} month'") if at else UNKNOWN


def read_before_last(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "The week before last", "the night before last"."""
    base = context.base()
    if base is None:
        return UNKNOWN
    if parts["unit"] == "night":
        at = shift(base, -2)
        return Reading(f"{at.isoformat()}TNI", "dct", "the night before last") if at else UNKNOWN
    unit = _UNIT_WORDS.get(parts["unit"], parts["unit"])
    return Reading(step_value(base, unit, -2), "dct", f"two {unit} back")


def read_season(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A season (of the northern half; the winter of a year is the one that begins in it)."""
    season = parts["season"]
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}.get(season)
    if month is None:
        return UNKNOWN
    year, anchor, reason = _year_of_part(parts, month, mention, context)
    return Reading(f"{year:04d}-{season}", anchor, reason, parts.get("edge", "")) if year else UNKNOWN


def read_decade(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """The 1980s, the '80s, the eighties."""
    digits = re.sub(r"\D", "", parts["decade"])
    if len(digits) == 2:
        digits = f"{'20' if digits[0] in '012' else '19'}{digits}"
    return Reading(digits[:3], "explicit", "decade written", parts.get("edge", "")) if len(digits) >= 3 else UNKNOWN


def read_century(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """The 20th century is 19xx."""
    digits = re.sub(r"\D", "", parts["nth"])
    number = int(digits or 0) or _day_number(parts["nth"])
    if not 1 <= number <= 40:
        return UNKNOWN
    era = "BC" if "era" in parts else ""
    return Reading(f"{era}{number - 1:02d}", "explicit", "century written", parts.get("edge", ""))


def read_era(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A year before Christ: a value without calendar bounds."""
    number = int(parts["bc"])
    value = f"BC{number:04d}"
    if re.search(r"\d+s ?b", mention.words.lower()):
        value = f"BC{number // 10:03d}"
    elif "month" in parts:
        value += f"-{parts['month']}"
    elif "season" in parts:
        value += f"-{parts['season']}"
    return Reading(value, "explicit", "year before Christ", parts.get("edge", parts.get("approx", "")))


def read_week_of(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "The last week of March": the ISO week that holds most of those seven days."""
    base = read_date({k: v for k, v in parts.items() if k in ("month", "year")}, mention, context)
    days = days_of(base.value)
    if days is None:
        return base
    first, after, _ = days
    nth = int(parts.get("ordinal") or {"START": 1, "END": -1}.get(parts.get("edge", ""), 2))
    middle = after - timedelta(4) if nth == -1 else first + timedelta(7 * nth - 4)
    return base._replace(value=week_value(middle))


def read_week_of_day(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "The week of March 6"."""
    base = read_date({k: v for k, v in parts.items() if k in ("month", "year", "day")}, mention, context)
    days = days_of(base.value)
    return base._replace(value=week_value(days[0])) if days else base


# ------------------------------------------------------------------------------------------------ feasts and other calendars
def read_holiday(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A feast, or the day before it ("the eve of Eid al-Adha")."""
    feast = _feast(parts, mention, context)
    at = days_of(feast.value) if "eve" in parts else None
    before = shift(at[0], -1) if at else None
    return feast._replace(value=before.isoformat(), reason=f"{feast.reason}; its eve") if before else feast


def _feast(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """The feast of the year written, else the one nearest to the publication day on the side the words lean to."""
    rule = parts["holiday"]
    if "year" in parts:
        year = year_of(parts["year"], context)
        at = _holiday_day(rule, year) if year else None
        return Reading(at.isoformat(), "explicit", "feast of the year written") if at else UNKNOWN
    base = context.base()
    if base is None:
        return UNKNOWN
    side, reason = leaning(context.text, mention.start)
    relation = parts.get("relation")
    side = {"last": -1, "next": 1}.get(relation or "", side)
    days = [d for year in (base.year - 1, base.year, base.year + 1) if (d := _holiday_day(rule, year))]
    if context.style == "narrative":
        same = [d for d in days if d.year == base.year]
        return Reading(same[0].isoformat(), "previous date", "feast of the running year") if same else UNKNOWN
    days.sort(
        key=lambda d: (
            side * (d - base).days < 0 or (side == 0 and (d - base).days > NEAR_AHEAD_DAYS),
            abs((d - base).days),
        )
    )
    return Reading(days[0].isoformat(), "dct", reason) if days else UNKNOWN


def _holiday_day(rule: str, year: int) -> date | None:
    kind, _, rest = rule.partition(" ")
    if kind == "easter":
        return easter(year) + timedelta(int(rest))
    if kind == "hijri":
        month, number = (int(n) for n in rest.split("-"))
        start = hijri_year(date(year, 1, 1))
        days = [hijri_to_date(h, month, number) for h in (start, start + 1)]
        return next((d for d in days if d and d.year == year), None)
    if kind == "election":
        first = nth_weekday(year, 11, 1, 1)
        return first + timedelta(1)
    if "/" in rule:
        month, nth, weekday = (int(n) for n in rule.split("/"))
        return nth_weekday(year, month, nth, weekday)
    month, number = (int(n) for n in rule.split("-"))
    return day(year, month, number)


def read_hijri(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A month or day of the Hijri calendar as Gregorian days (tabular calendar, a day or two uncertain)."""
    month = int(parts["hijri"])
    written = int(parts["year"]) if "year" in parts else 0
    if written and written < 1600:
        years = [written]
    else:
        base = date(written, 7, 1) if written else context.base()
        if base is None:
            return UNKNOWN
        near = hijri_year(base)
        years = [near - 1, near, near + 1]
    number = int(parts["day"]) if "day" in parts else 0
    found = []
    for year in years:
        first = hijri_to_date(year, month, number or 1)
        after = hijri_to_date(year + month // 12, month % 12 + 1, 1) if not number else None
        if first and (not written or written < 1600 or first.year == written):
            found.append((first, after - timedelta(1) if after else first))
    if not found:
        return UNKNOWN
    base = context.base()
    if base:
        side, _ = leaning(context.text, mention.start)
        found.sort(
            key=lambda r: (
                side * (r[0] - base).days < 0 if abs((r[0] - base).days) > 31 else False,
                abs((r[0] - base).days),
            )
        )
    first, last = found[0]
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Reading(value, "dct" if not written else "explicit", "tabular Hijri calendar", "APPROX")


# ------------------------------------------------------------------------------------------------ lengths and repeats
def read_duration(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A length of time."""
    return Reading(duration_value(parts), "none", "a length of time", parts.get("approx", ""))


def duration_value(parts: dict[str, str]) -> str:
    """TIMEX3 duration of parts: amount and unit, vague amounts as X.

    >>> duration_value({"amount": "2", "unit": "W"})
    'P2W'
    """
    unit, amount = parts["unit"], parts.get("amount") or "X"
    if "half" in parts or ("unit" in parts and parts.get("form_half")):
        amount = f"{amount}.5"
    clock = unit.startswith("T")
    value = f"P{'T' if clock else ''}{amount}{unit.lstrip('T') if clock else unit}"
    if unit == "FN":
        return f"P{float(amount) * 2:g}W" if amount != "X" else "PXW"
    if unit in ("DE", "CE") and amount != "X":
        return f"P{float(amount) * (10 if unit == 'DE' else 100):g}Y"
    if unit == "WE":
        return f"P{amount}WE"
    if "unit2" in parts:
        second = parts["unit2"]
        value += ("" if clock or not second.startswith("T") else "T") + parts["amount2"] + second.lstrip("T")
    return value


def read_half_duration(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """Two and a half hours."""
    unit, amount = parts["unit"].strip(), int(float(parts["amount"] or 1))
    smaller = {"Y": "6M", "TH": "30M", "TM": "30S", "D": "12H", "M": "15D", "DE": "5Y"}.get(unit)
    if smaller is None:
        return Reading(f"P{amount}.5{unit}", "none", "a length of time")
    clock = unit.startswith("T")
    joint = "T" if unit == "D" else ""
    return Reading(
        f"P{'T' if clock else ''}{amount}{unit.lstrip('T')}{joint}{smaller}",
        "none",
        "a length of time",
        parts.get("approx", ""),
    )


def read_span(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "The last three days": a length whose end (or beginning) is the anchor."""
    relation = parts["relation"]
    side = "past" if relation in ("last", "past", "latest", "previous", "preceding", "these", "final") else ""
    side = "future" if relation in ("next", "coming", "following", "ensuing", "subsequent") else side
    hung_on = _account_day(context) if side else None
    anchor = "previous date" if hung_on else "dct"
    approx = parts.get("approx", "")
    return Reading(duration_value(parts), anchor, f"'{relation}': a stretch", approx, open=side, hung_on=hung_on)


def _account_day(context: Context) -> date | None:
    """The last day that a narrative spoke of; ``None`` in news."""
    return context.last.after - timedelta(1) if context.style == "narrative" and context.last else None


def read_set(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """A repeated time."""
    if "set" in parts:
        return Reading(parts["set"], "none", "a repeated time")
    if "weekday" in parts:
        tail = {"night": "TNI", "morning": "TMO", "evening": "TEV", "afternoon": "TAF"}
        found = next((v for k, v in tail.items() if k in mention.words.lower()), "")
        return Reading(f"XXXX-WXX-{parts['weekday']}{found}", "none", "a repeated time")
    if "month" in parts:
        return Reading(f"XXXX-{parts['month']}", "none", "a repeated time")
    amount = parts.get("amount", "2" if "other" in mention.words.lower() else "1")
    return Reading(duration_value(parts | {"amount": amount}), "none", "a repeated time")


def read_reference(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """Now, recently, soon: never a date of the ledger."""
    return Reading(parts["reference"], "dct", "a reference without a date")


def read_anniversary(parts: dict[str, str], mention: TimeMention, context: Context) -> Reading:
    """ "The second anniversary of" a date that follows is settled by the resolver once it has read that date."""
    return Reading("", "none", "an anniversary of an event whose date is not told")


READERS: dict[str, Reader] = {
    "date": read_date,
    "numeric": read_numeric,
    "weekday": read_weekday,
    "weekday-week": read_weekday_week,
    "deictic": read_deictic,
    "part": read_part,
    "clock": read_clock,
    "relative": read_relative,
    "year_end": read_year_end,
    "offset": read_offset,
    "quarter": read_quarter,
    "quarter_of": read_quarter_of,
    "half": read_half,
    "half_month": read_half_month,
    "day_of_month": read_day_of_month,
    "before_last": read_before_last,
    "season": read_season,
    "decade": read_decade,
    "century": read_century,
    "era": read_era,
    "week_of": read_week_of,
    "week_of_day": read_week_of_day,
    "holiday": read_holiday,
    "hijri": read_hijri,
    "duration": read_duration,
    "half_duration": read_half_duration,
    "span": read_span,
    "set": read_set,
    "reference": read_reference,
    "anniversary": read_anniversary,
}
