"""From the words that name a speaker to a :class:`Source`: kind, body behind a spokesman, side, anonymity.

"Defence Ministry spokesman Brig. Gen. Hadi Salem" speaks for the Defence Ministry; "a US official" is an unnamed
official of the United States; "the AP" is an agency that the registry knows. Nouns and titles come from
``speakers.yaml``, names of outlets from ``outlets.yaml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dateline.model import Source, Span
from dateline.model.attribution import SourceKind
from dateline.vocab.load import tsv_rows, yaml_file
from dateline.vocab.outlets import Outlet, outlet

REGISTRY_KINDS: dict[str, SourceKind] = {
    "agency": "agency", "broadcaster": "broadcaster", "newspaper": "outlet", "monitor": "monitor", "platform": "channel",
}  # fmt: skip
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "him",
        "her",
        "them",
        "one",
        "what",
    ]
)
GENERIC = frozenset(
    [
        "local",
        "senior",
        "top",
        "security",
        "military",
        "unnamed",
        "anonymous",
        "government",
        "rebel",
        "former",
        "another",
    ]
)
_WORD = re.compile(r"[\w’'&./-]+")
_DETERMINER = re.compile(
    r"^(?:(?:a|an|the|its|their|his|her|our|two|three|four|several|some|many|both|one|another|top|senior|other)\s+"
    r"|(?:the\s)?(?:country|nation|city|state|region|province|government)['’]s\s+)+",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:for|of|at|with|from|in)\s+(?:the\s+)?(?P<body>[^,;()]+)")
_UPLOADED = re.compile(r"\b(?:from|by)\s+(?:the\s+)?(?P<who>[A-Z][^,;()]{1,60})")


@cache
def _kinds() -> dict[str, SourceKind]:
    return {word: kind for kind, words in yaml_file("speakers")["kinds"].items() for word in words}


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(yaml_file("speakers")[key])


@cache
def _sides() -> dict[str, str]:
    """Country code by adjective or short name."""
    sides = {"us": "US", "u.s.": "US", "american": "US", "british": "GB", "uk": "GB"}
    for row in tsv_rows("places_countries"):
        for word in (row["people"] or "").split("|"):
            if word:
                sides.setdefault(word.lower(), row["code"])
    return sides


def speaker(words: str, span: Span | None = None) -> Source:
    """The source that these words name; ``name`` is canonical where the registry knows it.

    >>> speaker("Defence Ministry spokesman Brig. Gen. Hadi Salem").organisation
    'Defence Ministry'
    """
    plain = _plain(words)
    entry = _registered(plain)
    if entry is not None:
        return Source(entry.name, REGISTRY_KINDS.get(entry.kind, "outlet"), span=span)
    tokens = _WORD.findall(plain)
    low = [t.lower().strip(".’'") for t in tokens]
    kind = _kind(_head_words(low))
    if kind == "unknown":
        kind = _kind(low)
    spokesman = any(_singular(w) in _words("spokesmen") for w in low)
    body = _body(plain, kind, spokesman)
    name = _person(tokens, low, plain)
    if kind in ("document", "channel") and (match := _UPLOADED.search(plain)):
        known = outlet(match.group("who"))
        return Source(known.name if known else match.group("who").strip(), "channel", span=span)
    if kind == "unknown" and name:
        kind = "person"
    if len(name) > 1 and (spokesman or name[-1] not in plain.split(",", maxsplit=1)[0]):
        plain = " ".join(name)
    return Source(
        plain.split(",")[0] or words,
        kind,
        organisation=body,
        anonymous=_anonymous(low, kind, name, spokesman),
        side=_side(tokens),
        span=span,
    )


class Origin(NamedTuple):
    """What a source comes down to: who (small letters), whose side, and whether it is unnamed."""

    who: str
    side: str | None = None
    anonymous: bool = False


def origin(source: Source) -> Origin | None:
    """What makes two mentions of a source one origin, ``None`` when the words name nobody in particular.

    >>> origin(speaker("two US officials")) == origin(speaker("a US official"))
    True
    """
    entry = outlet(source.name)
    if entry is not None:
        return Origin(entry.name.lower())
    tokens = _WORD.findall(source.name)
    low = [t.lower().strip(".’'") for t in tokens]
    name = _person(tokens, low, source.name)
    if source.organisation:
        return Origin(_folded_body(_sideless(source.organisation.lower())) or "official", source.side, source.anonymous)
    if name:
        return Origin(" ".join(name).lower(), source.side)
    vague = source.kind in ("outlet", "broadcaster", "agency", "channel") and not any(
        t[:1].isupper() for t in tokens[1:]
    )
    if vague or not low or low[-1] in PRONOUNS:
        return None
    plain = _DETERMINER.sub("", source.name.lower().split(",")[0])
    who = _sideless(" ".join(_singular(w) for w in plain.split()))
    return Origin(who, source.side, source.anonymous) if who else None


def same_origin(a: Origin, b: Origin) -> bool:
    """Whether two origins cannot be told apart: the same body or person of sides that do not differ, or two unnamed
    people of one side (nobody can show that they are two)."""
    if a.side and b.side and a.side != b.side:
        return False
    if a.who == b.who:
        return True
    return a.anonymous and b.anonymous and a.side == b.side


def _sideless(words: str) -> str:
    return " ".join(w for w in words.split() if w not in _sides())


def _plain(words: str) -> str:
    """Without possessive ending, surrounding punctuation and line breaks."""
    plain = re.sub(r"\s+", " ", words).strip(" ,;:.\"“”'’()-–—")
    return re.sub(r"['’]s$|(?<=s)['’]$", "", plain)


def _registered(plain: str) -> Outlet | None:
    """The registry's entry when the words are a name of it, alone, with a description, or for its own reporter."""
    chunks = [plain, *(c.strip() for c in plain.split(","))]
    for chunk in chunks[:3]:
        entry = outlet(chunk)
        if entry is not None:
            return entry
    own = re.match(r"(?:an?|the|one|another)?\s?(.+?)(?:['’]s)?\s(?:reporter|journalist|correspondent|photographer|team|crew)s?\b", plain, re.IGNORECASE)  # fmt: skip
    if own is not None and (entry := outlet(own.group(1))) is not None:
        return entry
    tokens = chunks[0].split(",")[0].split()
    described = [t for t in tokens if t.islower()]
    if (
        described
        and tokens
        and any(_kinds().get(_singular(t)) in ("agency", "broadcaster", "outlet", "monitor") for t in described)
    ):
        for size in range(min(5, len(tokens) - 1), 0, -1):
            entry = outlet(" ".join(tokens[-size:])) or outlet(" ".join(tokens[:size]))
            if entry is not None:
                return entry
    return None


