"""What the caller of a read tells us that the files may not say."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dateline.read.dates import iso

MAX_BYTES = 200 * 1024 * 1024  # larger files that cannot be streamed (all but JSONL and CSV) are passed over
MAX_TEXT = 2_000_000  # characters of one report (about 1 GiB of memory to analyse); longer texts are read in parts


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """``published``, ``outlet`` and ``language`` fill what a report does not say itself.

    ``published`` is an ISO date or date-time. ``mapping`` says which field of a record is which of ours
    (``{"text": "body", "published": "date"}``); what it does not name is looked for under the usual names.
    ``today`` (ISO date) is the day after which a publication date is called a future one; ``None`` means the clock's.
    """

    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    today: str | None = None
    max_bytes: int = MAX_BYTES
    max_text: int = MAX_TEXT

    def __post_init__(self) -> None:
        """``ValueError`` if ``published`` is no date that can be read in one way only."""
        if self.published is not None and iso(self.published) != self.published:
            raise ValueError(
                f"{self.published!r} is no ISO date; write for example 2016-11-05 or 2016-11-05T17:39:00+03:00"
            )


FIELDS = ("text", "title", "published", "url", "outlet", "author", "language", "id")


def parse_mapping(words: str) -> dict[str, str]:
    """The mapping that ``text=body,published=date`` stands for. ``ValueError`` names what is wrong with it.

    >>> parse_mapping("text=body,published=date")
    {'text': 'body', 'published': 'date'}
    """
    mapping: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in words.split(","))):
        ours, sign, theirs = pair.partition("=")
        if not sign or not theirs.strip():
            raise ValueError(
                f"{pair!r} in a field mapping is not NAME=FIELD; write for example text=body,published=date"
            )
        if ours.strip() not in FIELDS:
            raise ValueError(f"{ours.strip()!r} is no field of a report; there are {', '.join(FIELDS)}")
        mapping[ours.strip()] = theirs.strip()
    return mapping


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to be read, and where they are from. ``name`` is the path as given."""

    name: str
    path: Path | None = None  # None: bytes in hand (standard input)
    data: bytes | None = None

    def head(self, size: int = 65536) -> bytes:
        """The first bytes. ``OSError`` as the system tells it."""
        if self.data is not None:
            return self.data[:size]
        assert self.path is not None
        with self.path.open("rb") as handle:
            return handle.read(size)

    def read(self) -> bytes:
        """All bytes. ``OSError`` as the system tells it."""
        if self.data is not None:
            return self.data
        assert self.path is not None
        return self.path.read_bytes()

    def size(self) -> int:
        """Size in bytes."""
        if self.data is not None:
            return len(self.data)
        assert self.path is not None
        return self.path.stat().st_size
