"""Scraped social posts, whose author, time and counters are glued to their words.

``Sample Desk@SampleDeskA bomb went off.9:56 PM · Jun 10, 20258.6KViews12362`` is a byline, a body, a time and a row of
counters. Where the author's handle ends is known only when the page title quotes the post.
"""

from __future__ import annotations

import re

_STAMP = re.compile(
    r"(?:\b\d{2}:\d{2}(?=\d{1,2}:))?(?P<time>(?<![\d:])(?:1[0-2]|[1-9]):[0-5]\d\s[AP]M\s·\s[A-Z][a-z]{2}\s\d{1,2},\s20\d\d|(?<=\d{2}:\d{2})(?:1[0-2]|[1-9]):[0-5]\d\s[AP]M\s·\s[A-Z][a-z]{2}\s\d{1,2},\s20\d\d)"
    r"(?P<counts>(?:\s?[\d.,]+[KM]?\s?)?(?:Views)?[\d.,KM]*)"
)
_QUOTED = re.compile(r"\son\s(?:X|Twitter):\s[\"“](?P<words>.{8,60})", re.DOTALL)
LONGEST_NAME = 90  # characters of an author's name and handle


def post_stamp(words: str) -> tuple[int, int, int] | None:
    """Where a post's time begins, where it ends, and where the counters after it end; ``None`` without a time."""
    if "M ·" not in words:
        return None
    match = _STAMP.search(words)
    return (match.start("time"), match.end("time"), match.end()) if match else None


def post_author(words: str, title: str | None) -> int:
    """Where the glued author at the head of a post ends, by the title that quotes the post; 0 when not known."""
    quoted = _QUOTED.search(title) if title else None
    if quoted is None:
        return 0
    opening = quoted["words"][:20].split("\n", 1)[0].strip()
    if len(opening) < 4:
        return 0
    found = words.find(opening, 0, LONGEST_NAME + len(opening))
    return found if found > 0 and "@" in words[:found] else 0
