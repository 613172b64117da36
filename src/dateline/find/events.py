"""Which words of a report name an incident, of what type, and did it happen.

Two stages with an error budget each. First: is there an incident at all? An event word of any part of speech from the
vocabulary, strong enough alone or kept company by an armed actor, a weapon, a victim or another event word, and not
one of the red herrings. Second: which type? The types its words may name, weighed by the other words of the sentence.
Then :mod:`dateline.find.modality` says whether it happened. No actor needs to be known, or named.

"Warplanes bombed a market in Idra" gives one mention: ``bombed``, air_strike, happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache, cached_property

import msgspec
from spacy.tokens import Doc

from dateline.find.analysis import Analysis
from dateline.find.event_lexicon import Entry, company, contexts, triggers
from dateline.find.incident_kind import kind_features
from dateline.find.linear import scorer
from dateline.find.modality import Reading, modality_at
from dateline.find.phrases import Table, phrase_forms
from dateline.find.red_herrings import Herring, idiom_over, world_of
from dateline.find.sides import done_by_a_side, done_harm, is_done_to, launched_by_a_side, takes_building, takes_place
from dateline.find.tree import Tree, tree_of
from dateline.model import EventMention
from dateline.vocab import yaml_file
from dateline.vocab.incident_types import incident_types

STRONG, WEAK, THING, PEOPLE = 1.0, -0.9, -1.2, -0.7
ALONE = 0.0  # score above which an event word is an incident
PER_CONTEXT, MOST_CONTEXT = 0.5, 3
COMPANY = {"armed": 0.6, "weapons": 0.6, "victims": 0.4, "harm": 0.6, "sites": 0.2}
CROWD = 0.5  # those who gather, beside a word of protest
MONTH = "(May)"  # stands for the month among the cues, where "may" says that something is only possible
OF_THINGS = frozenset({"harm"})  # company that makes an event of a thing
HAPPENS, HAPPENS_NEAR = 1.6, 5  # a verb of happening within so many words of a thing
DOER = -2.0
ANOTHER = 0.5
SIDE_DOES = 0.5  # an armed side or a state does it to a place, a building or people
SIDE_LAUNCHED = 1.0  # it launched or carried it out
DOES_HARM = 0.5  # what the noun names is said to have destroyed, killed or hit
ADVANCE = 0.5  # plain verbs of an advance beside an armed side
COUNTED, COUNT_NEAR = 0.5, 3
IDIOM, IDIOM_NEAR, HERRING, RETOLD = -9.0, -1.0, -3.0, -0.3
SURE_WORDS = 4  # cues of another world that outweigh harm told
HARM = frozenset({"attack"})  # general type whose words take on the type that the sentence tells
DAMAGE = frozenset({"destroy", "damage", "destruction", "hit", "strike"})
MISHAPS = frozenset({"fire", "toxic_release", "accident", "disaster"})  # what kills where nobody is armed
BASE = "base_established"
CRIME = "organised_crime"  # "killed a smuggler" is no smuggling
DEAL = "agreement"
CHEMICAL, LEAK = "chemical_weapon", "toxic_release"
BOMB, BURST = "ied", "accident"  # what a bang of unknown cause is, and what it is where a mishap is told
GAINS = frozenset({"gov_regains_territory", "nonstate_overtakes_territory"})
HARM_TOO = ("armed_clash",)  # what general words of harm may mean where somebody is armed
LEARNED, UNLEARNED = 1.0, -1.0  # weight of the learned type score; the score of a type it knows nothing of
OWN, TOLD, MISHAP = 0.5, 0.3, 0.8
TITLE_CASE = 0.6  # share of capitalised words from which a sentence is read as a headline


class Hit(msgspec.Struct, frozen=True):
    """A trigger in a sentence with the entries of its longest form."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def strong(self) -> bool:
        return any(entry.strong for entry in self.entries)

    @property
    def acts(self) -> bool:
        """Whether it names an act by itself, not a thing or people."""
        lemma = self.entries[0].lemma
        return self.strong and not any(lemma in _second_look(group) for group in ("things", "movers", "people"))


class Verdict(msgspec.Struct, frozen=True):
    """Best type of a hit, its score and the terms that add up to it."""

    type: str
    score: float
    reasons: tuple[tuple[str, float], ...]


