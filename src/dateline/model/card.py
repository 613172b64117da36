"""What linking needs to know of a report, so that it never needs the text itself."""

from __future__ import annotations

import msgspec


class ReportCard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report in about two kilobytes. Made by :func:`dateline.link.card.card`.

    ``published`` is an ISO date or date-time as in the report. ``text_key`` is a digest of the normalised readable
    text and title, empty for texts under 20 words (shells all look alike). ``names`` are folded capitalised words and
    pairs of them, ``words`` folded ordinary words, ``title_words`` those of the title. ``ages``, ``addresses`` and
    ``numbers`` are what the text says in figures, ``years`` those named in the title or opening; so are ``lead_ages``,
    ``weekdays``, ``figures`` (as written, from two digits on) and the ``outcome`` for people: whether some died or were
    only hurt. ``streets`` and ``clocks`` are those of the whole text. ``shingles`` is a bottom sketch of five-word runs for copied text.
    """

    id: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    wire: str | None = None
    language: str = "und"
    length: int = 0  # words of the readable text
    text_key: str = ""
    names: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()  # the names that stand in the title or the first 60 words
    words: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    shingles: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    streets: tuple[str, ...] = ()
    clocks: tuple[int, ...] = ()  # minutes since midnight
    lead_ages: tuple[int, ...] = ()
    weekdays: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    outcome: str = ""  # "dead" or "hurt"
