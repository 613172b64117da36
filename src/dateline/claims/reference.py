"""Whom "he", "the spokesman", "Dorrian" and "which" speak of: speakers of one report linked to their full naming.

Rules, in this order: a relative pronoun is the noun before it; "we" and "I" inside a quote are its speaker; a surname is
the earlier name that ends in it; a role ("the spokesman") is the last source of that role; a pronoun is the last
source that fits it in kind and number, in this paragraph or an earlier one. What fits nobody stays as its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from dateline.claims.speakers import MEDIA, speaker, speaks
from dateline.find.analysis import Analysis
from dateline.find.attributions.tree import tree_of
from dateline.model import AttributionMention, Source, Span
from dateline.model.attribution import SourceKind
from dateline.vocab.load import yaml_file

PEOPLE: frozenset[SourceKind] = frozenset({"person", "official", "witness", "unknown", "anonymous"})
BODIES: frozenset[SourceKind] = frozenset({"official", "organisation", "monitor", "outlet", "agency", "broadcaster", "document", "channel"})  # fmt: skip
RELATIVE = frozenset({"who", "which", "that"})
FITTING: dict[str, frozenset[SourceKind]] = {
    "he": PEOPLE, "she": PEOPLE, "his": PEOPLE, "her": PEOPLE, "him": PEOPLE,
    "they": PEOPLE | BODIES, "their": PEOPLE | BODIES, "it": BODIES, "its": BODIES,
}  # fmt: skip
GAP = 60  # characters between a cue and the end of its paragraph ("... told reporters in the capital on Monday")
_FULL_NAME = r"\b(?:(?!The\b)[A-Z](?:[\w’'-]*[\w’'-]|\.)\s){1,4}"


class Speakers:
    """Sources of one report, each resolved once, in the order of the text."""

    def __init__(self, analysis: Analysis, mentions: Sequence[AttributionMention]) -> None:
        self.analysis = analysis
        self.text = analysis.report.text
        self.mentions = mentions
        self._known: list[tuple[int, Source]] = []
        self._resolved: dict[Span, Source] = {}
        sources = sorted((s.start, n, s) for n, m in enumerate(mentions) for s in m.source)
        for _, index, span in sources:
            self._resolved.setdefault(span, self._resolve(index, span))

    def continued(self, index: int) -> Source | None:
        """The speaker of a quote without a cue: the one of the quote that ends the paragraph before it, or just before."""
        here = self.mentions[index].content[0].start
        before = [m for m in self.mentions[:index] if m.source and m.content and m.end <= here and m.parent is None]
        if not before:
            return None
        last = max(before, key=lambda m: m.end)
        gap = self.text[last.end : here].strip()
        quoted = any(self.text[c.start : c.end].strip()[:1] in '“"«„' for c in last.content)
        short = len(gap) <= GAP and "\n" not in gap and not re.search(r"[.!?]\s+\w", gap)
        return self.of(last.source[0]) if quoted and short else None

    def speaking(self, span: Span) -> Source | None:
        """The source that these words name, ``None`` when it is a thing or a pronoun that leads to nobody."""
        found = self.of(span)
        if not speaks(found):
            return None
        return found if found.kind != "unknown" or found.organisation or self._is_name(span) else None

    def _is_name(self, span: Span) -> bool:
        """Whether the words are headed by a proper name ("Baghdadi", not "Explosions in the town")."""
        place = self.analysis.view.to_view(span)
        found = self.analysis.doc.char_span(*place, alignment_mode="expand") if place else None
        return found is not None and len(found) > 0 and found.root.pos_ in ("PROPN", "PRON")

    def of(self, span: Span) -> Source:
        """The source that these words name, linked to its fuller naming where the report has one."""
        return self._resolved.get(span) or speaker(self.text[span.slice], span)

    def _resolve(self, index: int, span: Span) -> Source:
        words = self.text[span.slice].strip()
        low = words.lower()
        found = speaker(words, span)
        if low in RELATIVE:
            before = self._noun_before(span)
            return self._keep(speaker(before, span)) if before else found
        if low in ("we", "i", "us", "me"):
            return self._outer(index) or found
        if low in FITTING:
            return self._named_in_clause(low, span) or self._last(FITTING[low]) or found
        found = self._full_body(found)
        linked = self._by_role(low, found) or self._by_surname(words, found)
        return self._keep(linked or found)

    def _full_body(self, found: Source) -> Source:
        """'a spokesman for the ministry': the ministry named before."""
        body = found.organisation
        if body is None or " " in body or found.name == body:
            return found
        for _, source in reversed(self._known):
            name = source.organisation or source.name
            if " " in name and _head(name) == body.lower():
                return structs.replace(found, organisation=name, side=found.side or source.side)
        return found

    def _keep(self, source: Source) -> Source:
        if speaks(source):
            self._known.append((source.span.start if source.span else 0, source))
        return source

    def _last(self, kinds: frozenset[SourceKind]) -> Source | None:
        return next((s for _, s in reversed(self._known) if s.kind in kinds), None)

    def _named_in_clause(self, low: str, span: Span) -> Source | None:
        """'a message of Kassem, in which he urged': the one named just before in the same sentence."""
        if low not in ("he", "she"):
            return None
        before = self.text[max(0, span.start - 60) : span.start]
        match = re.search(r"(?:of|by|from)\s((?:[A-Z][\w.’'-]+\s?){1,4}),?\s(?:in|on|at|during)\swhich\s$", before)
        return speaker(match.group(1), span) if match else None

    def _outer(self, index: int) -> Source | None:
        parent = self.mentions[index].parent
        sources = self.mentions[parent].source if parent is not None else ()
        return self._resolved.get(sources[0]) if sources else None

    def _noun_before(self, span: Span) -> str:
        """'X, who said': the noun that the relative clause hangs on, with what stands before it."""
        place = self.analysis.view.to_view(span)
        found = self.analysis.doc.char_span(*place, alignment_mode="expand") if place else None
        if not found:
            return ""
        tree, token = tree_of(self.analysis), found.root.i
        verb = tree.head[token]
        while tree.dep[verb] in ("conj", "xcomp", "ccomp", "aux") and tree.head[verb] != verb:
            verb = tree.head[verb]
        head = tree.head[verb]
        if tree.dep[verb] != "relcl" or head >= token:
            return ""
        start = tree.subtree(head)[0]
        return self.analysis.words(self.analysis.span(self.analysis.doc[start : min(token, head + 1)]))

    def _by_role(self, low: str, found: Source) -> Source | None:
        """'the spokesman', 'the ministry', 'the Observatory': the last source of that role or with that head noun."""
        match = re.fullmatch(r"(?:the|this|that)\s+([\w-]+)", low)
        if match is None or found.kind in MEDIA:
            return None
        noun = match.group(1)
        for _, source in reversed(self._known):
            if source.organisation and _head(source.organisation) == noun:
                return Source(source.organisation, found.kind, source.organisation, side=source.side, span=found.span)
            if _head(source.name) == noun or (found.organisation is None and _has_role(self.text, source, noun)):
                return source
        return None

    def _by_surname(self, words: str, found: Source) -> Source | None:
        """'Col. Dorrian', 'Dorrian': the earlier source, or the earlier full name in the text, that ends in it."""
        tokens = [t for t in re.findall(r"[A-Z][\w’'-]+", words) if t.lower() not in yaml_file("speakers")["titles"]]
        if (
            not 0 < len(tokens) <= 2
            or len(words.split()) > 3
            or found.side
            or found.kind not in ("unknown", "person", "official")
        ):
            return None
        surname = " ".join(tokens)  # looked for as it is first: a pattern of its own is dear to make
        for _, source in reversed(self._known):
            named = self.text[source.span.slice] if source.span is not None else ""
            if surname in named and re.search(rf"\b[A-Z][\w’'-]+\s{re.escape(surname)}\b", named):
                return source
        before = self.text[: found.span.start if found.span else len(self.text)]
        if len(tokens) != 1 or not _follows_capital(before, surname):
            return None
        match = re.search(_FULL_NAME + rf"{re.escape(surname)}\b", before)
        return speaker(match.group(), found.span) if match else None


def _head(name: str) -> str:
    """The head noun of a body's name in small letters: "Syrian Observatory for Human Rights" is an observatory."""
    words = re.split(r"\s(?:for|of|in|at|and)\s", name.lower(), maxsplit=1)[0].split()
    return words[-1] if words else ""


_CAPITAL = re.compile(r"[A-Z](?:[\w’'-]+|\.)\s\Z")  # what a full name has before its last word


def _follows_capital(text: str, name: str) -> bool:
    """Whether a name stands somewhere right behind a word with a capital."""
    at = text.find(name)
    while at >= 0:
        if at and text[at - 1].isspace() and _CAPITAL.search(text, max(0, at - 100), at):
            return True
        at = text.find(name, at + 1)
    return False


def _has_role(text: str, source: Source, noun: str) -> bool:
    if source.span is None:
        return False
    words = text[source.span.slice]
    return noun in words.lower() and re.search(rf"\b{re.escape(noun)}\b", words, re.IGNORECASE) is not None
