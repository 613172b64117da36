"""What the tagger of place names sees of a token: its letters, its neighbours, the gazetteer, the rest of the report.

Only tokens that may belong to a name are looked at: capitals, native scripts, and small words or hyphens between or
before them. They form *runs*; everything outside a run is no name. Training and reading share this module.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from dateline.find.places.grams import Gram, Words, particles
from dateline.vocab import data_path, yaml_file

_JOINERS = frozenset("-–'’./")
_EDGE = "<>"


@cache
def common_words() -> frozenset[str]:
    """Words that texts write small: a capital on them says little (``vocab/weights/common_words.txt``)."""
    return frozenset(data_path("weights/common_words.txt").read_text(encoding="utf-8").split())


@cache
def given_names() -> frozenset[str]:
    """Given names (``vocab/given_names.txt``)."""
    lines = data_path("given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(w for line in lines if not line.startswith("#") for w in line.split())


@cache
def _locative() -> frozenset[str]:
    return frozenset(yaml_file("places_cues")["locative"])


@cache
def _speech() -> frozenset[str]:
    return frozenset(yaml_file("places_cues")["speech"])


@lru_cache(maxsize=50_000)
def shape(word: str) -> str:
    """Letters as X and x, digits as 9, runs shortened to two."""
    out = re.sub(r"[^\W\d_]", lambda m: "X" if m.group().isupper() else "x", word[:20])
    return re.sub(r"(.)\1{2,}", r"\1\1", re.sub(r"\d", "9", out))


def runs(words: Words) -> Iterator[tuple[int, int]]:
    """Stretches [start, end) of tokens that may belong to names."""
    allowed = _allowed(words)
    start = -1
    for i, ok in enumerate(allowed):
        if ok and start < 0:
            start = i
        elif not ok and start >= 0:
            yield start, i
            start = -1
    if start >= 0:
        yield start, len(allowed)


def _allowed(words: Words) -> list[bool]:
    capital, text, folded = words.capital, words.text, words.folded
    opening, size = particles(), len(text)
    out = list(capital)
    for i in range(size - 1, -1, -1):
        if out[i] or i + 1 >= size or not out[i + 1]:
            continue
        joins = (
            i > 0 and (capital[i - 1] or folded[i - 1] in opening) and (text[i] in _JOINERS or folded[i] in _joining())
        )
        if folded[i] in opening or joins or _is_linked(text, capital, i):
            out[i] = True
    return out


@cache
def _joining() -> frozenset[str]:
    return frozenset(yaml_file("places_cues")["joining"])


def _is_linked(text: list[str], capital: list[bool], i: int) -> bool:
    """Whether a small word or hyphen links the parts of an eastern name: the "e" and its hyphens of "Tal-e Sefid" and
    "Deh-i-Nau"."""
    if text[i] == "-":
        i -= 1
    return 1 < i < len(text) and len(text[i]) < 4 and text[i - 1] == "-" and capital[i - 2] and text[i].islower()


class Features:
    """Features of the tokens of one report."""

    def __init__(self, words: Words, found: list[Gram]) -> None:
        self.words = words
        self.text = ["¶" if w.isspace() else w for w in words.text]
        self.lower = [w.lower() for w in self.text]
        self.gaz = _gaz_view(words, found)
        self.near = _report_view(words, self.lower)

    def of(self, i: int) -> list[str]:
        """Feature names of token ``i`` (each counts one)."""
        low, word, gaz = self.lower, self.text[i], self.gaz
        size = len(low)
        w = low[i]
        a = low[i - 1] if i else _EDGE
        aa = low[i - 2] if i > 1 else _EDGE
        b = low[i + 1] if i + 1 < size else _EDGE
        bb = low[i + 2] if i + 2 < size else _EDGE
        g, ga, gb = gaz[i], gaz[i - 1] if i else "", gaz[i + 1] if i + 1 < size else ""
        s = shape(word)
        sa = shape(self.text[i - 1]) if i else _EDGE
        sb = shape(self.text[i + 1]) if i + 1 < size else _EDGE
        common = w in common_words()
        out = [
            "w=" + w, "a=" + a, "b=" + b, "aa=" + aa, "bb=" + bb, f"ab={a}|{b}", f"aaa={aa}|{a}", f"bbb={b}|{bb}",
            "s=" + s, f"sss={sa}|{s}|{sb}", "p3=" + w[:3], "z3=" + w[-3:], "z2=" + w[-2:], "z4=" + w[-4:], "p2=" + w[:2],
            "g=" + g, "ga=" + ga, "gb=" + gb, f"gga={ga}|{g}", f"ggb={g}|{gb}", f"g1={g[:3]}|{a}", f"g2={g[:3]}|{b}",
            f"gs={g}|{s}", f"gc={g}|{common}", f"sc={s}|{common}", f"sa={s}|{a}", f"sb={s}|{b}",
        ]  # fmt: skip
        names = given_names()
        persons = f"{a in names:d}{w in names:d}{b in names:d}"
        if persons != "000":
            out += ["fn=" + persons, f"fns={persons}|{s}|{sb}"]
        out += self.near[w]
        return out + self._grammar(i)

    def _grammar(self, i: int) -> list[str]:
        """What the language model says of a token: parts of speech around it, and the word it hangs on."""
        words = self.words
        tags, dep, head = words.tag, words.dep[i], words.head[i]
        t = tags[i]
        ta = tags[i - 1] if i else _EDGE
        tb = tags[i + 1] if i + 1 < len(tags) else _EDGE
        return [f"t={t}", f"tt={ta}|{t}|{tb}", f"dh={dep}|{self.lower[head]}", f"dht={dep}|{tags[head]}"]


def _gaz_view(words: Words, found: list[Gram]) -> list[str]:
    """For each token how it stands in the longest gazetteer name that covers it: position, class, weight, rivals."""
    view = [""] * len(words.text)
    position = 0
    for gram in found:
        if gram.start < position:
            continue
        size = gram.end - gram.start
        rivals = min(3, gram.code % 10)
        for i in range(gram.start, gram.end):
            place = "S" if size == 1 else "B" if i == gram.start else "E" if i == gram.end - 1 else "I"
            view[i] = f"{place}{gram.group}:{gram.decade}:{rivals}"
        position = gram.end
    return view


def _report_view(words: Words, lower: list[str]) -> dict[str, list[str]]:
    """For each word how its occurrences stand in the report: after a preposition of place, a capital, a title or a given
    name, before a verb of speech, before a comma and a capital."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 7)
    place, speech, capital, text = _locative(), _speech(), words.capital, words.text
    size = len(lower)
    for i, is_capital in enumerate(capital):
        if not is_capital:
            continue
        seen = counts[lower[i]]
        a = lower[i - 1] if i else _EDGE
        b = lower[i + 1] if i + 1 < size else _EDGE
        seen[0] += 1
        seen[1] += a in place
        seen[2] += i > 0 and capital[i - 1] and text[i - 1] not in (".",)
        seen[3] += b in speech
        seen[4] += b == "," and i + 2 < size and capital[i + 2]
        seen[5] += a in titles()
        seen[6] += a in given_names() and i > 0 and capital[i - 1]
    return defaultdict(list, {w: _report_features(c) for w, c in counts.items()})


def _report_features(c: list[int]) -> list[str]:
    out = [f"n={min(c[0], 4)}"]
    for name, number in zip(("in", "cap", "say", "comma", "mr", "given"), c[1:], strict=True):
        if number:
            share = 2 * number >= c[0]
            out.append(f"r:{name}={share}")
    return out


@cache
def titles() -> frozenset[str]:
    """Words before the name of a person."""
    return frozenset(yaml_file("places_cues")["titles"])
