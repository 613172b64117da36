# ruff: noqa: A002
"""One-letter factories: a test reads like a table row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from dateline.link.columns import Array, Table
from dateline.link.features import FEATURES
from dateline.link.features import features as of_pairs
from dateline.link.index import Rarities
from dateline.link.node import Node
from dateline.model import (
    Actor,
    Claim,
    Count,
    Decision,
    Label,
    Observation,
    ReportCard,
    Source,
    Span,
    Status,
    When,
    Where,
)
from dateline.model.attribution import Attribution

PLACES = {
    "Hama": (35.13, 36.75), "Homs": (34.73, 36.71), "Aleppo": (36.2, 37.16), "Idlib": (35.93, 36.63),
    "Qayyarah": (35.8, 43.29), "Mosul": (36.34, 43.13), "Mishraq": (36.0, 43.3),
}  # fmt: skip


def day(text: str, days: int = 1) -> When:
    """A whole day (or several) as a range."""
    begin = datetime.fromisoformat(text)
    end = begin + timedelta(days=days)
    return When(
        begin_low=begin, begin_high=end, end_low=begin, end_high=end, granularity="day" if days == 1 else "days"
    )


def place(name: str) -> Where:
    lat, lon = PLACES.get(name, (None, None))
    return Where(name=name, lat=lat, lon=lon, radius_m=3000.0 if lat else None, precision="place", country="SY")


def count(best: int, **more: Any) -> Count:
    return Count(**{"low": best, "best": best, "high": best, **more})


def o(
    id: str, report: str = "", type: str = "shelling", when: str | None = None, where: str | None = None, *,
    days: int = 1, killed: int | None = None, injured: int | None = None, actor: str | None = None,
    root: str | None = None, claims: tuple[Claim, ...] = (), trigger: int = 0, **more: Any,
) -> Observation:  # fmt: skip
    """An observation; what is not named is not told."""
    values: list[tuple[str, Any]] = [("type", Label(type))]
    if when:
        values.append(("when", day(when, days)))
    if where:
        values.append(("where", place(where)))
    if killed is not None:
        values.append(("killed", count(killed)))
    if injured is not None:
        values.append(("injured", count(injured)))
    if actor:
        values.append(("actor", Actor(actor)))
    made = tuple(c(f"{id}-{field}", field, value, root=root) for field, value in values)
    return Observation(
        id=id, report_id=report or f"r-{id}", type=type, title=f"{type} {where or ''}".strip(),
        triggers=(Span(trigger, trigger + 5),), claims=made + claims, **more,
    )  # fmt: skip


def c(id: str, field: str, value: Any, *, root: str | None = None, **more: Any) -> Claim:
    """A claim; ``root`` names who is said to know."""
    attribution = Attribution(chain=(Source(root),), root=Source(root)) if root else Attribution()
    return Claim(id=id, field=field, value=value, evidence=(Span(0, 5),), attribution=attribution, **more)


def s(state: str, as_of: str | None = None) -> Status:
    return Status(state, day(as_of) if as_of else None)


def k(id: str, published: str | None = None, *, text: str = "", outlet: str | None = None, **more: Any) -> ReportCard:
    """A card, with a text if given."""
    from dateline.link.card import card
    from dateline.read.text import report_from_text

    if text:
        made = card(report_from_text(text, published=published, outlet=outlet, title=more.pop("title", None)))
        import msgspec

        return msgspec.structs.replace(made, id=id, **more)
    return ReportCard(**{"id": id, "published": published, "outlet": outlet, "length": 200, **more})


def features(one: Node, other: Node, rare: Mapping[str, int] | None = None) -> dict[str, float]:
    """The features of a pair by name; ``rare`` says how rare shared keys of the reports are, all others being common."""
    table = Table()
    pairs = table.events_of(*(np.array([table.add(n)]) for n in (one, other)))

    def rarity(keys: Array, days: Array) -> Array:
        return np.array([(rare or {}).get(str(table.words.names[key]), 0) for key in keys], int)

    nothing = Rarities(rarity, lambda keys, days: np.zeros(len(keys), int))
    return dict(zip(FEATURES, of_pairs(pairs, nothing)[0].tolist(), strict=True))


def d(id: str, kind: str, *targets: str, at: str = "2026-01-01", **more: Any) -> Decision:
    return Decision(id=id, kind=kind, targets=targets, by="ana", at=at, **more)


def cards(*observations: Observation, published: str | None = None, **known: ReportCard) -> dict[str, ReportCard]:
    """A card for each report, those not given with no more than a publication date."""
    return {x.report_id: k(x.report_id, published) for x in observations} | {card.id: card for card in known.values()}
