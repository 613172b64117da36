"""Quoted speech: which words a pair of marks holds, and which cue it belongs to.

A quote broken by its cue is one attribution with two pieces of content, and so is a quote that runs on in the next
sentence of the paragraph. A quote that no cue reaches stays as a *floating* attribution without source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from dateline.find.attributions.draft import Draft
from dateline.find.attributions.frames import Clauses, cue_range
from dateline.find.attributions.quotes import Quote, find_quotes
from dateline.find.attributions.tree import Range, Tree

SPEECH_WORDS = 4  # a shorter quote without a full stop is a term in quotes, not speech
SENTENCES = 2  # sentences, as the parser cuts them, between a cue and the quote that runs on
REACH = 12  # tokens between a cue and the quote it introduces ("he said in a letter on Monday: ...")


def speech_ranges(tree: Tree, text: str) -> list[tuple[Range, Quote]]:
    """Token ranges of the quotes, marks included."""
    starts = tree.starts
    ranges = []
    for quote in find_quotes(text):
        first = max(0, bisect_right(starts, quote.start) - 1)
        last = bisect_left(starts, quote.end)
        if last > first:
            ranges.append(((first, min(last, tree.size)), quote))
    return ranges


def is_speech(tree: Tree, piece: Range) -> bool:
    """Whether a quoted stretch is long enough, or punctuated, to be speech."""
    words = [w for w in tree.words[piece[0] : piece[1]] if w[:1].isalnum()]
    return len(words) >= SPEECH_WORDS or (len(words) > 1 and any(w in ",.!?" for w in tree.words[piece[0] : piece[1]]))


def add_speech(clauses: Clauses, text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts with their quotes whole, quotes without a clause joined to their cues, and floating quotes."""
    tree = clauses.tree
    quotes = speech_ranges(tree, text)
    for draft in drafts:
        pieces = [_one_sentence(tree, piece, quotes, draft) for piece in _inside(draft, quotes)]
        draft.content = [_whole(piece, quotes, draft) for piece in pieces if piece[0] < piece[1]]
    drafts = [d for d in drafts if d.content or _introduce(clauses, d, quotes, text)]
    for piece, quote in quotes:
        if _covered(piece, drafts) or (quote.single and not is_speech(tree, piece)):
            continue
        owner = _owner(clauses, piece, quote, drafts, text)
        if owner is not None:
            owner.content.append(piece)
            owner.content.sort()
        elif is_speech(tree, piece):
            drafts.append(_floating(clauses, piece))
    return sorted(drafts, key=lambda d: d.anchor)


def _inside(draft: Draft, quotes: list[tuple[Range, Quote]]) -> list[Range]:
    """The content of a cue inside a quote, kept inside it: what stands after the marks is somebody else's."""
    held = next((r for r, q in quotes if r[0] < draft.anchor < r[1] - 1 and not q.single), None)
    if held is None:
        return draft.content
    pieces = [(max(s, held[0]), min(e, held[1])) for s, e in draft.content]
    return [(s, e) for s, e in pieces if e - s > 1]


def _one_sentence(tree: Tree, piece: Range, quotes: list[tuple[Range, Quote]], draft: Draft) -> Range:
    """Content cut at a full stop outside quotes, where the parser ran two sentences together."""
    start, end = piece
    for i in range(start, end - 1):
        if tree.words[i] in (".", "?", "!") and not any(a < i < b for (a, b), _ in quotes):
            if draft.anchor < start:
                return start, i
            start = i + 1
    return start, end


def _whole(piece: Range, quotes: list[tuple[Range, Quote]], draft: Draft) -> Range:
    """Content that begins or ends inside a quote takes the whole quote, unless its own cue stands inside it."""
    start, end = piece
    for (a, b), _ in quotes:
        if a >= end:
            break
        if b <= start or a <= draft.anchor < b:
            continue
        start, end = min(start, a), max(end, b)
    return start, end


def _covered(piece: Range, drafts: list[Draft]) -> bool:
    """Whether a quote is content already: of a cue that stands outside it, or with all its words."""
    for draft in drafts:
        inside = piece[0] <= draft.anchor < piece[1]
        for start, end in draft.content:
            if start < piece[1] and piece[0] < end and (not inside or (start <= piece[0] + 1 and end >= piece[1] - 1)):
                return True
    return False


def _introduce(clauses: Clauses, draft: Draft, quotes: list[tuple[Range, Quote]], text: str) -> bool:
    """Give a verb without content the quote just after or just before it."""
    tree = clauses.tree
    if any(a <= draft.anchor < b for (a, b), _ in quotes):
        return False
    near = [r for r, _ in quotes if -REACH <= r[0] - draft.anchor <= REACH or -REACH <= r[1] - draft.anchor <= REACH]
    behind = [r for r in near if r[1] <= draft.anchor and _follows(clauses, r[1], draft)]
    ahead = [r for r in near if draft.anchor < r[0] and _leads(tree, draft.anchor + 1, r[0])]
    draft.content = (behind[-1:] or ahead)[:1]
    if draft.content:
        draft.kind = "direct"
    return bool(draft.content)


def _leads(tree: Tree, start: int, end: int) -> bool:
    """Whether a quote comes right after the verb, or after a colon or comma that ends its clause."""
    last = end - 1
    while last > start and not tree.words[last].strip():
        last -= 1
    return end == start or tree.words[last] in (":", ",")


def _follows(clauses: Clauses, end: int, draft: Draft) -> bool:
    """Whether the words from the quote to the verb are just its speaker ('"...," the tall old guard said')."""
    tree = clauses.tree
    cue = cue_range(tree, draft.anchor)[0]
    first = min([cue, *(s for s, _ in draft.source if s >= end)])
    between = tree.words[end:first]
    if any("\n" in w for w in tree.words[end:cue]):
        return False
    return not any(w.strip() and w not in (",", "—", "–", "-") for w in between)


def _owner(clauses: Clauses, piece: Range, quote: Quote, drafts: list[Draft], text: str) -> Draft | None:
    """The attribution that a loose quote goes on from: its cue stands in the same paragraph, just before."""
    tree = clauses.tree
    before = sorted((d for d in drafts if d.anchor < piece[0]), key=lambda d: d.anchor)
    here = clauses.sentence_of[piece[0]]
    for draft in reversed(before):
        if not 0 <= here - clauses.sentence_of[draft.anchor] <= SENTENCES:
            break
        if draft.kind != "noun" and any(_quoted(tree, p) for p in draft.content):
            gap = text[tree.starts[draft.anchor] : tree.starts[piece[0]]]
            return draft if "\n" not in gap or quote.continues else None
    return None


def _quoted(tree: Tree, piece: Range) -> bool:
    return any(w in ('"', "“", "”", "``", "''", "«", "»", "‘") for w in tree.words[piece[0] : piece[1]])


def _floating(clauses: Clauses, piece: Range) -> Draft:
    return Draft(piece[0], "floating", content=[piece])
