"""RSS and Atom files to reports, one an item. Captions and credits of media are never taken for the body."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import feedparser
from lxml import etree

from dateline.model import Medium, Notice, Report
from dateline.read.finish import Draft, finish
from dateline.read.markup import text_of_fragment
from dateline.read.options import ReadOptions, Source

_MEDIA = "{http://search.yahoo.com/mrss/}"


def read_feed(source: Source, options: ReadOptions) -> Iterator[Report | Notice]:
    """The reports of a feed: title, blank line, text of the item (the longest of content and summary)."""
    data = source.read()
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    media = _media(data)
    if parsed.bozo and not parsed.entries:
        reason = f"the feed cannot be read: {str(parsed.get('bozo_exception', ''))[:160]}"
        yield Notice(code="broken-feed", file=source.name, reason=reason, next_step="fetch it again", severity="error")
        return
    if not parsed.entries:
        yield Notice(
            code="empty-feed",
            file=source.name,
            reason="the feed has no items",
            next_step="nothing to do",
            severity="info",
        )
    outlet = _string(parsed.feed.get("title"))
    language = _string(parsed.feed.get("language"))
    for number, entry in enumerate(parsed.entries):
        captions = media[number] if len(media) == len(parsed.entries) else ()
        draft = _draft(entry, captions, outlet, language)
        draft.origin, draft.place = source.name, f"item {number + 1}"
        yield from finish(draft, options)


def _draft(entry: Any, captions: tuple[Medium, ...], outlet: str | None, language: str | None) -> Draft:
    title = text_of_fragment(_string(entry.get("title")) or "")
    shown = {medium.shows for medium in captions}
    bodies = [text_of_fragment(_string(part.get("value")) or "") for part in entry.get("content", ())]
    bodies = [body for body in bodies if body not in shown]
    bodies.append(text_of_fragment(_string(entry.get("summary")) or ""))
    body = max(bodies, key=len)
    if body in shown:
        body = ""
    text = "\n\n".join(part for part in (title, body) if part) if not body.startswith(title) else body
    raw = repr(sorted((str(key), str(value)) for key, value in entry.items())).encode("utf-8", "replace")
    return Draft(
        text=text,
        origin="",
        format="feed",
        sha256=hashlib.sha256(raw).hexdigest(),
        title=title or None,
        outlet=_string(entry.get("source", {}).get("title")) or outlet,
        url=_string(entry.get("link")),
        author=_string(entry.get("author")),
        published=_string(entry.get("published") or entry.get("updated") or entry.get("created")),
        basis="feed",
        hint=language,
        media=captions,
        extra={"id": str(entry["id"])[:500]} if entry.get("id") else {},
    )


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _media(data: bytes) -> list[tuple[Medium, ...]]:
    """Media of each item: what is shown and who is credited."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    items = [
        node for node in root.iter() if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in {"item", "entry"}
    ]
    return [tuple(_item_media(item)) for item in items]


def _item_media(item: Any) -> Iterator[Medium]:
    for node in item.iter(f"{_MEDIA}content", f"{_MEDIA}thumbnail"):
        shows = node.findtext(f"{_MEDIA}description") or item.findtext(f"{_MEDIA}description")
        credit = node.findtext(f"{_MEDIA}credit") or item.findtext(f"{_MEDIA}credit")
        if not (shows or credit):
            continue
        kind = "video" if "video" in f"{node.get('medium', '')}{node.get('type', '')}" else "photo"
        yield Medium(
            "video" if kind == "video" else "photo",
            url=node.get("url"),
            credit=credit,
            shows=text_of_fragment(shows or "") or None,
        )
