"""Whether a group of mentions tells of an incident, or only uses a word for one.

"The besieged towns", "a convoy of evacuees", "the best way to end the fighting" hold event words and tell nothing. A
group is kept when a mention stands in a clause of its own and the clause gives it something to hold on to: a place, a
day, someone who did it or suffered it, a toll. Plans need a date. A change of control needs someone who took it or
lost it, a troop movement needs troops. Tallies of a whole war, claims of responsibility and deals are no incidents;
what they say of an event that the report tells belongs to that event.
"""

from __future__ import annotations

from dateline.claims.telling import Telling, telling_words
from dateline.find.tree import Tree

_ARMED = frozenset(
    {"state_forces", "rebel", "militia", "external_forces", "police", "unknown", "government", "communal"}
)
_CONTROL = frozenset({"gov_regains_territory", "nonstate_overtakes_territory", "territory_transfer", "troop_movement"})
_TAKEN = _CONTROL - {"troop_movement"}
_UNREAL = frozenset({"planned", "hypothetical", "threatened", "denied"})
_SETTINGS = frozenset({"displacement", "siege_access", "aid_delivery", "agreement", "troop_movement"})
_CROWDS = frozenset({"protests", "unrest"})
_BOUTS = frozenset({"violence", "fighting", "unrest", "protests"})  # "killed during violence at a prison": no whole war
_LAUNCHED = frozenset(
    {"fire", "launch"}
)  # "jets which we believe were Russian fired missiles", whatever the parse says
_DEALS = frozenset({"agreement", "group_change"})


def is_told(tree: Tree, group: list[Telling]) -> bool:
    """Whether the mentions of a group together tell of an incident."""
    anchors = [t for t in group if t.anchor]
    if not anchors:
        return False
    kinds = {t.event.type for t in group}
    placed = any(t.where is not None for t in group)
    dated = any(t.own_time for t in group)
    tolls = any(t.counts for t in group)
    actors = [p.actor for t in group for p in t.actors]
    parties = bool(actors) or any(t.targets for t in group)
    told = {t.event.modality for t in group}
    if told <= _UNREAL and not (placed and (dated or (told == {"denied"} and parties))):
        return False
    if kinds <= {"threat_claim"}:
        spoken = any(t.actors or not tree.kids(t.head, "nsubj") for t in anchors if not t.noun)  # fires threaten nobody
        return parties and spoken and not any(is_responsibility(tree, t) for t in group)
    if kinds <= {"protest_peaceful"} and not any(is_protest(tree, t) for t in group):
        return False
    if kinds <= {"disrupted_weapons"} and (tolls or not any(names_weapon(tree, t) for t in group)):
        return False
    if kinds <= {"other"} and all(t.noun for t in anchors) and not (dated and actors):
        return False
    if kinds <= _DEALS:
        met = placed or (dated and len({a.name for a in actors}) > 1)
        return bool(actors) and met and any(not t.noun or is_signed(tree, t) for t in anchors)
    if kinds <= _CONTROL and not any(a.kind in _ARMED for a in actors) and not any(t.targets for t in anchors):
        return False
    if kinds <= _TAKEN and not dated and not any(t.own_place or _placed_here(tree, t) for t in group):
        return False  # "took back areas", "captured positions": nobody can say where
    if all(tree.lemma[t.head] in telling_words()["general"] for t in group):
        return any(t.own_place for t in group) and (parties or dated)
    return placed or tolls or parties or dated or any(t.states for t in group)


def _placed_here(tree: Tree, one: Telling) -> bool:
    """Whether the sentence itself names the place, and no mere country."""
    fine = one.where is not None and one.where.precision not in {"country", "region"}
    return fine and any(
        tree.sentence[i] == one.event.sentence for span in one.where_evidence for i in tree.tokens_of(span)[:1]
    )


def is_anchor(tree: Tree, one: Telling) -> bool:
    """Whether a mention can carry an incident alone."""
    words = telling_words()
    if (one.attributive and not is_toll(tree, one)) or is_tally(tree, one):
        return False
    if one.noun and (tree.lemma[one.head] in words["things"] or tree.lower[one.head] in words["things"]):
        return False
    if is_idle_weapon(tree, one) or is_held(tree, one.head) or is_disarming(tree, one.head):
        return False
    if one.noun and any(tree.lower[c] in words["habit"] for c in tree.children[one.head]):
        return False
    if is_of_a_kind(tree, one.head):
        return False
    if tree.dep[one.head] == "acl" and tree.tag[one.head] == "VBG" and not (one.counts or one.own_time):
        return False  # "the coalition attacking them": says who someone is
    if one.noun and _through_years(tree, one.head):
        return False
    if one.noun and tree.lemma[one.head] in words["general"] and _begins(tree, one.head):
        return False
    if is_course(tree, one) or is_at_war(tree, one) or is_definition(tree, one):
        return False
    return not (one.event.type in _SETTINGS and _describes(tree, one.head) and not one.counts)


