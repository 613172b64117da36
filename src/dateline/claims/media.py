"""Items of media as values: what the report says of a photo, video, recording, document or satellite picture.

Everything here is said by the report, nothing is our own finding: who is credited, who put it online, who says what it
shows, what it is said to show and from when, and what the text says about verification. A text that calls footage old,
staged or wrongly labelled marks the item as ``disputed``, and with it what leans on it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from dateline.claims.reading import Reading
from dateline.claims.sources import Attributor, attribute
from dateline.claims.speakers import speaker, speaks
from dateline.find.credits import agency_in, find_credits
from dateline.model import AttributionMention, MediaMention, Medium, Span
from dateline.vocab.load import yaml_file

_UPLOADS = r"(?:shared|posted|uploaded|released|published|circulated|broadcast|aired|distributed|put out|obtained|provided|filmed|shot|taken)"
_BY = re.compile(
    rf"\b{_UPLOADS}\b[^.;\n]{{0,60}}?\bby\s(?P<who>(?:the\s|a\s|an\s)?[\w’'&.-]+(?:\s[\w’'&.-]+){{0,6}}?)(?=\s(?:on|in|and|that|which|shows?|showed|showing|purportedly|appears?|appeared|from|at|said)\b|[,.;\n]|$)"
)
_POSTED = re.compile(
    r"(?P<who>(?:[Tt]he\s|[Aa]\s|[Aa]n\s)?[\w’'&.-]+(?:\s[\w’'&.-]+){0,5}?)\s(?:has\s|had\s|also\s|earlier\s|later\s)?"
    r"(?:released|posted|shared|published|uploaded|aired|broadcast|put out)\s(?:an?\s|the\s|what\s|several\s|\w+\s)?$"
)
_OF = re.compile(
    r"^(?:\s(?:message|footage|clip|recording|image)s?)?\s?,?\s?(?:that\s|which\s)?(?:purportedly\s|allegedly\s|reportedly\s)?"
    r"(?:of|shows?|showed|showing|depicts?|depicting|appears? to show|purports? to show|said to show|claiming to show|purportedly of)\s"
)
_DESCRIBED = re.compile(r"\bdescribed\s(?:as|a)\s(?:showing|depicting)\s")
_PURPORTED = re.compile(r"purport\w*|alleged\w*|reportedly|appears? to|described (?:as|a) |said to be|claim\w* to")


def media_values(reading: Reading, attributor: Attributor | None = None) -> list[Medium]:
    """One :class:`Medium` for each mention in ``reading.media``, in the same order.

    ``attributor`` is that of the reading, where the caller has it already: it is dear to make.
    """
    return _Media(reading, attributor or attribute(reading)).values() if reading.media else []


class _Media:
    def __init__(self, reading: Reading, attributor: Attributor) -> None:
        self.reading = reading
        self.report = reading.analysis.report
        self.attributor = attributor
        self.sentences = [reading.analysis.span(s) for s in reading.analysis.sentences]

    def values(self) -> list[Medium]:
        return [self._medium(mention) for mention in self.reading.media]

    def _medium(self, mention: MediaMention) -> Medium:
        sentence = self._sentence(mention.span)
        credit, agency, platform = self._credit(mention)
        shows, said = self._shows(mention, sentence)
        uploader = self._uploader(mention, sentence)
        return Medium(
            kind=mention.kind,  # type: ignore[arg-type]
            credit=credit,
            agency=agency,
            platform=platform or self._platform(sentence),
            uploader=uploader,
            describer=self._describer(said) or (uploader if shows is not None else None),
            shows=self.report.words(shows).strip() if shows is not None else None,
            claimed_date=self._date(shows),
            verification=self._verification(mention, sentence),
            caption=mention.content,
            evidence=tuple(dict.fromkeys([mention.span, *([shows] if shows is not None else [])])),
        )

    def _sentence(self, span: Span) -> Span:
        here = bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1
        return self.sentences[here] if here >= 0 and self.sentences[here].overlaps(span) else span

    def _credit(self, mention: MediaMention) -> tuple[str | None, str | None, str | None]:
        if mention.credit is None:
            return None, None, None
        found = find_credits(self.report.text, mention.credit.start, mention.credit.end)
        return agency_in(found[0][2]) if found else (None, None, None)

    def _shows(self, mention: MediaMention, sentence: Span) -> tuple[Span | None, AttributionMention | None]:
        """What it is said to show: the content of an attribution that speaks of it, a caption, or "video of C"."""
        if mention.content is not None:
            return mention.content, None
        for said in self.reading.attributions:
            about = any(s.overlaps(mention.span) for s in said.source)
            offered = said.kind in ("described_as", "adverb") or _is_show(said, self.report.text)
            if (
                said.content
                and sentence.contains(said.content[0])
                and (about or (offered and said.start >= sentence.start))
            ):
                return said.content[-1], said
        rest = self.report.text[mention.end : sentence.end]
        match = _OF.match(rest) or _DESCRIBED.search(rest)
        if match:
            return Span(
                mention.end + match.end(), max(mention.end + match.end(), _trim_end(self.report.text, sentence.end))
            ), None
        return None, None

    def _describer(self, said: AttributionMention | None) -> str | None:
        if said is None or not said.content:
            return None
        root = self.attributor.of(said.content[-1]).attribution.root
        return root.name if root is not None and root.kind != "document" else None

    def _uploader(self, mention: MediaMention, sentence: Span) -> str | None:
        """Who put it online: "shared by X", "X released a video"."""
        match = _BY.search(self.report.text, mention.end, sentence.end)
        match = match or _POSTED.search(self.report.text[sentence.start : mention.start])
        if match is None:
            return None
        source = speaker(match.group("who"))
        return source.name if speaks(source) else None

    def _platform(self, sentence: Span) -> str | None:
        match = re.search(r"\bon\s(?P<name>YouTube|Telegram|Twitter|X|Facebook|Instagram|TikTok|WhatsApp|VKontakte)\b", self.report.words(sentence))  # fmt: skip
        return match.group("name") if match else None

    def _date(self, shows: Span | None) -> str | None:
        """The day that what it shows is said to be of, when the words give one day."""
        if shows is None:
            return None
        for mention, when in zip(self.reading.times, self.reading.whens, strict=False):
            if shows.contains(mention.span) and when.first_day and when.first_day == when.last_day:
                return when.first_day.isoformat()
        return None

    def _verification(self, mention: MediaMention, sentence: Span) -> str | None:
        words = self.report.words(sentence).lower()
        if any(cue in words for cue in yaml_file("verification")["old_footage"]["cues"]):
            return "disputed"
        told = self.attributor.of(mention.span).verification
        if told != "none_stated":
            return told
        return "described_as" if mention.content is None and _PURPORTED.search(words) else None


def _is_show(said: AttributionMention, text: str) -> bool:
    return any(re.search(r"\bshow(?:s|ed|ing)?\b", text[c.start : c.end]) for c in said.cue)


def _trim_end(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in " .,;\n":
        end -= 1
    return end


def disputed(media: Sequence[Medium]) -> tuple[Medium, ...]:
    """The items whose dispute is told: what leans on them is disputed with them."""
    return tuple(m for m in media if m.verification == "disputed")
