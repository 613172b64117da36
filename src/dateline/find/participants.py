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

from dateline.find.actors import known_names, nouns, registry
from dateline.find.analysis import Analysis
from dateline.find.relations import candidates, extent, label_of
from dateline.find.roles import facilities, is_passive, means
from dateline.find.tree import Tree, tree_of
from dateline.model import EventMention, Span
from dateline.vocab.load import data_path

ParticipantRole = Literal["perp_individual", "perp_org", "target", "victim", "instrument"]
ROLES: tuple[ParticipantRole, ...] = ("perp_individual", "perp_org", "target", "victim", "instrument")
VIOLENT = frozenset({"attack", "armed_clash", "ied", "suicide_bomb", "air_strike", "shelling", "grenade", "abduction", "looting_destruction", "mob_violence", "fire", "chemical_weapon", "sexual_violence", "organised_crime", "force_against_protesters", "threat_claim"})  # fmt: skip
UNREAL = frozenset({"hypothetical", "planned"})
MAX_STEPS = 4


class Participant(NamedTuple):
    """A noun phrase and the part it plays; ``probability`` is that of the model, ``reasons`` add up to its log-odds."""

    span: Span
    head: int
    role: ParticipantRole
    probability: float
    reasons: tuple[tuple[str, float], ...]


class Scene(NamedTuple):
    """What is known of a report before its noun phrases are weighed."""

    tree: Tree
    events: dict[int, list[tuple[int, EventMention]]]  # sentence -> (head token, event)
    marks: dict[int, str]  # token -> role that find_roles gave it
    names: dict[int, str]  # token -> registry key
    shape: tuple[str, ...]  # features of the whole report


def find_participants(analysis: Analysis, events: Iterable[EventMention]) -> list[Participant]:
    """Participants above the threshold of their role, in the order of the text. ``events`` are those of ``find_roles``."""
    scene = scene_of(analysis, list(events), relevance(analysis))
    model = weights()["roles"]
    found = []
    for i in places(scene):
        names = features(scene, i)
        for role in ROLES:
            part = _weighed(scene.tree, i, role, names, model[role])
            if part is not None:
                found.append(part)
    return found


def _weighed(
    tree: Tree, i: int, role: ParticipantRole, names: list[str], model: Mapping[str, Any]
) -> Participant | None:
    table: Mapping[str, float] = model["weights"]
    score = model["bias"] + sum(table.get(f, 0.0) for f in names)
    if score < model["cut"]:
        return None
    reasons = (("bias", model["bias"]), *((f, table[f]) for f in names if f in table))
    return Participant(tree.received(*extent(tree, i)), i, role, 1 / (1 + math.exp(-score)), reasons)


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
    found = [*_noun(scene, i), *_over(tree, i), *_nearest(scene, i), *scene.shape]
    mark = scene.marks.get(i, "none")
    found.append(f"mark={mark}")
    sentence = tree.sentence[i]
    found.append(f"sentence={min(sentence, 6)}")
    before, after = tree.lower[i - 1] if i else "", tree.lower[i + 1] if i + 1 < len(tree) else ""
    found += [f"before={before}", f"after={after}"]
    return found


def _noun(scene: Scene, i: int) -> list[str]:
    tree = scene.tree
    lemma, first = tree.lemma[i], tree.phrase(i)[0]
    kind = nouns().get(lemma, ("", "", False))[0] or (
        "facility" if lemma in facilities() else "means" if lemma in means() else ""
    )
    found = [f"lemma={lemma}", f"kind={kind or tree.pos[i]}", f"tag={tree.tag[i]}", f"words={min(i - first, 3)}"]
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


def _nearest(scene: Scene, i: int) -> list[str]:
    """Its way to the nearest event word of its sentence, or the event words of the sentence before."""
    tree, sentence = scene.tree, scene.tree.sentence[i]
    here = scene.events.get(sentence, [])
    if not here:
        before = scene.events.get(sentence - 1, [])
        return ["no-event", *(f"before-event={e.type}" for _, e in before[:2])]
    head, event = min(here, key=lambda pair: (_distance(tree, i, pair[0]), abs(i - pair[0])))
    steps = _distance(tree, i, head)
    side = "left" if i < head else "right" if i > head else "on"
    return [
        f"event={event.type}", f"event-lemma={tree.lemma[head]}", f"event-steps={min(steps, 5)}/{side}",
        f"event-way={_way(tree, i, head)}", f"event-type-way={event.type}:{_way(tree, i, head)}",
        f"modality={event.modality}",
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
