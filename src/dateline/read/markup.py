"""HTML fragments to text: blocks become paragraphs, scripts and styles go."""

from __future__ import annotations

import html
import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
SILENT = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "head", "title", "select", "button")
)
_TAG = re.compile(r"<(?:!--.*?(?:-->|\Z)|[a-zA-Z/!][^<>]*>)", re.DOTALL)
_SILENT_BLOCK = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_INNER_SPACE = re.compile(r"[ \t\r\f\v\n\xa0]+")


def text_of_fragment(fragment: str) -> str:
    """The text of an HTML fragment; text without tags comes back with its entities read."""
    if "<" not in fragment:
        return html.unescape(fragment).strip() if "&" in fragment else fragment.strip()
    try:
        tree = lxml_html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return stripped(fragment)
    return text_of_tree(tree)


def text_of_tree(tree: Any) -> str:
    """Paragraphs of a tree, in order, with a blank line between."""
    paragraphs: list[str] = []
    words: list[str] = []

    def close() -> None:
        paragraph = _INNER_SPACE.sub(" ", "".join(words)).strip()
        words.clear()
        if paragraph:
            paragraphs.append(paragraph)

    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            silent += name in SILENT
            if name in BLOCKS:
                close()
            if not silent and node.text:
                words.append(node.text)
        else:
            if event == "end":
                silent -= name in SILENT
                if name in BLOCKS:
                    close()
            if not silent and node.tail and node is not tree:
                words.append(node.tail)
    close()
    return "\n\n".join(paragraphs)


def stripped(page: str) -> str:
    """The words of a page that no parser takes (tags nested without end): every tag cut out."""
    page = _SILENT_BLOCK.sub(" ", page)
    pieces = (_INNER_SPACE.sub(" ", html.unescape(piece)).strip() for piece in _TAG.split(page))
    return "\n\n".join(piece for piece in pieces if piece)
