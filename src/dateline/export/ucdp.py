"""``ucdp_ged.csv``: incidents of organised violence with a death in the 49 columns of UCDP's event data, a row an incident.

Only incidents with a day, at least one death told as possible, and sides or a type that UCDP counts are rows. UCDP's own
register numbers stay empty. Method: UCDP GED codebook 24.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from typing import Any

from dateline.export.acled import country_row
from dateline.export.context import Context, best
from dateline.export.headings import value_of
from dateline.export.rows import Cell, count_of, country_names
from dateline.ledger import Entry
from dateline.ledger.wording import value_text
from dateline.model import Actor, Count, Incident, Report, Value, When, Where
from dateline.model.where import ucdp_where_prec
from dateline.resolve.precision import ucdp as date_precision
from dateline.vocab import tsv_rows, yaml_file
from dateline.weigh.policy import rows


def columns() -> tuple[str, ...]:
    """Names of the 49 columns in their order."""
    return tuple(row["column"] for row in tsv_rows("ucdp_columns"))


def ucdp_rows(context: Context) -> Iterable[dict[str, Cell]]:
    """Rows by first day and then id."""
    found = [row for entry in context.entries if (row := _row(entry, context)) is not None]
    return sorted(found, key=lambda row: (str(row["date_start"]), str(row["relid"])))


def _row(entry: Entry, context: Context) -> dict[str, Cell] | None:
    incident = entry.incident
    (days,) = rows(incident, "ucdp")
    kind, toll = type_of_violence(incident), count_of(incident, "killed")
    if kind is None or days.first is None or days.last is None or toll is None or not _most(toll):
        return None
    actor, target = (value_of(incident, field) for field in ("actor", "target"))
    when = value_of(incident, "when")
    sides = [value_text(side) for side in (actor, target) if side]
    cells: dict[str, Cell] = dict.fromkeys(columns())
    return cells | {
        "id": int(incident.id.removeprefix("i-")[:12], 16),
        "relid": incident.id,
        "year": days.last.year,
        "code_status": "dateline candidate",
        "type_of_violence": kind,
        "dyad_name": " - ".join(sides) or None,
        "side_a": value_text(actor) if actor else None,
        "side_b": value_text(target) if target else None,
        **_source_cells(incident, context),
        **_place_cells(incident, context),
        "event_clarity": 2 if _told_with_others(incident, context) else 1,
        "date_prec": date_precision(when) if isinstance(when, When) else None,
        "date_start": days.first.isoformat(),
        "date_end": days.last.isoformat(),
        **_death_cells(incident, toll),
    }


def _most(toll: Count) -> int:
    """The most deaths that a toll allows."""
    return max(n for n in (toll.low, toll.best, toll.high, 0) if n is not None)


def type_of_violence(incident: Incident) -> int | None:
    """1 a state against others who fight, 2 organised groups against each other, 3 violence against civilians alone;
    ``None`` for what UCDP does not count. Where the sides do not tell, the incident type does."""
    sides = [_side(value_of(incident, field)) for field in ("actor", "target")]
    if "civilians" in sides and sides[0] in {"state", "organised"}:
        return 3
    if None not in sides and "civilians" not in sides:
        return 1 if "state" in sides else 2
    books: Any = yaml_file("code_books")["ucdp_types"]
    mapped = (yaml_file("incident_types").get(incident.type) or {}).get("ucdp")
    return books.get(mapped) if mapped else None


def _side(value: Value | None) -> str | None:
    if not isinstance(value, Actor):
        return None
    side: str | None = yaml_file("code_books")["ucdp_sides"].get(value.kind)
    return side


def _source_cells(incident: Incident, context: Context) -> dict[str, Cell]:
    held = [context.observations[o] for o in incident.observations if o in context.observations]
    reports = sorted(
        {o.report_id: context.reports[o.report_id] for o in held}.values(), key=lambda r: (r.published or "9999", r.id)
    )
    roots = {c.attribution.root.name for o in held for c in o.claims if c.attribution.root}
    return {
        "number_of_sources": len(reports),
        "source_article": ";".join(f'"{_office(r)},{_day(r)},{_headline(r)}"' for r in reports),
        "source_office": ";".join(map(_office, reports)),
        "source_date": ";".join(map(_day, reports)),
        "source_headline": ";".join(map(_headline, reports)),
        "source_original": ";".join(sorted(roots)) or None,
    }


def _office(report: Report) -> str:
    return report.outlet or "unnamed outlet"


def _day(report: Report) -> str:
    return (report.published or "")[:10]


def _headline(report: Report) -> str:
    return " ".join((report.title or "").split())


def _place_cells(incident: Incident, context: Context) -> dict[str, Cell]:
    option = best(incident, "where")
    if option is None or not isinstance(option.value, Where):
        return {}
    where = option.value
    claim = context.first_claim(option)
    told = context.quote(claim) if claim else None
    cells: dict[str, Cell] = {
        "where_prec": ucdp_where_prec(where),
        "where_coordinates": where.name,
        "where_description": told.exact if told else None,
        "adm_1": where.admin1,
        "adm_2": where.admin2,
        "country": country_names(where.country)[1],
        "region": country_row(where.country).get("ucdp_region") or None,
    }
    if where.lat is not None and where.lon is not None:
        lat, lon = round(where.lat, 6), round(where.lon, 6)
        cells |= {
            "latitude": lat,
            "longitude": lon,
            "geom_wkt": f"POINT ({lon} {lat})",
            "priogrid_gid": priogrid(lat, lon),
        }
    return cells


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: cells of half a degree, numbered from the south-west corner eastwards.

    Source: Tollefsen and others 2012.

    >>> priogrid(35.952829, 39.007879)
    181159
    """
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _told_with_others(incident: Incident, context: Context) -> bool:
    held = [context.observations[o] for o in incident.observations if o in context.observations]
    return bool(held) and all(o.roundup for o in held)


def _death_cells(incident: Incident, toll: Count) -> dict[str, Cell]:
    """Deaths by side as far as told; what is left of the number told is unknown. A bound that nobody told stays empty:
    "at least 24" has no ``high``, "up to 20" no ``low``."""
    number = toll.best if toll.best is not None else toll.low
    civilians = number if toll.of and "civilian" in toll.of.lower() else _civilians(incident)
    rest = number - civilians if number is not None and civilians is not None and civilians <= number else number
    return {
        "deaths_civilians": civilians,
        "deaths_unknown": rest,
        "best": number,
        "low": toll.low,
        "high": toll.high,
    }


def _civilians(incident: Incident) -> int | None:
    """The killed civilians that are told apart."""
    view = incident.fields.get("killed")
    options = [o.value for o in (*view.rivals, *view.history)] if view else []
    counts = (v for v in options if isinstance(v, Count) and v.of and not v.superseded)
    return next((c.best for c in counts if c.of and "civilian" in c.of.lower()), None)
