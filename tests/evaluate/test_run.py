"""What is printed beside the scorer's figures."""

import pytest

from dateline.evaluate import run
from dateline.vocab.load import tsv_rows


def test_floors_are_known_by_how_the_name_of_the_gold_file_begins():
    assert "CoNLL F1" in run.floors("linking", "gva_docs.jsonl")
    assert run.floors("linking", "gva_docs_kept_aside.jsonl") == run.floors("linking", "gva_docs.jsonl")
    assert run.floors("events", "gva_docs.jsonl") == ""


@pytest.mark.parametrize("row", tsv_rows("bench_floors"), ids=lambda row: f"{row['area']}-{row['figure']}")
def test_every_floor_names_an_area_and_says_something_to_hold_a_figure_against(row):
    assert row["area"] in run.AREAS
    assert row["floor"] != "-" or row["peers"]