def _singular(word: str) -> str:
    kinds = _kinds()
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"):
        if form in kinds:
            return form
    return "spokesman" if word == "spokesmen" else word


def _head_words(low: list[str]) -> list[str]:
    """The words up to the first preposition or relative pronoun: "a doctor | at the hospital"."""
    for n, word in enumerate(low):
        if n and word in ("at", "of", "for", "in", "from", "who", "which", "that", "with"):
            return low[:n]
    return low


def _kind(low: list[str]) -> SourceKind:
    """Kind by the noun that tells most: an official of a monitoring group is an official."""
    kinds = _kinds()
    text = " ".join(low)
    for phrase in ("news agency", "red crescent", "red cross", "white house", "monitoring group"):
        if phrase in text:
            return kinds[phrase]
    found = [kinds[w] for w in map(_singular, low) if w in kinds]
    if (
        low
        and low[-1] in _words("outlet_names")
        and (not found or found[-1] not in ("outlet", "broadcaster", "channel"))
    ):
        return "outlet"
    if not found:
        return "anonymous" if low and _singular(low[-1]) in _words("vague") | {"sources"} else "unknown"
    if "official" in found and not {"outlet", "broadcaster"} & set(found):
        return "official"
    return found[0] if len(found) == 1 else found[-1] if found[0] == "person" else found[0]


