"""What messengers and video sites export: the posts of a channel (Telegram's ``result.json``), the file that describes a
video (yt-dlp's ``.info.json``).

A post is told by the channel, not by the file. What was passed on keeps in ``forwarded_from`` whose it is: two channels
that forward a third one's post are one origin. The title of a video is read before its description, as in a feed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dateline.model import Notice, Report
from dateline.read.finish import Draft, finish
from dateline.read.options import ReadOptions
from dateline.read.records import field_words

_KEPT = (
    "forwarded_from",
    "edited",
    "reply_to_message_id",
    "photo",
    "file",
    "media_type",
    "duration",
    "location",
    "tags",
)


def is_channel(value: Any) -> bool:
    """Whether a JSON value is an exported chat: a name, and messages that say what they are."""
    posts = value.get("messages") if isinstance(value, Mapping) else None
    return isinstance(posts, list) and any(isinstance(p, Mapping) and p.get("type") == "message" for p in posts[:200])


def is_video(value: Any) -> bool:
    """Whether a JSON value is the description file of a video."""
    return isinstance(value, Mapping) and isinstance(value.get("title"), str) and "extractor" in value and "id" in value


def read_channel(value: Mapping[str, Any], name: str, options: ReadOptions) -> Iterator[Report | Notice]:
    """The posts of a channel, one report each. Pictures without words and service lines are counted in one notice."""
    channel = field_words(value.get("name"))
    wordless = 0
    for number, post in enumerate(value["messages"], 1):
        if not isinstance(post, Mapping) or post.get("type") != "message" or not _text(post).strip():
            wordless += 1
            continue
        sender = field_words(post.get("from"))
        yield from finish(
            Draft(
                text=_text(post),
                origin=name,
                place=f"post {post.get('id', number)}",
                format="channel",
                sha256=hashlib.sha256(msgspec.json.encode(post)).hexdigest(),
                outlet=channel or sender or None,
                author=sender if sender != channel else None,
                published=field_words(post.get("date_unixtime")) or field_words(post.get("date")),
                basis="metadata",
                extra=_extra(post),
            ),
            options,
        )
    if wordless:
        reason = f"{wordless} of its {len(value['messages'])} posts hold no words (pictures, service lines)"
        yield Notice(
            code="no-words", file=name, reason=reason, next_step="nothing to do; the others were read", severity="info"
        )


def read_video(value: Mapping[str, Any], name: str, place: str, options: ReadOptions) -> Iterator[Report | Notice]:
    """The report of one video: its title, a blank line, its description."""
    title, description = value["title"].strip(), field_words(value.get("description")).strip()
    text = description if description.startswith(title) else f"{title}\n\n{description}".strip()
    yield from finish(
        Draft(
            text=text,
            origin=name,
            place=place,
            format="video",
            sha256=hashlib.sha256(msgspec.json.encode(value)).hexdigest(),
            title=title or None,
            outlet=field_words(value.get("channel")) or field_words(value.get("uploader")) or None,
            url=field_words(value.get("webpage_url")) or None,
            published=field_words(value.get("timestamp")) or field_words(value.get("upload_date")) or None,
            basis="metadata",
            extra=_extra(value),
        ),
        options,
    )


def _text(post: Mapping[str, Any]) -> str:
    return field_words(post.get("text"))


def _extra(record: Mapping[str, Any]) -> dict[str, str]:
    kept = {key: field_words(record.get(key)) for key in _KEPT}
    return {key: words[:1000] for key, words in kept.items() if words}
