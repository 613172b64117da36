"""An incident as the page shows it: its facts with footnotes, its course, its accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from dateline.export.context import Context
from dateline.export.headings import heading, origins, short_heading, type_label, value_of, value_words
from dateline.export.rows import source_text
from dateline.export.why import views
from dateline.ledger.wording import radius_text, value_text
from dateline.model import FieldView, Incident, Observation, Option, Status, When, Where
from dateline.web.notes import Notes

LABELS = {
    "when": "When", "where": "Where", "actor": "By", "target": "Against", "means": "Means", "facility": "Facility",
    "killed": "Killed", "injured": "Injured", "missing": "Missing", "detained": "Detained", "abducted": "Abducted",
    "captured": "Captured", "displaced": "Displaced", "casualties": "Casualties", "damage": "Damage", "status": "State",
    "media": "Media",
}  # fmt: skip
TOLLS = ("killed", "injured", "missing", "detained", "abducted", "captured", "displaced", "casualties")
MATRIX = ("when", "where", "actor", "killed", "injured", "status")
MOST_ACCOUNTS = 40
MOST_OTHERS = 6
COURSE = frozenset({"ongoing", "contained", "ended", "reopened"})
PEACEFUL = frozenset(
    {"aid_delivery", "peaceful_protest", "media_release", "agreement", "troop_movement", "accident", "fire"}
)


class Said(msgspec.Struct, frozen=True):
    """A value in words with its certainty, the number of independent origins and its footnotes."""

    text: str
    certainty: str
    origins: int
    notes: list[int]


class Fact(msgspec.Struct, frozen=True):
    """A field as the card shows it."""

    field: str
    label: str
    best: Said
    rivals: list[Said]
    history: list[Said]
    disputed: bool
    rule: str


class AccountRow(msgspec.Struct, frozen=True):
    """What one report says of the incident, field by field (columns as in ``Card.columns``)."""

    date: str
    source: str
    report: int
    cells: list[str]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One incident of the page."""

    incident: Incident
    anchor: str
    label: str
    heading: str
    title: str
    verification: str
    reports: int
    independent: int
    status: str | None
    status_since: str | None
    facts: list[Fact]
    columns: list[str]
    accounts: list[AccountRow]
    more_accounts: int
    point: tuple[float, float, float] | None
    place: str
    days: tuple[date, date] | None
    open: bool
    violent: bool

    def fact(self, field: str) -> Fact | None:
        """The fact of a field, if there is one."""
        return next((f for f in self.facts if f.field == field), None)


def cards(context: Context, notes: Notes) -> list[Card]:
    """The chosen incidents as cards, by time, those without a date last."""
    made = [_card(entry.incident, context, notes) for entry in context.entries]
    return sorted(made, key=lambda c: (c.days is None, c.days or (date.max, date.max), c.incident.id))


def _card(incident: Incident, context: Context, notes: Notes) -> Card:
    where, when = value_of(incident, "where"), value_of(incident, "when")
    held = [context.observations[o] for o in incident.observations if o in context.observations]
    columns = [f for f in MATRIX if f in incident.fields]
    rows = _accounts(held, columns, context, notes)
    return Card(
        incident=incident,
        anchor=incident.id,
        label=type_label(incident.type),
        heading=short_heading(incident),
        title=heading(incident),
        verification=incident.verification,
        reports=incident.reports,
        independent=incident.independent,
        status=incident.status,
        status_since=incident.status_since,
        facts=[_fact(view, incident, notes) for view in views(incident) if view.field in LABELS],
        columns=[LABELS[c] for c in columns],
        accounts=rows[:MOST_ACCOUNTS],
        more_accounts=max(0, len(rows) - MOST_ACCOUNTS),
        point=_point(where),
        place=where.name if isinstance(where, Where) else "",
        days=_days(when, incident),
        open=incident.status == "ongoing" or (isinstance(when, When) and when.open_end),
        violent=incident.type not in PEACEFUL,
    )


def _fact(view: FieldView, incident: Incident, notes: Notes) -> Fact:
    assert view.best is not None
    past = [o for o in view.history if value_text(o.value) != value_text(view.best.value) or len(view.history) > 2]
    return Fact(
        field=view.field,
        label=LABELS[view.field],
        best=_said(view.best, incident, notes),
        rivals=[] if view.field == "status" and past else _others(view.rivals, incident, notes),
        history=_others(past, incident, notes) if view.field in (*TOLLS, "status") else [],
        disputed=view.disputed,
        rule=view.rule,
    )


def _others(options: Iterable[Option], incident: Incident, notes: Notes) -> list[Said]:
    """Other values, without those that say nothing in words."""
    return [_said(o, incident, notes) for o in options if value_words(o.value)][:MOST_OTHERS]


def _said(option: Option, incident: Incident, notes: Notes) -> Said:
    text = value_words(option.value)
    if isinstance(option.value, Where) and option.value.radius_m:
        text = f"{text} ({radius_text(option.value)})"
    return Said(text, option.certainty, origins(option, incident), notes.of_option(option))


def _accounts(held: list[Observation], columns: list[str], context: Context, notes: Notes) -> list[AccountRow]:
    rows = []
    for observation in held:
        report = context.reports.get(observation.report_id)
        if report is None:
            continue
        cells = [
            "; ".join(dict.fromkeys(value_text(c.value) for c in observation.claims if c.field == f)) for f in columns
        ]
        sources = dict.fromkeys(source_text(c, report) for c in observation.claims[:1])
        row = AccountRow((report.published or "")[:10], next(iter(sources), ""), notes.report_number(report.id), cells)
        rows.append((report.published or "9999", report.id, observation.id, row))
    return [row for *_, row in sorted(rows, key=lambda r: r[:3])]


def _point(where: object) -> tuple[float, float, float] | None:
    if not isinstance(where, Where) or where.lat is None or where.lon is None:
        return None
    return where.lat, where.lon, where.radius_m or 0.0


def _days(when: object, incident: Incident) -> tuple[date, date] | None:
    """First and last day to draw: of the date, and on to the last day for which a state of it is told."""
    if not isinstance(when, When):
        return None
    last = when.last_day or when.first_day or when.begun_by
    first = when.first_day or last
    return (first, max(first, last, *_state_days(incident))) if first and last else None


def _state_days(incident: Incident) -> list[date]:
    """The days for which reports tell a state that shows the incident still on, or just over."""
    view = incident.fields.get("status")
    states = [o.value for o in (view.best, *view.history) if o is not None] if view else []
    held = [s.as_of for s in states if isinstance(s, Status) and s.state in COURSE and s.as_of is not None]
    return [day for as_of in held if (day := as_of.last_day) is not None]
