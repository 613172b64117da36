"""Who took part in the violence that a report tells of: perpetrators, organisations behind them, victims, what was
hit, and weapons, over the whole report.

:mod:`dateline.find.roles` reads the roles of one event from its own clause. Much is told elsewhere: "The attack came
at dawn. Two nurses died." Here every noun phrase in or beside a sentence with an event word is weighed by a small
linear model over readable features (its noun, the words over it in the parse, its way to the nearest event word, what
``find_roles`` made of it). Weights: ``vocab/weights/participants.json``, made by ``training/participants.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, cast

from dateline.find.actors import facilities, known_names, nouns, registry
from dateline.find.analysis import Analysis
from dateline.find.relations import candidates, extent, label_of
from dateline.find.roles import is_passive, means
from dateline.find.tree import Tree, tree_of
from dateline.model import EventMention, Span
from dateline.vocab.load import data_path

ParticipantRole = Literal["perp_individual", "perp_org", "target", "victim", "instrument"]
ROLES: tuple[ParticipantRole, ...] = ("perp_individual", "perp_org", "target", "victim", "instrument")
VIOLENT = frozenset({"attack", "armed_clash", "ied", "suicide_bomb", "air_strike", "shelling", "grenade", "abduction", "looting_destruction", "mob_violence", "fire", "chemical_weapon", "sexual_violence", "organised_crime", "force_against_protesters", "threat_claim"})  # fmt: skip
UNREAL = frozenset({"hypothetical", "planned"})
MAX_STEPS = 4
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


class Participant(NamedTuple):
    """A noun phrase and the part it plays; ``probability`` is that of the model, ``reasons`` add up to its log-odds."""

    span: Span
    head: int
    role: ParticipantRole
    probability: float
    reasons: tuple[tuple[str, float], ...]


class Weighed(NamedTuple):
    """A noun phrase, its log-odds for each role, and the features that they were reckoned from."""

    span: Span
    head: int
    log_odds: dict[ParticipantRole, float]
    features: tuple[str, ...]


class Scene(NamedTuple):
    """What is known of a report before its noun phrases are weighed."""

    tree: Tree
    events: dict[int, list[tuple[int, EventMention]]]  # sentence -> (head token, event)
    marks: dict[int, str]  # token -> role that find_roles gave it
    names: dict[int, str]  # token -> registry key
    shape: tuple[str, ...]  # features of the whole report


def find_participants(analysis: Analysis, events: Iterable[EventMention]) -> list[Participant]:
    """Participants above the threshold of their role, in the order of the text. ``events`` are those of ``find_roles``."""
    model = weights()["roles"]
    return [
        _participant(phrase, role, model[role])
        for phrase in weigh_phrases(analysis, events)
        for role in ROLES
        if phrase.log_odds[role] >= model[role]["cut"]
    ]


def weigh_phrases(analysis: Analysis, events: Iterable[EventMention]) -> list[Weighed]:
    """Every noun phrase in or beside a sentence with an event word, with its log-odds for each role."""
    scene = scene_of(analysis, list(events), relevance(analysis))
    model = weights()["roles"]
    found = []
    for i in places(scene):
        names = tuple(dict.fromkeys(features(scene, i)))
        log_odds = {
            role: model[role]["bias"] + sum(model[role]["weights"].get(f, 0.0) for f in names) for role in ROLES
        }
        found.append(Weighed(scene.tree.received(*extent(scene.tree, i)), i, log_odds, names))
    return found


def _participant(phrase: Weighed, role: ParticipantRole, model: Mapping[str, Any]) -> Participant:
    table: Mapping[str, float] = model["weights"]
    reasons = (("bias", model["bias"]), *((f, table[f]) for f in phrase.features if f in table))
    return Participant(phrase.span, phrase.head, role, 1 / (1 + math.exp(-phrase.log_odds[role])), reasons)


@cache
def weights() -> dict[str, dict[str, Any]]:
    """Under "roles": role -> bias, cut and feature weights; under "relevance": bias and word weights."""
    with data_path("weights/participants.json").open(encoding="utf-8") as handle:
        return cast("dict[str, dict[str, Any]]", json.load(handle))


def report_words(analysis: Analysis) -> set[str]:
    """The words by which the relevance of a report is judged."""
    return {w for w in tree_of(analysis).lower if len(w) > 2 and w.isalpha()}


def relevance(analysis: Analysis) -> int:
    """How much the whole report reads like one that tells of violence by someone, from -4 to 4."""
    model = weights()["relevance"]
    words: Mapping[str, float] = model["words"]
    return relevance_step(model["bias"] + sum(words.get(w, 0.0) for w in report_words(analysis)))


def relevance_step(score: float) -> int:
    """The log-odds of relevance as a small whole number."""
    return max(-4, min(4, round(score * 1.5)))


def scene_of(analysis: Analysis, events: list[EventMention], relevance_step: int) -> Scene:
    """The scene of a report, from its events with their roles and its relevance."""
    tree = tree_of(analysis)
    by_sentence: dict[int, list[tuple[int, EventMention]]] = {}
    marks: dict[int, str] = {}
    for event in events:
        head = tree.head_of(tree.tokens_of(event.span))
        if head is None or event.type not in VIOLENT:
            continue
        by_sentence.setdefault(event.sentence, []).append((head, event))
        for role, spans in (
            ("actor", event.actor),
            ("target", event.target),
            ("means", (event.means,) if event.means else ()),
        ):
            for span in spans:
                token = tree.head_of(tree.tokens_of(span))
                if token is not None:
                    marks.setdefault(token, role)
    names = {i: hit.key for hit in known_names(analysis) for i in tree.between(hit.start, hit.end)}
    return Scene(
        tree, by_sentence, marks, names, (f"relevance={relevance_step}", *_shape(by_sentence, len(tree.sentences)))
    )


def _shape(events: Mapping[int, list[tuple[int, EventMention]]], sentences: int) -> tuple[str, ...]:
    told = [e for found in events.values() for _, e in found if e.modality not in UNREAL]
    kinds = {e.type for e in told}
    share = len(events) / max(1, sentences)
    return (
        f"doc-events={min(len(told), 8)}",
        f"doc-share={min(int(share * 5), 4)}",
        *(f"doc-has={k}" for k in sorted(kinds)),
    )


def places(scene: Scene) -> Iterator[int]:
    """Heads of the noun phrases worth weighing: those in or beside a sentence with an event word."""
    near = {s + d for s in scene.events for d in (-1, 0, 1)}
    for sentence in sorted(near):
        if 0 <= sentence < len(scene.tree.sentences):
            yield from candidates(scene.tree, sentence)


def features(scene: Scene, i: int) -> list[str]:
    """Readable features of a noun phrase."""
    tree = scene.tree
    kind = _kind(tree, i)
    found = [*_noun(scene, i, kind), *_over(tree, i), *_nearest(scene, i, kind), *scene.shape]
    mark = scene.marks.get(i, "none")
    found.append(f"mark={mark}")
    sentence = tree.sentence[i]
    found.append(f"sentence={min(sentence, 6)}")
    return found + _joined(scene, i) + _around(tree, i)


def _kind(tree: Tree, i: int) -> str:
    """What kind of noun it is: of people, a facility, a weapon, else its part of speech."""
    lemma = tree.lemma[i]
    kind = nouns().get(lemma, ("", "", False))[0]
    return kind or ("facility" if lemma in facilities() else "means" if lemma in means() else tree.pos[i])


def _noun(scene: Scene, i: int, kind: str) -> list[str]:
    tree = scene.tree
    lemma, first, tag = tree.lemma[i], tree.phrase(i)[0], tree.tag[i]
    found = [f"lemma={lemma}", f"kind={kind}", f"tag={tag}", f"kind-tag={kind}/{tag}", f"words={min(i - first, 3)}"]
    article = next((tree.lower[c] for c in tree.children[i] if tree.dep[c] == "det"), "none")
    counted = any(tree.tag[j] == "CD" and tree.head[j] == i for j in range(max(0, i - 4), i))
    found += [f"article={article}", "counted" if counted else "uncounted"]
    key = next((scene.names[j] for j in range(i, first - 1, -1) if j in scene.names), None)
    if key is not None:
        found += [f"known={registry()[key].kind}", f"name={key}"]
    if lemma in facilities():
        found.append(f"facility={facilities()[lemma]}")
    if lemma in means():
        found.append(f"means={means()[lemma]}")
    found += [
        f"with={tree.lemma[j]}"
        for j in range(max(first, i - 4), i)
        if tree.pos[j] in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}
    ]
    return found


def _over(tree: Tree, i: int) -> list[str]:
    """What the phrase hangs on."""
    head = tree.head[i]
    label = label_of(tree, i)
    found = [f"dep={label}", f"gov={tree.lemma[head]}/{label}", f"gov-pos={tree.pos[head]}/{label}"]
    if tree.dep[i] in {"pobj", "conj", "compound", "appos", "poss"} and tree.head[head] != head:
        above = tree.head[head]
        found.append(f"gov2={tree.lemma[above]}/{label_of(tree, head)}>{label}")
        found.append(f"path2={label_of(tree, head)}>{label}")
    path = [label]
    for node in tree.ancestors(i):
        if tree.tag[node][:2] == "VB" or len(path) > MAX_STEPS:
            passive = "+pass" if is_passive(tree, node) else ""
            found += [f"verb={tree.lemma[node]}/{path[-1]}{passive}", f"way={'>'.join(path)}{passive}"]
            break
        path.append(label_of(tree, node))
    return found


def _joined(scene: Scene, i: int) -> list[str]:
    """What it is listed with ("a colonel, a judge and the senator were murdered") and what it is another name of."""
    tree, found = scene.tree, []
    first = _first_of_list(tree, i)
    if first != i:
        label = label_of(tree, first)
        found += [f"list={label}", f"list-of={tree.lemma[tree.head[first]]}/{label}"]
        found += [f"list-mark={scene.marks[first]}"] if first in scene.marks else []
    elif tree.kids(i, "conj"):
        found.append("heads-list")
    other = tree.head[i] if tree.dep[i] == "appos" else tree.kid(i, "appos")
    if other is not None:
        mark = scene.marks.get(other, "none")
        found += [f"also={tree.lemma[other]}", f"also-kind={_kind(tree, other)}", f"also-mark={mark}"]
    return found


def _first_of_list(tree: Tree, i: int) -> int:
    while tree.dep[i] == "conj" and tree.head[i] != i and tree.pos[tree.head[i]] in _NOMINAL:
        i = tree.head[i]
    return i


def _around(tree: Tree, i: int) -> list[str]:
    """The words beside the noun and beside its phrase, and where in the sentence it stands."""
    words, last = tree.lower, len(tree) - 1
    start, end = tree.sentences[tree.sentence[i]]
    found = [f"before={words[i - 1] if i else ''}", f"after={words[i + 1] if i < last else ''}"]
    found += [f"from-start={min(5, (i - start) // 3)}", f"sentence-words={min(6, (end - start) // 10)}"]
    if i < last - 1:
        found.append(f"after2={words[i + 1]} {words[i + 2]}")
    first = extent(tree, i)[0]
    if first > 1:
        found += [f"before-phrase={words[first - 1]}", f"before-phrase2={words[first - 2]} {words[first - 1]}"]
    return found


def _nearest(scene: Scene, i: int, kind: str) -> list[str]:
    """Its way to the nearest event word of its sentence, or the event words of the sentence before."""
    tree, sentence = scene.tree, scene.tree.sentence[i]
    here = scene.events.get(sentence, [])
    if not here:
        before = scene.events.get(sentence - 1, [])
        return ["no-event", *(f"before-event={e.type}" for _, e in before[:2])]
    head, event = min(here, key=lambda pair: (_distance(tree, i, pair[0]), abs(i - pair[0])))
    steps, way = _distance(tree, i, head), _way(tree, i, head)
    side = "left" if i < head else "right" if i > head else "on"
    return [
        f"event={event.type}", f"event-lemma={tree.lemma[head]}", f"event-steps={min(steps, 5)}/{side}",
        f"event-way={way}", f"event-type-way={event.type}:{way}", f"modality={event.modality}",
        f"kind-event={kind}/{event.type}", f"kind-event-way={kind}/{event.type}/{way}",
        f"lemma-event={tree.lemma[i]}/{event.type}",
        *(["event-has-actor"] if event.actor else []), *(["event-has-target"] if event.target else []),
        *(f"sentence-event={tree.lemma[other]}" for other, _ in here),
    ]  # fmt: skip


def _distance(tree: Tree, a: int, b: int) -> int:
    return _meeting(tree, a, b)[2]


def _meeting(tree: Tree, a: int, b: int) -> tuple[list[int], list[int], int]:
    up = [a, *tree.ancestors(a)]
    place = {node: n for n, node in enumerate(up)}
    mine: list[int] = []
    for node in (b, *tree.ancestors(b)):
        if node in place:
            return up[: place[node]], mine, place[node] + len(mine)
        mine.append(node)
    return up, mine, 99


def _way(tree: Tree, a: int, b: int) -> str:
    here, there, steps = _meeting(tree, a, b)
    if steps > MAX_STEPS + 1:
        return "far"
    return f"{'>'.join(label_of(tree, n) for n in here)}|{'>'.join(label_of(tree, n) for n in there)}"
