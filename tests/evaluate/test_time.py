"""The time evaluator: what it predicts is decided by the fields of the gold, and its own figures mean what they say."""

import json

import pytest

from dateline.evaluate import time

TEXT = "Gunmen killed nine people in the town on Wednesday. They fled before dawn."
EVENT = {"eid": "e1", "start": TEXT.index("killed"), "end": TEXT.index("killed") + 6}


def _gold(tmp_path, *records):
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    out.write_text("".join(json.dumps(r) + "\n" for r in time.predictions(path)), encoding="utf-8")
    return path, out


def test_expressions_are_predicted_where_the_gold_marks_them(tmp_path):
    gold, out = _gold(tmp_path, {"id": "a", "dct": "2016-11-05", "text": TEXT, "timex": []})
    (record,) = [json.loads(line) for line in out.read_text().splitlines()]

    assert record["timex"][0]["value"] == "2016-11-02"
    assert time.scorer_arguments(gold, out)[:2] == [str(gold), str(out)]
    assert time.figures(gold, out) == ""


@pytest.mark.parametrize(("value", "right"), [("2016-11-02", 1), ("2016-11-05", 0)])
def test_an_event_is_right_when_the_days_are_those_of_its_gold_time(tmp_path, value, right):
    anchors = [{"eid": "e1", "rel": "IS_INCLUDED", "tid": "t1", "value": value}]
    record = {
        "id": "a",
        "set": "eventstoryline",
        "dct": "2016-11-05",
        "text": TEXT,
        "timex": [],
        "events": [EVENT],
        "anchors": anchors,
    }
    gold, out = _gold(tmp_path, record)

    assert f"exact days {right:5d}" in time.figures(gold, out)


def test_a_day_known_by_bounds_is_counted_apart(tmp_path):
    event = EVENT | {"kind": "SingleDay", "time": "after2016-11-01before2016-11-03"}
    record = {"id": "a", "set": "eventtime", "part": "dev", "dct": "2016-11-05", "text": TEXT, "events": [event]}
    gold, out = _gold(tmp_path, record)

    assert "known by bounds     1  within     1" in time.figures(gold, out)
    assert time.scorer_arguments(gold, out) == []


def test_order_of_a_pair_is_that_of_its_dates(tmp_path):
    text = "The siege began on 3 May 2016. It ended on 9 June 2016."
    events = [{"eid": w, "start": text.index(w), "end": text.index(w) + len(w)} for w in ("began", "ended")]
    record = {
        "id": "a",
        "set": "matres",
        "dct": "2016-11-05",
        "text": text,
        "events": events,
        "pairs": [["began", "ended", "BEFORE"]],
    }
    gold, out = _gold(tmp_path, record)

    assert "precision 100.00  recall 100.00" in time.figures(gold, out)


def test_a_dated_timeline_item_is_looked_up_in_its_document(tmp_path):
    document = {"kind": "doc", "id": "d", "dct": "2016-11-05", "sentences": ["The siege began on 3 May 2016 ."]}
    items = [{"order": 1, "date": "2016-05-03", "mentions": [{"doc": "d", "sent": 1, "word": "began"}]}]
    gold, out = _gold(tmp_path, document, {"kind": "timeline", "entity": "town", "items": items})

    assert "exact days     1" in time.figures(gold, out)
