"""A report as received, its passages, and the repairs that a reader of it should see."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.media import Medium
from dateline.model.span import Span

Role = Literal["headline", "dateline", "byline", "body", "caption", "credit", "list", "boilerplate"]
PublishedBasis = Literal["told", "metadata", "feed", "url", "dateline", "text", "future"]


class Passage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stretch of a report with one role. ``repeats`` are other places where the same words stand once more
    (a caption printed twice): they are read once and shown everywhere."""

    start: int
    end: int
    role: Role
    repeats: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Repair(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a damaged stretch should be read. The received text is never changed: a repair only shapes the view.

    ``alternatives`` holds other readings that are as valid (``October 317:39``: the 31st 7:39, the 3rd 17:39).
    """

    start: int
    end: int
    reading: str
    rule: str
    alternatives: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """One report as received.

    ``id`` is made from the content (text, title, outlet, url, publication date), so the same report read twice from
    different files is one report. ``sha256`` is that of the bytes it was read from. ``published`` is an ISO date or
    date-time as far as known, ``published_basis`` says what told it
    ("future": a date of the record that was still to come when it was read). ``language`` is an ISO 639-1 code or ``und``.
    """

    id: str
    text: str
    passages: tuple[Passage, ...] = ()
    repairs: tuple[Repair, ...] = ()
    language: str = "und"
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: PublishedBasis | None = None
    media: tuple[Medium, ...] = ()
    origin: str = ""  # file the report was read from, as given
    place: str = ""  # place in that file ("line 17", "item 3"), empty for a whole file
    format: str = "text"
    sha256: str = ""
    extra: dict[str, str] = {}  # fields of the record that we do not use, kept as they came (strings only)

    def words(self, span: Span) -> str:
        """The received words of a span."""
        return self.text[span.start : span.end]
