"""The finder of places: gazetteer names, the tagger, triggers and lists give names; words around them make facilities
and relative places.

Order of work: (1) runs of words that the gazetteer knows; (2) the tagger, which sees them as features; (3) triggers that
need no model ("the village of X", "X governorate"); (4) lists: beside a place, "and Y" is one too if the gazetteer knows it;
(5) kinds, containers ("X, Y") and cues; (6) facilities; (7) relative places.
"""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from dateline.find.analysis import Analysis
from dateline.find.places.facility import Facility, facilities
from dateline.find.places.features import common_words
from dateline.find.places.grams import Gram, Words, grams, particles
from dateline.find.places.kinds import contains, cue_of, cue_words
from dateline.find.places.relative import Named, Relative, relatives
from dateline.find.places.tagger import tag
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.layer import CLASSES
from dateline.model import PlaceMention, Span

BIAS = 0.0  # added to the score of "no name": swept -1 to 0.5 on the outlet-wise folds of the dev sets, see BENCHMARKS.md
PEOPLE = CLASSES.index("people")


class Found(msgspec.Struct):
    """A name: tokens [start, end), the rule that found it, what it is."""

    start: int
    end: int
    rule: str
    kind: str = "name"
    cue: str = ""


def find_places(analysis: Analysis, gazetteer: Gazetteer) -> list[PlaceMention]:
    """Place mentions in the order of the text. Facilities and relative places may hold the names they lean on."""
    words = Words(analysis)
    known = grams(words, gazetteer)
    found = [Found(t.start, t.end, "tagger") for t in tag(words, known, bias=BIAS)]
    found = _merged(found, _triggers(words))
    found = _merged(found, _lists(words, known, found))
    _tell_kinds(words, known, found)
    return _mentions(words, found)


def _merged(found: list[Found], more: list[Found]) -> list[Found]:
    """Both, in the order of the text; where they overlap the first list wins."""
    taken = {i for f in found for i in range(f.start, f.end)}
    kept = [f for f in more if not any(i in taken for i in range(f.start, f.end))]
    return sorted(found + kept, key=lambda f: f.start)


def _triggers(words: Words) -> list[Found]:
    """Names behind "the village of" and before "governorate": capitals that no list needs to know."""
    out: list[Found] = []
    low, size = words.folded, len(words.text)
    for i, word in enumerate(low):
        kind = cue_words().get(word)
        if kind is None or words.sentence[i] < 0:
            continue
        if i + 2 < size and low[i + 1] in ("of", "called", "named") and kind not in ("country",):
            start, end = i + 2, _name_end(words, i + 2)
        elif kind in ("admin1", "admin2", "village", "neighbourhood") and not words.capital[i]:
            start, end = _name_start(words, i), i
        else:
            continue
        if 0 <= start < end and not _ordinary(words, start, end):
            out.append(Found(start, end, "trigger", cue=kind))
    return out


def _name_end(words: Words, start: int) -> int:
    """End of the name that opens at ``start``: particles, capitals and hyphens; ``start`` when there is none."""
    i, last = start, start
    while i < min(len(words.text), start + 6) and words.sentence[i] == words.sentence[start]:
        if words.capital[i]:
            last = i + 1
        elif words.folded[i] not in particles() and words.text[i] != "-":
            break
        i += 1
    return last


def _name_start(words: Words, end: int) -> int:
    i = first = end
    while i > max(0, end - 4) and words.sentence[i - 1] == words.sentence[end]:
        i -= 1
        if words.capital[i]:
            first = i
        elif words.folded[i] not in particles() and words.text[i] != "-":
            break
    while first > 0 and words.folded[first - 1] in ("al", "el", "-"):
        first -= 1
    return first


def _ordinary(words: Words, start: int, end: int) -> bool:
    """Whether a stretch is only words that texts write small ("The State", "New District")."""
    return all(words.text[i].lower() in common_words() or not words.folded[i] for i in range(start, end)) or end - start > 4


def _lists(words: Words, known: list[Gram], found: list[Found]) -> list[Found]:
    """Members of "A, B and C" that the gazetteer knows, beside one that was found."""
    at = {g.start: g for g in reversed(known)}  # the longest at each start comes first in ``known``
    ends = {g.end: g for g in reversed(known)}
    out: list[Found] = []
    for f in found:
        if words.text[f.end : f.end + 1] in (["and"], ["or"]) or (words.text[f.end : f.end + 1] == [","] and f.end + 2 < len(words.text)):
            step = f.end + 1 + (words.text[f.end + 1 : f.end + 2] == ["and"])
            gram = at.get(step)
            joined = words.text[f.end] != "," or (gram is not None and words.text[gram.end : gram.end + 1] in ([","], ["and"]))
            if gram is not None and joined and _listed(words, gram):
                out.append(Found(gram.start, gram.end, "list"))
        before = f.start - 1
        if before > 0 and words.text[before] in ("and", "or"):
            gram = ends.get(before)
            if gram is not None and _listed(words, gram) and words.text[gram.start - 1 : gram.start] != ["."]:
                out.append(Found(gram.start, gram.end, "list"))
    return sorted(out, key=lambda f: f.start)


