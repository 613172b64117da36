"""Credits: which agency's copy a text is, and whom a caption credits for its picture.

A credit is a grammar (key word, name, perhaps an agency behind a slash), not a list of names; only wire credits ask the
registry. A plain mention of an agency in the text is no credit: half of such mentions are not wire copy.
"""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick

from dateline.find.anchored import Anchored
from dateline.model import Report, Span
from dateline.vocab.outlets import Outlet, outlet, outlets

HEAD = 1_200  # characters at the start where a dateline may stand
TAIL = 600  # characters at the end where a credit may stand
_DASH = r"(?:-{1,3}|–|—|―)"


def _agency_list() -> list[str]:
    return [n for o in outlets() if o.kind == "agency" for n in (o.name, *o.aliases) if len(n) > 1]


@cache
def _agency_names() -> str:
    return "|".join(re.escape(n) for n in sorted(_agency_list(), key=len, reverse=True))


@cache
def _wire_rules() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    """Name, pattern with the group ``agency``, and whether it looks at the head (else the tail)."""
    name = rf"(?P<agency>{_agency_names()})"
    return (
        ("dateline", re.compile(rf"\((?:{_agency_names()}/)?{name}\)\s*{_DASH}"), True),
        ("dateline", re.compile(rf"(?:^|\n)[A-Z][^\n]{{2,60}}?\W\s?{name}\s*{_DASH}\s"), True),
        ("byline", re.compile(rf"(?:^|\n)(?:By\s[^\n]{{0,60}}?\b)?{name}\s*(?:\n|$)"), True),
        ("byline", re.compile(rf"(?:^|\n)By\s[^\n]{{3,60}}?[,|/(]\s*(?:The\s)?{name}\b"), True),
        ("byline", re.compile(rf"(?:^|\n)(?:Source|From):?\s*{name}\s*(?:\n|$)"), True),
        ("glued byline", re.compile(r"(?:^|\n)Staff writers(?P<agency>AP|AFP|Reuters|AAP)\s*(?:\n|$)"), True),
        ("copyright", re.compile(rf"(?:©|\([cC]\)|Copyright)\s*(?:\d{{4}}\s*)?(?:The\s)?{name}\b"), False),
        ("contributors", re.compile(rf"(?:The\s)?{name}\s(?:\w+\s){{0,2}}writers?\b[^\n]{{0,200}}(?:contributed|report)"), False),
        ("contributors", re.compile(r"\((?:Additional r|R)eporting by\s[^\n]{3,300}?[Ee]diting by"), False),
        ("sign-off", re.compile(rf"(?:^|\n|\s)[-(–—\[]{{1,2}}\s?{name}[)\]]?\s*$"), False),
        ("sign-off", re.compile(rf"(?:^|\n)(?:Source:\s*)?{name}\s*$"), False),
    )  # fmt: skip


def wire_credit(report: Report) -> str | None:
    """Canonical name of the agency whose copy the text says it is, else the channel whose post it passes on; ``None``
    when neither is told."""
    found = wire_span(report)
    return found[0] if found else passed_on(report)


def passed_on(report: Report) -> str | None:
    """The channel whose post a channel forwards, by its export."""
    return report.extra.get("forwarded_from") if report.format == "channel" else None


def wire_span(report: Report) -> tuple[str, Span] | None:
    """The agency and the words that credit it."""
    text = report.text
    tail = max(0, len(text.rstrip()) - TAIL)
    hinted = {True: _hinted(text[:HEAD]), False: _hinted(text[tail:])}
    for _rule, pattern, head in _wire_rules():
        if not hinted[head]:
            continue
        match = pattern.search(text, 0, HEAD) if head else pattern.search(text, tail)
        if match is None:
            continue
        name = match.groupdict().get("agency") or "Reuters"
        entry = outlet(name)
        if _own(report, entry):
            continue
        return (entry.name if entry else name), Span(match.start(), match.end())
    return None


@cache
def _hints() -> AhoCorasick:
    return AhoCorasick([*_agency_list(), "AP", "AFP", "Reuters", "AAP", "diting by"])


def _hinted(words: str) -> bool:
    """Whether one of the words stands there that each wire credit has: a name or "Editing by"."""
    return bool(_hints().find_matches_as_indexes(words))


