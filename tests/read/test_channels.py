"""Exports of messengers and video sites."""

import json

import dateline
from dateline.ledger import Ledger
from dateline.model import Notice, Report
from dateline.read.files import read_paths

POSTS = [
    {"id": 1, "type": "service", "date": "2023-03-02T10:00:00", "action": "create_channel", "text": ""},
    {
        "id": 2, "type": "message", "date": "2023-03-03T10:12:01", "date_unixtime": "1677838321", "from": "Noro Notes",
        "text": [{"type": "bold", "text": "Kharkiv: "}, "two people killed in a rocket strike on a market."],
    },
    {
        "id": 3, "type": "message", "date": "2023-03-03T12:00:00", "from": "Noro Notes", "forwarded_from": "Region Office",
        "text": "The death toll from the Kharkiv market strike has risen to three.",
    },
    {"id": 4, "type": "message", "date": "2023-03-03T12:30:00", "from": "Noro Notes", "photo": "p.jpg", "text": ""},
]  # fmt: skip
EXPORT = {"name": "Noro Notes", "type": "public_channel", "id": 9, "messages": POSTS}
VIDEO = {
    "id": "x1", "extractor": "tube", "title": "Shells fall on Samra market", "description": "Filmed by a neighbour.",
    "upload_date": "20230303", "channel": "Samra Eye", "webpage_url": "https://tube.example/x1", "formats": [{"a": 1}],
}  # fmt: skip


def read(folder, name, words):
    (folder / name).write_text(words)
    return list(read_paths([folder / name]))


def reports(found):
    return [item for item in found if isinstance(item, Report)]


def test_each_post_with_words_is_a_report_of_the_channel(tmp_path):
    found = reports(read(tmp_path, "result.json", json.dumps(EXPORT, indent=1)))
    assert [r.text[:12] for r in found] == ["Kharkiv: two", "The death to"]
    assert {r.outlet for r in found} == {"Noro Notes"}
    assert found[0].published == "2023-03-03T10:12:01+00:00"
    assert found[0].place == "post 2"


def test_posts_without_words_are_one_notice(tmp_path):
    notices = [n for n in read(tmp_path, "result.json", json.dumps(EXPORT)) if isinstance(n, Notice)]
    assert [n.code for n in notices] == ["no-words"]
    assert "2 of its 4 posts" in notices[0].reason


def test_an_export_is_known_however_its_lines_are_broken(tmp_path):
    lines = json.dumps(EXPORT).replace('"messages": [', '"messages": [\n').replace("}, {", "},\n{")
    for words in (json.dumps(EXPORT), json.dumps(EXPORT, indent=2), lines):
        assert len(reports(read(tmp_path, "export", words))) == 2


def test_a_broken_post_costs_no_other(tmp_path):
    export = EXPORT | {"messages": [*POSTS, 7, {"type": "message", "text": {"a": []}}, {"type": "message"}]}
    assert len(reports(read(tmp_path, "result.json", json.dumps(export)))) == 2


def test_what_is_passed_on_names_whose_it_is(tmp_path):
    _, second = reports(read(tmp_path, "result.json", json.dumps(EXPORT)))
    chains = {tuple(s.name for s in c.attribution.chain) for o in dateline.observations(second) for c in o.claims}
    assert chains == {("Noro Notes", "Region Office")}


def test_two_channels_that_forward_one_post_are_one_origin(tmp_path):
    for name in ("Noro Notes", "Samra Wire"):
        export = {"name": name, "messages": [POSTS[2] | {"from": name, "text": POSTS[2]["text"] + f" {name}"}]}
        (tmp_path / f"{name}.json").write_text(json.dumps(export))
    with Ledger.open(tmp_path / "x.ledger") as ledger:
        dateline.ingest([tmp_path], ledger)
        (entry,) = dateline.incidents(ledger)
    assert entry.incident.independent == 1


def test_the_title_of_a_video_is_read_before_its_description(tmp_path):
    (report,) = reports(read(tmp_path, "x1.info.json", json.dumps(VIDEO)))
    assert report.text == "Shells fall on Samra market\n\nFilmed by a neighbour."
    assert (report.outlet, report.published, report.url) == ("Samra Eye", "2023-03-03", "https://tube.example/x1")
    assert "formats" not in report.extra


def test_a_mapping_comes_before_what_is_known_of_exports(tmp_path):
    (tmp_path / "x.json").write_text(json.dumps(VIDEO))
    from dateline.read.options import ReadOptions

    (report,) = reports(read_paths([tmp_path / "x.json"], ReadOptions(mapping={"text": "description"})))
    assert report.text == "Filmed by a neighbour."


def test_half_a_character_costs_no_other_post(tmp_path):
    cut = POSTS[1] | {"id": 5, "text": "Shells hit Goma \ud83d"}
    found = reports(read(tmp_path, "result.json", json.dumps(EXPORT | {"messages": [*POSTS, cut]})))
    assert [r.text for r in found][-1] == "Shells hit Goma \ufffd"
    assert len(found) == 3
