"""Puts together what one report tells of each event: claims with their evidence, and the observations they make up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import cast

import msgspec

from dateline.claims.background import role_of
from dateline.claims.course import COURSES, NOT_YET, open_when, state_events, whole_course
from dateline.claims.event_time import publication_day
from dateline.claims.history import told_since
from dateline.claims.parties import parties_by_span, share_blames
from dateline.claims.reading import Reading
from dateline.claims.review import item_leads
from dateline.claims.same_event import most_telling, same_events
from dateline.claims.showing import share_media
from dateline.claims.sources import Sourced, attribute
from dateline.claims.struck import complete_targets
from dateline.claims.telling import Telling, tellings
from dateline.claims.worth import is_told
from dateline.find.roles import means
from dateline.find.tree import Tree, tree_of
from dateline.model import Actor, Claim, Count, Label, Medium, Observation, Span, Value, When, Where
from dateline.model.observation import Field
from dateline.resolve.times import publication
from dateline.vocab.incident_types import incident_types

ELSEWHERE = 3  # rungs of precision that a place of another clause stands behind
HEADING = 0.5  # a town of the headline: behind one that the text tells, and behind "near" one; headlines name the next large town
UNPLACED = 2.5  # a name that no gazetteer places: behind a town and a district, before a province
TELLING_DAYS = 7
ROUNDUP = 8  # events in one report from which it is read as a list of many
POINTED = "named before"  # reasons that end so lower the certainty
_PRECISION = {"facility": 0, "place": 1, "near": 1, "admin2": 2, "admin1": 3, "region": 5, "country": 6}


def observe(reading: Reading) -> tuple[Observation, ...]:
    """The observations of a report, in the order of their first event words."""
    tree = tree_of(reading.analysis)
    told = tellings(reading)
    state_events(reading, tree, told)
    groups = same_events(tree, told)
    parties = parties_by_span(reading)
    share_blames(reading, tree, groups, parties)
    groups = [group for group in groups if is_told(tree, group)]
    complete_targets(reading, tree, groups, parties)
    writer = _Writer(reading)
    writer.leads = item_leads(tree, told, writer.published, reading.openings)
    shown = share_media(reading, groups, writer.attributor)
    return tuple(
        writer.observation(group, shown.get(n, ()), roundup=len(groups) >= ROUNDUP) for n, group in enumerate(groups)
    )


class _Writer:
    """Writes claims: each with its evidence, and who says so."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.report = reading.analysis.report
        self.tree = tree_of(reading.analysis)
        at = publication(self.report).at
        self.published = at.date() if at else None
        self.issued = publication_day(at) if at else None
        self.since = told_since(reading)
        self.attributor = attribute(reading)
        self.known: dict[Span, Sourced] = {}
        self.parts: list[str] = []  # places of a list that the observation written now stands for
        self.sentences: dict[int, Span] = {}
        self.leads: frozenset[int] = frozenset()  # sentences that begin the items of a review

    def observation(
        self, group: list[Telling], media: tuple[tuple[Medium, Span], ...], *, roundup: bool
    ) -> Observation:
        """One observation from the mentions of one event."""
        kind = most_telling(self.tree, group)
        role = role_of(self.tree, group, self.published, self.leads, self.since)
        parts = sorted({t.part for t in group if t.part})
        self.parts = parts
        claims = self._claims(group, role)
        claims += [self._claim("media", m, (span,), group[0]) for m, span in media]
        triggers = tuple(t.event.span for t in group)
        unique = tuple({c.id: c for c in claims}.values())
        return Observation(
            id=_digest(self.report.id, "observation", [*(msgspec.json.encode(s).decode() for s in triggers), *parts]),
            report_id=self.report.id,
            type=kind,
            role=role,
            title=title_of(kind, unique),
            triggers=triggers,
            claims=unique,
            roundup=roundup,
            names=names_of(unique),
        )

    def _claims(self, group: list[Telling], role: str) -> list[Claim]:
        made = [
            self._claim("type", Label(t.event.type, t.event.words), (t.event.span,), t)
            for t in sorted(group, key=self._telling_rank)
        ]
        made += self._times(group, role)
        made += [
            self._claim("where", t.where, t.where_evidence or (t.event.span,), t, t.where_reason)
            for t in sorted(group, key=self._place_rank)
            if t.where is not None
        ]
        for one in group:
            made += self._parts(one)
        return made

    def _parts(self, one: Telling) -> list[Claim]:
        """What one mention tells besides type, time and place."""
        event = one.event
        made = [self._claim("actor", p.actor, (p.span, event.span), one, p.reason) for p in one.actors]
        made += [self._claim("target", p.actor, (p.span, event.span), one, p.reason) for p in one.targets]
        if event.facility is not None:
            works = Label(facility_key(self.tree, event.facility), self.report.words(event.facility))
            made.append(self._claim("facility", works, (event.facility,), one))
        if event.means is not None:
            words = self.report.words(event.means)
            made.append(self._claim("means", Label(means_key(words), words), (event.means,), one))
        for c in one.counts:
            value = Count(
                low=c.low, best=c.best, high=c.high, bound=c.bound, of=c.of, superseded=c.superseded, revised=c.revised
            )
            made.append(self._claim(cast(Field, c.field), value, (c.span, event.span), one))
        return made + [self._claim("status", state, evidence, one) for state, evidence in one.states]

    def _times(self, group: list[Telling], role: str) -> list[Claim]:
        """Times of its own if it has any; else open bounds for a state and for background, else the day of telling."""
        own = [t for t in group if t.own_time and t.when is not None]
        own = [t for t in own if t.anchor] or own
        standing = [t for t in own if not t.points]
        if own and not standing and all(t.event.type in COURSES for t in own):
            bound = open_when(own[0].when, over=False, reason="only what it left is dated")
            return [self._claim("when", bound, own[0].when_evidence, own[0], bound.reason)] if bound else []
        if own:
            return [
                self._claim("when", cast(When, t.when), t.when_evidence or (t.event.span,), t, t.when_reason)
                for t in standing or own
            ]
        first = group[0]
        worked = next((t for t in group if t.afterwards is not None), None)
        if worked is not None:
            bound = open_when(worked.afterwards, over=True, reason="only the work that followed it is dated")
            return [self._claim("when", bound, worked.when_evidence, worked, bound.reason)] if bound else []
        course = whole_course(group)
        if course is not None:
            when, evidence, one = course
            return [self._claim("when", when, evidence, one, when.reason)]
        stated = next(((s, e, t) for t in group for s, e in t.states if s.as_of and s.state not in NOT_YET), None)
        if stated is not None:
            state, evidence, one = stated
            bound = open_when(state.as_of, over=state.state == "ended", reason="only the day of its state is told")
            return [self._claim("when", bound, evidence, one, bound.reason)] if bound else []
        running = next((t for t in group if t.running and t.when is not None), None)
        if running is not None:
            return [self._claim("when", cast(When, running.when), running.when_evidence, running, running.when_reason)]
        if role == "background":
            bound = open_when(self.issued, over=True, reason="no day told: before the report")
            return [self._claim("when", bound, (first.event.span,), first, bound.reason)] if bound else []
        dated = next((t for t in group if t.when is not None and self._of_these_days(t.when)), None)
        if dated is None:
            return []
        return [
            self._claim(
                "when", cast(When, dated.when), dated.when_evidence or (dated.event.span,), dated, dated.when_reason
            )
        ]

    def _telling_rank(self, one: Telling) -> tuple[bool, bool, int]:
        """Mentions that tell most come first, those that only point last."""
        told = bool(one.counts) + one.own_time + one.own_place + bool(one.actors) + bool(one.targets)
        return one.points, one.passage == "headline", -told

    def _of_these_days(self, when: When) -> bool:
        """Whether a time that is not the event's own may stand for it: the day of telling, not some other day."""
        if self.published is None or when.last_day is None:
            return self.published is None
        return abs((self.published - when.last_day).days) <= TELLING_DAYS

    def _place_rank(self, one: Telling) -> tuple[bool, bool, float]:
        """Places of the text before the one of the dateline, of the own clause before others, points before areas; those
        of mentions that could not stand alone last."""
        if one.where is None:
            return True, True, 99
        found = self.reading.analysis.view.to_view(one.where_evidence[0]) if one.where_evidence else None
        role = self.reading.analysis.view.passage(found[0]).role if found else "body"
        rung = _PRECISION.get(one.where.precision, UNPLACED)
        if role == "headline" and one.where.precision == "place":
            rung += HEADING
        return role == "dateline", one.own_place and not one.anchor, rung + (0 if one.own_place else ELSEWHERE)

    def _sourced(self, words: Span, one: Telling) -> Sourced:
        """Who says so: of the event word for what stands in its sentence, of the words themselves else."""
        span = one.event.span if self._in_sentence(words, one) else words
        if span not in self.known:
            self.known[span] = self.attributor.of(span)
        return self.known[span]

    def _in_sentence(self, words: Span, one: Telling) -> bool:
        number = one.event.sentence
        if number not in self.sentences:
            self.sentences[number] = self.tree.received(*self.tree.sentences[number])
        return self.sentences[number].contains(words)

    def _claim(self, field: Field, value: Value, evidence: tuple[Span, ...], one: Telling, reason: str = "") -> Claim:
        sourced = self._sourced(evidence[0], one)
        certainty = sourced.certainty
        if reason.endswith(POINTED) and certainty == "asserted":
            certainty = "hedged"
        return Claim(
            id=_digest(
                self.report.id,
                field,
                [msgspec.json.encode(value).decode(), msgspec.json.encode(evidence).decode(), *self.parts],
            ),
            field=field,
            value=value,
            evidence=evidence,
            modality=one.event.modality,
            polarity=one.event.modality != "denied",
            certainty=certainty,
            cue=sourced.cue or one.event.modality_cue,
            verification=sourced.verification,
            attribution=sourced.attribution,
            producer="observe/2",
            reason=reason,
        )


