"""What reading one report gave, as the workers hand it back: apart from the reader, which takes a second to load."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model import Notice, Observation

# Characters of a report that are looked through: some 20,000 words, five times the longest article of a large news site.
# What one report tells of one event is compared all with all, so that a file of many reports glued together is dear.
MOST_READ = 120_000

Outcome = Literal["incidents", "nothing_found", "other_language", "failed"]


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was found in one report. ``error`` tells why when ``outcome`` is ``failed``; ``seconds`` is CPU time,
    the language model's pass over the batch shared out by length."""

    report_id: str
    outcome: Outcome
    observations: tuple[Observation, ...] = ()
    card: str | None = None
    seconds: float = 0.0
    error: str = ""
    notices: tuple[Notice, ...] = ()
