"""Reports printed in capitals: how they would read in ordinary case, letter for letter.

Telegrams and some posts are all capitals, which a language model trained on ordinary print reads badly. For passages
that are (nearly) all capitals, a repair per passage gives the same letters in the case that running text has: words
known to be common are small, known abbreviations stay, everything else reads as a name. Lengths never change, so
offsets stay one to one. Words and classes come from ``vocab/weights/case.json`` (``training/uppercase.py``).

>>> cased("A BOMB KILLED 3 SOLDIERS IN SAN MIGUEL ON 3 MAY.")
'A bomb killed 3 soldiers in San Miguel on 3 May.'
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache

from dateline.read.datelines import MONTHS
from dateline.vocab.load import data_path

FEWEST = 12  # letters; shorter stretches in capitals are abbreviations or cries
SHARE = 0.9  # of capitals among letters from which a passage counts as printed in capitals
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DATELINE_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[()\[\]]")
_SMALL_LETTER = re.compile("[a-z]")
_ROOT = re.compile(r"['’].*")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}")
_SMALL = frozenset(("A.M.", "P.M.", "E.G.", "I.E."))
_BRACKETED = re.compile(r"[(\[]\s*([A-Z][A-Z-]{1,9})\s*[)\]]")
_MONTHS = frozenset(MONTHS[:12])  # in full
_ARTICLES = frozenset(("AL", "EL", "AS", "AN", "AR", "AD", "AZ", "UL"))  # before the name they belong to
_INITIALS_SKIP = frozenset(("of", "the", "de", "la", "el", "del", "y", "and", "for", "los", "las"))


@cache
def tables() -> tuple[frozenset[str], ...]:
    """Words that are small, that are abbreviations, that are either small or names, and names without a vowel."""
    content = json.loads(data_path("weights/case.json").read_text(encoding="utf-8"))
    return tuple(frozenset(content[group].split(" ")) for group in ("lower", "upper", "either", "title"))


def shouts(words: str) -> bool:
    """Whether a passage is printed in capitals."""
    if len(_SMALL_LETTER.findall(words, 0, 80)) > 12:
        return False  # quick answer for nearly all print
    upper = sum(map(str.isupper, words[:400]))
    return upper >= FEWEST and upper >= SHARE * sum(map(str.isalpha, words[:400]))


def cased(words: str) -> str:
    """The same letters in the case of running text; line ends read as spaces (the view reads them so elsewhere)."""
    matches = list(_WORD.finditer(words))
    named = _expansions(words, matches)
    kept = list(_ABBREVIATION.finditer(words))
    out: list[str] = []
    position = 0
    classes = [_class(m.group()) for m in matches]
    kept_at = 0
    for number, match in enumerate(matches):
        while kept_at < len(kept) and kept[kept_at].end() <= match.start():
            kept_at += 1
        out.append(words[position : match.start()])
        word = match.group()
        inside = kept_at < len(kept) and kept[kept_at].start() <= match.start()
        if inside or classes[number] == "upper" or _is_us(words, matches, number):
            out.append(_lowered(word) if inside and kept[kept_at].group() in _SMALL else word)
        elif (
            classes[number] == "name"
            or number in named
            or _after_article(words, matches, number)
            or _starts(words, match.start())
            or (classes[number] == "either" and _beside_name(words, matches, classes, number))
        ):
            out.append(_titled(word))
        else:
            out.append(_lowered(word))
        position = match.end()
    out.append(words[position:])
    return "".join(out).replace("\n", " ").replace("\r", " ")


def places(words: str) -> str:
    """A dateline: names have capitals, what stands in brackets (an agency) and short forms stay."""
    out = list(words)
    depth = 0
    for match in _DATELINE_WORD.finditer(words):
        if match.group() in "([":
            depth += 1
        elif match.group() in ")]":
            depth -= 1
        elif depth <= 0 and (len(match.group()) > 3 or match.start() == 0):
            out[match.start() : match.end()] = _titled(match.group())
    return "".join(out)


@lru_cache(maxsize=1 << 15)
def _class(word: str) -> str:
    """``lower``, ``upper``, ``either`` or ``name``."""
    lower, upper, either, title = tables()
    low = word.lower().replace("’", "'")
    if low in lower:
        return "lower"
    if low in upper:
        return "upper"
    if low in either:
        return "either"
    root = _ROOT.sub("", low)
    if root != low:
        return "lower" if root in lower and root != "i" else "upper" if root in upper else "name"
    if len(word) == 1 or (_unsayable(low) and low not in title):
        return "upper"
    return "lower" if low.endswith(_COMMON_ENDINGS) and len(low) > 8 else "name"


_COMMON_ENDINGS = (
    "ing",
    "ings",
    "edly",
    "ness",
    "tion",
    "tions",
    "tional",
    "ment",
    "ments",
    "ously",
    "ively",
    "ized",
    "ised",
    "ility",
    "ables",
)


def _after_article(words: str, matches: list[re.Match[str]], number: int) -> bool:
    """``AL-SHAM``: the name behind an Arabic article."""
    if not number or matches[number - 1].group().upper() not in _ARTICLES:
        return False
    return words[matches[number - 1].end() : matches[number].start()] == "-"


def _is_us(words: str, matches: list[re.Match[str]], number: int) -> bool:
    """``THE US``: the country."""
    return matches[number].group() == "US" and number > 0 and matches[number - 1].group() == "THE"


def _unsayable(low: str) -> bool:
    """Whether a word has no vowel, as abbreviations do."""
    return len(low) <= 6 and not any(letter in "aeiouyáéíóúàèö" for letter in low)


def _starts(words: str, position: int) -> bool:
    """Whether a sentence begins here: at the head, or after a stop, or after an opening bracket or quote at such a place."""
    before = words[max(0, position - 6) : position].rstrip(" \n\r\t\"“'‘([")
    if position <= 6 and not before:
        return True
    return (
        before.endswith((".", "!", "?"))
        and words[position - 1] in " \n\r\"“'‘(["
        and not re.search(r"(?:^|[ .])[A-Z]\.$", before)
    )


def _beside_name(words: str, matches: list[re.Match[str]], classes: list[str], number: int) -> bool:
    """Whether a word that may be a name stands right before or after one, or is a month beside a number."""
    match = matches[number]
    if match.group().lower() in _MONTHS:
        around = words[max(0, match.start() - 3) : match.start()] + words[match.end() : match.end() + 3]
        return any(sign.isdigit() for sign in around) or match.group().lower() not in {"may", "march"}
    for other in (number - 1, number + 1):
        if 0 <= other < len(matches) and classes[other] == "name":
            first, second = sorted((number, other))
            if words[matches[first].end() : matches[second].start()].isspace():
                return True
    return False


def _expansions(words: str, matches: list[re.Match[str]]) -> set[int]:
    """Numbers of the words whose initials an abbreviation in brackets right after them spells: their names have capitals."""
    starts = {match.start(): number for number, match in enumerate(matches)}
    found: set[int] = set()
    for bracket in _BRACKETED.finditer(words):
        number = starts.get(bracket.start(1))
        if number is None:
            continue
        letters = [letter for letter in bracket[1] if letter.isalpha()]
        back = number - 1
        taken: list[int] = []
        while back >= 0 and letters and number - back <= 12:
            word = matches[back].group()
            if word[0] == letters[-1]:
                letters.pop()
                taken.append(back)
            elif word.lower() not in _INITIALS_SKIP:
                break
            back -= 1
        if not letters:
            found.update(taken)
    return found


def _lowered(word: str) -> str:
    low = word.lower()
    return low if len(low) == len(word) else word


def _titled(word: str) -> str:
    head, _, tail = word.partition("'") if word[1:2] == "'" else ("", "", word)  # O'BRIEN
    rest = tail[:1] + _lowered(tail[1:])
    return f"{head}'{rest}" if head else rest
