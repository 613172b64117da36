"""Training material for the tagger of place names: gold documents, name-swapped copies, sentences from templates.

Gold: LGL (Lieberman and others 2010) and TR-News (Kamalloo and Rafiei 2018) as JSON lines of ``shared/bench/places``;
village names: Who's On First (CC BY 4.0) of ``shared/data/gazetteer``. Neither is shipped.
"""

from __future__ import annotations

import json
import lzma
import random
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from dateline.find.analysis import Analysis
from dateline.find.borders import mark_borders
from dateline.find.places.grams import Words
from dateline.gazetteer.names import fold, stripped
from dateline.vocab import tsv_rows

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
BENCH = SHARED / "bench" / "places"
CONFLICT = ["IQ", "SY", "UA", "YE", "AF", "SD", "SS", "SO", "LY", "ML", "BF", "NE", "NG", "CD", "CF", "ET", "MM", "PK", "TD", "CM", "MZ", "PS", "LB", "AZ", "AM", "GE", "CO", "PH", "IR", "TR"]  # fmt: skip
FORMER = {"IQ": "Iraq", "SY": "Syria", "UA": "Ukraine", "YE": "Yemen", "AF": "Afghanistan", "SD": "Sudan", "SS": "South Sudan", "SO": "Somalia", "LY": "Libya", "ML": "Mali", "BF": "Burkina Faso", "NE": "Niger", "NG": "Nigeria", "CD": "Congo", "CF": "Central African Republic", "ET": "Ethiopia", "MM": "Myanmar", "PK": "Pakistan", "TD": "Chad", "CM": "Cameroon", "MZ": "Mozambique", "PS": "Palestine", "LB": "Lebanon", "AZ": "Azerbaijan", "AM": "Armenia", "GE": "Georgia", "CO": "Colombia", "PH": "Philippines", "IR": "Iran", "TR": "Turkey"}  # fmt: skip


