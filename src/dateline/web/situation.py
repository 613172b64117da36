"""The situation report: one page for people, made of what the ledger holds and nothing else.

What is known, what is disputed, what is not known; map, timeline, incidents; every value with footnotes that quote the
sentence, name the speaker, the outlet and the day. The page needs no network, runs no script, and trusts no word of a
report.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from typing import Any

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined

from dateline import __version__
from dateline.export.context import Context
from dateline.export.headings import value_words
from dateline.export.why import views
from dateline.ledger import NEWS, Filter, Ledger
from dateline.ledger.wording import plain
from dateline.model import Claim, FieldView, Option, Report
from dateline.web.cards import Card, cards
from dateline.web.map import Drawing
from dateline.web.notes import Note, Notes, safe_url
from dateline.web.picture import map_of, timeline_of
from dateline.web.timeline import Chart
from dateline.weigh.fields import contradicts

MOST_SIDES = 6  # values of one field in dispute
MOST = 300  # incidents on one page; a larger choice should be narrowed
VERIFICATIONS = {
    "confirmed": ("●", "confirmed", "a person checked it"),
    "evidenced": ("◆", "evidenced", "physical evidence supports it"),
    "corroborated": ("◐", "corroborated", "two or more independent origins"),
    "reported": ("○", "reported", "one origin"),
    "disputed": ("≠", "disputed", "sources contradict each other"),
    "refuted": ("✕", "refuted", "a person found it false"),
}


class Voice(msgspec.Struct, frozen=True):
    """One of several values that contradict each other: who says it, how surely, and its footnotes."""

    text: str
    certainty: str
    who: str
    notes: list[int]


class Dispute(msgspec.Struct, frozen=True):
    """An incident on which sources differ: the fields in question with their voices."""

    card: Card
    fields: list[tuple[str, list[Voice]]]


class Listed(msgspec.Struct, frozen=True):
    """A report in the list at the end."""

    number: int
    outlet: str
    title: str
    date: str
    url: str | None
    where: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template shows."""

    title: str
    period: str
    chosen: int
    hidden: int
    counts: dict[str, int]
    outlets: list[tuple[str, int]]
    languages: list[tuple[str, int]]
    known: list[Card]
    disputes: list[Dispute]
    gaps: dict[str, list[Card]]
    cards: list[Card]
    map: Drawing | None
    timeline: Chart | None
    unlocated: list[Card]
    undated: list[Card]
    notes: list[Note]
    reports: list[Listed]
    digest: str
    version: str
    verifications: dict[str, tuple[str, str, str]]


