"""What became different between two states of the ledger, and why."""

from __future__ import annotations

from typing import Literal

import msgspec

ChangeKind = Literal["added", "changed", "merged", "split", "withdrawn"]


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of the change feed.

    ``incident`` is the id that people should follow from now on, ``others`` the ids that went into it (merged), came
    out of it (split) or that it was called before (changed). ``fields`` are the fields whose best value differs.
    """

    kind: ChangeKind
    incident: str
    others: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()  # new members
    why: str = ""
