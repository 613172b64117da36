"""The course of an incident: states with their sources, in order of the time they are told for.

What was told to be going on is over only when somebody says so for a later time; silence closes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import FieldView, Status
from dateline.weigh.material import FAR, Said, day_of
from dateline.weigh.options import option

STAGE = {"planned": 0, "began": 1, "ongoing": 2, "reopened": 2, "contained": 3, "ended": 4}


def course(told: Sequence[Said]) -> FieldView:
    """The view of the status: ``best`` is the last state, ``history`` all of them in order of time."""
    states = sorted((s for s in told if isinstance(s.claim.value, Status) and not s.denied), key=_order)
    if not states:
        return FieldView("status", None, rule="nobody tells how it went on")
    history = []
    seen: dict[tuple[object, ...], list[Said]] = {}
    for one in states:
        assert isinstance(one.claim.value, Status)
        seen.setdefault((one.claim.value.state, _day(one)), []).append(one)
    history = [option(group) for group in seen.values()]
    rule = "the latest state told, by the time it is told for; what goes on ends only when a later report says so"
    return FieldView("status", history[-1], tuple(history[:-1]), rule, history=tuple(history))


def _day(one: Said) -> int:
    """The day that the state is told for, else that of publication."""
    day = day_of(one.claim.value)
    return day.toordinal() if day else one.day


def _order(one: Said) -> tuple[int, int, str]:
    """Undated states come first: they close nothing."""
    assert isinstance(one.claim.value, Status)
    day = _day(one)
    return (-1 if day == FAR else day, STAGE.get(one.claim.value.state, 2), one.claim.id)
