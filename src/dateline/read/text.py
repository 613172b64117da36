"""A report from text in hand. The first version knows paragraphs only; roles and repairs are found here."""

from __future__ import annotations

import hashlib
import re

from dateline.model import Passage, Report
from dateline.model.report import PublishedBasis

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")


def report_from_text(
    text: str,
    *,
    published: str | None = None,
    published_basis: PublishedBasis | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str = "en",
) -> Report:
    """A report from a string, its passages found. ``published`` is an ISO date or date-time."""
    passages = tuple(Passage(m.start(), m.end(), "body") for m in _PARAGRAPH.finditer(text))
    return Report(
        id=report_id(text, title, outlet, url, published),
        text=text,
        passages=passages,
        language=language,
        title=title,
        outlet=outlet,
        url=url,
        published=published,
        published_basis=published_basis or ("told" if published else None),
    )


def report_id(text: str, title: str | None, outlet: str | None, url: str | None, published: str | None) -> str:
    """Content id of a report: 16 hex digits, the same whatever file it came from."""
    parts = "\x1f".join(part or "" for part in (text, title, outlet, url, published))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]
