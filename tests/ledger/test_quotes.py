"""The sentence around some words, found by punctuation alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ledger.quotes import quote, sentence
from dateline.model import Passage, Report, Span


def held(text, *passages):
    return Report(id="r", text=text, passages=passages or (Passage(0, len(text), "body"),))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It rained. Six people died in Suva. It stopped.", "Six", "Six people died in Suva."),
        ("Six people died", "died", "Six people died"),
        ("Brig. Gen. Salah Ito spoke. Two fell.", "Salah", "Brig. Gen. Salah Ito spoke."),
        ("The U.S. Navy fired. Two fell.", "fired", "The U.S. Navy fired."),
        ("He said: “Run!” They ran to the river. Night fell.", "river", "They ran to the river."),
        ("It cost 3.5 million. More came.", "million", "It cost 3.5 million."),
        ("وقع انفجار. قتل ستة.", "انفجار", "وقع انفجار."),
    ],
)
def test_sentences(text, words, expected):
    start = text.index(words)
    found = sentence(held(text), Span(start, start + len(words)))

    assert text[found.start : found.end] == expected


def test_a_sentence_never_leaves_its_passage():
    text = "Headline without stop\n\nSix died"
    found = sentence(held(text, Passage(0, 21, "headline"), Passage(23, len(text), "body")), Span(0, 8))

    assert text[found.start : found.end] == "Headline without stop"


def test_a_sentence_without_end_is_cut():
    text = "word " * 10_000
    found = sentence(held(text), Span(25_000, 25_004))

    assert found.end - found.start < 1300


@given(st.text(max_size=300), st.data())
def test_the_quote_holds_the_words(text, data):
    """Whatever the text: the span lies in its sentence unless it is all white space, and the words are the words."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = quote(held(text), Span(start, end))

    assert found.exact == text[start:end]
    assert text[found.sentence.start : found.sentence.end] == found.sentence_text
    assert text.startswith(found.prefix + found.exact + found.suffix, start - len(found.prefix))
