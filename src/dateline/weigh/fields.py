"""The view of one field: the best value, its rivals, and the rule that chose, in words. Nothing is ever averaged."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Actor, FieldView, Label, Option
from dateline.weigh.material import CERTAINTY, Said
from dateline.weigh.options import compatible, contains, options, width

SEVERAL = frozenset({"actor", "target", "media", "damage", "facility"})  # fields that may truly have several values


def view(field: str, told: Sequence[Said]) -> FieldView:
    """The view of a field other than tolls and status out of all that was said on it."""
    standing = [s for s in told if not s.denied]
    if not standing:
        return FieldView(field, None, tuple(options(told)), "told only to be denied", disputed=bool(told))
    found = options(standing)
    ranked = sorted(found, key=lambda o: _rank(o, found, standing))
    best, rest = ranked[0], ranked[1:]
    denials = list(options([s for s in told if s.denied]))
    disputed = bool(denials) or any(contradicts(best, rival, field) for rival in rest)
    return FieldView(field, best, tuple(rest + denials), _rule(best, found), disputed)


def _support(option: Option, found: Sequence[Option]) -> set[str]:
    """Roots that say this, or something wider that holds it and nothing narrower that does not."""
    wider = [o for o in found if o is not option and contains(o.value, option.value)]
    return set(option.roots) | {
        root for o in wider for root in o.roots if not any(root in r.roots for r in _elsewhere(option, o, found))
    }


def _elsewhere(option: Option, wide: Option, found: Sequence[Option]) -> list[Option]:
    """The other options within the wide one that do not hold this one."""
    return [o for o in found if o is not wide and contains(wide.value, o.value) and not contains(o.value, option.value)]


def _rank(option: Option, found: Sequence[Option], told: Sequence[Said]) -> tuple[object, ...]:
    first = next(s.order for s in told if s.claim.id in option.claims)
    return (
        -len(_support(option, found)),
        CERTAINTY.index(option.certainty),
        _breadth(option, found),
        -len(option.claims),
        first,
    )


def _breadth(option: Option, found: Sequence[Option]) -> float:
    """How wide a value is; a kind of incident is wide only beside one that it holds (an attack beside a bombing)."""
    if isinstance(option.value, Label):
        return float(
            len(found) > 1
            and any(contains(option.value, o.value) and not contains(o.value, option.value) for o in found)
        )
    return width(option.value)


def contradicts(best: Option, rival: Option, field: str) -> bool:
    """Whether a rival stands against the best value: told by another origin, and not both can be true. Several actors or
    targets may all be right unless they are accused."""
    if rival.certainty == "denied":
        return True
    if set(rival.roots) <= set(best.roots):
        return False
    if field not in SEVERAL:
        return not compatible(best.value, rival.value)
    a, b = best.value, rival.value
    if field == "actor" and isinstance(a, Actor) and isinstance(b, Actor):
        return "accused" in (a.basis, b.basis) and not compatible(a, b)
    return False


def _rule(best: Option, found: Sequence[Option]) -> str:
    if len(found) == 1:
        return "the only value told"
    support = len(_support(best, found))
    return f"most origins ({support} of {len({r for o in found for r in o.roots})}), then the surest, then the most exact, then the first told"
