"""The tagger: at each word that may open a time the first rule that matches, turned down or taken by the guards.

Rules are data (``vocab/time_rules.yaml``). The text is lower-cased once; capitals are asked for by the guards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick

from dateline.find.anchored import lower_twin
from dateline.find.times import guards
from dateline.find.times.prefixes import ANY, DIGIT, Prefix, fits, prefixes
from dateline.find.times.symbols import symbol, timex_type
from dateline.find.times.words import OPENING_MARKS, expand, meaning, opening, opening_words
from dateline.model import TimeMention
from dateline.vocab import yaml_file

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_LEFT = rf"(?:(?<![\w$€£#@/\\])(?:(?<!\d[.,:-])|(?=[a-z]))|(?<=[^\W\d_])(?=(?:{'|'.join(_MONTHS)}) \d))"
_WORD_START = re.compile(_LEFT + r"(?=[\w~'])")
_FULL_MONTH = re.compile(r"(?:[a-z]{2}(?:ary|ch|il|ust|ember|ober)|may|june|july)\.$", re.IGNORECASE)
_TOLD = 3  # characters by which rules that cannot match at a place are left out
_REACH = 40  # characters left of a hit in which its opening words may begin
_STARTS_MORE = re.compile(r"<(?!edge|approx)\w+[:>]|\{")  # a class that opens expressions of its own
_OTHER_DIGIT = re.compile(r"[^\x00-\x7f](?<=\d)")


class Rule(NamedTuple):
    """A rule of the grammar with its own regular expression, whose named groups are the parts. ``core`` is that without
    the optional words it opens with; ``begins`` how the core may begin."""

    name: str
    form: str
    pattern: re.Pattern[str]
    core: re.Pattern[str]
    begins: frozenset[Prefix]


class Grammar(NamedTuple):
    """All rules, and what every core begins with: the words, the full names of months (which may be glued to the word
    before them) first, and the test of the place where one stands."""

    rules: tuple[Rule, ...]
    openers: AhoCorasick
    opening: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """The compiled grammar, built once per process."""
    rules = []
    for entry in yaml_file("time_rules"):
        inner = expand(core(entry["pattern"]))
        begins = frozenset(prefixes(inner, _TOLD))
        rules.append(
            Rule(entry["name"], entry["form"], re.compile(expand(entry["pattern"])), re.compile(inner), begins)
        )
    openers = [*_MONTHS, *sorted({"the", *opening_words()}.difference(_MONTHS)), *OPENING_MARKS, *"0123456789"]
    return Grammar(tuple(rules), AhoCorasick(openers), re.compile(_LEFT + opening()))


@lru_cache(maxsize=10_000)
def _fitting(first: str) -> tuple[Rule, ...]:
    """The rules whose core may begin with these characters, in their order."""
    kinds = (first[:1], ANY, "", *([DIGIT] if first[:1].isdecimal() else []))
    fitting = {number for kind in kinds for begin, number in _by_first().get(kind, ()) if fits(begin, first)}
    return tuple(grammar().rules[number] for number in sorted(fitting))


@cache
def _by_first() -> dict[str, list[tuple[Prefix, int]]]:
    """How cores may begin, by the first character ("" for one that may be empty)."""
    found: dict[str, list[tuple[Prefix, int]]] = {}
    for number, rule in enumerate(grammar().rules):
        for begin in rule.begins:
            found.setdefault(begin[0] if begin else "", []).append((begin, number))
    return found


def core(pattern: str) -> str:
    """A pattern without the optional groups it opens with: those are looked for to the left of a hit, which is cheaper.

    >>> core("(?:the )?(?:<edge>~)?<season> of <yyyy>")
    '<season> of <yyyy>'
    """
    while pattern.startswith("(?:"):
        depth, position = 0, 0
        while True:
            character = pattern[position]
            if character == "\\":
                position += 1
            depth += (character == "(") - (character == ")")
            position += 1
            if depth == 0:
                break
        if pattern[position : position + 1] != "?" or _STARTS_MORE.search(pattern[:position]):
            return pattern
        pattern = pattern[position + 1 :]
    return pattern


def tag(text: str) -> list[TimeMention]:
    """Time expressions of a plain text in order, not overlapping; offsets count characters of ``text``."""
    return [mention for match, rule in _matches(text) for mention in _mentions(text, match, rule)]


def _matches(text: str) -> Iterator[tuple[re.Match[str], Rule]]:
    lower = lower_twin(text)
    opening_at = grammar().opening.match
    reached = floor = 0
    for start in _openings(lower):
        if start < reached or not opening_at(lower, start):
            continue
        for rule in _fitting(lower[start : start + _TOLD]):
            if found := rule.core.match(lower, start):
                match = _widest(lower, found, rule, floor)
                if match and guards.accept(rule.name, text, lower, match):
                    yield match, rule
                    reached = floor = max(match.end(), start + 1)
                break


def _openings(lower: str) -> list[int]:
    """Where a time may begin, in order: an automaton looks for the words, for at every letter the alternation is dear."""
    hits = grammar().openers.find_matches_as_indexes(lower, overlapping=True)
    starts = {
        start
        for word, start, _ in hits
        if not start or word < len(_MONTHS) or not (lower[start - 1].isalnum() or lower[start - 1] == "_")
    }
    if not lower.isascii():
        starts.update(match.start() for match in _OTHER_DIGIT.finditer(lower))
    return sorted(starts)


def _widest(lower: str, found: re.Match[str], rule: Rule, floor: int) -> re.Match[str] | None:
    """The rule's match that covers a hit of its core and opens furthest to the left, within six words."""
    low = max(floor, found.start() - _REACH)
    for start in _WORD_START.finditer(lower, low, found.start()):
        match = rule.pattern.match(lower, start.start())
        if match and match.end() >= found.end():
            return match
    return rule.pattern.match(lower, found.start())


