"""A folder of the worst that is found on the net, the whole way: each file a notice or a safe value, nothing lost."""

import csv
import json
import re

import pytest
from click.testing import CliRunner

from dateline.cli.main import main
from dateline.ledger import Ledger
from dateline.ledger.found import MOST_READ

TOLD = "A car bomb killed six people at a market in Mosul on Tuesday, police said."
SCRIPT = "<script>alert(1)</script>"
FORMULA = f"=cmd|' /C calc'!A0 {SCRIPT}"


def run(*arguments, code=0):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exit_code == code, result.output + repr(result.exception)
    return result.output


def write(folder):
    """The bad files, each by the name of what is wrong with it."""
    line = json.dumps({"text": TOLD.replace("six", "nine"), "id": "1"})
    evil = dict.fromkeys(("title", "outlet", "author", "lang", "id", "x"), FORMULA)
    evil |= {
        "url": "javascript:alert(1)",
        "text": f"{SCRIPT} {TOLD} {TOLD} The {SCRIPT} Agency said {FORMULA} seven people died in the blast.",
    }
    files = {
        "empty.txt": "",
        "binary.txt": bytes(range(256)) * 40,
        "broken.txt": TOLD.encode() + b" \xff\xfe end" + " naïve façade".encode() * 300,
        "nested.html": "<html><body>" + "<div>" * 20_000 + f"<p>{TOLD}</p>" + "</div>" * 20_000,
        "column.csv": "title,tale,when\nA,B,2016-11-05\n",
        "middle.jsonl": f'{line}\n{{"text": "brok\n{line.replace("nine", "ten")}',
        "one-line.txt": (TOLD + " " * 926) * 1_000,
        "evil.jsonl": json.dumps(evil),
        "two\nlines\x1b[31m.txt": TOLD.replace("Mosul", "Tikrit"),
        "sentence.txt": "A bomb killed "
        + "a man and a woman and " * 1_400
        + "a child in Baghdad on Tuesday, police said.",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    write(folder / "in")
    target = folder / "bad.ledger"
    said = run("ingest", folder / "in", "--ledger", target, "--published", "2016-11-05", "--quiet", code=3)
    assert "failed 0" in said
    return target


def test_each_bad_file_has_a_notice_with_a_next_step(path):
    with Ledger.open(path) as ledger:
        notices = [notice for notice, _ in ledger.notices()]

    assert {(n.file.split("/")[-1], n.code) for n in notices} >= {
        ("empty.txt", "empty-file"),
        ("binary.txt", "binary-file"),
        ("broken.txt", "broken-encoding"),
        ("nested.html", "odd-page"),
        ("middle.jsonl", "broken-line"),
        ("one-line.txt", "long-report"),
    }
    assert any(n.file.endswith("column.csv") for n in notices)
    assert all(n.reason and n.next_step for n in notices)


def test_nothing_is_lost(path):
    with Ledger.open(path) as ledger:
        texts = {report.origin.split("/")[-1]: report.text for report in ledger.reports()}
        seen = {observation.report_id for observation in ledger.observations()}

    assert len(texts["one-line.txt"]) == 1_000 * (len(TOLD) + 926) > MOST_READ
    assert texts["two\nlines\x1b[31m.txt"] == TOLD.replace("Mosul", "Tikrit")
    assert {"broken.txt", "nested.html", "middle.jsonl", "evil.jsonl", "sentence.txt"} <= texts.keys()
    assert len(seen) >= 5
    assert "digest" in run("verify", "--ledger", path)


def test_nothing_that_a_terminal_obeys_is_printed(path):
    listed = run("incidents", "--role", "all", "--format", "json", "--ledger", path).splitlines()
    said = run("notices", "--ledger", path)
    for one in listed:
        said += run("show", json.loads(one)["incident_id"], "--why", "all", "--links", "--ledger", path)

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said)
    assert "two lines" in said


@pytest.mark.parametrize("form", ["incidents.csv", "claims.csv"])
def test_no_cell_is_a_formula(path, form, tmp_path):
    run("export", form, "--ledger", path, "--role", "all", "-o", tmp_path / form)
    with (tmp_path / form).open(newline="", encoding="utf-8") as handle:
        rows = list(csv.reader(handle))

    assert len({len(row) for row in rows}) == 1
    assert not [c for row in rows for c in row if c[:1] in "=@\t\r" and c]


def test_the_page_holds_no_word_of_a_report_as_markup(path, tmp_path):
    run("report", "--ledger", path, "-o", tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")

    assert "<script>alert" not in page
    assert not re.search(r"""(href|src)=["']?\s*javascript:""", page, re.IGNORECASE)


def test_an_export_gives_an_equal_ledger(path, tmp_path):
    run("export", "ledger.jsonl", "--ledger", path, "-o", tmp_path / "all.jsonl")
    run("import", tmp_path / "all.jsonl", "--ledger", tmp_path / "back")

    with Ledger.open(path) as one, Ledger.open(tmp_path / "back") as other:
        assert one.digest() == other.digest()
