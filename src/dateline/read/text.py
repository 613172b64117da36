"""A report from text in hand: its passages, its repairs, its id."""

from __future__ import annotations

import hashlib
import re

from dateline.model import Medium, Passage, Report
from dateline.model.report import PublishedBasis
from dateline.read.passages import find_passages
from dateline.read.repairs import find_repairs


def report_from_text(
    text: str,
    *,
    published: str | None = None,
    published_basis: PublishedBasis | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str = "en",
    author: str | None = None,
    passages: tuple[Passage, ...] | None = None,
    media: tuple[Medium, ...] = (),
    origin: str = "",
    place: str = "",
    format: str = "text",  # noqa: A002  (the name of the field)
    sha256: str = "",
    extra: dict[str, str] | None = None,
) -> Report:
    """A report from a string, its passages and repairs found. ``published`` is an ISO date or date-time.

    ``author`` is, where it is not given, who the first byline names. ``passages`` given (by a page reader that knows them) are kept; the text itself is never changed.
    """
    found = find_passages(text, title) if passages is None else passages
    return Report(
        id=report_id(text, title, outlet, url, published),
        text=text,
        passages=found,
        repairs=find_repairs(text, found, published),
        language=language,
        title=title,
        outlet=outlet,
        url=url,
        author=author or _author(text, found),
        published=published,
        published_basis=published_basis or ("told" if published else None),
        media=media,
        origin=origin,
        place=place,
        format=format,
        sha256=sha256,
        extra=extra or {},
    )


_BY = re.compile(r"(?:by|written by|reported by|reporting by|words by|story by|author)[: ]\s*", re.IGNORECASE)


def _author(text: str, passages: tuple[Passage, ...]) -> str | None:
    """Who the first byline names, without its opening word."""
    bylines = (text[p.start : p.end] for p in passages if p.role == "byline")
    name = next(bylines, None)
    return _BY.sub("", name, count=1).rstrip(".") if name else None


def report_id(text: str, title: str | None, outlet: str | None, url: str | None, published: str | None) -> str:
    """Content id of a report: 16 hex digits, the same whatever file it came from."""
    parts = "\x1f".join(part or "" for part in (text, title, outlet, url, published))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]
