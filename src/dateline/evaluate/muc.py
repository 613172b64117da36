"""MUC-4 templates from the observations of a report.

The task wants terrorist and like incidents of the last two months, one template each, and none for fights between
armed sides, for threats in general or for old history: a choice of its own that dateline's ledger does not make. Two
linear scorers make it here: how likely the document is to hold a template of each type (``muc_documents``), and
whether the n-th observation of a type becomes one (``muc_templates``), which also looks at how surely a victim, a
target or a perpetrator stands near its event words. What was threatened or attempted stands apart from what was done,
as the task wants it. The fields are those of the observation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import exp, log
from typing import Any, NamedTuple

import msgspec

from dateline.claims.read_report import read_report
from dateline.claims.reading import Reading
from dateline.find.analysis import Analysis, analyse_all
from dateline.find.features import company_words, event_words, lower_words
from dateline.find.linear import Features, scorer
from dateline.find.participants import ROLES, Participant, ParticipantRole, Weighed, weigh_phrases, weights
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
_COUNT = re.compile(r"^(?:(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|at|least|about|approximately|some|more|than|over|nearly|almost|around|only|other|another|several|many|a|an|the|its|his|her|their)[\s-]+)+(?!of\b)(?=\w)", re.IGNORECASE)  # fmt: skip
_AGES = ((-2, "future"), (1, "today"), (8, "week"), (31, "month"), (70, "two months"), (370, "year"))
_FAR, _UNLIKELY = 5, -4.0
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


class Facts(NamedTuple):
    """What the choice of templates knows of a whole document."""

    documents: dict[str, float]  # label -> score of the document
    length: int
    published: str | None
    near: dict[tuple[str, int], dict[ParticipantRole, list[float]]]
    """Type and rank of a candidate -> role -> log-odds of the noun phrases nearest to its event words."""
    most: dict[ParticipantRole, float]  # the best log-odds of each role in the document


def predictions(records: Iterable[Row]) -> Iterator[Row]:
    """One prediction a document: its templates with type, date, place, stage and fillers."""
    rows = list(records)
    gazetteer = Gazetteer.open()
    reports = (report_from_text(r["text"], published=published(r["text"])) for r in rows)
    for record, analysis in zip(rows, analyse_all(reports), strict=True):
        reading = read_report(analysis, gazetteer)
        phrases = weigh_phrases(analysis, reading.events)
        cuts = {role: float(weights()["roles"][role]["cut"]) for role in ROLES}
        yield prediction(record["id"], analysis, templates(reading, phrases), phrases, cuts)


def prediction(
    name: str,
    analysis: Analysis,
    chosen: list[Candidate],
    phrases: Sequence[Weighed],
    cuts: Mapping[ParticipantRole, float],
) -> Row:
    """The prediction of a document in the bench's format: its templates and who took part in them."""
    parts = fillers(analysis, phrases, cuts, chosen)
    events = [_template(c, analysis, args) for c, args in zip(chosen, parts, strict=True)]
    return {"id": name, "labels": {"INCIDENT": bool(events)}, "events": events}


def published(text: str) -> str | None:
    """The day in the dateline of a telegram ("LIMA, 9 JAN 90 (EFE)") as an ISO date."""
    match = _DATELINE.match(text)
    if match is None:
        return None
    return f"19{match[3]}-{_MONTHS.index(match[2]) // 4 + 1:02d}-{int(match[1]):02d}"


def templates(reading: Reading, phrases: Sequence[Weighed]) -> list[Candidate]:
    """The observations that become templates."""
    model = scorer("muc_templates")
    documents = scorer("muc_documents").scores(document_features(reading.analysis))
    found = candidates(reading)
    facts = facts_of(reading.analysis, found, phrases, documents)
    chosen = []
    for kind, ranked in found.items():
        for rank, candidate in enumerate(ranked):
            cut = model.cut["TEMPLATE" if candidate.stage == DONE else "UNDONE"]
            if model.scores(template_features(kind, rank, ranked, facts))["TEMPLATE"] > cut:
                chosen.append(candidate)
    return chosen


def facts_of(
    analysis: Analysis,
    found: Mapping[str, list[Candidate]],
    phrases: Sequence[Weighed],
    documents: dict[str, float],
) -> Facts:
    """What is known of a document, its candidates and its weighed noun phrases."""
    near: dict[tuple[str, int], dict[ParticipantRole, list[float]]] = {}
    places = {(kind, rank): c.events for kind, ranked in found.items() for rank, c in enumerate(ranked)}
    for phrase in phrases if places else ():
        steps = {at: min(phrase.span.distance(event.span) for event in events) for at, events in places.items()}
        least = min(steps.values())
        for at in (at for at, distance in steps.items() if distance == least):
            for role in ROLES:
                near.setdefault(at, {}).setdefault(role, []).append(phrase.log_odds[role])
    most = {role: max((p.log_odds[role] for p in phrases), default=_UNLIKELY) for role in ROLES}
    return Facts(documents, len(analysis.doc), analysis.report.published, near, most)


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


