"""What a web page says of itself in its head: title, dates with time and zone, authors, publisher, language, link."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "date.published", "article.published", "published-date",
    "publish-date", "publish_date", "publication_date", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date.created", "date", "cxenseparse:recs:publishtime", "rnews:datepublished", "bt:pubdate",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_TITLE = ("og:title", "twitter:title", "dc.title", "title")
_OUTLET = ("og:site_name", "publisher", "application-name", "dc.publisher", "article:publisher")
_AUTHOR = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")
_ARTICLES = re.compile(r"Article|Report|BlogPosting|Posting|WebPage|VideoObject|LiveBlog", re.IGNORECASE)


@dataclass(slots=True)
class Facts:
    """What the page states. Dates are as stated; ``extra`` keeps what has no field of its own."""

    title: str | None = None
    headline: str | None = None  # the title as printed, without the site's name
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


def facts_of(tree: Any) -> Facts:
    """The facts of a parsed page: JSON-LD before meta tags before what is printed."""
    linked = _merged(list(_linked(tree)))
    meta = _meta(tree)
    heading = _heading(tree)
    title = _first(linked.get("headline"), _pick(meta, _TITLE), heading, tree.findtext(".//title"))
    facts = Facts(
        title=title,
        headline=_first(linked.get("headline"), heading, title),
        published=_first(linked.get("datePublished"), _pick(meta, _PUBLISHED), _time(tree)),
        outlet=_first(linked.get("publisher"), _pick(meta, _OUTLET)),
        author=_first(linked.get("author"), _author(_pick(meta, _AUTHOR))),
        language=_first(linked.get("inLanguage"), tree.get("lang"), meta.get("og:locale")),
        url=_first(_canonical(tree), meta.get("og:url"), linked.get("url")),
    )
    modified = _first(linked.get("dateModified"), _pick(meta, _MODIFIED))
    if modified and modified != facts.published:
        facts.extra["modified"] = modified[:40]
    return facts


def _first(*values: str | None) -> str | None:
    return next((" ".join(value.split()) for value in values if value and value.strip()), None)


def _pick(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if meta.get(name)), None)


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        content = node.get("content")
        if name and content and content.strip():
            found.setdefault(name, content.strip()[:1000])
    return found


def _heading(tree: Any) -> str | None:
    headings = [" ".join(node.text_content().split()) for node in tree.iter("h1")]
    headings = [words for words in headings if words]
    return headings[0][:500] if len(headings) == 1 or (headings and len(headings[0]) > 20) else None


def _time(tree: Any) -> str | None:
    """The first machine-readable time that is marked as the date of publication, else the only one there is."""
    times = [node for node in tree.iter("time") if node.get("datetime")]
    for node in times:
        if node.get("pubdate") is not None or "publish" in (node.get("itemprop") or node.get("class") or "").lower():
            return str(node.get("datetime"))
    return str(times[0].get("datetime")) if len({node.get("datetime") for node in times}) == 1 else None


def _canonical(tree: Any) -> str | None:
    for node in tree.iter("link"):
        if "canonical" in (node.get("rel") or "").lower() and (node.get("href") or "").startswith("http"):
            return str(node.get("href"))
    return None


def _author(name: str | None) -> str | None:
    return None if name is None or name.startswith("http") else name


# --- JSON-LD -----------------------------------------------------------------------------------------------------


def _linked(tree: Any) -> Iterator[dict[str, str]]:
    """What each article-like object of the page's JSON-LD says."""
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or ""):
            continue
        try:
            value = json.loads(node.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            kind = item.get("@type")
            names = kind if isinstance(kind, list) else [kind]
            if any(isinstance(name, str) and _ARTICLES.search(name) for name in names):
                yield _article(item)


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _article(item: dict[str, Any]) -> dict[str, str]:
    kind = str(item.get("@type"))
    rank = "1" if "WebPage" not in kind else "0"
    found = {
        name: item[name]
        for name in ("headline", "datePublished", "dateModified", "inLanguage", "url")
        if isinstance(item.get(name), str)
    }
    for name in ("author", "publisher"):
        words = _names(item.get(name))
        if words:
            found[name] = words
    return {**found, "rank": rank}


def _names(value: Any) -> str:
    if isinstance(value, str):
        return "" if value.startswith("http") else value
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_names, value[:10])))
    return ""


def _merged(items: list[dict[str, str]]) -> dict[str, str]:
    """Articles before mere pages; the first to say a thing is believed."""
    merged: dict[str, str] = {}
    for item in sorted(items, key=lambda item: item["rank"], reverse=True):
        for name, value in item.items():
            if value:
                merged.setdefault(name, value)
    return merged
