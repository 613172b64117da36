"""Footnotes: each statement of the page leads to the sentence it rests on, who says so, and where it was published."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec

from dateline.export.context import Context
from dateline.export.rows import source_text
from dateline.ledger.quotes import Quote
from dateline.model import Claim, Option, Report, Span

MOST_NOTES = 4  # footnotes at one value; the accounts below the incident show the rest


class Piece(msgspec.Struct, frozen=True):
    """Words of a quoted sentence; ``marked`` are those that tell the value."""

    text: str
    marked: bool


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One footnote. ``url`` is only ever an http or https address."""

    number: int
    pieces: tuple[Piece, ...]
    source: str
    date: str
    title: str
    url: str | None
    report: int


class Notes:
    """Gives out the numbers of footnotes, one for each sentence and speaker, in the order of the page."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._numbers: dict[tuple[str, Span, str], int] = {}
        self._held: list[tuple[Claim, Quote, set[Span]]] = []
        self._reports: dict[str, int] = {}

    def of_option(self, option: Option) -> list[int]:
        """Footnote numbers of a value, at most ``MOST_NOTES``, one report after the other."""
        numbers: list[int] = []
        for claim_id in option.claims:
            claim = self.context.claim(claim_id)
            number = self.of_claim(claim) if claim else None
            if number is not None and number not in numbers:
                numbers.append(number)
            if len(numbers) >= MOST_NOTES:
                break
        return sorted(numbers)

    def of_claim(self, claim: Claim) -> int | None:
        """Footnote number of a claim, ``None`` when its report is not at hand."""
        quote = self.context.quote(claim)
        if quote is None:
            return None
        key = (quote.report_id, quote.sentence, claim.attribution.text)
        if key not in self._numbers:
            self._numbers[key] = len(self._held) + 1
            self._held.append((claim, quote, set()))
        number = self._numbers[key]
        self._held[number - 1][2].update(s for s in claim.evidence if quote.sentence.contains(s))
        return number

    def report_number(self, report_id: str) -> int:
        """Number of a report in the list of reports."""
        return self._reports.setdefault(report_id, len(self._reports) + 1)

    def reports(self) -> list[Report]:
        """The reports that footnotes or accounts name, in the order of their numbers."""
        return [self.context.reports[r] for r in self._reports if r in self.context.reports]

    def notes(self) -> list[Note]:
        """All footnotes in the order of their numbers."""
        return [self._note(number, *held) for number, held in enumerate(self._held, 1)]

    def _note(self, number: int, claim: Claim, quote: Quote, spans: set[Span]) -> Note:
        report = self.context.reports[quote.report_id]
        return Note(
            number=number,
            pieces=pieces(quote, spans),
            source=source_text(claim, report),
            date=(report.published or "")[:10],
            title=report.title or "",
            url=safe_url(report.url),
            report=self.report_number(report.id),
        )


def pieces(quote: Quote, spans: set[Span]) -> tuple[Piece, ...]:
    """A sentence cut into marked and unmarked words."""
    found: list[Piece] = []
    at = 0
    text, start = quote.sentence_text, quote.sentence.start
    for span in sorted(spans):
        low, high = max(at, span.start - start), min(len(text), span.end - start)
        if low < high:
            found += [Piece(text[at:low], False)] if low > at else []
            found.append(Piece(text[low:high], True))
            at = high
    return (*found, Piece(text[at:], False)) if at < len(text) else tuple(found)


def safe_url(url: str | None) -> str | None:
    """The address if it is an http or https one with a host, else ``None``: no script, data or file address.

    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    try:
        parts = urlsplit((url or "").strip())
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return (url or "").strip() if good else None
