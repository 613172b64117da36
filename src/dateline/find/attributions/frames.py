"""Who says what, read off the parse: one small function for each way of saying it.

Every function takes the tree and a token and gives a :class:`Draft` or ``None``. Boundaries follow the way analysts mark
them: the content holds its "that", the source its appositions.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.find.attributions.draft import Draft, trimmed
from dateline.find.attributions.lexicon import Verb, nouns, verbs
from dateline.find.attributions.tree import Range, Tree

SUBJECT = ("nsubj", "nsubjpass", "csubj")
QUOTE_MARKS = frozenset({'"', "“", "”", "``", "''", "‘", "’", "'", "«", "»"})
STOP = frozenset({",", "-", "--", "–", "—"}) | QUOTE_MARKS


class Clauses:
    """The sentence a token stands in, and the frames of its verbs."""

    def __init__(self, tree: Tree, sentence_of: list[int], sentences: list[Range]) -> None:
        self.tree = tree
        self.sentence_of = sentence_of
        self.sentences = sentences

    def sentence(self, i: int) -> Range:
        """Token range of the sentence of ``i``."""
        number = self.sentence_of[i]
        return self.sentences[number] if number >= 0 else (i, i + 1)


def verb_frame(clauses: Clauses, v: int) -> Draft | None:
    """The attribution of a verb of saying, whichever frame it stands in."""
    tree = clauses.tree
    verb = verbs().get(tree.lemma[v])
    if verb is None or tree.pos[v] not in ("VERB", "AUX"):
        return None
    draft = Draft(v, "indirect", cue=[cue_range(tree, v)])
    for frame in (_passive, _postposed, _clause, _infinitive, _gerund, _object):
        content = frame(clauses, v, verb, draft)
        if content:
            draft.content = content
            break
    else:
        if "q" not in verb.frames:
            return None
    if not draft.source and draft.kind != "passive":
        draft.source = source_of(clauses, v)
    return draft


def cue_range(tree: Tree, v: int) -> Range:
    """The verb with its auxiliaries, negation and particle next to it."""
    start, end = v, v + 1
    while start > 0 and tree.head[start - 1] == v and tree.dep[start - 1] in ("aux", "auxpass", "neg", "advmod"):
        start -= 1
    while end < tree.size and tree.head[end] == v and tree.dep[end] == "prt":
        end += 1
    return start, end


def source_of(clauses: Clauses, v: int) -> list[Range]:
    """The words that name who says it: the subject, also when it is shared, controlled or modified by the clause."""
    tree = clauses.tree
    seen = 0
    while seen < 6:
        seen += 1
        subject = tree.child(v, *SUBJECT)
        if subject is not None and tree.dep[subject] != "csubj":
            return [_noun_phrase(tree, subject, v)]
        head, relation = tree.head[v], tree.dep[v]
        if head == v:
            break
        if relation == "acl" or (relation == "relcl" and tree.pos[head] in ("NOUN", "PROPN")):
            return [_noun_phrase(tree, head, v)]
        if relation in ("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp") and (
            relation != "ccomp" or tree.tag[v] == "VBG"
        ):
            v = head
            continue
        break
    return _inverted(clauses, v)


def _inverted(clauses: Clauses, v: int) -> list[Range]:
    """', said X.' where the parser took the speaker for an object."""
    tree = clauses.tree
    if v > 0 and tree.words[v - 1] in STOP:
        thing = tree.child(v, "dobj", "attr", "oprd", "npadvmod", "appos")
        if thing is not None and thing > v and tree.pos[thing] in ("NOUN", "PROPN", "PRON"):
            return [_noun_phrase(tree, thing, v)]
    return []


def _noun_phrase(tree: Tree, i: int, v: int) -> Range:
    """The subtree of a noun, cut so that it does not swallow the verb that it is the subject of."""
    start, end = tree.subtree(i)
    if start <= v < end:
        if v > i:
            end = v
            cue_start = cue_range(tree, v)[0]
            end = min(end, max(i + 1, cue_start))
        else:
            start = v + 1
    return trimmed(tree, (start, end))


def _passive(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'X is believed to be dead', 'X was first reported by Y', 'it was reported that'."""
    tree = clauses.tree
    if tree.child(v, "auxpass") is None and not (tree.tag[v] == "VBN" and tree.child(v, "agent") is not None):
        return []
    agent = tree.child(v, "agent")
    if agent is not None and (who := tree.child(agent, "pobj")) is not None:
        draft.source = [_noun_phrase(tree, who, v)]
    draft.kind = "passive"
    subject = tree.child(v, "nsubjpass")
    that = tree.child(v, "ccomp", "csubjpass")
    if that is not None and (subject is None or tree.lower[subject] in ("it", "there")):
        return [trimmed(tree, tree.subtree(that))]
    rest = tree.child(v, "xcomp", "oprd", "ccomp")
    if subject is None:
        return []
    if rest is not None and tree.child(rest, "aux") is not None:
        return [_noun_phrase(tree, subject, v), trimmed(tree, tree.subtree(rest))]
    if agent is not None or rest is not None:
        return [_noun_phrase(tree, subject, v)]
    draft.kind = "indirect"
    return []


