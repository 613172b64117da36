"""The demo shows the whole way on the packaged corpus, as often as one likes."""

import re

import pytest
from click.testing import CliRunner

from dateline.cli.main import main
from dateline.ledger import Ledger
from dateline.ledger.verify import verify


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "out"
    result = CliRunner().invoke(main, ["demo", "--out", str(folder)])
    assert result.exit_code == 0, result.output
    return folder, result.output


def test_the_tally_and_where_to_look(out):
    folder, said = out

    assert re.match(r"read 51, incidents \d+, linked \d+, nothing found \d+, other language 1, failed 0\n", said)
    assert f"Look at    {folder / 'report.html'}" in said


def test_the_ledger_is_sound_and_names_no_folder_of_this_machine(out):
    with Ledger.open(out[0] / "demo.ledger") as ledger:
        assert [fault for _, faults in verify(ledger) for fault in faults] == []
        assert {r.origin.split("/")[0] for r in ledger.reports()} == {"corpus"}
        assert all(notice.file.startswith("corpus/") for notice, _ in ledger.notices())


def test_the_page_has_map_timeline_and_footnotes(out):
    page = (out[0] / "report.html").read_text(encoding="utf-8")

    assert page.count("<svg") == 2
    assert page.count('id="note-') > 30
    assert "Qayyarah" in page
    assert str(out[0]) not in page


def test_a_second_time_changes_nothing(out):
    with Ledger.open(out[0] / "demo.ledger") as ledger:
        before = ledger.digest()
    result = CliRunner().invoke(main, ["demo", "--out", str(out[0])])

    assert result.output.startswith("read 0, ")
    with Ledger.open(out[0] / "demo.ledger") as ledger:
        assert ledger.digest() == before


def test_an_export_of_it_gives_an_equal_ledger(out, tmp_path):
    """What was found and what a file gives back are the same records, to the last character."""
    exported, back = tmp_path / "demo.jsonl", tmp_path / "back.ledger"
    for command in (
        ["export", "ledger.jsonl", "--ledger", str(out[0] / "demo.ledger"), "-o", str(exported)],
        ["import", str(exported), "--ledger", str(back)],
        ["export", "ledger.jsonl", "--ledger", str(back), "-o", str(tmp_path / "again.jsonl")],
    ):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output

    assert (tmp_path / "again.jsonl").read_bytes() == exported.read_bytes()
    with Ledger.open(back) as ledger:
        assert [fault for _, faults in verify(ledger) for fault in faults] == []