class Scene(msgspec.Struct, frozen=True, dict=True):
    """What a sentence holds besides the event word: its other event words, company, context cues and world."""

    tree: Tree
    words: list[str]  # of the report
    first: int
    last: int
    types: tuple[str, ...]  # of all event words, each once
    strong: frozenset[str]
    acting: int  # event words that name an act by themselves
    idiom: bool
    groups: Counter[str]
    cues: Counter[str]
    herring: Herring | None = None

    @cached_property
    def bursts(self) -> bool:
        """Whether a bang is told and nothing of a mishap."""
        told = self.words[self.first : self.last]
        return any(w in _burst_words() for w in told) and not any(w in _second_look("mishaps") for w in told)

    @cached_property
    def learned(self) -> dict[str, float]:
        """The learned score of each type for the sentence, weighed once and only where types compete."""
        return scorer("incident_kind").scores(kind_features(self.words, self.first, self.last))


def find_events(analysis: Analysis) -> list[EventMention]:
    """Event mentions in the order of the text; roles are still empty. Source of the types: ACLED's code book."""
    tree = tree_of(analysis)
    words = tree.lower
    if not words:
        return []
    cues = [MONTH if w == "may" and t[:3] == "NNP" else w for w, t in zip(words, tree.tag, strict=True)]
    rows = triggers().rows
    mentions: list[EventMention] = []
    for number, sentence in enumerate(analysis.sentences):
        first, last = sentence.start, sentence.end
        if any(word in rows for word in words[first:last]):
            mentions += _sentence_events(analysis, tree, cues, number)
    return mentions


def _sentence_events(analysis: Analysis, tree: Tree, cues: list[str], number: int) -> Iterator[EventMention]:
    """The events of a sentence. ``cues`` are its words as they may tell whether something happened."""
    words, (first, last) = tree.lower, tree.sentences[number]
    found = list(_hits(analysis.doc, words, first, last))
    hits = tuple(hit for hit in found if not _in_name(analysis.doc, words, hit, first, last))
    if not hits:
        return
    scene = _scene(tree, hits, first, last)
    for hit in hits:
        verdict = _judge(words, hit, scene)
        only_named = verdict.type == BASE and not hit.strong  # "a military base was hit"
        if verdict.score > ALONE and incident_types()[verdict.type].incident and not only_named:
            reading = modality_at(cues, hit.start, hit.end, first, last, device=_is_device(hit))
            if verdict.type == DEAL and reading.start >= 0 and words[reading.start].startswith("agree"):
                reading = Reading("happened", -1, -1)  # "agreed to a truce": it is there
            if reading.modality == "happened" and scene.herring and scene.herring.retold:
                reading = Reading("background", scene.herring.start, scene.herring.end)
            yield _mention(analysis, number, hit, verdict, reading)


def _scene(tree: Tree, hits: tuple[Hit, ...], first: int, last: int) -> Scene:
    words, entries = tree.lower, [entry for hit in hits for entry in hit.entries]
    return Scene(
        tree,
        words,
        first,
        last,
        tuple(dict.fromkeys(entry.type for entry in entries)),
        frozenset(entry.type for entry in entries if entry.strong),
        sum(hit.acts for hit in hits),
        any(idiom_over(words, hit.start, hit.end, first, last) for hit in hits),
        _count(_meant(words, company().all(words, first, last), first, last)),
        _count(_meant(words, contexts().all(words, first, last), first, last)),
        world_of(words, first, last),
    )


def _meant(words: list[str], found: list[tuple[int, int, str]], first: int, last: int) -> list[tuple[int, int, str]]:
    """Without the mines that are dug: "a coal mine" is no weapon."""
    return [
        c for c in found if words[c[0]] not in {"mine", "mines"} or idiom_over(words, c[0], c[1], first, last) is None
    ]


def _count(found: list[tuple[int, int, str]]) -> Counter[str]:
    return Counter(value for _, _, value in found)


def _hits(doc: Doc, words: list[str], first: int, last: int) -> Iterator[Hit]:
    """The longest triggers, left to right, none overlapping another."""
    table, position = triggers(), first
    while position < last:
        found = []
        if words[position] in table.rows:
            tag = doc[position].tag_[:2]
            found = [(stop, entry) for stop, entry in table.at(words, position, last) if _is_that(entry, tag)]
        if found:
            end = max(stop for stop, _ in found)
            yield Hit(position, end, tuple(entry for stop, entry in found if stop == end))
            position = end
        else:
            position += 1