def _postposed(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'CONTENT, X said' and 'CONTENT, said X', also in the middle of the content."""
    tree = clauses.tree
    if not verb.frames & {"c", "q"}:
        return []
    start, _ = clauses.sentence(v)
    subject = tree.child(v, "nsubj")
    first = min(cue_range(tree, v)[0], tree.subtree(subject)[0] if subject is not None else v)
    if first <= start or tree.words[first - 1] not in STOP:
        return []
    if any(c > v and tree.dep[c] == "ccomp" and c > (subject or v) for c in tree.children[v]):
        return []
    before = trimmed(tree, (_clause_start(clauses, v, start), first))
    if before[1] - before[0] < 2 or not _belongs(tree, v, before):
        return []
    draft.kind = "postposed"
    after = _after(clauses, v)
    return [before, after] if after else [before]


def _belongs(tree: Tree, v: int, before: Range) -> bool:
    """Whether what stands before hangs together with the verb as its content: a clause below it, or around it."""
    if tree.dep[v] in ("parataxis",):
        return True
    for c in tree.children[v]:
        if c < v and tree.dep[c] in ("ccomp", "parataxis", "dep") and before[0] <= c < before[1]:
            return True
    head = tree.head[v]
    return head != v and before[0] <= head < before[1] and tree.dep[v] in ("ccomp", "parataxis", "dep")


def _clause_start(clauses: Clauses, v: int, start: int) -> int:
    """Where content that stands before its verb begins: at the sentence, or after an earlier co-ordinated verb."""
    tree = clauses.tree
    if tree.dep[v] == "conj":
        content = tree.child(v, "ccomp")
        if content is not None and content < v:
            return max(start, tree.subtree(content)[0])
    return start


def _after(clauses: Clauses, v: int) -> Range | None:
    """The second piece of content that its verb stands in the middle of."""
    tree = clauses.tree
    _, end = clauses.sentence(v)
    if tree.dep[v] != "parataxis":
        return None
    own = tree.subtree(v)[1]
    if tree.head[v] >= own or tree.subtree(tree.head[v])[1] > own:
        piece = trimmed(tree, (own, min(end, tree.subtree(tree.head[v])[1])))
        return piece if piece[1] - piece[0] > 1 else None
    return None


def _clause(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'X said (that) CONTENT'."""
    if not verb.frames & {"c", "q"}:
        return []
    tree = clauses.tree
    clause = next((c for c in tree.children[v] if tree.dep[c] == "ccomp" and c > v), None)
    if clause is None:
        return []
    return [_after_cue(tree, tree.subtree(clause), v)]


def _infinitive(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'X threatened to CONTENT', 'X asked Y to CONTENT'."""
    tree = clauses.tree
    clause = next((c for c in tree.children[v] if tree.dep[c] in ("xcomp", "ccomp", "advcl") and c > v), None)
    if "i" not in verb.frames or clause is None or tree.child(clause, "aux") is None:
        return []
    return [_after_cue(tree, tree.subtree(clause), v)]


def _gerund(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'X denied bombing the market'."""
    tree = clauses.tree
    clause = next((c for c in tree.children[v] if tree.dep[c] in ("xcomp", "pcomp") and c > v), None)
    if "g" not in verb.frames or clause is None:
        return []
    return [_after_cue(tree, tree.subtree(clause), v)]


def _object(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'X denied the claim', 'Police put the toll at 12'."""
    tree = clauses.tree
    thing = tree.child(v, "dobj")
    if "o" not in verb.frames or thing is None or thing < v:
        return []
    start, end = tree.subtree(thing)
    if verb.kind == "figure":
        at = next((c for c in tree.children[v] if c > thing and tree.lower[c] == "at"), None)
        if at is None:
            return []
        end = tree.subtree(at)[1]
    return [_after_cue(tree, (start, end), v)]


def _after_cue(tree: Tree, span: Range, v: int) -> Range:
    return trimmed(tree, (max(span[0], v + 1), span[1]))


def according_to(clauses: Clauses, i: int) -> Draft | None:
    """'According to X, CONTENT' and 'CONTENT, according to X'."""
    tree = clauses.tree
    to = next((c for c in tree.children[i] if tree.lower[c] == "to"), None)
    if to is None or (who := tree.child(to, "pobj")) is None:
        return None
    draft = Draft(i, "according_to", [_noun_phrase(tree, who, i)], [(i, to + 1)])
    draft.content = _around(clauses, i)
    return draft if draft.content else None


def _around(clauses: Clauses, i: int) -> list[Range]:
    """The clause that a free-standing source phrase at ``i`` hangs in, without the phrase."""
    tree = clauses.tree
    start, end = clauses.sentence(i)
    own_start, own_end = tree.subtree(i)
    if start < own_start:
        return [trimmed(tree, (start, own_start))]
    rest = trimmed(tree, (own_end, end))
    return [rest] if rest[0] < rest[1] else []


def noun_frame(clauses: Clauses, i: int) -> Draft | None:
    """'X's claim that CONTENT', 'reports that CONTENT'."""
    tree = clauses.tree
    if tree.lemma[i] not in nouns() or tree.pos[i] != "NOUN":
        return None
    clause = next((c for c in tree.children[i] if tree.dep[c] in ("acl", "ccomp", "relcl") and c > i), None)
    if clause is None or not _that_clause(tree, clause):
        return None
    draft = Draft(i, "noun", cue=[(i, i + 1)], content=[_after_cue(tree, tree.subtree(clause), i)])
    owner = tree.child(i, "poss")
    if owner is None and (by := tree.child(i, "agent", "prep")) is not None and tree.lower[by] in ("by", "from"):
        owner = tree.child(by, "pobj")
    if owner is not None:
        draft.source = [_noun_phrase(tree, owner, i)]
    return draft


def _that_clause(tree: Tree, clause: int) -> bool:
    mark = tree.child(clause, "mark")
    return mark is not None and tree.lower[mark] == "that"


FRAMES: tuple[Callable[[Clauses, int], Draft | None], ...] = (verb_frame, noun_frame)
