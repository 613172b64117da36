"""Who did it to whom: actor, target, means and facility of each event, read from its own clause.

Works for event words of any part of speech. Verbs: subject and object through passives, relative clauses, control and
coordination; the frame of a report ("police said rebels killed") plays no part, because the subject is looked for in
the clause of the event. Nouns: possessors, modifiers ("rebel attack"), "by", "on", "against", "between", "of", the
subject of a verb that only carries the noun ("carried out an attack"), and the clause that tells what the event did
("the blast killed six"). A weapon or a blast in the subject's place is the means, never the actor. What a verb or noun
does with its parts, where it is not the plain rule, stands in ``vocab/role_frames.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import msgspec

from dateline.find.actors import actor_extent, facilities, known_names, modifiers, nations, nouns, registry
from dateline.find.analysis import Analysis
from dateline.find.tree import Tree, tree_of
from dateline.model import EventMention, Span
from dateline.vocab.load import tsv_rows, yaml_file


def _words(name: str) -> frozenset[str]:
    """A word list of ``vocab/role_words.yaml``."""
    return frozenset(yaml_file("role_words")[name])


Role = Literal["actor", "target", "means", "both", "none"]
_CARRIERS = _words("carriers")
_EFFECTS = _words("effects")
_ON = frozenset({"on", "against", "at", "upon", "targeting", "toward", "towards"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_VICTIM_NOUNS = _words("victim_nouns")
_CROWDS = _words("crowds")
BEARING = _words("bearing")
CHARGING = _words("charging")
_BANGS = _words("bangs")
_OCCUR = _words("occur")
_WITHIN = frozenset({"in", "at", "inside", "through"})
_FLYING = _words("flying")
_GRANTING = _words("granting")
_SAYING = _words("saying")
_WARDING = _words("warding")
_HARMS = _words("harms")
_DEALS = _words("deals")
_MUTUAL = _words("mutual")
_PARTS = frozenset({"–", "—", "|"})  # "five wounded – governor": what stands behind is no object
CROWDED = frozenset({"protest_peaceful", "violent_demonstration", "mob_violence"})  # their event word may name who acts
MAX_FILLERS = 8


@dataclass(slots=True)
class Fillers:
    """Head tokens of the fillers found so far, in the order found."""

    actor: list[int] = field(default_factory=list)
    target: list[int] = field(default_factory=list)
    means: list[int] = field(default_factory=list)
    groups: frozenset[int] = frozenset()  # tokens of names of groups and forces that the registry knows

    def put(self, role: Role, token: int | None) -> None:
        """Add a filler once; "both" adds to actor and target."""
        if token is None or role == "none":
            return
        for name in ("actor", "target") if role == "both" else (role,):
            held: list[int] = getattr(self, name)
            if token not in held and len(held) < MAX_FILLERS:
                held.append(token)


@cache
def frames() -> dict[tuple[str, str], tuple[Role, Role, dict[str, Role]]]:
    """(lemma, "verb" or "noun") -> subject role, object role, preposition -> role."""
    table: dict[tuple[str, str], tuple[Role, Role, dict[str, Role]]] = {}
    for row in tsv_rows("role_frames"):
        preps = dict(pair.split("=") for pair in row["preps"].split())
        table[row["lemma"], row["pos"]] = (row["subject"], row["object"], preps)  # type: ignore[assignment]
    return table


@cache
def means() -> dict[str, str]:
    """Weapon word or words -> key (empty for events that can stand in a subject's place)."""
    return {r["noun"]: r["key"] for r in tsv_rows("means")}


def find_roles(analysis: Analysis, events: list[EventMention]) -> list[EventMention]:
    """The same events with actor, target, means and facility spans; what is not told stays empty."""
    tree = tree_of(analysis)
    hits = [hit for hit in known_names(analysis) if registry()[hit.key].kind != "government"] if events else []
    groups = frozenset(i for hit in hits for i in tree.between(hit.start, hit.end))
    return [_with_roles(tree, event, groups) for event in events]


def _with_roles(tree: Tree, event: EventMention, groups: frozenset[int]) -> EventMention:
    head = tree.head_of(tree.tokens_of(event.span))
    if head is None:
        return event
    tokens = tree.tokens_of(event.span)
    found = fillers(tree, _told_under(tree, tokens, head), groups)
    _inside(tree, tokens, head, found)
    told = tree.tag[head] in {"VBD", "VBZ", "VBN"} and (not is_passive(tree, head) or tree.kids(head, "dobj"))
    if not found.actor and told:
        found.put("actor", _name_before(tree, head, groups))
    flown = _flown_by(tree, tokens, head)
    found.put("actor", flown)
    if tree.lemma[head] in _WARDING:
        _warded(tree, head, tokens, groups, found)
    if event.type == "displacement":
        _moved(tree, tokens, found)
    if event.type == "fire":
        _burning(tree, tokens, found)
    if event.type in CROWDED and tree.lemma[head] in nouns() and tree.dep[head] in {"nsubj", "ROOT"}:
        found.actor = [head]
    moved = event.type == "displacement"
    targets = [t for t in found.target if t not in found.actor and (_outside(tree, t, tokens) or (moved and tree.lemma[t] in nouns()))]  # fmt: skip
    facility = next((t for t in targets if is_facility(tree, t)), None)
    return msgspec.structs.replace(
        event,
        actor=_spans(tree, [a for a in found.actor if a not in tokens or a in {flown, head} or _within(tree, a, head)]),
        target=_spans(tree, targets),
        means=next(iter(_spans(tree, [m for m in found.means if m not in tokens])), None),
        facility=None if facility is None else _spans(tree, [facility])[0],
    )


def _within(tree: Tree, actor: int, head: int) -> bool:
    """Whether an actor within the words of the event is told by them: "warplanes hit", "bombed by jets", "repelled an
    attack by rebels"."""
    if tree.lemma[head] in _WARDING:
        return True
    return tree.tag[head][:2] == "VB" and tree.dep[actor] in {"nsubj", "pobj"} and tree.lemma[actor] in nouns()


def _flown_by(tree: Tree, tokens: range, head: int) -> int | None:
    """ "Syrian air force raids": the force within the words of the event."""
    return next((t for t in tokens if t != head and tree.lower[t] == "force" and tree.lower[t - 1] == "air"), None)


def _warded(tree: Tree, verb: int, tokens: range, names: frozenset[int], found: Fillers) -> None:
    """ "Troops repelled an IS attack": those who came are the actor, those who held the target."""
    held = [t for t in found.actor if t not in tokens]
    came = [c for act in tree.kids(verb, "dobj") for c in tree.children[act] if c < act and (c in names or tree.lemma[c] in nouns() or tree.lower[c] in modifiers())]  # fmt: skip
    came += [n for act in tree.kids(verb, "dobj") for p in tree.kids(act, "prep") if tree.lower[p] == "by" for n in tree.kids(p, "pobj")]  # fmt: skip
    aims = [n for act in tree.kids(verb, "dobj") for p in tree.kids(act, "prep") if tree.lower[p] in _ON for n in tree.kids(p, "pobj")]  # fmt: skip
    works = [c for n in aims for c in tree.conjuncts(n) if is_facility(tree, c)]
    found.actor, found.target = [], []
    for role, tokens_of in (("actor", came), ("target", [*held, *works])):
        for token in tokens_of:
            found.put(role, token)  # type: ignore[arg-type]


def _told_under(tree: Tree, tokens: range, head: int) -> int:
    """ "Came under attack", "under siege": the noun, whose victim is the subject; else the head itself."""
    under = next((i for i in tokens if tree.lower[i] == "under"), None)
    noun = tree.kid(under, "pobj") if under is not None else None
    return head if noun is None or noun not in tokens else noun


def _moved(tree: Tree, tokens: range, found: Fillers) -> None:
    """ "Rebel fighters left": the people within the words of the event are those who went, their side no actor."""
    inside = [i for i in tokens if tree.lemma[i] in nouns() and tree.pos[i] == "NOUN"]
    found.actor = [a for a in found.actor if tree.head[a] not in inside]
    for i in inside:
        found.put("target", i)


def _burning(tree: Tree, tokens: range, found: Fillers) -> None:
    """ "A burning oil field": what is described as burning."""
    for i in tokens:
        top = tree.head[i]
        if top not in tokens and tree.dep[i] in {"amod", "compound"} and is_facility(tree, top):
            found.put("target", top)


def _name_before(tree: Tree, verb: int, names: frozenset[int]) -> int | None:
    """A known name right before a verb whose subject the parser lost ("IS earlier released ..." read as "is")."""
    i = verb - 1
    while i >= 0 and tree.pos[i] == "ADV" and tree.sentence[i] == tree.sentence[verb]:
        i -= 1
    return i if i >= 0 and i in names and tree.sentence[i] == tree.sentence[verb] else None


def _outside(tree: Tree, token: int, tokens: range) -> bool:
    """Whether a filler is no word of the trigger itself; a long trigger ("set a plant on fire") may hold its target."""
    if token not in tokens:
        return True
    if tree.dep[token] == "pobj":
        return tree.lemma[token] in nouns()  # "opened fire on protesters"
    return tree.dep[token] == "dobj" and (
        tree.lemma[token] in nouns() or tree.lower[token] == "them" or (len(tokens) > 3 and is_facility(tree, token))
    )


def _inside(tree: Tree, tokens: range, head: int, found: Fillers) -> None:
    """Targets that hang on another word of a phrase: "set fire to the market", "took control of the town"."""
    for i in tokens:
        if i == head:
            continue
        preps = [i] if tree.dep[i] in {"prep", "dative"} else tree.kids(i, "prep", "dative")
        for prep in preps:
            if tree.lower[prep] in {"to", "of", "on", "against", "at", "into"}:
                for noun in tree.kids(prep, "pobj"):
                    if noun not in tokens and _can_be_hit(tree, noun):
                        _fill(tree, found, "target", noun)


def _spans(tree: Tree, heads: list[int]) -> tuple[Span, ...]:
    return tuple(tree.received(*actor_extent(tree, h)) for h in heads)


def is_facility(tree: Tree, token: int) -> bool:
    """Whether a noun names a building, a work or a vehicle."""
    return tree.lemma[token] in facilities() and tree.pos[token] in {"NOUN", "PROPN"}


def fillers(tree: Tree, head: int, groups: frozenset[int] = frozenset()) -> Fillers:
    """Role fillers of the event word at token ``head``; ``groups`` are the tokens of known groups and forces."""
    found = Fillers(groups=groups)
    if (tree.pos[head] in {"VERB", "AUX"} or tree.tag[head].startswith("VB")) and not _is_noun_after_all(tree, head):
        _verb(tree, head, found)
    else:
        _noun(tree, head, found)
    return found


def _is_noun_after_all(tree: Tree, head: int) -> bool:
    """ "Reported government airstrikes": a plural that the tagger took for a verb, behind a word that describes it."""
    return tree.tag[head] == "VBZ" and any(tree.dep[c] == "compound" and c == head - 1 for c in tree.children[head])


# --- verbs ---------------------------------------------------------------------------------------------------------


def _verb(tree: Tree, verb: int, found: Fillers) -> None:
    subject_role, object_role, preps = frames().get((tree.lemma[verb], "verb"), ("actor", "target", {}))
    if tree.lower[verb + 1 : verb + 2] == ["missing"]:
        subject_role = "target"  # "three nurses went missing"
    if is_passive(tree, verb):
        _fill(tree, found, "target" if object_role in {"target", "none"} else object_role, _passive_subject(tree, verb))
        for other in tree.kids(verb, "nsubj") if _bare_passive(tree, verb) else ():
            _fill(tree, found, "target", other)
        for by in agents(tree, verb):
            _fill(tree, found, "actor", by)
    else:
        _fill(tree, found, subject_role, subject_of(tree, verb))
        for child in tree.kids(verb, "dobj", "dative"):
            if not _PARTS.intersection(tree.lower[verb:child]):
                _fill(tree, found, object_role, child)
    for prep in tree.kids(verb, "prep"):
        role = preps.get(tree.lower[prep]) or ("target" if tree.lower[prep] in _ON and not found.target else None)
        marching = [
            s for v in tree.kids(prep, "pcomp") for s in tree.kids(v, "nsubj")
        ]  # "fired gas at students marching"
        for noun in tree.kids(prep, "pobj") + marching if role else ():
            if role != "target" or tree.lower[prep] not in _ON or _can_be_hit(tree, noun):
                _fill(tree, found, role or "none", noun)
    _effects(tree, verb, found)


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb is passive: by its auxiliary or subject, or a bare participle after a noun."""
    if tree.kids(verb, "nsubjpass", "auxpass", "agent") or _bare_passive(tree, verb):
        return True
    return (
        tree.tag[verb] == "VBN" and tree.dep[verb] in {"acl", "relcl"} and not tree.kids(verb, "dobj", "nsubj", "aux")
    )


def _bare_passive(tree: Tree, verb: int) -> bool:
    """ "Two soldiers, one civilian killed in ambush": a headline leaves the auxiliary out."""
    if tree.lemma[verb] not in _HARMS or tree.tag[verb] not in {"VBD", "VBN"} or tree.dep[verb] in {"relcl", "acl"}:
        return False
    return not any(
        c > verb or tree.dep[c] == "aux" for c in tree.kids(verb, "dobj", "dative", "aux", "ccomp", "xcomp", "oprd")
    )


def agents(tree: Tree, verb: int) -> list[int]:
    """The nouns of the "by" phrase."""
    found = [n for a in tree.kids(verb, "agent") for n in tree.kids(a, "pobj")]
    return found or [n for p in tree.kids(verb, "prep") if tree.lower[p] == "by" for n in tree.kids(p, "pobj")]


def _passive_subject(tree: Tree, verb: int) -> int | None:
    subject = tree.kid(verb, "nsubjpass", "nsubj")
    if subject is not None:
        return _antecedent(tree, subject, verb)
    if tree.dep[verb] in {"acl", "relcl"}:
        return tree.head[verb]
    if tree.dep[verb] == "conj":
        other = tree.head[verb]
        return _passive_subject(tree, other) if is_passive(tree, other) else subject_of(tree, other)
    return None


def subject_of(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The one who does it: own subject, else through relative clause, control, participle and coordination."""
    subjects = tree.kids(verb, "nsubj", "csubj")
    if subjects:  # of two the nearer one: "Sake: rebels seized the bridge" has a label before its subject
        subject = next((s for s in reversed(subjects) if s < verb), subjects[0])
        return _antecedent(tree, _speaker_of(tree, subject, verb), verb)
    dep, head = tree.dep[verb], tree.head[verb]
    if depth > 4 or head == verb:
        return None
    if dep in {"relcl", "acl"}:
        if tree.tag[verb] == "VBG" and tree.dep[head] == "dobj" and not _may_act(tree, head):
            return subject_of(tree, tree.head[head], depth + 1)  # "scored a victory, overrunning the town"
        return subject_of(tree, head, depth + 1) if tree.tag[verb] == "VB" and tree.tag[head][:2] == "VB" else head
    if dep == "xcomp":
        told = tree.kid(head, "dobj", "nsubjpass")
        if told is not None and _is_means(tree, told):
            told = None  # "used batons to break up a march"
        return told if told is not None else subject_of(tree, head, depth + 1)
    if dep == "advcl" and tree.tag[verb] == "VBG" and tree.lemma[head] in _SAYING:
        told = next((c for c in tree.kids(head, "ccomp") if c < head), None)
        if told is not None:  # "rockets hit the block, the governor said, killing six"
            return _passive_subject(tree, told) if is_passive(tree, told) else subject_of(tree, told, depth + 1)
    if dep in {"advcl", "conj", "ccomp", "dep"}:
        if is_passive(tree, head):
            return next(iter(agents(tree, head)), None) if dep != "advcl" else _passive_subject(tree, head)
        return subject_of(tree, head, depth + 1) if tree.tag[head][:2] == "VB" else None
    if dep == "pcomp":
        above = tree.head[head]
        if tree.lemma[above] in CHARGING and tree.lower[head] in {"for", "of", "with"}:
            return tree.kid(above, "dobj", "nsubjpass")  # "arrested a man for killing two": the man
        return subject_of(tree, above, depth + 1) if tree.tag[above][:2] == "VB" else None
    return None


def _may_act(tree: Tree, noun: int) -> bool:
    """Whether a noun can do anything: people, a name, a weapon or a vehicle."""
    lemma = tree.lemma[noun]
    return tree.pos[noun] == "PROPN" or lemma in nouns() or lemma in facilities() or lemma in means()


def _speaker_of(tree: Tree, subject: int, verb: int) -> int:
    """ "The coalition said it had carried out the strikes": the speaker, where the pronoun agrees with it."""
    word = tree.lower[subject]
    if word not in {"it", "they", "we"} or tree.dep[verb] != "ccomp" or tree.lemma[tree.head[verb]] not in _SAYING:
        return subject
    speaker = tree.kid(tree.head[verb], "nsubj")
    if speaker is None or tree.pos[speaker] not in {"NOUN", "PROPN"}:
        return subject
    plural = tree.tag[speaker] in {"NNS", "NNPS"}
    return speaker if word == "we" or plural == (word == "they") else subject


def _antecedent(tree: Tree, subject: int, verb: int) -> int:
    """What "who", "which" or "that" stands for."""
    if tree.lower[subject] in _RELATIVE and tree.dep[verb] == "relcl":
        return tree.head[verb]
    return subject


def _effects(tree: Tree, verb: int, found: Fillers) -> None:
    """Targets told by what the event did: "exploded, killing six people"."""
    for child in tree.kids(verb, "advcl", "conj", "xcomp"):
        if tree.lemma[child] in _EFFECTS and tree.tag[child] in {"VBG", "VBD", "VBN"} and child > verb:
            for noun in tree.kids(child, "dobj"):
                _fill(tree, found, "target", noun)


# --- nouns ---------------------------------------------------------------------------------------------------------


def _noun(tree: Tree, noun: int, found: Fillers) -> None:
    _, _, preps = frames().get((tree.lemma[noun], "noun"), ("none", "none", {}))
    for child in tree.children[noun]:
        dep, word = tree.dep[child], tree.lower[child]
        if dep == "poss" and tree.tag[child] != "PRP$" and not _holds_place(tree, child, noun):
            _fill(tree, found, "target" if tree.lemma[noun] in _VICTIM_NOUNS else "actor", child)
        elif dep in {"compound", "amod", "nmod"} and child < noun:
            _modifier(tree, child, noun, found)
            if dep == "amod" and tree.lower[child] in nations() and _is_means(tree, noun):
                found.put("actor", child)
        elif dep in {"prep", "agent"}:
            plain = preps.get(word) or _plain_prep(word)
            if tree.lemma[noun] in _BANGS:
                _works_in(tree, child, found)
            for obj in tree.kids(child, "pobj"):
                role = "actor" if word == "of" and tree.lemma[obj] in _FLYING else plain  # "the raid of the jets"
                if role != "target" or _can_be_hit(tree, obj):
                    _fill(tree, found, role, obj)
        elif dep in {"acl", "relcl"}:
            _clause_of(tree, child, found)
    _carrier(tree, noun, found)
    _under(tree, noun, found)
    if tree.lemma[noun] in _MUTUAL and not found.actor:
        found.actor = list(found.target)  # "killed in clashes with the army": the one side that is told


def _works_in(tree: Tree, prep: int, found: Fillers) -> None:
    """ "A fire at the depot": what a bang or a fire was in."""
    for obj in tree.kids(prep, "pobj") if tree.lower[prep] in _WITHIN else ():
        if is_facility(tree, obj):
            _fill(tree, found, "target", obj)


def _holds_place(tree: Tree, owner: int, noun: int) -> bool:
    """ "Sudan's Kabkabiya convoy attack": a country before another name is where it happened."""
    return tree.pos[owner] == "PROPN" and any(
        tree.dep[c] in {"compound", "nmod"} and tree.pos[c] == "PROPN" and owner < c for c in tree.children[noun]
    )


def _plain_prep(word: str) -> Role:
    if word == "by":
        return "actor"
    return "target" if word in _ON or word in {"of", "targeting"} else "none"


def _modifier(tree: Tree, child: int, noun: int, found: Fillers) -> None:
    """ "Rebel attack", "Russian air strikes", "convoy bombing"; the car of a "car bomb" was not hit."""
    word, lemma = tree.lower[child], tree.lemma[child]
    if word == "military" and tree.dep[child] == "amod":
        return  # "a military escalation": of what kind, not whose
    if is_facility(tree, child):
        if f"{lemma} {tree.lemma[noun]}" not in means():
            found.put("target", child)
    elif (
        (child in found.groups and tree.lemma[noun] not in _VICTIM_NOUNS)
        or word in modifiers()
        or lemma in modifiers()
        or (lemma in nouns() and nouns()[lemma][0] not in {"civilians"})
    ):
        found.put("actor", child)
    elif lemma in means():
        found.put("means", child)


def _clause_of(tree: Tree, verb: int, found: Fillers) -> None:
    """ "An attack that killed six people", "carried out by rebels", "targeting a bus"."""
    if tree.lemma[tree.head[verb]] in _BANGS:
        for prep in tree.kids(verb, "prep"):
            _works_in(tree, prep, found)  # "a blaze that broke out at the depot"
    if is_passive(tree, verb):
        for by in agents(tree, verb) if tree.lemma[verb] in _CARRIERS else ():
            _fill(tree, found, "actor", by)  # not "condemned by", "brokered by"
    elif tree.lemma[verb] in _EFFECTS:
        for obj in tree.kids(verb, "dobj"):
            _fill(tree, found, "target", obj)


def _carrier(tree: Tree, noun: int, found: Fillers) -> None:
    """The verb that carries an event noun: "rebels launched an attack", "the blast killed six", "was carried out by"."""
    first = tree.head[noun] if tree.dep[noun] == "conj" and tree.dep[tree.head[noun]] == "dobj" else noun
    verb, dep = tree.head[first], tree.dep[first]
    if dep == "pobj" and tree.lemma[noun] in _DEALS and tree.lower[verb] in {"to", "on"}:
        verb, dep = tree.head[verb], "dobj"  # "agreed to a truce"
    if verb == noun or tree.tag[verb][:2] != "VB":
        return
    if dep == "dobj" and (tree.lemma[verb] in _CARRIERS or tree.lemma[noun] in _DEALS):
        _fill(tree, found, "actor", subject_of(tree, verb))
        for prep in tree.kids(verb, "prep"):
            if tree.lower[prep] in _ON:
                for obj in tree.kids(prep, "pobj"):
                    _fill(tree, found, "target", obj)
    elif dep == "dobj" and tree.lemma[verb] in _GRANTING:
        receivers = tree.kids(verb, "dative") or (
            [s] if (s := _passive_subject(tree, verb)) and is_passive(tree, verb) else []
        )
        for receiver in receivers:
            _fill(tree, found, "target", receiver)
    elif dep == "nsubjpass" and tree.lemma[verb] in _CARRIERS:
        for by in agents(tree, verb):
            _fill(tree, found, "actor", by)
    elif dep == "nsubj" and tree.lemma[noun] in _BANGS and tree.lemma[verb] in _OCCUR:
        for prep in tree.kids(verb, "prep"):
            _works_in(tree, prep, found)
    elif dep == "nsubj" and _has_effect(tree, noun, verb):
        through = [p for p in tree.kids(verb, "prep") if tree.lower[p] == "through"]
        for obj in tree.kids(verb, "dobj") + [n for p in through for n in tree.kids(p, "pobj")]:
            _fill(tree, found, "target", obj)
        _effects(tree, verb, found)


def _has_effect(tree: Tree, noun: int, verb: int) -> bool:
    """Whether the verb tells what the event did; "buses left the town" left nobody behind."""
    if tree.lemma[verb] == "leave" and is_facility(tree, noun):
        return False
    return tree.lemma[verb] in _EFFECTS and tree.lemma[noun] not in _VICTIM_NOUNS


def _under(tree: Tree, noun: int, found: Fillers) -> None:
    """ "The town has been under siege by rebels", "people who lived under siege": whom, and by whom."""
    prep = tree.head[noun]
    if tree.dep[noun] != "pobj" or tree.lower[prep] != "under":
        return
    above = tree.head[prep]
    if tree.tag[above][:2] != "VB":
        _fill(tree, found, "target", above)
        return
    _fill(tree, found, "target", subject_of(tree, above))
    for by in agents(tree, above):
        _fill(tree, found, "actor", by)


# --- fillers -------------------------------------------------------------------------------------------------------


def _can_be_hit(tree: Tree, token: int) -> bool:
    """Whether a noun after "on" or "at" can be a target: no day, no hour, no abstract thing that stands alone."""
    return tree.pos[token] in {"NOUN", "PROPN", "PRON"} and tree.lower[token] not in _DAYS


_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "today", "yesterday", "night", "dawn", "noon", "midnight", "morning", "evening", "afternoon", "day", "week", "month", "year", "time", "weeks", "months", "years", "days", "hours", "hour", "minutes"])  # fmt: skip


