"""What the resolver knows while it reads: the publication day, the days last spoken of, and where the words lean.

One :class:`Context` per document; nothing is shared between documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Literal

from dateline.model import TimeMention
from dateline.resolve.times.calendar import days_of
from dateline.vocab import yaml_file

Style = Literal["news", "narrative"]
CUE_REACH = (
    40  # characters: a cue further away says little (guide, section 5: 92 % against 68 % anywhere in the sentence)
)
PARAGRAPH_OPENING = (
    150  # characters in which a bare year may set the time of a paragraph (60, 150 and 250 measured alike)
)
OPENING_WORDS = 12  # characters in which a year opens its paragraph ("In 1937 ...")
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bCol)(?<!\bCpl)(?<!\bSgt)(?<!\bMrs)(?<!\bRev)[.!?]['\"”’)]*\s+(?=[\"“'‘(]?[A-Z0-9])|\n\s*\n"
)
_PAST_VERB = re.compile(
    r"\b(?:was|were|had|did|said|told|began|[a-z]{2,}ed|killed|left|fled|fell|took|came|went|broke|saw|shot|hit)\b"
)
_WILL = re.compile(r"\b(?:will|would|shall|should|could|might|'ll|scheduled|expected|plans?|planned|due)\b")

_AHEAD = re.compile(
    r"\b(?:will|(?:is|are) (?:expected|scheduled|planned|due|set))\b"
)  # "On Saturday, rallies are expected"


@dataclass(slots=True)
class Reference:
    """A calendar range spoken of: its value, first day, day after the last and kind (day, month, year, ...)."""

    value: str
    first: date
    after: date
    kind: str
    position: int


@dataclass(slots=True)
class Context:
    """State of one document. ``published`` is the day it appeared, ``None`` when nothing tells it."""

    text: str
    published: datetime | None
    style: Style = "news"
    last: Reference | None = None
    last_day: Reference | None = None
    last_quarter: Reference | None = None
    last_explicit: Reference | None = None
    following: TimeMention | None = None
    told_years: frozenset[str] = frozenset()
    first_full: tuple[str, int] | None = None  # year (as written) and month of the first date that has both
    era: int | None = None  # the year before Christ last spoken of, until another year is written

    @property
    def today(self) -> date | None:
        return self.published.date() if self.published else None

    def note(self, value: str, position: int, *, explicit: bool, named: bool = True) -> None:
        """Remember a resolved value as the time last spoken of."""
        days = days_of(value)
        if days is None or days[2] in ("decade", "century"):
            return
        reference = Reference(value, days[0], days[1], days[2], position)
        if (explicit and self._is_aside(reference)) or (self.style == "narrative" and self._ends_heading(position)):
            return
        self.last = reference
        if reference.kind in ("day", "days"):
            self.last_day = reference
        if reference.kind == "quarter" and named:
            self.last_quarter = reference
        if explicit:
            self.last_explicit = reference

    def _is_aside(self, reference: Reference) -> bool:
        """In a narrative, a bare year inside a paragraph that is not the running one looks ahead or back ("declassified
        in 2005"), and so does a year that the document writes once: it moves nothing. Measured on wikiwars_odd: day F1
        90.8 with this rule, 89.6 without."""
        if reference.kind != "year" or self.style != "narrative" or self.last_explicit is None:
            return False
        border = self.text.rfind("\n", max(0, reference.position - PARAGRAPH_OPENING), reference.position)
        if border >= 0 and reference.position - border <= OPENING_WORDS:
            return False
        if reference.value not in self.told_years:
            return True
        opening = border >= 0 and (self.last is None or self.last.position <= border)
        return not opening and reference.first.year != self.last_explicit.first.year

    def _ends_heading(self, position: int) -> bool:
        """Whether a date ends the stretch that a heading names: "# Renewed assaults (July 2022 - March 2023)" begins in July."""
        border = self.text.rfind("\n", 0, position) + 1
        return self.text.startswith("#", border) and self.last is not None and self.last.position > border

    def base(self) -> date | None:
        """The day to reckon from: in a narrative the time last spoken of, in news the day of publication."""
        if self.style == "narrative" and self.last:
            return self.last.first
        return self.today or (self.last.first if self.last else None)


@cache
def _cues() -> re.Pattern[str]:
    words = yaml_file("time_words")
    future = "|".join(re.escape(w) for w in words["future_cues"])
    past = "|".join(re.escape(w) for w in words["past_cues"])
    return re.compile(rf"(?<![\w'])(?:(?P<future>{future})|(?P<past>{past}))(?!\w)")


@cache
def _lasted() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(yaml_file('time_words')['lasted'])})\b")


def sentence_start(text: str, position: int) -> int:
    """Where the sentence around a position begins, looked for within 400 characters."""
    low = max(0, position - 400)
    start = low
    for match in _SENTENCE_END.finditer(text, low, position):
        start = match.end()
    return start


def sentence_end(text: str, position: int) -> int:
    """Where the sentence around a position ends, looked for within 400 characters."""
    match = _SENTENCE_END.search(text, position, min(len(text), position + 400))
    return match.start() + 1 if match else min(len(text), position + 400)


def _turned(cue: str, near: str, sentence: str) -> bool:
    """Whether a word of the future is told of in the past: "had been due", "restored by", "held by"."""
    if "had been" in near:
        return True
    if cue in ("until", "till", "through") and _lasted().search(sentence):
        return not _WILL.search(sentence)
    if cue not in ("by", "through"):
        return False
    return not re.search(rf"\b{cue}(?: at least| the| about| around)? $", near) or bool(
        _PAST_VERB.search(sentence) and not _WILL.search(sentence)
    )


def leaning(text: str, start: int) -> tuple[int, str]:
    """-1 past, +1 future, 0 not told, with the reason in words ("future: 'until' 6 characters before").

    Method: the nearest listed cue within :data:`CUE_REACH` characters in the same sentence; else a verb of the past or
    future in the sentence so far.
    """
    low = sentence_start(text, start)
    near = text[max(low, start - CUE_REACH) : start].lower()
    cues = list(_cues().finditer(near))
    if cues:
        cue = cues[-1]
        side = 1 if cue["future"] else -1
        told = text[low:start].lower()
        if cue.group() in ("by", "until", "till") and not told[: len(told) - len(near) + cue.start()].strip():
            told = f"{text[start : sentence_end(text, start)].lower()} {told}"  # "By Friday it was out"
        if side > 0 and _turned(cue.group(), near, told):
            return -1, f"past: '{cue.group()}' after a verb of the past"
        return side, f"{'future' if side > 0 else 'past'}: '{cue.group()}' {len(near) - cue.end()} characters before"
    sentence = text[low:start].lower()
    if sentence.strip() in ("", "on"):
        rest = text[start : sentence_end(text, start)].lower()
        ahead = _AHEAD.search(rest)
        if ahead and not _PAST_VERB.search(_AHEAD.sub("", rest)):
            return 1, f"future: '{ahead.group()}' of a sentence that opens with the day"
    if _WILL.search(sentence):
        return 1, "future: verb of the future in the sentence"
    if _PAST_VERB.search(sentence):
        return -1, "past: verb of the past in the sentence"
    return 0, "no cue"
