"""Word classes of the time grammar: what each matches, and what part value its words stand for.

``time_words.yaml`` lists the words; the classes built of digits stand here. :func:`expand` turns a rule's pattern into a
regular expression, :func:`meaning` turns matched words into the value of a part.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.vocab import yaml_file

SPACE = r"(?:[\s\u00a0\u202f]{1,3})"
HYPHEN = r"(?:[\s\u00a0-]{1,2})"
AMPM = r"(?:[ap]\.m\.?|[ap]m\b)"

_DIGITS = {
    "dd": r"(?<!\d)(?:3[01]|[12]\d|0?[1-9])",
    "mm": r"(?:1[0-2]|0[1-9])",
    "yy": r"\d\d",
    "yyyy": r"(?:1[0-9]|20|21)\d\d",
    "yyyy4": r"(?:1[2-5]|20)\d\d",
    "yyoryyyy": r"(?:(?:19|20)\d\d|\d\d)",
    "hhmm": r"(?:[01]\d|2[0-3])[0-5]\d",
    "hhcmm": r"(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?",
    "zletter": r"[a-z]",
    "zonesign": r"(?:z|[+-]\d\d:?\d\d)",
    "th": r"(?:(?:st|nd|rd|th)\b)",
    "nth": r"\d{1,2}(?:st|nd|rd|th)",
    "quarter": r"[1-4]",
    "decade": r"(?:1[0-9]|20)\d0'?s",
    "shortdecade": r"[2-9]0'?s",
    "relyear": r"(?:of )?(?:the )?(?:last|this|next|previous|following|same|that|current|that same|preceding) year",
}


@cache
def words_of(section: str) -> dict[str, str]:
    """Word → value of one section of ``time_words.yaml``."""
    listed = yaml_file("time_words")[section]
    if all(isinstance(v, list) for v in listed.values()):
        return {word: key for key, words in listed.items() for word in words}
    return {word: "" if value is None else str(value) for word, value in listed.items()}


def _any(words: list[str] | dict[str, str]) -> str:
    longest = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", SPACE).replace("\\-", "-") for w in longest) + ")"


def _bounded(words: list[str] | dict[str, str]) -> str:
    return _any(words) + r"(?!\w)"


def _number() -> str:
    small = [w for w, v in words_of("numbers").items() if float(v) < 10 and " " not in w and w not in ("a", "an")]
    tens = [
        w
        for w, v in words_of("numbers").items()
        if v in ["20", "30", "40", "50", "60", "70", "80", "90"] and " " not in w
    ]
    compound = f"{_any(tens)}[ -]{_any(small)}"
    return rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?:\.\d+)?|{compound}|{_bounded(words_of('numbers'))})"


def _clock() -> str:
    zone = f"(?: ?{_bounded(words_of('zones'))})?"
    hour = r"(?<!\d)(?:2[0-3]|[01]?\d)"
    return (
        rf"(?:{hour}[:.] ?[0-5]\d ?{AMPM}{zone}|{hour}:[0-5]\d(?::[0-5]\d)?(?!\d)(?: (?:hours|hrs|hour))?{zone}"
        rf"|(?<!\d)(?:1[0-2]|0?[1-9]) ?{AMPM}{zone}|(?<!\d)(?:[01]\d|2[0-3])[0-5]\d ?(?:hours|hrs|local time|gmt|utc|z\b|zulu)"
        rf"|(?<!\d)(?:1[0-2]|[1-9]) o[’']clock|noon\b|midday\b|midnight\b)"
    )


def _spelled_year() -> str:
    tens = {w for w, v in words_of("numbers").items() if v in ["10", "20", "30", "40", "50", "60", "70", "80", "90"]}
    ones = {
        w for w, v in words_of("numbers").items() if float(v) < 10 and " " not in w and w not in ("a", "an", "single")
    }
    return rf"(?:(?:nineteen|eighteen) {_any(dict.fromkeys(tens, ''))}(?:[ -]{_any(dict.fromkeys(ones, ''))})?\b)"


@cache
def classes() -> dict[str, str]:
    """Class name → regular expression over lower-cased text, without groups."""
    months, weekdays, units = words_of("months"), words_of("weekdays"), words_of("units")
    full = [w for w in months if len(w) > 4 or w in ("june", "july", "may", "sept")]
    days = [w for w in weekdays if w.endswith("day")]
    relations = words_of("relations")
    return _DIGITS | {
        "mon": _bounded(months),
        "month": _bounded(months),
        "fullmonth": _bounded(full),
        "shortmon": _any([w for w in months if len(w) == 3]),
        "anyweekday": _bounded(weekdays),
        "weekday": _bounded(days),
        "weekdayplural": _bounded([d + "s" for d in days]),
        "unit": _bounded(units),
        "oneunit": _bounded([w for w in units if not w.endswith("s")]),
        "units": _bounded(
            [w for w in units if w.endswith("s") and len(w) > 3 and w not in ("secs", "mins", "hrs", "yrs")]
        ),
        "halfunit": SPACE + _bounded(units),
        "season": _bounded(words_of("seasons")),
        "part": _bounded(words_of("parts_of_day")),
        "num": _number(),
        "ordinal": _bounded(words_of("ordinals")),
        "dayordinal": _bounded([w for w, v in words_of("ordinals").items() if v != "-1"]),
        "edge": _any(words_of("edges")),
        "approx": _any(words_of("approximations")),
        "relation": _bounded(relations),
        "rel": rf"(?:the{SPACE})?{_bounded([w for w in relations if w not in ('latest', 'current')])}",
        "vague": _bounded(yaml_file("time_words")["vague"]),
        "reference": _bounded(words_of("references")),
        "deictic": _bounded(words_of("deictics")),
        "set": _bounded(words_of("sets")),
        "holiday": _bounded(words_of("holidays")),
        "hijri": _bounded(words_of("hijri_months")),
        "zoneword": _bounded(words_of("zones")),
        "clocktime": _clock(),
        "spelledyear": _spelled_year(),
    }


_OPENING_SECTIONS = (
    "months", "weekdays", "units", "seasons", "parts_of_day", "numbers", "ordinals", "edges", "relations", "references", "deictics", "sets",
    "holidays", "hijri_months",
)  # fmt: skip
_OPENING_WORDS = ["the", "that", "these", "those", "every", "each", "over", "fiscal", "fy", "q", "q1", "q2", "q3", "q4", "tonight", "midnight", "first", "final", "initial", "small", "wee", "pre-dawn", "half", "most", "latter", "year-ago", "year-earlier", "eighteen", "nineteen", "comparable", "preceding", "ensuing", "remaining", "the"]  # fmt: skip
_AFTER_THE = (
    "day", "night", "week", "month", "year", "weekend", "quarter", "latest", "current", "most", "comparable", "corresponding", "same",
    "year-ago", "year-earlier",
)  # fmt: skip
OPENING_MARKS = "'’~½"  # with which some rule opens, beside digits


@cache
def opening_words() -> tuple[str, ...]:
    """The words with which some rule opens, "the" apart."""
    words = {phrase[0] for phrase in _opening_phrases()} | set(_OPENING_WORDS)
    words |= {phrase.split()[0] for phrase in yaml_file("time_words")["vague"]}
    words |= {f"{word}s" for word in words_of("weekdays")} | {word.split("-")[0] for word in words}
    return tuple(sorted(w for w in words if w[0].isalpha() and w != "the"))


def _opening_phrases() -> list[list[str]]:
    return [phrase.split() for section in _OPENING_SECTIONS for phrase in words_of(section)]


@cache
def opening() -> str:
    """A lookahead that lets pass only words with which some rule opens: the cheap test before the dear alternation."""
    phrases = _opening_phrases()
    after_the = {phrase[1] for phrase in phrases if phrase[0] == "the"} | set(_AFTER_THE)
    after_the |= {
        phrase[0]
        for section in ("weekdays", "seasons", "relations", "edges")
        for phrase in map(str.split, words_of(section))
    }
    the = rf"the{SPACE}{_tree(sorted(after_the))}"
    return rf"(?=[\d{OPENING_MARKS}]|(?:{_tree(list(opening_words()))}|{the})(?![a-z]))"


def _tree(words: list[str]) -> str:
    """An alternation that branches letter by letter, so that a word that does not belong fails at once."""
    if len(words) < 3:
        return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(word[:1], []).append(word[1:])
    branches = [re.escape(head) + _tree(rest) for head, rest in sorted(heads.items(), reverse=True)]
    return "(?:" + "|".join(branches) + ")"


_PLACEHOLDER = re.compile(r"(?<!\(\?)(?<!\(\?P)<([a-z]\w*)(?::([a-z]\w*))?>|\{([a-z]\w*)\}")


def expand(pattern: str) -> str:
    """The regular expression of a rule's pattern."""
    known = classes()

    def fill(match: re.Match[str]) -> str:
        name, part, plain = match.groups()
        if plain:
            return known[plain]
        return f"(?P<{part or name}>{known[name]})"

    lookbehinds: list[str] = []

    def keep(match: re.Match[str]) -> str:
        lookbehinds.append(match.group())
        return f"\x00{len(lookbehinds) - 1}\x00"

    guarded = re.sub(r"\(\?<[!=][^)]*\)|\[[^\]]*\]", keep, pattern)
    spaced = guarded.replace("~", "\x01").replace(" ", "\x02")
    filled = _PLACEHOLDER.sub(fill, spaced)
    filled = re.sub(r"\x00(\d+)\x00", lambda m: lookbehinds[int(m[1])], filled)
    return filled.replace("\x01", HYPHEN).replace("\x02", SPACE)


