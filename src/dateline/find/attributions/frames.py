"""Who says what, read off the parse: one small function for each way of saying it.

Every function takes the tree and a token and gives a :class:`Draft` or ``None``. Boundaries follow the way analysts mark
them: the content holds its "that", the source its appositions.
"""

from __future__ import annotations

from dateline.find.attributions.draft import Draft, trimmed
from dateline.find.attributions.lexicon import Verb, nouns, singular_kind, verbs
from dateline.find.attributions.tree import Range, Tree
from dateline.vocab.outlets import outlet

SUBJECT = ("nsubj", "nsubjpass", "csubj")
QUOTE_MARKS = frozenset({'"', "“", "”", "``", "''", "‘", "’", "'", "«", "»"})
NOMINAL = ("NOUN", "PROPN", "PRON")
SHARED = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep", "dep"})
MEDIA_NOUNS = frozenset(
    [
        "statement",
        "letter",
        "post",
        "tweet",
        "interview",
        "message",
        "video",
        "email",
        "speech",
        "telegram",
        "conference",
    ]
)
EYEWITNESSES = frozenset(
    ["reporter", "correspondent", "journalist", "photographer", "witness", "eyewitness", "resident"]
)
REPORTERS = frozenset(["broadcaster", "outlet", "agency", "monitor", "official"])
UPLOADS = frozenset(["share", "post", "upload", "release", "publish", "circulate", "broadcast", "air", "distribute"])
DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "week",
        "month",
    ]
)
STOP = frozenset({",", "-", "--", "–", "—"}) | QUOTE_MARKS


CHUNK = 8  # tokens of a speaker between commas
WH = frozenset({"how", "whether", "if", "why", "who", "what", "when", "where", "which"})
TOLD = frozenset({"tell", "inform", "notify", "assure", "remind"})  # whoever follows them is the one spoken to
MOST_SAID = 200  # tokens of a content looked through for what the same speaker says next
TAIL = 12  # tokens that may follow a verb of saying at the end of its sentence ("... in a statement on Monday")


class Clauses:
    """The sentence a token stands in, and the frames of its verbs."""

    def __init__(self, tree: Tree, sentence_of: list[int], sentences: list[Range]) -> None:
        self.tree = tree
        self.sentence_of = sentence_of
        self.sentences = sentences
        self.speaker: dict[int, int] = {}  # participles of saying whose speaker is that of another verb

    def sentence(self, i: int) -> Range:
        """Token range of the sentence of ``i``."""
        number = self.sentence_of[i]
        return self.sentences[number] if number >= 0 else (i, i + 1)


def verb_frame(clauses: Clauses, v: int) -> Draft | None:
    """The attribution of a verb of saying, whichever frame it stands in."""
    tree = clauses.tree
    verb = verbs().get(tree.lemma[v])
    if verb is None or tree.pos[v] not in ("VERB", "AUX") or tree.lower[v + 2 : v + 3] in (["showing"], ["depicting"]):
        return None
    draft = Draft(v, "indirect", cue=[cue_range(tree, v)])
    for frame in (_passive, _as_reported, _postposed, _clause, _infinitive, _gerund, _object, _unmarked):
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
    found = inverted(clauses, v)
    if found:
        return found
    top = clauses.speaker.get(v, v)
    own = subject_of(tree, v)
    if own is not None and tree.pos[own] == "PRON" and own > 0 and tree.lower[own - 1] == "what" and tree.head[v] != v:
        top = tree.head[v]  # "the channel aired what it said was C"
    for _ in range(6):
        subject = subject_of(tree, top)
        if subject is not None:
            return [_up_to_cue(tree, _uploader(tree, v, subject) or noun_phrase(tree, subject, top), top)]
        head, relation = tree.head[top], tree.dep[top]
        if head == top or _nobody(tree, top):
            break
        if relation == "acl" and (issuer := _issuer(tree, head)) is not None:
            return [noun_phrase(tree, issuer, tree.head[head])]
        if relation in ("acl", "relcl") and tree.pos[head] in NOMINAL:
            return [noun_phrase(tree, head, top)]
        if relation not in SHARED and not (relation == "ccomp" and tree.tag[top] == "VBG"):
            break
        top = head
    return _just_before(clauses, top) if top in (v, clauses.speaker.get(v)) else []