def _own(report: Report, entry: Outlet | None) -> bool:
    """An agency's own page is not copy of it."""
    return entry is not None and entry.kind != "agency"


_KEY = r"(?:Picture|Photo|Photograph|Image|Video|Footage|Credit|Source|Courtesy|Pic|Photo credit|Picture credit|Screengrab|Screenshot)s?"
_NAME = r"[^\n.;()|]{2,70}?"
_AGENCY = r"(?:AP|AFP|EPA|REUTERS|Reuters|Getty|Sputnik|Anadolu|AA|Xinhua|TASS|SANA|Ruptly|Sipa|SIPA|ZUMA|UPI|PA)"
_CAPS = r"[A-Z][\w.’'-]*"
_PATTERN = re.compile(
    rf"""
    (?P<key>\b{_KEY})(?:\s(?:by|of|from|courtesy\sof))?\s?[:/]\s*(?P<name>{_NAME}(?:\s?/\s?{_NAME})*)(?=\s*(?:{_KEY}\s?:|[\n.;()|]|$))
  | \(\s*(?:(?P<key2>{_KEY})\s(?:by\s|courtesy\s(?:of\s)?|from\s)|(?P<key3>Photo|Picture|Image):\s*)(?P<name2>[^()\n]{{2,90}})\)
  | \((?P<name3>{_AGENCY}(?:\s(?:Photo|PHOTO|Images))?/[^()\n]{{2,70}})\)
  | \((?P<name4>[^()\n]{{2,60}}\b(?:and\sAgencies|Agencies|{_AGENCY}(?:\sImages)?))\)(?=\s*(?:\n|$))
  | (?P<name5>\b{_AGENCY}(?:\s(?:Photo|PHOTO|Images))?\s?/\s?{_CAPS}(?:\s{_CAPS}){{0,3}})(?=\s*(?:[\n.|]|$))
  | (?P<name6>\b(?:AP\sPhoto|AFP\sPHOTO|AFP\sPhoto|REUTERS)\s{_CAPS}(?:\s{_CAPS}){{0,4}})(?=\s*(?:\n|$))
  | \b(?P<key4>Courtesy)\s(?:of\s)?(?P<name7>[A-Z][^\n.;()|]{{2,60}})
  | ©\s*(?P<name8>[A-Z][^\n.;()|]{{1,60}})
    """,
    re.VERBOSE,
)
_FIRSTS = ("Pic", "Photo", "Image", "Video", "Footage", "Credit", "Source", "Courtesy", "Screen", "(", "©", "AP", "AFP", "EPA",
           "REUTERS", "Reuters", "Getty", "Sputnik", "Anadolu", "AA", "Xinhua", "TASS", "SANA", "Ruptly", "Sipa", "SIPA",
           "ZUMA", "UPI", "PA")  # fmt: skip  # with these all credits begin
CREDIT = Anchored(_PATTERN, _FIRSTS, exact=True)
_NAMES = tuple(f"name{n}" if n > 1 else "name" for n in range(1, 9))


def find_credits(text: str, start: int = 0, end: int | None = None) -> list[tuple[Span, str, str]]:
    """Credits in a stretch of text: where the credit stands, its key word in small letters, the credited words."""
    found = []
    for match in CREDIT.finditer(text, start, end):
        groups = match.groupdict()
        name = next(groups[k] for k in _NAMES if groups[k])
        key = next((groups[k] for k in ("key", "key2", "key3", "key4") if groups.get(k)), "")
        found.append((Span(match.start(), match.end()), key.lower(), name.strip(" -–—")))
    return found


def agency_in(name: str) -> tuple[str, str | None, str | None]:
    """Who is credited, the agency and the platform inside a credit ("Karim Daoud/AFP via Getty Images").

    >>> agency_in("YouTube/Sahl Media Centre")
    ('Sahl Media Centre', None, 'YouTube')
    """
    agency = platform = None
    rest = []
    for part in re.split(r"\s*/\s*|\s+via\s+|\s*,\s*", name):
        entry = outlet(re.sub(r"\s(?:Photo|Images|Pictures)$", "", part)) or outlet(part)
        if entry is not None and entry.kind == "agency":
            agency = agency or entry.name
        elif entry is not None and entry.kind == "platform":
            platform = entry.name
        elif part:
            rest.append(part.strip())
    return (rest[0] if rest else agency or platform or name), agency, platform
