"""``acled.csv``: incidents in the 31 columns that scripts for ACLED data read, one row a day that an event is told to last.

Only incidents with a day and a type that ACLED has are rows: fires, accidents and disasters are not in its code book.
``weigh/policy.py`` tells which days; the toll of a longer incident stands on its first day alone, so that sums are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from dateline.export.context import Context, best
from dateline.export.headings import heading, place_phrase, value_of
from dateline.export.rows import Cell, count_of, country_names, key_claim, last_day, subtype
from dateline.ledger import Entry
from dateline.ledger.wording import count_text, day_text, value_text
from dateline.model import Actor, Count, Incident, Value, When, Where
from dateline.model.where import acled_geo_precision
from dateline.resolve.precision import acled as time_precision
from dateline.vocab import tsv_rows, yaml_file
from dateline.vocab.outlets import outlet
from dateline.weigh.policy import Row, rows

EXTRA = "x_"  # how the columns begin that only --extra writes
SCALES = ("Subnational", "National", "Regional", "International")
RIOTS = "Riots"


def columns(*, extra: bool = False) -> tuple[str, ...]:
    """Names of the 31 columns in their order, with ours behind them for ``extra``."""
    names = (row["column"] for row in tsv_rows("acled_columns"))
    return tuple(name for name in names if extra or not name.startswith(EXTRA))


def acled_rows(context: Context, *, unknown_as: int | None = None, codes: bool = False) -> Iterable[dict[str, Cell]]:
    """Rows by day and then id. ``unknown_as`` fills fatalities that nobody told; ``codes``: numbers for kinds of actor."""
    found = [
        row for entry in context.entries for row in _entry_rows(entry, context, unknown_as=unknown_as, codes=codes)
    ]
    return sorted(found, key=lambda row: (str(row["event_date"]), str(row["event_id_cnty"])))


def _entry_rows(entry: Entry, context: Context, *, unknown_as: int | None, codes: bool) -> Iterator[dict[str, Cell]]:
    incident = entry.incident
    days = [row for row in rows(incident, "acled") if row.first is not None]
    if not days or not subtype(incident.type):
        return
    shared = _shared(entry, context, codes=codes)
    for number, row in enumerate(days):
        toll = count_of(incident, "killed") if number == 0 else None
        fatalities = _best(toll) if toll else (unknown_as if number == 0 else None)
        yield shared | _day_cells(incident, row, several=len(days) > 1) | {"fatalities": fatalities}


def _shared(entry: Entry, context: Context, *, codes: bool) -> dict[str, Cell]:
    """The cells that all rows of an incident have."""
    incident = entry.incident
    cells: dict[str, Cell] = dict.fromkeys(columns(extra=True))
    toll = count_of(incident, "killed") or Count()
    claim = key_claim(incident, context)
    report = context.report_of(claim) if claim else None
    return cells | {
        **_class_cells(incident),
        **_party_cells(incident, codes=codes),
        **_place_cells(value_of(incident, "where")),
        **_source_cells(incident, context),
        "notes": notes(incident, context),
        "timestamp": int(datetime.fromisoformat(entry.updated_at.replace("Z", "+00:00")).timestamp()),
        "x_incident_id": incident.id,
        "x_fat_low": toll.low,
        "x_fat_high": toll.high,
        "x_date_end": _last_day(incident),
        "x_independent_sources": incident.independent,
        "x_verification": incident.verification,
        "x_evidence_url": report.url if report else None,
    }  # fmt: skip


def _day_cells(incident: Incident, row: Row, *, several: bool) -> dict[str, Cell]:
    assert row.first is not None
    when, where = value_of(incident, "when"), value_of(incident, "where")
    alpha3 = country_names(where.country)[0] if isinstance(where, Where) else None
    number = f"{alpha3 or 'XXX'}{incident.id.removeprefix('i-')}"
    exact = several or not isinstance(when, When)
    return {
        "event_id_cnty": f"{number}-{row.first:%Y%m%d}" if several else number,
        "event_date": row.first.isoformat(),
        "year": row.first.year,
        "time_precision": 1 if exact else (time_precision(when) or 3) if isinstance(when, When) else 3,
    }


def _class_cells(incident: Incident) -> dict[str, Cell]:
    sub_event = subtype(incident.type)
    disorder = yaml_file("code_books")["acled_disorder_types"]
    event = event_type(sub_event)
    return {
        "sub_event_type": sub_event,
        "event_type": event,
        "disorder_type": disorder.get(sub_event) or disorder.get(event),
    }


@cache
def event_type(sub_event: str) -> str:
    """ACLED's event type of a sub-event, empty for none of its 25."""
    types = yaml_file("code_books")["acled_event_types"]
    return next((name for name, inside in types.items() if sub_event in inside), "")


