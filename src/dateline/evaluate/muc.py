"""MUC-4 templates from the observations of a report.

The task wants terrorist and like incidents of the last two months, one template each, and none for fights between
armed sides, for threats in general or for old history: a choice of its own that dateline's ledger does not make. Two
linear scorers make it here: how likely the document is to hold a template of each type (``muc_documents``), and
whether the n-th observation of a type becomes one (``muc_templates``). What was threatened or attempted stands apart
from what was done, as the task wants it. The fields are those of the observation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log
from typing import Any

import msgspec

from dateline.claims.read_report import read_report
from dateline.claims.reading import Reading
from dateline.find.analysis import Analysis, analyse_all
from dateline.find.features import company_words, event_words, lower_words
from dateline.find.linear import Features, scorer
from dateline.find.participants import Participant, find_participants
from dateline.find.participants_merge import merged
from dateline.gazetteer import Gazetteer
from dateline.model import Actor, Claim, EventMention, Observation, When, Where
from dateline.model.observation import Field
from dateline.read.text import report_from_text

Row = dict[str, Any]
TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
SEVERAL = {kind: f"SEVERAL {kind}" for kind in ("ATTACK", "BOMBING", "KIDNAPPING")}
"""Labels of documents with two templates of a type or more; the other types have too few such documents to learn."""
UNDONE = {"THREATENED": "SOME THREATENED", "ATTEMPTED": "SOME ATTEMPTED"}
"""Labels of documents with a template of that stage."""
MOST, MOST_UNDONE = 4, 3  # templates of one type in a document: of deeds, of what was threatened or attempted
_BOMBING = frozenset({"ied", "grenade", "suicide_bomb", "shelling", "air_strike"})
_KIDNAPPING = frozenset({"abduction"})
_ATTACK = frozenset({"attack", "armed_clash", "mob_violence", "sexual_violence", "force_against_protesters", "violent_demonstration", "chemical_weapon", "nonstate_overtakes_territory", "gov_regains_territory", "threat_claim"})  # fmt: skip
_PROPERTY = frozenset({"looting_destruction", "organised_crime", "fire"})
_BURN = re.compile(r"burn|fire|torch|arson|ablaze|alight")
_ROB = re.compile(r"rob|loot|steal|stole|theft|heist|ransack")
_FIELDS: tuple[Field, ...] = ("target", "actor", "where", "when", "killed", "injured", "means")
_DATELINE = re.compile(r"^[^\n]{0,80}?\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d\d)\b")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"
_DEVICE = re.compile(r"bomb|explos|device|dynamite|mine|defus|deactivat", re.IGNORECASE)
_PUT = re.compile(r"^(?:bomb|mine|grenade|rocket|dynamite|explosive|explosives|device)$|charge|device$|plant|place")
_STAGES = {"threatened": "THREATENED", "planned": "THREATENED", "attempted": "ATTEMPTED"}
_OF_TYPE = {"threat_claim": "THREATENED", "disrupted_weapons": "ATTEMPTED"}
_UNSAID = frozenset({"hypothetical", "denied"})  # says nothing of the stage of what else is told
DONE = "ACCOMPLISHED"
_CLAIM = re.compile(r"responsib|credit|claim|involvement", re.IGNORECASE)


class Candidate(msgspec.Struct, frozen=True):
    """Event mentions that may become a template of a type, with the observation they stand in, if they do."""

    type: str
    observation: Observation | None
    events: tuple[EventMention, ...]
    main: bool = False  # the observation itself is of this type
    stage: str = DONE

    def has(self, field: Field) -> bool:
        return self.observation is not None and bool(self.observation.of(field))


def predictions(records: Iterable[Row]) -> Iterator[Row]:
    """One prediction a document: its templates with type, date, place, stage and fillers."""
    rows = list(records)
    gazetteer = Gazetteer.open()
    reports = (report_from_text(r["text"], published=published(r["text"])) for r in rows)
    for record, analysis in zip(rows, analyse_all(reports), strict=True):
        reading = read_report(analysis, gazetteer)
        chosen = templates(reading)
        parts = fillers(reading, chosen)
        events = [_template(c, analysis, args) for c, args in zip(chosen, parts, strict=True)]
        yield {"id": record["id"], "labels": {"INCIDENT": bool(events)}, "events": events}


def published(text: str) -> str | None:
    """The day in the dateline of a telegram ("LIMA, 9 JAN 90 (EFE)") as an ISO date."""
    match = _DATELINE.match(text)
    if match is None:
        return None
    return f"19{match[3]}-{_MONTHS.index(match[2]) // 4 + 1:02d}-{int(match[1]):02d}"


def templates(reading: Reading) -> list[Candidate]:
    """The observations that become templates."""
    model = scorer("muc_templates")
    documents = scorer("muc_documents").scores(document_features(reading.analysis))
    chosen = []
    for kind, ranked in candidates(reading).items():
        for rank, candidate in enumerate(ranked):
            features = template_features(kind, rank, ranked, documents, len(reading.analysis.doc))
            cut = model.cut["TEMPLATE" if candidate.stage == DONE else "UNDONE"]
            if model.scores(features)["TEMPLATE"] > cut:
                chosen.append(candidate)
    return chosen


def document_features(analysis: Analysis) -> Features:
    """Words of a document, its event words and their company, and those of its first sentences apart."""
    words = lower_words(analysis.doc)
    found: Features = {"word:" + word: 1.0 for word in words}
    found |= event_words(words, 0, len(words)) | company_words(words, 0, len(words))
    lead = analysis.sentences[:3]
    if lead:
        start, end = lead[0].start, lead[-1].end
        first = event_words(words, start, end) | company_words(words, start, end)
        found |= {"lead " + name: value for name, value in first.items()}
    return found


def candidates(reading: Reading) -> dict[str, list[Candidate]]:
    """Observations by MUC type, the most told first, and what is told outside all observations, as one more.

    An observation with mentions of several types (an attack with a bomb) is a candidate for each of them; one that
    tells of a deed and of a threat or an attempt is a candidate for each stage.
    """
    events = {(event.start, event.end): event for event in reading.events}
    found: dict[str, list[Candidate]] = {kind: [] for kind in TYPES}
    for observation in reading.observations:
        own = [e for t in observation.triggers if (e := events.pop((t.start, t.end), None)) is not None]
        main = _muc_type(observation.type, own)
        for kind, mentions in _by_type(own).items():
            found[kind] += _by_stage(kind, observation, mentions, kind == main)
    for kind, mentions in _by_type(list(events.values())).items():
        found[kind] += _by_stage(kind, None, mentions, False)
    return {kind: _most(sorted(ranked, key=lambda c: -_told(c))) for kind, ranked in found.items()}


def _by_stage(
    kind: str, observation: Observation | None, events: list[EventMention], main: bool
) -> Iterator[Candidate]:
    """A candidate a stage. Words that say nothing of a stage stand with the deed, if one is told."""
    grouped: dict[str, list[EventMention]] = {}
    for event in sorted(events, key=_says_no_stage):
        stage = _STAGES.get(event.modality) or _OF_TYPE.get(event.type)
        if stage is None and _says_no_stage(event) and DONE not in grouped:
            stage = next(iter(grouped), DONE)
        grouped.setdefault(stage or DONE, []).append(event)
    for stage, mentions in grouped.items():
        yield Candidate(kind, observation, tuple(mentions), main, stage)


def _says_no_stage(event: EventMention) -> bool:
    """Whether words leave open if it was done: "fears of an attack"; "a bomb was placed" is, until it bursts."""
    return event.modality in _UNSAID or bool(event.modality == "happened" and _PUT.search(event.lemma))


def _most(ranked: list[Candidate]) -> list[Candidate]:
    """The candidates most told of: so many deeds, and so many others."""
    left = {True: MOST, False: MOST_UNDONE}
    kept = []
    for candidate in ranked:
        done = candidate.stage == DONE
        left[done] -= 1
        if left[done] >= 0:
            kept.append(candidate)
    return kept


def _by_type(events: list[EventMention]) -> dict[str, list[EventMention]]:
    grouped: dict[str, list[EventMention]] = {}
    for event in events:
        kind = _muc_type(event.type, [event])
        if kind is not None:
            grouped.setdefault(kind, []).append(event)
    return grouped


def _muc_type(kind: str, events: list[EventMention]) -> str | None:
    if kind in _BOMBING:
        return "BOMBING"
    if kind in _KIDNAPPING:
        return "KIDNAPPING"
    if kind == "threat_claim" and all(_CLAIM.search(event.lemma) for event in events):
        return None
    if kind in _ATTACK:
        return "ATTACK"
    if kind == "disrupted_weapons" and any(_DEVICE.search(f"{event.lemma} {event.words}") for event in events):
        return "BOMBING"
    if kind in _PROPERTY:
        lemmas = " ".join(event.lemma for event in events)
        return "ARSON" if _BURN.search(lemmas) else "ROBBERY" if _ROB.search(lemmas) else None
    return None


def _told(candidate: Candidate) -> float:
    """How much is told of it: mentions, news, target, place, toll; early rather than late."""
    first = min(event.sentence for event in candidate.events)
    news = candidate.observation is not None and candidate.observation.role == "news"
    points = 0.5 * len(candidate.events) + (first <= 1) + news + candidate.main
    points += 0.3 * (candidate.has("killed") or candidate.has("injured"))
    return points + 0.5 * candidate.has("target") + 0.5 * candidate.has("where") - 0.05 * first


def template_features(
    kind: str, rank: int, ranked: list[Candidate], documents: dict[str, float], length: int
) -> Features:
    """Features of the candidate of this rank (from 0) of a type."""
    found: Features = {
        "document": documents[kind],
        "document any": documents["INCIDENT"],
        "document other": max(documents[other] for other in TYPES if other != kind),
        "candidates": min(len(ranked), 6),
        f"rank {rank}": 1.0,
        f"type {kind}": 1.0,
        f"document at rank {rank}": documents[kind],
        f"document {kind}": documents[kind],
        "length": log(length + 1),
    }
    before = Counter(c.stage for c in ranked[:rank])[ranked[rank].stage]
    told = Counter(c.stage for c in ranked)
    stage = ranked[rank].stage
    found |= {f"stage {stage}": 1.0, f"stage {stage} {kind}": 1.0, f"stage {stage} at rank {before}": 1.0}
    found[f"document at stage {stage}"] = documents[kind]
    for other, label in UNDONE.items():
        found[f"document {other} at stage {stage}"] = documents[label]
    found[f"others for {stage}"] = min(len(ranked) - told[stage], 3)
    if kind in SEVERAL:
        found["several at first rank" if rank == 0 else "several at later rank"] = documents[SEVERAL[kind]]
    return found | _candidate_features(ranked[rank])


def _candidate_features(candidate: Candidate) -> Features:
    first = min(event.sentence for event in candidate.events)
    seen = candidate.observation
    found: Features = {
        "mentions": min(len(candidate.events), 6),
        "lead": float(first <= 1),
        "first": min(first, 12),
        "told": _told(candidate),
        "main": float(candidate.main),
        f"role {seen.role if seen is not None else 'none'}": 1.0,
    }
    found |= {f"has {field}": float(candidate.has(field)) for field in _FIELDS}
    found |= {f"modality {event.modality}": 1.0 for event in candidate.events}
    if candidate.stage != DONE:
        found |= {f"word {candidate.stage} {event.lemma}": 1.0 for event in candidate.events}
        found[f"at someone {candidate.stage}"] = float(any(event.target for event in candidate.events))
        found[f"by someone {candidate.stage}"] = float(any(event.actor for event in candidate.events))
        found[f"lead {candidate.stage}"] = float(first <= 1)
        found[f"mentions {candidate.stage}"] = min(len(candidate.events), 4)
    for claim in seen.claims if seen is not None else ():
        if isinstance(claim.value, Actor):
            found[f"{claim.field} {claim.value.kind}"] = 1.0
    return found


def _template(candidate: Candidate, analysis: Analysis, args: dict[str, list[str]]) -> Row:
    seen = candidate.observation
    row: Row = {"type": candidate.type, "stage": candidate.stage, "args": args}
    when = next((c.value for c in seen.of("when") if isinstance(c.value, When)), None) if seen else None
    day = analysis.report.published  # the answer keys date by the telegram what has no date of its own
    if when is not None and when.first_day and when.last_day:
        row["date"] = {"from": when.first_day.isoformat(), "to": when.last_day.isoformat()}
    elif day:
        row["date"] = {"from": day[:10], "to": day[:10]}
    if seen is None:
        return row
    places = [(c.value.name, _words(c, analysis)) for c in seen.of("where") if isinstance(c.value, Where)]
    row["location"] = list(dict.fromkeys(name for pair in places for name in pair))
    return row


def _words(claim: Claim, analysis: Analysis) -> str:
    return analysis.words(claim.evidence[0])


def fillers(reading: Reading, chosen: list[Candidate]) -> list[dict[str, list[str]]]:
    """Fillers by MUC role for each template: the participants of the report, each with the template whose event words
    stand nearest to it."""
    shared: list[dict[str, list[tuple[Participant, str]]]] = [{} for _ in chosen]
    for part in find_participants(reading.analysis, reading.events) if chosen else ():
        nearest = min(range(len(chosen)), key=lambda n: min(part.span.distance(e.span) for e in chosen[n].events))
        words = reading.analysis.words(part.span)
        shared[nearest].setdefault(part.role, []).append((part, words))
    return [{role: merged(parts) for role, parts in found.items()} for found in shared]