def _issuer(tree: Tree, noun: int) -> int | None:
    """'The ministry issued a statement saying': the ministry says it, not the paper."""
    if tree.lemma[noun] not in MEDIA_NOUNS or tree.dep[noun] != "dobj":
        return None
    return subject_of(tree, tree.head[noun])


def _up_to_cue(tree: Tree, source: Range, v: int) -> Range:
    """A name that the parser cut short goes on to the verb ("State news agency | SANA quoted")."""
    first = cue_range(tree, v)[0]
    gap = range(source[1], first)
    if 0 < len(gap) <= 6 and all(tree.pos[i] in ("PROPN", "NOUN", "DET") for i in gap):
        return source[0], first
    return source


def _uploader(tree: Tree, v: int, subject: int) -> Range | None:
    """'A clip posted by X shows': the clip is evidence, X is who offers it."""
    verb = verbs().get(tree.lemma[v])
    if verb is None or verb.kind != "show":
        return None
    shared = next((i for i in range(subject + 1, v) if tree.lemma[i] in UPLOADS), None)
    if shared is None:
        return None
    for by in range(shared + 1, v):
        if tree.lower[by] == "by" and (who := tree.child(by, "pobj")) is not None:
            return noun_phrase(tree, who, shared)
    return None


def subject_of(tree: Tree, v: int) -> int | None:
    """The subject of a verb, unless it is a day that the parser took for one."""
    for c in tree.children[v]:
        if tree.dep[c] in ("nsubj", "nsubjpass") and tree.lower[c] not in DAYS:
            return c
    return None


def _nobody(tree: Tree, v: int) -> bool:
    """'Asked whether ...': the one who asks is not named."""
    return tree.tag[v] == "VBN" and tree.dep[v] == "advcl" and tree.child(v, "aux", "auxpass") is None


def inverted(clauses: Clauses, v: int) -> list[Range]:
    """'..., said X.' whatever the parser took the speaker for."""
    tree = clauses.tree
    if v == 0 or tree.lemma[v] in TOLD or tree.words[v - 1] not in STOP or tree.tag[v] not in ("VBD", "VBZ", "VBP"):
        return []
    thing = tree.child(v, "dobj", "attr", "oprd", "npadvmod", "appos", "nsubj")
    if thing is None or thing < v or tree.pos[thing] not in NOMINAL or tree.lower[thing] in DAYS:
        return []
    start, _ = tree.subtree(thing)
    return [noun_phrase(tree, thing, v)] if start == v + 1 else []


def _just_before(clauses: Clauses, v: int) -> list[Range]:
    """The noun phrase that ends where a finite verb begins, when the parser hung it elsewhere."""
    tree = clauses.tree
    last = cue_range(tree, v)[0] - 1
    start, _ = clauses.sentence(v)
    if last > start and tree.words[last] == ",":
        last -= 1
    if last < start or tree.tag[v] not in ("VBD", "VBZ", "VBP") or tree.pos[last] not in (*NOMINAL, "NUM"):
        return []
    top = last
    while tree.head[top] != top and start <= tree.head[top] <= last and tree.subtree(tree.head[top])[1] <= last + 1:
        top = tree.head[top]
    return [trimmed(tree, (max(start, tree.subtree(top)[0]), last + 1))]


def noun_phrase(tree: Tree, i: int, v: int) -> Range:
    """The subtree of a noun, cut so that it does not swallow the verb that it is the subject of."""
    start, end = tree.subtree(i)
    if start <= v < end:
        if v > i:
            end = v
            cue_start = cue_range(tree, v)[0]
            end = min(end, max(i + 1, cue_start))
        else:
            start = v + 1
    for c in tree.children[i]:
        if (
            c > i
            and tree.tag[c] == "VBG"
            and tree.lemma[c] in ("cite", "quote", "say", "add")
            and tree.words[c - 1] == ","
        ):
            end = min(end, c)
    if tree.lower[end - 1] in ("both", "all", "each") and end - start > 1:
        end -= 1
    return trimmed(tree, (start, end))