def _listed(words: Words, gram: Gram) -> bool:
    group = CLASSES[gram.group]
    first = words.text[gram.start]
    around = words.capital[gram.start - 1 : gram.start] + words.capital[gram.end : gram.end + 1]
    return (
        group in ("settlement", "admin2", "admin1", "country", "stripped")
        and not any(around)
        and first.lower() not in common_words()
        and len(first) > 2
    )


def _tell_kinds(words: Words, known: list[Gram], found: list[Found]) -> None:
    at: dict[tuple[int, int], int] = {(g.start, g.end): g.group for g in known}
    for f in found:
        if at.get((f.start, f.end)) == PEOPLE:
            f.kind = "demonym"
        f.cue = f.cue or cue_of(words.analysis.view.text, words.start[f.start], words.end(f.end - 1))


def _mentions(words: Words, found: list[Found]) -> list[PlaceMention]:
    text = words.analysis.view.text
    names = [Named(words.start[f.start], words.end(f.end - 1)) for f in found]
    plain = [_plain(words, names, found, i) for i in range(len(found))]
    places = [i for i, f in enumerate(found) if f.kind == "name"]
    only = [names[i] for i in places]
    out = list(plain)
    for facility in facilities(text, only):
        _put_facility(words, facility, plain, out, places)
    for relative in relatives(text, only):
        _put_relative(words, relative, plain, out, places, names)
    return sorted((m for m in out if m is not None), key=lambda m: (m.start, m.end))


def _plain(words: Words, names: list[Named], found: list[Found], i: int) -> PlaceMention:
    f = found[i]
    text = words.analysis.view.text
    container = None
    if i + 1 < len(found) and found[i + 1].kind == "name" and f.kind == "name":
        if contains(text, names[i].end, names[i + 1].start):
            container = words.analysis.span_of(names[i + 1].start, names[i + 1].end)
    return _mention(words, names[i].start, names[i].end, f.rule, kind=f.kind, type_cue=f.cue, container=container)


def _mention(words: Words, start: int, end: int, rule: str, **fields: object) -> PlaceMention:
    span = words.analysis.span_of(start, end)
    token = next((i for i in range(max(0, _token(words, start)), len(words.text)) if words.end(i) > start), 0)
    return PlaceMention(
        start=span.start, end=span.end, words=words.analysis.words(span), sentence=words.sentence[token], rule=rule, **fields  # type: ignore[arg-type]
    )  # fmt: skip


def _token(words: Words, position: int) -> int:
    return bisect_right(words.start, position) - 1


def _put_facility(
    words: Words, facility: Facility, plain: list[PlaceMention], out: list[PlaceMention | None], places: list[int]
) -> None:
    index = places[facility.name]
    anchor = plain[index]
    if facility.glued:  # one thing, one mention
        out[index] = None
    out.append(
        _mention(words, facility.start, facility.end, "facility", kind="facility", type_cue=facility.kind, anchors=(anchor.span,),
                 container=anchor.container)  # fmt: skip
    )


def _put_relative(
    words: Words,
    relative: Relative,
    plain: list[PlaceMention],
    out: list[PlaceMention | None],
    places: list[int],
    names: list[Named],
) -> None:
    """A phrase behind another name says more of that name; alone it is a mention."""
    anchors = tuple(plain[places[a]].span for a in relative.anchors)
    fields = {"relation": relative.relation, "bearing": relative.bearing, "distance_m": relative.distance_m, "anchors": anchors}
    head = _head(words, relative, places, names)
    if head is not None and out[head] is not None:
        out[head] = msgspec.structs.replace(plain[head], **fields)
        return
    out.append(_mention(words, relative.start, relative.end, f"relative:{relative.relation}", kind="relative", **fields))


def _head(words: Words, relative: Relative, places: list[int], names: list[Named]) -> int | None:
    """The name that a relative phrase is put behind ("X, 5 km east of Y", "X (south of Y)", "X south of Y")."""
    first = relative.anchors[0]
    if first == 0:
        return None
    head = places[first - 1]
    gap = words.analysis.view.text[names[head].end : relative.start]
    plain_gap = gap.strip().removeprefix(",").removeprefix("(").strip().lower()
    return head if plain_gap in ("", "on", "on the", "in the", "an", "a", "the", "which lies", "about", "some", "just", "located", "at the", "at", "to the") and "\n" not in gap else None


def spans_of(mentions: list[PlaceMention]) -> list[Span]:
    """Received spans of mentions."""
    return [m.span for m in mentions]
