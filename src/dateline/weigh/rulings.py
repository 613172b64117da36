"""What people decided on values: corrections, rejected claims, added values, withdrawn, confirmed, refuted incidents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.link.rulings import observation_of, standing
from dateline.model import Decision, FieldView, Option
from dateline.weigh.material import value_from


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Standing decisions sorted by the observation that the incident is found by; claims that were rejected."""

    by_observation: dict[str, list[Decision]] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()

    def on(self, observations: Iterable[str]) -> list[Decision]:
        """Decisions on an incident that holds these observations, oldest first."""
        found = {d.id: d for o in observations for d in self.by_observation.get(o, ())}
        return sorted(found.values(), key=lambda d: (d.at, d.id))


def verdicts(decisions: Sequence[Decision]) -> Verdicts:
    """The decisions that weighing heeds."""
    by_observation: dict[str, list[Decision]] = {}
    rejected: set[str] = set()
    for decision in standing(decisions):
        if decision.kind == "reject":
            rejected.update(decision.targets)
        elif decision.kind in {"correct", "add", "withdraw", "confirm", "refute"}:
            for target in decision.targets:
                by_observation.setdefault(observation_of(target), []).append(decision)
    return Verdicts(by_observation, frozenset(rejected))


def overlay(views: dict[str, FieldView], decisions: Sequence[Decision]) -> dict[str, FieldView]:
    """The views with what people corrected or added on top; what the reports say stays beside it as rivals."""
    out = dict(views)
    for decision in decisions:
        if decision.kind in {"correct", "add"} and decision.field and decision.field != "roundup":
            out[decision.field] = _ruled(out.get(decision.field) or FieldView(decision.field, None), decision)
    return out


def _ruled(view: FieldView, decision: Decision) -> FieldView:
    assert decision.field is not None
    ours = Option(value_from(decision.field, decision.value), (), (f"decision {decision.id}",), "asserted")
    told = ((view.best,) if view.best else ()) + view.rivals
    verb = "corrected" if decision.kind == "correct" else "added"
    rule = f"{verb} by {decision.by} on {decision.at[:10]}" + (f": {decision.why}" if decision.why else "")
    if decision.kind == "add" and view.best:
        return FieldView(view.field, view.best, (*view.rivals, ours), view.rule, view.disputed, view.history)
    return FieldView(view.field, ours, told, rule, False, view.history)
