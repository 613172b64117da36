"""The patterns of ``vocab/reading.yaml``, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dateline.vocab import yaml_file


def reading() -> dict[str, Any]:
    """The content of ``reading.yaml``."""
    content: dict[str, Any] = yaml_file("reading")
    return content


def _alternatives(entries: list[dict[str, Any]]) -> str:
    return "|".join(f"(?:{entry['pattern']})" for entry in entries)


@cache
def boilerplate_line() -> re.Pattern[str]:
    """Matches a whole line of page furniture."""
    return re.compile(_alternatives(reading()["boilerplate"]), re.IGNORECASE)


@cache
def byline_patterns() -> tuple[re.Pattern[str], ...]:
    """Each matches a whole byline. Those marked ``case`` want names with capitals."""
    return tuple(
        re.compile(_first_letter_free(entry["pattern"]) if entry.get("case") else f"(?i:{entry['pattern']})")
        for entry in reading()["bylines"]
    )


def _first_letter_free(pattern: str) -> str:
    """The opening words of a byline in any case, the names as written."""
    head, _, rest = pattern.partition(")")
    return f"(?i:{head}))" + rest


@cache
def caption_phrase() -> re.Pattern[str]:
    """Finds a phrase that only captions have."""
    return re.compile(_alternatives(reading()["caption_phrases"]), re.IGNORECASE)


@cache
def inline_furniture() -> re.Pattern[str]:
    """Finds furniture inside running text."""
    return re.compile(_alternatives(reading()["inline_furniture"]))


@cache
def related_markers() -> frozenset[str]:
    return frozenset(reading()["related_markers"])


@cache
def shells() -> tuple[str, ...]:
    return tuple(reading()["shells"])


@cache
def not_a_dateline() -> frozenset[str]:
    return frozenset(reading()["not_a_dateline"])


@cache
def agencies() -> str:
    """One alternation of agency names, longest first."""
    names = sorted({str(name) for name in reading()["agencies"]}, key=len, reverse=True)
    return "|".join(re.escape(name) for name in names)


def _words(kind: str) -> str:
    words = sorted(reading()["credit_words"][kind], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words)


@cache
def credit_tail() -> re.Pattern[str]:
    """Finds a credit at the end of a line: group ``strong`` tells that the words before it are a caption."""
    name = r"[^\s.:;!?|][^.:;!?|\n]{0,59}(?:\.(?:com|org|net))?"
    glued = rf"(?:\s?(?:Source|Credit)\s?:\s?{name})?"
    worded = rf"(?:(?P<strong>{_words('strong')})|(?P<weak>{_words('weak')}))\s?[:/]\s?{name}?{glued}"
    bracketed = (
        rf"(?P<bracket>[(\[](?:(?:{agencies()})(?:\sPhoto)?(?:[/,\s][^()\[\]\n]{{0,60}})?"
        rf"|(?:Photo|Image|Picture|File|All\sPhotos)[^()\[\]\n]{{2,70}}"
        rf"|[^()\[\]\n]{{2,50}}/\s?(?:{agencies()})(?:[/\s][^()\[\]\n]{{0,40}})?)[)\]])"
    )
    dashed = rf"(?P<dashed>[–—-]\s(?:{agencies()})(?:\s?/\s?[A-Za-z][^.\n]{{0,30}})?|(?:REUTERS|AFP|AP\sPhoto|EPA)\s?/\s?[A-Z][^.\n]{{2,40}})"
    return re.compile(rf"(?:^|(?<=[\s.!?”\"')]))(?:{worded}|{bracketed}|{dashed})\.?$")


@cache
def glued_agency() -> re.Pattern[str]:
    """Finds an agency glued to the end of a lower-case word: ``Staff writersAP``."""
    return re.compile(rf"(?<=[a-z])(?P<agency>{agencies()})$")
