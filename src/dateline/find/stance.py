"""How a headline, caption or post stands to a claim: against it, for it, or only reporting that somebody makes it.

Word lists (``claim_status.yaml``), no learning: against before observing before for. A list written once travels better
here than a bag of words learned from a few hundred pairs (80 against 63 macro-F1 on Emergent, design notes of 2026-11).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from dateline.vocab.load import yaml_file

Standing = Literal["for", "against", "observing"]
_WORD = re.compile(r"n['’]t\b|[\w-]+(?:['’](?!t\b)\w+)?|\?")
_NEGATED = re.compile(r"(?i)\b(\w+)n['’]t\b")
QUESTION_WORDS = 16  # a longer post with a question mark comments
SOURCE_WORDS = 4  # words that a source before or after a headline's colon may have


@cache
def _cues(standing: str) -> re.Pattern[str]:
    cues = yaml_file("claim_status")[standing]["cues"]
    if not all(isinstance(c, str) for c in cues):
        raise ValueError(f"claim_status.yaml, {standing}: put quotes around the words that YAML reads as yes and no")
    ordered = sorted((str(c) for c in cues), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(c).replace(r"\*", r"\w+") for c in ordered) + r")(?!\w)")


def standing(text: str) -> tuple[Standing, str]:
    """The standing of a headline or short post to what it speaks of, and the words that set it (empty for ``for``).

    >>> standing("Mayor denies bridge has fallen")
    ('against', 'denies')
    """
    plain = _NEGATED.sub(r"\1 not", text).lower().replace("’", "'")
    hit = _cues("against").search(plain)
    if hit:
        return "against", hit.group()
    hit = _cues("observing").search(plain)
    if hit:
        return "observing", hit.group()
    mark = _mark(text)
    return ("observing", mark) if mark else ("for", "")


def _mark(text: str) -> str:
    """A sign that the headline leaves the claim to somebody: a question, quotes, a name before or after a colon."""
    if "?" in text:
        return "?"
    quoted = re.search(r"(?:^|\s)['‘\"“]\w[^'’\"”]{3,}['’\"”]", text)
    if quoted:
        return quoted.group().strip()
    before, colon, after = text.partition(": ")
    if colon and 0 < len(after.split()) <= SOURCE_WORDS - 2 and not after[:1].isdigit():
        return after
    if (
        colon
        and len(before.split()) <= SOURCE_WORDS
        and len(after.split()) > SOURCE_WORDS
        and before.isupper() is False
    ):
        return before
    return ""


def reply(text: str, *, source: bool) -> Literal["support", "deny", "query", "comment"]:
    """The stance of a post in a thread: the first one (``source``) supports what it tells, replies are read by cues."""
    plain = re.sub(r"https?://\S+|@\w+", " ", text).lower().replace("’", "'")
    if source:
        return "support"
    asks = plain.strip().endswith("?") or ("?" in plain and _cues("query").search(plain) is not None)
    if asks and len(plain.split()) <= QUESTION_WORDS:
        return "query"
    if _cues("deny").search(plain):
        return "deny"
    return "support" if _cues("support").search(plain) else "comment"


def vague(text: str) -> str:
    """The first word of vague sourcing or doubt in a sentence, empty when there is none."""
    hit = _cues("vague").search(text.lower().replace("’", "'"))
    return hit.group() if hit else ""