def described_as(clauses: Clauses, v: int) -> Draft:
    """'shared by X and described as showing CONTENT': whoever offers the pictures says what they show. Also "described a
    showing", as scraped pages have it."""
    tree = clauses.tree
    draft = Draft(v, "described_as", cue=[(v - 2, v + 1)])
    start, end = clauses.sentence(v)
    draft.content = [trimmed(tree, (v + 1, end), tail=frozenset({".", ",", "!"}))]
    for by in range(v - 1, start, -1):
        if tree.lower[by] == "by" and (who := tree.child(by, "pobj")) is not None:
            draft.source = [noun_phrase(tree, who, v)]
            break
    return draft


def _passive(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'X is believed to be dead', 'X was first reported by Y', 'it was reported that'."""
    tree = clauses.tree
    if tree.child(v, "auxpass") is None and not (tree.tag[v] == "VBN" and tree.child(v, "agent") is not None):
        return []
    agent = tree.child(v, "agent")
    if agent is not None and (who := tree.child(agent, "pobj")) is not None:
        draft.source = [noun_phrase(tree, who, v)]
    draft.kind = "passive"
    subject = tree.child(v, "nsubjpass")
    that = tree.child(v, "ccomp", "csubjpass")
    if that is not None and (subject is None or tree.lower[subject] in ("it", "there")):
        return [trimmed(tree, tree.subtree(that))]
    rest = tree.child(v, "xcomp", "oprd", "ccomp")
    if subject is None:
        return []
    if rest is not None and tree.child(rest, "aux") is not None:
        return [noun_phrase(tree, subject, v), trimmed(tree, tree.subtree(rest))]
    if agent is not None or rest is not None:
        return [noun_phrase(tree, subject, v)]
    draft.kind = "indirect"
    return []


def _as_reported(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'As X reported, CONTENT' and 'CONTENT, as X reported'."""
    tree = clauses.tree
    mark = tree.child(v, "mark", "advmod")
    if tree.dep[v] != "advcl" or mark is None or tree.lower[mark] != "as" or not verb.frames & {"c"}:
        return []
    if tree.child(v, "ccomp", "dobj", "prep") is not None or verb.kind != "report":
        return []
    start, end = clauses.sentence(v)
    own_start, own_end = tree.subtree(v)
    pieces = [trimmed(tree, (start, own_start)), trimmed(tree, (own_end, end))]
    draft.kind = "according_to"
    return [p for p in pieces if p[1] - p[0] > 1][:1]


def _postposed(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'CONTENT, X said' and 'CONTENT, said X', also in the middle of the content."""
    tree = clauses.tree
    if not verb.frames & {"c", "q"}:
        return []
    start, _ = clauses.sentence(v)
    subject = subject_of(tree, v)
    first = min(cue_range(tree, v)[0], tree.subtree(subject)[0] if subject is not None else v)
    speaker = None
    if first <= start or (subject is None and not inverted(clauses, v)):
        speaker = _speaker_before(tree, start, cue_range(tree, v)[0])
        first = speaker[0] if speaker else first
    if first <= start or tree.words[first - 1] not in STOP:
        return []
    if any(_goes_on(tree, v, c, _after_quote(tree, first)) for c in tree.children[v] if c > (subject or v)):
        return []
    before = trimmed(tree, (_clause_start(clauses, v, start), first))
    after = _after(clauses, v)
    if after and before[1] - before[0] < 2:
        draft.kind = "postposed"
        return [after]
    if before[1] - before[0] < 2 or not (
        _after_quote(tree, first) or _belongs(tree, v, before) or _at_end(clauses, v, before)
    ):
        return []
    draft.kind = "postposed"
    if speaker:
        draft.source = [speaker]
    return [before, after] if after else [before]


def _speaker_before(tree: Tree, start: int, cue: int) -> Range | None:
    """The speaker between the last comma and the verb, with an apposition, when the parser lost it
    ("..., a local chief, Musa Idi, said")."""
    end = cue - 1 if cue > start and tree.words[cue - 1] == "," else cue
    first = _chunk(tree, start, end)
    if first is None:
        return None
    further = _chunk(tree, start, first - 1)
    return (further if further is not None and tree.pos[further] == "DET" else first), end


def _chunk(tree: Tree, start: int, end: int) -> int | None:
    """Start of the verbless stretch between the last comma and ``end``."""
    left = end
    while left > start and tree.words[left - 1] not in STOP and end - left < CHUNK:
        left -= 1
    verbless = all(tree.pos[i] not in ("VERB", "AUX", "SCONJ", "PUNCT") for i in range(left, end))
    return left if start < left < end and verbless and tree.words[left - 1] in STOP else None


def _goes_on(tree: Tree, v: int, c: int, after_quote: bool) -> bool:
    """Whether a clause after the verb is its content; after a quote only if no full stop or mark parts the two."""
    if c < v or tree.dep[c] not in ("ccomp", "xcomp"):
        return False
    between = tree.words[v + 1 : tree.subtree(c)[0] + 1]
    return not (after_quote and any(w in QUOTE_MARKS or w == "." for w in between))


def _after_quote(tree: Tree, first: int) -> bool:
    """Whether a speaker and verb follow a closing quotation mark and the comma inside or outside it."""
    return first > 2 and bool(QUOTE_MARKS & set(tree.words[first - 2 : first])) and "," in tree.words[first - 2 : first]


def _belongs(tree: Tree, v: int, before: Range) -> bool:
    """Whether what stands before hangs together with the verb as its content: a clause below it, or around it."""
    if tree.dep[v] in ("parataxis",):
        return True
    for c in tree.children[v]:
        if c < v and tree.dep[c] in ("ccomp", "parataxis", "dep") and before[0] <= c < before[1]:
            return True
    head = tree.head[v]
    return head != v and before[0] <= head < before[1] and tree.dep[v] in ("ccomp", "parataxis", "dep")


def _at_end(clauses: Clauses, v: int, before: Range) -> bool:
    """'..., officials said on Monday.' at the end of a sentence whose parse failed: a finite clause stands before."""
    tree = clauses.tree
    _, end = clauses.sentence(v)
    finite = any(tree.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(*before))
    rest = range(v + 1, end)
    return finite and len(rest) <= TAIL and not any(tree.pos[i] in ("VERB", "AUX") for i in rest)


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
    clause = next((c for c in tree.children[v] if c > v and _is_content(tree, c)), None) or _told_that(tree, v)
    if clause is None or "." in tree.words[v + 1 : tree.subtree(clause)[0]] or _unsaid(tree, v, clause):
        return []
    start, end = tree.subtree(clause)
    start = max(start, v + 1)
    if tree.lower[start] in ("was", "were", "is", "are") and start > 1 and "what" in tree.lower[max(0, v - 3) : v]:
        start += 1
    if tree.tag[v] == "VBG" and _plain(tree, v + 1, start):
        start = v + 1
    own_end = _own_end(clauses, v, clause, end)
    last = clauses.sentence(v)[1]
    if own_end == end and end < last and tree.words[end] == ":":
        own_end = last  # "said it was time for a new start: that ..."
    return [_after_cue(tree, (start, own_end), v)]


def _plain(tree: Tree, start: int, end: int) -> bool:
    """Whether nothing but the content's own first words can stand here ("saying six, not sixteen, people died")."""
    return all(tree.pos[i] in ("NUM", "PUNCT", "PART", "DET", "ADJ") for i in range(start, end))


def _told_that(tree: Tree, v: int) -> int | None:
    """'assured residents that ...', where the parser hangs the clause on the people told."""
    told = tree.child(v, "dobj") if tree.lemma[v] in TOLD else None
    if told is None:
        return None
    return next((c for c in tree.children[told] if tree.dep[c] in ("acl", "relcl") and _that_clause(tree, c)), None)


def _unsaid(tree: Tree, v: int, clause: int) -> bool:
    """'It is too soon to say how ...', 'declined to say whether ...': nothing is said."""
    to = tree.child(v, "aux")
    if tree.lemma[v] != "say" or to is None or tree.lower[to] != "to":
        return False
    return tree.pos[tree.head[v]] == "ADJ" or any(w in WH for w in tree.lower[v + 1 : v + 2])


def _is_content(tree: Tree, c: int) -> bool:
    if tree.dep[c] == "ccomp":
        return True
    mark = tree.child(c, "mark", "advmod")
    return tree.dep[c] == "advcl" and mark is not None and tree.lower[mark] in ("whether", "that") and mark < c


def _own_end(clauses: Clauses, v: int, clause: int, end: int) -> int:
    """Where the content ends: before the next thing that the same speaker says, or a comment on what was said."""
    tree = clauses.tree
    for i in range(clause + 1, min(end, clause + MOST_SAID)):
        if _participle(tree, v, i) or _second_verb(tree, v, clause, i):
            clauses.speaker[i] = v
        elif not _comment(tree, i):
            continue
        return max(tree.subtree(i)[0], clause + 1)
    return end


def _second_verb(tree: Tree, v: int, clause: int, i: int) -> bool:
    """'says A and tells B that ...': a verb of saying in the same tense, without a subject of its own."""
    if (
        tree.dep[i] != "conj"
        or tree.head[i] != clause
        or tree.tag[i] != tree.tag[v]
        or tree.tag[v] not in ("VBD", "VBZ")
    ):
        return False
    verb = verbs().get(tree.lemma[i])
    return verb is not None and verb.kind == "report" and subject_of(tree, i) is None


def _participle(tree: Tree, v: int, i: int) -> bool:
    """', adding that ...' after a finite verb of saying goes on with the same speaker."""
    if tree.tag[i] != "VBG" or tree.dep[i] != "advcl" or tree.tag[v] == "VBG":
        return False
    verb, start = verbs().get(tree.lemma[i]), tree.subtree(i)[0]
    return verb is not None and verb.kind == "report" and start > 0 and tree.words[start - 1] == ","


def _comment(tree: Tree, i: int) -> bool:
    """', a claim that ...' after the content speaks of it."""
    start = tree.subtree(i)[0]
    return tree.dep[i] == "appos" and tree.lemma[i] in nouns() and tree.words[start - 1] == ","


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
    head = tree.head[v]
    if (
        "o" in verb.frames
        and tree.dep[v] == "relcl"
        and tree.lemma[head] in nouns()
        and _nothing_before(tree, v, thing)
    ):
        return [trimmed(tree, (tree.subtree(head)[0], head + 1))]
    takes = "o" in verb.frames or (verb.kind == "see" and _eyewitness(tree, v))
    if not takes or thing is None or thing < v or tree.lower[thing].endswith(("self", "selves")):
        return []
    start, end = tree.subtree(thing)
    as_what = next((c for c in tree.children[v] if c >= end and tree.lower[c] == "as" and tree.dep[c] == "prep"), None)
    if as_what is not None:
        end = tree.subtree(as_what)[1]
    if verb.kind == "figure":
        at = next((c for c in tree.children[v] if c > thing and tree.lower[c] == "at"), None)
        if at is None:
            return []
        end = tree.subtree(at)[1]
    return [_after_cue(tree, (start, _medium_cut(tree, thing, end)), v)]


def _eyewitness(tree: Tree, v: int) -> bool:
    """'A Reuters reporter saw six bodies': whoever was there vouches for what they saw."""
    subject = subject_of(tree, v)
    return subject is not None and tree.lemma[subject] in EYEWITNESSES


def _nothing_before(tree: Tree, v: int, thing: int | None) -> bool:
    """Whether a relative clause has no object of its own ("a claim the army dismissed"), or "which" for it."""
    return thing is None or tree.lower[thing] in ("which", "that")


def _unmarked(clauses: Clauses, v: int, verb: Verb, draft: Draft) -> list[Range]:
    """'A bomb killed six in the city state television reported on Friday.': pages that lose their commas.

    Only for a plain verb of saying at the very end of a sentence without commas, whose speaker is one that reports.
    """
    tree = clauses.tree
    start, end = clauses.sentence(v)
    active = tree.tag[v] in ("VBD", "VBN") and tree.child(v, "auxpass", "agent", "aux") is None
    plain = verb.kind == "report" and "c" in verb.frames and active
    tail = range(v + 1, end)
    if not plain or len(tail) > CHUNK or v - start < CHUNK or "," in tree.words[start:end]:
        return []
    if any(tree.pos[i] == "AUX" or tree.tag[i] in ("VBD", "VBZ", "VBP") for i in tail) or tree.dep[v] == "conj":
        return []
    first = _reporter(tree, v, start)
    told = first is not None and any(tree.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(start, first))
    if first is None or first - start < 4 or not told:
        return []
    draft.kind, draft.source = "postposed", [(first, v)]
    return [trimmed(tree, (start, first))]


def _reporter(tree: Tree, v: int, start: int) -> int | None:
    """Where the speaker before ``v`` begins, if it is an outlet, monitor or official: at its article or adjective."""
    if tree.lower[v - 1] in ("he", "she", "they"):
        return v - 1
    for first in range(max(start + 1, v - CHUNK), v):
        if tree.words[first][:1].isupper() and outlet(" ".join(tree.words[first:v])) is not None:
            while tree.pos[first - 1] == "ADJ" or tree.lower[first - 1] == "the":
                first -= 1  # noqa: PLW2901  (the article and the adjectives before the name)
            return first
    if singular_kind(tree.lemma[v - 1]) not in REPORTERS:
        return None
    subject = subject_of(tree, v)
    if subject == v - 1:
        first = tree.subtree(subject)[0]
        return first + (tree.lower[first] in DAYS)
    first = v - 1
    while (
        first > start
        and tree.lower[first - 1] not in DAYS
        and tree.pos[first - 1] in ("NOUN", "PROPN", "ADJ")
        and v - first < CHUNK
    ):
        first -= 1
        if tree.pos[first] == "ADJ" or tree.lower[first] == "state":
            break
    return first


def _medium_cut(tree: Tree, thing: int, end: int) -> int:
    """Where an object ends before the medium that carried it ("responsibility for the bombing | in a statement")."""
    for i in range(thing + 1, end):
        if tree.lower[i] in ("in", "on", "via", "during") and tree.dep[i] == "prep":
            what = tree.child(i, "pobj")
            if what is not None and tree.lemma[what] in MEDIA_NOUNS:
                return i
    return end


def _after_cue(tree: Tree, span: Range, v: int) -> Range:
    return trimmed(tree, (max(span[0], v + 1), span[1]))


def noun_frame(clauses: Clauses, i: int) -> Draft | None:
    """'X's claim that CONTENT', 'reports that CONTENT'."""
    tree = clauses.tree
    if tree.lemma[i] not in nouns() or tree.pos[i] != "NOUN":
        return None
    clause = next((c for c in tree.children[i] if tree.dep[c] in ("acl", "ccomp", "relcl") and c > i), None)
    if clause is None or not _that_clause(tree, clause):
        return _apart(clauses, i)
    draft = Draft(i, "noun", cue=[(i, i + 1)], content=[_after_cue(tree, tree.subtree(clause), i)])
    owner = tree.child(i, "poss")
    if owner is None and (by := tree.child(i, "agent", "prep")) is not None and tree.lower[by] in ("by", "from"):
        owner = tree.child(by, "pobj")
    if owner is not None:
        draft.source = [noun_phrase(tree, owner, i)]
    return draft


def _apart(clauses: Clauses, i: int) -> Draft | None:
    """'Rumours have abounded that CONTENT': the clause hangs on the verb that the noun is the subject of."""
    tree = clauses.tree
    verb = tree.head[i]
    if (
        tree.dep[i] not in ("nsubj", "nsubjpass")
        or tree.pos[verb] not in ("VERB", "AUX")
        or tree.lemma[verb] in verbs()
    ):
        return None
    clause = next((c for c in tree.children[verb] if c > verb and _that_clause(tree, c)), None)
    if clause is None:
        return None
    return Draft(i, "noun", cue=[(i, verb + 1)], content=[_after_cue(tree, tree.subtree(clause), verb)])


def _that_clause(tree: Tree, clause: int) -> bool:
    mark = tree.child(clause, "mark")
    return mark is not None and tree.lower[mark] == "that"