def _body(plain: str, kind: SourceKind, spokesman: bool) -> str | None:
    """The organisation a speaker speaks for, as written, without articles."""
    tokens = plain.split()
    low = [_singular(t.lower().strip(",.’'")) for t in tokens]
    role = next((n for n, w in enumerate(low) if w in _words("spokesmen") or w in _words("offices")), None)
    if role is not None:
        behind = _FOR.search(" ".join(tokens[role:]))
        if (
            behind
            and tokens[role + 1 : role + 2]
            and tokens[role + 1].strip(",") in ("for", "of", "at", "with", "from")
        ):
            return _bounded(_DETERMINER.sub("", behind.group("body").strip())) or None
        before = [t for t in tokens[:role] if "," not in t]
        body = _DETERMINER.sub("", " ".join(before) + " ").strip()
        if body and not _name_only(body) and body.lower() not in GENERIC:
            return re.sub(r"['’]s?$", "", body)
    if spokesman or kind in ("person", "official"):
        behind = re.search(r"\b(?:at|with|from|of)\s(?:the\s)?(?P<body>(?:[\w’'-]+\s){0,4}?(?:hospital|ministry|army|police|university|service|clinic|agency|authority)\b)", plain, re.IGNORECASE)  # fmt: skip
        if behind:
            return behind.group("body")
    if kind in ("official", "organisation", "monitor") and _is_body(low):
        return _DETERMINER.sub("", plain.split(",", maxsplit=1)[0]).strip() or None
    return None


def _bounded(body: str) -> str:
    """A body's name up to the words that tell what it does ("US-led coalition | attacking IS")."""
    tokens = body.split()
    for n, token in enumerate(tokens[:-1]):
        if (
            _singular(token.lower()) in _words("bodies")
            and tokens[n + 1].islower()
            and tokens[n + 1] not in ("of", "for", "and")
        ):
            return " ".join(tokens[: n + 1])
    return body


def _is_body(low: list[str]) -> bool:
    """Whether the words name a body itself ("the interior ministry"), not one of its people."""
    first = " ".join(low).split(" , ")[0].split()
    return (bool(first) and first[-1] in _words("bodies") | {"ministry", "police", "army"}) or "ministry" in first[:3]


def _name_only(text: str) -> bool:
    titles = _words("titles")
    return (
        all(t.lower().strip(".") in titles or t[:1].isupper() for t in text.split())
        and not any(_singular(t.lower()) in _kinds() for t in text.split())
        and len(text.split()) > 1
        and not text.isupper()
        and text.split(maxsplit=1)[0].lower().strip(".") in titles
    )


def _person(tokens: list[str], low: list[str], plain_words: str = "") -> list[str]:
    """The personal name in the words: capitalised words that are no title, role, side or body, at least two."""
    run: list[str] = []
    best: list[str] = []
    for token, word in zip(tokens, low, strict=True):
        plain = (
            word in _words("titles")
            or _singular(word) in _kinds()
            or word in _sides()
            or _singular(word) in _words("bodies")
        )
        if token[:1].isupper() and not plain:
            run.append(token.strip(".’'"))
        else:
            best, run = (run if len(run) >= len(best) else best), []
    best = run if len(run) >= len(best) else best
    titled = bool(best) and low.index(best[0].lower()) > 0 and low[low.index(best[0].lower()) - 1] in _words("titles")
    return best if len(best) >= 2 or titled or (best and tokens[0] == best[0] and "," in plain_words) else []


def _anonymous(low: list[str], kind: SourceKind, name: list[str], spokesman: bool) -> bool:
    if name or kind in ("outlet", "agency", "broadcaster", "organisation", "monitor", "document", "channel"):
        return bool(set(low) & _words("anonymous"))
    vague = (bool(low) and _singular(low[-1]) in _words("vague")) or "sources" in low or "source" in low
    role = any(
        w in ("official", "officials", "officer", "officers", "diplomat", "diplomats", "commander", "aide") for w in low
    )
    return vague or kind == "anonymous" or (role and not spokesman) or bool(set(low) & _words("anonymous"))


def _side(tokens: list[str]) -> str | None:
    """Country code of the first adjective of a country, where one stands."""
    for token in tokens:
        if token[:1].isupper() and (code := _sides().get(token.lower().strip("’'"))):
            return code
    return None


def _folded_body(body: str) -> str:
    """ "Ministry of Defence", "the country's defence ministry" and "Defense Ministry" are one body."""
    text = (
        _DETERMINER.sub("", body.lower().strip() + " ")
        .strip()
        .replace("defense", "defence")
        .replace("centre", "center")
    )
    text = re.sub(r"^ministry of (?:the )?(\w+)$", r"\1 ministry", text)
    return re.sub(r"['’]s?\b", "", text)
