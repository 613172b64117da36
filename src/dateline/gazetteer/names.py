"""Keys under which spellings of one place name meet.

* ``fold``: letters without marks, small, punctuation gone; native scripts kept (Arabic letters unified).
* ``stripped``: the folded name without articles and words of kind ("Qaryat al Hud", "Hud village" -> "hud").
* ``skeleton``: consonant classes only ("Qayyarah", "Qayara", "القيارة" -> "kr"); for Arabic-script romanisations.
* ``slavic``: Ukrainian and Russian romanisations rewritten to one ("Kyiv"/"Kiev", "Zaporizhzhia"/"Zaporozhye").

The tables are in ``vocab/places_romanisation.yaml``; the code holds only the mechanism.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

import msgspec
from rapidfuzz.distance import JaroWinkler

from dateline.vocab import yaml_file

_SPECIAL = str.maketrans({
    "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe",
    "ħ": "h", "Ħ": "h", "ŧ": "t", "ð": "d", "þ": "th", "ə": "a", "Ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": None,
    "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None, "´": None, "ʿ": None, "ʾ": None, ".": None, "′": None,
})  # fmt: skip
_BREAK = re.compile(r"[^\w]+|_+")
_SAINTS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARABIC = re.compile("[\u0600-\u06ff]")


class Keys(msgspec.Struct, frozen=True):
    """All keys of one name; empty where a key says nothing new."""

    folded: str
    stripped: str
    skeleton: str
    slavic: str


@cache
def tables() -> Any:
    """The romanisation tables."""
    return yaml_file("places_romanisation")


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """The name in small letters without marks and punctuation, words parted by single blanks.

    >>> fold("Hammām al-ʿAlīl"), fold("St. Louis"), fold("U.S.")
    ('hammam al alil', 'saint louis', 'us')
    """
    text = name.translate(_SPECIAL)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.translate(_SPECIAL)
    words = _BREAK.sub(" ", text.casefold()).split()
    if words and words[0] in _SAINTS and len(words) > 1:
        words[0] = _SAINTS[words[0]]
    return " ".join(words)


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name in Latin letters without their marks, for showing and for searching with a plain keyboard; names in other
    scripts as they are.

    >>> plain("Tikrīt"), plain("Sāmarrā’"), plain("Al Qayyārah"), plain("Łódź")
    ('Tikrit', 'Samarra', 'Al Qayyarah', 'Lodz')
    """
    if name.isascii():
        return name
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not "\u0300" <= c <= "\u036f")
    text = "".join(_PLAIN.get(c, c) for c in text)
    return text if text.isascii() else unicodedata.normalize("NFC", name)


_PLAIN = {"‘": "", "’": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "′": "", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
          "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ħ": "h", "ð": "d", "þ": "th", "ə": "a", "Ə": "A", "–": "-"}  # fmt: skip


def stripped(folded: str) -> str:
    """A folded name without articles and words of kind; the same name when nothing would be left.

    >>> stripped("qaryat al hud"), stripped("ninawa governorate"), stripped("al")
    ('hud', 'ninawa', 'al')
    """
    words = folded.split()
    words = _without_generic_before(words)
    if len(words) > 1 and words[-1] in _after():
        words = words[:-1]
    while len(words) > 1 and words[0] in _articles():
        words = words[1:]
    words = [_without_arabic_article(w) for w in words]
    return " ".join(words)


def _without_generic_before(words: list[str]) -> list[str]:
    for generic in _before().get(words[0], ()) if words else ():
        if len(words) > len(generic) and tuple(words[: len(generic)]) == generic:
            return words[len(generic) :]
    return words


def likeness(folded: str, name: str) -> float:
    """How alike a folded name and another name are, 0 to 1 (Jaro-Winkler), articles, words of kind and what one sound is
    written with aside.

    >>> likeness("qayara", "Al Qayyārah") > 0.93 > likeness("qayara", "Al Qāhirah")
    True
    """
    return float(JaroWinkler.similarity(levelled(stripped(folded)), levelled(stripped(fold(name)))))


def lettered(folded: str, name: str) -> float:
    """The same by the letters as they stand: what a person types is spelled with more care than what one hears.

    >>> lettered("fuaa", "Al Fu`ah") > 0.8 > lettered("nowhereatall", "Niaratela")
    True
    """
    return float(JaroWinkler.similarity(stripped(folded) or folded, stripped(fold(name)) or fold(name)))


