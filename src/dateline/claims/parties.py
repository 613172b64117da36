"""Who may stand as actor or target of an observation, and who is said to be behind an event told elsewhere.

A role filler of the parse becomes a party when its words can name someone (or, for targets, something that is hit):
"a crowd of suspects" can, "the death toll", "32" or "an attempt" cannot. Plain words for people ("six people",
"others") are tolls, not targets. Places are for ``where``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dateline.claims.reading import Reading
from dateline.find.actors import actor_extent, facilities, nouns
from dateline.find.blame import Blame, find_blames
from dateline.find.roles import means
from dateline.find.tree import Tree
from dateline.model import Actor, Span
from dateline.resolve.actor_names import clean_name, names
from dateline.vocab.outlets import outlet

if TYPE_CHECKING:
    from dateline.claims.telling import Telling

ByspanMap = dict[tuple[int, int], tuple[Actor, str]]
_PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "who", "we", "i", "you", "it", "those", "these", "which", "that", "others", "itself", "themselves"})  # fmt: skip
OF_PEOPLE = frozenset({"displacement", "aid_delivery", "siege_access", "abduction", "arrest", "sexual_violence", "mob_violence"})  # fmt: skip
_UNREACHED = frozenset({"aid_delivery", "media_release", "agreement"})
_WAR_MACHINES = frozenset({"aircraft", "warplane", "helicopter", "tank", "plane", "vessel", "ship"})
_SAYS_WHOSE = frozenset({"amod", "compound", "poss", "nmod", "acl", "relcl"})
BLAME_REACH = 3  # sentences back to the act that a claim or a denial is about
SEVERAL_REACH = 12  # sentences back to the acts that are claimed together


@dataclass(slots=True)
class Party:
    """A role filler: its value, its words, and how it was reached if not by its own name."""

    actor: Actor
    span: Span
    reason: str = ""


def parties_by_span(reading: Reading) -> ByspanMap:
    """Received span of each actor mention -> its value and how it was reached."""
    reasons = reading.party_reasons or ("",) * len(reading.actors)
    return {(m.start, m.end): (a, r) for m, a, r in zip(reading.actors, reading.parties, reasons, strict=True)}


def fill_parties(
    tree: Tree, parties: ByspanMap, spans: Sequence[Span], fits: Callable[[Tree, int], bool], but: Sequence[Party] = ()
) -> list[Party]:
    """The parties among role spans, in their order; a pronoun stands for nobody of ``but``."""
    found = []
    for span in spans:
        known = parties.get((span.start, span.end))
        head = tree.head_of(tree.tokens_of(span))
        if head is not None and tree.lower[head] in {"them", "they"}:
            found += _taken_for(tree, head, parties, fits, but)
            continue
        if known is None or head is None or not names_a_party(tree, head, known[0]):
            continue
        if known[0].registry is not None or fits(tree, head):
            found.append(Party(known[0], span, known[1]))
    return found


def names_a_party(tree: Tree, head: int, actor: Actor) -> bool:
    """Whether a name can stand as a party: no outlet or monitor that only tells, no bare "members", no mark alone."""
    words = actor.name.split()
    if not any(c.isalpha() for c in actor.name) or outlet(actor.name) is not None:
        return False
    if len(words) > 1 and words[-1].isupper() and outlet(words[-1]) is not None:
        return False  # "Governor AFP": a credit run into a name
    if actor.name.lower() in names("speakers"):
        return False
    bare = tree.lemma[head] in names("bare") and not any(_says_whose(tree, c) for c in tree.children[head])
    return actor.registry is not None or not bare


def _says_whose(tree: Tree, child: int) -> bool:
    return tree.dep[child] in _SAYS_WHOSE or tree.lower[child] in {"of", "from"}


def _taken_for(
    tree: Tree, pronoun: int, parties: ByspanMap, fits: Callable[[Tree, int], bool], but: Sequence[Party]
) -> list[Party]:
    """ "Them", "they": the last plural before, in the same sentence, that may fill the role; a guess, and said so."""
    first = tree.sentences[tree.sentence[pronoun]][0] if tree.sentence[pronoun] >= 0 else 0
    own = set(_own_subjects(tree, pronoun))
    for i in _subjects_before(tree, pronoun) or range(pronoun - 1, first - 1, -1):
        if tree.tag[i] in {"NNS", "NNPS"} and i not in own and fits(tree, i):
            span, words = tree.received(*actor_extent(tree, i)), tree.words(*tree.phrase(i))
            if any(p.span.overlaps(span) for p in but):
                continue
            reason = f'"{tree.text[pronoun]}" taken for {words}, the last plural named before'
            known = parties.get((span.start, span.end))
            if known is not None:
                return [Party(known[0], span, reason)]
            return [
                Party(
                    Actor(
                        clean_name(words),
                        kind="facility" if tree.lemma[i] in facilities() else "unknown",
                    ),
                    span,
                    reason,
                )
            ]
    return []


def _subjects_before(tree: Tree, pronoun: int) -> list[int]:
    """ "Troops left the hill, but they shelled it": as a subject it stands for the subject it is coordinated with."""
    verb = tree.head[pronoun]
    joined = tree.dep[pronoun] == "nsubj" and tree.dep[verb] == "conj" and tree.tag[tree.head[verb]][:2] == "VB"
    return tree.kids(tree.head[verb], "nsubj", "nsubjpass") if joined else []


def _own_subjects(tree: Tree, pronoun: int) -> list[int]:
    """The subjects of the clause that a pronoun is an object of: those it cannot stand for."""
    for verb in tree.ancestors(pronoun):
        found = tree.kids(verb, "nsubj", "nsubjpass") if tree.tag[verb][:2] == "VB" else []
        if found:
            return found
    return []


def can_act(tree: Tree, head: int) -> bool:
    """Whether the noun can name someone who acts."""
    if tree.lower[head] in _PERSONAL or tree.pos[head] in {"NUM", "VERB", "DET"}:
        return False
    lemma = tree.lemma[head]
    if facilities().get(lemma) == "vehicle" and lemma not in _WAR_MACHINES:
        return False  # "a convoy", "buses": whom they carry acts or suffers
    if lemma == "bomber" or any(tree.lower[c] == "suicide" for c in tree.children[head]):
        return False  # the weapon, not a side
    if lemma in nouns():
        return not nouns()[lemma][2] or _described(tree, head) or _does(tree, head)
    if tree.pos[head] == "PROPN":
        return lemma not in facilities() and lemma not in means()
    return tree.pos[head] == "ADJ" and tree.text[head][:1].isupper()


def can_suffer(tree: Tree, head: int, *, plain: bool = False) -> bool:
    """Whether the noun can name someone or something that is hit; plain people (unless ``plain``, for events that are by
    their kind done to people) and places are told elsewhere."""
    if tree.lower[head] in _PERSONAL or tree.pos[head] in {"NUM", "VERB", "DET", "ADJ"}:
        return False
    lemma = tree.lemma[head]
    if lemma in nouns():
        return plain or not nouns()[lemma][2] or _described(tree, head)
    if lemma in facilities():
        return facilities()[lemma] != "settlement"
    return tree.pos[head] == "PROPN" and lemma not in means()


def _does(tree: Tree, head: int) -> bool:
    """ "A man stabbed two guards": someone who is told to do it, however plain the word."""
    return tree.dep[head] == "nsubj" and tree.tag[tree.head[head]][:2] == "VB" and tree.tag[head] == "NN"


def _described(tree: Tree, head: int) -> bool:
    """Whether a plain word for people is said to be of some kind ("armed men", "Kurdish people")."""
    return any(tree.dep[c] in {"amod", "compound", "poss"} and tree.pos[c] != "NUM" and tree.lower[c] not in {"more", "other", "many", "several", "few", "dead", "wounded"} for c in tree.children[head])  # fmt: skip


def share_blames(reading: Reading, tree: Tree, groups: Sequence[list[Telling]], parties: ByspanMap) -> None:
    """Give those accused of an act, claiming or denying it, to the event that their sentence or the last before tells.
    What is said of several acts ("claimed both attacks") goes to each."""
    for blame in find_blames(reading.analysis):
        known = parties.get((blame.actor.start, blame.actor.end))
        head = tree.head_of(tree.tokens_of(blame.actor))
        if known is None or head is None or not can_act(tree, head):
            continue
        actor = msgspec.structs.replace(known[0], basis=blame.basis)
        for one in _acts_of(tree, blame, groups):
            one.actors = [p for p in one.actors if p.span != blame.actor]
            one.actors.append(Party(actor, blame.actor, f'{blame.basis} by "{reading.analysis.words(blame.cue)}"'))


def _acts_of(tree: Tree, blame: Blame, groups: Sequence[list[Telling]]) -> list[Telling]:
    """The acts: under the word of blame, else in its sentence, else the last told before."""
    acts = [g for g in groups if any(_is_act(t) for t in g)]
    if blame.several and len(acts) > 1:
        near = (g for g in acts if any(0 <= blame.sentence - t.event.sentence <= SEVERAL_REACH for t in g))
        return [_nearest(g, blame) for g in near]
    told = [t for g in acts for t in g if _is_act(t) and t.head != blame.verb]
    told = [t for t in told if t.event.type not in _ANSWERS] or told  # who denies involvement means no arrest
    here = [t for t in told if t.event.sentence == blame.sentence]
    above = set(tree.ancestors(blame.verb))
    joined = [
        t for t in here if t.head in above or blame.verb in tree.ancestors(t.head)
    ]  # "the attack that X blamed on Y"
    if joined or here:
        return [min(joined or here, key=lambda t: abs(t.head - blame.verb))]
    before = [t for t in told if 0 < blame.sentence - t.event.sentence <= BLAME_REACH]
    return [max(before, key=lambda t: t.head)] if before else []


_ANSWERS = frozenset({"arrest", "disrupted_weapons", "agreement", "group_change", "aid_delivery", "troop_movement", "displacement", "other_strategic"})  # fmt: skip


def _is_act(one: Telling) -> bool:
    return one.event.type not in _UNREACHED and one.event.type != "threat_claim"


def _nearest(group: list[Telling], blame: Blame) -> Telling:
    return min(group, key=lambda t: abs(t.head - blame.verb))
