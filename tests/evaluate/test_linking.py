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


def test_pairs_of_stories_are_measured_by_linking_them(tmp_path):
    fire = (
        "A fire in the grain store of Amara harbour killed Omar Haddad and Rima Kurdi on Friday, the harbour master said. "
        * 2
    )
    harvest = (
        "Farmers near Tarim expect a good harvest of wheat, said Nabil Sayegh of the ministry of agriculture on Monday. "
        * 2
    )
    rows = [
        {"id": "1", "lang": "en", "label": 1, "a": {"text": fire}, "b": {"text": f"{fire} Its roof fell in."}},
        {"id": "2", "lang": "en", "label": 0, "a": {"text": harvest}, "b": {"text": fire}},
    ]
    gold = tmp_path / "pairs.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert run.evaluate("linking", gold) == "story en   P 1.0000  R 1.0000  F1 1.0000  pairs 2\n"
