"""Whatever a file holds, reading goes on: a clear notice or a safe value, never a stop."""

import json
import os
import time

import pytest

from dateline.model import Notice, Report
from dateline.read.files import read_paths
from dateline.read.options import ReadOptions

BODY = "Soldiers fired on a convoy near the river on Monday, officials said, and two people died in the attack."
OPTIONS = ReadOptions(published="2016-11-05", today="2026-11-28")


def _read(path, options=OPTIONS):
    found = list(read_paths([path], options))
    return [r for r in found if isinstance(r, Report)], [n for n in found if isinstance(n, Notice)]


def _codes(notices):
    return [n.code for n in notices]


def _file(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_every_notice_says_where_why_and_what_next(tmp_path):
    _file(tmp_path, "a.txt", b"")
    _file(tmp_path, "b.txt", b"\x00\x01\x02")
    _, notices = _read(tmp_path)

    assert all(n.file and n.reason and n.next_step for n in notices)


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_notice(tmp_path, data):
    assert _codes(_read(_file(tmp_path, "a.txt", data))[1]) == ["empty-file"]


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7 ...", bytes(range(256)) * 40, b"PK\x03\x04" + b"x" * 90],
)
def test_binary_data_under_a_text_name_is_a_notice(tmp_path, data):
    assert _codes(_read(_file(tmp_path, "report.txt", data))[1]) == ["binary-file"]


def test_a_missing_path_is_a_notice():
    assert _codes(_read("/no/such/place")[1]) == ["no-such-file"]


def test_a_folder_that_cannot_be_opened_is_a_notice(tmp_path, monkeypatch):
    (tmp_path / "shut").mkdir()
    _file(tmp_path, "open.txt", BODY)
    listed = os.scandir

    def refuse(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    reports, notices = _read(tmp_path)

    assert (len(reports), _codes(notices)) == (1, ["unreadable-folder"])
    assert _codes(_read(tmp_path / "shut")[1]) == ["unreadable-folder"]


def test_broken_utf8_is_read_with_a_notice(tmp_path):
    data = ("Café. " + BODY).encode() + b" \xff\xfe end" + " naïve façade".encode() * 300
    reports, notices = _read(_file(tmp_path, "a.txt", data))

    assert BODY in reports[0].text
    assert _codes(notices) == ["broken-encoding"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path, encoding):
    text = "Les forces ont tiré à l’aube près de la rivière; " + BODY
    reports, _ = _read(_file(tmp_path, "a.txt", text.encode(encoding)))

    assert reports[0].text == text


def test_arabic_in_its_old_encoding_is_read(tmp_path):
    text = "قصف الطيران الحربي بلدة في ريف حلب الشمالي صباح اليوم وأدى إلى مقتل مدنيين " * 3
    reports, _ = _read(_file(tmp_path, "a.txt", text.encode("cp1256")))

    assert (reports[0].text, reports[0].language) == (text, "ar")


def test_a_page_nested_100_000_deep_is_read_as_words(tmp_path):
    page = "<html><body>" + "<div>" * 100_000 + f"<p>{BODY}</p>" + "</div>" * 100_000 + "</body></html>"
    began = time.monotonic()
    reports, notices = _read(_file(tmp_path, "a.html", page))

    assert BODY in reports[0].text
    assert _codes(notices) == ["odd-page"]
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "&", "<script>", "<p", "</", "<![CDATA[", "<table><tr><td>"])
def test_a_page_of_one_broken_piece_repeated_is_read_in_time(tmp_path, piece):
    began = time.monotonic()
    _read(_file(tmp_path, "a.html", "<html><body><p>" + BODY + "</p>" + piece * 50_000))

    assert time.monotonic() - began < 20