def _is_that(entry: Entry, tag: str) -> bool:
    """Whether a word with this tag can be the entry: a fire is not to fire. Strong words are taken as they come."""
    if entry.pos == "verb" and not entry.strong:
        return tag == "VB"
    if entry.pos == "verb" and entry.lemma.count(" "):
        return tag not in {"NN", "JJ"}
    if entry.pos == "noun" and entry.lemma.endswith("ing") and tag == "VB":
        return False  # "killing six" is the verb, a weak word; "the killing of six" is the noun
    return not (entry.pos == "noun" and not entry.strong) or tag in {"NN", "JJ"}


def _in_name(doc: Doc, words: list[str], hit: Hit, first: int, last: int) -> bool:
    """Whether the event word is part of a longer name ("Meridian Broadcasting") or a month ("17 March")."""
    if words[hit.start] == "march" and hit.end == hit.start + 1:
        around = [doc[at] for at in (hit.start - 1, hit.end) if first <= at < last]
        alone = not any(token.is_alpha for token in doc[first:last] if token.i != hit.start)  # a heading of a chronicle
        return alone or any(token.like_num or token.shape_.startswith("d") for token in around)
    if _speaks(doc, hit):
        return True
    if hit.end > hit.start + 1 or not doc[hit.start].is_title or doc[hit.start].tag_[:3] != "NNP":
        return False
    if _named_disaster(doc, words, hit, first, last):
        return False
    beside = [doc[at] for at in (hit.start - 1, hit.end) if first <= at < last]
    if not any(token.is_title and token.tag_[:3] == "NNP" for token in beside):
        return False
    long = [token for token in doc[first:last] if token.is_alpha and len(token) > 3]
    return sum(not token.is_lower for token in long) < TITLE_CASE * len(long)


def _speaks(doc: Doc, hit: Hit) -> bool:
    """Whether a name is told to have said something: "Shell announced" is a company."""
    token = doc[hit.start]
    if hit.end > hit.start + 1 or token.tag_ != "NNP" or not token.is_title or token.dep_ != "nsubj":
        return False
    return token.head.lemma_ in yaml_file("telling")["speech"]


def _named_disaster(doc: Doc, words: list[str], hit: Hit, first: int, last: int) -> bool:
    """Whether the name is that of a storm, a quake or a fire: "Hurricane Joaquin", "the Valley Fire", not "Oakland Fire
    Department"."""
    after = doc[hit.end] if hit.end < last else None
    named_after = after is not None and after.is_title and after.tag_[:3] == "NNP"
    if words[hit.start] in _second_look("baptised"):
        return named_after
    before = doc[hit.start - 1] if hit.start > first else None
    named_before = before is not None and before.is_title and before.tag_[:3] == "NNP"
    return words[hit.start] in _second_look("named") and named_before and not named_after


def _judge(words: list[str], hit: Hit, scene: Scene) -> Verdict:
    """Best type of a hit, its score and the terms of the score."""
    kind, support = _best_type(hit, scene)
    terms = _standing(words, hit, scene) + _against(words, hit, scene)
    if support:
        terms.append((f"context: {kind}", support))
    if scene.groups["crowd"] and incident_types()[kind].plover == "PROTEST":
        terms.append(("company: crowd", CROWD))
    return Verdict(kind, sum(value for _, value in terms), tuple(terms))


def _standing(words: list[str], hit: Hit, scene: Scene) -> list[tuple[str, float]]:
    """How much an event word counts by itself and in its company."""
    lemma = hit.entries[0].lemma
    plain = words[hit.end - 1][:-1] in lemma and not _is_verb(scene, hit)  # the noun, not "shelled", "to shell"
    mover = plain and lemma in _second_look("movers")
    thing = mover or (plain and lemma in _second_look("things"))
    if thing:
        terms = [("names a thing", THING)]
        if _happens(words, hit, scene, "moves" if mover else "happens"):
            terms.append(("something happens with it", HAPPENS))
    elif lemma in _second_look("people"):
        terms = [("names people", PEOPLE)]
        if lemma in _second_look("doers") and len(scene.types) > 1:
            terms.append(("the act itself is told", DOER))
    else:
        terms = [("strong trigger", STRONG) if hit.strong else ("weak trigger", WEAK)]
        if lemma in _second_look("bursts") and any(
            _happens(words, hit, scene, verbs) for verbs in ("happens", "heard")
        ):
            terms.append(("something happens with it", HAPPENS))
        if not hit.strong and lemma in _second_look("advances") and scene.groups["armed"]:
            terms.append(("armed advance", ADVANCE))
    groups: Collection[str] = () if mover else OF_THINGS if thing else COMPANY
    terms += [(f"company: {group}", COMPANY[group]) for group in COMPANY if group in groups and scene.groups[group]]
    if not hit.strong and _counted(words, hit, scene):
        terms.append(("counted", COUNTED))
    if not hit.strong and hit.end == hit.start + 1:
        kinds = {entry.type for entry in hit.entries}
        force = any(map(_forcible, kinds))
        if force and launched_by_a_side(scene.tree, hit.start):
            terms.append(("a side launched it", SIDE_LAUNCHED))
        elif force and done_by_a_side(scene.tree, hit.start):
            terms.append(("a side does it", SIDE_DOES))
        elif (force or kinds & MISHAPS) and done_harm(scene.tree, hit.start):
            terms.append(("it did harm", DOES_HARM))
    if (thing or not hit.strong) and scene.acting > hit.acts:
        terms.append(("another event word", ANOTHER))
    return terms