@lru_cache(maxsize=50_000)
def levelled(folded: str) -> str:
    """A folded name with one letter for what romanisations write one sound with.

    >>> levelled("maaret misreen") == levelled("maarrat misrin"), levelled("tel tamr") == levelled("tall tamr")
    (True, True)
    """
    words = folded.split()
    folded = " ".join([w for w in words if w not in _articles()] or words)
    for old, new in tables()["sounds"]:
        folded = folded.replace(old, new)
    out = [letter for letter, before in zip(folded, " " + folded, strict=False) if letter != before or letter == " "]
    return " ".join(word.removesuffix("h") or word for word in "".join(out).split())


def core_of(folded: str) -> str:
    """A folded name without a word that a report put before or behind it ("southern kordofan", "oskil river").

    >>> core_of("southern san salvador"), core_of("siverskyi donets river"), core_of("mosul")
    ('san salvador', 'siverskyi donets', 'mosul')
    """
    words = folded.split()
    if len(words) > 1 and words[0] in tables()["left_off_before"]:
        words = words[1:]
    elif len(words) > 1 and words[-1] in tables()["left_off_after"]:
        words = words[:-1]
    return " ".join(words)


@cache
def _articles() -> frozenset[str]:
    return frozenset(tables()["articles"])


@cache
def _after() -> frozenset[str]:
    return frozenset(tables()["generics_after"])


@cache
def _before() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Generics by their first word, longest first."""
    words = sorted(
        (tuple(g.split()) for g in tables()["generics_before"] + tables()["arabic_generics"]), key=len, reverse=True
    )
    return {first: tuple(w for w in words if w[0] == first) for first in {w[0] for w in words}}


def _without_arabic_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


@cache
def _latin_classes() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = tables()["latin"]
    return re.compile("|".join(sorted(table, key=len, reverse=True))), table


def skeleton(folded: str) -> str:
    """Consonant classes of a folded name in Latin, Cyrillic or Arabic letters, articles left out; ``""`` when the
    name is too short to say anything (fewer than two consonants).

    >>> skeleton("qayyarah") == skeleton("qayara") == skeleton("القياره")
    True
    """
    words = [w for w in stripped(folded).split() if w not in _articles()] or folded.split()
    bones = "".join(_word_skeleton(word) for word in words)
    return bones if len(bones) >= 2 else ""


@lru_cache(maxsize=50_000)
def _word_skeleton(word: str) -> str:
    if _ARABIC.search(word):
        classes = "".join(tables()["arabic"].get(c, "") for c in _without_arabic_article(word))
    else:
        pattern, table = _latin_classes()
        classes = pattern.sub(lambda m: table[m.group()], romanised(word))
    vowels = tables()["vowels"]
    first = "a" if classes[:1] in "aeiou" else classes[:1]
    rest = [b for a, b in itertools.pairwise(classes) if a != b]  # doubled letters count once
    return first + "".join(letter for letter in rest if letter not in vowels and letter != "w")


def romanised(folded: str) -> str:
    """Cyrillic letters as Latin ones (Ukrainian values); other letters as they are.

    >>> romanised("харків")
    'kharkiv'
    """
    if not _CYRILLIC.search(folded):
        return folded
    table = tables()["cyrillic"]
    return "".join(table.get(c, c) for c in folded)


@lru_cache(maxsize=50_000)
def slavic(folded: str) -> str:
    """One key for Ukrainian and Russian romanisations of a folded name.

    >>> slavic("kyiv") == slavic("kiev"), slavic("kharkiv") == slavic("kharkov")
    (True, True)
    """
    text = romanised(stripped(folded))
    for old, new in tables()["slavic"]:
        text = text.replace(old, new)
    out: list[str] = []
    for letter in text:
        if not out or letter != out[-1]:
            out.append(letter)
    return "".join(out).strip()


def keys(name: str) -> Keys:
    """All keys of a name as it is written."""
    folded = fold(name)
    bare = stripped(folded)
    return Keys(folded, bare if bare != folded else "", skeleton(folded), slavic(folded))