def _mentions(text: str, match: re.Match[str], rule: Rule) -> Iterator[TimeMention]:
    parts = _parts(match)
    if rule.form in _SPLIT:
        yield from _SPLIT[rule.form](text, match, parts, rule)
        return
    start, end = match.start(), match.end()
    while end > start + 1 and text[end - 1] in " \t\n,\u00a0":
        end -= 1
    if text[end - 1] == "." and _FULL_MONTH.search(text, max(0, end - 10), end):
        end -= 1
    yield _mention(text, (start, end), {"form": rule.form, **parts}, rule.name)


def _mention(text: str, span: tuple[int, int], parts: dict[str, str], rule: str) -> TimeMention:
    start, end = span
    kind: Literal["DATE", "TIME", "DURATION", "SET"] = timex_type(parts)
    return TimeMention(
        start=start, end=end, words=text[start:end], type=kind, symbol=symbol(parts), parts=parts, rule=rule
    )


def _parts(match: re.Match[str]) -> dict[str, str]:
    parts: dict[str, str] = {}
    for name, words in match.groupdict().items():
        if words is None or name == "sep":
            continue
        base = name.rstrip("0123456789")
        parts[name if base in parts else base] = meaning(name, words)
    return parts


def _days(text: str, match: re.Match[str], parts: dict[str, str], rule: Rule) -> Iterator[TimeMention]:
    """Two days of a month joined by a dash ("12-15 October") are two dates, each with the month and year of the other."""
    first, last = match.span("day"), match.span("last")
    shared = {"form": "date"} | {k: v for k, v in parts.items() if k in ("month", "year")}
    end = match.end()
    begin = match.start() if match.start("month") < first[0] else first[0]
    yield _mention(text, (begin, first[1]), shared | {"day": parts["day"], "range": "first"}, rule.name)
    if int(parts["last"]) > int(parts["day"]):
        yield _mention(text, (last[0], end), shared | {"day": parts["last"], "range": "last"}, rule.name)


def _era_years(text: str, match: re.Match[str], parts: dict[str, str], rule: Rule) -> Iterator[TimeMention]:
    """Two years before Christ joined by a dash are two dates."""
    yield _mention(text, match.span("bc"), {"form": "era", "bc": parts["bc"], "range": "first"}, rule.name)
    span = (match.start("lastbc"), match.end())
    yield _mention(text, span, {"form": "era", "bc": parts["lastbc"], "range": "last"}, rule.name)


def _years(text: str, match: re.Match[str], parts: dict[str, str], rule: Rule) -> Iterator[TimeMention]:
    """Two years joined by a dash ("1932-33") are two dates."""
    first, last = parts["year"], parts["lastyear"]
    group = "lastyear" if match["lastyear"] else "lastyear2"
    whole = last if len(last) == 4 else first[:2] + last
    yield _mention(text, match.span("year"), {"form": "date", "year": first, "range": "first"}, rule.name)
    if whole > first:
        yield _mention(text, match.span(group), {"form": "date", "year": whole, "range": "last"}, rule.name)


def _fused(text: str, match: re.Match[str], parts: dict[str, str], rule: Rule) -> Iterator[TimeMention]:
    """A date glued to a clock time ("October 317:39"): every split with a valid day and hour, the likeliest first."""
    digits, minute = parts["fused"], parts["minute"]
    splits = [(digits[:cut], digits[cut:]) for cut in (2, 1) if 0 < len(digits) - cut < 3]
    valid = [(d, h) for d, h in splits if 1 <= int(d) <= 31 and int(h) <= 23]
    if not valid:
        yield _mention(text, (match.start(), match.end("month")), {"form": "date", "month": parts["month"]}, rule.name)
        return
    (day, hour), rest = valid[0], valid[1:]
    cut = match.start("fused") + len(day)
    other = {"other_day": rest[0][0], "other_clock": f"{rest[0][1]}:{minute}"} if rest else {}
    date = {"form": "date", "month": parts["month"], "day": day}
    yield _mention(text, (match.start(), cut), date | other, rule.name)
    yield _mention(text, (cut, match.end()), {"form": "clock", "clocktime": f"{hour}:{minute}"}, rule.name)


_SPLIT = {"fused": _fused, "years": _years, "days": _days, "era_years": _era_years}
