"""The examples of docs/howto-formats.md run."""

import doctest
from pathlib import Path

from dateline.read import vocabulary
from dateline.read.repairs import RULES

PAGE = Path(__file__).parents[2] / "docs" / "howto-formats.md"


def test_the_examples_give_what_the_page_shows():
    assert doctest.testfile(str(PAGE), module_relative=False).failed == 0


def test_every_field_of_a_report_stands_in_the_table():
    page = PAGE.read_text(encoding="utf-8")

    assert all(f"| `{name}` |" in page for name in vocabulary.reading()["fields"])
    assert len(RULES) == 18, "a new rule of repair belongs in the page's table"