def facility_key(tree: Tree, span: Span) -> str:
    """What a building, works or vehicle is called without article, number and owner: "the WFP's oil depots" is an "oil
    depot"; empty when its words are not read."""
    head = tree.head_of(tree.tokens_of(span))
    if head is None:
        return ""
    before = [c for c in tree.children[head] if tree.dep[c] == "compound" and tree.tag[c] in {"NN", "NNS"} and c < head]
    return " ".join(tree.lemma[i] for i in (*before, head))


def means_key(words: str) -> str:
    """The key of the weapon that the words name: the longest name of ``vocab/means.tsv`` in them, "" for none."""
    low = f" {words.lower()} "
    found = [n for n, key in means().items() if key and (f" {n} " in low or f" {n}s " in low)]
    return means()[max(found, key=len)] if found else ""


def _digest(report: str, kind: str, parts: Iterable[str]) -> str:
    """Content id: 16 hex digits."""
    text = "\x1f".join((report, kind, *parts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def title_of(kind: str, claims: tuple[Claim, ...]) -> str:
    """ "Air/drone strike, Raqqa, 2017-07-03", from the values."""
    label = incident_types()[kind].label
    where = next((c.value.name for c in claims if isinstance(c.value, Where)), "")
    when = next((c.value for c in claims if isinstance(c.value, When)), None)
    return ", ".join(part for part in (label, where, _title_day(when)) if part)


def _title_day(when: When | None) -> str:
    if when is None or not (when.first_day or when.last_day):
        return ""
    return when.first_day.isoformat() if when.first_day else f"by {when.last_day}"


def names_of(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    """Folded names of places and actors, for finding reports of the same event."""
    return tuple(sorted({c.value.name.casefold() for c in claims if isinstance(c.value, Where | Actor)}))