def template_features(kind: str, rank: int, ranked: list[Candidate], facts: Facts) -> Features:
    """Features of the candidate of this rank (from 0) of a type."""
    documents = facts.documents
    found: Features = {
        "document": documents[kind],
        "document any": documents["INCIDENT"],
        "document other": max(documents[other] for other in TYPES if other != kind),
        "candidates": min(len(ranked), 6),
        f"rank {rank}": 1.0,
        f"type {kind}": 1.0,
        f"document at rank {rank}": documents[kind],
        f"document {kind}": documents[kind],
        "length": log(facts.length + 1),
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
    found[f"age {_age(ranked[rank], facts.published)}"] = 1.0
    found |= _people_features(kind, rank, facts) | _apart_features(rank, ranked, facts.published)
    return found | _candidate_features(ranked[rank]) | _word_features(kind, ranked[rank])


def _people_features(kind: str, rank: int, facts: Facts) -> Features:
    """How surely someone of each role stands nearest to the candidate's event words, and how surely anywhere."""
    found: Features = {}
    for role, values in ((r, facts.near.get((kind, rank), {}).get(r, [])) for r in ROLES):
        most = max(values, default=_UNLIKELY)
        found[f"near {role}"] = found[f"near {role} {kind}"] = max(most - _UNLIKELY, 0.0)
        found[f"several near {role}"] = min(3.0, sum(1 / (1 + exp(-value)) for value in values))
        found[f"anywhere {role}"] = max(facts.most[role] - _UNLIKELY, 0.0)
        found[f"surest {role}"] = float(bool(values) and most == facts.most[role] > -2)
    return found


def _apart_features(rank: int, ranked: list[Candidate], published: str | None) -> Features:
    """Whether the candidate stands in another place, day and sentence than those of its type that are told more."""
    me, others = ranked[rank], ranked[:rank]
    place, age = _place(me), _age(me, published)
    places = {p for c in others if (p := _place(c)) is not None}
    ages = {_age(c, published) for c in others}
    mine = {event.sentence for event in me.events}
    theirs = {event.sentence for c in others for event in c.events}
    return {
        "another place": float(place is not None and bool(places) and place not in places),
        "same place": float(place is not None and place in places),
        "another age": float(bool(ages) and age not in ages and age != "none"),
        "same age": float(age in ages),
        "same sentence": float(bool(mine & theirs)),
        "sentences apart": min((abs(a - b) for a in mine for b in theirs), default=_FAR),
    }


def _place(candidate: Candidate) -> str | None:
    claims = candidate.observation.of("where") if candidate.observation is not None else ()
    return next((c.value.name for c in claims if isinstance(c.value, Where)), None)


def _when(candidate: Candidate) -> When | None:
    claims = candidate.observation.of("when") if candidate.observation is not None else ()
    return next((c.value for c in claims if isinstance(c.value, When)), None)


def _age(candidate: Candidate, published: str | None) -> str:
    """How long before the telegram it happened, in words; the task leaves out what is over two months old."""
    when = _when(candidate)
    if when is None or when.first_day is None or when.last_day is None or published is None:
        return "none"
    days = (date.fromisoformat(published[:10]) - when.last_day).days
    age = next((name for most, name in _AGES if days <= most), "old")
    return age if (when.last_day - when.first_day).days <= 7 else f"{age}, within a longer time"


def _word_features(kind: str, candidate: Candidate) -> Features:
    """Its event words and their types, and whether they say by whom and to whom."""
    events = candidate.events
    found: Features = {f"word {kind} {event.lemma}": 1.0 for event in events}
    found["types " + "+".join(sorted({event.type for event in events}))] = 1.0
    found["by someone"] = float(any(event.actor for event in events))
    found["at someone"] = float(any(event.target for event in events))
    found["told as done"] = min(4, sum(event.modality == "happened" for event in events))
    return found


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
    when = _when(candidate)
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


def fillers(
    analysis: Analysis,
    phrases: Sequence[Weighed],
    cuts: Mapping[ParticipantRole, float],
    chosen: list[Candidate],
) -> list[dict[str, list[str]]]:
    """Fillers by MUC role for each template: the noun phrases above the cut of a role, each with the template whose
    event words stand nearest to it."""
    shared: list[dict[str, list[tuple[Participant, str]]]] = [{} for _ in chosen]
    for phrase in phrases if chosen else ():
        nearest = min(range(len(chosen)), key=lambda n: min(phrase.span.distance(e.span) for e in chosen[n].events))
        words = plain(analysis.words(phrase.span))
        for role in (r for r in ROLES if phrase.log_odds[r] >= cuts[r]):
            part = Participant(phrase.span, phrase.head, role, 1 / (1 + exp(-phrase.log_odds[role])), ())
            shared[nearest].setdefault(role, []).append((part, words))
    return [{role: merged(parts) for role, parts in found.items()} for found in shared]


def plain(words: str) -> str:
    """The words of a filler without article and count, which have a slot of their own: "about 50 peasants" is "peasants"."""
    return _COUNT.sub("", words)
