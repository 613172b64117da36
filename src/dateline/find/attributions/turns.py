"""Speech told by layout: transcripts ("NAME: ..."), interviews ("Q:", "A:"), forwarded and repeated posts.

A name before a colon is a speaker only where the page has the layout of a transcript: two or more such paragraphs with
names in capitals, Q and A, or a name that comes back. One title with a colon is for :func:`.forms.headline`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from dateline.find.attributions.draft import Draft, trimmed
from dateline.find.attributions.tree import Range, Tree

_TURN = re.compile(
    r"^[ \t\"“]{0,3}(?P<name>Q|A|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})\s?:\s+(?=\S)",
    re.MULTILINE,
)
LABELS = frozenset(
    """picture photo photos credit credits source sources image video watch read related note update updates correction editor by date
    location contact tags topics category share follow email phone tel fax web website caption location read more see also breaking
    summary key points analysis opinion live details time place warning disclaimer""".split()  # noqa: SIM905  (a list of words)
)
_FORWARDED = re.compile(r"^\s*(?:↪|➡️|🔁)?\s*[Ff]orwarded (?:message )?from:?\s*(?P<name>[^\n]{2,60})\n", re.MULTILINE)
_REPEATED = re.compile(r"(?:^|(?<=\s)|(?<=[\"“]))(?P<cue>RT|MT)\s+(?P<name>@\w{1,30}):?\s+(?=\S)")
_VIA = re.compile(r"(?P<cue>\b(?:via|h/t)\b)\s*:?\s*(?P<name>@\w{1,30})\s*$", re.MULTILINE)
PARAGRAPH_END = re.compile(r"\n\s*\n|\n(?=[A-Z][\w .'’-]{0,40}:\s)|\Z")


def turns(tree: Tree, text: str) -> list[Draft]:
    """Drafts of what is said by layout, in the order of the text."""
    return sorted([*_transcript(tree, text), *_posts(tree, text)], key=lambda d: d.anchor)


def _transcript(tree: Tree, text: str) -> list[Draft]:
    found = [m for m in _TURN.finditer(text) if m.group("name").lower() not in LABELS]
    names = Counter(m.group("name") for m in found)
    loud = sum(count for name, count in names.items() if name.isupper())
    if len(found) < 2 or (loud < 2 and max(names.values(), default=0) < 2):
        return []
    drafts = []
    for match in found:
        name = match.group("name")
        end = PARAGRAPH_END.search(text, match.end())
        content = _range(tree, match.end(), end.start() if end else len(text))
        source = _range(tree, match.start("name"), match.end("name"))
        if content[0] < content[1] and (name.isupper() or names[name] > 1):
            drafts.append(_draft(source[1], "turn", [] if name in ("Q", "A") else [source], source[1], content))
    return drafts


def _posts(tree: Tree, text: str) -> list[Draft]:
    drafts = []
    for match in _FORWARDED.finditer(text):
        source = _range(tree, match.start("name"), match.end("name"))
        cue = _range(tree, match.start(), match.start("name"))
        drafts.append(Draft(cue[0], "forwarded", [source], [cue], [trimmed(tree, (source[1], tree.size))]))
    for match in _REPEATED.finditer(text):
        end = text.find("\n", match.end())
        source = _range(tree, match.start("name"), match.end("name"))
        cue = _range(tree, match.start("cue"), match.end("cue"))
        content = _range(tree, match.end(), len(text) if end < 0 else end)
        drafts.append(Draft(cue[0], "repeated", [source], [cue], [content]))
    for match in _VIA.finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        source = _range(tree, match.start("name"), match.end("name"))
        cue = _range(tree, match.start("cue"), match.end("cue"))
        drafts.append(Draft(cue[0], "via", [source], [cue], [trimmed(tree, _range(tree, begin, match.start()))]))
    return [d for d in drafts if d.content[0][0] < d.content[0][1] and d.source[0][0] < d.source[0][1]]


def _draft(anchor: int, kind: str, source: list[Range], mark: int, content: Range) -> Draft:
    return Draft(anchor, kind, source, [(mark, mark + 1)], [content])


def _range(tree: Tree, start: int, end: int) -> Range:
    """Tokens of characters [start, end), blanks at the ends left out."""
    first = max(0, bisect_right(tree.starts, start) - 1)
    last = min(tree.size, bisect_left(tree.starts, end))
    while first < last and not tree.words[first].strip():
        first += 1
    while last > first and not tree.words[last - 1].strip():
        last -= 1
    return first, last
