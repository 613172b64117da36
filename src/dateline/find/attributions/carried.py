"""One attribution inside another with the same content: who carries what the other says.

"Reuters, citing two officials, reported C", "SANA quoted a source as saying C", "the service said in a statement
carried by radio" and "the channel aired what it said was C" each give an outer attribution (the carrier) and an inner
one (who is said to know), both with the content C.
"""

from __future__ import annotations

from dateline.find.attributions.draft import Draft, trimmed
from dateline.find.attributions.frames import NOMINAL, Clauses, noun_phrase
from dateline.find.attributions.lexicon import person_nouns, verbs
from dateline.find.attributions.tree import Tree

NEAR = 6  # attributions before and after one that may carry the same content
CITING = frozenset({"cite", "quote"})


def add_carriers(clauses: Clauses, drafts: list[Draft]) -> list[Draft]:
    """The drafts with carriers and the carried told apart, in the order of the cues."""
    tree = clauses.tree
    out: list[Draft] = []
    for n, draft in enumerate(drafts):
        near = drafts[max(0, n - NEAR) : n + NEAR]
        if tree.lemma[draft.anchor] in CITING and (_quoted_as_saying(tree, draft, near) or _cited(tree, draft, near)):
            out.append(draft)
            continue
        carrier = _carried_by(tree, draft)
        out.extend([carrier, draft] if carrier else [draft])
    return out


def _quoted_as_saying(tree: Tree, draft: Draft, drafts: list[Draft]) -> bool:
    """'X quoted Y as saying C': both have C, and Y is the source of 'as saying'."""
    said = next(
        (
            d
            for d in drafts
            if d.anchor > draft.anchor
            and tree.lemma[d.anchor] in ("say", "tell", "claim")
            and tree.lower[d.anchor - 1] == "as"
            and d.anchor - draft.anchor < 20
        ),
        None,
    )
    thing = tree.child(draft.anchor, "dobj", "nsubjpass")
    if said is None or thing is None:
        return False
    start, end = tree.subtree(thing)
    if thing > draft.anchor:
        end = min(end, said.anchor - 1)
    said.source = [trimmed(tree, (start, end))]
    said.cue = [(said.anchor - 1, said.anchor + 1)]
    said.outer = draft
    draft.content = list(said.content)
    if draft.source == said.source:
        draft.source = []
    return True


def _cited(tree: Tree, draft: Draft, drafts: list[Draft]) -> bool:
    """'X, citing Y, reported C': Y is said to know C."""
    thing = tree.child(draft.anchor, "dobj")
    if thing is None or (tree.lemma[thing] not in person_nouns() and tree.pos[thing] != "PROPN"):
        return False
    main = next((d for d in drafts if d is not draft and _same_clause(tree, draft.anchor, d.anchor)), None)
    if main is None or not main.content:
        return False
    draft.source = [noun_phrase(tree, thing, draft.anchor)]
    draft.content = list(main.content)
    draft.outer = main
    draft.kind = "citing"
    return True


def _same_clause(tree: Tree, participle: int, verb: int) -> bool:
    """Whether a participle hangs on the verb, or on its subject."""
    if tree.pos[verb] not in ("VERB", "AUX") or tree.tag[participle] != "VBG":
        return False
    head = tree.head[participle]
    return head == verb or (tree.head[head] == verb and tree.dep[head] in ("nsubj", "prep", "advcl"))


def _carried_by(tree: Tree, draft: Draft) -> Draft | None:
    """'said in a statement carried by Y': Y carries it."""
    if tree.pos[draft.anchor] != "VERB" or not draft.content:
        return None
    start, end = draft.anchor + 1, min(tree.size, draft.anchor + 14)
    for i in range(start, end):
        verb = verbs().get(tree.lemma[i])
        if verb is None or verb.kind != "carry" or tree.tag[i] != "VBN" or tree.dep[i] != "acl":
            continue
        agent = tree.child(i, "agent", "prep")
        who = tree.child(agent, "pobj") if agent is not None and tree.lower[agent] in ("by", "on") else None
        if agent is None or who is None or tree.pos[who] not in NOMINAL or not tree.under(i, draft.anchor):
            continue
        carrier = Draft(i, "carried", [noun_phrase(tree, who, i)], [(i, agent + 1)], list(draft.content))
        draft.outer = carrier
        return carrier
    return None
