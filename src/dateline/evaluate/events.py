"""Measures event finding against the sets of the events bench: each set asks its own question of the real stages.

PLOVER root and the two sides of a sentence (PLV, PLOVER records, cameo5), one type a snippet (case21), what police do
(IPE), contentious politics (GLOCON), conflict in the Horn of Africa (CEHA), incident templates (MUC-4), event words
(WikiEvents, RAMS) and the places of given event words (eventloc). The sets' label names live here and in the code book.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dateline.claims.event_place import places_of_events
from dateline.evaluate import muc
from dateline.find.acts import find_act
from dateline.find.analysis import Analysis, analyse_all
from dateline.find.events import find_events
from dateline.find.incident_kind import find_kind
from dateline.find.places import find_places
from dateline.find.police import LABELS, police_scores
from dateline.find.relations import main_relation
from dateline.find.relevance import contentious, horn_scores
from dateline.gazetteer import Gazetteer
from dateline.model import Span
from dateline.read.text import report_from_text
from dateline.vocab.incident_types import incident_types

Row = dict[str, Any]

CASE = {
    "gov_regains_territory": "GOV_REGAINS_TERIT", "nonstate_overtakes_territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "armed_clash": "ARMED_CLASH", "force_against_protesters": "FORCE_AGAINST_PROTEST",
    "protest_with_intervention": "PROTEST_WITH_INTER", "protest_peaceful": "PEACE_PROTEST",
    "violent_demonstration": "VIOL_DEMONSTR", "mob_violence": "MOB_VIOL", "chemical_weapon": "CHEM_WEAP",
    "air_strike": "AIR_STRIKE", "suicide_bomb": "SUIC_BOMB", "shelling": "ART_MISS_ATTACK", "ied": "REM_EXPLOS",
    "grenade": "GRENADE", "sexual_violence": "SEX_VIOL", "attack": "ATTACK", "abduction": "ABDUCT_DISSAP",
    "agreement": "AGREEMENT", "arrest": "ARREST", "group_change": "CHANGE_TO_GROUP_ACT",
    "disrupted_weapons": "DISR_WEAP", "base_established": "HQ_ESTABLISHED", "looting_destruction": "PROPERTY_DISTRUCT",
    "territory_transfer": "NON_VIOL_TERRIT_TRANSFER", "other_strategic": "OTHER", "organised_crime": "ORG_CRIME",
    "disaster": "NATURAL_DISASTER", "accident": "MAN_MADE_DISASTER", "diplomacy": "DIPLO", "attribution": "ATTRIB",
}  # fmt: skip
"""case21's name of each type; threat_claim and the extras of the ledger have none."""

PENTA = {
    "STATEMENT": 0, "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "ACCUSE": 3,
    "REQUEST": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "MOBILIZE": 4, "SANCTION": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip


def predictions(gold: Path) -> Iterator[Row]:
    """One prediction a record, in the format of the bench's ``score.py``."""
    with gold.open(encoding="utf-8") as handle:
        records = [json.loads(line) for line in handle if line.strip()]
    if records and records[0].get("scheme") == "muc4":
        yield from muc.predictions(records)
        return
    reports = (report_from_text(r["text"], published=_published(r)) for r in records)
    for record, analysis in zip(records, analyse_all(reports), strict=True):
        yield {"id": record["id"], **_answer(record, analysis)}


def scorer_arguments(gold: Path, out: Path) -> list[str]:
    """Arguments for the bench's ``score.py``."""
    return ["--gold", str(gold), "--pred", str(out)]


def _published(record: Row) -> str | None:
    day = record.get("published")
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day and len(day) == 8 and day.isdigit() else day


def _answer(record: Row, analysis: Analysis) -> Row:
    answer: Row = {}
    by_scheme: dict[str, Callable[[Row, Analysis], list[Row]]] = {
        "plover15": _root, "plover0.5": _root, "penta": _penta, "case21": _case, "kairos": _triggers,
        "aida": _triggers, "eventloc": _event_places,
    }  # fmt: skip
    if record.get("scheme") in by_scheme:
        answer["events"] = by_scheme[record["scheme"]](record, analysis)
    labels = record.get("labels") or {}
    if "KILL" in labels:
        answer["labels"] = _police(analysis)
    elif "CONTENTIOUS" in labels:
        answer["labels"] = {"CONTENTIOUS": contentious(analysis, whole=record["unit"] == "document") > 0}
    elif "RELEVANT" in labels:
        answer["labels"] = {label: score > 0 for label, score in horn_scores(analysis).items()}
    return answer


def _sides(analysis: Analysis) -> Row:
    relation = main_relation(analysis, 0) if analysis.sentences else None
    names = {} if relation is None else {"source": relation.source.span, "target": relation.target.span}
    return {side: [analysis.words(span)] for side, span in names.items() if span is not None}


def _root(_record: Row, analysis: Analysis) -> list[Row]:
    root, _, _ = find_act(analysis)
    return [{"type": root, **_sides(analysis)}] if root != "STATEMENT" else [{"type": None, **_sides(analysis)}]


def _penta(_record: Row, analysis: Analysis) -> list[Row]:
    return [{"penta": PENTA[find_act(analysis)[0]], **_sides(analysis)}]


def _case(_record: Row, analysis: Analysis) -> list[Row]:
    return [{"type": CASE[find_kind(analysis)[0]]}]


def _police(analysis: Analysis) -> dict[str, bool]:
    """Whether any sentence tells the act."""
    found = [police_scores(analysis, sentence.start, sentence.end) for sentence in analysis.sentences]
    return {label: any(scores[label] > 0 for scores in found) for label in LABELS}


def _triggers(_record: Row, analysis: Analysis) -> list[Row]:
    types = incident_types()
    return [
        {"type": types[event.type].plover, "trigger": {"text": event.words, "start": event.start, "end": event.end}}
        for event in find_events(analysis)
    ]


def _event_places(record: Row, analysis: Analysis) -> list[Row]:
    given = [event["trigger"] for event in record["events"]]
    mentions = find_places(analysis, _gazetteer())
    chosen = places_of_events(analysis, [Span(t["start"], t["end"]) for t in given], mentions)
    return [
        {"trigger": trigger, "args": {"place": [mentions[number].words for number in numbers]}}
        for trigger, numbers in zip(given, chosen, strict=True)
    ]


_OPEN: list[Gazetteer] = []


def _gazetteer() -> Gazetteer:
    if not _OPEN:
        _OPEN.append(Gazetteer.open())
    return _OPEN[0]
