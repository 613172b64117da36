"""Which types of event are kin: a blast that one report calls shelling and another an air strike may be one event."""

from __future__ import annotations

from functools import cache

from dateline.vocab import tsv_rows

OF_TOWN = frozenset(
    {"territory", "violence"}
)  # families of what belongs to one town: taken or attacked, it says nothing on the next


@cache
def family(event_type: str) -> str:
    """The family of a type key; a type without one is its own family, no type has no family."""
    return _families().get(event_type, event_type)


@cache
def lasts(event_type: str) -> bool:
    """Whether an event of this type may go on for weeks and be told of again and again."""
    return any(row["type"] == event_type and row["lasting"] == "yes" for row in tsv_rows("linking_families"))


@cache
def _families() -> dict[str, str]:
    return {row["type"]: row["family"] for row in tsv_rows("linking_families")}
