"""What an exporter needs at hand: incidents with the claims, reports and decisions behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from dateline.ledger import Entry, Ledger
from dateline.ledger.quotes import Quote, quote
from dateline.link.rulings import standing
from dateline.model import Claim, Decision, FieldView, Incident, Observation, Option, Report, Span


class Context:
    """The chosen incidents and everything they rest on, loaded once.

    ``claims`` maps a claim id to its claim and observation; ``incident_of`` an observation id to its incident.
    """

    def __init__(self, ledger: Ledger, entries: Iterable[Entry]) -> None:
        self.ledger = ledger
        self.entries = list(entries)

    @cached_property
    def observations(self) -> Mapping[str, Observation]:
        """The observations of the chosen incidents by id."""
        ids = [o for entry in self.entries for o in entry.incident.observations]
        return {o.id: o for o in self.ledger.observations(ids)}

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, Observation]]:
        """The claims of those observations by id."""
        return {c.id: (c, o) for o in self.observations.values() for c in o.claims}

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """The reports of those observations by id."""
        ids = sorted({o.report_id for o in self.observations.values()})
        return {r.id: r for r in self.ledger.reports(ids)}

    @cached_property
    def incident_of(self) -> Mapping[str, str]:
        """Incident id of each observation."""
        return {o: entry.incident.id for entry in self.entries for o in entry.incident.observations}

    @cached_property
    def decisions(self) -> Mapping[str, list[Decision]]:
        """The decisions that name an id, by that id, oldest first; undone ones are left out."""
        by_target: dict[str, list[Decision]] = {}
        for decision in standing(self.ledger.decisions()):
            for target in decision.targets:
                by_target.setdefault(target, []).append(decision)
        return by_target

    def quote(self, claim: Claim) -> Quote | None:
        """The quote of a claim's first evidence, ``None`` when its report is not in the ledger."""
        found = self.claims.get(claim.id)
        report = self.reports.get(found[1].report_id) if found else None
        return quote(report, claim.evidence[0]) if report and claim.evidence else None

    def quotes(self, claim: Claim) -> list[Quote]:
        """The quotes of all of a claim's evidence, one a sentence, in the order of the text."""
        found = self.claims.get(claim.id)
        report = self.reports.get(found[1].report_id) if found else None
        if report is None:
            return []
        seen: dict[Span, Quote] = {}
        for span in sorted(claim.evidence):
            one = quote(report, span)
            seen.setdefault(one.sentence, one)
        return list(seen.values())

    def claim(self, claim_id: str) -> Claim | None:
        """The claim with this id, ``None`` when no chosen incident holds it."""
        found = self.claims.get(claim_id)
        return found[0] if found else None

    def report_of(self, claim: Claim) -> Report | None:
        """The report that makes a claim."""
        found = self.claims.get(claim.id)
        return self.reports.get(found[1].report_id) if found else None

    def first_claim(self, option: Option | None) -> Claim | None:
        """The first claim that stands behind a value."""
        if option is None:
            return None
        return next((claim for c in option.claims if (claim := self.claim(c)) is not None), None)


def best(incident: Incident, field: str) -> Option | None:
    """The best value of a field, ``None`` when nothing is known of it."""
    view: FieldView | None = incident.fields.get(field)
    return view.best if view else None
