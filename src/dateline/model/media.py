"""Photos, videos, audio messages, documents and satellite pictures that a report shows or speaks of."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.span import Span

MediumKind = Literal["photo", "video", "audio", "document", "satellite"]


class Medium(msgspec.Struct, frozen=True, omit_defaults=True, tag="medium"):
    """One item of media, as the report describes it; nothing here is our own finding about the picture.

    ``credit`` is who the report credits, ``agency`` an agency inside the credit, ``uploader`` who put it online,
    ``describer`` who says what it shows. ``claimed_date`` is an ISO date if the words give one.
    """

    kind: MediumKind
    url: str | None = None
    credit: str | None = None
    agency: str | None = None
    platform: str | None = None
    uploader: str | None = None
    describer: str | None = None
    shows: str | None = None
    claimed_date: str | None = None
    verification: str | None = None  # as in Claim.verification
    caption: Span | None = None
    evidence: tuple[Span, ...] = ()
