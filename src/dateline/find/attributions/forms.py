"""Ways of saying that need no verb of saying: 'according to', 'reportedly', headlines, transcripts, channel posts."""

from __future__ import annotations

import re
from functools import cache

from dateline.find.attributions.draft import Draft, trimmed
from dateline.find.attributions.frames import NOMINAL, Clauses, noun_phrase
from dateline.find.attributions.lexicon import adverbs
from dateline.find.attributions.tree import Range, Tree
from dateline.find.attributions.turns import LABELS
from dateline.vocab.load import tsv_rows

HEADLINE_SOURCE = 6  # tokens that a source after a headline's colon may have
HEADLINE = 30  # tokens of a headline
UNKNOWN = frozenset({"who", "whether", "if", "how", "what", "why", "when", "where", "which"})
SPEAKER = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z(][\w.’')-]*){0,4}")


def according_to(clauses: Clauses, i: int) -> Draft | None:
    """'According to X, CONTENT' and 'CONTENT, according to X'; also 'per X' and 'in the words of X'."""
    tree = clauses.tree
    to = next((c for c in tree.children[i] if tree.lower[c] == "to"), None)
    if to is None or (who := tree.child(to, "pobj")) is None:
        return None
    draft = Draft(i, "according_to", [noun_phrase(tree, who, i)], [(i, to + 1)])
    draft.content = _around(clauses, i)
    if draft.content and draft.content[0][0] > i:
        _take_apposition(tree, draft)
    return draft if draft.content else None


def _take_apposition(tree: Tree, draft: Draft) -> None:
    """'According to X, a monitor that ..., CONTENT': the apposition goes to the source."""
    start, end = draft.content[0]
    comma = next((i for i in range(start, end) if tree.words[i] == ","), None)
    if comma is None or tree.lower[start] not in ("a", "an", "who", "which", "whose"):
        return
    verbs_inside = [i for i in range(start, comma) if tree.pos[i] in ("VERB", "AUX")]
    if all(tree.dep[i] in ("relcl", "acl", "aux", "auxpass", "xcomp") for i in verbs_inside) and end - comma > 2:
        draft.source = [(draft.source[0][0], comma)]
        draft.content = [trimmed(tree, (comma, end))]


def _around(clauses: Clauses, i: int) -> list[Range]:
    """The clause that a free-standing source phrase at ``i`` hangs in, without the phrase."""
    tree = clauses.tree
    start, end = clauses.sentence(i)
    own_start, own_end = tree.subtree(i)
    before, rest = trimmed(tree, (start, own_start)), trimmed(tree, (own_end, end))
    introduced = own_start > start and tree.words[own_start - 1] in (":", ";")
    if before[1] - before[0] < 2 or introduced:
        return [rest] if rest[0] < rest[1] else []
    split = rest[1] - rest[0] > 2 and not _has_finite(tree, before)
    return [before, rest] if split else [before]


def _has_finite(tree: Tree, piece: Range) -> bool:
    return any(tree.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(*piece))


def adverb(clauses: Clauses, i: int) -> Draft | None:
    """'were reportedly moved': somebody says so, but nobody is named."""
    tree = clauses.tree
    if tree.lower[i] not in adverbs():
        return None
    verb = tree.head[i]
    if tree.pos[verb] == "ADJ" and tree.pos[tree.head[verb]] == "AUX":
        verb = tree.head[verb]
    if verb == i or tree.pos[verb] not in ("VERB", "AUX"):
        return None
    start, end = tree.subtree(verb)
    pieces = [trimmed(tree, (start, i)), trimmed(tree, (i + 1, end))]
    aux = pieces[0][1]
    while aux > pieces[0][0] and tree.pos[aux - 1] == "AUX":
        aux -= 1
    pieces[0] = trimmed(tree, (pieces[0][0], aux))
    return Draft(i, "adverb", cue=[(i, i + 1)], content=[p for p in pieces if p[0] < p[1]])


def impersonal(clauses: Clauses, sentence: Range) -> Draft | None:
    """'It was not immediately clear who ...': the report itself says that something is not known."""
    tree = clauses.tree
    start, end = sentence
    if end - start < 5 or tree.lower[start] != "it":
        return None
    for i in range(start + 2, min(end - 1, start + 7)):
        unclear = tree.lower[i] == "unclear" or (tree.lower[i] == "clear" and "not" in tree.lower[start:i])
        if unclear and tree.lower[i + 1] in UNKNOWN:
            return Draft(i, "impersonal", content=[trimmed(tree, sentence)])
    return None


def scare_quotes(clauses: Clauses, sentence: Range) -> Draft | None:
    """A headline with its verb in single quotes ("Gunmen 'kill 30' in raid") leaves the claim to somebody unnamed."""
    tree = clauses.tree
    start, end = sentence
    if end - start > HEADLINE or tree.words[end - 1] in (".", "!", "?", '"', "”"):
        return None
    opened = next((i for i in range(start, end) if tree.words[i] in ("'", "‘")), None)
    if opened is None:
        return None
    closed = next((i for i in range(opened + 2, end) if tree.words[i] in ("'", "’")), None)
    if closed is None or not any(tree.pos[i] == "VERB" for i in range(opened, closed)):
        return None
    return Draft(opened, "scare_quotes", content=[sentence])


def headline(clauses: Clauses, sentence: Range) -> Draft | None:
    """'CLAUSE: police' and 'police: CLAUSE', 'CLAUSE - minister' in a line of its own."""
    tree = clauses.tree
    start, end = sentence
    if end - start > HEADLINE or end - start < 4:
        return None
    marks = [
        i
        for i in range(start + 1, end - 1)
        if tree.words[i] == ":" or (tree.words[i] in ("-", "–", "—") and _dash(tree, i))
    ]
    for i in dict.fromkeys((*marks[:1], *marks[-1:])):  # the last one in "Kharkiv: two dead - governor"
        if (draft := _headline_parts(clauses, (start, i), i, (i + 1, end))) is not None:
            return draft
    return None


def _dash(tree: Tree, i: int) -> bool:
    """Whether the mark parts two clauses: the hyphen inside a word ("al-Rimah") does not."""
    ends = tree.starts[i - 1] + len(tree.words[i - 1])
    inside = tree.words[i] == "-" and ends == tree.starts[i] and tree.starts[i] + 1 == tree.starts[i + 1]
    return not inside and tree.words[i - 1] != "-"


def _headline_parts(clauses: Clauses, left: Range, mark: int, right: Range) -> Draft | None:
    tree = clauses.tree
    right = trimmed(tree, right, tail=frozenset({".", ",", ")", " "}))
    if _finite(tree, left) and _names_source(tree, right):
        return Draft(mark, "headline", [right], [(mark, mark + 1)], [trimmed(tree, left)])
    label = " ".join(tree.lower[left[0] : left[1]]) in LABELS or _place_label(tree, left)
    if tree.words[mark] == ":" and not label and _names_source(tree, left) and _finite(tree, right):
        return Draft(mark, "headline", [trimmed(tree, left)], [(mark, mark + 1)], [right])
    return None


def _place_label(tree: Tree, left: Range) -> bool:
    """'Iraq: oil wells burn': a country before a colon tells where, not who."""
    return " ".join(tree.lower[left[0] : left[1]]) in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in tsv_rows("country_codes"))


def _finite(tree: Tree, piece: Range) -> bool:
    return piece[1] - piece[0] > 2 and any(tree.pos[i] in ("VERB", "AUX") for i in range(*piece))


def _names_source(tree: Tree, piece: Range) -> bool:
    size = piece[1] - piece[0]
    nominal = all(
        tree.pos[i] in (*NOMINAL, "ADJ", "DET", "NUM", "ADP", "CCONJ", "PUNCT", "PART") for i in range(*piece)
    )
    return 0 < size <= HEADLINE_SOURCE and nominal and any(tree.pos[i] in ("NOUN", "PROPN") for i in range(*piece))
