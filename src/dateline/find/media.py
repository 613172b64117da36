"""Words that speak of a photo, a video, a recording, a document or a satellite picture, and credits of captions.

Which item of media it is, who put it online and who says what it shows is for :mod:`dateline.claims.media`.
"""

from __future__ import annotations

import re

from dateline.find.analysis import Analysis
from dateline.find.credits import find_credits
from dateline.model import MediaMention, Span

WORDS: dict[str, str] = {
    "satellite": r"satellite (?:image|images|imagery|photo|photos|picture|pictures|photograph|photographs)",
    "audio": r"(?:audio|voice) (?:message|messages|recording|recordings|tape|tapes|clip|clips|note)|audiotapes?|recordings?|audio",
    "video": r"(?:video|mobile phone|phone|drone|cctv|dashcam|surveillance|tv|television|amateur) footage|videos?|footage|video clips?|clips?|livestreams?",
    "photo": r"photos?|photographs?|pictures?|images?|file photo|screenshots?|screengrabs?",
    "document": r"(?:leaked |internal |confidential )documents?|memos?|leaflets?|communiqu[eé]s?",
}
_KINDS = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in WORDS.items()), re.IGNORECASE)
_BY_KEY = {"picture": "photo", "photo": "photo", "image": "photo", "photograph": "photo", "pic": "photo",
           "video": "video", "footage": "video", "screengrab": "photo", "screenshot": "photo"}  # fmt: skip


def find_media(analysis: Analysis) -> list[MediaMention]:
    """Mentions in the order of the text; a credited caption is a photo unless its credit says otherwise."""
    credited = _credited(analysis)
    spoken = [m for m in _spoken(analysis) if not any(c.span.overlaps(m.span) for c in credited)]
    return sorted([*spoken, *credited], key=lambda m: (m.start, m.end))


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
    for passage in report.passages:
        for span, key, _ in find_credits(report.text, passage.start, passage.end):
            if key == "source" and passage.role == "body":
                continue
            kind = _BY_KEY.get(key.removesuffix("s"), "photo")
            caption = Span(passage.start, span.start) if span.start > passage.start else None
            found.append(_mention(analysis, span, kind, "credit", credit=span, content=caption))
    return found


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
