"""From the words that name a speaker to a :class:`Source`: kind, body behind a spokesman, side, anonymity.

"Defence Ministry spokesman Brig. Gen. Hadi Salem" is Hadi Salem, who speaks for the Defence Ministry; "a US official" is an
unnamed official of the United States; "the AP" an agency that the registry knows. Nouns and titles come from
``speakers.yaml``, outlets from ``outlets.yaml``, armed groups and armies from ``actors.yaml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import structs

from dateline.model import Source, Span
from dateline.model.attribution import SourceKind
from dateline.vocab.load import tsv_rows, yaml_file
from dateline.vocab.outlets import Outlet, folded, outlet

REGISTRY_KINDS: dict[str, SourceKind] = {
    "agency": "agency", "broadcaster": "broadcaster", "newspaper": "outlet", "monitor": "monitor", "platform": "channel",
}  # fmt: skip
MEDIA: frozenset[SourceKind] = frozenset({"outlet", "broadcaster", "agency", "channel"})
PRONOUNS = frozenset(
    """he she it they we i you who which that this these those him her them one what there whose whom and us me none all both
    his its their""".split()  # noqa: SIM905  (a list of thirty words)
)
GENERIC = frozenset(
    [
        "local",
        "senior",
        "top",
        "security",
        "unnamed",
        "anonymous",
        "rebel",
        "former",
        "another",
        "other",
        "high-ranking",
    ]
)
LONGEST = 6  # tokens of a name with its description; longer ones are cut to the name
_WORD = re.compile(r"[\w’'&./-]+")
_NUMBER = r"two|three|four|five|six|seven|eight|nine|ten|\d+"
_DETERMINER = re.compile(
    rf"^(?:(?:a|an|the|its|their|his|her|our|several|some|many|both|one|another|top|senior|other|earlier|{_NUMBER})\s+"
    r"|[\w-]+-based\s+)+",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"^(?:country|nation|city|state|region|province|government|town|village)['’]?s['’]?\s+", re.IGNORECASE
)
_OWN_REPORTER = re.compile(
    r"(?:(?:an?|the|one|another)\s)?(.+?)(?:['’]s)?\s(?:reporter|journalist|correspondent|photographer|team|crew)s?\b",
    re.IGNORECASE,
)
_UPLOADED = re.compile(r"\b(?:from|by)\s+(?:the\s+)?(?P<who>[A-Z][^,;()]{1,60})")
_TAIL = re.compile(r"\s(?:who|which|that|whose|where|when|attacking|fighting|backing|leading|against|known)\s.*$")

_WHEN = re.compile(r"\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|\s\d{1,2}$")
_PLACED = re.compile(r"\s(?:in|on|at|during|from|of)\s")


class Origin(NamedTuple):
    """What a source comes down to: who (small letters), whose side, and whether it is unnamed."""

    who: str
    side: str | None = None
    anonymous: bool = False


class Known(NamedTuple):
    """A body by its canonical name."""

    name: str
    kind: SourceKind
    side: str | None = None


# ---------------------------------------------------------------- tables


@cache
def _kinds() -> dict[str, SourceKind]:
    return {word: kind for kind, words in yaml_file("speakers")["kinds"].items() for word in words}


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(yaml_file("speakers")[key])


@cache
def _sides() -> dict[str, str]:
    """Country code by adjective of a country."""
    sides = {"us": "US", "u.s.": "US", "u.s": "US", "american": "US", "british": "GB", "uk": "GB"}
    for row in tsv_rows("places_countries"):
        for word in (row["people"] or "").split("|"):
            if word:
                sides.setdefault(word.lower(), row["code"])
    return sides


@cache
def _countries() -> dict[str, str]:
    """Country code by name in small letters."""
    return {name.lower(): code for name, code in _country_names().items()}


@cache
def _country_names() -> dict[str, str]:
    found = {row["name"]: row["alpha2"] for row in tsv_rows("country_codes")}
    for row in tsv_rows("places_countries"):
        found |= {name: row["code"] for name in (row["names"] or "").split("|") if name}
    return found


def _side_of(word: str) -> str | None:
    """The country that an adjective or a possessive speaks of ("Iraqi", "Iraq's")."""
    low = word.lower().strip(".’'")
    owner = re.fullmatch(r"(.+?)['’]s?", word.lower())
    return _sides().get(low) or (_countries().get(owner.group(1)) if owner else None)


@cache
def _bodies() -> dict[str, Known]:
    """Known bodies by folded name: those of ``speakers.yaml``, actors, countries and capitals."""
    found: dict[str, Known] = {}
    for name, aliases in yaml_file("speakers")["known_bodies"].items():
        found |= {folded(a): Known(name, "organisation") for a in (name, *aliases)}
    for key, actor in yaml_file("actors").items():
        kind: SourceKind = (
            "official"
            if actor["kind"] in ("state_forces", "police", "government", "external_forces")
            else "organisation"
        )
        for alias in (actor["name"], *actor.get("aliases", ())):
            name = alias if isinstance(alias, str) else alias["name"]
            found.setdefault(folded(name), Known(actor["name"], kind, key))
    for name, code in _country_names().items():
        found[folded(name)] = Known(name, "official", code)
    for name, code in yaml_file("speakers")["capitals"].items():
        found[folded(name)] = Known(name.title(), "official", code)
    return found


def known_body(words: str) -> Known | None:
    """The body with this name, if it is an outlet, a known actor, organisation, state or capital."""
    if not words[:1].isupper():
        return None
    entry = outlet(words)
    if entry is not None:
        return Known(entry.name, REGISTRY_KINDS.get(entry.kind, "outlet"))
    lost = outlet(words[:-1]) if words.endswith("s") else None  # "the Observatorys chief", as some pages lose the mark
    if lost is not None:
        return Known(lost.name, REGISTRY_KINDS.get(lost.kind, "outlet"))
    return _bodies().get(folded(words)) or _bodies().get(folded(_adjectival(words)))


def _adjectival(words: str) -> str:
    """ "Iraq's army" as "Iraqi army", so that both find the same entry."""
    owner, _, rest = words.partition(" ")
    code = _side_of(owner) if re.search(r"['’]s?$", owner) else None
    adjective = next((word for word, side in _sides().items() if side == code), None) if code else None
    return f"{adjective} {rest}" if adjective and rest else words


# ---------------------------------------------------------------- reading the words


def speaker(words: str, span: Span | None = None) -> Source:
    """The source that these words name; ``name`` is canonical where a registry knows it.

    >>> speaker("Defence Ministry spokesman Brig. Gen. Hadi Salem").organisation
    'Defence Ministry'
    """
    found = _speaker(words)
    return found if span is None else structs.replace(found, span=span)


@lru_cache(maxsize=20_000)  # "police" and "a spokesman" speak in every report
def _speaker(words: str, span: Span | None = None) -> Source:
    plain = _plain(words)
    entry = _registered(plain)
    if entry is not None:
        return Source(entry.name, REGISTRY_KINDS.get(entry.kind, "outlet"), span=span)
    bare = _DETERMINER.sub("", plain)
    body = known_body(bare) or known_body(bare.split(",", maxsplit=1)[0])
    if body is not None:
        return Source(body.name, body.kind, side=body.side, span=span)
    return _described(plain, span)


def _described(plain: str, span: Span | None) -> Source:
    tokens = _WORD.findall(plain)
    low = [t.lower().strip(".’'") for t in tokens]
    kind = _kind(_head_words(low))
    if kind in ("document", "channel") and (match := _UPLOADED.search(plain)):
        behind = speaker(match.group("who"), span)
        return (
            behind
            if behind.kind not in ("unknown", "person", "document", "outlet")
            else structs.replace(behind, kind="channel")
        )
    spokesman = any(singular(w) in _words("spokesmen") for w in low)
    name = _person(tokens, low, plain)
    organisation = _behind(plain, low, kind, name, spokesman)
    if kind == "unknown" and len(name) > 1:
        kind = "person"
    return Source(
        _short(plain, name, spokesman),
        kind,
        organisation=organisation,
        anonymous=_anonymous(low, kind, name, spokesman),
        side=_side(tokens),
        span=span,
    )


def _short(plain: str, name: list[str], spokesman: bool) -> str:
    """The words to call a source by: the name of a spokesman or of a long description, else the words."""
    first = plain.split(",", maxsplit=1)[0]
    cut = _WHEN.sub("", _TAIL.sub("", first))
    placed = _PLACED.search(cut) if name else None
    if placed and (held := re.match(rf"(.*?\b{re.escape(name[-1])}){_PLACED.pattern}", cut)):
        cut = held.group(1)  # "Pope Francis | in an Easter message"
    if len(name) > 1 and (spokesman or name[-1] not in first or len(cut.split()) > LONGEST):
        return " ".join(name)
    return cut or first


def _plain(words: str) -> str:
    """Without possessive ending, surrounding punctuation and line breaks."""
    plain = re.sub(r"\s+", " ", words).strip(" ,;:.\"“”'’()-–—")
    return re.sub(r"['’]s$|(?<=s)['’]$", "", plain)


def _registered(plain: str) -> Outlet | None:
    """The registry's entry when the words are a name of it, alone, with a description, or for its own reporter."""
    bare = _DETERMINER.sub("", plain)
    for chunk in (plain, bare, *(c.strip() for c in plain.split(",")[:2])):
        entry = outlet(chunk) if chunk[:1].isupper() or chunk.startswith("the ") else None
        if entry is not None:
            return entry
    own = _OWN_REPORTER.match(plain)
    if own is not None and own.group(1)[:1].isupper() and (entry := outlet(own.group(1))) is not None:
        return entry
    tokens = plain.split(",", maxsplit=1)[0].split()
    if not any(_kinds().get(singular(t.lower())) in MEDIA | {"monitor"} for t in tokens):
        return None
    ends = [e for size in range(min(6, len(tokens)), 0, -1) for e in (tokens[-size:], tokens[:size])]
    return next((e for t in ends if t[0][:1].isupper() and (e := outlet(" ".join(t))) is not None), None)


