"""Incidents and claims as rows: every cell a plain value, in the columns of ``vocab/incident_columns.tsv`` and
``vocab/claim_columns.tsv``. ``None`` is unknown, ``0`` a stated zero."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dateline import __version__
from dateline.export.context import Context, best
from dateline.export.headings import heading
from dateline.ledger import Entry
from dateline.ledger.quotes import quote
from dateline.ledger.wording import count_text, value_text
from dateline.model import (
    Actor,
    Claim,
    Count,
    FieldView,
    Incident,
    Label,
    Observation,
    Option,
    Report,
    Status,
    When,
    Where,
)
from dateline.vocab import tsv_rows, yaml_file

Cell = str | int | float | None
BASIS = {"claimed": "claimed", "accused": "attributed", "stated": "attributed", "denied": "denied"}
TOLD_BY_CLOCK = frozenset({"second", "minute", "hour"})
PARTS_OF_DAY = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
GOES_ON = frozenset({"ongoing", "reopened", "contained"})  # states of what is not over
CARRIES = {"displaced": "displaced_best", "missing": "missing_best"}


def incident_columns() -> tuple[str, ...]:
    """Names of the 56 columns in their order."""
    return tuple(row["column"] for row in tsv_rows("incident_columns"))


def claim_columns() -> tuple[str, ...]:
    """Names of the claim columns in their order."""
    return tuple(row["column"] for row in tsv_rows("claim_columns"))


def incident_row(entry: Entry, context: Context) -> dict[str, Cell]:
    """One incident as a row with exactly :func:`incident_columns`."""
    incident = entry.incident
    cells: dict[str, Cell] = {
        "incident_id": incident.id,
        "title": heading(incident),
        "event_type": incident.type,
        "event_subtype": subtype(incident.type),
        "modality": incident.role if incident.role in {"planned", "hypothetical"} else "happened",
        **_when_cells(incident, context),
        **_where_cells(incident, context),
        **_party_cells(incident),
        **_count_cells(incident),
        **_evidence_cells(incident, context),
        "verification_status": incident.verification,
        "certainty": certainty(incident),
        "conflicts": "; ".join(sorted(name for name, view in incident.fields.items() if view.disputed)),
        "reports": incident.reports,
        "independent_sources": incident.independent,
        "first_reported": (incident.first_reported or "")[:10],
        "last_reported": (incident.last_reported or "")[:10],
        "incident_status": incident.status,
        "status_since": incident.status_since,
        "analyst_state": _analyst_state(incident, context),
        "updated_at": entry.updated_at,
        "ledger_version": __version__,
    }
    return {name: cells.get(name) if cells.get(name) != "" else None for name in incident_columns()}


def incident_rows(context: Context) -> Iterable[dict[str, Cell]]:
    """The chosen incidents as rows, by date and then id; those without a date last."""
    rows = (incident_row(entry, context) for entry in context.entries)
    return sorted(rows, key=lambda row: (row["date_start"] or row["date_end"] or "9999", str(row["incident_id"])))


def subtype(key: str) -> str:
    """The ACLED sub-event that a type is mapped to, empty when there is none."""
    known = yaml_file("incident_types").get(key)
    return (known or {}).get("acled") or ""


def certainty(incident: Incident) -> str:
    """How surely it is told that the incident happened."""
    option = best(incident, "type")
    return option.certainty if option else ""


def _when_cells(incident: Incident, context: Context) -> dict[str, Cell]:
    option = best(incident, "when")
    if option is None or not isinstance(option.value, When):
        return {}
    when = option.value
    clock = f"{when.begin_low:%H:%M}" if when.begin_low and when.granularity in TOLD_BY_CLOCK else ""
    part = PARTS_OF_DAY.get(when.value.partition("T")[2], "") if when.granularity == "part_of_day" else ""
    return {
        "date_start": _iso(when.first_day),
        "date_end": _iso(last_day(incident, when)),
        "date_precision": when.granularity,
        "date_verbatim": _verbatim(option, context),
        "time_of_day": clock or part,
        "timezone_basis": when.zone,
    }


def last_day(incident: Incident, when: When) -> date | None:
    """The last day that an incident may have lasted to, by its date and its course; ``None`` while it goes on.

    A fire of August that was told to be out in April ended in April.
    """
    state = best(incident, "status")
    last = state.value if state else None
    as_of = last.as_of.last_day if isinstance(last, Status) and last.as_of else None
    own = None if when.open_end else when.last_day
    if not isinstance(last, Status) or as_of is None or (own is not None and as_of < own):
        return own
    if last.state == "ended":
        return as_of
    return None if last.state in GOES_ON else own


def _where_cells(incident: Incident, context: Context) -> dict[str, Cell]:
    option = best(incident, "where")
    if option is None or not isinstance(option.value, Where):
        return {}
    where = option.value
    alpha3, country = country_names(where.country)
    return {
        "place_name": where.name,
        "place_verbatim": _verbatim(option, context),
        "admin2": where.admin2,
        "admin1": where.admin1,
        "country": country,
        "iso3": alpha3,
        "latitude": _rounded(where.lat, 5),
        "longitude": _rounded(where.lon, 5),
        "place_precision": where.precision,
        "radius_km": _rounded(where.radius_m / 1000, 3) if where.radius_m is not None else None,
        "gazetteer_id": where.gazetteer_id,
        "place_alternatives": "; ".join(value_text(other) for other in where.alternatives),
    }


def country_names(alpha2: str | None) -> tuple[str | None, str | None]:
    """(ISO alpha-3 code, English short name) of an ISO alpha-2 code; the code itself as name when it is not known."""
    if not alpha2:
        return None, None
    for row in tsv_rows("country_codes"):
        if row["alpha2"] == alpha2:
            return row["alpha3"], row["name"]
    return None, alpha2


def _party_cells(incident: Incident) -> dict[str, Cell]:
    actor, target, means, damage = (best(incident, f) for f in ("actor", "target", "means", "damage"))
    cells: dict[str, Cell] = {
        "perpetrator_basis": "unknown",
        "weapon": value_text(means.value) if means else None,
        "damage": value_text(damage.value) if damage else None,
    }
    if actor:
        cells["perpetrator"] = value_text(actor.value)
        if isinstance(actor.value, Actor):
            cells["perpetrator_kind"] = actor.value.kind
            cells["perpetrator_basis"] = BASIS.get(actor.value.basis, "unknown")
    if target:
        cells["target"] = value_text(target.value)
        cells["target_kind"] = target.value.kind if isinstance(target.value, Actor) else None
    return cells


def _count_cells(incident: Incident) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for field in ("killed", "injured"):
        count = count_of(incident, field)
        if count:
            cells |= {f"{field}_low": count.low, f"{field}_best": count.best, f"{field}_high": count.high}
    for field, column in CARRIES.items():
        count = count_of(incident, field)
        cells[column] = count.best if count else None
    groups = _groups(incident.fields.get("killed"))
    cells["killed_civilian"] = next((c.best for c in groups if c.of and "civilian" in c.of.lower()), None)
    cells["killed_by_side"] = "; ".join(f"{c.of}: {count_text(_unnamed(c))}" for c in groups)
    return cells


def count_of(incident: Incident, field: str) -> Count | None:
    """The best number of a toll field."""
    option = best(incident, field)
    return option.value if option and isinstance(option.value, Count) else None


def _groups(view: FieldView | None) -> list[Count]:
    """Tolls that say whom they count, the first of each group."""
    if view is None:
        return []
    options = [o for o in (view.best, *view.rivals, *view.history) if o is not None]
    named: dict[str, Count] = {}
    for option in options:
        if isinstance(option.value, Count) and option.value.of and not option.value.superseded:
            named.setdefault(option.value.of, option.value)
    return [named[key] for key in sorted(named)]


def _unnamed(count: Count) -> Count:
    return Count(count.low, count.best, count.high, count.bound)


def _evidence_cells(incident: Incident, context: Context) -> dict[str, Cell]:
    media = {
        c.id for o in incident.observations if o in context.observations for c in context.observations[o].of("media")
    }
    claim = key_claim(incident, context)
    found = context.quote(claim) if claim else None
    report = context.report_of(claim) if claim else None
    return {
        "media_count": len(media),
        "best_evidence_sentence": found.sentence_text if found else None,
        "best_evidence_source": source_text(claim, report) if claim else None,
        "best_evidence_url": report.url if report else None,
    }


def key_claim(incident: Incident, context: Context) -> Claim | None:
    """The claim whose sentence shows the incident best: that of its toll, else of its type, else the first."""
    for field in ("killed", "type", "when", "where", "actor"):
        claim = context.first_claim(best(incident, field))
        if claim is not None:
            return claim
    held = (context.observations.get(o) for o in incident.observations)
    return next((o.claims[0] for o in held if o and o.claims), None)


def source_text(claim: Claim, report: Report | None) -> str:
    """Who says so, root first; the outlet where the report names nobody; ``unnamed outlet`` where nothing is known."""
    chain = claim.attribution.text
    outlet = (report.outlet if report else None) or ""
    if not chain:
        return outlet or "unnamed outlet"
    return chain if not outlet or outlet in chain else f"{chain} < {outlet}"


def _analyst_state(incident: Incident, context: Context) -> str | None:
    names = (incident.id, *incident.observations, *incident.merged_from)
    ruled = [d for name in names for d in context.decisions.get(name, ())]
    return max(ruled, key=lambda d: (d.at, d.id)).kind if ruled else None


def _verbatim(option: Option, context: Context) -> str | None:
    claim = context.first_claim(option)
    found = context.quote(claim) if claim else None
    return found.exact if found else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _rounded(number: float | None, digits: int) -> float | None:
    return round(number, digits) if number is not None else None


def claim_rows(context: Context) -> Iterable[dict[str, Cell]]:
    """The claims behind the chosen incidents as rows, by publication date of the report, then text order."""
    used = _used(context)
    rows: list[dict[str, Cell]] = []
    for observation in context.observations.values():
        report = context.reports[observation.report_id]
        rows += [
            claim_row(claim, observation, report, context, used.get(claim.id, "alternative"))
            for claim in observation.claims
        ]
    order = ("report_published", "report_id", "evidence_start", "field", "claim_id", "observation_id")
    return sorted(rows, key=lambda row: tuple(_sortable(row[name]) for name in order))


def _sortable(cell: Cell) -> tuple[int, float, str]:
    if cell is None:
        return (2, 0.0, "")
    return (0, float(cell), "") if isinstance(cell, int | float) else (1, 0.0, cell)


def _used(context: Context) -> dict[str, str]:
    used: dict[str, str] = {}
    for entry in context.entries:
        for view in entry.incident.fields.values():
            for claim in view.best.claims if view.best else ():
                used[claim] = "yes"
    for target, decisions in context.decisions.items():
        if any(d.kind == "reject" for d in decisions):
            used[target] = "rejected"
    return used


def claim_row(claim: Claim, observation: Observation, report: Report, context: Context, used: str) -> dict[str, Cell]:
    """One claim as a row with exactly :func:`claim_columns`."""
    root = claim.attribution.root
    low, high, unit = bounds(claim)
    span = claim.evidence[0] if claim.evidence else None
    found = quote(report, span) if span else None
    ruled = [d for name in (claim.id, observation.id) for d in context.decisions.get(name, ())]
    last = max(ruled, key=lambda d: (d.at, d.id)) if ruled else None
    cells: dict[str, Cell] = {
        "claim_id": claim.id,
        "incident_id": context.incident_of.get(observation.id),
        "observation_id": observation.id,
        "report_id": report.id,
        "field": claim.field,
        "value": claim.value.key if isinstance(claim.value, Label) and claim.value.key else value_text(claim.value),
        "value_low": low,
        "value_high": high,
        "unit": unit,
        "modality": claim.modality,
        "polarity": "yes" if claim.polarity else "no",
        "certainty": claim.certainty,
        "cue": report.words(claim.cue) if claim.cue else None,
        "attribution": claim.attribution.text,
        "speaker": root.name if root else None,
        "speaker_kind": root.kind if root else None,
        "speaker_side": root.side if root else None,
        "outlet": report.outlet,
        "wire": next((s.name for s in claim.attribution.chain if s.kind == "agency"), None),
        "evidence_text": found.exact if found else None,
        "evidence_start": span.start if span else None,
        "evidence_end": span.end if span else None,
        "evidence_prefix": found.prefix if found else None,
        "evidence_suffix": found.suffix if found else None,
        "report_title": report.title,
        "report_url": report.url,
        "report_published": report.published,
        "report_sha256": report.sha256,
        "producer": claim.producer,
        "producer_version": __version__,
        "used": used,
        "decided_by": last.by if last else None,
        "decided_at": last.at if last else None,
    }
    return {name: cells[name] if cells[name] != "" else None for name in claim_columns()}


def bounds(claim: Claim) -> tuple[Cell, Cell, Cell]:
    """(low, high, unit) of a value that is a range; three times ``None`` of one that is not."""
    match claim.value:
        case Count(low=low, high=high):
            return low, high, "people"
        case When() as when:
            return _iso(when.first_day), _iso(when.last_day), "day"
        case Where(radius_m=radius) if radius is not None:
            return None, int(radius), "metre"
    return None, None, None
