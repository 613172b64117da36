"""Who says so: the chain from the outlet down to the one who is said to know."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.span import Span

SourceKind = Literal[
    "outlet", "agency", "broadcaster", "official", "organisation", "monitor", "person", "witness", "channel",
    "document", "anonymous", "unknown",
]  # fmt: skip


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """One link of a chain. ``name`` is canonical where the registry knows it; ``organisation`` is the body behind a
    spokesman; ``span`` is where the words stand (``None`` for what metadata told)."""

    name: str
    kind: SourceKind = "unknown"
    organisation: str | None = None
    anonymous: bool = False
    side: str | None = None  # actor registry key of the side it speaks for
    span: Span | None = None


class Attribution(msgspec.Struct, frozen=True, omit_defaults=True):
    """Chain from the outside (outlet) to the root (who is said to know), and the words that say so.

    ``carriers`` of a claim (outlet, agency, broadcaster) are not its source: ``root`` is the last link that asserts,
    or ``None`` when the report names nobody.
    """

    chain: tuple[Source, ...] = ()
    root: Source | None = None
    cue: Span | None = None
    evidence: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The chain as people read it, root first.

        >>> Attribution(chain=(Source("AP"), Source("CNN"), Source("Tahsin Ibrahim"))).text
        'Tahsin Ibrahim < CNN < AP'
        """
        return " < ".join(s.name for s in reversed(self.chain))
