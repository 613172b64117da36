"""What the linking evaluator hands to the scorer, and what it measures itself."""

import json

from dateline.evaluate import run


def test_pairs_that_carry_their_texts_are_measured_by_their_own_words(tmp_path):
    source = "The council closed the road on Monday after shells fell near the school and two people were hurt."
    other = "Farmers in the valley expect a good harvest of wheat this year, the ministry of agriculture said."
    rows = [
        {"id": "a", "text": source, "source_text": source, "label": 1},
        {"id": "b", "text": other, "source_text": source, "label": 0},
    ]
    gold = tmp_path / "pairs.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert "P 1.0000  R 1.0000" in run.evaluate("linking", gold)
