"""Reports and observations by hand: a test reads like a small table."""

import hashlib
from datetime import datetime, timedelta

from dateline.ledger.canonical import record
from dateline.ledger.found import Found
from dateline.link.card import card
from dateline.model import (
    Actor,
    Attribution,
    Claim,
    Count,
    Label,
    Observation,
    Passage,
    Report,
    Source,
    Span,
    When,
    Where,
)
from dateline.read.text import report_id

PLACES = {
    "Mosul": Where("Mosul", 36.34, 43.13, 9000.0, "place", country="IQ", gazetteer_id="gn:99072"),
    "Tikrit": Where("Tikrit", 34.6, 43.68, 3000.0, "place", country="IQ", gazetteer_id="gn:90150"),
    "Tripoli": Where("Tripoli", 34.43, 35.84, 4000.0, "place", country="LB", gazetteer_id="gn:266826"),
    "Suva": Where("Suva", -18.14, 178.44, 4000.0, "place", country="FJ", gazetteer_id="gn:2198148"),
}


def report(text, *, published="2016-11-05", outlet="Harbour Post", title=None, url=None, language="en", **more):
    """A report whose whole text is one body passage."""
    return Report(
        id=report_id(text, title, outlet, url, published),
        text=text,
        passages=(Passage(0, len(text), "body"),),
        language=language,
        title=title,
        outlet=outlet,
        url=url,
        published=published,
        published_basis="told",
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        origin=more.pop("origin", "in-hand.txt"),
        **more,
    )


def day(iso):
    """A plain day."""
    begin = datetime.fromisoformat(iso)
    end = begin + timedelta(days=1)
    return When(begin, end, begin, end, granularity="day", value=iso)


def observe(told, kind, *facts, role="news", source=None):
    """An observation of ``told``: ``facts`` are (field, value, words); the words must stand in the text."""
    root = Source(source, "official") if source else None
    attribution = Attribution((root,), root) if root else Attribution()
    claims = []
    for field, value, words in facts:
        start = told.text.index(words)
        span = Span(start, start + len(words))
        name = hashlib.sha256(f"{told.id}{field}{words}{kind}".encode()).hexdigest()[:16]
        claims.append(
            Claim(id=name, field=field, value=value, evidence=(span,), attribution=attribution, producer="hand")
        )
    names = tuple(sorted({c.value.name.casefold() for c in claims if hasattr(c.value, "name")}))
    return Observation(
        id=hashlib.sha256(f"{told.id}{kind}".encode()).hexdigest()[:16],
        report_id=told.id,
        type=kind,
        role=role,
        title=kind,
        triggers=(claims[0].evidence[0],) if claims else (),
        claims=tuple(claims),
        names=names,
    )


def bombing(place="Mosul", killed=6, on="2016-11-04", words="six people", **report_options):
    """(report, observation) of a bombing: a date, a place, an actor, a toll."""
    text = report_options.pop("text", f"A bomb killed {words} in {place} on that day, police said. Gunmen fled.")
    source = report_options.pop("source", "police")
    told = report(text, **report_options)
    return told, observe(
        told,
        "ied",
        ("type", Label("ied", "bomb"), "bomb"),
        ("when", day(on), "on that day"),
        ("where", PLACES[place], place),
        ("actor", Actor("Gunmen", "rebel", "accused"), "Gunmen"),
        ("killed", killed if isinstance(killed, Count) else Count(killed, killed, killed), words),
        source=source,
    )


class Scripted:
    """A reader that finds what it is told to find, and fails on texts that hold the word FAIL."""

    def __init__(self, pairs):
        self.found = {}
        for told, *observations in pairs:
            self.found[told.id] = tuple(observations)
        self.calls = []

    def read(self, reports):
        self.calls += [r.id for r in reports]
        return [self._one(r) for r in reports]

    def _one(self, told):
        if "FAIL" in told.text:
            return Found(told.id, "failed", error="ValueError: as asked")
        if told.language != "en":
            return Found(told.id, "other_language")
        found = self.found.get(told.id, ())
        return Found(told.id, "incidents" if found else "nothing_found", found, record(card(told)) if found else None)


def filled(ledger, *pairs):
    """The ledger after an ingest of these (report, observation...) tuples."""
    from dateline.ledger.ingest import ingest

    ingest(ledger, [told for told, *_ in pairs], reader=Scripted(pairs))
    return ledger
