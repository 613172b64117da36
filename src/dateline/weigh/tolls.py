"""Tolls as a history: first told, raised, lowered, denied. A correction takes the place of the same outlet's earlier claim.

The best value is one that somebody told, never an average or a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dateline.model import Count, FieldView
from dateline.weigh.fields import contradicts
from dateline.weigh.material import FAR, WHOLE, Said
from dateline.weigh.options import options, width

FRESH = 2  # days before the newest claim within which claims still speak for the present toll


def toll(field: str, told: Sequence[Said]) -> FieldView:
    """The view of a toll field."""
    counts = [s for s in told if isinstance(s.claim.value, Count)]
    history = tuple(options(counts))
    standing = _standing([s for s in counts if not _dropped(s)])
    if not standing:
        return FieldView(field, None, history, "only earlier or denied numbers were told", history=history)
    fresh = _fresh(standing)
    found = options(fresh)
    best = min(found, key=lambda o: (-len(o.roots), -_last(o.claims, fresh), width(o.value), -_size(o.value), o.claims))
    rivals = tuple(o for o in options(standing) if o != best)
    disputed = any(contradicts(best, o, field) for o in found)
    return FieldView(field, best, rivals, _rule(fresh, len(counts) - len(fresh)), disputed, history)


def _fresh(standing: Sequence[Said]) -> list[Said]:
    """The numbers that still speak for the present toll: those told since the latest revision ("the toll has risen to 16"),
    or within ``FRESH`` days of the newest where nobody tells a revision; undated ones always."""
    revisions = [s.day for s in standing if _revises(s) and s.day != FAR]
    newest = max((s.day for s in standing if s.day != FAR), default=FAR)
    since = max(revisions) if revisions else newest - FRESH
    return [s for s in standing if s.day >= since]


def _revises(one: Said) -> bool:
    return isinstance(one.claim.value, Count) and one.claim.value.revised


def _dropped(one: Said) -> bool:
    value = one.claim.value
    return one.denied or (isinstance(value, Count) and value.superseded)


def _standing(told: Sequence[Said]) -> list[Said]:
    """The latest report of each outlet only, whole tolls before parts of them."""
    latest: list[Said] = []
    for _, group in groupby(sorted(told, key=lambda s: (s.carrier, s.order)), key=lambda s: s.carrier):
        claims = list(group)
        last = max((s.day, s.report) for s in claims)
        latest += [s for s in claims if (s.day, s.report) == last]
    whole = [s for s in latest if isinstance(s.claim.value, Count) and s.claim.value.of in WHOLE]
    return sorted(whole or latest, key=lambda s: s.order)


def _last(claims: tuple[str, ...], told: Sequence[Said]) -> int:
    return max(s.day for s in told if s.claim.id in claims)


def _size(value: object) -> int:
    assert isinstance(value, Count)
    return value.best if value.best is not None else value.low or 0


def _rule(fresh: Sequence[Said], left: int) -> str:
    when = "since the latest revision" if any(map(_revises, fresh)) else f"within {FRESH} days of the newest"
    rule = f"most origins among the latest numbers of each outlet {when}"
    return f"{rule}; {left} earlier or partial numbers are kept as history" if left else rule
