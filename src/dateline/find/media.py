"""Words that speak of a photo, a video, a recording, a document or a satellite picture, and credits of captions.

Which item of media it is, who put it online and who says what it shows is for :mod:`dateline.claims.media`.
"""

from __future__ import annotations

import re

from msgspec import structs

from dateline.find.analysis import Analysis
from dateline.find.anchored import Anchored
from dateline.find.credits import find_credits
from dateline.model import MediaMention, Report, Span

WORDS: dict[str, str] = {
    "satellite": r"satellite (?:image|images|imagery|photo|photos|picture|pictures|photograph|photographs)",
    "audio": r"(?:audio|voice) (?:message|messages|recording|recordings|tape|tapes|clip|clips|note)|audiotapes?|recordings?|audio",
    "video": r"(?:video|mobile phone|phone|drone|cctv|dashcam|surveillance|tv|television|amateur) footage|videos?|footage|video clips?|clips?|livestreams?",
    "photo": r"photos?|photographs?|pictures?|images?|file photo|screenshots?|screengrabs?",
    "document": r"(?:leaked |internal |confidential )documents?|memos?|leaflets?|communiqu[eé]s?",
}
_FIRSTS = (
    "satellite", "audio", "voice", "recording", "video", "mobile", "phone", "drone", "cctv", "dashcam", "surveillance", "tv",
    "television", "amateur", "footage", "clip", "livestream", "photo", "picture", "image", "file", "screen", "leaked",
    "internal", "confidential", "document", "memo", "leaflet", "communiq",
)  # fmt: skip  # with these all of WORDS begin
_KINDS = Anchored(
    re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in WORDS.items()), re.IGNORECASE), _FIRSTS
)
_BY_KEY = {"picture": "photo", "photo": "photo", "image": "photo", "photograph": "photo", "pic": "photo",
           "video": "video", "footage": "video", "screengrab": "photo", "screenshot": "photo"}  # fmt: skip


NEAR = 3  # characters between a caption and the credit that the reader took from it


def find_media(analysis: Analysis) -> list[MediaMention]:
    """Mentions in the order of the text; a credited caption is a photo unless its credit says otherwise."""
    credited = _credited(analysis)
    spoken = [m for m in _spoken(analysis) if not any(c.span.overlaps(m.span) for c in credited)]
    return sorted(_joined(analysis.report, spoken, credited), key=lambda m: (m.start, m.end))


def _joined(report: Report, spoken: list[MediaMention], credited: list[MediaMention]) -> list[MediaMention]:
    """A credit at the end of a paragraph of text belongs to the video that the paragraph speaks of."""
    found = list(spoken)
    for credit in credited:
        words = credit.content
        role = next((p.role for p in report.passages if words and p.start <= words.start < p.end), "")
        held = [n for n, m in enumerate(found) if words and words.contains(m.span) and m.credit is None]
        if held and role == "body":
            found[held[-1]] = structs.replace(found[held[-1]], credit=credit.credit)
        else:
            found.append(credit)
    return found


def _spoken(analysis: Analysis) -> list[MediaMention]:
    text = analysis.view.text
    found = []
    for match in _KINDS.finditer(text):
        token = analysis.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if token is None or token.root.pos_ not in ("NOUN", "PROPN"):
            continue
        span = analysis.span_of(match.start(), match.end())
        sentence = analysis.sentence_of[token.root.i]
        found.append(_mention(analysis, span, match.lastgroup or "photo", "word", sentence=sentence))
    return found


def _credited(analysis: Analysis) -> list[MediaMention]:
    report = analysis.report
    found = []
    for number, passage in enumerate(report.passages):
        for span, key, _ in find_credits(report.text, passage.start, passage.end):
            if key == "source" and passage.role == "body":
                continue
            kind = _BY_KEY.get(key.removesuffix("s"), "photo")
            caption = _caption(report, number, span)
            found.append(_mention(analysis, span, kind, "credit", credit=span, content=caption))
    return found


def _caption(report: Report, number: int, credit: Span) -> Span | None:
    """The words that a credit stands at the end of: in its own passage, or the caption just before it."""
    here = report.passages[number]
    if report.text[here.start : credit.start].strip():
        return Span(here.start, here.start + len(report.text[here.start : credit.start].rstrip()))
    before = report.passages[number - 1] if number else None
    if before is None or before.role not in ("caption", "body") or credit.start - before.end > NEAR:
        return None
    return Span(before.start, before.end)


def _mention(
    analysis: Analysis,
    span: Span,
    kind: str,
    rule: str,
    *,
    credit: Span | None = None,
    content: Span | None = None,
    sentence: int = -1,
) -> MediaMention:
    return MediaMention(
        start=span.start,
        end=span.end,
        words=analysis.words(span),
        sentence=sentence,
        rule=rule,
        kind=kind,
        credit=credit,
        content=content,
    )
