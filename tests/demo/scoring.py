"""Holds a ledger made from the demo corpus against ``intended.yaml``.

``python -m tests.demo.scoring FILE.ledger`` (from the root, with ``src`` on the path) prints one line an intended incident.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dateline.export.headings import heading
from dateline.ledger.load import sightings
from dateline.ledger.query import Filter, distance_m
from dateline.ledger.store import Ledger
from dateline.model import Actor, Count, Incident, Label, Status, When, Where

INTENDED = yaml.safe_load(files("dateline.demo").joinpath("intended.yaml").read_text(encoding="utf-8"))


@dataclass
class Match:
    """An intended incident beside the computed one that fits it best, and which fields came out right."""

    key: str
    incident: Incident | None
    found: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)
    right: dict[str, bool] = field(default_factory=dict)


def references(ledger: Ledger) -> dict[str, str]:
    """Report id -> the name intended.yaml gives the report."""
    names: dict[str, str] = {}
    reports = {report.id: report for report in ledger.reports()}
    for seen in sightings(ledger.db):
        stem = Path(seen.file).stem
        number = re.search(r"\d+", seen.place or "")
        own = reports[seen.report_id].extra.get("id")
        if stem == "wires" and own:
            names[seen.report_id] = own
        elif stem in {"feed", "posts"} and number:
            names[seen.report_id] = f"{stem}/{number.group()}"
        else:
            names.setdefault(seen.report_id, stem)
    return names


def matches(ledger: Ledger) -> tuple[list[Match], list[tuple[Incident, set[str]]]]:
    """One match an intended incident, and the computed news incidents that fit none, with their reports."""
    names = references(ledger)
    owner = {o.id: names.get(o.report_id, o.report_id) for o in ledger.observations()}
    computed = [(e.incident, {owner[o] for o in e.incident.observations}) for e in ledger.incidents(Filter())]
    news = [(i, members) for i, members in computed if i.role == "news"]
    pairs = sorted(
        (
            (_fit(want, incident, members), w, n)
            for w, want in enumerate(INTENDED["incidents"])
            for n, (incident, members) in enumerate(news)
        ),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    taken: dict[int, int] = {}
    for fit, w, n in pairs:
        if fit > 0 and w not in taken and n not in taken.values():
            taken[w] = n
    made = [_match(want, news[taken[w]] if w in taken else None) for w, want in enumerate(INTENDED["incidents"])]
    return made, [pair for n, pair in enumerate(news) if n not in taken.values()]


def best(incident: Incident, name: str) -> Any:
    """The best value of a field, ``None`` when it has none."""
    view = incident.fields.get(name)
    return view.best.value if view and view.best else None


def _fit(want: dict[str, Any], incident: Incident, members: set[str]) -> float:
    common = members & set(want["reports"])
    if not common:
        return 0.0
    right = _checks(want, incident)
    return (
        len(common)
        - 0.5 * len(members - common)
        + right.get("type", False)
        + right.get("place", False)
        + right.get("date", False)
    )


def _match(want: dict[str, Any], pair: tuple[Incident, set[str]] | None) -> Match:
    reports = set(want["reports"])
    if pair is None:
        return Match(want["key"], None, missing=reports)
    incident, members = pair
    return Match(
        want["key"], incident, members & reports, reports - members, members - reports, _checks(want, incident)
    )


def _checks(want: dict[str, Any], incident: Incident) -> dict[str, bool]:
    right: dict[str, bool] = {"type": incident.type in want["types"]}
    where, when = best(incident, "where"), best(incident, "when")
    if "place" in want:
        right["place"] = (
            isinstance(where, Where)
            and where.lat is not None
            and where.lon is not None
            and (
                distance_m((where.lat, where.lon), (want["place"]["lat"], want["place"]["lon"]))
                <= 1000 * want["place"]["within_km"]
            )
        )
    if "began" in want:
        right["date"] = isinstance(when, When) and _overlap(when, want["began"]["from"], want["began"]["to"])
    if "actor" in want:
        actor = best(incident, "actor")
        right["actor"] = isinstance(actor, Actor) and want[
            "actor"
        ].lower() in f"{actor.name} {actor.registry}".lower().replace("_", " ")
    if "killed" in want:
        right["killed"] = _killed(incident, *want["killed"])
    if "status" in want:
        status = best(incident, "status")
        right["status"] = isinstance(status, Status) and status.state == want["status"]
    return right


def _overlap(when: When, first: date, last: date) -> bool:
    begin, end = when.first_day or when.last_day, when.last_day or when.first_day
    return begin is not None and end is not None and begin <= last and first <= end


def _killed(incident: Incident, low: int, high: int) -> bool:
    view = incident.fields.get("killed")
    values = [
        o.value for o in ((view.best, *view.rivals) if view and view.best else ()) if o and isinstance(o.value, Count)
    ]
    counts = [c for v in values for c in (v.best if v.best is not None else v.low,) if c is not None]
    return bool(counts) and min(counts) >= low and max(counts) <= high + 1 and max(counts) >= high


def main(path: str) -> None:
    """Print the matches, then what fits nothing."""
    with Ledger.open(path) as ledger:
        made, extra = matches(ledger)
        for m in made:
            wrong = [k for k, ok in m.right.items() if not ok]
            print(
                f"{m.key:18} {len(m.found)}/{len(m.found) + len(m.missing)} missing={sorted(m.missing)} foreign={sorted(m.foreign)} wrong={wrong} {m.incident.id if m.incident else '-'}"
            )
        print(f"\nextra news incidents: {len(extra)}")
        for incident, members in extra:
            label = best(incident, "type")
            print(
                f"  {incident.type:22} {label.words if isinstance(label, Label) else ''!r} {heading(incident)!r} {sorted(members)}"
            )
        total = sum(len(m.found) + len(m.missing) for m in made)
        print(
            f"reports placed {sum(len(m.found) for m in made)}/{total}, foreign {sum(len(m.foreign) for m in made)}, fields wrong {sum(not ok for m in made for ok in m.right.values())}"
        )


if __name__ == "__main__":
    main(sys.argv[1])
