"""Web pages to reports.

First an own pass over the page collects what extractors drop: dates with their time and zone, authors and publisher
from JSON-LD and meta tags, captions, credits, bylines, notes of correction. These are taken out of the tree; then
trafilatura finds the body. ``Report.text`` of a page is this extracted text, its parts joined by blank lines in the
order headline, byline, date, body, corrections, captions with their credits; ``sha256`` is that of the page received.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from dateline.model import Medium, Notice, Passage, Report
from dateline.model.report import Role
from dateline.read import pagefacts
from dateline.read.decode import decode
from dateline.read.finish import Draft, finish
from dateline.read.markup import stripped, text_of_tree
from dateline.read.options import ReadOptions, Source
from dateline.read.pagefacts import Facts
from dateline.read.pageparts import Parts, take_parts
from dateline.read.passages import find_passages

DEEPEST = 200  # nested tags; the parser gives up at 256, and no page that people read comes near
MAX_PAGE = 10_000_000  # characters of markup given to the extractor
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read_page(source: Source, options: ReadOptions) -> Iterator[Report | Notice]:
    """The report of an HTML page."""
    data = source.read()
    charset = _CHARSET.search(data[:4096])
    page = _DECLARATION.sub("", decode(data, charset[1].decode("ascii") if charset else None).text)
    tree = _tree(page) if len(page) <= MAX_PAGE else None
    draft = _draft_of_tree(tree, page) if tree is not None else None
    if draft is None or not draft.text.strip():
        reason = "its markup is too large, too deep or too broken for the page reader; only its bare words were read"
        yield Notice(
            code="odd-page", file=source.name, reason=reason, next_step="check the report's text against the page"
        )
        draft = Draft(text=stripped(page), origin="")
    draft.origin, draft.format, draft.sha256 = source.name, "html", hashlib.sha256(data).hexdigest()
    yield from finish(draft, options)


def _tree(page: str) -> Any:
    """The parsed page, ``None`` where it cannot be parsed or is nested beyond reason."""
    try:
        tree = lxml_html.document_fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return None
    return tree


def _draft_of_tree(tree: Any, page: str) -> Draft:
    facts = pagefacts.facts_of(tree)
    guessed = None if facts.published else _guess_date(page)
    parts = take_parts(tree)
    body = _body(tree)
    text, passages = _compose(facts, parts, body)
    return Draft(
        text=text,
        origin="",
        title=facts.title,
        outlet=facts.outlet,
        url=facts.url,
        author=facts.author or (parts.bylines[0] if parts.bylines else None),
        published=facts.published,
        basis="metadata" if facts.published else None,
        guessed=guessed,
        hint=facts.language,
        passages=passages,
        media=_media(text, passages),
        extra=facts.extra,
    )


def _guess_date(page: str) -> str | None:
    """What htmldate reads off a page without dated metadata (right on 9 of 10 of its own pages)."""
    from htmldate import find_date  # noqa: PLC0415  (slow to load, seldom needed)

    try:
        found = find_date(page[:1_000_000], extensive_search=False, original_date=True)
    except Exception:
        return None
    return found if isinstance(found, str) else None


def _body(tree: Any) -> str:
    """Paragraphs of the article, blank lines between."""
    import trafilatura  # noqa: PLC0415  (slow to load, only for pages)

    fallback = text_of_tree(tree.find("body") if tree.find("body") is not None else tree)
    try:
        found = trafilatura.extract(tree, include_comments=False, include_tables=True, output_format="txt", fast=True)
    except Exception:
        found = None
    if not found:
        return fallback
    return "\n\n".join(line.strip() for line in str(found).split("\n") if line.strip())


def _compose(facts: Facts, parts: Parts, body: str) -> tuple[str, tuple[Passage, ...]]:
    """The text of a page from its parts, and the passages that they are."""
    pieces: list[tuple[str, Role | None]] = []
    title = facts.headline
    if title:
        pieces.append((title, "headline"))
        first, _, rest = body.partition("\n\n")
        body = rest if rest and first.casefold() == title.casefold() else body
    pieces += [(byline, "byline") for byline in parts.bylines if byline not in body[:300]]
    pieces += [(stamp, "dateline") for stamp in parts.stamps if stamp not in body[:300]]
    pieces.append((body, None))
    pieces += [(note, "body") for note in parts.notes if note not in body]
    for caption, credit in parts.captions:
        if caption and caption not in body:
            pieces.append((caption, "caption"))
        if credit:
            pieces.append((credit, "credit"))
    return _joined(pieces, title)


def _joined(pieces: list[tuple[str, Role | None]], title: str | None) -> tuple[str, tuple[Passage, ...]]:
    text = ""
    passages: list[Passage] = []
    out: list[str] = []
    at = 0
    for words, role in pieces:
        if not words:
            continue
        if role is None:
            passages += [_moved(passage, at) for passage in find_passages(words, title)]
        else:
            passages.append(Passage(at, at + len(words), role))
        out.append(words)
        at += len(words) + 2
    text = "\n\n".join(out)
    return text, tuple(passages)


def _moved(passage: Passage, by: int) -> Passage:
    from dateline.model import Span  # noqa: PLC0415

    repeats = tuple(Span(span.start + by, span.end + by) for span in passage.repeats)
    return Passage(passage.start + by, passage.end + by, passage.role, repeats)


def _media(text: str, passages: tuple[Passage, ...]) -> tuple[Medium, ...]:
    """A photo for each caption of the page, with the credit that follows it."""
    media: list[Medium] = []
    for number, passage in enumerate(passages):
        if passage.role != "caption":
            continue
        after = passages[number + 1] if number + 1 < len(passages) else None
        credit = text[after.start : after.end] if after is not None and after.role == "credit" else None
        media.append(Medium("photo", credit=credit, shows=text[passage.start : passage.end], caption=passage.span))
    return tuple(media)
