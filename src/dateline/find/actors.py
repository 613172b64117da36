"""Words that name someone: registry names, nouns for people and forces, and proper names that act or are acted upon.

What a mention *means* (which known group, which kind) is for ``resolve/actors``; here only the words, their head, the
kind that the noun and its modifiers tell, and the registry key when a known name stands in the phrase. Known names are
in ``vocab/actors.yaml``, nouns in ``vocab/actor_nouns.tsv``, sides told by modifiers in ``vocab/actor_modifiers.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from dateline.find.analysis import Analysis
from dateline.find.anchored import lower_twin
from dateline.find.tree import Tree, tree_of
from dateline.model import ActorMention, Span
from dateline.vocab.load import tsv_rows, yaml_file

ROLE_DEPS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos", "compound", "ROOT", "attr", "dative"}
)
# Sides told by a force: these nouns take the kind of their modifiers first.
_MEMBERS = frozenset({"fighter", "member", "militant", "unit", "troop", "soldier", "force", "gunman", "rebel", "commander", "leader", "column", "guerrilla", "squad", "wing", "jihadist", "insurgent", "militiaman"})  # fmt: skip
_SHORT = 4  # names this short are only known by their exact case ("IS", "US")


class Entry(NamedTuple):
    """One entry of the registry."""

    key: str
    name: str
    kind: str
    country: str | None


class Hit(NamedTuple):
    """A known name in the view: characters [start, end) and the registry key."""

    start: int
    end: int
    key: str


@cache
def registry() -> dict[str, Entry]:
    """Registry key -> entry."""
    data = cast("dict[str, dict[str, Any]]", yaml_file("actors"))
    return {k: Entry(k, v["name"], v["kind"], v.get("country")) for k, v in data.items()}


@cache
def _names() -> tuple[AhoCorasick, tuple[tuple[str, str, tuple[int | None, int | None]], ...]]:
    """Automaton over the lower-case names; for each pattern: exact words, key, years."""
    seen: dict[str, tuple[str, str, tuple[int | None, int | None]]] = {}
    for key, value in cast("dict[str, dict[str, Any]]", yaml_file("actors")).items():
        for alias in [value["name"], *value.get("aliases", [])]:
            words, years = (
                (alias["name"], (alias.get("from"), alias.get("to")))
                if isinstance(alias, dict)
                else (alias, (None, None))
            )
            seen.setdefault(words.lower(), (words, key, years))
    return AhoCorasick(list(seen), matchkind=MatchKind.LeftmostLongest), tuple(seen.values())


@cache
def nouns() -> dict[str, tuple[str, str, bool]]:
    """Noun (and plurals that no rule reduces) -> (kind, group, plain)."""
    table = {r["noun"]: (r["kind"], r["group"], r["plain"] == "1") for r in tsv_rows("actor_nouns")}
    plurals = {
        n.replace("man", "men") if n.endswith("man") else n.replace("child", "children"): v for n, v in table.items()
    }
    return plurals | table


@cache
def modifiers() -> dict[str, tuple[str, int]]:
    """Modifier -> (kind, weight)."""
    return {r["word"]: (r["kind"], int(r["weight"])) for r in tsv_rows("actor_modifiers")}


def known_names(analysis: Analysis) -> list[Hit]:
    """Known names in the readable text, longest first at each place, whole words only."""
    text = analysis.view.text
    low = lower_twin(text)
    automaton, names = _names()
    year = _year(analysis)
    found = []
    for number, start, end in automaton.find_matches_as_indexes(low):
        words, key, (since, until) = names[number]
        if (start and (low[start - 1].isalnum() or low[start - 1] == "_")) or (end < len(low) and low[end].isalnum()):
            continue
        if year is not None and ((since or 0) > year or (until or 9999) < year - 1):
            continue
        if len(words) <= _SHORT and text[start:end] != words:
            continue
        if len(words) <= _SHORT and words.isalpha() and words.isupper() and _shouting(text, start, end):
            continue
        if text[start].islower() and not words[0].islower():
            continue
        found.append(Hit(start, end, key))
    return found


def _year(analysis: Analysis) -> int | None:
    published = analysis.report.published or ""
    return int(published[:4]) if published[:4].isdigit() else None


def _shouting(text: str, start: int, end: int) -> bool:
    """Whether the words around are in capitals too, so that "US" may be "us"; names of three letters and fewer only."""
    around = text[max(0, start - 20) : start] + text[end : end + 20]
    letters = [c for c in around if c.isalpha()]
    return end - start <= 2 and bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)


_ARMED = frozenset({"armed", "masked", "hooded", "uniformed", "gun-wielding"})  # "armed men" are no civilians


def find_actors(analysis: Analysis) -> list[ActorMention]:
    """Mentions of people, groups, forces and governments, in the order of the text."""
    tree = tree_of(analysis)
    hits = known_names(analysis)
    covered: dict[int, str] = {}
    for hit in hits:
        for i in tree.between(hit.start, hit.end):
            covered[i] = hit.key
    return [mention_at(tree, i, covered) for i in range(len(tree)) if _is_head(tree, i, covered)]


def mentions_for(analysis: Analysis, spans: Iterable[Span], known: list[ActorMention]) -> list[ActorMention]:
    """Mentions for role spans that are not among ``known`` yet, in the order of the spans."""
    tree = tree_of(analysis)
    have = {(m.start, m.end) for m in known}
    covered = {i: hit.key for hit in known_names(analysis) for i in tree.between(hit.start, hit.end)}
    extra = []
    for span in spans:
        if (span.start, span.end) in have:
            continue
        have.add((span.start, span.end))
        head = tree.head_of(tree.tokens_of(span))
        if head is None:
            continue
        mention = mention_at(tree, head, covered)
        extra.append(
            ActorMention(
                start=span.start, end=span.end, words=analysis.words(span), sentence=mention.sentence, rule="actors/role",
                head=mention.head, kind=mention.kind, registry=mention.registry,
            )
        )  # fmt: skip
    return extra


def _is_head(tree: Tree, i: int, covered: dict[int, str]) -> bool:
    """Whether a noun phrase that names someone has its head here."""
    pos = tree.pos[i]
    if pos not in {"NOUN", "PROPN", "ADJ", "PRON"} or tree.dep[i] not in ROLE_DEPS:
        return False
    if tree.dep[i] == "compound" and tree.head[i] > i and not (i in covered and tree.head[i] not in covered):
        return False
    if i in covered:
        return tree.head[i] not in covered or tree.dep[i] in {"ROOT", "conj", "appos"} or tree.head[i] == i
    noun = nouns().get(tree.lemma[i]) or nouns().get(tree.lower[i])
    if noun is not None and pos in {"NOUN", "PROPN"}:
        return True
    return pos == "PROPN" and tree.dep[i] in {"nsubj", "nsubjpass", "dobj", "poss"}


def actor_extent(tree: Tree, i: int) -> tuple[int, int]:
    """Token range of someone: the noun phrase, and for members of a body the body too ("units of the 9th Division",
    "fighters with the militant group")."""
    first, end = tree.phrase(i)
    first = _with_nation(tree, i, first)
    if tree.lemma[i] in _MEMBERS:
        for prep in tree.kids(i, "prep"):
            body = tree.kid(prep, "pobj")
            if (
                prep == end
                and tree.lower[prep] in {"of", "with", "from"}
                and body is not None
                and _is_body(tree, body, i)
            ):
                return first, max(end, tree.phrase(body)[1])
    return first, end


def _is_body(tree: Tree, body: int, member: int) -> bool:
    """Whether a noun can name what someone is a member of: "forces of the north", not "forces of gas attacks"."""
    return body - member < 8 and (tree.pos[body] == "PROPN" or tree.lemma[body] in nouns())


def _with_nation(tree: Tree, i: int, first: int) -> int:
    """Where a side named before an event noun begins: "Syrian regime air raids" has the Syrian regime."""
    head = tree.head[i]
    if tree.dep[i] not in {"compound", "nmod", "amod"} or head <= i:
        return first
    before = first - 1
    if before >= 0 and tree.lower[before] == "air" and tree.head[before] in {head, i}:
        before -= 1
    joined = before >= 0 and tree.head[before] == head and tree.dep[before] in {"amod", "compound", "nmod"}
    return before if joined and tree.lower[before] in nations() else first


@cache
def nations() -> frozenset[str]:
    """Adjectives and names of the people of states, in small letters."""
    return frozenset(w.lower() for row in tsv_rows("places_countries") for w in row["people"].split("|") if w)


@cache
def countries() -> frozenset[str]:
    """English short names of states, in small letters."""
    return frozenset(row["name"].lower() for row in tsv_rows("country_codes"))


def mention_at(tree: Tree, i: int, covered: dict[int, str]) -> ActorMention:
    """The mention whose noun phrase has its head at token ``i``."""
    first, end = actor_extent(tree, i)
    key = next((covered[j] for j in range(end - 1, first - 1, -1) if j in covered), None)
    if key and i not in covered and tree.lemma[i] in facilities() and registry()[key].kind == "government":
        key = None  # "Moscow concert hall" is no government
    span = tree.received(first, end)
    return ActorMention(
        start=span.start,
        end=span.end,
        words=tree.view.report.words(span),
        sentence=tree.sentence[i],
        rule="actors/registry" if key else "actors/noun",
        head=tree.lemma[i],
        kind=kind_at(tree, i, first, key),
        registry=key,
    )


@cache
def facilities() -> dict[str, str]:
    """Noun for a building, a work or a vehicle -> kind of facility."""
    return {r["noun"]: r["kind"] for r in tsv_rows("facilities")}


def kind_at(tree: Tree, i: int, first: int, key: str | None) -> str:
    """The kind that a noun phrase tells: modifiers first, then a known name, then the noun."""
    table, best = modifiers(), ("", 0)
    for j in range(first, i + 1):
        kind, weight = table.get(tree.lower[j], ("", 0))
        joined = tree.lower[j - 2] + "-" + tree.lower[j] if j - 2 >= first and tree.lower[j - 1] == "-" else ""
        kind, weight = table.get(joined, (kind, weight))
        if weight > best[1] and (j < i or weight >= 5):
            best = (kind, weight)
    if key is not None:
        return registry()[key].kind
    noun = nouns().get(tree.lemma[i]) or nouns().get(tree.lower[i])
    if best[0] and (noun is None or noun[0] in {"state_forces", "unknown", "rebel", "police", "government"}):
        return best[0]
    if noun is not None and noun[0] == "civilians" and not _ARMED.isdisjoint(tree.lower[first:i]):
        return "unknown"
    if noun is not None:
        return noun[0]
    if tree.pos[i] == "PROPN" and tree.lemma[i] in facilities():
        return "facility"
    if tree.pos[i] == "PROPN":
        return "government" if tree.words(first, i + 1).lower() in countries() else "person"
    return "unknown"
