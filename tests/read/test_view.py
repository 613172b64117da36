"""The readable text leads back to the received text, whatever the repairs."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Passage, Repair, Report, Span
from dateline.read.text import report_from_text
from dateline.read.view import GAP, view

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=200) | st.lists(
    st.sampled_from(
        ["THE| Islamic", "October 317:39", " ? one", "..", "weeks.The town", "&amp;quot;", "\u00ad", "\u200b", "Ã©tÃ©", "b o m b i n g",
         "kil*led", "\n\n", "Picture: APSource:AP", "A BOMB KILLED THREE MEN IN SAN MIGUEL.", " ", "**bold**", "[x](http://a.b)", "BAGHDAD (AP) — "]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_verbatim_pieces_hold_the_received_characters(text):
    """White space may read as plain spaces and capitals as small letters; nothing else differs."""
    shown = view(report_from_text(text))

    for piece in shown.pieces:
        if piece.verbatim:
            received = text[piece.received_start : piece.received_end]
            read = shown.text[piece.start : piece.end]
            assert len(received) == len(read)
            assert all(
                a.casefold() == b.casefold() or (a.isspace() and b == " ") for a, b in zip(received, read, strict=True)
            )


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 400), st.integers(0, 60))
def test_any_stretch_of_the_view_has_received_offsets_in_order(text, start, length):
    shown = view(report_from_text(text))
    start = min(start, len(shown.text))
    span = shown.received(start, min(len(shown.text), start + length))

    assert 0 <= span.start <= span.end <= len(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_way_back_and_forth_finds_the_same_characters(text):
    shown = view(report_from_text(text))

    for piece in shown.pieces:
        if piece.verbatim and piece.start < piece.end:
            span = shown.received(piece.start, piece.end)
            assert span == Span(piece.received_start, piece.received_end)
            assert shown.to_view(span) is not None
            found = shown.to_view(Span(piece.received_start, piece.received_end))
            assert found is not None
            assert found[0] <= piece.start
            assert piece.end <= found[1]


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60),
    st.lists(
        st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.text(max_size=5), st.sampled_from(["upper-case", "x"])),
        max_size=8,
    ),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5),
)
def test_no_repairs_however_odd_break_the_view(text, marks, cuts):
    """Overlapping, crossing, empty and out-of-range repairs are left out or clipped, never an error."""
    edges = sorted({min(len(text), n) for pair in cuts for n in pair} | {0, len(text)})
    passages = tuple(Passage(a, b, "body") for a, b in itertools.pairwise(edges))
    repairs = tuple(Repair(a, b, words, rule) for a, b, words, rule in marks)
    shown = view(Report(id="x", text=text, passages=passages, repairs=repairs))

    for n in range(len(shown.text)):
        span = shown.received(n, n + 1)
        assert 0 <= span.start <= span.end <= len(text)


def test_a_gap_stands_between_passages_and_nowhere_else():
    shown = view(
        report_from_text("Smoke over the harbour town\n\nA bomb went off\nat the harbour on Monday, officials said.")
    )

    assert shown.text == f"Smoke over the harbour town{GAP}A bomb went off at the harbour on Monday, officials said."


def test_credits_bylines_and_furniture_are_not_read():
    text = "Staff writersAP\n\nA bomb went off at the harbour on Monday. Picture: AP\n\nCopy link to Tweet"

    assert view(report_from_text(text)).text == "A bomb went off at the harbour on Monday."