def is_of_a_kind(tree: Tree, head: int) -> bool:
    """ "Such attacks spread terror", "attacks of this nature force families to flee": what is said of all such acts."""
    if _is_kind(tree, head):
        return True
    for node in (head, *tree.ancestors(head)):
        subject = tree.kid(node, "nsubj") if tree.tag[node][:2] == "VB" else None
        if subject is not None:
            return _is_kind(tree, subject) and not any(tree.tag[n] == "VBD" for n in (node, head))
    return False


def _is_kind(tree: Tree, noun: int) -> bool:
    if tree.tag[noun] != "NNS":
        return False
    if any(tree.lower[c] == "such" for c in tree.children[noun]):
        return True
    kinds = [k for p in tree.kids(noun, "prep") if tree.lower[p] == "of" for k in tree.kids(p, "pobj")]
    return any(
        tree.lemma[k] in {"nature", "kind", "sort", "type"}
        and any(tree.lower[c] in {"this", "that"} for c in tree.children[k])
        for k in kinds
    )


def _through_years(tree: Tree, noun: int) -> bool:
    """ "After years of bombardment and sieges": how things were."""
    while tree.dep[noun] == "conj":
        noun = tree.head[noun]
    of = tree.head[noun]
    return (
        tree.dep[noun] == "pobj" and tree.lower[of] == "of" and tree.lemma[tree.head[of]] in {"year", "month", "decade"}
    )


def _begins(tree: Tree, noun: int) -> bool:
    """ "The uprising began as a series of protests": the start of a war, no incident."""
    return tree.dep[noun] == "nsubj" and tree.lemma[tree.head[noun]] in {"begin", "start", "erupt", "escalate", "break"}


def _describes(tree: Tree, head: int) -> bool:
    """Whether a verb says who somebody is: "people trying to flee the fighting"."""
    while tree.dep[head] in {"xcomp", "conj"} and tree.tag[tree.head[head]][:2] == "VB" and tree.head[head] < head:
        head = tree.head[head]
    return tree.dep[head] in {"acl", "relcl", "amod"}


def is_course(tree: Tree, one: Telling) -> bool:
    """Whether the words date or name a whole war: "since protests erupted in 2011", "a war which sprang from an uprising"."""
    words, (first, end) = telling_words(), tree.sentences[one.event.sentence]
    open_since = one.when is not None and one.own_time and one.when.last_day is None
    if open_since and any(w in words["course"] for w in tree.lower[first:end]) and not one.counts:
        return True  # "the country has been hit by unrest since 2011"
    before = tree.lower[max(first, one.head - 8) : one.head + 1]
    if not any(w in words["since"] for w in before[:-1]):
        return False
    first_since = next(i for i, w in enumerate(before) if w in words["since"])
    after_since = before[first_since:]
    if before[first_since] == "during" and not any(w in words["course"] - _CROWDS for w in after_since):
        return False  # "during protests they burned a bus"
    return any(w in words["course"] for w in after_since)


def is_at_war(tree: Tree, one: Telling) -> bool:
    """ "The coalition is fighting them": how things stand, unless a place, a day or a toll makes an event of it."""
    plain = one.own_place and one.where is not None and one.where.precision not in {"country", "region", "unknown"}
    present = tree.tag[one.head] in {"VBG", "VBZ", "VBP"} and tree.lemma[one.head] in telling_words()["warring"]
    return present and not (plain or one.own_time or one.counts)


def is_definition(tree: Tree, one: Telling) -> bool:
    """ "Barrel bombs are containers packed with explosives that are dropped from helicopters": what a thing is."""
    if tree.dep[one.head] not in {"acl", "relcl"} or one.own_time or one.own_place or one.counts:
        return False
    for node in tree.ancestors(one.head):
        if tree.tag[node][:2] == "VB":
            return tree.lemma[node] == "be" and tree.tag[node] in {"VBZ", "VBP"}
    return False


def is_protest(tree: Tree, one: Telling) -> bool:
    """Whether the event word or its sentence speaks of protest: "civilians were gathered at the wells" does not, nor do
    the strikes of an air force."""
    words, (first, end) = telling_words(), tree.sentences[one.event.sentence]
    if tree.lemma[one.head] == "demonstrate" and tree.kids(one.head, "ccomp", "dobj"):
        return False  # "demonstrating that the aid was justified"
    return tree.lemma[one.head] not in words["mere_gathering"] or any(w in words["protest"] for w in tree.lemma[first:end])  # fmt: skip


