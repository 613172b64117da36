"""The name of someone from the words of one report, so that it can be counted over many: "At least 31 Rebels", "another two
rebels" and the "rebel" of "rebel shelling" are all "rebels", "Russian" alone is Russia.

Words: ``vocab/actor_names.yaml``.
"""

from __future__ import annotations

from functools import cache, lru_cache

from dateline.find.actors import countries, facilities, modifiers, nations, nouns
from dateline.find.counts import bounds, number_words
from dateline.vocab.inflect import third_person
from dateline.vocab.load import tsv_rows, yaml_file

_ARTICLES = frozenset({"the", "a", "an"})
_POINTING = frozenset({"these", "those", "their", "its", "his", "her", "some", "several", "many", "all", "most", "more", "few", "half", "of"})  # fmt: skip
_JOINING = frozenset({"of", "with", "from", "in", "on", "at", "for", "to", "and", "by", "near", "under", "&"})


@lru_cache(maxsize=8192)
def clean_name(words: str, *, modifier: bool = False) -> str:
    """The name, without what counts, points, dates or tags it; ``modifier`` for a word that stands before another noun.

    >>> clean_name("At least 31 Rebels"), clean_name("rebel", modifier=True), clean_name("Russian")
    ('rebels', 'rebels', 'Russia')
    """
    tokens = [t for t in words.replace("\n", " ").strip(" -–—|,.;:\"“”'").split(" ") if t]
    if not tokens:
        return words
    tokens = _without_lead(_behind_article(tokens))
    tokens = [_owner(t) if n + 1 < len(tokens) else t for n, t in enumerate(tokens)]
    tokens = _before_tail(tokens)
    if len(tokens) == 1:
        return _one_word(tokens[0], modifier=modifier)
    return " ".join(_plain_case(tokens))


@cache
def names(kind: str) -> frozenset[str]:
    """A word list of ``vocab/actor_names.yaml``."""
    return frozenset(yaml_file("actor_names")[kind])


@cache
def capitals() -> dict[str, str]:
    """Capital, in small letters -> code of its state."""
    return dict(yaml_file("actor_names")["capitals"])


def _behind_article(tokens: list[str]) -> list[str]:
    """ "Hosam Katan A rebel fighter": what stands before an article belongs to something else, but for "leader of the front"."""
    for n in range(len(tokens) - 1, 0, -1):
        if tokens[n].lower() in _ARTICLES and tokens[n - 1].lower() not in _JOINING and n + 1 < len(tokens):
            return tokens[n + 1 :]
    return tokens


def _without_lead(tokens: list[str]) -> list[str]:
    if tokens[0].lower() in names("tags"):
        return tokens[-1:]
    first = 0
    while first < len(tokens) - 1 and _leads(tokens[first], tokens[first + 1]):
        first += 1
    return tokens[first:]


def _leads(word: str, following: str) -> bool:
    """Whether a word only counts, points, dates or qualifies what follows."""
    low = word.lower().strip('(),.:;-"“”')
    if not low or low[:1].isdigit() or low in _counters() or low in names("before"):
        return True
    if low in names("dates"):
        return word[:1].isupper() and following[:1].isalnum()
    return all(part in number_words() for part in low.split("-"))


@cache
def _counters() -> frozenset[str]:
    return _ARTICLES | _POINTING | number_words().keys() | {word for words in bounds() for word in words}


def _before_tail(tokens: list[str]) -> list[str]:
    """ "Rebels Pillay", "children 5 women": a plural for people takes no name or number behind it."""
    for n, token in enumerate(tokens[:-1]):
        plural = token.islower() and token in _plurals()
        if plural and (tokens[n + 1][:1].isupper() or tokens[n + 1][:1].isdigit()):
            return tokens[: n + 1]
    return tokens


@cache
def _plurals() -> frozenset[str]:
    """Written plurals of the nouns for people."""
    regular = {third_person(n) for n in nouns() if not n.endswith("s")}
    return frozenset(regular | {"children", "people", "men", "women"} | {n for n in nouns() if n.endswith("men")})


def _owner(token: str) -> str:
    """ "Syrias", "Assads": the apostrophe that a scrape dropped."""
    stem = token[:-1]
    if token.endswith("s") and (
        stem.lower().removeprefix("al-") in names("owners") or (stem[:1].isupper() and stem.lower() in countries())
    ):
        return f"{stem}'s"
    return token


def _plain_case(tokens: list[str]) -> list[str]:
    """ "Regime forces" at the head of a sentence, "Government Troops" in a headline; "Free Army" keeps its capitals."""
    if not _is_common(tokens[0]) or tokens[0].isupper():
        return tokens
    titled = all(t[:1].isupper() for t in tokens)
    if titled:
        return [t.lower() for t in tokens] if all(map(_is_common, tokens)) else tokens
    return [tokens[0].lower(), *tokens[1:]] if tokens[1][:1].islower() else tokens


def _is_common(token: str) -> bool:
    low = token.lower()
    if low in names("proper") or low in nations():
        return False
    lemma = low.removesuffix("s")
    return any(w in table for w in (low, lemma) for table in (nouns(), facilities(), modifiers()))


def _one_word(word: str, *, modifier: bool) -> str:
    low = word.lower()
    if word[:1].isupper() and low in _states():
        return _states()[low]
    if modifier and low in names("groups"):
        return third_person(low) if low not in names("proper") else third_person(word)
    return low if _is_common(word) and not word.isupper() else word


@cache
def _states() -> dict[str, str]:
    """Adjective of a people -> its state: "Russian" -> "Russia"."""
    named = {row["alpha2"]: row["name"] for row in tsv_rows("country_codes")}
    found: dict[str, str] = {}
    for row in tsv_rows("places_countries"):
        first = row["people"].split("|")[0].lower()
        if first and row["code"] in named:
            found.setdefault(first, named[row["code"]])
    return found