def _against(words: list[str], hit: Hit, scene: Scene) -> list[tuple[str, float]]:
    """Idioms over or beside the event word, and the world that its sentence belongs to."""
    terms: list[tuple[str, float]] = []
    idiom = idiom_over(words, hit.start, hit.end, scene.first, scene.last)
    if idiom and not _is_more_than(hit, idiom):
        terms.append(("idiom", IDIOM))
    elif not hit.strong and scene.idiom and not _counted(words, hit, scene):
        terms.append(("idiom beside it", IDIOM_NEAR))
    harmed = scene.groups["harm"] and (scene.groups["victims"] or scene.groups["weapons"] or scene.acting)
    herring = scene.herring
    if herring and (not harmed or herring.words >= SURE_WORDS):
        terms.append((f"red herring: {herring.kind}", RETOLD if herring.retold else HERRING))
    return terms


def _is_more_than(hit: Hit, idiom: Herring) -> bool:
    """Whether an event phrase says more than the idiom in it: "sank in the sea" than "sank in", "coal mine collapsed" than
    "coal mine", "clashed with riot police" than "riot police"."""
    holds = hit.start <= idiom.start and idiom.end <= hit.end and hit.end - hit.start > idiom.end - idiom.start
    return holds or (idiom.end < hit.end and hit.end > hit.start + 1)


def _counted(words: list[str], hit: Hit, scene: Scene) -> bool:
    """Whether a number stands beside a word of harm: "40 dead", "two killed", "killing 11", "the death toll from the
    strike on the market has risen to 11"."""
    if not any(entry.type in HARM for entry in hit.entries):
        return False
    before = words[max(scene.first, hit.start - COUNT_NEAR) : hit.start]
    behind = words[hit.end : min(scene.last, hit.end + COUNT_NEAR)]
    if behind[:1] == ["toll"] or before[-2:] == ["number", "of"]:
        behind = words[hit.end : scene.last]
    near = before + behind
    return any(word[0].isdigit() or word in _numbers() for word in near)


@cache
def _numbers() -> frozenset[str]:
    return frozenset(yaml_file("event_things")["numbers"])


def _is_device(hit: Hit) -> bool:
    """Whether an event word names what bursts: a thing of the explosive types, or such a thing where it was put."""
    return any(part in _devices() for part in hit.entries[0].lemma.split()) and not any(
        entry.pos == "verb" for entry in hit.entries
    )


@cache
def _devices() -> frozenset[str]:
    return frozenset(yaml_file("event_things")["devices"])


def _happens(words: list[str], hit: Hit, scene: Scene, verbs: str) -> bool:
    start, end = max(scene.first, hit.start - HAPPENS_NEAR), min(scene.last, hit.end + HAPPENS_NEAR)
    return any(
        not (first < hit.end and hit.start < stop) for first, stop, _ in _happenings(verbs).all(words, start, end)
    )


@cache
def _second_look(group: str) -> frozenset[str]:
    return frozenset(yaml_file("event_things")[group])


@cache
def _burst_words() -> frozenset[str]:
    return frozenset(form for word in _second_look("bursts") for form in (word, f"{word}s", f"{word}d"))


@cache
def _happenings(verbs: str) -> Table[str]:
    return Table((form, verb) for verb in yaml_file("event_things")[verbs] for form in phrase_forms(verb))