def _party_cells(incident: Incident, *, codes: bool) -> dict[str, Cell]:
    riot = event_type(subtype(incident.type)) == RIOTS
    actor, target = (value_of(incident, field) for field in ("actor", "target"))
    kinds = [inter(value, riot=riot) for value in (actor, target)]
    known = sorted(kind for kind in kinds if kind)
    return {
        "actor1": value_text(actor) if actor else None,
        "actor2": value_text(target) if target else None,
        "inter1": _named(kinds[0], codes=codes),
        "inter2": _named(kinds[1], codes=codes),
        "interaction": _interaction(known, codes=codes),
        "civilian_targeting": "Civilian targeting" if kinds[1] and kinds[1][0] == CIVILIANS else None,
    }


CIVILIANS = 7


def inter(value: Value | None, *, riot: bool = False) -> tuple[int, str] | None:
    """ACLED's number and name of an actor's kind, ``None`` where it is not known."""
    if not isinstance(value, Actor):
        return None
    kind = "rioters" if riot and value.kind == "protesters" else value.kind
    entry: Any = yaml_file("code_books")["acled_inter"].get(kind)
    return (int(entry[0]), str(entry[1])) if entry else None


def _named(kind: tuple[int, str] | None, *, codes: bool) -> Cell:
    return None if kind is None else kind[0] if codes else kind[1]


def _interaction(known: list[tuple[int, str]], *, codes: bool) -> Cell:
    """Both kinds, the lower number first; one alone is ``... only`` (ten times its number)."""
    if not known:
        return None
    if codes:
        return known[0][0] * 10 + (known[1][0] if len(known) > 1 else 0)
    return f"{known[0][1]}-{known[1][1]}" if len(known) > 1 else f"{known[0][1]} only"


def _place_cells(where: Value | None) -> dict[str, Cell]:
    if not isinstance(where, Where):
        return {}
    code = country_row(where.country)
    return {
        "iso": int(code["numeric"]) if code.get("numeric") else None,
        "region": code.get("acled_region") or None,
        "country": country_names(where.country)[1],
        "admin1": where.admin1,
        "admin2": where.admin2,
        "location": where.name,
        "latitude": None if where.lat is None else round(where.lat, 4),
        "longitude": None if where.lon is None else round(where.lon, 4),
        "geo_precision": acled_geo_precision(where),
    }


def country_row(alpha2: str | None) -> dict[str, str]:
    """The row of ``country_codes.tsv`` of a country, empty for none."""
    return next((row for row in tsv_rows("country_codes") if alpha2 and row["alpha2"] == alpha2), {})


def _source_cells(incident: Incident, context: Context) -> dict[str, Cell]:
    held = (context.observations.get(o) for o in incident.observations)
    names = sorted({context.reports[o.report_id].outlet or "unnamed outlet" for o in held if o})
    known = {entry.scale for name in names if (entry := outlet(name)) is not None}
    return {
        "source": "; ".join(names) or None,
        "source_scale": "-".join(scale for scale in SCALES if scale in known) or None,
    }


def notes(incident: Incident, context: Context) -> str:
    """The incident in words: day and place, the toll as a range, and the sentence that carries it."""
    when, where = value_of(incident, "when"), value_of(incident, "where")
    day = _day_phrase(when) if isinstance(when, When) else ""
    inside = f" ({where.admin1})" if isinstance(where, Where) and where.admin1 else ""
    place = f"{place_phrase(where).strip()}{inside}" if isinstance(where, Where) else ""
    claim = key_claim(incident, context)
    quote = context.quote(claim) if claim else None
    said = " ".join(quote.sentence_text.split()) if quote else heading(incident)
    toll = best(incident, "killed")
    killed = f" Killed: {count_text(toll.value)}." if toll and isinstance(toll.value, Count) else ""
    head = ", ".join(part for part in (day, place) if part)
    return f"{head}: {said}{killed}" if head else f"{said}{killed}"


def _day_phrase(when: When) -> str:
    first, last = when.first_day, when.last_day
    if first is None:
        return f"By {day_text(last)}" if last else ""
    return f"{'On' if first == last else 'About'} {day_text(first)}"


def _best(toll: Count) -> int | None:
    """The number to sum: what was told, else the lower bound."""
    return toll.best if toll.best is not None else toll.low


def _last_day(incident: Incident) -> str | None:
    when = value_of(incident, "when")
    last = last_day(incident, when) if isinstance(when, When) else None
    return last.isoformat() if last else None
