"""The finder of places: gazetteer names, the tagger, triggers and lists give names; words around them make facilities
and relative places.

Order of work: (1) runs of words that the gazetteer knows; (2) the tagger, which sees them as features; (3) triggers that
need no model ("the village of X", "X governorate"); (4) lists: beside a place, "and Y" is one too if the gazetteer knows it,
and so is what lines open with ("X: shells fell");
(5) kinds, containers ("X, Y") and cues; (6) facilities; (7) relative places.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from dateline.find.analysis import Analysis
from dateline.find.places.assembly import Assembly, Found
from dateline.find.places.borne import borne, groups, short_groups
from dateline.find.places.features import common_words, given_names, titles
from dateline.find.places.grams import Gram, Words, grams, is_latin, particles
from dateline.find.places.kinds import cue_of, cue_words
from dateline.find.places.tagger import Tagged, tag
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.layer import CLASSES
from dateline.gazetteer.names import fold
from dateline.model import PlaceMention
from dateline.vocab import yaml_file

BIAS = (
    0.2  # added to the score of "no name": swept 0 to 0.8 on two outlet-wise folds of the dev sets, see BENCHMARKS.md
)
KNOWN_DIGITS = 5  # digits of the people of a town that is known by its name in small letters: 10,000
PEOPLE = CLASSES.index("people")
OPENINGS = 2  # lines that open with a name and a colon, from which a report is a list of places


def find_places(analysis: Analysis, gazetteer: Gazetteer) -> list[PlaceMention]:
    """Place mentions in the order of the text. Facilities and relative places may hold the names they lean on."""
    words = Words(analysis)
    known = grams(words, gazetteer)
    spans = {(g.start, g.end): g for g in known}
    tagged = [
        part
        for t in tag(words, known, bias=BIAS)
        for part in _parted(words, _trimmed(words, t, spans), spans, gazetteer)
    ]
    outlet = fold(analysis.report.outlet or "")
    found = [
        Found(t.start, t.end, "tagger", chance=round(t.probability, 3))
        for t in tagged
        if not _never(words, t.start, t.end, outlet)
        and not _only_a_word(words, t, spans)
        and not _is_titled(words, t, spans)
        and (is_latin(words.text[t.start : t.end]) or (t.start, t.end) in spans)
        and not _people_or_chain(words, t, spans)
    ]
    told = [t for t in _triggers(words) if is_latin(words.text[t.start : t.end])]
    found = _merged(found, [t for t in told if not _never(words, t.start, t.end, outlet)])
    found = _merged(found, _lists(words, known, found))
    found = _merged(found, _contained(words, known))
    found = _merged(found, _openings(words, known, outlet))
    found = _merged(found, _small(words, gazetteer))
    _tell_kinds(words, known, found)
    return Assembly(words, _not_borne(words, found)).mentions()


def _not_borne(words: Words, found: list[Found]) -> list[Found]:
    """Names without those that are part of the name of a group or a medium; adjectives stay ("Syrian Observatory"), for
    they speak of a country there too."""
    taken = borne(words.analysis.view.text)
    if not taken:
        return found
    starts = [start for start, _ in taken]
    out = []
    for f in found:
        last = bisect_right(starts, words.start[f.start]) - 1
        if f.kind == "demonym" or last < 0 or words.end(f.end - 1) > taken[last][1]:
            out.append(f)
    return out


@cache
def _no_places() -> frozenset[str]:
    cues = yaml_file("places_cues")
    return frozenset(cues["never"]) | frozenset(cues["leaders"])


def _never(words: Words, start: int, end: int, outlet: str = "") -> bool:
    """Whether a name is that of a group, a medium or a body that is spelt like a place, or of the report's outlet."""
    name = " ".join(f for f in words.folded[start:end] if f)
    if len(name) < 2 and words.text[start].isascii():
        return True  # "W." in "the W. part"
    if name in _no_places() or (name == outlet != "") or (end - start == 1 and words.text[start] in short_groups()):
        return True
    one = name.removesuffix("s")  # "the al-Qaedas of this world", and pages that have lost their apostrophes
    return (
        name in groups() or (one != name and (one in _no_places() or one in groups())) or _is_epithet(words, start, end)
    )


