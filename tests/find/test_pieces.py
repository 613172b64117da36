"""Word pieces: whole words, words cut from the left, characters that nobody knows."""

import pytest

from dateline.find.pieces import END, START, UNKNOWN, Pieces

VOCABULARY = ["[PAD]", UNKNOWN, START, END, "shell", "##ed", "##s", "market", "she", "##ll", "cafe", "'", ",", "_", "9"]
PIECES = Pieces(VOCABULARY)


def cut(text, most=96):
    return " ".join(VOCABULARY[number] for number in PIECES.of(text, most))


CUTS = [
    ("market", "market", "a word that is a piece is one"),
    ("shelled", "shell ##ed", "the longest piece that fits comes first"),
    ("Shells, MARKET", "shell ##s , market", "case does not matter, a comma is a word"),
    ("Café", "cafe", "accents do not matter"),
    ("she's", "she ' [UNK]", "an apostrophe parts words; a letter that is no piece makes its word unknown"),
    ("shelly", "[UNK]", "a word whose end fits no piece is unknown as a whole"),
    ("she_9", "she _ 9", "an underscore is a word"),
    ("market\n\n market", "market market", "white space says nothing"),
    ("", "", "an empty text has only its marks"),
]


@pytest.mark.parametrize(("text", "pieces", "rule"), CUTS, ids=[rule for _, _, rule in CUTS])
def test_text_is_cut_into_pieces(text, pieces, rule):
    assert cut(text) == f"[CLS] {pieces} [SEP]".replace("  ", " ")


def test_a_long_text_is_read_to_its_limit_and_still_ends():
    assert cut("market " * 500, most=6) == "[CLS] market market market market [SEP]"