_SECTIONS = {
    "month": "months",
    "weekday": "weekdays",
    "unit": "units",
    "season": "seasons",
    "part": "parts_of_day",
    "edge": "edges",
    "approx": "approximations",
    "relation": "relations",
    "reference": "references",
    "deictic": "deictics",
    "set": "sets",
    "holiday": "holidays",
    "hijri": "hijri_months",
    "ordinal": "ordinals",
    "nth": "ordinals",
    "decade": "decades",
}  # fmt: skip


def meaning(part: str, words: str) -> str:
    """Value of a part from its lower-cased words: ``("month", "nov") → "11"``; words not listed stand for themselves."""
    words = " ".join(words.split()).rstrip(",")
    if part in ("amount", "amount2"):
        return number(words)
    section = _SECTIONS.get(part.rstrip("0123456789"))
    if section is None:
        return words
    listed = words_of(section)
    return listed.get(words) or listed.get(words.replace("-", " ")) or listed.get(words.rstrip("s")) or words


def number(words: str) -> str:
    """Plain decimal of a number in digits or words (``"twenty-two" → "22"``), empty when it is none."""
    listed = words_of("numbers")
    words = words.replace(",", "")
    if words.replace(".", "", 1).isdigit():
        return words.lstrip("0") or "0"
    if words in listed:
        return listed[words]
    total = 0.0
    for word in words.replace("-", " ").split():
        if word not in listed:
            return ""
        total += float(listed[word])
    return f"{total:g}"
