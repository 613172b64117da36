"""Who says what in a report: source, cue and content of every attribution, nested ones with their parent.

Three readers of one parse: quotation marks (:mod:`.quotes`), frames of verbs and nouns of saying (:mod:`.frames`), and
the forms without a verb (:mod:`.forms`). What they find is joined here.

>>> from dateline.find.analysis import analyse
>>> from dateline.read.text import report_from_text
>>> report = report_from_text("Police said the bridge was down.")
>>> [m.kind for m in find_attributions(analyse(report))]
['indirect']
"""

from __future__ import annotations

from dateline.find.analysis import Analysis
from dateline.find.attributions.carried import add_carriers
from dateline.find.attributions.draft import Draft, trimmed
from dateline.find.attributions.forms import according_to, adverb, headline, impersonal, scare_quotes
from dateline.find.attributions.frames import Clauses, described_as, noun_frame, verb_frame
from dateline.find.attributions.speech import add_speech
from dateline.find.attributions.tree import Range, Tree, tree_of
from dateline.find.attributions.turns import turns
from dateline.model import AttributionMention, Span

__all__ = ["find_attributions"]


def find_attributions(analysis: Analysis) -> list[AttributionMention]:
    """Every who-says-what of the report, in the order of the cues; ``parent`` is an index into the same list."""
    if len(analysis.doc) == 0:
        return []
    tree = tree_of(analysis)
    clauses = Clauses(tree, analysis.sentence_of, [(s.start, s.end) for s in analysis.sentences])
    drafts = collect(clauses)
    laid_out = turns(tree, analysis.view.text)
    drafts = add_carriers(clauses, add_speech(clauses, analysis.view.text, drafts, laid_out))
    drafts = nested(sorted(drafts, key=_order))
    return [_mention(analysis, tree, draft) for draft in drafts]


def _order(draft: Draft) -> tuple[int, int, int]:
    """By cue, a carrier before what it carries."""
    outer = draft.outer
    return (outer.anchor if outer else draft.anchor, int(outer is not None), draft.anchor)


def collect(clauses: Clauses) -> list[Draft]:
    """Drafts in the order of their anchors."""
    tree = clauses.tree
    drafts: list[Draft] = []
    for i in range(tree.size):
        if tree.lower[i] == "according":
            draft = according_to(clauses, i)
        elif tree.lower[i] in ("showing", "depicting") and i > 1 and tree.lower[i - 2] == "described":
            draft = described_as(clauses, i)
        elif tree.pos[i] in ("VERB", "AUX"):
            draft = verb_frame(clauses, i)
        elif tree.pos[i] == "NOUN":
            draft = noun_frame(clauses, i)
        elif tree.pos[i] == "ADV":
            draft = adverb(clauses, i)
        else:
            continue
        if draft is not None:
            drafts.append(draft)
    return [*_without_doubles(drafts), *_whole_sentences(clauses, drafts)]


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Without adverbs that are part of another cue ("purportedly shows")."""
    cues = [r for d in drafts if d.kind != "adverb" for r in d.cue]
    return [d for d in drafts if d.kind != "adverb" or not any(s <= d.anchor < e for s, e in cues)]


def _whole_sentences(clauses: Clauses, drafts: list[Draft]) -> list[Draft]:
    """Attributions of sentences in which no cue was found: headlines and "it was not clear"."""
    told = {clauses.sentence_of[d.anchor] for d in drafts}
    found = []
    for number, sentence in enumerate(clauses.sentences):
        if number in told:
            continue
        for form in (headline, impersonal, scare_quotes):
            draft = form(clauses, sentence)
            if draft is not None:
                found.append(draft)
                break
    return found


def nested(drafts: list[Draft]) -> list[Draft]:
    """Set ``parent`` to the smallest attribution whose content holds the cue of this one."""
    places = {id(d): n for n, d in enumerate(drafts)}
    pieces = sorted((s, e, n) for n, d in enumerate(drafts) for s, e in d.content)
    sizes = [sum(e - s for s, e in d.content) for d in drafts]
    order = sorted(range(len(drafts)), key=lambda n: drafts[n].anchor)
    open_pieces: list[tuple[int, int]] = []  # (end, number) of the pieces that hold the present place
    following = 0
    for number in order:
        anchor = drafts[number].anchor
        while following < len(pieces) and pieces[following][0] <= anchor:
            open_pieces.append(pieces[following][1:])
            following += 1
        open_pieces = [(end, n) for end, n in open_pieces if end > anchor]
        outer = drafts[number].outer
        holders = [n for _, n in open_pieces if n != number]
        drafts[number].parent = places.get(id(outer)) if outer else min(holders, key=sizes.__getitem__, default=None)
    for number, draft in enumerate(drafts):
        if _circular(drafts, number):
            draft.parent = None
    return drafts


def _circular(drafts: list[Draft], number: int) -> bool:
    """Whether the way up from an attribution comes back to it (two that hold each other's cue)."""
    step, steps = drafts[number].parent, 0
    while step is not None and step != number and steps <= len(drafts):
        step, steps = drafts[step].parent, steps + 1
    return step is not None


def _mention(analysis: Analysis, tree: Tree, draft: Draft) -> AttributionMention:
    def spans(ranges: list[Range]) -> tuple[Span, ...]:
        return tuple(_span(analysis, tree, r) for r in ranges if r[0] < r[1])

    parted = [part for piece in draft.source for part in apart(tree, piece)]
    source, cue, content = spans(parted), spans(draft.cue), spans(draft.content)
    pieces = [*source, *cue, *content] or [_span(analysis, tree, (draft.anchor, draft.anchor + 1))]
    start, end = min(p.start for p in pieces), max(p.end for p in pieces)
    return AttributionMention(
        start=start,
        end=end,
        words=analysis.report.text[start:end],
        sentence=analysis.sentence_of[draft.anchor],
        rule=draft.kind,
        source=source,
        cue=cue,
        content=content,
        parent=draft.parent,
        kind=draft.kind,
    )


def apart(tree: Tree, piece: Range) -> list[Range]:
    """The sources in "the Red Crescent and local officials", each for itself; a single one stays whole."""
    heads = [i for i in range(*piece) if not piece[0] <= tree.head[i] < piece[1] or tree.head[i] == i]
    if len(heads) != 1:
        return [piece]
    first = heads[0]
    other = next((c for c in tree.children[first] if tree.dep[c] == "conj" and piece[0] <= c < piece[1]), None)
    joint = next((c for c in tree.children[first] if tree.dep[c] == "cc" and tree.lower[c] == "and"), None)
    if other is None or joint is None or not first < joint < other or tree.pos[other] not in ("NOUN", "PROPN"):
        return [piece]
    return [trimmed(tree, (piece[0], joint)), *apart(tree, trimmed(tree, (joint + 1, piece[1])))]


def _span(analysis: Analysis, tree: Tree, piece: Range) -> Span:
    last = piece[1] - 1
    return analysis.span_of(tree.starts[piece[0]], tree.starts[last] + len(tree.words[last]))
