"""The registry of outlets, agencies, monitors and platforms (``outlets.yaml``), looked up by any of their names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from dateline.vocab.load import yaml_file


class Outlet(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry of the registry. ``family`` is the owner, ``reliability`` an Admiralty letter (``F``: not graded)."""

    name: str
    kind: str
    country: str | None = None
    scale: str = ""
    family: str = ""
    aliases: tuple[str, ...] = ()
    basis: str = ""
    reliability: str = "F"
    reason: str = ""
    date: str = ""


@cache
def outlets() -> tuple[Outlet, ...]:
    """All entries, in the order of the file."""
    return tuple(msgspec.convert(entry, Outlet) for entry in yaml_file("outlets"))


@cache
def _index() -> dict[str, Outlet]:
    index: dict[str, Outlet] = {}
    for entry in outlets():
        for name in (entry.name, *entry.aliases):
            index.setdefault(folded(name), entry)
    return index


def folded(name: str) -> str:
    """A name for comparison: small letters, no leading article, no dots, one space."""
    plain = re.sub(r"[.’']s?\b|[^\w\s&/-]", "", name.lower()).replace("-", " ")
    return re.sub(r"\s+", " ", plain).strip().removeprefix("the ")


@lru_cache(maxsize=8192)
def outlet(name: str) -> Outlet | None:
    """The entry with this name or alias (articles and dots aside), ``None`` when the registry has none.

    >>> outlet("the AP").name
    'AP'
    """
    return _index().get(folded(name))
