"""Takes captions, credits, bylines, printed dates and notes of correction out of a page's tree, so that the body remains."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_CREDIT = re.compile(r"credit|copyright|photographer|image-?source|photo-?source|attribution", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-)?caption(?:$|[\s_-])|figcaption|(?:photo|image|video|media)[-_]?(?:caption|description|desc)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])byline|(?:^|\s)(?:article|story|post|entry)?[-_]{0,2}authors?(?:$|[\s_-]{1,2}(?:name|line|info)?(?:$|\s))",
    re.IGNORECASE,
)
_NOTE = re.compile(r"correction|editors?[-_]?note|clarification", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:^|[\s_-])(?:publish(?:ed)?[-_]?(?:date|time|on)?|date[-_]?line|pub[-_]?date|timestamp|date-?and-?time|date-?time|article[-_]?date|post(?:ed)?[-_]?date|entry-date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CREDIT_WORDS = re.compile(
    r"(?:^|(?<=[\s.(]))(?:\(?(?:Picture|Photo|Image|Credit|Source|Photograph)s?(?:graph)?(?:\s?(?:by|credit|courtesy))?\s?[:/]\s?.{2,60}|\[[^\]]{2,60}/[^\]]{2,40}\]|\((?:AP|Reuters|AFP|EPA)[^()]{0,60}\))$"
)
LONGEST = 2000  # characters of a caption or note; longer ones are body
SHORT = 200  # characters of a byline or date


@dataclass(slots=True)
class Parts:
    """Captions with their credits (either may be empty), bylines, printed dates, notes of correction."""

    captions: list[tuple[str, str]] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def take_parts(tree: Any) -> Parts:
    """The parts, removed from ``tree``. Words are with single spaces; each is told once."""
    parts = Parts()
    for node in list(
        tree.iter("figure", "figcaption", "div", "p", "span", "section", "aside", "address", "time", "small", "a", "dd")
    ):
        if node.tag == "figure":
            _take_figure(node, parts)
            continue
        names = f"{node.get('class') or ''} {node.get('itemprop') or ''} {node.get('id') or ''}"
        if not names.strip() and node.tag != "figcaption" and node.get("rel") != "author" and node.tag != "time":
            continue
        _take(node, names, parts)
    return parts


def _take(node: Any, names: str, parts: Parts) -> None:
    """Sort one marked element in, if it is of use and still in the tree."""
    if node.getroottree().getroot() is not node and node.getparent() is None:
        return
    if node.tag == "figcaption" or _CAPTION.search(names):
        _take_caption(node, parts)
    elif node.tag in {"time"} or _STAMP.search(names):
        _keep(node, parts.stamps, SHORT // 2)
    elif _BYLINE.search(names) or node.get("rel") == "author":
        _keep(node, parts.bylines, SHORT)
    elif _NOTE.search(names):
        _keep(node, parts.notes, LONGEST)


def _take_figure(figure: Any, parts: Parts) -> None:
    captions = list(figure.iter("figcaption")) or [
        node for node in figure.iter("div", "p", "span") if _CAPTION.search(node.get("class") or "")
    ]
    for caption in captions[:1]:
        _take_caption(caption, parts)
    if not captions:
        for node in figure.iter("div", "p", "span", "small", "cite"):
            if _CREDIT.search(node.get("class") or ""):
                _add_caption("", _words(node), parts)
                break
    if figure.find(".//p") is None or len(_words(figure)) < SHORT:
        _remove(figure)


def _take_caption(node: Any, parts: Parts) -> None:
    if len(_words(node)) > LONGEST:
        return
    credit = ""
    for inner in list(node.iter("span", "cite", "small", "div", "p", "a", "em")):
        if inner is not node and _CREDIT.search(inner.get("class") or ""):
            credit = f"{credit} {_words(inner)}".strip()
            _remove(inner)
    words = _words(node)
    tail = None if credit else _CREDIT_WORDS.search(words)
    if tail:
        words, credit = words[: tail.start()].strip(), tail.group().strip()
    _add_caption(words, credit, parts)
    _remove(node)


def _add_caption(words: str, credit: str, parts: Parts) -> None:
    if (words or credit) and (words, credit) not in parts.captions:
        parts.captions.append((words, credit))


def _keep(node: Any, into: list[str], longest: int) -> None:
    words = _words(node)
    if not words or len(words) > longest:
        return
    if not any(words in earlier for earlier in into) and len(into) < 5:
        into.append(words)
    _remove(node)


def _words(node: Any) -> str:
    return " ".join(str(node.text_content()).split())


def _remove(node: Any) -> None:
    if node.getparent() is not None:
        node.drop_tree()
