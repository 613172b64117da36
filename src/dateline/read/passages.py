"""Which stretch of a report is what: headline, dateline, byline, body, caption, credit, list, boilerplate.

The text is cut into *units* (paragraphs, or single lines where each line stands for itself), and each unit is told
its role by how it is printed. The rule of caution: a line is taken out of the reading (byline, credit, boilerplate)
only when the whole line matches a pattern of ``vocab/reading.yaml``; anything else stays body. A single paragraph
given alone is always read.

"Fire at the port. Photo: AP" alone on a line gives a caption ``Fire at the port.`` and a credit ``Photo: AP``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.model import Passage, Span
from dateline.model.report import Role
from dateline.read import datelines, posts, vocabulary
from dateline.read.lines import Unit, units
from dateline.read.uppercase import tables

Part = tuple[int, int, Role]

SHORT = 200  # characters; longer lines are never furniture, bylines or headlines
SIGNATURE = 50  # characters of a name under a story
CAPTION = 600  # a longer paragraph that ends with a credit is body, not a caption
RELATED = 300  # characters; a longer line is no link to another story
SAME, SAME_PROSE = 25, 80  # characters from which a caption, and any prose, counts as printed twice
_NAME = r"(?:[A-Z][\w'’.-]+|[A-Z]+|al-\w+|[Aa]l-\w+)"
_NAMES = re.compile(rf"{_NAME}(?:(?:\s?[/,&]\s?|\s){_NAME}){{1,5}}")
_PICTURE = re.compile(r"photo|image|picture|getty|/|file", re.IGNORECASE)
_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_STOP = re.compile(r"(?<!\.)[.!?][\"'”’)\]]*$")  # a shortened headline ends in an ellipsis
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_IMAGE = re.compile(r"!\[(?P<words>.*?)\]\(\S*\)")  # Markdown: ![words](address)
_ROW = re.compile(r"\|.*\|")  # Markdown: | cell | cell |
_BULLET = re.compile(r"(?:[•▪●◦‣*–—-]|\(?\d{1,2}[.)])\s+(?=\S)")
_FURNITURE_SIGNS = ("Get short URL", "Topic ", "Tags ", "Related ", "Read Also ")
_SPACE = re.compile(r"\s+")


def find_passages(text: str, title: str | None = None) -> tuple[Passage, ...]:
    """The passages of a text, in order, never overlapping. ``title`` helps to know the headline.

    White space between passages belongs to none. Words printed twice are one passage with ``repeats``.
    """
    found = units(text)
    if not found:
        return ()
    related = _related(text, found)
    parts: list[Part] = []
    for number, unit in enumerate(found):
        if related[number]:
            parts.append((unit.start, unit.end, "boilerplate"))
        else:
            parts += _parts(text, unit, number, found, title)
    return _joined(_captions_of_repeats(text, _signed(text, _carved(text, parts))))


def _carved(text: str, parts: list[Part]) -> list[Part]:
    """The parts, with links to other stories and tags that stand inside running text told apart as boilerplate."""
    if not any(sign in text for sign in _FURNITURE_SIGNS):
        return parts
    found: list[Part] = []
    for start, end, role in parts:
        at = start
        for match in vocabulary.inline_furniture().finditer(text, start, end) if role == "body" else ():
            found += [(at, match.start(), role), (match.start(), match.end(), "boilerplate")]
            at = match.end()
        found.append((at, end, role))
    return [part for part in found if text[part[0] : part[1]].strip()]


def _signed(text: str, parts: list[Part]) -> list[Part]:
    """The parts, with a name that stands alone under the story told as its byline ("Ann Other/ Omar Sample")."""
    last = len(parts) - 1
    while last > 0 and parts[last][2] in {"boilerplate", "credit"}:
        last -= 1
    if last < 1 or parts[last][2] != "body" or parts[last - 1][2] not in {"body", "list"}:
        return parts
    start, end, _ = parts[last]
    before = text[max(0, parts[last - 1][1] - 20) : parts[last - 1][1]].rstrip()
    words = text[start:end].strip()
    if end - start <= SIGNATURE and _NAMES.fullmatch(words) and _STOP.search(before) and not _has_common_word(words):
        parts[last] = (start, end, "byline")
    return parts


def _has_common_word(words: str) -> bool:
    """Whether one of the words is written small in running text ("Gunmen Kill Three")."""
    return any(word in tables()[0] for word in re.findall(r"[a-z]+", words.lower()))


def _related(text: str, found: list[Unit]) -> list[bool]:
    """Which units list other stories: a marker line ("Read next") and the headline-like lines after it."""
    flags: list[bool] = []
    listing = False
    for unit in found:
        words = text[unit.start : unit.end]
        if len(found) > 1 and len(words) <= 40 and _plain(words).rstrip(":") in vocabulary.related_markers():
            listing = True
        elif len(words) > RELATED or _STOP.search(words[-20:]):
            listing = False
        flags.append(listing)
    return flags


def _parts(text: str, unit: Unit, number: int, found: list[Unit], title: str | None) -> Iterable[Part]:
    """What one unit is made of."""
    words = text[unit.start : unit.end]
    alone = len(found) == 1
    if number <= 6:
        opening = _opening(text, unit, number, title, alone)
        if opening:
            return opening
    if not alone and words[0] in "!|":
        marked = _marked(words, unit)
        if marked:
            return marked
    if not alone and len(words) <= SHORT:
        whole = _whole_line(words, unit)
        if whole:
            return whole
    if not alone and number == 0 and _looks_like_headline(words, found):
        return [(unit.start, unit.end, "headline")]
    post = _post(text, unit, title)
    if post:
        return post
    return _prose(text, unit.start, unit.end, first=number <= 6, alone=alone)


def _marked(words: str, unit: Unit) -> list[Part]:
    """The words of a Markdown picture as its caption, a row of a Markdown table as no running text."""
    image = _IMAGE.fullmatch(words)
    if image:
        first, last = (unit.start + at for at in image.span("words"))
        parts: list[Part] = [
            (unit.start, first, "boilerplate"),
            (first, last, "caption"),
            (last, unit.end, "boilerplate"),
        ]
        return [part for part in parts if part[0] < part[1]]
    return [(unit.start, unit.end, "boilerplate")] if _ROW.fullmatch(words) else []


def _whole_line(words: str, unit: Unit) -> list[Part]:
    """Roles that a short line has as a whole; empty when it has none of these."""
    if vocabulary.boilerplate_line().fullmatch(words):
        return [(unit.start, unit.end, "boilerplate")]
    glued = vocabulary.glued_agency().search(words)
    name = words[: glued.start()] if glued else words
    if any(pattern.fullmatch(name) for pattern in vocabulary.byline_patterns()):
        parts: list[Part] = [(unit.start, unit.start + len(name), "byline")]
        return [*parts, (unit.start + len(name), unit.end, "credit")] if glued else parts
    if datelines.date_line(words) or datelines.dateline_line(words):
        return [(unit.start, unit.end, "dateline")]
    heading = _HEADING.match(words)
    if heading and not _END.search(words):
        return [(unit.start + heading.end(), unit.end, "headline")]
    bullet = _BULLET.match(words)
    if bullet and unit.listed:
        return [(unit.start + bullet.end(), unit.end, "list")]
    return []


def _opening(text: str, unit: Unit, number: int, title: str | None, alone: bool) -> list[Part]:
    """A known title, as a line of its own or run into the first paragraph behind a date."""
    if not title or len(title) < 8:
        return []
    words = text[unit.start : unit.end]
    if not alone and len(words) > 12 and _plain(title).startswith(_plain(words)):
        return [(unit.start, unit.end, "headline")]
    if number:
        return []
    inline = datelines.title_prefix(words, title)
    if inline is None:
        return []
    title_start, title_end = inline
    rest = unit.start + title_end
    parts: list[Part] = [(unit.start, unit.start + title_start, "dateline")] if title_start else []
    parts.append((unit.start + title_start, rest, "headline"))
    if words[title_end:].strip():
        parts += _prose(text, rest, unit.end, first=True, alone=alone)
    return parts


def _post(text: str, unit: Unit, title: str | None) -> list[Part]:
    """The author, words, time and counters of a scraped social post; empty when it is none."""
    words = text[unit.start : unit.end]
    author, stamp = posts.post_author(words, title), posts.post_stamp(words)
    if not author and not stamp:
        return []
    begins, ends, after = stamp or (len(words), len(words), len(words))
    cuts: list[tuple[int, int, Role]] = [
        (0, author, "byline"),
        (author, begins, "body"),
        (begins, ends, "dateline"),
        (ends, after, "boilerplate"),
        (after, len(words), "body"),
    ]
    return [(unit.start + a, unit.start + b, role) for a, b, role in cuts if a < b]


def _looks_like_headline(words: str, found: list[Unit]) -> bool:
    """A first line without a full stop before longer prose."""
    longest = max(unit.end - unit.start for unit in found[1:])
    return (
        12 <= len(words) <= SHORT
        and words.count(" ") >= 2
        and not _END.search(words)
        and not words.endswith(":")
        and not vocabulary.credit_tail().search(words[-160:])
        and not _speaks_of_picture(words)
        and longest >= len(words)
    )


def _prose(text: str, start: int, end: int, *, first: bool, alone: bool) -> list[Part]:
    """Body, with a dateline cut from its head and a credit from its tail; a caption if its tail says so."""
    parts: list[Part] = []
    while start < end and text[start].isspace():
        start += 1
    if first:
        opening = datelines.dateline(text, start, end)
        if opening > start:
            parts.append((start, opening, "dateline"))
            start = opening
    tail = text[max(start, end - 160) : end]
    credit = vocabulary.credit_tail().search(tail) if _may_be_credited(tail) else None
    if credit is None:
        captioned = not alone and end - start <= CAPTION and _speaks_of_picture(text[start:end])
        return [*parts, (start, end, "caption" if captioned else "body")]
    cut = _opening_bracket(text, start, end - len(tail) + credit.start(), end)
    strong = credit["strong"] or credit["dashed"] or _PICTURE.search(credit["bracket"] or "")
    if text[start:cut].strip():
        parts.append((start, cut, "caption" if strong and cut - start <= CAPTION else "body"))
    parts.append((cut, end, "credit"))
    return parts


def _may_be_credited(tail: str) -> bool:
    """Quick look for the signs without which there is no credit."""
    return (
        ":" in tail
        or "/" in tail
        or tail[-2:].strip(".")[-1:] in {")", "]"}
        or any(dash in tail for dash in ("– ", "— ", "- "))
    )


def _speaks_of_picture(words: str) -> bool:
    low = words.lower()
    named = any(word in low for word in ("photo", "picture", "image", "file"))
    return named and bool(vocabulary.caption_phrase().search(words))


def _opening_bracket(text: str, start: int, cut: int, end: int) -> int:
    """Where a credit begins whose closing bracket is in it and its opening one before it."""
    if text[end - 1] not in ")]" or text.count("(", cut, end) + text.count("[", cut, end):
        return cut
    opened = max(text.rfind(sign, max(start, cut - 60), cut) for sign in "([")
    return opened if opened >= 0 else cut


def _captions_of_repeats(text: str, parts: list[Part]) -> Iterator[tuple[Part, tuple[Span, ...]]]:
    """Each part once, with the spans where its words stand again. A repeat of a caption makes both a caption."""
    trimmed = [part for part in (_trim(text, part) for part in parts) if part[0] < part[1]]
    first: dict[str, int] = {}
    repeats: dict[int, list[Span]] = {}
    roles = [role for _, _, role in trimmed]
    dropped: set[int] = set()
    for number, (start, end, role) in enumerate(trimmed):
        if role in {"boilerplate", "dateline"} or (role != "credit" and end - start < SAME):
            continue
        earlier = first.setdefault(_plain(text[start:end]).rstrip("."), number)
        pictured = {"caption", "headline", "credit"} & {role, roles[earlier]}
        if earlier == number or not (pictured or end - start >= SAME_PROSE):
            continue
        if role == "credit" and number - 1 not in dropped:
            continue
        repeats.setdefault(earlier, []).append(Span(start, end))
        dropped.add(number)
        if role == "caption":
            roles[earlier] = "caption"
    for number, (start, end, _) in enumerate(trimmed):
        if number not in dropped:
            yield (start, end, roles[number]), tuple(repeats.get(number, ()))


def _trim(text: str, part: Part) -> Part:
    start, end, role = part
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end, role


def _joined(parts: Iterable[tuple[Part, tuple[Span, ...]]]) -> tuple[Passage, ...]:
    return tuple(Passage(start, end, role, repeats) for (start, end, role), repeats in parts)


def _plain(words: str) -> str:
    """Words as compared: one space, no case."""
    return _SPACE.sub(" ", words).strip().casefold()
