"""Each kind of gold record gets its own answer, told by its fields."""

import json

import pytest

from dateline.evaluate.claims import predictions, scorer_arguments

TEXT = "Police said the bridge fell."
SPAN = [[0, 6]]
ROWS = {
    "attribution": ({"id": "1", "text": TEXT, "attributions": [{"id": "a", "source": SPAN, "cue": [], "content": []}]}, "attributions"),
    "slinks": ({"id": "1", "text": TEXT, "events": [], "links": []}, "attributions"),
    "factuality": ({"id": "1", "text": "The bridge fell .", "events": [{"tok": 2, "label": 3.0}]}, "events"),
    "independence": ({"id": "1", "reports": [{"outlet": "A", "text": TEXT}], "groups": [[0]], "independent": 1}, "groups"),
    "status": ({"id": "1", "claim": "a bridge fell", "text": "Mayor denies bridge fell", "label": "against"}, "label"),
    "stance": ({"id": "1", "thread": "1", "is_source": True, "text": TEXT, "label": "support"}, "label"),
    "reuse": ({"id": "1", "text": TEXT, "source_text": TEXT, "label": "near copy"}, "label"),
    "hedge": ({"id": "1", "text": "Some say so.", "label": "uncertain"}, "label"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ROWS)
def test_a_record_is_answered_by_its_fields(kind, tmp_path):
    row, field = ROWS[kind]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")

    [answer] = predictions(gold)

    assert answer["id"] == "1"
    assert field in answer
    assert scorer_arguments(gold, tmp_path / "out.jsonl")[1] == str(gold)


def test_nesting_is_left_out_only_where_the_gold_has_none(tmp_path):
    text = "CNN reported that police said the bridge fell."
    flat = {"id": "1", "text": text, "attributions": [{"id": "a", "source": SPAN, "cue": [], "content": []}]}
    nested = {**flat, "attributions": [*flat["attributions"], {**flat["attributions"][0], "id": "b", "parent": "a"}]}
    found = []
    for row in (flat, nested):
        gold = tmp_path / "gold.jsonl"
        gold.write_text(json.dumps(row), encoding="utf-8")
        found.append(len(next(iter(predictions(gold)))["attributions"]))

    assert found == [1, 2]


def test_an_empty_gold_has_no_answers(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text("", encoding="utf-8")

    assert list(predictions(gold)) == []
