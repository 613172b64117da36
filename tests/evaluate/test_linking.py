"""What the linking evaluator hands to the scorer, and what it measures itself."""

import json

import pytest

from dateline.evaluate import linking, run


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


def test_mentions_are_linked_by_their_passages_and_not_measured_without_them(tmp_path):
    (tmp_path / "score.py").write_text("import sys\nprint(open(sys.argv[3]).read())\n")
    passage = (
        "The Orchard Cup of 1987 in Amara was won by Nabil Sayegh , who beat Omar Haddad in three sets on wet grass ."
    )
    gold = tmp_path / "mentions.jsonl"
    rows = [{"id": key, "text": "Orchard Cup", "tokens": f"{key} {passage}", "cluster": "c"} for key in "ab"]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
    told = [json.loads(line)["cluster"] for line in run.evaluate("linking", gold).splitlines() if line.startswith("{")]

    assert len(told) == 2
    assert told[0] == told[1]

    gold.write_text(json.dumps({"id": "a", "doc": "d", "sent": 1, "text": "Cup", "cluster": "c"}) + "\n")
    with pytest.raises(TypeError, match="without their passages"):
        run.evaluate("linking", gold)


def test_the_ledger_gold_is_measured_by_pairs_of_its_dossiers():
    dossier = {"a": "fire", "b": "fire", "c": "bomb", "d": "bomb"}
    cluster = {"a": "1", "b": "1", "c": "1", "d": "2"}

    assert linking._dossier_pairs(dossier, cluster) == "dossiers   P 0.3333  R 0.5000  F1 0.4000  pairs 6\n"
