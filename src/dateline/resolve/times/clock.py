"""Clock times and zones as the words give them. A zone is kept, never converted and never invented."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dateline.vocab import yaml_file

_PARTS = re.compile(r"(\d{1,2})(?:[:.] ?(\d\d)(?::(\d\d))?)?\s*(a|p)?")
_MILITARY = re.compile(r"(\d\d)(\d\d)(?!\d)")


class Clock(NamedTuple):
    """``text`` is ``HH:MM`` or ``HH:MM:SS``; ``zone`` the zone as named, ``minutes`` its offset from UTC if known."""

    text: str
    zone: str | None = None
    minutes: int | None = None

    @property
    def timex(self) -> str:
        """The TIMEX3 tail, with Z where the words say UTC."""
        return f"T{self.text}{'Z' if self.minutes == 0 and self.zone in ('utc', 'gmt', 'z', 'zulu') else ''}"


@cache
def _zones() -> re.Pattern[str]:
    names = sorted(yaml_file("time_words")["zones"], key=len, reverse=True)
    return re.compile(rf"(?<![a-z])({'|'.join(map(re.escape, names))})$")


def parse(words: str) -> Clock | None:
    """A clock time in lower-case words; ``None`` for an impossible one (25:99).

    >>> parse("5:40 p.m. est").timex
    'T17:40'
    """
    words = " ".join(words.split())
    zone, minutes = _zone(words)
    if words.startswith(("noon", "midday")):
        return Clock("12:00", zone, minutes)
    if words.startswith("midnight"):
        return Clock("00:00", zone, minutes)
    military = _MILITARY.match(words)
    if military and not words.startswith(f"{military[1]}:"):
        return _checked(military[1], military[2], None, None, (zone, minutes))
    match = _PARTS.match(words)
    if match is None:
        return None
    return _checked(match[1], match[2] or "00", match[3], match[4], (zone, minutes))


def _checked(
    hour: str, minute: str, second: str | None, half: str | None, zone: tuple[str | None, int | None]
) -> Clock | None:
    hours = int(hour)
    if half and not 1 <= hours <= 12 and not (hours <= 23 and hours > 12):
        return None
    if half == "p" and hours < 12:
        hours += 12
    if half == "a" and hours == 12:
        hours = 0
    if hours > 24 or int(minute) > 59 or (second and int(second) > 59):
        return None
    tail = f":{second}" if second else ""
    return Clock(f"{hours:02d}:{minute}{tail}", *zone)


def _zone(words: str) -> tuple[str | None, int | None]:
    match = _zones().search(words)
    if match is None:
        return None, None
    offset = yaml_file("time_words")["zones"][match[1]]
    return match[1], offset
