"""Status words: each word of the list in its example, denials and futures, and look-alikes."""

import pytest

from dateline.find.analysis import analyse_all
from dateline.find.status import find_status, tag_status
from dateline.read.text import report_from_text
from dateline.vocab import tsv_rows

ROWS = tsv_rows("status_words")


def test_each_word_reads_its_example():
    reports = [report_from_text(row["example"]) for row in ROWS]
    missed = []
    for row, analysis in zip(ROWS, analyse_all(reports), strict=True):
        if row["state"] not in {m.state for m in find_status(analysis)}:
            missed.append((row["words"], row["state"], row["example"]))

    assert missed == []


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The wells have not been extinguished.", ["ongoing"]),
        ("Crews failed to contain the blaze; it has not been contained.", ["ongoing"]),
        ("The assault will begin on Monday.", ["planned"]),
        ("The siege will be lifted on Friday.", []),
        ("Officials said the fire had been put out.", ["ended"]),
        ("The shelling stopped at dawn and resumed at noon.", ["ended", "reopened"]),
    ],
)
def test_denials_and_futures_turn_the_state(text, states):
    assert [state for _, _, state in tag_status(text)] == states


def test_remains_of_the_dead_are_no_state():
    (analysis,) = analyse_all([report_from_text("The remains of nine victims were found.")])

    assert find_status(analysis) == []


def test_spans_are_received_words():
    text = "Fires were still burning; the curfew was lifted."
    (analysis,) = analyse_all([report_from_text(text)])

    assert all(text[m.start : m.end] == m.words for m in find_status(analysis))
