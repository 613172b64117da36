"""Counted groups and what happened to them: "at least six people were killed" is killed, low 6, best 6, no high.

A number becomes a toll only when a word of its own clause says what happened (``vocab/counts_words.tsv``); numbers of
buses, days or ages are left alone. Numbers are never added up: each stands with the group it counts. What the bound
words make of a number is in ``vocab/counts_bounds.tsv``, vague words ("dozens") are in ``vocab/counts_numbers.tsv``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dateline.find.actors import facilities
from dateline.find.analysis import Analysis
from dateline.find.roles import is_passive
from dateline.find.tree import Tree, tree_of
from dateline.model import CountMention
from dateline.vocab.load import tsv_rows, yaml_file

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,3})?")
_SEVERAL = frozenset({"several", "many", "few", "some"})
_NONE = frozenset({"no", "zero", "without", "nobody", "none"})
_EARLIER = frozenset({"previous", "previously", "earlier", "initial", "initially", "preliminary", "former"})
_MORE = frozenset({"more", "other", "others", "another", "additional"})
_LINKS = frozenset(
    {
        "was",
        "were",
        "are",
        "is",
        "been",
        "being",
        "have",
        "has",
        "had",
        "be",
        "feared",
        "reported",
        "reportedly",
        "also",
        "got",
        "left",
        "including",
        "people",
        "others",
        "more",
        ",",
        "confirmed",
        "found",
        "believed",
    }
)
_TOLL_LINKS = frozenset(
    {"to", "at", "of", "is", "was", ":", "hits", "hit", "reached", "reaches", "least", "than", "over", "about", "from"}
)
_RISES = frozenset(
    {"rise", "climb", "raise", "increase", "jump", "grow", "go", "stand", "reach", "hit", "put", "revise", "soar"}
)
_HARMED = frozenset({"victims", "victim", "martyrs", "toll"})
_MONTHS = frozenset({"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"})  # fmt: skip
WINDOW = 4  # words between a number and its toll word when the parse does not join them


class Number(NamedTuple):
    """A number as written: its tokens, its value and whether it is only a lower limit ("dozens")."""

    first: int
    end: int
    value: int
    vague: bool


class Range(NamedTuple):
    """What a bound word makes of a number."""

    low: int | None
    best: int | None
    high: int | None


@cache
def number_words() -> dict[str, tuple[int, str]]:
    """Number word -> (value, kind)."""
    return {r["word"]: (int(r["value"]), r["kind"]) for r in tsv_rows("counts_numbers")}


@cache
def bounds() -> dict[tuple[str, ...], str]:
    """Bound words as lower-case words -> reading."""
    return {tuple(r["words"].split()): r["reading"] for r in tsv_rows("counts_bounds")}


@cache
def toll_words() -> dict[str, dict[str, tuple[str, bool]]]:
    """Lemma -> role of the counted group -> (field, people only)."""
    table: dict[str, dict[str, tuple[str, bool]]] = {}
    for row in tsv_rows("counts_words"):
        table.setdefault(row["lemma"], {})[row["role"]] = (row["field"], row["person"] == "1")
    return table


@cache
def people_words() -> dict[str, str]:
    """Noun -> group whom a toll of them counts (empty groups left out)."""
    return {r["noun"]: r["group"] for r in tsv_rows("actor_nouns") if r["group"]}


@cache
def _weapons() -> frozenset[str]:
    """Nouns for what is used: "two car bombs killed"."""
    return frozenset(r["noun"] for r in tsv_rows("means"))


def reading(value: int, bound: str | None, vague: bool) -> Range:
    """The range of a number under a bound word.

    >>> reading(6, "at_least", False), reading(24, None, True), reading(20, "up_to", False)
    (Range(low=6, best=6, high=None), Range(low=24, best=None, high=None), Range(low=None, best=20, high=20))
    """
    if vague:
        return Range(value, None, None)
    table = {
        "at_least": Range(value, value, None),
        "more_than": Range(value + 1, value + 1, None),
        "up_to": Range(None, value, value),
        "less_than": Range(None, max(0, value - 1), max(0, value - 1)),
    }
    return table.get(bound or "", Range(value, value, value))


def find_counts(analysis: Analysis) -> list[CountMention]:
    """The tolls of a report, in the order of the text."""
    tree = tree_of(analysis)
    found = [m for number in _numbers(tree) if (m := _mention(tree, number)) is not None]
    found += _single_victims(tree, {i for m in found for i in tree.tokens_of(m.span)})
    return sorted(found, key=lambda m: (m.start, m.end))


def _numbers(tree: Tree) -> list[Number]:
    """Every number expression, left to right."""
    words, found, i = number_words(), [], 0
    while i < len(tree):
        word = tree.lower[i]
        number = None
        if word[:1].isdigit() or word in words or word in _SEVERAL or word in {"a", "half", "tens", "no", "nobody"}:
            number = _number_at(tree, i)
        if number is not None:
            found.append(number)
            i = number.end
        else:
            i += 1
    return found


def _number_at(tree: Tree, i: int) -> Number | None:
    words, lower = number_words(), tree.lower
    following = lower[i + 1] if i + 1 < len(tree) else ""
    if lower[i] == "nobody" or (
        lower[i] == "no" and following in {"one", "casualties", "injuries", "fatalities", "deaths", "victims"}
    ):
        return Number(i, i + 2 if following == "one" else i + 1, 0, False)
    if lower[i] == "no":
        return None
    if lower[i] in _SEVERAL or lower[i] == "a":
        return _several(tree, i)
    if lower[i] == "half":
        value, kind = words.get(lower[i + 2] if lower[i + 1 : i + 2] == ["a"] and i + 2 < len(tree) else "", (0, ""))
        return Number(i, i + 3, value // 2, False) if kind == "scale" else None
    if lower[i] == "tens" or words.get(lower[i], (0, ""))[1] == "vague":
        return _vague(tree, i)
    return _exact(tree, i)


def _several(tree: Tree, i: int) -> Number | None:
    """ "Several dozen", "a few hundred", "a dozen", "a hundred"."""
    words, lower = number_words(), tree.lower
    j = i + 1
    vague = lower[i] != "a"
    if lower[i] == "a" and j < len(tree) and lower[j] == "few":
        vague, j = True, j + 1
    if j >= len(tree):
        return None
    value, kind = words.get(lower[j].removesuffix("s") if vague else lower[j], (0, ""))
    if kind != "scale":
        return None
    vague_value = words[f"{lower[j].removesuffix('s')}s"][0]
    return Number(i, j + 1, vague_value if vague else value, vague)


def _vague(tree: Tree, i: int) -> Number:
    words, lower = number_words(), tree.lower
    if i + 2 < len(tree) and lower[i + 1] == "of" and lower[i + 2] in {"thousands", "millions"}:
        factor = 20 if lower[i] == "tens" else words[lower[i]][0]
        return Number(i, i + 3, factor * words[lower[i + 2].removesuffix("s")][0], True)
    return Number(i, i + 1, words.get(lower[i], (20, ""))[0], True)


def _exact(tree: Tree, i: int) -> Number | None:
    """Digits or number words, with "hundred", "thousand", "million" after them."""
    words = number_words()
    total, group, j, seen = 0.0, 0.0, i, False
    while j < len(tree):
        word = tree.lower[j]
        if word == "-" and seen and j + 1 < len(tree) and tree.lower[j + 1] in words:
            j += 1
            continue
        if word[:1].isdigit():
            if seen or not _DIGITS.fullmatch(word):
                break
            group = float(word.replace(",", ""))
        elif word in words and words[word][1] == "unit":
            if seen and (group % 10 or not words[word][0] < 10) and group:
                break
            group += words[word][0]
        elif word in words and words[word][1] == "scale" and seen:
            group *= words[word][0]
            if words[word][0] >= 1000:
                total, group = total + group, 0.0
        else:
            break
        seen, j = True, j + 1
    value = total + group
    return Number(i, j, int(value), False) if seen and value == int(value) else None


def _is_year(tree: Tree, number: Number) -> bool:
    """ "On May 25 2012", "in 2012": four digits of a date."""
    word, before = tree.lower[number.first], tree.lower[number.first - 1] if number.first else ""
    following = tree.lower[number.end] if number.end < len(tree) else ""
    if following in _MONTHS and word.isdigit() and int(word) <= 31:
        return True  # "arrested on 28 August"
    if number.end != number.first + 1 or len(word) != 4 or not word.isdigit() or not "1900" <= word <= "2100":
        return False
    counted = tree.dep[number.first] == "nummod" and tree.head[number.first] == number.end  # "a group of 2000 people"
    dated = before in _MONTHS or (before.isdigit() and int(before) <= 31)
    return dated or (not counted and before in {"in", "since", "during", "until", "of", "by"})


def _is_day(tree: Tree, number: Number) -> bool:
    """ "Arrested on 14 April": the day of a month, unless people are counted ("killed 14 May Day marchers")."""
    behind = tree.lower[number.end] if number.end < len(tree) else ""
    before = tree.lower[number.first - 1] if number.first else ""
    return number.value <= 31 and ((behind in _MONTHS and before in _DAY_LEADS) or before in _MONTHS - {"may", "march"})


_DAY_LEADS = frozenset({"on", "since", "until", "by", "from", "of", "before", "after", "and", "to", "the", ","})


def _is_label(tree: Tree, number: Number) -> bool:
    """ "Update 3: two killed", "Day 40 - three dead": a number that tells which one it is."""
    before = tree.lower[number.first - 1] if number.first else ""
    behind = tree.lower[number.end] if number.end < len(tree) else ""
    return before in _LABELLED and (behind in {":", "-", "–", "—", "|", ",", ")"} or before != "day")


_LABELLED = frozenset({"update", "day", "part", "phase", "number", "no.", "chapter", "version", "bulletin", "sitrep", "episode", "issue", "magnitude", "category"})  # fmt: skip


class _Group(NamedTuple):
    """The counted group: the token that stands in the clause, the noun that labels it (if any), where it ends."""

    head: int
    noun: int | None
    end: int


def _mention(tree: Tree, number: Number) -> CountMention | None:
    named = _is_year(tree, number) or _is_day(tree, number) or _is_label(tree, number)
    group = None if named else _group(tree, number)
    if group is None or (
        group.noun is not None and (tree.lemma[group.noun] in facilities() or tree.lemma[group.noun] in _weapons())
    ):
        return None  # "an attack on two villages", "three buses": no people
    hit = _field(tree, number, group)
    if hit is None:
        return None
    first, bound = _bound(tree, number.first)
    low, best, high = reading(number.value, bound, number.vague)
    end = max(number.end, group.end)
    span = tree.received(first, end)
    return CountMention(
        start=span.start,
        end=span.end,
        words=tree.view.report.words(span),
        sentence=tree.sentence[number.first],
        rule=f"counts/{hit[1]}",
        field=hit[0],
        low=low,
        best=best,
        high=high,
        bound=tree.words(first, number.first)
        if first < number.first
        else (tree.words(number.first, number.end) if number.vague else None),
        of=_of(tree, group),
        superseded=_superseded(tree, number),
        revised=_revised(tree, first),
    )


_PARTS = frozenset({":", "–", "—", "|"})  # "Six killed in blast: police": no six police


def _group(tree: Tree, number: Number) -> _Group | None:
    """Whom a number counts, by the parse where it holds, else by what follows."""
    last = number.end - 1
    if number.end < len(tree) and tree.lower[number.end] in {"-", "%", "percent", "per", "am", "pm", "km", "miles"}:
        return None
    if number.end < len(tree) and tree.lower[number.end] == "of":
        noun = next((c for c in tree.kids(last, "prep") for c in tree.kids(c, "pobj")), None)
        if noun is not None and noun - last < 8:
            inner = tree.phrase(noun)[1]
            return _Group(last, noun, inner)
    head = next(
        (
            h
            for h in range(number.first, number.end)
            if tree.dep[h] in {"nummod", "det", "amod", "compound"}
            and tree.head[h] >= number.end
            and not _PARTS.intersection(tree.lower[number.end : tree.head[h]])
        ),
        None,
    )
    if (
        head is not None
        and tree.head[head] - last < 8
        and tree.pos[tree.head[head]] in {"NOUN", "PROPN", "ADJ", "PRON", "VERB"}
    ):
        noun = tree.head[head]
        while tree.dep[noun] == "compound" and noun < tree.head[noun] < noun + 4:
            noun = tree.head[noun]  # "seven special forces soldiers": soldiers
        return _Group(noun, noun, noun + 1)
    return _Group(last, None, number.end)


def _of(tree: Tree, group: _Group) -> str | None:
    if group.noun is None:
        return None
    people = people_words()
    noun = group.noun
    if group.head < noun and tree.lower[noun] in {"dead", "victims", "killed", "wounded", "them", "those", "injured"}:
        return "part"  # "40 of the dead": of whom the toll was told before
    if any(tree.lower[c] == "police" for c in tree.kids(noun, "compound", "amod", "nmod")):
        return "police"  # "eight police officers"
    label = people.get(tree.lemma[noun]) or people.get(tree.lower[noun])
    return label if label else None


def _is_people(tree: Tree, group: _Group) -> bool:
    if group.noun is None:
        return True
    people = people_words()
    noun = group.noun
    return (
        tree.lemma[noun] in people
        or tree.lower[noun] in people
        or tree.lower[noun] in _MORE
        or tree.tag[noun] == "NNPS"
    )


def _field(tree: Tree, number: Number, group: _Group) -> tuple[str, str] | None:
    """(field, rule) of a counted group; ``None`` when its clause says nothing of a toll."""
    people = _is_people(tree, group)
    noun = group.noun if group.noun is not None else group.head
    table = toll_words()
    for role in ("noun", "adjective"):
        entry = table.get(tree.lemma[noun], {}).get(role) or table.get(tree.lower[noun], {}).get(role)
        if entry:
            return entry[0], role
    risen = _risen(tree, number)
    if risen is not None:
        return risen
    beside = _coordinated(tree, number) if group.noun is None else _behind_verb(tree, number, people)
    if beside is not None:
        return beside
    for token in (group.head, noun):
        hit = _by_parse(tree, token, people, 0)
        if hit:
            return hit
    return _by_window(tree, number, group, people)


def _coordinated(tree: Tree, number: Number) -> tuple[str, str] | None:
    """ "100 people killed and over 400 wounded": the second toll word stands right behind the second number, whatever the
    parse hangs it on."""
    first, _ = _bound(tree, number.first)
    if number.end >= len(tree) or tree.lower[first - 1 : first] not in (["and"], [","]):
        return None
    hit = _word(tree, number.end, ("adjective",), True) if tree.tag[number.end] in {"VBN", "VBD", "JJ"} else None
    return (hit, "beside") if hit else None


def _behind_verb(tree: Tree, number: Number, people: bool) -> tuple[str, str] | None:
    """ "Kills two people with several others injured": the verb of harm right before a number and its noun."""
    verb = _bound(tree, number.first)[0] - 1
    active = verb >= 0 and (
        tree.tag[verb] in {"VBZ", "VBG", "VBP"} or (tree.tag[verb] == "VBD" and tree.kids(verb, "nsubj"))
    )
    if not active:
        return None
    hit = _word(tree, verb, ("object",), people)
    return (hit, "behind") if hit else None


def _by_parse(tree: Tree, token: int, people: bool, depth: int) -> tuple[str, str] | None:
    """The toll word that the parse joins to a token."""
    for child in tree.kids(token, "acl", "amod", "relcl", "acomp"):
        hit = _word(tree, child, ("object", "adjective") if tree.tag[child] == "VBN" else ("adjective",), people)
        if hit and child > token:
            return hit, "participle"
    dep, head = tree.dep[token], tree.head[token]
    if dep in {"dobj", "nsubjpass", "obj"}:
        hit = _to_death(tree, head) or _word(tree, head, ("object",), people) or _result(tree, head, people)
    elif dep == "nsubj":
        hit = _word(tree, head, ("subject",), people) or _result(tree, head, people) or _among(tree, head, people)
        if hit is None and is_passive(tree, head):
            hit = _to_death(tree, head) or _word(tree, head, ("object",), people)
    elif dep == "conj" and depth < 4:
        return _by_parse(tree, head, people, depth + 1)
    elif dep == "pobj" and tree.lower[head] in {"including", "among"} and depth < 3:
        return _by_parse(tree, tree.head[head], people, depth + 1)
    elif dep in {"appos", "attr", "pobj"} and depth < 3 and tree.lower[head] not in {"by", "from", "after"}:
        top = tree.head[head] if dep == "pobj" else head
        return _toll_noun(tree, top)
    else:
        hit = None
    return (hit, "clause") if hit else None


def _word(tree: Tree, token: int, roles: tuple[str, ...], people: bool) -> str | None:
    entry = toll_words().get(tree.lemma[token])
    for role in roles:
        hit = (entry or {}).get(role) or toll_words().get(tree.lower[token], {}).get(role)
        if hit and (people or not hit[1]):
            return hit[0]
    return None


def _result(tree: Tree, verb: int, people: bool) -> str | None:
    """ "Left six people dead", "six people are missing", "six people were found dead"."""
    for child in tree.kids(verb, "acomp", "oprd", "attr", "xcomp", "ccomp"):
        hit = _word(tree, child, ("adjective", "object") if tree.tag[child] == "VBN" else ("adjective",), people)
        if hit:
            return hit
    return None


def _to_death(tree: Tree, verb: int) -> str | None:
    """ "Stabbed two men to death", "two men were shot dead", "six were taken to hospital"."""
    ends = [n for p in tree.kids(verb, "prep") if tree.lower[p] == "to" for n in tree.kids(p, "pobj")]
    ends += tree.kids(verb, "acomp", "oprd")
    if any(tree.lower[n] in {"death", "dead"} for n in ends):
        return "killed"
    return (
        "injured"
        if any(tree.lemma[n] in _people("wards") for n in ends) and tree.lemma[verb] in _people("brought")
        else None
    )


def _among(tree: Tree, verb: int, people: bool) -> str | None:
    """ "Six nurses were among the dead", "were among those killed": no part of a toll told with its number."""
    if tree.lemma[verb] != "be":
        return None
    for whole in (n for p in tree.kids(verb, "prep") if tree.lower[p] == "among" for n in tree.kids(p, "pobj")):
        for word in (whole, *tree.kids(whole, "acl", "amod")) if not tree.kids(whole, "nummod") else ():
            hit = _word(tree, word, ("object", "adjective"), people)
            if hit:
                return hit
    return None


def _toll_noun(tree: Tree, token: int) -> tuple[str, str] | None:
    """ "A toll of six", "the death of six people": the noun that the number hangs on."""
    hit = toll_words().get(tree.lemma[token], {}).get("noun")
    return (hit[0], "noun") if hit else None


def _by_window(tree: Tree, number: Number, group: _Group, people: bool) -> tuple[str, str] | None:
    """The toll word beside the number in headlines and broken parses, with nothing but links between."""
    table, sentence = toll_words(), tree.sentence[number.first]
    end = max(number.end, group.end)
    for j in range(end, min(end + WINDOW, len(tree))):
        if tree.sentence[j] != sentence:
            break
        if tree.tag[j] in {"VBD", "VBN"} and tree.kids(j, "dobj") and group.head in tree.kids(j, "nsubj"):
            break  # "two bombs killed ...": those who did it
        roles = table.get(tree.lower[j], {}) or (table.get(tree.lemma[j], {}) if tree.tag[j] in {"VBN", "VBD"} else {})
        hit = roles.get("adjective") or (roles.get("object") if tree.tag[j] in {"VBN", "VBD", "JJ"} else None)
        if hit and (people or not hit[1]):
            return hit[0], "window"
        if tree.lower[j] not in _LINKS:
            break
    if _toll_before(tree, number):
        return "killed", "toll"
    return None


def _toll_before(tree: Tree, number: Number) -> bool:
    """ "The death toll rose to 43", "toll: 43"."""
    first = max(0, number.first - 9)
    sentence = tree.sentence[number.first]
    told = any(
        tree.lower[j] == "toll" and tree.sentence[j] == sentence and not _toll_of_things(tree, j)
        for j in range(first, number.first)
    )
    return told and tree.lower[number.first - 1] in _TOLL_LINKS


def _toll_of_things(tree: Tree, toll: int) -> bool:
    """ "The toll of homes destroyed"."""
    counted = [n for p in tree.kids(toll, "prep") if tree.lower[p] == "of" for n in tree.kids(p, "pobj")]
    return any(tree.lemma[n] in facilities() for n in counted)


def _risen(tree: Tree, number: Number) -> tuple[str, str] | None:
    """ "The number of people killed has risen to 73", "the toll was put at 73"."""
    last = number.end - 1
    prep = tree.head[last]
    if tree.dep[last] not in {"pobj", "nummod", "dobj", "attr"}:
        return None
    for verb in (prep, tree.head[prep], tree.head[tree.head[prep]]):
        if tree.lemma[verb] in _RISES or tree.lemma[verb] == "be":
            subject = tree.kid(verb, "nsubj", "nsubjpass", "dobj")
            if subject is not None and _toll_of_things(tree, subject):
                return None
            if subject is not None and tree.lemma[subject] in {"toll", "number", "count", "figure"}:
                told = _told_of(tree, subject, verb)
                return (told, "risen") if told or tree.lemma[verb] != "be" else None
    return None


def _told_of(tree: Tree, subject: int, verb: int) -> str:
    """What the number is a number of: the dead unless the words between say the injured or missing."""
    words = tree.lower[tree.phrase(subject)[0] : verb]
    for word in words:
        for role in ("adjective", "noun", "object"):
            hit = toll_words().get(word.removesuffix("s"), {}).get(role) or toll_words().get(word, {}).get(role)
            if hit:
                return hit[0]
    return "killed" if tree.lemma[verb] != "be" or any(w in _HARMED for w in words) else ""


def _bound(tree: Tree, first: int) -> tuple[int, str | None]:
    """Where the expression begins with its bound words, and their reading."""
    known = bounds()
    for length in (4, 3, 2, 1):
        start = first - length
        if start >= 0 and tuple(tree.lower[start:first]) in known:
            return start, known[tuple(tree.lower[start:first])]
    return first, None


def _superseded(tree: Tree, number: Number) -> bool:
    """Whether the report calls it an earlier toll."""
    before = tree.lower[max(0, number.first - 14) : number.first]
    if before[-2:] == ["up", "from"] or (before[-1:] == ["from"] and "toll" in before):
        return True
    return any(w in _EARLIER for w in before) and any(
        w in {"toll", "count", "figure", "report", "reports"} for w in before
    )


def _revised(tree: Tree, first: int) -> bool:
    """Whether the report says that the number has become this one: "the toll has risen to 16", "was revised down to 9"."""
    start = max(tree.sentences[tree.sentence[first]][0], first - REVISION)
    before = range(start, first)
    moved = any(tree.lemma[j] in _MOVES for j in before) and tree.lower[first - 1] == "to" if before else False
    return moved or (first - 1 in before and tree.lemma[first - 1] == "reach")


REVISION = 8  # words before a number in which a verb of rising or falling makes it a revision
_MOVES = frozenset({"rise", "climb", "increase", "grow", "jump", "soar", "go", "raise", "revise", "correct", "lower", "fall", "drop", "reduce", "cut", "update", "bring", "take"})  # fmt: skip

_SINGLE_DEPS = frozenset({"nsubjpass", "dobj", "nsubj"})


def _speaks(tree: Tree, i: int) -> bool:
    """Whether a verb of saying follows right behind: "..., an official said"."""
    return any(
        lemma in {"say", "tell", "add", "report"} for lemma in tree.lemma[i + 1 : i + 8] if lemma not in {"be", "kill"}
    ) and any(w == "," for w in tree.lower[max(0, i - 6) : i])


def _bare_victim(tree: Tree, i: int) -> bool:
    """ "Sniper kills policeman": a headline leaves the article out; a body of people is not one person."""
    verb = tree.head[i]
    bare = tree.dep[i] == "dobj" and tree.tag[verb] == "VBZ" and not tree.kids(i, "det", "poss", "nummod", "nmod")
    return bare and tree.lemma[i] not in _people("bodies")


def _only_tells(tree: Tree, i: int) -> bool:
    """ "The governor said nobody was hurt": a subject whose own verb is no word of harm."""
    return tree.dep[i] == "nsubj" and any(tree.tag[c][:2] == "VB" for c in tree.kids(tree.head[i], "ccomp"))


def _is_office(tree: Tree, i: int) -> bool:
    """ "The mayor was shot dead": there is one of them, not "the army", nor "the patient" of whom the report told before."""
    return tree.lemma[i] in _people("offices") and any(tree.lower[c] in {"the", "its", "their"} or tree.dep[c] == "poss" for c in tree.children[i])  # fmt: skip


@cache
def _people(name: str) -> frozenset[str]:
    """A word list of ``vocab/counts_people.yaml``."""
    return frozenset(yaml_file("counts_people")[name])


def _single_victims(tree: Tree, taken: set[int]) -> list[CountMention]:
    """ "A child was killed", "killing a nurse": one victim."""
    people, found = people_words(), []
    for i, lemma in enumerate(tree.lemma):
        if lemma not in people or tree.tag[i] != "NN" or i in taken:
            continue
        det = next((c for c in tree.kids(i, "det") if tree.lower[c] in {"a", "an", "another"}), None)
        if det is None and (_bare_victim(tree, i) or _is_office(tree, i)):
            det = tree.phrase(i)[0]
        hit = _by_parse(tree, i, True, 0) if det is not None and tree.dep[i] in _SINGLE_DEPS else None
        if hit and _only_tells(tree, i):
            continue
        if det is None or hit is None or hit[1] == "noun" or _speaks(tree, i):
            continue
        span = tree.received(det, i + 1)
        found.append(
            CountMention(
                start=span.start, end=span.end, words=tree.view.report.words(span), sentence=tree.sentence[i],
                rule="counts/one", field=hit[0], low=1, best=1, high=1, of=people[lemma],
            )
        )  # fmt: skip
    return found