def test_a_million_characters_on_one_line_are_read(tmp_path):
    text = (BODY + " ") * (1_000_000 // len(BODY))
    began = time.monotonic()
    reports, notices = _read(_file(tmp_path, "a.txt", text))

    assert reports[0].text == text
    assert notices == []
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "piece",
    [
        "a b ",
        "? ",
        "..",
        "A",
        "(",
        "[",
        "October 3",
        "1:2",
        "*",
        "Picture: ",
        "AP ",
        "\u00ad",
        "Ã©",
        "&amp;",
        "b o m ",
        "**",
        "|",
        "\n",
        " \n",
        "- \n",
        "x\n",
        "“",
        "#",
        "BAGHDAD, ",
        "The",
        "U.S. ",
        "Brig. ",
    ],
)
def test_no_rule_is_slow_on_any_repeated_piece(tmp_path, piece):
    began = time.process_time()
    _read(_file(tmp_path, "a.txt", "x " + piece * (200_000 // len(piece))))

    assert time.process_time() - began < 10


def test_a_text_beyond_the_limit_is_read_in_parts_and_nothing_is_lost(tmp_path):
    text = "\n\n".join(f"{n}. {BODY}" for n in range(20))
    reports, notices = _read(_file(tmp_path, "a.txt", text), ReadOptions(published="2016-11-05", max_text=500))

    assert "".join(r.text for r in reports) == text
    assert reports[0].place == f"chars 0-{len(reports[0].text)}"
    assert _codes(notices) == ["text-split"]


def test_a_50_megabyte_text_file_is_read_to_its_end(tmp_path):
    line = BODY + " " * 3000 + "\n"
    size = 50 * 2**20 // len(line)
    with (tmp_path / "a.txt").open("w") as handle:
        handle.write(line * size)
    seen = 0
    for found in read_paths([tmp_path / "a.txt"], ReadOptions(published="2016-11-05", max_text=25_000_000)):
        if isinstance(found, Report):
            seen += len(found.text)

    assert seen == size * len(line)


def test_a_large_jsonl_file_is_streamed(tmp_path):
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": "ok. " * 250_000}) + "\n"
    with path.open("w") as handle:
        for _ in range(50):
            handle.write(line)
    reading = read_paths([path], ReadOptions(published="2016-11-05", max_text=500_000))

    assert {type(next(reading)) for _ in range(4)} == {Notice, Report}


def test_a_broken_line_in_the_middle_leaves_the_others(tmp_path):
    lines = [json.dumps({"text": BODY, "id": str(n)}) for n in range(3)]
    reports, notices = _read(
        _file(tmp_path, "a.jsonl", "\n".join([lines[0], '{"text": "brok', "[1, 2]", "", lines[2]]))
    )

    assert [r.extra["id"] for r in reports] == ["0", "2"]
    assert [(n.code, n.place) for n in notices] == [("broken-line", "line 2"), ("not-a-record", "line 3")]


def test_json_nested_without_end_is_a_notice(tmp_path):
    assert _codes(_read(_file(tmp_path, "a.json", "[" * 100_000))[1]) == ["broken-json"]


def test_a_table_without_the_told_column_names_those_it_has(tmp_path):
    path = _file(tmp_path, "a.csv", f"title,story,date\nA,{BODY!r},2016-11-05\n")
    reports, notices = _read(path, ReadOptions(mapping={"text": "body"}))

    assert reports == []
    assert (notices[0].code, notices[0].reason) == ("missing-column", "there is no column 'body'")
    assert "story" in notices[0].next_step


def test_a_table_of_titles_alone_says_that_no_text_is_read(tmp_path):
    reports, notices = _read(_file(tmp_path, "a.csv", f'title,tale,date\nA bomb in the town,"{BODY}",2016-11-05\n'))

    assert [r.text for r in reports] == ["A bomb in the town"]
    assert _codes(notices) == ["titles-only"]
    assert "--map text=COLUMN; there are: title, tale" in notices[0].next_step


def test_a_table_with_ragged_rows_is_read_as_far_as_it_goes(tmp_path):
    path = _file(
        tmp_path, "a.csv", 'text,date,title\n"One, two died.",2016-11-05,A\nShort row.\n"x",2016-11-06,B,extra\n'
    )
    reports, notices = _read(path)

    assert [r.text for r in reports] == ["One, two died.", "Short row.", "x"]
    assert [(n.code, n.place) for n in notices] == [("ragged-row", "row 3"), ("ragged-row", "row 4")]


def test_formulas_and_scripts_stay_words(tmp_path):
    evil = "<script>alert(1)</script>"
    record = dict.fromkeys(("title", "text", "outlet", "url", "author", "lang", "id"), f"=cmd|' /C calc'!A0 {evil}")
    reports, _ = _read(_file(tmp_path, "a.jsonl", json.dumps(record)))

    assert reports[0].text == record["text"]
    assert reports[0].title == record["title"]


def test_a_file_name_with_a_newline_is_a_name(tmp_path):
    reports, _ = _read(_file(tmp_path, "two\nlines.txt", BODY))

    assert reports[0].origin.endswith("two\nlines.txt")


def test_an_empty_shell_of_a_page_is_told(tmp_path):
    page = "<html><head><title>News</title></head><body><noscript>Please enable JavaScript to view this page.</noscript><p>Please enable JavaScript to view this page.</p></body></html>"
    reports, notices = _read(_file(tmp_path, "a.html", page))

    assert "page-shell" in _codes(notices)
    assert all(
        "JavaScript" not in r.text[p.start : p.end] for r in reports for p in r.passages if p.role != "boilerplate"
    )


def test_a_feed_that_expands_entities_is_no_bomb(tmp_path):
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    page = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "boom">{entities}]><rss><channel><item><title>&e9;</title><description>{BODY}</description></item></channel></rss>'
    began = time.monotonic()
    reports, _ = _read(_file(tmp_path, "a.xml", page))

    assert all(len(r.text) < 100_000 for r in reports)
    assert time.monotonic() - began < 20


def test_a_future_date_is_kept_and_told(tmp_path):
    path = _file(tmp_path, "a.jsonl", json.dumps({"text": BODY, "date": "2031-01-01"}))
    reports, notices = _read(path, ReadOptions())

    assert (reports[0].published, reports[0].published_basis) == ("2031-01-01", "future")
    assert _codes(notices) == ["future-date"]


def test_a_future_date_gives_way_to_what_the_user_tells(tmp_path):
    path = _file(tmp_path, "a.jsonl", json.dumps({"text": BODY, "date": "2031-01-01"}))
    reports, notices = _read(path, ReadOptions(published="2016-11-05"))

    assert (reports[0].published, reports[0].published_basis) == ("2016-11-05", "told")
    assert _codes(notices) == ["future-date"]


def test_a_date_with_two_readings_is_not_guessed(tmp_path):
    reports, notices = _read(
        _file(tmp_path, "a.jsonl", json.dumps({"text": BODY, "date": "05/11/2016"})), ReadOptions()
    )

    assert reports[0].published is None
    assert _codes(notices) == ["date-not-understood"]


def test_no_date_is_told_and_none_invented(tmp_path):
    reports, notices = _read(_file(tmp_path, "a.txt", BODY), ReadOptions())

    assert (reports[0].published, reports[0].published_basis) == (None, None)
    assert _codes(notices) == ["no-date"]


@pytest.mark.parametrize("value", [1, 1.5, True, None, [], {}, [["x"]], {"a": {"b": 1}}, float("1e300"), "\ud800"])
def test_odd_values_in_any_field_are_survived(tmp_path, value):
    record = dict.fromkeys(("text", "title", "date", "url", "source", "lang", "id", "x"), value)
    reports, notices = _read(_file(tmp_path, "a.jsonl", json.dumps(record) + "\n" + json.dumps({"text": BODY})))

    assert "failed-file" not in _codes(notices)
    assert reports[-1].text == BODY


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_false_utf_16_mark_does_not_turn_english_into_chinese(tmp_path, mark):
    (report,), notices = _read(_file(tmp_path, "report.txt", mark + BODY.encode()))

    assert report.text.endswith(BODY)
    assert (report.language, "broken-encoding" in _codes(notices)) == ("en", True)


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
@pytest.mark.parametrize(
    "text", [BODY, "قتل ثلاثة اشخاص في انفجار قنبلة في بغداد", "战争爆发后首都遭到炮击三人死亡平民逃离城市"]
)
def test_a_true_mark_is_believed(tmp_path, codec, text):
    (report,), _ = _read(_file(tmp_path, "report.txt", text.encode(codec)))

    assert report.text == text


def test_a_ledger_kept_beside_its_reports_is_no_report(tmp_path):
    _file(tmp_path, "a.txt", BODY)
    for name in ("week.ledger", "week.ledger-wal", "week.ledger-shm"):
        _file(tmp_path, name, b"SQLite format 3\0" + bytes(100) if name == "week.ledger" else bytes(100))
    reports, notices = _read(tmp_path)

    assert ([r.text for r in reports], notices) == ([BODY], [])
    assert _codes(_read(tmp_path / "week.ledger")[1]) == ["binary-file"]  # named, it is said


LONG = " ".join([BODY, "The governor said that the road would stay closed until the soldiers had searched the fields."])


@pytest.mark.parametrize(
    ("text", "label", "language", "noticed"),
    [
        (LONG, "ar", "en", True),
        ("قتل ثلاثة اشخاص واصيب اخرون في انفجار قنبلة قرب السوق في وسط بغداد صباح اليوم " * 3, "en", "ar", True),
        (LONG, "en", "en", False),
        ("Bomb in Homs", "fr", "fr", False),  # too few words to gainsay the record
    ],
)
def test_a_language_label_that_the_words_gainsay_is_a_notice(tmp_path, text, label, language, noticed):
    (report,), notices = _read(_file(tmp_path, "a.jsonl", json.dumps({"text": text, "language": label})))

    assert (report.language, "other-label" in _codes(notices)) == (language, noticed)


@pytest.mark.parametrize(
    ("published", "day", "noticed"),
    [("2014-10-03", "2014-06-29", True), ("2014-06-30", "2014-06-30", False), ("2014-06-29", "2014-06-29", False)],
)
def test_the_day_that_a_text_prints_of_itself_stands_over_a_records_field(tmp_path, published, day, noticed):
    text = f"Raids kill 11 in Larnok AFP Sunday 29 Jun 2014 {BODY}"
    (report,), notices = _read(_file(tmp_path, "a.jsonl", json.dumps({"text": text, "published": published})))

    assert (report.published, "other-date" in _codes(notices)) == (day, noticed)


def test_the_language_that_the_user_tells_wins_over_a_label_that_the_words_gainsay(tmp_path):
    options = ReadOptions(published="2016-11-05", language="de")
    (report,), _ = _read(_file(tmp_path, "a.jsonl", json.dumps({"text": LONG, "language": "ar"})), options)

    assert report.language == "de"