def situation_html(ledger: Ledger, *, title: str, chosen: Filter = NEWS) -> str:
    """The page as text. The same ledger and choice give the same page."""
    page = situation(ledger, title=title, chosen=chosen)
    style = _file("situation.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return _environment().get_template("situation.html").render(page=page, style=style, style_hash=digest)


def situation(ledger: Ledger, *, title: str, chosen: Filter = NEWS) -> Page:
    """What the page shows, before it is HTML."""
    entries = list(ledger.incidents(chosen))
    kept = sorted(entries, key=lambda e: (-e.incident.independent, -e.incident.reports, e.incident.id))[:MOST]
    ids = {e.incident.id for e in kept}
    context = Context(ledger, [e for e in entries if e.incident.id in ids])
    notes = Notes(context)
    made = cards(context, notes)
    known = [c for c in made if c.independent >= 2 and c.verification not in {"disputed", "refuted"}]
    disputes = [d for card in made if (d := _dispute(card, context, notes)) is not None]
    reports = notes.reports()
    return Page(
        title=title,
        period=_period(reports),
        chosen=len(made),
        hidden=len(entries) - len(made),
        counts=dict(ledger.outcomes()),
        outlets=Counter(r.outlet or "unnamed outlet" for r in context.reports.values()).most_common(40),
        languages=_languages(ledger),
        known=known,
        disputes=disputes,
        gaps=_gaps(made),
        cards=made,
        map=map_of(made),
        timeline=timeline_of(made),
        unlocated=[c for c in made if c.point is None],
        undated=[c for c in made if c.days is None],
        notes=notes.notes(),
        reports=[_listed(n, r) for n, r in enumerate(notes.reports(), 1)],
        digest=ledger.digest(),
        version=__version__,
        verifications=VERIFICATIONS,
    )


def _dispute(card: Card, context: Context, notes: Notes) -> Dispute | None:
    """The disputed fields of an incident, ``None`` when there is none."""
    fields = [
        (
            view.field,
            [_said(o, context, notes) for o in _sides(view, context)[:MOST_SIDES] if value_words(o.value)],
        )
        for view in views(card.incident)
        if view.disputed and view.rivals
    ]
    return Dispute(card, fields) if fields else None


def _sides(view: FieldView, context: Context) -> list[Option]:
    """The best value and those that stand against it, denials too; rivals that may be true beside it are left out."""
    if view.best is None:
        return list(view.rivals)
    best = view.best
    return [best, *(o for o in view.rivals if contradicts(best, o, view.field) or _denies(o, context))]


def _denies(option: Option, context: Context) -> bool:
    return any((claim := context.claim(c)) is not None and not claim.polarity for c in option.claims)


def _said(option: Option, context: Context, notes: Notes) -> Voice:
    claims = filter(None, (context.claim(c) for c in option.claims))
    names = {n.casefold(): n for c in claims if (n := _speaker(c, context))}
    who = list(names.values())
    more = f" and {len(who) - 3} more" if len(who) > 3 else ""
    return Voice(value_words(option.value), option.certainty, ", ".join(who[:3]) + more, notes.of_option(option))


def _speaker(claim: Claim, context: Context) -> str:
    report = context.report_of(claim)
    root = claim.attribution.root
    return root.name if root else (report.outlet if report else None) or ""


def _gaps(made: list[Card]) -> dict[str, list[Card]]:
    """What no report tells, by question."""
    questions = {
        "No report says when": [c for c in made if c.days is None],
        "No place, or none that could be found on the map": [c for c in made if c.point is None],
        "Nobody is named as having done it": [c for c in made if c.violent and "actor" not in c.incident.fields],
        "Only one origin speaks of it": [c for c in made if c.independent < 2],
    }
    return {question: found for question, found in questions.items() if found}


def _period(reports: list[Report]) -> str:
    days = sorted(r.published[:10] for r in reports if r.published)
    return f"{days[0]} to {days[-1]}" if days else ""


def _languages(ledger: Ledger) -> list[tuple[str, int]]:
    """Languages that were not read, with the number of reports."""
    rows = ledger.db.execute(
        "SELECT r.language, count(*) FROM runs JOIN reports r ON r.id = runs.report_id "
        "WHERE runs.outcome = 'other_language' AND runs.seq IN (SELECT seq FROM current_runs) "
        "GROUP BY r.language ORDER BY count(*) DESC, r.language"
    )
    return [(row[0], row[1]) for row in rows]


def _listed(number: int, report: Report) -> Listed:
    where = f"{report.origin}, {report.place}" if report.place else report.origin
    return Listed(
        number=number,
        outlet=report.outlet or "unnamed outlet",
        title=report.title or "",
        date=(report.published or "")[:10],
        url=safe_url(report.url),
        where=where,
    )


def _file(name: str) -> str:
    return files("dateline.web").joinpath("templates").joinpath(name).read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        autoescape=True, loader=FunctionLoader(_file), trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    seen: set[int] = set()
    environment.globals["first"] = lambda number: not (number in seen or seen.add(number))  # type: ignore[func-returns-value]
    environment.filters["shown"] = _shown
    environment.filters["shown_within"] = _shown_within
    return environment


def _shown(text: Any) -> str:
    """Words without control and direction characters; escaping is left to the template."""
    return plain(str(text))


def _shown_within(text: str) -> str:
    """The same for a piece of a sentence: spaces at its ends stay."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() else ""
    inner = plain(text)
    return f"{lead}{inner}{tail}" if inner else lead