def names_weapon(tree: Tree, one: Telling) -> bool:
    """Whether the sentence names a weapon or a plot."""
    words, (first, end) = telling_words(), tree.sentences[one.event.sentence]
    return any(w in words["weapons"] or w in words["arms"] or w in {"plot", "attack", "bombing", "ammunition", "rifle", "cache"} for w in tree.lemma[first:end])  # fmt: skip


def is_held(tree: Tree, head: int) -> bool:
    """ "Under its control", "the areas it controls": how things stand, not a change."""
    if tree.lemma[head] not in {"control", "occupy", "hold"}:
        return False
    if tree.lemma[head] == "control" and tree.tag[head][:2] == "VB":
        return True  # "a town controlled by rebels", "the group controlled the road"
    if tree.tag[head] in {"VBZ", "VBP"} or (tree.lemma[head] == "occupy" and tree.dep[head] == "acl"):
        return True
    if tree.dep[head] == "pobj" and tree.lower[tree.head[head]] in {"under", "between", "in", "of"}:
        return True
    return tree.dep[head] in {"conj", "compound"} and tree.pos[head] == "NOUN" and tree.lemma[head] == "control"


def is_disarming(tree: Tree, head: int) -> bool:
    """ "Agreed to destroy its chemical weapons", "the destruction of the stockpile": arms given up, none used."""
    words = telling_words()
    if tree.lemma[head] not in words["disarming"]:
        return False
    things = tree.kids(head, "dobj", "nsubjpass") + [n for p in tree.kids(head, "prep") for n in tree.kids(p, "pobj")]
    return any(tree.lemma[n] in words["arms"] for n in things)


def is_idle_weapon(tree: Tree, one: Telling) -> bool:
    """Whether the event word only names a weapon with which nothing is told to have been done."""
    tokens = tree.tokens_of(one.event.span)
    return (
        one.noun
        and not any(tree.lemma[i] in _LAUNCHED and tree.tag[i] in {"VBD", "VBN"} for i in tokens)
        and tree.lemma[one.head] in telling_words()["weapons"]
        and not one.attributive
        and not _acts(tree, one.head)
    )


def _acts(tree: Tree, weapon: int) -> bool:
    """Whether a weapon is told to have done something, or something to have been done with it."""
    top = tree.head[weapon]
    if tree.dep[weapon] in {"nsubj", "nsubjpass"}:
        return tree.lemma[top] not in telling_words()["disarming"] and tree.lemma[top] not in {
            "be",
            "have",
            "slow",
            "lie",
            "remain",
        }
    if tree.dep[weapon] == "pobj":
        return (
            tree.lower[top] in {"by", "with", "from", "in", "after"}
            and tree.dep[top] in {"agent", "prep"}
            and tree.tag[tree.head[top]][:2] == "VB"
        )
    return tree.head[weapon] == weapon or (
        tree.dep[weapon] == "dobj"
        and tree.lemma[top] in {"detonate", "explode", "throw", "fire", "plant", "drop", "launch", "use"}
    )


def is_tally(tree: Tree, one: Telling) -> bool:
    """Whether a toll is that of a whole war: "400,000 people have been killed since the conflict began"."""
    words, (first, end) = telling_words(), tree.sentences[one.event.sentence]
    for i in range(max(first, one.head - 12), min(end, one.head + 14)):
        course = words["course"] - _BOUTS if tree.lower[i] == "during" else words["course"]
        if tree.lower[i] in words["since"] and any(w in course for w in tree.lower[i + 1 : min(end, i + 7)]):
            return bool(one.counts) or one.event.type == "displacement"
    return False


def is_signed(tree: Tree, one: Telling) -> bool:
    """ "The sides signed a ceasefire", "agreed to a truce", "a truce was declared": a deal that was made, not one that is
    spoken of."""
    above = tree.head[one.head]
    if tree.dep[one.head] == "pobj" and tree.lower[above] in {"to", "on"}:
        above = tree.head[above]
    elif tree.dep[one.head] not in {"dobj", "nsubjpass"}:
        return False
    return tree.lemma[above] in telling_words()["signing"]


def is_toll(tree: Tree, one: Telling) -> bool:
    """ "The death toll has risen to 12": a word of harm before "toll", with its number."""
    return bool(one.counts) and tree.lemma[tree.head[one.head]] == "toll"


def is_responsibility(tree: Tree, one: Telling) -> bool:
    """Whether the words claim (or deny) responsibility for an act: they tell its author, not an incident."""
    words = telling_words()["claim"]
    tokens = tree.tokens_of(one.event.span)
    return any(tree.lower[i] in words or tree.lemma[i] in words for i in tokens) or any(
        tree.lower[c] in words for i in tokens for c in tree.children[i]
    )
