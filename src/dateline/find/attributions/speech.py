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
SPEECH_MARKS = frozenset({'"', "“", "”", "``", "''", "«", "»", "‘"})
OWNERS = 12  # cues before a loose quote that are asked whether it goes on from them
LONGEST_LOOK = 200  # tokens of a content that are searched for a quotation mark
SENTENCES = 2  # sentences, as the parser cuts them, between a cue and the quote that runs on
REACH = 12  # tokens between a cue and the quote it introduces ("he said in a letter on Monday: ...")


class Quotes:
    """The quotes of a text as token ranges, marks included, in order; looked up by place."""

    def __init__(self, tree: Tree, text: str) -> None:
        self.ranges: list[Range] = []
        self.quotes: list[Quote] = []
        for quote in find_quotes(text):
            first = max(0, bisect_right(tree.starts, quote.start) - 1)
            last = min(bisect_left(tree.starts, quote.end), tree.size)
            if last > first:
                self.ranges.append((first, last))
                self.quotes.append(quote)
        self.starts = [r[0] for r in self.ranges]

    def overlapping(self, start: int, end: int) -> list[Range]:
        """Ranges that share a token with [start, end)."""
        first = max(0, bisect_right(self.starts, start) - 1)
        return [r for r in self.ranges[first : bisect_left(self.starts, end)] if r[1] > start]

    def holding(self, i: int, *, single: bool = True) -> Range | None:
        """The quote that token ``i`` stands in."""
        n = bisect_right(self.starts, i) - 1
        held = n >= 0 and i < self.ranges[n][1] and (single or not self.quotes[n].single)
        return self.ranges[n] if held else None


def is_speech(tree: Tree, piece: Range) -> bool:
    """Whether a quoted stretch is long enough, or punctuated, to be speech."""
    words = [w for w in tree.words[piece[0] : piece[1]] if w[:1].isalnum()]
    return len(words) >= SPEECH_WORDS or (len(words) > 1 and any(w in ",.!?" for w in tree.words[piece[0] : piece[1]]))


def add_speech(clauses: Clauses, text: str, drafts: list[Draft], laid_out: list[Draft]) -> list[Draft]:
    """The drafts with their quotes whole, quotes without a clause joined to their cues, and floating quotes.

    What is ``laid_out`` as speech (transcripts, posts) goes in beside them; quotes inside it need no other cue.
    """
    tree = clauses.tree
    quotes = Quotes(tree, text)
    for draft in drafts:
        pieces = [_one_sentence(tree, piece, quotes, draft) for piece in _inside(draft, quotes)]
        draft.content = [_whole(piece, quotes, draft) for piece in pieces if piece[0] < piece[1]]
    drafts = [d for d in drafts if d.content or _introduce(clauses, d, quotes)]
    drafts = sorted([*drafts, *laid_out], key=lambda d: d.anchor)
    return sorted([*drafts, *_loose(clauses, text, quotes, drafts)], key=lambda d: d.anchor)


def _loose(clauses: Clauses, text: str, quotes: Quotes, drafts: list[Draft]) -> list[Draft]:
    """Give the quotes that are nobody's content to the cue they go on from; the others float, without a source."""
    tree = clauses.tree
    covered = _covered(tree, quotes, drafts)
    anchors = [d.anchor for d in drafts]
    floating = []
    for piece, quote in zip(quotes.ranges, quotes.quotes, strict=True):
        if any(covered[piece[0] : piece[1]]) or (quote.single and not is_speech(tree, piece)):
            continue
        owner = _owner(clauses, piece, quote, drafts[: bisect_left(anchors, piece[0])], text)
        if owner is not None:
            owner.content = sorted([*owner.content, piece])
        elif is_speech(tree, piece):
            floating.append(_floating(clauses, piece))
    return floating


def _covered(tree: Tree, quotes: Quotes, drafts: list[Draft]) -> bytearray:
    """Which tokens are content already: of a cue outside their quote, or of one inside that takes the whole quote."""
    covered = bytearray(tree.size)
    for draft in drafts:
        held = quotes.holding(draft.anchor)
        for start, end in draft.content:
            if held is None or (start <= held[0] + 1 and end >= held[1] - 1) or end <= held[0] or start >= held[1]:
                covered[start:end] = b"\x01" * (end - start)
    return covered


def _inside(draft: Draft, quotes: Quotes) -> list[Range]:
    """The content of a cue inside a quote, kept inside it: what stands after the marks is somebody else's."""
    held = quotes.holding(draft.anchor, single=False)
    if held is None or draft.anchor in (held[0], held[1] - 1):
        return draft.content
    pieces = [(max(s, held[0]), min(e, held[1])) for s, e in draft.content]
    return [(s, e) for s, e in pieces if e - s > 1]


def _one_sentence(tree: Tree, piece: Range, quotes: Quotes, draft: Draft) -> Range:
    """Content cut at a full stop outside quotes, where the parser ran two sentences together."""
    start, end = piece
    for i in range(start, end - 1):
        if tree.words[i] not in (".", "?", "!"):
            continue
        held = quotes.holding(i)
        if held is None or i == held[0]:
            if draft.anchor < start:
                return start, i
            start = i + 1
    return start, end


def _whole(piece: Range, quotes: Quotes, draft: Draft) -> Range:
    """Content that begins or ends inside a quote takes the whole quote, unless its own cue stands inside it."""
    start, end = piece
    for a, b in quotes.overlapping(start, end):
        if not a <= draft.anchor < b:
            start, end = min(start, a), max(end, b)
    return start, end


def _introduce(clauses: Clauses, draft: Draft, quotes: Quotes) -> bool:
    """Give a verb without content the quote just after or just before it."""
    tree, anchor = clauses.tree, draft.anchor
    if quotes.holding(anchor) is not None:
        return False
    near = quotes.overlapping(max(0, anchor - REACH - 1), anchor + REACH + 1)
    behind = [r for r in near if r[1] <= anchor and anchor - r[1] <= REACH and _follows(clauses, r[1], draft)]
    ahead = [r for r in near if anchor < r[0] and _leads(tree, anchor + 1, r[0])]
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


def _owner(clauses: Clauses, piece: Range, quote: Quote, before: list[Draft], text: str) -> Draft | None:
    """The attribution that a loose quote goes on from: its cue stands in the same paragraph, just before."""
    tree = clauses.tree
    here = clauses.sentence_of[piece[0]]
    if piece[0] and tree.words[piece[0] - 1] == ":":
        return None  # something else introduces it
    for draft in reversed(before[-OWNERS:]):
        if not 0 <= here - clauses.sentence_of[draft.anchor] <= SENTENCES:
            break
        if draft.kind != "noun" and any(_quoted(tree, p) for p in draft.content):
            gap = text[tree.starts[draft.anchor] : tree.starts[piece[0]]]
            return draft if "\n" not in gap or quote.continues else None
    return None


def _quoted(tree: Tree, piece: Range) -> bool:
    """Whether a content holds quotation marks; of a very long one only its beginning and end are looked at."""
    start, end = piece
    looked = (*tree.words[start : min(end, start + LONGEST_LOOK)], *tree.words[max(start, end - 3) : end])
    return any(w in SPEECH_MARKS for w in looked)


def _floating(clauses: Clauses, piece: Range) -> Draft:
    return Draft(piece[0], "floating", content=[piece])
