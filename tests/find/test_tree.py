"""The lists of a parse answer as spaCy does."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.analysis import Analysis, analyse
from dateline.find.tree import tree_of
from dateline.model import Span
from dateline.read.text import report_from_text

TEXT = (
    "Shells hit the covered market of Vinnova on Monday, killing six  people, the mayor said.\n\n"
    "A convoy that left the port at dawn, with 40 lorries,  had been stopped; nobody was hurt, said Anna Berg."
)


@cache
def read() -> Analysis:
    return analyse(report_from_text(TEXT))


@given(st.integers(0, len(TEXT) - 2), st.integers(1, 30))
@settings(deadline=None)
def test_whole_words_and_their_root_are_those_of_the_parser(start: int, length: int) -> None:
    analysis, span = read(), Span(start, min(len(TEXT), start + length))
    place = analysis.view.to_view(span)
    words = analysis.doc.char_span(*place, alignment_mode="expand") if place else None
    tokens = tree_of(analysis).whole(span)
    if not words:
        assert not tokens
    else:
        assert (tokens.start, tokens.stop) == (words.start, words.end)
        assert tree_of(analysis).root(tokens) == words.root.i
