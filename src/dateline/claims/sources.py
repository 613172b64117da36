"""Who is said to know: for any stretch of a report, the chain from its outlet to the root, and how sure it is.

``attribute(reading).of(span)`` answers for a span; ``.all(span)`` gives an accusation and its denial beside each other.
Outlet, agency and broadcaster are carriers, not sources. Verification is what the text says, never our own judgement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from dateline.claims.reading import Reading
from dateline.claims.reference import Speakers
from dateline.claims.speakers import REGISTRY_KINDS, speaker
from dateline.find.analysis import Analysis
from dateline.find.attributions.lexicon import adverbs, nouns, verbs
from dateline.find.attributions.tree import tree_of
from dateline.find.certainty import Factuality, cue_classes, factuality
from dateline.find.certainty import Reading as PathReading
from dateline.find.credits import agency_in, find_credits, passed_on, wire_span
from dateline.find.tree import tree_of as words_of
from dateline.model import Attribution, AttributionMention, Source, Span
from dateline.model.observation import Certainty
from dateline.vocab.outlets import outlet

NEGATION = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
MIGHT = frozenset({"may", "might", "could"})  # other modals tell of plans and duties, not of doubt
_WEAKER: tuple[Certainty, ...] = (
    "asserted",
    "hedged",
    "alleged",
    "rumour",
    "denied",
)  # the weakest word of a cue decides
_HEDGES: dict[str, Certainty] = {"uncertain": "hedged", "doubt": "hedged", "speech_weak": "alleged"}


@dataclass(frozen=True, slots=True)
class Sourced:
    """What the report says about who says a stretch of it."""

    attribution: Attribution = field(default_factory=Attribution)
    certainty: Certainty = "asserted"
    cue: Span | None = None  # the word that lowers certainty
    verification: str = "none_stated"
    verification_cue: Span | None = None
    reason: str = ""
    factuality: Factuality = "happened"  # whether the words tell it as having happened


def attribute(reading: Reading) -> Attributor:
    """An :class:`Attributor` over a reading; only its ``analysis`` and ``attributions`` are looked at."""
    return Attributor(reading.analysis, reading.attributions)


class Attributor:
    """Answers "who says so?" for spans of one report."""

    def __init__(self, analysis: Analysis, mentions: Sequence[AttributionMention]) -> None:
        self.analysis = analysis
        self.report = analysis.report
        self.mentions = mentions
        self.words = words_of(analysis)
        self._checked: dict[
            tuple[int, int], re.Match[str] | None
        ] = {}  # sentences whose words on verification are known
        self.speakers = Speakers(self.analysis, self.mentions)
        self._contents = sorted((c.start, c.end, i) for i, m in enumerate(mentions) for c in m.content)
        self._levels: dict[int, tuple[Certainty, Span | None]] = {}

    def of(self, span: Span) -> Sourced:
        """The one who says what stands at ``span``; the chain holds at least outlet and agency as far as known."""
        return self.all(span)[0]

    def all(self, span: Span) -> tuple[Sourced, ...]:
        """Every one who asserts or denies what stands at ``span``: the innermost assertion first, then denials of it."""
        begun = self._contents[: bisect_right(self._contents, (span.start, len(self.report.text), len(self.mentions)))]
        holders = sorted({i for _, end, i in begun if end >= span.end})
        told = self._told(span)
        if not holders:
            return (replace(told, attribution=self._credited(span) or Attribution(chain=self.carriers)),)
        outer = {self.mentions[i].parent for i in holders}
        inner = [i for i in holders if i not in outer]
        denials = [i for i in holders if i not in inner and self._certainty(self.mentions[i])[0] == "denied"]
        order = [*sorted(inner, key=self._size), *sorted(denials, key=self._size)]
        return tuple(one for i in order for one in self._sourced(i, told))

    def _credited(self, span: Span) -> Attribution | None:
        """A caption stands on the authority of whom it credits for its picture: "Men cross a bridge. Picture: AP"."""
        number = bisect_right(self.report.passages, span.start, key=lambda p: p.start) - 1
        if number < 0 or self.report.passages[number].role not in ("caption", "credit"):
            return None
        here = self.report.passages[number]
        following = self.report.passages[number + 1 : number + 2]
        end = following[0].end if following and following[0].role == "credit" else here.end
        found = find_credits(self.report.text, here.start, end)
        if not found:
            return None
        words, _, name = found[0]
        credit, agency, _ = agency_in(name)
        source = Source(agency, "agency", span=words) if agency else speaker(credit, words)
        chain = (*self.carriers, *_distinct([source], self.carriers))
        return Attribution(chain=chain, root=chain[-1], cue=words, evidence=(words,))

    def _told(self, span: Span) -> Sourced:
        """How the words themselves tell it: hedges on their path, and what the text says about verification."""
        verification, verification_cue = self._verification(span)
        reading, certainty, cue = self._path(span)
        return Sourced(
            certainty=certainty,
            cue=cue,
            verification=verification,
            verification_cue=verification_cue,
            factuality=reading.factuality if reading else "happened",
            reason=" < ".join(reading.reasons) if reading else "",
        )

    def _path(self, span: Span) -> tuple[PathReading | None, Certainty, Span | None]:
        """The factuality of the word that heads ``span``, and the certainty that a hedge on its path leaves."""
        words = self.words.whole(span)
        if not words:
            return None, "asserted", None
        tree = tree_of(self.analysis)
        reading = factuality(tree, self.words.root(words))
        kind = _HEDGES.get(cue_classes().get(tree.lemma[reading.cue], "")) if reading.cue is not None else None
        if kind is None or reading.cue is None:
            return reading, "asserted", None
        if tree.pos[reading.cue] == "AUX" and tree.lemma[reading.cue] not in MIGHT:
            return reading, "asserted", None
        return reading, kind, self.analysis.span(self.analysis.doc[reading.cue])

    @cached_property
    def carriers(self) -> tuple[Source, ...]:
        """Outlet, wire agency and the channel whose post is passed on: the outside of every chain of this report."""
        chain: list[Source] = []
        if self.report.outlet:
            entry = outlet(self.report.outlet)
            kind = REGISTRY_KINDS.get(entry.kind, "outlet") if entry else "outlet"
            chain.append(Source(entry.name if entry else self.report.outlet, kind))
        wire = wire_span(self.report)
        if wire is not None and wire[0] not in [s.name for s in chain]:
            chain.append(Source(wire[0], "agency", span=wire[1]))
        channel = passed_on(self.report)
        if channel is not None and channel not in [s.name for s in chain]:
            chain.append(Source(channel, "outlet"))
        return tuple(chain)

    def _size(self, i: int) -> int:
        return sum(c.end - c.start for c in self.mentions[i].content)

    def _sourced(self, i: int, told: Sourced) -> Iterator[Sourced]:
        """One for each source that an attribution names ("the Red Crescent and local officials said")."""
        for source in self.mentions[i].source or (None,):
            yield self._by_source(i, source, told)

    def _by_source(self, i: int, source: Span | None, told: Sourced) -> Sourced:
        links, evidence, steps = self._links(i, source)
        chain = (*self.carriers, *_distinct(links, self.carriers))
        mention = self.mentions[i]
        certainty, cue = next(
            (
                (level, span)
                for n, (level, span) in enumerate(map(self._certainty, steps))
                if level != "asserted" and (n == 0 or level != "denied")  # an outer denial is a claim of its own
            ),
            (told.certainty, told.cue),
        )
        attribution = Attribution(
            chain=chain,
            root=_root(chain[-1]) if links else None,
            cue=mention.cue[0] if mention.cue else None,
            evidence=evidence,
        )
        return replace(told, attribution=attribution, certainty=certainty, cue=cue, reason=mention.kind)

    def _links(self, i: int, source: Span | None) -> tuple[list[Source], tuple[Span, ...], list[AttributionMention]]:
        """Sources from the outside in, their words, and the attributions passed, the innermost first."""
        continued = self.speakers.continued(i) if self.mentions[i].kind == "floating" else None
        links: list[Source] = []
        evidence: list[Span] = []
        steps: list[AttributionMention] = []
        step: int | None = i
        while step is not None and self.mentions[step] not in steps:
            here = self.mentions[step]
            steps.append(here)
            spans = (source,) if step == i and source is not None else here.source[:1]
            named = [s for s in map(self.speakers.speaking, spans) if s is not None]
            named = named or ([continued] if continued and step == i else [])
            links[:0] = [*self._addressee(here), *named]
            evidence[:0] = [*spans, *here.cue]
            step = here.parent
        return links, tuple(evidence), steps

    def _addressee(self, mention: AttributionMention) -> list[Source]:
        """'told CNN': the outlet that was told carries what it was told."""
        if not mention.cue:
            return []
        after = self.report.text[mention.cue[-1].end : mention.cue[-1].end + 60]
        match = re.match(r"\s(?:the\s)?((?:[A-Z][\w.’'-]*\s?){1,4})", after)
        words = match.group(1).split() if match else []
        for size in range(len(words), 0, -1):
            entry = outlet(" ".join(words[:size]))
            if entry is not None:
                return [Source(entry.name, REGISTRY_KINDS.get(entry.kind, "outlet"))]
        return []

    def _certainty(self, mention: AttributionMention) -> tuple[Certainty, Span | None]:
        """What the cue does to the claim: 'said' leaves it asserted by its source, 'alleged' does not. Reckoned once."""
        found = self._levels.get(id(mention))
        if found is None:
            found = self._levels[id(mention)] = self._level(mention)
        return found

    def _level(self, mention: AttributionMention) -> tuple[Certainty, Span | None]:
        if mention.kind in ("scare_quotes", "impersonal"):
            return "hedged", mention.span
        if mention.kind == "described_as" or (mention.kind == "passive" and not mention.source):
            return "hedged", mention.cue[0] if mention.cue else None
        for cue in mention.cue:
            words = re.findall(r"n['’]t\b|\w+", self.report.words(cue).lower())
            levels = [_cue_levels()[w] for w in words if w in _cue_levels()]
            if NEGATION & set(words):
                return "hedged", cue  # "did not confirm", "could not rule out": neither asserted nor denied
            if levels:
                level = max(levels, key=_WEAKER.index)
                return level, (cue if level != "asserted" else None)
        return "asserted", None

    def _verification(self, span: Span) -> tuple[str, Span | None]:
        """What the sentence of ``span``, or the next one, says about verification."""
        for start, end in self._sentences_near(span):
            match = self._checking(start, end)
            if match:
                return _verification_value(match), Span(match.start(), match.end())
        return "none_stated", None

    def _checking(self, start: int, end: int) -> re.Match[str] | None:
        """What a stretch says about verification, searched once: its many claims all ask, and few stretches speak of it."""
        if (start, end) not in self._checked:
            words = self.report.text[start:end]
            spoken = any(hint in words for hint in _VERIFICATION_HINTS)
            self._checked[start, end] = _VERIFICATION.search(self.report.text, start, end) if spoken else None
        return self._checked[start, end]

    @cached_property
    def _sentences(self) -> list[Span]:
        return [self.analysis.span(s) for s in self.analysis.sentences]

    def _sentences_near(self, span: Span) -> list[tuple[int, int]]:
        """The sentence of ``span`` and the next one of its paragraph."""
        sentences = self._sentences
        here = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
        if here < 0 or not sentences[here].overlaps(span):
            return [(span.start, span.end)]
        near = [sentences[here]]
        following = sentences[here + 1] if here + 1 < len(sentences) else None
        if following is not None and "\n" not in self.report.text[near[0].end : following.start]:
            near.append(following)
        return [(s.start, s.end) for s in near]


_VERIFICATION = re.compile(
    r"(?P<not>(?:could|can|has|have|had|was|were|did)\s?(?:not|n['’]t)(?:\s\w+){0,3}?\s(?:be(?:en)?\s)?(?:\w+ly\s)?"
    r"(?:verif(?:y|ied)|confirm(?:ed)?|authenticate(?:d)?)|unverified|not (?:been )?(?:independently )?verified|no independent confirmation)"
    r"|(?P<by>(?:verified|geolocated|authenticated|corroborated) by (?P<who>[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,4}))"
    r"|(?P<as>described (?:as|a) (?:showing|depicting)|(?:appears?|appeared|purport(?:s|ed|edly)?|said) to show)"
    r"|(?P<disputed>\bdisputed\b|an old (?:video|photo|picture)|old footage)",
)
_VERIFICATION_HINTS = ("verif", "confirm", "authentic", "geolocated", "corroborated", "described", "to show", "disputed", "old ")  # fmt: skip  # one in each match


def _verification_value(match: re.Match[str]) -> str:
    if match.group("not"):
        return "not_verified"
    if match.group("by"):
        return f"verified_by:{match.group('who')}"
    return "described_as" if match.group("as") else "disputed"


@cache
def _cue_levels() -> dict[str, Certainty]:
    levels: dict[str, Certainty] = {}
    for lemma, verb in verbs().items():
        for form in _forms(lemma):
            levels[form] = verb.certainty  # type: ignore[assignment]
    levels.update(adverbs())  # type: ignore[arg-type]
    levels.update(nouns())  # type: ignore[arg-type]
    levels.update({noun + "s": level for noun, level in nouns().items()})  # type: ignore[misc]
    return levels


def _forms(lemma: str) -> set[str]:
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    forms = {lemma, lemma + "s", stem + "ed", stem + "ing", lemma + "es"}
    if lemma.endswith("y"):
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
    return forms


def _root(last: Source) -> Source:
    """Who is said to know: the last link, or the body that a spokesman or official speaks for."""
    if last.organisation is None or last.organisation == last.name:
        return last
    kind = speaker(last.organisation).kind
    return Source(last.organisation, kind, last.organisation, last.anonymous, last.side, last.span)


def _distinct(links: list[Source], carriers: tuple[Source, ...]) -> list[Source]:
    names = {s.name for s in carriers}
    out = []
    for link in links:
        if link.name not in names:
            names.add(link.name)
            out.append(link)
    return out