def _best_type(hit: Hit, scene: Scene) -> tuple[str, float]:
    """The type of a hit that the sentence speaks for most; general words of harm take the type of its special words."""
    options = _possible(hit, scene)
    if set(options) & HARM or hit.entries[0].lemma in DAMAGE:
        options |= dict.fromkeys(_others(scene))
    if LEAK in scene.types and CHEMICAL in options:
        options = dict.fromkeys(
            LEAK if kind == CHEMICAL else kind for kind in options
        )  # chlorine leaked, nobody used it
    cue = {kind: PER_CONTEXT * min(MOST_CONTEXT, scene.cues[kind]) for kind in options}
    if len(options) == 1:
        return next(iter(options)), cue[next(iter(options))]
    support = {
        kind: cue[kind] + _told(kind, hit, scene) + LEARNED * scene.learned.get(kind, UNLEARNED) for kind in options
    }
    best = max(options, key=lambda kind: support[kind])
    return best, cue[best]


def _possible(hit: Hit, scene: Scene) -> dict[str, None]:
    """The types that a hit may name, strong entries first: of weak words only those that its clause allows. "Seized
    Larnok" takes a place and no weapons; a strike that destroyed a mill is no stoppage."""
    options = dict.fromkeys(entry.type for entry in sorted(hit.entries, key=lambda entry: not entry.strong))
    unarmed = not scene.groups["weapons"] and not scene.groups["armed"]
    if unarmed and not hit.strong and BURST in scene.strong and hit.entries[0].lemma in _second_look("bursts"):
        return {BURST: None}  # "veered off the road and exploded"
    if len(options) < 2 or hit.strong or hit.end > hit.start + 1:
        return options
    if takes_place(scene.tree, hit.start):
        fitting = [kind for kind in options if kind in GAINS]
    elif is_done_to(scene.tree, hit.start):
        building = hit.entries[0].lemma == "storm" and takes_building(scene.tree, hit.start)
        fitting = [kind for kind in options if not _of_crowds(kind) and not (building and kind in GAINS)]
    elif done_harm(scene.tree, hit.start) or launched_by_a_side(scene.tree, hit.start):
        fitting = [kind for kind in options if _violent(kind) or kind in MISHAPS]
    else:
        return options
    return dict.fromkeys(fitting) or options


def _others(scene: Scene) -> list[str]:
    """Types that general words of harm may take on: those of the other event words and of the context."""
    unarmed = not scene.groups["armed"] and not scene.groups["weapons"]
    cued = [kind for kind in scene.cues if kind != CHEMICAL]  # a chemical plant is no weapon
    fitting = [kind for kind in (*scene.types, *cued) if _violent(kind) and kind != CRIME]
    crashed = BURST in scene.strong and not scene.groups["weapons"]  # a helicopter that crashes is no army
    mishaps = [kind for kind in scene.types if (unarmed or (crashed and kind == BURST)) and kind in MISHAPS]
    clashes = HARM_TOO if scene.groups["armed"] or scene.cues["armed_clash"] else ()
    return [*fitting, *mishaps, *clashes]


def _told(kind: str, hit: Hit, scene: Scene) -> float:
    """Support from the hit's own strong entries, and from those of the others in the sentence."""
    own = OWN if any(entry.type == kind and entry.strong for entry in hit.entries) else 0.0
    if kind in MISHAPS and kind in scene.types and not scene.groups["armed"] and not (kind == BURST and scene.bursts):
        own += MISHAP
    if kind == BOMB and scene.bursts:
        own += MISHAP
    return own + (TOLD if kind in scene.strong else 0.0)


def _is_verb(scene: Scene, hit: Hit) -> bool:
    return hit.end == hit.start + 1 and scene.tree.tag[hit.start][:2] == "VB"


def _forcible(kind: str) -> bool:
    """Whether a type is an act of force: violence, or a change of control."""
    return incident_types()[kind].ucdp is not None


def _of_crowds(kind: str) -> bool:
    return incident_types()[kind].plover == "PROTEST"


def _violent(kind: str) -> bool:
    entry = incident_types()[kind]
    return entry.ucdp is not None and entry.mode != "unconventional"


def _mention(analysis: Analysis, number: int, hit: Hit, verdict: Verdict, reading: Reading) -> EventMention:
    span = analysis.span(analysis.doc[hit.start : hit.end])
    cue = analysis.span(analysis.doc[reading.start : reading.end]) if reading.end > reading.start >= 0 else None
    return EventMention(
        start=span.start,
        end=span.end,
        words=analysis.words(span),
        sentence=number,
        rule="harm" if verdict.type in HARM and not hit.strong else "trigger",
        type=verdict.type,
        lemma=hit.entries[0].lemma,
        score=round(verdict.score, 3),
        modality=reading.modality,
        modality_cue=cue,
        reasons=verdict.reasons,
    )