def singular(word: str) -> str:
    """The singular of a noun for people, if the tables know it, else the word."""
    known = _kinds()
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"):
        if form in known:
            return form
    if word.endswith("men") and word[:-3] + "man" in known:
        return word[:-3] + "man"
    return word


def _head_words(low: list[str]) -> list[str]:
    """The words up to the first preposition or relative pronoun: "a doctor | at the hospital"."""
    for n, word in enumerate(low):
        if n and word in ("at", "of", "for", "in", "from", "who", "which", "that", "with", "whose"):
            return low[:n]
    return low


def _kind(low: list[str]) -> SourceKind:
    """Kind by the noun that tells most: an official of a monitoring group is an official."""
    known = _kinds()
    text = " ".join(low)
    for phrase in ("news agency", "red crescent", "red cross", "white house", "monitoring group"):
        if phrase in text:
            return known[phrase]
    found = [known[w] for w in map(singular, low) if w in known]
    if (
        low
        and low[-1] in _words("outlet_names")
        and (not found or found[-1] not in ("outlet", "broadcaster", "channel"))
    ):
        return "outlet"
    if not found:
        return "anonymous" if low and singular(low[-1]) in _words("vague") | {"sources"} else "unknown"
    if "official" in found and not {"outlet", "broadcaster"} & set(found):
        return "official"
    return found[-1] if found[0] == "person" else found[0]