def _fill(tree: Tree, found: Fillers, role: Role, token: int | None) -> None:
    """Put a filler and what is coordinated with it; a weapon or blast in the actor's place becomes the means."""
    if token is None or role == "none":
        return
    if tree.lower[token] in _RELATIVE:
        token = next((tree.head[n] for n in (token, *tree.ancestors(token)) if tree.dep[n] == "relcl"), token)
    for first in tree.conjuncts(token):
        one = _counted(tree, first)
        if tree.pos[one] not in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"} or tree.lower[one] in _DAYS:
            continue
        if tree.lower[one] in {"it", "there", "which", "what", "this"}:
            continue
        if role == "means" and tree.lemma[one] in nouns():
            found.put("actor", one)  # "workers went on strike": what goes off is a bomb
        elif role in {"actor", "means"} and _is_means(tree, one):
            found.put("means", one)
            if role == "actor":
                _noun_only(tree, one, found)
        elif role == "actor" and (owner := _owner(tree, one)) is not None:
            found.put("actor", owner)
        else:
            found.put(role, one)
            for other in (*_carried(tree, one), *_including(tree, one)) if role == "target" else ():
                found.put("target", other)


def _counted(tree: Tree, token: int) -> int:
    """ "Tens of thousands of residents", "hundreds of farmers": those who are counted."""
    for _ in range(2):
        of = next((c for c in tree.kids(token, "prep") if tree.lower[c] == "of"), None)
        noun = tree.kid(of, "pobj") if of is not None else None
        if noun is None or tree.lower[token] not in _CROWDS:
            break
        token = noun
    return token


