"""Publication dates as they stand in metadata and print, to ISO. What is not understood is ``None``: never a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from dateline.read.datelines import MONTHS, date_line, dateline

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ]+(?P<clock>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?(?P<clock>[0-2]\d[0-5]\d)(?:[0-5]\d)?Z?)?"
)
_WORDED = re.compile(
    r"(?:(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month2>[A-Za-z]{3,9})\.?)"
    r"[,،]?\s+(?P<year>(?:19|20)\d{2})"
    r"(?:\s*(?:,|at|-|–|\||·|/)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>GMT|UTC|Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<year>(?:19|20)\d{2})(?:[ ,T]+(?P<clock>\d{1,2}:\d{2})(?::\d{2})?)?"
)
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d{2})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_URL_DAY = re.compile(
    r"[/=_-](?P<year>(?:19|20)\d{2})(?P<sep>[/_-]?)(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?=[/_?.#-]|$)"
)
_URL_DAY_WORD = re.compile(r"/(?P<year>(?:19|20)\d{2})/(?P<month>[a-z]{3,9})/(?P<day>\d{1,2})(?=/|$)", re.IGNORECASE)


def iso(words: str) -> str | None:
    """ISO date, or date-time with its zone where told, of a stated publication date; ``None`` if not understood.

    Day-first and month-first forms are told apart only where one of the numbers is above 12.

    >>> iso("Sat, 05 Nov 2016 10:12:00 GMT"), iso("5 November 2016"), iso("05/11/2016")
    ('2016-11-05T10:12:00+00:00', '2016-11-05', None)
    """
    words = words.strip()
    if not words or len(words) > 100:
        return None
    for reader in (_iso, _rfc822, _worded, _numeric, _compact, _epoch):
        found = reader(words)
        if found:
            return found
    return None


def _iso(words: str) -> str | None:
    match = _ISO.match(words)
    if match is None:
        return None
    return _stamp(match["day"], match["clock"], match["zone"])


def _stamp(day: str, clock: str | None, zone: str | None) -> str | None:
    """ISO from checked parts. Midnight without a zone is how tools write a bare date."""
    if clock is None or (clock in {"00:00", "00:00:00"} and zone is None):
        return _checked(day)
    suffix = "" if zone is None else "+00:00" if zone.upper() in {"Z", "UTC", "GMT"} else zone
    if len(suffix) == 5:
        suffix = f"{suffix[:3]}:{suffix[3:]}"
    return _checked(f"{day}T{clock if len(clock) == 8 else clock + ':00'}{suffix}")


def _checked(stamp: str) -> str | None:
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return stamp if 1900 <= moment.year <= 2100 else None


def _rfc822(words: str) -> str | None:
    if not re.match(r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{2,4}\s+\d", words):
        return None
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.isoformat() if 1900 <= moment.year <= 2100 else None


def month_number(name: str) -> int:
    """1 to 12 for an English month name or its short form, 0 for anything else."""
    low = name.lower().rstrip(".")
    return MONTHS.index(low) % 12 + 1 if low in MONTHS[:12] else _SHORT.get(low, 0)


_SHORT = {name[:3]: number for number, name in enumerate(MONTHS[:12], 1)} | {"sept": 9}


def _worded(words: str) -> str | None:
    match = _WORDED.search(words)
    if match is None:
        return None
    month = month_number(match["month"] or match["month2"])
    if not month:
        return None
    day = f"{match['year']}-{month:02d}-{int(match['day'] or match['day2']):02d}"
    if match["hour"] is None:
        return _checked(day)
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return _stamp(day, f"{hour:02d}:{match['minute']}", match["zone"]) if hour < 24 else _checked(day)


def _numeric(words: str) -> str | None:
    match = _YEAR_FIRST.match(words)
    if match:
        return _checked(f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}")
    match = _NUMERIC.match(words)
    if match is None:
        return None
    a, b = int(match["a"]), int(match["b"])
    if a != b and a <= 12 and b <= 12:
        return None
    day, month = (a, b) if a > 12 or a == b else (b, a)
    return _checked(f"{match['year']}-{month:02d}-{day:02d}")


def _compact(words: str) -> str | None:
    match = _COMPACT.fullmatch(words)
    if match is None:
        return None
    clock = f"{match['clock'][:2]}:{match['clock'][2:]}" if match["clock"] else None
    return _stamp(f"{match['year']}-{match['month']}-{match['day']}", clock, None)


def _epoch(words: str) -> str | None:
    if not _EPOCH.fullmatch(words):
        return None
    seconds = float(words) / (1000 if len(words.partition(".")[0]) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0).isoformat()


def of_url(url: str) -> str | None:
    """The day a link names (``/2016/11/05/``, ``/2016/nov/05/``, ``-2016-11-05``, ``/20161105/``), ISO, else ``None``."""
    match = _URL_DAY.search(url) or _URL_DAY_WORD.search(url)
    if match is None:
        return None
    month = match["month"]
    number = int(month) if month.isdigit() else month_number(month)
    return _checked(f"{match['year']}-{number:02d}-{int(match['day']):02d}") if number else None


def of_text(text: str) -> str | None:
    """The day with its year that a text's head names in a dateline or on a line of its own; ``None`` without one.

    Looks at the first lines only, and takes nothing from the sentences themselves.
    """
    head = text[:2000]
    lines = [line.strip() for line in head.splitlines() if line.strip()][:8]
    for line in lines:
        if date_line(line):
            found = iso(_LEAD.sub("", line).replace("،", ","))
            if found:
                return found
    for line in lines[:4]:
        end = dateline(line, 0, len(line)) if line else 0
        found = dateline_day(line[:end]) if end else None
        if found:
            return found
    return None


_LEAD = re.compile(r"^[^\d]*?(?=\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", re.IGNORECASE)
_DATELINE_DAY = re.compile(
    r"(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>(?:19|20)?\d{2})\b|(?P<month2>[A-Za-z]{3,9})\.?\s+(?P<day2>\d{1,2}),\s+(?P<year2>(?:19|20)\d{2})"
)


def dateline_day(words: str) -> str | None:
    """The day with its year that a dateline names, ISO."""
    for match in _DATELINE_DAY.finditer(words):
        month = month_number(match["month"] or match["month2"])
        year = match["year"] or match["year2"]
        if month:
            full = year if len(year) == 4 else f"{'19' if int(year) > 40 else '20'}{year}"
            return _checked(f"{full}-{month:02d}-{int(match['day'] or match['day2']):02d}")
    return None


def apart(a: str, b: str) -> bool:
    """Whether two ISO dates lie more than a day apart: zones and days of going online make up for one."""
    return abs(date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])) > timedelta(days=1)


def is_future(published: str, today: str | None) -> bool:
    """Whether a publication date lies more than a day after ``today`` (ISO; ``None``: the clock's)."""
    try:
        told = date.fromisoformat(published[:10])
        now = date.fromisoformat(today[:10]) if today else datetime.now(UTC).date()
    except ValueError:
        return False
    return told > now + timedelta(days=1)