@cache
def _people_nouns() -> frozenset[str]:
    return frozenset(yaml_file("places_cues")["people_nouns"])


def _people_or_chain(words: Words, name: Tagged, known: dict[tuple[int, int], Gram]) -> bool:
    """Whether a name that no list has is that of a people ("a Manobo girl"), or a chain of adjectives ("U.S.-backed
    Kurdish")."""
    if any(_is_compound(words.text[i]) for i in range(name.start, name.end)):
        return True
    if (name.start, name.end) in known:
        return False
    behind = words.folded[name.end] if name.end < len(words.text) else ""
    return behind in _people_nouns()


def _is_titled(words: Words, name: Tagged, known: dict[tuple[int, int], Gram]) -> bool:
    """Whether a name of two words and more that no list has stands behind a title and a comma: "the speaker, Ararat
    Mirzoyan" is a person."""
    if name.end - name.start < 2 or (name.start, name.end) in known or name.start < 2:
        return False
    return words.text[name.start - 1] == "," and words.folded[name.start - 2] in titles()


def _is_compound(word: str) -> bool:
    """Whether a word is an adjective made of a name and an ordinary word ("U.S.-backed")."""
    head, _, last = word.rpartition("-")
    return bool(head) and last.islower() and last in common_words()


def _is_epithet(words: Words, start: int, end: int) -> bool:
    """Whether a name says where a person is from: the "al-Suri" of "Abu Hamza al-Suri"."""
    if words.folded[start] not in ("al", "el") or start < 2 or end - start > 3 or not words.capital[start - 1]:
        return False
    return words.folded[start - 2] in ("abu", "abi", "umm", "ibn", "bin")


@cache
def _geographic() -> frozenset[str]:
    return frozenset(yaml_file("places_cues")["geographic"]) | frozenset(cue_words())


def _trimmed(words: Words, name: Tagged, known: dict[tuple[int, int], Gram]) -> Tagged:
    """A name of a headline without the ordinary words that its capitals have drawn in ("Mosul Still")."""
    start, end = name.start, name.end
    while end - start > 1 and (start, end) not in known:
        last = words.text[end - 1].lower()
        if last in _WEEKDAYS:  # "in Homs Wednesday"
            end -= 1
            continue
        if last not in common_words() or last in _geographic() or last in particles():
            break
        end -= 1
    return name if end == name.end else Tagged(start, end, name.probability)


_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def _parted(words: Words, name: Tagged, known: dict[tuple[int, int], Gram], gazetteer: Gazetteer) -> list[Tagged]:
    """The names that stand side by side in one that no layer has, where a mark between them was lost ("Syria Raqqa",
    "Aleppo Russian"): the gazetteer knows each, and one is a country or its people."""
    if (name.start, name.end) in known or name.end - name.start < 2:
        return [name]
    parts: list[Tagged] = []
    groups_met: set[str] = set()
    start = name.start
    while start < name.end:
        end = next((e for e in range(name.end, start, -1) if (start, e) in known), None)
        if end is None and _is_genitive(words.folded[start], gazetteer):
            groups_met.add("country")
            end = start + 1
        if end is None and groups_met & {"country", "people", "admin1"} and words.folded[start] in given_names():
            return parts  # "President of Guatemala Otto Pérez Molina"
        if end is None or (end - start == 1 and words.text[start].lower() in common_words() | _geographic()):
            return [name]
        parts.append(Tagged(start, end, name.probability))
        if (start, end) in known:
            groups_met.add(CLASSES[known[start, end].group])
        start = end
    return parts if groups_met & {"country", "people"} else [name]


