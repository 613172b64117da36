"""One incident out of its observations: every field viewed, graded and counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from dateline.link.linking import Cluster, Linking
from dateline.link.text import published_day
from dateline.model import Decision, FieldView, Incident, Label, Link, Observation, ReportCard, Status
from dateline.model.incident import Ladder
from dateline.weigh.course import course
from dateline.weigh.fields import view
from dateline.weigh.grades import Evidence, credibility, ladder
from dateline.weigh.independence import Telling, gatherers, independent, tellings
from dateline.weigh.material import Said, said
from dateline.weigh.rulings import Verdicts, overlay, verdicts
from dateline.weigh.tolls import toll

TOLLS = frozenset({"killed", "injured", "missing", "detained", "displaced", "abducted", "captured", "casualties"})


def incidents(
    linking: Linking,
    observations: Iterable[Observation] | Mapping[str, Observation],
    cards: Mapping[str, ReportCard],
    decisions: Sequence[Decision] = (),
) -> list[Incident]:
    """All incidents, by id."""
    known = observations if isinstance(observations, Mapping) else {o.id: o for o in observations}
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for link in linking.links:
        links[link.a].append(link)
        links[link.b].append(link)
    ruled = verdicts(decisions)
    return [incident(c, known, cards, ruled, tuple(links[c.id])) for c in linking.clusters]


def incident(
    cluster: Cluster,
    observations: Mapping[str, Observation],
    cards: Mapping[str, ReportCard],
    ruled: Verdicts,
    links: tuple[Link, ...] = (),
) -> Incident:
    """The incident of one cluster; ``links`` lead to other incidents."""
    held = [observations[o] for o in cluster.observations]
    material = said(held, cards, ruled.rejected)
    decisions = ruled.on(cluster.observations)
    views = overlay(_views(material), decisions)
    dates = sorted(d for r in {o.report_id for o in held} if (d := _published(cards, r)))
    status = views["status"].best if "status" in views else None
    state = status.value if status and isinstance(status.value, Status) else None
    sources = independent([t for o in held for t in _tellings(o, cards)])
    reports = {o.report_id for o in held}
    origins = min(sources.independent, len(gatherers(held, cards)))
    evidence = _evidence(views, material, origins, unknown=sources.unknown)
    return Incident(
        id=cluster.id,
        type=_type(views, held),
        observations=cluster.observations,
        fields=views,
        role=_role(held, decisions),
        status=state.state if state else None,
        status_since=_since(views),
        verification=cast(Ladder, ladder(evidence, ruled=_ruled(decisions)).value),
        credibility=str(credibility(evidence)),
        reports=len(reports),
        independent=origins,
        first_reported=dates[0] if dates else None,
        last_reported=dates[-1] if dates else None,
        links=cluster.links + links,
    )


def _views(material: Sequence[Said]) -> dict[str, FieldView]:
    by_field: defaultdict[str, list[Said]] = defaultdict(list)
    for one in material:
        by_field[one.claim.field].append(one)
    views: dict[str, FieldView] = {}
    for field, told in sorted(by_field.items()):
        views[field] = toll(field, told) if field in TOLLS else course(told) if field == "status" else view(field, told)
    return views


def _published(cards: Mapping[str, ReportCard], report_id: str) -> str | None:
    card = cards.get(report_id)
    return card.published if card and published_day(card.published) is not None else None


def _type(views: Mapping[str, FieldView], held: Sequence[Observation]) -> str:
    best = views["type"].best if "type" in views else None
    if best and isinstance(best.value, Label) and best.value.key:
        return best.value.key
    counted = Counter(o.type for o in held)
    return min(counted, key=lambda t: (-counted[t], t))


def _role(held: Sequence[Observation], decisions: Sequence[Decision]) -> str:
    if any(d.kind == "withdraw" for d in decisions):
        return "withdrawn"
    counted = Counter(o.role for o in held)
    return "news" if counted["news"] else min(counted, key=lambda r: (-counted[r], r))


def _since(views: Mapping[str, FieldView]) -> str | None:
    """The first day for which the present state is told without another in between."""
    history = views["status"].history if "status" in views else ()
    since = None
    for one in reversed(history):
        assert isinstance(one.value, Status)
        assert isinstance(history[-1].value, Status)
        if one.value.state != history[-1].value.state:
            break
        if one.value.as_of and one.value.as_of.first_day:
            since = one.value.as_of.first_day.isoformat()
    return since


def _tellings(observation: Observation, cards: Mapping[str, ReportCard]) -> list[Telling]:
    card = cards.get(observation.report_id)
    return tellings(observation, outlet_name=card.outlet if card else None, wire=card.wire if card else None)


def _evidence(views: Mapping[str, FieldView], material: Sequence[Said], origins: int, *, unknown: bool) -> Evidence:
    """What is known of the incident as a whole: origins for it, those who deny it, and whether the details agree."""
    kinds = [s for s in material if s.claim.field == "type"] or list(material)
    against = {s.root for s in kinds if s.denied} - {s.root for s in kinds if not s.denied}
    return Evidence(
        origins=0 if unknown else origins,
        against=len(against),
        certainties=tuple(sorted({s.claim.certainty for s in kinds if not s.denied})),
        details_agree=len(views) > 2 and not any(v.disputed for v in views.values()),
    )


def _ruled(decisions: Sequence[Decision]) -> str | None:
    last = [d.kind for d in decisions if d.kind in {"confirm", "refute"}]
    return last[-1] if last else None