def _person(tokens: list[str], low: list[str], plain: str) -> list[str]:
    """The personal name in the words: capitalised words that are no title, role, side or body, at least two; one after
    a title ("Col. Dorrian") or at the start before a comma ("Amina, a teacher")."""
    best: list[str] = []
    run: list[str] = []
    after_title = titled = run_titled = False
    behind = _after_preposition(plain, len(tokens))
    for n, (token, word) in enumerate(zip([*tokens, ""], [*low, ""], strict=True)):
        title = word in _words("titles")
        if token[:1].isupper() and not title and not behind[n] and not _is_noun(word):
            titled = titled or (not run and after_title)
            run.append(token.strip(".’'"))
        else:
            if len(run) > len(best):
                best, run_titled = run, titled
            run, titled = [], False
        after_title = title
    known = len(best) == 1 and (run_titled or (tokens[0] == best[0] and "," in plain))
    return best if len(best) > 1 or known else []


def _is_noun(word: str) -> bool:
    """Whether a word tells what somebody is and not who: a role, a side, a body."""
    known = singular(word)
    compound = word.endswith(("-based", "-led", "-linked", "-backed", "-run", "-held", "-affiliated"))
    article = word in ("the", "a", "an")
    return compound or article or known in _kinds() or word in _sides() or known in _words("bodies") or word in PRONOUNS


