"""Why an incident has the values it has: each value down to the sentences and the people behind it."""

from __future__ import annotations

import msgspec

from dateline.export.context import Context
from dateline.export.headings import value_words
from dateline.export.rows import source_text
from dateline.ledger.quotes import Quote
from dateline.model import Claim, FieldView, Incident, Option, Report, Span


class Ground(msgspec.Struct, frozen=True):
    """One claim behind a value: its sentence(s), who says so, in which report. ``marks`` are the words to underline,
    by sentence."""

    claim: Claim
    report: Report
    quotes: tuple[Quote, ...]
    source: str


class Account(msgspec.Struct, frozen=True):
    """One value with everything it rests on. ``standing`` is ``best``, ``rival`` or ``history``."""

    text: str
    standing: str
    option: Option
    grounds: tuple[Ground, ...]


class Why(msgspec.Struct, frozen=True):
    """A field of an incident: its values with their grounds, and the rule that chose, in words."""

    field: str
    rule: str
    disputed: bool
    accounts: tuple[Account, ...]


def why(incident: Incident, field: str, context: Context) -> Why:
    """The grounds of one field. ``KeyError`` when the incident says nothing of it."""
    view = incident.fields[field]
    named = [("best", view.best), *(("rival", o) for o in view.rivals), *(("history", o) for o in view.history)]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    accounts = []
    for standing, option in named:
        if option is None or (value_words(option.value), option.claims) in seen:
            continue
        seen.add((value_words(option.value), option.claims))
        accounts.append(Account(value_words(option.value), standing, option, grounds(option, context)))
    return Why(field, view.rule, view.disputed, tuple(accounts))


def grounds(option: Option, context: Context) -> tuple[Ground, ...]:
    """The claims behind a value, by publication date."""
    found = []
    for claim_id in option.claims:
        claim = context.claim(claim_id)
        report = context.report_of(claim) if claim else None
        if claim is not None and report is not None:
            found.append(Ground(claim, report, tuple(context.quotes(claim)), source_text(claim, report)))
    return tuple(sorted(found, key=lambda g: (g.report.published or "9999", g.report.id, g.claim.id)))


def marks(ground: Ground, quote: Quote) -> list[Span]:
    """The words of a ground inside one of its sentences: offsets from the sentence's start."""
    inside = [s for s in ground.claim.evidence if s.start < quote.sentence.end and s.end > quote.sentence.start]
    start = quote.sentence.start
    return [Span(max(0, s.start - start), min(s.end, quote.sentence.end) - start) for s in sorted(set(inside))]


def views(incident: Incident) -> list[FieldView]:
    """The fields of an incident of which something is known, in the order people ask for them."""
    order = ("type", "when", "where", "actor", "target", "means", "facility", "killed", "injured", "missing", "detained",
             "abducted", "captured", "displaced", "casualties", "damage", "status", "media")  # fmt: skip
    known = {view.field: view for view in incident.fields.values() if view.best is not None}
    return [known[name] for name in order if name in known] + [v for name, v in known.items() if name not in order]
