"""Wire copy is told by its credit, never by a plain mention of an agency."""

import pytest

from dateline.find.credits import agency_in, find_credits, wire_credit
from dateline.read.text import report_from_text

WIRES = [
    ("AMARA, Iraq (AP) — A bridge fell on Monday.", "AP"),
    ("AMARA (Reuters) - A bridge fell on Monday.", "Reuters"),
    ("A bridge fell.\n(Reporting by Ann Lee; Editing by Bo Ray)", "Reuters"),
    ("A bridge fell.\n\nCopyright 2016 The Associated Press. All rights reserved.", "AP"),
    ("The bridge fell, the AP reported.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "agency"), WIRES)
def test_wire_credit(text, agency):
    assert wire_credit(report_from_text(text)) == agency


CREDITS = [
    ("Men cross a bridge. Picture: AP", "AP"),
    ("Men cross a bridge. Credit: YouTube/Amara Media", "YouTube/Amara Media"),
    ("Men cross a bridge. (Photo by Ali Odeh/AFP via Getty Images)", "Ali Odeh/AFP via Getty Images"),
]


@pytest.mark.parametrize(("text", "name"), CREDITS)
def test_a_credit_is_read_as_a_grammar(text, name):
    assert [found for _, _, found in find_credits(text)] == [name]


def test_an_agency_inside_a_credit_is_named():
    assert agency_in("Ali Odeh/AFP via Getty Images") == ("Ali Odeh", "AFP", None)