def _after_preposition(plain: str, size: int) -> list[bool]:
    """For each word whether it stands after "of", "for", "from", up to the next comma: part of a body's name."""
    behind, inside, last = [], False, 0
    for match in _WORD.finditer(plain):
        if "," in plain[last : match.start()] or match.group().lower().strip(".") in _words("titles"):
            inside = False
        behind.append(inside)
        inside = inside or match.group().lower() in ("of", "for", "from", "at", "in", "with", "against")
        last = match.end()
    return [*behind, *([False] * (size + 1 - len(behind)))]


def _behind(plain: str, low: list[str], kind: SourceKind, name: list[str], spokesman: bool) -> str | None:
    """The body a speaker speaks for, canonical where it is known; a body itself when it is no person."""
    tokens = plain.split()
    role = next((n for n, t in enumerate(tokens) if _is_role(t)), None)
    if role is not None:
        body = _after_role(tokens, role) or _before_role(tokens, role)
        return canonical(body) if body else None
    match = re.search(
        rf"\b(?:at|of|from|with)\s(?P<body>(?:the\s|a\s)?(?:[\w’'-]+\s){{0,4}}?(?:{'|'.join(sorted(_words('bodies')))})\b)",
        plain,
    )
    if kind in ("person", "official", "anonymous") and match and not _is_body(low):
        return canonical(match.group("body"))
    if kind in ("official", "organisation", "monitor") and not name and _is_body(low):
        return canonical(plain.split(",", maxsplit=1)[0])
    return None


def _is_role(token: str) -> bool:
    word = singular(token.lower().strip(",.’'"))
    return word in _words("spokesmen") or word in _words("offices")


def _after_role(tokens: list[str], role: int) -> str | None:
    """'spokesman for the BODY', 'head of BODY', up to a comma or what the body does."""
    rest = tokens[role + 1 :]
    if not rest or rest[0].strip(",") not in ("for", "of", "at", "with", "from"):
        return None
    body: list[str] = []
    for token in rest[1:]:
        body.append(token)
        if token.endswith(","):
            break
    return _bounded(" ".join(body).strip(" ,"))


def _bounded(body: str) -> str:
    """A body's name up to the words that tell what it does ("US-led coalition | attacking IS")."""
    body = _TAIL.sub("", body)
    tokens = body.split()
    for n, token in enumerate(tokens[:-1]):
        if (
            singular(token.lower()) in _words("bodies")
            and tokens[n + 1].islower()
            and tokens[n + 1] not in ("of", "for", "and")
        ):
            return " ".join(tokens[: n + 1])
    return body


def _before_role(tokens: list[str], role: int) -> str | None:
    """'Defence Ministry spokesman', 'oil ministry official': the words before the role that are a body's name."""
    start = next((n + 1 for n in range(role - 1, -1, -1) if tokens[n].endswith(",")), 0)
    body = _DETERMINER.sub("", " ".join(tokens[start:role]) + " ").strip()
    low = body.lower()
    if not body or low in GENERIC or low in _sides() or all(w in GENERIC or w in _sides() for w in low.split()):
        return None
    if (
        known_body(body)
        or singular(low.split()[-1]) in _words("bodies")
        or low.split()[-1] in ("defence", "defense", "governor's")
    ):
        return re.sub(r"['’]s?$", "", body)
    last = tokens[role].lower().strip(",.")
    return re.sub(r"['’]s?$", "", body) if singular(last) in _words("spokesmen") and body[:1].isupper() else None


