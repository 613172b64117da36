"""The change feed: what became of the incidents between two states, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from dateline.model import Change, Incident


def changes(old: Iterable[Incident], new: Iterable[Incident]) -> list[Change]:
    """Change records, by incident id.

    An incident goes on where most of its observations are now. ``merged``: several old ones go on in one. ``split``:
    some of its observations are elsewhere now. ``withdrawn``: taken back by a person, or none of its observations is
    left. ``changed``: new members, other best values or another name. ``added``: nothing old goes on in it.
    """
    before, after = {i.id: i for i in old}, {i.id: i for i in new}
    home = {o: i.id for i in after.values() for o in i.observations}
    goes_on = {i.id: _heir(i, home) for i in before.values()}
    parents: defaultdict[str | None, list[str]] = defaultdict(list)
    for i, heir in sorted(goes_on.items()):
        parents[heir].append(i)
    told = {o for i in before.values() for o in i.observations}
    records = [c for i in after.values() for c in _of(i, before, parents[i.id], told)]
    records += [
        Change(kind="withdrawn", incident=i, why="none of its observations is left")
        for i, heir in goes_on.items()
        if heir is None
    ]
    records += [c for i in before.values() for c in _splits(i, home, goes_on)]
    return sorted(records, key=lambda c: (c.incident, c.kind, c.others))


def _heir(incident: Incident, home: dict[str, str]) -> str | None:
    votes = Counter(home[o] for o in incident.observations if o in home)
    return min(votes, key=lambda i: (-votes[i], i != incident.id, i)) if votes else None


def _of(now: Incident, before: dict[str, Incident], parents: list[str], told: set[str]) -> Iterator[Change]:
    """``parents``: the old incidents that go on in this one; ``told``: all observations of old incidents."""
    if not parents:
        if told.isdisjoint(now.observations):
            yield Change(kind="added", incident=now.id, observations=now.observations, why=_reports(now.observations))
        return
    held = {o for i in parents for o in before[i].observations}
    fresh = tuple(o for o in now.observations if o not in held)
    if len(parents) > 1:
        yield Change(
            kind="merged",
            incident=now.id,
            others=tuple(p for p in parents if p != now.id),
            observations=fresh,
            why=_merge_reason(now),
        )
        return
    was = before[parents[0]]
    if now.role == "withdrawn" and was.role != "withdrawn":
        yield Change(kind="withdrawn", incident=now.id, why="withdrawn by a person")
        return
    fields = _differing(was, now)
    if fresh or fields or was.id != now.id or was.verification != now.verification or was.role != now.role:
        others = (was.id,) if was.id != now.id else ()
        yield Change(
            kind="changed",
            incident=now.id,
            others=others,
            fields=fields,
            observations=fresh,
            why=_change_reason(was, now, fresh),
        )


def _splits(was: Incident, home: dict[str, str], goes_on: dict[str, str | None]) -> Iterator[Change]:
    parts = sorted({home[o] for o in was.observations if o in home})
    if len(parts) > 1:
        heir = goes_on[was.id] or parts[0]
        others = tuple(p for p in parts if p != heir)
        yield Change(kind="split", incident=heir, others=others, why=f"observations of {was.id} are now told apart")


def _differing(was: Incident, now: Incident) -> tuple[str, ...]:
    names = sorted(was.fields.keys() | now.fields.keys())
    return tuple(n for n in names if _best(was, n) != _best(now, n))


def _best(incident: Incident, field: str) -> object:
    view = incident.fields.get(field)
    return (view.best.value if view.best else None, view.disputed) if view else None


def _reports(observations: tuple[str, ...]) -> str:
    return f"{len(observations)} observation{'s' if len(observations) > 1 else ''} that match no incident known before"


def _merge_reason(now: Incident) -> str:
    held = [link for link in now.links if link.kind == "same"]
    if not held:
        return "joined by a person"
    weakest = min(held, key=lambda link: (link.score, link.a, link.b))
    words = [words for words, weight in weakest.terms[1:] if weight > 0][:3]
    return "; ".join(words) or "joined by a person"


def _change_reason(was: Incident, now: Incident, fresh: tuple[str, ...]) -> str:
    if fresh:
        return f"{len(fresh)} more observation{'s' if len(fresh) > 1 else ''}"
    if was.id != now.id:
        return "named after an earlier report"
    return "weighed anew"