def _owner(tree: Tree, thing: int) -> int | None:
    """ "Ukraine's air defences shot down a drone": the state or group whose thing did it."""
    if tree.pos[thing] != "NOUN" or _may_act(tree, thing):
        return None
    return next((c for c in tree.kids(thing, "poss") if tree.pos[c] == "PROPN"), None)


def _including(tree: Tree, whole: int) -> list[int]:
    """ "People including rebels and their families": who they are."""
    parts = [n for p in tree.kids(whole, "prep") if tree.lower[p] == "including" for n in tree.kids(p, "pobj")]
    return [c for n in parts for c in tree.conjuncts(n) if tree.lemma[c] in nouns()]


def _carried(tree: Tree, vehicle: int) -> list[int]:
    """ "A convoy of evacuees", "buses carrying pilgrims": those on board."""
    if facilities().get(tree.lemma[vehicle]) != "vehicle":
        return []
    found = [n for p in tree.kids(vehicle, "prep") if tree.lower[p] in {"of", "with"} for n in tree.kids(p, "pobj")]
    found += [n for v in tree.kids(vehicle, "acl", "relcl") if tree.lemma[v] in BEARING for n in tree.kids(v, "dobj")]
    people = [c for n in found for c in tree.conjuncts(_counted(tree, n))]
    return [n for n in people if tree.lemma[n] in nouns()] + [
        m for n in found if facilities().get(tree.lemma[n]) == "vehicle" for m in _carried(tree, n)
    ]


def _is_means(tree: Tree, token: int) -> bool:
    lemma = tree.lemma[token]
    if lemma not in means() and tree.pos[token] == "PROPN":
        lemma = tree.lower[token].removesuffix("s")  # "Missiles" at the head of a sentence, taken for a name
    return lemma in means() and lemma not in nouns()


def _noun_only(tree: Tree, noun: int, found: Fillers) -> None:
    """The actor behind a weapon or blast in the subject's place: "Russian air strikes killed six"."""
    for child in tree.children[noun]:
        if tree.dep[child] == "poss" and tree.tag[child] != "PRP$" and tree.lower[child] not in _DAYS:
            found.put("actor", child)
        elif tree.dep[child] in {"compound", "amod", "nmod"} and child < noun:
            _modifier(tree, child, noun, found)
            if tree.lower[child] in nations():
                found.put("actor", child)
        elif tree.lower[child] == "by":
            for obj in tree.kids(child, "pobj"):
                found.put("actor", obj)
        elif tree.lower[child] == "of":
            for obj in tree.kids(child, "pobj"):
                if _is_means(tree, obj):
                    _noun_only(tree, obj, found)  # "shrapnel of Iranian missiles"
