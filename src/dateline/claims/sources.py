"""Who is said to know: for any stretch of a report, the chain from its outlet to the root, and how sure it is.

``attribute(reading).of(span)`` answers for a span; ``.all(span)`` gives an accusation and its denial beside each other.
Outlet, agency and broadcaster are carriers, not sources. Verification is what the text says, never our own judgement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from dateline.claims.reading import Reading
from dateline.claims.reference import Speakers
from dateline.claims.speakers import REGISTRY_KINDS, speaker
from dateline.find.analysis import Analysis
from dateline.find.attributions.lexicon import nouns, verbs
from dateline.find.credits import wire_span
from dateline.model import Attribution, AttributionMention, Source, Span
from dateline.model.observation import Certainty
from dateline.vocab.outlets import outlet


@dataclass(frozen=True, slots=True)
class Sourced:
    """What the report says about who says a stretch of it."""

    attribution: Attribution = field(default_factory=Attribution)
    certainty: Certainty = "asserted"
    cue: Span | None = None  # the word that lowers certainty
    verification: str = "none_stated"
    verification_cue: Span | None = None
    reason: str = ""


def attribute(reading: Reading) -> Attributor:
    """An :class:`Attributor` over a reading; only its ``analysis`` and ``attributions`` are looked at."""
    return Attributor(reading.analysis, reading.attributions)


class Attributor:
    """Answers "who says so?" for spans of one report."""

    def __init__(self, analysis: Analysis, mentions: Sequence[AttributionMention]) -> None:
        self.analysis = analysis
        self.report = analysis.report
        self.mentions = mentions
        self.speakers = Speakers(self.report.text, self.mentions)

    def of(self, span: Span) -> Sourced:
        """The one who says what stands at ``span``; the chain holds at least outlet and agency as far as known."""
        return self.all(span)[0]

    def all(self, span: Span) -> tuple[Sourced, ...]:
        """Every one who asserts or denies what stands at ``span``, the innermost assertion first."""
        holders = [i for i, m in enumerate(self.mentions) if any(c.contains(span) for c in m.content)]
        verification, cue = self._verification(span)
        if not holders:
            return (Sourced(Attribution(chain=self.carriers), verification=verification, verification_cue=cue),)
        inner = [i for i in holders if not any(self.mentions[j].parent == i for j in holders)]
        return tuple(self._sourced(i, verification, cue) for i in sorted(inner, key=self._size))

    @cached_property
    def carriers(self) -> tuple[Source, ...]:
        """Outlet and wire agency: the outside of every chain of this report."""
        chain: list[Source] = []
        if self.report.outlet:
            entry = outlet(self.report.outlet)
            kind = REGISTRY_KINDS.get(entry.kind, "outlet") if entry else "outlet"
            chain.append(Source(entry.name if entry else self.report.outlet, kind))
        wire = wire_span(self.report)
        if wire is not None and wire[0] not in [s.name for s in chain]:
            chain.append(Source(wire[0], "agency", span=wire[1]))
        return tuple(chain)

    def _size(self, i: int) -> int:
        return sum(c.end - c.start for c in self.mentions[i].content)

    def _sourced(self, i: int, verification: str, verification_cue: Span | None) -> Sourced:
        mention = self.mentions[i]
        links: list[Source] = []
        continued = self.speakers.continued(i) if mention.kind == "floating" else None
        evidence: list[Span] = []
        step: int | None = i
        seen: set[int] = set()
        while step is not None and step not in seen:
            seen.add(step)
            here = self.mentions[step]
            named = [self.speakers.of(s) for s in here.source[:1]] or ([continued] if continued and step == i else [])
            links[:0] = [*self._addressee(here), *named]
            evidence[:0] = [*here.source[:1], *here.cue]
            step = here.parent
        chain = (*self.carriers, *_distinct(links, self.carriers))
        root = _root(chain[-1]) if links else None
        certainty, cue = self._certainty(mention)
        attribution = Attribution(
            chain=chain, root=root, cue=mention.cue[0] if mention.cue else None, evidence=tuple(evidence)
        )
        return Sourced(attribution, certainty, cue, verification, verification_cue, mention.kind)

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
        """What the cue does to the claim: 'said' leaves it asserted by its source, 'alleged' does not."""
        if not mention.cue:
            return "asserted", None
        for cue in mention.cue:
            for word in reversed(re.findall(r"\w+", self.report.words(cue).lower())):
                level = _cue_levels().get(word)
                if level is not None:
                    return level, (cue if level != "asserted" else None)
        return "asserted", None

    def _verification(self, span: Span) -> tuple[str, Span | None]:
        """What the sentence of ``span``, or the next one, says about verification."""
        for start, end in self._sentences_near(span):
            match = _VERIFICATION.search(self.report.text, start, end)
            if match:
                return _verification_value(match), Span(match.start(), match.end())
        return "none_stated", None

    def _sentences_near(self, span: Span) -> list[tuple[int, int]]:
        received = [self.analysis.span(s) for s in self.analysis.sentences]
        here = next((n for n, s in enumerate(received) if s.overlaps(span)), None)
        if here is None:
            return [(span.start, span.end)]
        return [(s.start, s.end) for s in received[here : here + 2]]


_VERIFICATION = re.compile(
    r"(?P<not>(?:could|can|has|have|had|was|were|did)\s?(?:not|n['’]t)(?:\s\w+){0,3}?\s(?:be(?:en)?\s)?(?:\w+ly\s)?"
    r"(?:verif(?:y|ied)|confirm(?:ed)?|authenticate(?:d)?)|unverified|not (?:been )?(?:independently )?verified|no independent confirmation)"
    r"|(?P<by>(?:verified|geolocated|authenticated|corroborated) by (?P<who>[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,4}))"
    r"|(?P<as>described as showing|(?:appears?|appeared|purport(?:s|ed|edly)?|said) to show)"
    r"|(?P<disputed>\bdisputed\b|an old (?:video|photo|picture)|old footage)",
)


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