def _is_genitive(folded: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is a country's name with the "s" of a genitive that lost its apostrophe ("Syrias Raqqa")."""
    if len(folded) < 5 or not folded.endswith("s"):
        return False
    (code,) = gazetteer.sieve([folded[:-1]])
    return code >= 0 and CLASSES[code // 100] == "country"


def _only_a_word(words: Words, name: Tagged, known: dict[tuple[int, int], Gram]) -> bool:
    """Whether a name is only a word that opens a sentence ("Most of the dead") and no country or province."""
    if name.end - name.start != 1 or words.text[name.start].lower() not in common_words():
        return False
    first = _opens(words, name.start)
    gram = known.get((name.start, name.end))
    return first and (gram is None or CLASSES[gram.group] not in ("country", "admin1", "people", "region"))


def _opens(words: Words, token: int) -> bool:
    """Whether a token is the first of its sentence."""
    return token == 0 or words.sentence[token - 1] != words.sentence[token]


def _merged(found: list[Found], more: list[Found]) -> list[Found]:
    """Both, in the order of the text; where they overlap the first list wins."""
    taken = {i for f in found for i in range(f.start, f.end)}
    kept = [f for f in more if not any(i in taken for i in range(f.start, f.end))]
    return sorted(found + kept, key=lambda f: f.start)


@cache
def _openers() -> frozenset[str]:
    return frozenset(yaml_file("places_cues")["openers"])


def _triggers(words: Words) -> list[Found]:
    """Names behind "the village of", before "governorate", or with a first word that only places bear ("Ain Issa"):
    capitals that no list needs to know."""
    out: list[Found] = []
    low, size = words.folded, len(words.text)
    for i, word in enumerate(low):
        if word in _openers() and words.capital[i] and not (i and words.capital[i - 1]):
            end = _name_end(words, i)
            if end - i > 1 and not _ordinary(words, i + 1, end):
                out.append(Found(i, end, "trigger"))
            continue
        kind = cue_words().get(word)
        if kind is None or words.sentence[i] < 0:
            continue
        if i + 2 < size and low[i + 1] in ("of", "called", "named") and kind not in ("country",):
            start, end = i + 2, _name_end(words, i + 2)
        elif kind in ("admin1", "admin2", "village", "neighbourhood") and not words.capital[i]:
            start, end = _name_start(words, i), i
            while start < end and words.text[start].lower() in common_words() and _opens(words, start):
                start += 1  # "The Shiite villages"
        else:
            continue
        if 0 <= start < end and not _ordinary(words, start, end):
            out.append(Found(start, end, "trigger", cue=kind))
    return out


def _name_end(words: Words, start: int) -> int:
    """End of the name that opens at ``start``: particles, capitals and hyphens; ``start`` when there is none."""
    i, last = start, start
    while i < min(len(words.text), start + 6) and words.sentence[i] == words.sentence[start]:
        if words.folded[i] in _WEEKDAYS:
            break
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
    return (
        all(words.text[i].lower() in common_words() or not words.folded[i] for i in range(start, end))
        or end - start > 4
    )


def _contained(words: Words, known: list[Gram]) -> list[Found]:
    """Towns before a comma and their country, "southern" or not, that the tagger took for a word: "in Nice, southern
    France"."""
    countries = {g.start for g in known if CLASSES[g.group] == "country"}
    out = []
    for g in known:
        at = g.end + 1
        if words.text[g.end : at] != [","] or g.start == 0 or words.folded[g.start - 1] not in _INSIDE:
            continue
        at += at < len(words.text) and words.folded[at] in _COMPASS
        town = CLASSES[g.group] == "settlement" and words.capital[g.start] and not _never(words, g.start, g.end)
        if at in countries and town:
            out.append(Found(g.start, g.end, "container"))
    return out


_INSIDE = frozenset({"in", "at", "near", "outside", "from", "to", "of", "for"})
_COMPASS = frozenset(f"{p}ern" for p in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west", "south-east", "south-west")) | {"central"}  # fmt: skip


def _openings(words: Words, known: list[Gram], outlet: str) -> list[Found]:
    """What two or more lines open with, a colon behind it, and the gazetteer knows ("Goma: shells fell")."""
    out = [
        Found(g.start, g.end, "opening")
        for g in known
        if words.text[g.end : g.end + 1] == [":"]
        and (g.start == 0 or "\n" in words.text[g.start - 1])
        and not _never(words, g.start, g.end, outlet)
    ]
    return out if len({words.folded[f.start] for f in out}) >= OPENINGS else []


def _lists(words: Words, known: list[Gram], found: list[Found]) -> list[Found]:
    """Members of "A, B and C" that the gazetteer knows, beside one that was found; and the town of
    "Iraq's Tikrit"."""
    at = {g.start: g for g in reversed(known)}  # the longest at each start comes first in ``known``
    ends = {g.end: g for g in reversed(known)}
    countries = {(g.start, g.end) for g in known if CLASSES[g.group] == "country"}
    out: list[Found] = []
    for f in found:
        if words.text[f.end : f.end + 1] in (["and"], ["or"]) or (
            words.text[f.end : f.end + 1] == [","] and f.end + 2 < len(words.text)
        ):
            step = f.end + 1 + (words.text[f.end + 1 : f.end + 2] == ["and"])
            gram = at.get(step)
            joined = words.text[f.end] != "," or (
                gram is not None and words.text[gram.end : gram.end + 1] in ([","], ["and"])
            )
            if gram is not None and joined and _listed(words, gram):
                out.append(Found(gram.start, gram.end, "list"))
        if words.text[f.end : f.end + 1] in (["'s"], ["’s"]):
            gram = at.get(f.end + 1)
            if gram is not None and (f.start, f.end) in countries and _listed(words, gram):
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
        and not _never(words, gram.start, gram.end)
    )


def _small(words: Words, gazetteer: Gazetteer) -> list[Found]:
    """Names in a report that is written in small letters throughout: behind a preposition of place, or "and" and a name,
    where the gazetteer has a country, a province or a town of that name."""
    if not words.text or sum(words.capital) > len(words.text) / 50:
        return []
    out: list[Found] = []
    for i in range(1, len(words.text)):
        before = words.folded[i - 1]
        listed = before == "and" and out and out[-1].end == i - 1
        if not (listed or before in _prepositions()):
            continue
        for end in (i + 2, i + 1):
            if _is_small_name(words, i, end, gazetteer):
                out.append(Found(i, end, "small"))
                break
    return out


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(yaml_file("places_cues")["locative"])


def _is_small_name(words: Words, start: int, end: int, gazetteer: Gazetteer) -> bool:
    key = " ".join(words.folded[start:end])
    if end > len(words.text) or len(key) < 4 or any(w in common_words() or not w for w in words.folded[start:end]):
        return False
    if _never(words, start, end):
        return False
    (code,) = gazetteer.sieve([key])
    return code >= 0 and (CLASSES[code // 100] in ("country", "admin1") or code // 10 % 10 >= KNOWN_DIGITS)


def _tell_kinds(words: Words, known: list[Gram], found: list[Found]) -> None:
    at: dict[tuple[int, int], int] = {(g.start, g.end): g.group for g in known}
    for f in found:
        group = at.get((f.start, f.end))
        if group == PEOPLE:
            f.kind = "demonym"
        elif group is not None:
            f.group = CLASSES[group]
        if f.kind == "name" and _bears_its_kind(words, f.end):
            f.end += 1
        f.cue = f.cue or cue_of(words.analysis.view.text, words.start[f.start], words.end(f.end - 1))


def _bears_its_kind(words: Words, end: int) -> bool:
    """Whether the word behind a name is its kind with a capital, and the name ends there ("Deir Ezzor City")."""
    if end >= len(words.text) or not words.capital[end] or words.folded[end] not in cue_words():
        return False
    return end + 1 >= len(words.text) or not words.capital[end + 1]
