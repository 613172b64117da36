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


def works(facility: str) -> str | None:
    """The kind of works or building that a facility is, by its last word; none for one that says little.

    >>> works("grain depot"), works("market"), works("the village"), works("office building")
    ('depot', 'market', None, None)
    """
    return _works().get(facility.rpartition(" ")[2])


VAGUE = frozenset({"settlement", "building", "unknown", "vehicle"})  # the car of a car bomb is no target
SAME_WORKS = {"airbase": "airport"}


@cache
def _works() -> dict[str, str]:
    rows = ((row["noun"], SAME_WORKS.get(row["noun"], row["kind"])) for row in tsv_rows("facilities"))
    return {noun: kind for noun, kind in rows if kind not in VAGUE}


@cache
def _families() -> dict[str, str]:
    return {row["type"]: row["family"] for row in tsv_rows("linking_families")}
