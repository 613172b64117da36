"""One event mention with everything its own words tell: the unit that observations are put together from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cache, partial

import msgspec

from dateline.claims.event_place import EventPlace, event_places
from dateline.claims.event_time import EventTime, event_times
from dateline.claims.history import told_since
from dateline.claims.lasting import STATES, lasting
from dateline.claims.parties import OF_PEOPLE, Party, can_act, can_suffer, fill_parties, parties_by_span
from dateline.claims.reading import Reading
from dateline.claims.retype import BY_MEANS, retyped, weapon_of
from dateline.claims.spoken_place import listed, places_in_list
from dateline.find.actors import facilities, modifiers, nouns
from dateline.find.roles import CHARGING, agents
from dateline.find.tree import Tree, tree_of
from dateline.model import CountMention, EventMention, Span, Status, When, Where
from dateline.resolve.times import publication
from dateline.vocab.incident_types import incident_types
from dateline.vocab.load import yaml_file

HARM_FIELDS = frozenset({"killed", "injured", "missing", "casualties"})
_FIELD_TYPES = {
    "detained": frozenset({"arrest"}),
    "displaced": frozenset({"displacement", "disaster"}),
    "abducted": frozenset({"abduction"}),
    "captured": frozenset({"armed_clash", "gov_regains_territory", "nonstate_overtakes_territory", "arrest", "abduction"}),
}  # fmt: skip
_SPEECH = frozenset({"threat_claim", "media_release", "agreement"})
TOGETHER = frozenset({"displacement", "siege_access", "media_release", "threat_claim", "agreement", "troop_movement"})
_AIMED = frozenset(
    {"base_established", "protest_peaceful", "aid_delivery", "displacement", "media_release", "troop_movement"}
)
TOLL_REACH = 3  # sentences back to the event of a toll that stands without an event word
MOST_HARMED = 20_000  # a toll from which no single act is told, only a war; the worst days of wars stay below
MOST = {"displaced": 500_000, "detained": 20_000}
MANY = 1000  # from so many on "since the war began" makes a tally
STAMP = 200  # characters from the head of a report within which its own date stands
_PLACE_REASONS = {
    "spoken": "the place named before that a plain word stands for",
    "goal": "where those who left went",
    "label": "the place that the item opens with",
}
_MISHAPS = frozenset({"fire", "accident", "toxic_release"})
_AREAS = frozenset({"admin1", "country", "region", "unknown"})
_TRIES = frozenset({"attempt", "bid", "plot"})  # "survived an assassination attempt": the attempt is the event
_SHOOTERS = frozenset({"state_forces", "rebel", "militia", "external_forces", "police"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_INDEFINITE = frozenset({"a", "an", "some"})


@dataclass(slots=True)
class Telling:
    """What one mention tells. ``head`` is its token in the tree."""

    index: int
    event: EventMention
    head: int
    passage: str  # role of its passage
    noun: bool = False
    definite: bool | None = None  # "the attack" True, "an attack" False, None where it cannot be told
    another: bool = False  # "a second blast", "similar attacks"
    anchor: bool = True  # can carry an incident alone (set by same_events)
    points: bool = False  # only points to an event (set by same_events)
    setting: bool = False  # stands behind "after", "since" or the like
    armed: bool = False  # its own clause names the weapon that did it
    attributive: bool = False  # stands before another noun ("convoy bombing victims", "besieged towns")
    when: When | None = None
    when_evidence: tuple[Span, ...] = ()
    when_reason: str = ""
    afterwards: When | None = None  # when those at work on what had happened are told to have worked
    own_time: bool = False  # a time of its own sentence, not the day of publication
    running: bool = False  # its day is that of the running account of a history
    where: Where | None = None
    where_evidence: tuple[Span, ...] = ()
    where_reason: str = ""
    place: int | None = None  # index of its place among the places of the report
    located: Where | None = None  # its place, or the town that an unplaced name is told with
    wide: bool = False  # its place is said to be a province or more, whatever the gazetteer found under the name
    part: str = ""  # the place of a list that this copy of a mention stands for, empty for the first
    place_names: frozenset[str] = frozenset()  # of all places told, folded: "the towns of X and Y" has two
    things: frozenset[str] = frozenset()  # kinds of building, work or vehicle that it was done to
    own_place: bool = False  # a place of its own sentence, not the dateline or another sentence
    actors: list[Party] = field(default_factory=list)
    targets: list[Party] = field(default_factory=list)
    counts: list[CountMention] = field(default_factory=list)
    states: list[tuple[Status, tuple[Span, ...]]] = field(default_factory=list)
    _dated: tuple[When | None, tuple[int | None, int | None]] = field(default=(None, (None, None)), init=False)

    @property
    def days(self) -> tuple[int | None, int | None]:
        """First and last of the likely days as day numbers; reckoned once, for each mention is held against many."""
        if self._dated[0] is not self.when:
            first, last = self.when.likely_days if self.when else (None, None)
            self._dated = self.when, (first.toordinal() if first else None, last.toordinal() if last else None)
        return self._dated[1]


def tellings(reading: Reading) -> list[Telling]:
    """The event mentions of a report that can be incidents, with their values, in the order of the text."""
    tree = tree_of(reading.analysis)
    whens = event_times(reading)
    wheres = event_places(reading)
    parties = parties_by_span(reading)
    times = [(t.start, t.end) for t in reading.times]
    timed = {Span(start, end) for start, end in times}
    timed |= {e.span for e in reading.events if any(start < e.end and e.start < end for start, end in times)}
    named_places = {i for p in reading.places if p.kind == "name" for i in tree.tokens_of(p.span)}
    speakers = {i for a in reading.attributions for s in a.source for i in tree.tokens_of(s)}
    heads = [tree.head_of(tree.tokens_of(e.span)) for e in reading.events]
    nouns_of_events = frozenset(h for h in heads if h is not None and tree.pos[h] == "NOUN")
    chronicle = told_since(reading) is not None
    told = []
    for index, named in enumerate(reading.events):
        head = tree.head_of(tree.tokens_of(named.span))
        kind = incident_types().get(named.type)
        if head is None or kind is None or not kind.incident or named.span in timed:
            continue
        if head in speakers and tree.tag[head].startswith("VB"):
            continue  # "a spokesman for the coalition attacking the group said": it tells who speaks, not what happened
        event = _charged_with(tree, _told_off(tree, _fire_not_shots(tree, named, head), head), head)
        event = _may_have_died(tree, event)
        one = Telling(index, event, head, reading.analysis.view.passage(tree.start[head]).role)
        _shape(tree, one)
        _place_and_time(reading, tree, one, (whens[index], wheres[index]), nouns_of_events)
        one.running = chronicle and (one.own_time or _in_paragraph(tree, whens[index], event.span))
        acts = [] if event.type == "disaster" else event.actor  # "Typhoon Oran hit the coast": nobody did it
        if one.noun and event.type in _MISHAPS:
            acts = [s for s in acts if s.start > event.start]  # "California wildfires", "a Lurian bus crash"
        one.actors = fill_parties(tree, parties, acts, can_act)
        aims = [s for s in event.target if not _names_place(tree, named_places, s)]
        one.targets = fill_parties(tree, parties, aims, can_suffer, one.actors)
        one.event = msgspec.structs.replace(event, type=retyped(tree, event, head, one.actors, one.targets))
        if one.event.type in OF_PEOPLE:
            one.targets = fill_parties(tree, parties, aims, partial(can_suffer, plain=True), one.actors)
        one.armed = weapon_of(tree, event) in BY_MEANS
        one.things = _things(tree, one)
        told.append(one)
    _share_counts(reading, tree, told)
    _victims_do_not_act(reading, told)
    _not_targets(tree, told)
    return [part for one in told for part in _by_place(reading, tree, one)]


def _victims_do_not_act(reading: Reading, told: list[Telling]) -> None:
    """ "20 civilians killed, 30 hurt in a car bomb attack": who is counted among the dead did not do it."""
    harmed = sorted(c.span for c in reading.counts if c.field in HARM_FIELDS)
    for one in told:
        one.actors = [p for p in one.actors if not _overlaps_any(harmed, p.span)]


def _by_place(reading: Reading, tree: Tree, one: Telling) -> list[Telling]:
    """ "Raids on the towns of X and Y": one act in each. What happened to people of two towns at once is one."""
    if one.event.type in TOGETHER or not one.own_place or one.place is None:
        return [one]
    places = places_in_list(reading, tree, one.place)
    if len(places) < 2:
        return [one]
    others = [i for i in places if i != one.place]
    return [one, *(_at(reading, one, i) for i in others)]


def _at(reading: Reading, one: Telling, index: int) -> Telling:
    """The same act at another place of its list."""
    return replace(
        one,
        where=reading.wheres[index],
        where_evidence=(reading.places[index].span,),
        place=index,
        place_names=frozenset({_folded(reading, index)}),
        part=_folded(reading, index),
        actors=list(one.actors),
        targets=list(one.targets),
        counts=list(one.counts),
        states=list(one.states),
    )


def _fire_not_shots(tree: Tree, event: EventMention, head: int) -> EventMention:
    """ "The fire at the plant" burns; only the verb "fire at" shoots."""
    shots = {
        "rifle",
        "tank",
        "rocket",
        "assault",
        "cross",
        "friendly",
        "gun",
        "sniper",
        "mortar",
        "artillery",
        "heavy",
        "small",
    }
    fire = tree.lemma[head] == "fire" and tree.pos[head] == "NOUN"
    if fire and event.type == "fire" and tree.dep[head] == "pobj" and tree.lower[tree.head[head]] == "under":
        return msgspec.structs.replace(event, type="armed_clash")  # "the village came under fire"
    burns = fire and event.type in {"attack", "armed_clash"}
    if burns and not _is_shooting(tree, head) and not any(tree.lemma[c] in shots for c in tree.children[head]):
        return msgspec.structs.replace(event, type="fire")
    if fire and event.type == "fire" and _is_shooting(tree, head):
        return msgspec.structs.replace(event, type="armed_clash")
    return event


def _is_shooting(tree: Tree, head: int) -> bool:
    """ "Rebel fire on the town": fire with a side before it shoots."""
    before = [c for c in tree.children[head] if c < head]
    return any(nouns().get(tree.lemma[c], ("",))[0] in _SHOOTERS or tree.lower[c] in modifiers() for c in before)


def _things(tree: Tree, one: Telling) -> frozenset[str]:
    """Head nouns of what it was done to, as far as they name buildings, works or vehicles."""
    heads = [tree.head_of(tree.tokens_of(p.span)) for p in one.targets]
    return frozenset(
        tree.lemma[h] for h in heads if h is not None and facilities().get(tree.lemma[h], "settlement") != "settlement"
    )


def _names_place(tree: Tree, places: set[int], span: Span) -> bool:
    """Whether the head of a phrase is the name of a place: then it tells where, not whom."""
    head = tree.head_of(tree.tokens_of(span))
    return head in places and tree.pos[head] == "PROPN" if head is not None else False


def _overlaps_any(spans: list[Span], span: Span) -> bool:
    """Whether a span shares a character with one of these, sorted and not nested."""
    at = bisect_left(spans, span)
    return any(spans[i].overlaps(span) for i in (at - 1, at) if 0 <= i < len(spans))


def _told_off(tree: Tree, event: EventMention, head: int) -> EventMention:
    """ "Told fighters not to retreat", "urged them to attack": what someone is told to do has not happened."""
    above = tree.head[head]
    told = tree.tag[head] == "VB" and any(tree.lower[c] == "to" for c in tree.children[head])
    if told and event.modality == "happened" and tree.lemma[above] in telling_words()["urging"]:
        return msgspec.structs.replace(event, modality="hypothetical")
    return event


def _charged_with(tree: Tree, event: EventMention, head: int) -> EventMention:
    """ "Arrested a man in X for kidnapping two", "lynched a man accused of stealing": what it is for came before."""
    prep = tree.head[head]
    charge = tree.dep[head] in {"pcomp", "pobj"} and tree.lower[prep] in {"for", "over"}
    charge = charge or (tree.dep[head] == "pcomp" and tree.lower[prep] == "of" and tree.dep[tree.head[prep]] == "acl")
    if charge and event.modality == "happened" and tree.lemma[tree.head[prep]] in CHARGING:
        return msgspec.structs.replace(event, modality="background")
    return event


def _may_have_died(tree: Tree, event: EventMention) -> EventMention:
    """ "Up to 200 may have died in the flood": the toll is uncertain, the flood is not. Who says so is hedged all the same."""
    cue = tree.tokens_of(event.modality_cue) if event.modality == "hypothetical" and event.modality_cue else range(0)
    if len(cue) != 1 or tree.lower[cue[0]] not in {"may", "might", "could"}:
        return event
    verb = tree.head[cue[0]]
    perfect = any(tree.lower[c] == "have" for c in tree.kids(verb, "aux"))
    if perfect and tree.lemma[verb] in telling_words()["harm"]:
        return msgspec.structs.replace(event, modality="happened")
    return event


def _shape(tree: Tree, one: Telling) -> None:
    """How the mention stands in its phrase."""
    head, last = one.head, max(tree.tokens_of(one.event.span), default=one.head)
    one.noun = tree.pos[head] in {"NOUN", "PROPN"}
    top = head
    while tree.dep[top] in {"compound", "amod", "nmod"} and tree.head[top] > top:
        top = tree.head[top]
    one.attributive = (
        (top > last and tree.lemma[top] not in _TRIES) or _before_noun(tree, head, last) or _in_name(tree, one, top)
    )
    if one.event.type == "disaster" and tree.pos[top] == "PROPN":
        one.attributive = False  # "Typhoon Oran hit the coast"
    one.setting = tree.dep[head] == "advcl" and any(
        tree.lower[c] in {"after", "since", "before", "when"} for c in tree.children[head]
    )
    first, end = tree.phrase(top)
    words = tree.lower[first:end]
    harm = tree.lemma[head] in telling_words()["harm"]  # "with other injuries unknown": of the same event
    one.another = not harm and any(w in telling_words()["another"] for w in words)
    one.another = one.another or (not one.noun and any(tree.lower[c] == "also" for c in tree.children[head]))
    if one.noun:
        possessed = any(tree.dep[c] == "poss" for c in tree.children[top])
        one.definite = (
            True
            if possessed or _is_said_of(tree, top) or any(w in _DEFINITE for w in words)
            else False
            if any(w in _INDEFINITE for w in words)
            else None
        )


def _is_said_of(tree: Tree, noun: int) -> bool:
    """ "It was a targeted attack": what was told before."""
    subject = tree.kid(tree.head[noun], "nsubj") if tree.dep[noun] == "attr" else None
    return subject is not None and tree.lower[subject] in {"it", "this", "that"}


def _before_noun(tree: Tree, head: int, last: int) -> bool:
    """Whether a participle stands right before the noun it describes ("besieged towns"), whatever the parse says."""
    if (
        tree.tag[head] not in {"VBN", "VBD", "JJ"}
        or last + 1 >= len(tree)
        or tree.pos[last + 1] not in {"NOUN", "PROPN", "ADJ"}
    ):
        return False
    if any(tree.dep[c] in {"nsubj", "nsubjpass", "aux", "auxpass", "agent"} for c in tree.children[head]):
        return False
    return not any(tree.dep[c] == "dobj" for c in tree.children[head]) or tree.tag[head] == "VBN"


def _in_name(tree: Tree, one: Telling, top: int) -> bool:
    """Whether the word is part of a name in running text ("Meridian Broadcasting") or of a compound ("booby-trapped")."""
    head = one.head
    if head and tree.lower[head - 1] == "-" and tree.pos[head] != "NOUN" and tree.start[head] == tree.end[head - 1]:
        return True
    first, end = tree.sentences[one.event.sentence]
    if not tree.text[head][:1].isupper() or head == first or one.passage == "headline":
        return False
    words = [w for w in tree.text[first:end] if w[:1].isalpha()]
    if 2 * sum(w[:1].isupper() for w in words) > len(words):
        return False
    beside = [i for i in (head - 1, head + 1) if first < i < end]
    return any(tree.pos[i] == "PROPN" and tree.text[i][:1].isupper() for i in beside)


@cache
def telling_words() -> dict[str, frozenset[str]]:
    """Word lists of ``vocab/telling.yaml`` by name."""
    return {name: frozenset(words) for name, words in yaml_file("telling").items()}


def _not_targets(tree: Tree, told: list[Telling]) -> None:
    """What another event is aimed at ("targeted a gathering", "hit an aid convoy") is no event of its own."""
    aims = {tree.head_of(tree.tokens_of(s)) for t in told if t.event.type not in _SPEECH for s in t.event.target}
    for one in told:
        if one.noun and one.event.type in _AIMED and one.head in aims:
            one.attributive = True


def _place_and_time(
    reading: Reading, tree: Tree, one: Telling, value: tuple[EventTime, EventPlace], others: frozenset[int]
) -> None:
    time, found = value
    if time.when is not None:
        one.when, one.when_evidence, one.when_reason = time.when, tuple(time.evidence), time.reason
        one.own_time = time.step in {"clause", "sentence"} and all(
            _with_event(tree, e, one.head, others) for e in time.evidence
        )
    work = next((e for e in one.when_evidence if _dates_the_work(tree, e, one.head)), None) if one.own_time else None
    if work is not None:
        one.own_time, one.afterwards = False, time.when
    lasts = lasting(reading, tree, one.event.sentence) if one.event.type in STATES else None
    if lasts is not None and time.step not in {"clause"}:
        one.when, one.when_evidence, one.when_reason, one.own_time = lasts[0], (lasts[1],), lasts[0].reason, True
    if found.places:
        one.place = found.places[0]
        mention = reading.places[one.place]
        one.located = next(
            (w for i in found.places if (w := reading.wheres[i]).placed and w.precision not in _AREAS), None
        )
        one.wide = mention.type_cue in {"admin1", "admin2", "region", "country"}
        one.where, one.where_evidence = reading.wheres[found.places[0]], (mention.span,)
        at = reading.analysis.view.to_view(mention.span)
        role = reading.analysis.view.passage(at[0]).role if at else "body"
        here = mention.sentence == one.event.sentence and role != "dateline" and found.step == "own"
        one.own_place = found.step in {"spoken", "label"} or (
            here and _with_event(tree, mention.span, one.head, others)
        )
        one.place_names = frozenset(_folded(reading, i) for i in listed(reading, tree, found.places))
        one.where_reason = _PLACE_REASONS.get(found.step, "")


def _in_paragraph(tree: Tree, time: EventTime, event: Span) -> bool:
    """Whether the time of an event was told just before it, or with its telling, in the same paragraph."""
    if time.step not in {"before", "telling"} or not time.evidence:
        return False
    tokens, other = tree.tokens_of(event), tree.tokens_of(time.evidence[0])
    if not tokens or not other:
        return False
    return tree.view.passage(tree.start[tokens[0]]).start == tree.view.passage(tree.start[other[0]]).start


def _folded(reading: Reading, index: int) -> str:
    """The name of a place for comparing: without its article, by the gazetteer where it knows it."""
    where = reading.wheres[index]
    name = where.name if where.placed else reading.places[index].words
    return name.casefold().removeprefix("al-").removeprefix("al ").removeprefix("the ")


def _is_stamp(reading: Reading, words: Span, time: EventTime) -> bool:
    """Whether a time is the date of the report itself, written out near its head: not the day of what it tells."""
    if words.start > STAMP or time.when is None:
        return False
    at = publication(reading.analysis.report).at
    if at is None or time.when.first_day != at.date():
        return False
    return str(at.year) in reading.analysis.words(words)


def _with_event(tree: Tree, span: Span, event: int, others: frozenset[int]) -> bool:
    """Whether words stand in the clause of the event word, not in a relative clause that describes something else
    ("the quarter, which the army took in December")."""
    tokens = tree.tokens_of(span)
    head = tree.head_of(tokens)
    if head is None:
        return False
    clause = _clause_of(tree, event)
    for node in (head, *tree.ancestors(head)):
        if node == event:
            return not _first_since(tree, head)
        if node in others and not (node == clause or node in tree.ancestors(event)):
            return False  # "the blast came an hour after an attack in Tikrit": of the attack
        speaks = tree.tag[node][:2] == "VB" and tree.lemma[node] in telling_words()["speech"]
        if node == clause and not speaks:
            return not _first_since(tree, head)
        if tree.dep[node] == "relcl":
            return tree.head[node] == event or node in tree.ancestors(event)
        if speaks:
            return False  # the day of the telling
    return not _first_since(tree, head)


def _dates_the_work(tree: Tree, time: Span, event: int) -> bool:
    """ "Rescuers pulled two people from the rubble on Tuesday after the strike": the day of the work that followed it;
    "the toll stood at 20 on Tuesday"."""
    tokens = tree.tokens_of(time)
    head = tree.head_of(tokens)
    verb = None if head is None else next((n for n in tree.ancestors(head) if tree.tag[n][:2] == "VB"), None)
    if verb is None or verb == event or event in tree.ancestors(verb):
        return False
    doers = (*tree.kids(verb, "nsubj"), *agents(tree, verb))
    return any(tree.lemma[i] in telling_words()["responders"] or tree.lemma[i] == "toll" for i in doers)


def _clause_of(tree: Tree, event: int) -> int:
    """The verb of the clause that an event noun stands in, the event word itself when it is the verb."""
    if tree.tag[event][:2] == "VB":
        return event
    return next((n for n in tree.ancestors(event) if tree.tag[n][:2] == "VB"), event)


def _first_since(tree: Tree, time: int) -> bool:
    """ "For the first time since 2014": the time of something else."""
    before = tree.lower[max(0, time - 4) : time]
    return "since" in before and "time" in before


def _share_counts(reading: Reading, tree: Tree, told: list[Telling]) -> None:
    """Give each toll to the event of its sentence that it fits and stands nearest to in the parse."""
    by_sentence: dict[int, list[Telling]] = {}
    for one in told:
        by_sentence.setdefault(one.event.sentence, []).append(one)
    for count in reading.counts:
        if is_war_toll(tree, count):
            continue
        fitting = [t for t in by_sentence.get(count.sentence, []) if fits(count, t.event.type)]
        tokens = tree.tokens_of(count.span)
        if not fitting:
            before = [
                t for t in told if 0 < count.sentence - t.event.sentence <= TOLL_REACH and fits(count, t.event.type)
            ]
            fitting = before[-1:] if count.field in HARM_FIELDS else []
        if fitting and len(tokens):
            min(fitting, key=lambda t: (tree.steps(tokens[0], t.head), abs(t.head - tokens[0]))).counts.append(count)


def is_war_toll(tree: Tree, count: CountMention) -> bool:
    """Whether a toll is that of a whole war or year: too many for one act, or told "since" or "in" the war."""
    number = count.best or count.low or 0
    words, (first, end) = telling_words(), tree.sentences[count.sentence]
    sentence = tree.lower[first:end]
    if any(lemma in words["nature"] for lemma in tree.lemma[first:end]):
        return False  # floods and quakes displace millions
    if number >= MOST.get(count.field, MOST_HARMED):
        return True
    at = next(iter(tree.tokens_of(count.span)), first) - first
    near = sentence[max(0, at - 14) : at + 18]
    since = next((i for i, w in enumerate(near) if w in words["since"]), None)
    return since is not None and number >= MANY and any(w in words["course"] for w in near[since : since + 8])


def fits(count: CountMention, kind: str) -> bool:
    """Whether a toll of this field can belong to an event of this type."""
    if count.field in HARM_FIELDS:
        return kind not in {
            "displacement",
            "aid_delivery",
            "media_release",
            "agreement",
            "siege_access",
            "troop_movement",
            "threat_claim",
        }
    return kind in _FIELD_TYPES.get(count.field, frozenset())
