"""Measures linking: reports of human data bases against the incidents that people filed them under."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dateline.link import card
from dateline.model import Actor, Claim, Count, Label, Observation, Report, ReportCard, Span, Value, When, Where
from dateline.model.observation import Field
from dateline.read.text import report_from_text

Material = tuple[list[Observation], dict[str, ReportCard], dict[str, str]]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON lines file."""
    with path.open(encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle if line.strip())


def gva(path: Path) -> Material:
    """Reports with text -> one observation a report, cards, and the incident of each (those of several left out)."""
    observations: list[Observation] = []
    cards: dict[str, ReportCard] = {}
    gold: dict[str, str] = {}
    for r in records(path):
        report = _report(r["text"], published=r.get("date"), title=r.get("title"), outlet=r.get("source"))
        made = card(report)
        cards[r["id"]] = made
        observations.append(Observation(id=r["id"], report_id=r["id"], type=""))
        if len(r["incidents"]) == 1:
            gold[r["id"]] = r["incidents"][0]
        else:
            observations.pop()
    return observations, cards, gold


def _report(text: str, **about: Any) -> Report:
    """A report from a text that may be empty."""
    return report_from_text(text, **about) if text.strip() else report_from_text(text, passages=(), **about)


def maverick(path: Path) -> Material:
    """Coded rows -> observations, cards without text, and the incident of each."""
    observations, cards, gold = [], {}, {}
    for r in records(path):
        # rows out of one article share outlet, date and headline: they are of one report
        report = "\x1f".join(str(r.get(k)) for k in ("outlet", "report_date", "headline"))
        observations.append(coded(r, report))
        cards.setdefault(report, _coded_card(r, report))
        gold[r["id"]] = r["incident"]
    return observations, cards, gold


def _coded_card(r: dict[str, Any], report: str) -> ReportCard:
    words = card(_report("", title=r.get("headline"))).title_words
    return ReportCard(id=report, outlet=r.get("outlet"), published=r.get("report_date"), title=r.get("headline"), title_words=words)


def coded(r: dict[str, Any], report: str) -> Observation:
    """The observation of a coded row."""
    values: list[tuple[Field, Value]] = []
    if r.get("date_start"):
        values.append(("when", _range(r["date_start"], r.get("date_end") or r["date_start"])))
    if r.get("city") or r.get("location"):
        values.append(("where", Where(name=r.get("location") or r["city"], lat=r.get("lat"), lon=r.get("lon"), precision="place", admin1=r.get("city"))))
    if r.get("city") and r.get("location") and r["city"] != r["location"]:
        values.append(("where", Where(name=r["city"], precision="place")))
    for actor in r.get("actors") or ():
        values.append(("actor" if actor.get("role") == "p" else "target", Actor(name=actor["name"])))
    for field, key in (("killed", "deaths"), ("injured", "injuries")):
        if r.get(key) and None not in r[key]:
            low, best, high = r[key]
            values.append((field, Count(low=low, best=best, high=high)))  # type: ignore[arg-type]
    if r.get("target"):
        values.append(("facility", Label(key="", words=r["target"])))
    if r.get("context"):
        values.append(("means", Label(key="", words=r["context"])))
    claims = tuple(Claim(id=f"{r['id']}-{n}", field=f, value=v, evidence=(Span(0, 0),)) for n, (f, v) in enumerate(values))
    return Observation(id=r["id"], report_id=report, type="", claims=claims)


def _range(first: str, last: str) -> When:
    begin, end = datetime.fromisoformat(first), datetime.fromisoformat(last) + timedelta(days=1)
    return When(begin_low=begin, begin_high=end, end_low=begin, end_high=end, granularity="day")


def predictions(gold: Path) -> Iterable[dict[str, Any]]:
    raise NotImplementedError


def scorer_arguments(gold: Path, out: Path) -> list[str]:
    return ["clusters", str(gold), str(out)]