def canonical(body: str) -> str:
    """The name a body goes by: the registry's, else its words without article ("the city's hospital" keeps it)."""
    bare = _DETERMINER.sub("", body.strip() + " ").strip()
    known = known_body(bare)
    if known is not None:
        return known.name
    return f"the {bare}" if _OWNED.match(bare) else bare


def _is_body(low: list[str]) -> bool:
    """Whether the words name a body itself ("the interior ministry"), not one of its people."""
    head = _head_words(low)
    return bool(head) and (head[-1] in _words("bodies") or "ministry" in head[:3])


def _anonymous(low: list[str], kind: SourceKind, name: list[str], spokesman: bool) -> bool:
    if set(low) & _words("anonymous"):
        return True
    if name or spokesman or kind in MEDIA or kind in ("organisation", "monitor", "document", "witness"):
        return False
    head = _head_words(low)
    vague = bool(head) and (singular(head[-1]) in _words("vague") or head[-1] in ("source", "sources"))
    return vague or kind == "anonymous" or any(singular(w) in _words("unnamed_roles") for w in head)


def _side(tokens: list[str]) -> str | None:
    """Country code of the first adjective of a country, where one stands."""
    for token in tokens:
        if token[:1].isupper() and (code := _side_of(token)):
            return code
    return None


def speaks(source: Source) -> bool:
    """Whether a source is a person, body or role that can speak: no pronoun, no thing ("the attack said")."""
    low = [t.lower() for t in _WORD.findall(source.name)]
    if not low or low[0] in PRONOUNS or low[-1] in PRONOUNS:
        return False
    if source.kind == "document" and singular(low[-1]) in _words("pictures"):
        return False
    if source.kind != "unknown" or source.organisation:
        return True
    tokens = _WORD.findall(_DETERMINER.sub("", source.name))
    return any(t[:1].isupper() and t.lower() not in _sides() for t in tokens) and not tokens[-1].islower()


# ---------------------------------------------------------------- origins


def origin(source: Source) -> Origin | None:
    """What makes two mentions of a source one origin, ``None`` when the words name nobody in particular.

    >>> origin(speaker("two US officials")) == origin(speaker("a US official"))
    True
    """
    return _origin(Source(source.name, source.kind, source.organisation, source.anonymous, source.side))


@lru_cache(maxsize=20_000)
def _origin(source: Source) -> Origin | None:
    known = known_body(source.name)
    if known is not None:
        state = known.side is not None and known.side.isupper()
        return Origin(f"state {known.side}" if state else known.name.lower())
    if source.organisation:
        return Origin(_folded_body(_sideless(source.organisation.lower())) or "official", source.side, source.anonymous)
    tokens = _WORD.findall(source.name)
    low = [t.lower().strip(".’'") for t in tokens]
    name = _person(tokens, low, source.name)
    if name:
        return Origin(" ".join(name).lower(), source.side)
    if source.kind in MEDIA and not any(t[:1].isupper() for t in tokens[1:]):
        return None
    if not speaks(source):
        return None
    plain = _DETERMINER.sub("", source.name.lower().split(",", maxsplit=1)[0])
    who = _sideless(" ".join(singular(w) for w in plain.split()))
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
    return " ".join(w for w in words.split() if _side_of(w) is None)


def _folded_body(body: str) -> str:
    """ "Ministry of Defence", "the country's defence ministry" and "Defense Ministry" are one body."""
    text = _OWNED.sub("", _DETERMINER.sub("", body.lower().strip() + " ").strip())
    text = text.replace("defense", "defence").replace("centre", "center")
    text = re.sub(r"^(?:[\w-]+['’]s )?ministry of (?:the )?(\w+)$", r"\1 ministry", text)
    return re.sub(r"['’]s?\b", "", text)
