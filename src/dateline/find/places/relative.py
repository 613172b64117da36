"""Relative places: words around a name that say where, seen from it ("5 km east of X", "the outskirts of X").

The grammar works on the characters just before and after each name, never further than ``REACH``: patterns are
anchored and bounded. When the phrase stands behind another name ("Qayyarah, south of Mosul"), it says more of *that* name
and is put on it as a constraint; otherwise it is a mention of its own, with the name as its anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.vocab import yaml_file

REACH = 90  # characters looked at before a name
_PARTS_AFTER = ("outskirts", "suburbs", "countryside", "edge", "edges", "centre", "center", "border", "coast", "vicinity", "hinterland")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the view: characters [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative phrase in the view. ``anchors`` are indexes of names, ``bearing`` degrees, ``distance_m`` metres."""

    start: int
    end: int
    relation: str
    anchors: tuple[int, ...]
    bearing: float | None = None
    distance_m: float | None = None


@cache
def tables() -> Any:
    return yaml_file("places_relative")


def _words(values: Any) -> str:
    return "|".join(re.escape(v).replace(r"\ ", r"[ ]") for v in sorted(values, key=len, reverse=True))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The grammar, compiled once; each pattern ends where the name begins, or begins where it ends."""
    t = tables()
    direction, unit, part = _words(t["directions"]), _words(t["units"]), _words(t["parts"])
    near, road, after = _words(t["near"]), _words(t["roads"]), "|".join(_PARTS_AFTER)
    number = rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?|{_words(t['numbers'])})(?:[ ]?(?:-|–|to)[ ]?\d{{1,4}})?"
    distance = rf"(?P<number>{number})[ -]?(?P<unit>{unit})\b(?:[ ]?\([^()]{{1,20}}\))?"
    back = {
        "offset": rf"\b{distance}[ ](?:away[ ])?(?:to[ ]the[ ])?(?:due[ ])?(?P<dir>{direction})[ ](?:of|from)[ ](?:the[ ])?(?P<gap>\w{{0,12}}[ ]?\w{{0,12}}[ ]?of[ ])?$",
        "ring": rf"\b{distance}[ ](?:away[ ]|outside[ ])?(?:from|of|outside|off)?[ ]?(?:the[ ])?(?:\w{{2,12}}[ ]of[ ])?$",
        "road": rf"\b(?:{road})s?[ ](?:that[ ])?(?:from|between|linking|connecting|links|connects|joining)[ ](?:the[ ])?(?:\w{{2,12}}[ ]of[ ])?$",
        "road_to": rf"\b(?:{road})[ ](?:to|into|towards?|leading[ ]to|near|out[ ]of)[ ]$",
        "between": r"\bbetween[ ](?:the[ ])?(?:\w{2,12}[ ]of[ ])?$",
        "part": rf"\b(?:(?P<dir>{direction})(?:[ ](?:and|or)[ ](?:{direction}))?[ ])?(?P<part>{part})[ ](?:of|with|to)[ ](?:the[ ])?(?:\w{{2,12}}[ ]of[ ])?$",
        "direction": rf"\b(?:(?:just|immediately|further|far|due|to[ ]the)[ ])?(?P<dir>{direction})[ ](?:of|from)[ ](?:the[ ])?(?:\w{{2,12}}[ ]of[ ])?$",
        "near": rf"\b(?P<near>{near})[ ](?:the[ ])?(?:\w{{2,14}}[ ])?(?:\w{{2,12}}[ ]of[ ])?$",
        "adjective": rf"\b(?P<dir>{direction}|central|downtown|inner)[ ]$",
        "off": r"\b(?:off|off[ ]the[ ]coast[ ]of)[ ]$",
    }
    ahead = {
        "part_after": rf"^(?:['’]s)?[ ](?:city[ ]|town[ ])?(?:(?P<dir>{direction})[ ])?(?P<part>{after}|city[ ]centre|city[ ]center)\b",
        "own_part": rf"^['’]s[ ](?:(?P<dir>{direction})[ ])(?P<part>{part})\b",
        "road_after": rf"^[ ]?(?:{road})\b",
    }
    return {name: re.compile(p, re.I) for name, p in {**back, **ahead}.items()}


@cache
def needed() -> dict[str, frozenset[str]]:
    """For each pattern of one name the words of which one must stand beside it, in the order in which the patterns are
    tried: a look at the words is cheaper than a pattern, and most names have none."""
    t = tables()
    directions, units, parts = longest_words(t["directions"]), longest_words(t["units"]), longest_words(t["parts"])
    return {
        "offset": units,
        "part": parts,
        "direction": directions,
        "road_to": longest_words(t["roads"]),
        "ring": units,
        "part_after": frozenset(_PARTS_AFTER),
        "own_part": directions,
        "near": longest_words(t["near"]),
        "off": frozenset({"off"}),
        "adjective": directions | {"central", "downtown", "inner"},
    }


def longest_words(phrases: Any) -> frozenset[str]:
    """The longest run of letters of each phrase, the last of equals."""
    return frozenset(max(reversed(LETTERS.findall(phrase)), key=len) for phrase in phrases)


LETTERS = re.compile("[a-z]+")
_AHEAD = frozenset({"part_after", "own_part"})
_JOINED = re.compile(r"(?:[ ]\w{1,12})?[ ](?:and|to|with)[ ](?:the[ ])?(?:\w{2,12}[ ]of[ ])?")
_DASHED = re.compile(r"[ ]?[-–—][ ]?|[ ]to[ ]")
_WIDEST_GAP = 45  # characters between two names that these two take, and some more


def relatives(text: str, names: list[Named]) -> list[Relative]:
    """Relative phrases in the order of the names they are seen from, at most one a name (the nearest and fullest)."""
    out: list[Relative] = []
    taken = -1
    for i, _name in enumerate(names):
        if i == taken:
            continue
        found = _two_names(text, names, i) or _one_name(text, names, i)
        if found is not None:
            out.append(found)
            taken = found.anchors[-1]
    return out


def _before(text: str, name: Named, floor: int) -> tuple[str, int]:
    start = max(floor, name.start - REACH, text.rfind("\n", 0, name.start) + 1)
    return text[start : name.start], start


def _two_names(text: str, names: list[Named], i: int) -> Relative | None:
    """Between X and Y, a road from X to Y, the X-Y road."""
    if i + 1 >= len(names):
        return None
    first, second = names[i], names[i + 1]
    if second.start - first.end > _WIDEST_GAP:
        return None
    gap = text[first.end : second.start]
    window, start = _before(text, first, names[i - 1].end if i else 0)
    p = patterns()
    if _JOINED.fullmatch(gap):
        for key, relation in (("road", "road"), ("between", "between")):
            found = p[key].search(window)
            if found and (relation != "between" or " to " not in gap):
                return Relative(start + found.start(), second.end, relation, (i, i + 1))
    after = p["road_after"].match(text[second.end : second.end + 20])
    if after and _DASHED.fullmatch(gap):
        return Relative(first.start, second.end + after.end(), "road", (i, i + 1))
    return None


def _one_name(text: str, names: list[Named], i: int) -> Relative | None:
    name = names[i]
    window, start = _before(text, name, names[i - 1].end if i else 0)
    p = patterns()
    tail = text[name.end : name.end + 40].split("\n", 1)[0]
    before, behind = LETTERS.findall(window.lower()), LETTERS.findall(tail.lower())
    for key, words in needed().items():
        if words.isdisjoint(behind if key in _AHEAD else before):
            continue
        if key in _AHEAD:
            found = p[key].match(tail)
            if found:
                return _relative("part", found, name.start, name.end + found.end(), i)
            continue
        found = p[key].search(window)
        if found and not _names_it(key, found):
            return _relative(key, found, start + found.start(), name.end, i)
    return None


def _names_it(key: str, found: re.Match[str]) -> bool:
    """Whether "the district of X" only says what X is."""
    return key == "part" and not found["dir"] and found["part"].lower() in tables()["naming"]


def _relative(key: str, found: re.Match[str], start: int, end: int, anchor: int) -> Relative:
    groups = found.groupdict()
    t = tables()
    towards = (groups.get("dir") or "").lower()
    bearing = t["directions"].get(re.sub(r"\s+", " ", towards))
    relation = {"road_to": "road", "off": "coast", "adjective": "part"}.get(key, key)
    if key == "part":
        relation = t["parts"].get(groups["part"].lower().split()[-1], "part")
    elif key == "adjective" and bearing is None:
        relation = "centre"
    distance = _metres(groups) if key in ("offset", "ring") else None
    return Relative(start, end, relation, (anchor,), None if bearing is None else float(bearing), distance)


def _metres(groups: dict[str, str | None]) -> float:
    words = (groups["number"] or "").lower()
    unit = float(tables()["units"][(groups["unit"] or "km").lower()])
    numbers = [
        float(n.replace(",", ".") if len(n.rsplit(",", 1)[-1]) < 3 else n.replace(",", ""))
        for n in re.findall(r"\d+(?:[.,]\d+)?", words)
    ]
    value = sum(numbers) / len(numbers) if numbers else float(tables()["numbers"].get(words.strip(), 1))
    return value * unit


@dataclass(frozen=True, slots=True)
class Side:
    """ "In the east": characters [start, end) of the view, and degrees."""

    start: int
    end: int
    bearing: float


@cache
def _side() -> re.Pattern[str]:
    direction = _words(d for d in tables()["directions"] if not d.endswith(("ern", "ernmost")))
    return re.compile(rf"\bin the (?:far )?(?P<dir>{direction})\b(?! of\b)(?! \w+ of\b)", re.I)


def sides(text: str) -> Iterator[Side]:
    """Sides that a text names without saying of what, in its order."""
    if " the " not in text:
        return
    for found in _side().finditer(text):
        yield Side(found.start(), found.end(), float(tables()["directions"][found["dir"].lower()]))