def documents(name: str) -> list[dict[str, Any]]:
    """Documents of a bench file."""
    return [json.loads(line) for line in (BENCH / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]


def kept_aside(name: str) -> bool:
    """Names that are never used in training, so that tests can ask for names that were never seen: every fifth one,
    and all that stand in the test sentences."""
    folded = fold(name)
    return zlib.crc32(folded.encode()) % 5 == 0 or folded in tested_names() or stripped(folded) in tested_names()


@cache
def tested_names() -> frozenset[str]:
    text = (HERE.parent / "tests" / "find" / "conflict_sentences.txt").read_text(encoding="utf-8")
    names = {fold(n) for n in re.findall(r"\[([^]]+)\]", text)}
    return frozenset(names | {stripped(n) for n in names})


@cache
def village_names(country: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(villages and towns, provinces) of a country in Latin letters."""
    villages, provinces = [], []
    with lzma.open(SHARED / "data" / "gazetteer" / f"{country}.tsv.xz", "rt", encoding="utf-8") as handle:
        next(handle)
        for line in handle:
            parts = line.rstrip("\n").split("\t")
            name = latin([parts[3], *parts[11].split(";")])
            if not name or len(name) < 3 or len(name) > 28 or kept_aside(name):
                continue
            if parts[2] in ("locality", "neighbourhood"):
                villages.append(name)
            elif parts[2] == "region":
                provinces.append(re.sub(r"\s+(Governorate|Province|Oblast|State|Region)$", "", name))
    return tuple(villages), tuple(provinces) or ("North", "South")


def latin(names: list[str]) -> str:
    """The first name in Latin letters, its marks off."""
    for name in names:
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        plain = plain.translate(str.maketrans("‘’ʻʼəıøłđ", "''''aioLd".lower()))
        if plain and plain[0].isupper() and all(c.isascii() for c in plain) and not any(c.isdigit() for c in plain):
            return plain
    return ""


ARTICLES = re.compile(r"^(?:Al|El|Ash|As|Ad|Ar|An|At|Az)[ -](?=[A-Z])")


def noisy(name: str, rng: random.Random) -> str:
    """A spelling of a romanised name as news may have it."""
    found = ARTICLES.match(name)
    if found:
        rest = name[found.end() :]
        name = (
            rng.choice(["al-", "Al-", "Al ", "al ", "El ", "el-", "", "", "ash-" if rest[0] == "S" else "al-"]) + rest
        )
    name = re.sub(
        r" (al|ash|as|ad|ar|an|at|az)[ -](?=[A-Z])", lambda m: rng.choice([" al-", " al ", " el-", "-al-"]), name
    )
    name = name.replace("'", rng.choice(["", "", "'", "’"]))
    for old, new in (("q", "k"), ("yy", "y"), ("ay", "ai"), ("ee", "i"), ("ou", "u"), ("iy", "i"), ("dh", "d"), ("w", "v"), ("kh", "h"), ("j", "dj"), ("ah", "a"), ("a", "e"), ("y", "i")):  # fmt: skip
        if old in name and rng.random() < 0.12:
            name = name.replace(old, new, 1 if len(old) == 1 else -1)
    if len(name) > 3 and name.endswith("ah") and rng.random() < 0.4:
        name = name[:-1]
    return name


def spaces(rng: random.Random) -> str:
    return rng.choice(CONFLICT)


@cache
def short_forms() -> frozenset[str]:
    out = {r["short"].replace(".", "") for r in tsv_rows("places_abbreviations")}
    for r in tsv_rows("places_admin1_points"):
        out |= {a.replace(".", "") for a in r["abbreviations"].split("|")}
    return frozenset(out)


@cache
def people() -> frozenset[str]:
    rows = (*tsv_rows("places_countries"), *tsv_rows("places_regions"), *tsv_rows("places_admin1_points"))
    return frozenset(fold(p) for r in rows for p in (r["people"] or "").split("|") if p)


def swapped(doc: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """A copy of a document with most of its towns renamed to villages of one or two conflict countries."""
    countries = [spaces(rng), spaces(rng)]
    names: dict[str, str] = {}
    text, spans, position = [], [], 0
    length = 0
    for span in sorted(doc["spans"], key=lambda s: s["start"]):
        if span["start"] < position:
            continue
        old = span["text"]
        new = names.get(old)
        if new is None:
            new = names[old] = _new_name(old, span, countries, rng)
        before = doc["text"][position : span["start"]]
        text += [before, new]
        length += len(before)
        spans.append({"start": length, "end": length + len(new)})
        length += len(new)
        position = span["end"]
    text.append(doc["text"][position:])
    return {"id": doc["id"], "domain": doc["domain"], "text": "".join(text), "spans": spans}


def _new_name(old: str, span: dict[str, Any], countries: list[str], rng: random.Random) -> str:
    if fold(old) in people() or old.replace(".", "") in short_forms() or len(old) < 3:
        return old
    if rng.random() < (0.75 if str(span.get("fcode", "")).startswith("PCL") else 0.15):
        return old
    name = noisy(rng.choice(village_names(rng.choice(countries))[0]), rng)
    return name.upper() if old.isupper() else name


@cache
def templates() -> tuple[str, ...]:
    lines = (HERE / "places_templates.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def names_of_people() -> dict[str, list[str]]:
    return yaml.safe_load((HERE / "places_names.yaml").read_text(encoding="utf-8"))


def composed(rng: random.Random, sentences: int = 8) -> dict[str, Any]:
    """A short report from templates, its villages from one country."""
    country = spaces(rng)
    villages, provinces = village_names(country)
    local = [noisy(rng.choice(villages), rng) for _ in range(6)]
    surnames = [rng.choice(names_of_people()["surname"]) for _ in range(3)]
    text, spans, length = [], [], 0
    adjectives = [p for r in tsv_rows("places_countries") for p in (r["people"] or "").split("|")[:1] if p]
    for template in rng.sample(templates(), sentences):
        for part in re.split(r"(\{[A-Z]\})", template):
            word, place = part, False
            if part == "{P}":
                word, place = rng.choice(local) if rng.random() < 0.7 else noisy(rng.choice(villages), rng), True
            elif part == "{A}":
                word, place = rng.choice(provinces), True
            elif part == "{C}":
                word, place = FORMER[country] if rng.random() < 0.7 else FORMER[spaces(rng)], True
            elif part == "{D}":
                word, place = rng.choice(adjectives), True
            elif part == "{N}":
                word = _person(rng, surnames)
            elif part == "{S}":
                word = rng.choice(surnames)
            elif part == "{G}":
                word = rng.choice(names_of_people()["group"])
            if length == 0 or text[-1].endswith(" "):
                word = word[:1].upper() + word[1:] if (not text or text[-1] == " ") and not place else word
            if place:
                spans.append({"start": length, "end": length + len(word)})
            text.append(word)
            length += len(word)
        text.append(rng.choice([" ", " ", "\n"]))
        length += 1
    return {"id": "composed", "domain": "composed", "text": "".join(text), "spans": spans}


def _person(rng: random.Random, surnames: list[str]) -> str:
    given = rng.choice(names_of_people()["given"])
    last = rng.choice(surnames)
    joint = rng.choice([" ", " ", " ", " al-", " Al ", " el-"]) if given[0] in "AMHKTSFNWB" else " "
    return given + joint + last


def plain_lists(rng: random.Random, store: Any, number: int) -> list[dict[str, Any]]:
    """Made-up reports that are only lists of names: one to three countries (by name or people), large towns of them drawn
    by population. They teach the ranking that a country or a capital needs no support to be itself."""
    rows = [r for r in tsv_rows("places_countries") if r["people"]]
    by_country: dict[str, list[Any]] = {}
    for place in store.of_kind("city"):
        by_country.setdefault(place.country, []).append(place)
    countries = {p.country: p for p in store.of_kind("country")}
    weights = [max(1.0, countries[r["code"]].population) ** 0.5 for r in rows]
    out = []
    towns = [t for ts in by_country.values() for t in ts]
    sizes = [t.population for t in towns]
    for n in range(number):
        picks: list[tuple[str, Any]] = []
        if rng.random() < 0.4:  # a town alone
            town = rng.choices(towns, sizes)[0]
            picks.append((town.name, town))
            out.append(_list(f"list-{n}", picks))
            continue
        for row in rng.choices(rows, weights, k=rng.choice([1, 1, 2, 3])):
            place = countries[row["code"]]
            if rng.random() < 0.8:
                picks += [
                    (rng.choice([place.name, place.name, rng.choice(row["people"].split("|"))]), place)
                ] * rng.choice([1, 1, 2])
            local = by_country.get(row["code"], [])
            for _ in range(rng.choice([0, 0, 1, 1, 2]) if local else 0):
                town = rng.choices(local, [t.population for t in local])[0]
                picks.append((town.name, town))
        if picks:
            out.append(_list(f"list-{n}", picks))
    return out


def _list(name: str, picks: list[tuple[str, Any]]) -> dict[str, Any]:
    text, spans, length = [], [], 0
    for word, place in picks:
        gold = {"lat": place.lat, "lon": place.lon, "gn": place.ref.removeprefix("gn:")}
        spans.append({"start": length, "end": length + len(word), "text": word, **gold})
        text.append(word + "; ")
        length += len(word) + 2
    return {"id": name, "domain": name, "text": "".join(text), "spans": spans}


def words_of(nlp: Any, texts: Iterable[str]) -> Iterator[Words]:
    """Tokens of texts for training, analysed as reports are."""
    for doc in nlp.pipe((mark_borders(nlp.make_doc(text)) for text in texts), batch_size=16):
        view = SimpleNamespace(text=doc.text)
        yield Words(Analysis(None, view, doc))  # type: ignore[arg-type]


def labels_of(words: Words, spans: list[dict[str, Any]]) -> list[str]:
    """B, I, O for each token."""
    out = ["O"] * len(words.text)
    if not spans:
        return out
    starts = {s: i for i, s in enumerate(words.start)}
    for span in spans:
        first = starts.get(span["start"])
        i = (
            first
            if first is not None
            else next((k for k, s in enumerate(words.start) if words.end(k) > span["start"]), None)
        )
        opened = False
        while i is not None and i < len(words.text) and words.start[i] < span["end"]:
            if words.text[i].strip():
                out[i] = "I" if opened else "B"
                opened = True
            i += 1
    return out
