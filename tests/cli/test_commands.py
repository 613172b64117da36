"""The command line: what is printed, and what scripts learn from the exit status."""

import json
import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from dateline.cli.main import COMMANDS, main
from dateline.ledger import Ledger
from dateline.ledger.ingest import ingest
from dateline.model import Notice
from tests.ledger.make import Scripted, bombing


@pytest.fixture
def path(tmp_path):
    """A ledger with two reports of one bombing (6 or 9 dead) and one of another, and a notice."""
    pairs = [
        bombing(killed=6, url="https://example.org/1", title="\x1b[31mBomb in Mosul"),
        bombing(killed=9, words="nine people", source="a hospital", outlet="The Continental", published="2016-11-06"),
        bombing("Suva", 1, words="one person", on="2016-12-24", published="2016-12-25"),
    ]
    notice = Notice(
        code="empty-file", file="a\nb.txt", reason="the file is empty", next_step="nothing to do", severity="info"
    )
    target = tmp_path / "test.ledger"
    with Ledger.open(target) as ledger:
        ingest(ledger, [*(r for r, _ in pairs), notice], reader=Scripted(pairs))
    return target


def run(*arguments, code=0, given=None):
    result = CliRunner().invoke(main, [str(a) for a in arguments], input=given)
    assert result.exit_code == code, result.output
    return result.output


def ids(path):
    return [
        json.loads(line)["incident_id"] for line in run("incidents", "--ledger", path, "--format", "json").splitlines()
    ]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command):
    text = run(command, "--help")

    assert text.startswith("Usage:")
    assert len(text.splitlines()) > 5


def test_incidents_as_a_table(path):
    text = run("incidents", "--ledger", path)

    assert re.search(r"4 November 2016 +Mosul, IQ", text)
    assert text.strip().endswith("2 incidents")


def test_incidents_as_json_and_csv(path):
    rows = [json.loads(line) for line in run("incidents", "--ledger", path, "--format", "json").splitlines()]

    assert [row["place_name"] for row in rows] == ["Mosul", "Suva"]
    assert run("incidents", "--ledger", path, "--format", "csv").startswith("incident_id,title,")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--since", "2016-12"], 1), (["--until", "2016"], 2), (["--near", "36.3,43.1"], 1), (["--near", "Mosul", "--radius", "50"], 1),
        (["--box", "170,-30,180,0"], 1), (["--text", "hospital"], 1), (["--type", "fire"], 0), (["--verification", "disputed"], 0),
        (["--role", "all"], 2), (["--limit", "1"], 2),
    ],
)  # fmt: skip
def test_filters(path, options, count):
    assert f"{count} incidents" in run("incidents", "--ledger", path, *options)


def test_near_a_name_that_several_places_bear_is_near_the_one_where_the_ledger_holds_incidents(tmp_path, path):
    elsewhere = tmp_path / "lebanon.ledger"
    pair = bombing("Tripoli")
    with Ledger.open(elsewhere) as ledger:
        ingest(ledger, [pair[0]], reader=Scripted([pair]))

    assert "1 incidents" in run("incidents", "--ledger", elsewhere, "--near", "Tripoli")
    assert "LB (34.43" in told_near("Tripoli", elsewhere)
    assert "LY (32.89" in told_near("Tripoli", path)  # none at any: the largest town, not the area called after it


def told_near(name, ledger):
    return CliRunner().invoke(main, ["incidents", "--ledger", str(ledger), "--near", name]).stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--since", "soon"], "is not a day"), (["--box", "1,2,3"], "is not WEST,SOUTH,EAST,NORTH"),
        (["--near", "Xqzzkwyp"], "no place 'Xqzzkwyp'"), (["--verification", "sure"], "is not one of"),
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be(path, options, message):
    assert message in run("incidents", "--ledger", path, *options, code=2)


def test_show_gives_each_value_with_its_standing(path):
    text = run("show", ids(path)[0], "--ledger", path)

    assert re.search(r"! killed +[69]", text)
    assert "or 9" in text or "or 6" in text
    assert "https://example.org/1" in text
    assert "\x1b" not in text


def test_why_puts_carets_under_the_words(path):
    lines = run("show", ids(path)[0], "--ledger", path, "--why", "killed").splitlines()
    at = next(n for n, line in enumerate(lines) if "A bomb killed six people in Mosul" in line)

    assert lines[at].index("six people") == lines[at + 1].index("^")
    assert lines[at + 1].count("^") == len("six people")
    assert any("police < Harbour Post, 2016-11-05" in line for line in lines)
    assert any(line.strip().startswith("rule:") for line in lines)


def test_why_of_what_is_not_known_lists_what_is(path):
    assert "there are type, when, where, actor, killed" in run(
        "show", ids(path)[0], "--ledger", path, "--why", "damage", code=2
    )


def test_links_show_their_terms(path):
    text = run("show", ids(path)[0], "--ledger", path, "--links")

    assert "log-odds" in text
    assert re.search(r"[+-]\d\.\d\d", text)


def test_show_of_nothing_and_of_many(path):
    assert "no incident 'zzz'" in run("show", "zzz", "--ledger", path, code=1)
    assert "may mean 2 incidents" in run("show", "i-", "--ledger", path, code=1)


def test_notices(path):
    text = run("notices", "--ledger", path)

    assert text == "info: a b.txt: the file is empty [empty-file]\n    next: nothing to do\n"
    assert run("notices", "--ledger", path, "--severity", "error") == ""
    assert json.loads(run("notices", "--ledger", path, "--json"))["code"] == "empty-file"


def test_verify(path):
    text = run("verify", "--ledger", path)

    assert text.count(": ok") == 6


def test_decide_and_undo(path):
    first = ids(path)[0]
    before = run("incidents", "--ledger", path, "--format", "json")
    said = run(
        "decide",
        "correct",
        first,
        "--ledger",
        path,
        "--field",
        "killed",
        "--value",
        "7",
        "--by",
        "Ana",
        "--why",
        "list",
    )
    decision = re.search(r"decision (d-\w+)", said)[1]

    assert json.loads(run("incidents", "--ledger", path, "--format", "json").splitlines()[0])["killed_best"] == 7
    assert "Ana correct" in run("decide", "list", "--ledger", path)
    run("decide", "undo", decision, "--ledger", path, "--by", "Ana")
    after = run("incidents", "--ledger", path, "--format", "json")
    strip = re.compile(r'"updated_at":"[^"]*"')
    assert strip.sub("", after) == strip.sub("", before)


def test_decide_adds_an_incident_that_was_missed(path):
    with Ledger.open(path) as ledger:
        told = next(iter(ledger.reports()))
    words = " ".join(told.text.split()[-4:])
    add = ("decide", "add", told.id, "--ledger", path, "--by", "Ana", "--type", "fire", "--words", words)
    decision = run(*add, "--set", "when=2016-11-02").split()[1]

    assert " fire" in run("incidents", "--ledger", path).lower()
    run("decide", "undo", decision, "--ledger", path, "--by", "Ana")
    assert "FIELD=VALUE" in run(*add, "--set", "when", code=2)
    assert "no report is called" in run("decide", "add", "nowhere", *add[3:], code=1)


def test_decide_says_what_is_lacking(path):
    assert "needs 2 or more ids" in run("decide", "same", "i-1", "--ledger", path, code=1)


def test_changes(path):
    text = run("changes", "--ledger", path)

    assert text.count("added") == 2
    assert run("changes", "--ledger", path, "--since", "2") == ""
    assert json.loads(run("changes", "--ledger", path, "--format", "jsonl").splitlines()[0])["op"] == "added"
    assert run("changes", "--ledger", path, "--format", "csv").startswith("seq,at,op,")


def test_export_writes_a_file_and_its_dictionary(path, tmp_path):
    out = tmp_path / "deep" / "incidents.csv"
    run("export", "incidents.csv", "--ledger", path, "-o", out)

    assert out.read_bytes().startswith(b"incident_id,")
    assert (tmp_path / "deep" / "incidents.dictionary.csv").read_text().startswith("column,meaning,type,source")
    assert run("export", "incidents.csv", "--ledger", path).encode() == out.read_bytes()


def test_export_of_circles_is_a_second_file(path, tmp_path):
    run("export", "incidents.geojson", "--ledger", path, "-o", tmp_path / "i.geojson", "--circles", "--mask", "1")

    assert json.loads((tmp_path / "i.geojson").read_text())["mask_decimals"] == 1
    assert "Polygon" in (tmp_path / "i.circles.geojson").read_text()


def test_import_gives_an_equal_ledger(path, tmp_path):
    run("export", "ledger.jsonl", "--ledger", path, "-o", tmp_path / "l.jsonl")
    run("import", tmp_path / "l.jsonl", "--ledger", tmp_path / "copy.ledger")
    run("export", "ledger.jsonl", "--ledger", tmp_path / "copy.ledger", "-o", tmp_path / "again.jsonl")

    assert (tmp_path / "l.jsonl").read_bytes() == (tmp_path / "again.jsonl").read_bytes()
    assert "not empty" in run("import", tmp_path / "l.jsonl", "--ledger", tmp_path / "copy.ledger", code=1)


def test_report_writes_a_page(path, tmp_path):
    said = run("report", "--ledger", path, "-o", tmp_path / "r.html", "--title", "Two bombs")

    assert said == f"Look at {tmp_path / 'r.html'}\n"
    assert "<h1>Two bombs</h1>" in (tmp_path / "r.html").read_text()


class TestIngest:
    def test_all_read(self, tmp_path):
        file = tmp_path / "a.txt"
        file.write_text("A car bomb killed six people in Mosul on Tuesday, police said.")
        text = run("ingest", file, "--ledger", tmp_path / "l", "--published", "2016-11-05")

        assert re.match(r"read 1, incidents 1, linked 1, nothing found 0, other language 0, failed 0\n", text)
        assert "read 0, incidents 1" in run("ingest", file, "--ledger", tmp_path / "l", "--published", "2016-11-05")

    def test_something_could_not_be_read(self, tmp_path):
        text = run("ingest", tmp_path / "none.txt", "--ledger", tmp_path / "l", code=3)

        assert "dateline notices" in text

    def test_a_mapping_that_is_none(self, tmp_path):
        assert "--map" in run("ingest", tmp_path, "--ledger", tmp_path / "l", "--map", "text", code=2)

    def test_an_option_that_cannot_be_is_named_with_what_to_write(self, tmp_path):
        (tmp_path / "layer").write_text("no layer")
        for option, value, hint in (
            ("--published", "5/11/2016", "write for example 2016-11-05"),
            ("--map", "story=body", "there are text, title"),
            ("--gazetteer", tmp_path / "layer", "dateline gazetteer add FILE"),
        ):
            said = run("ingest", tmp_path, "--ledger", tmp_path / "l", option, value, code=2)

            assert f"for {option}" in said
            assert hint in said

    def test_a_ledger_in_a_folder_that_is_not_there(self, tmp_path):
        assert "make it first" in run("ingest", tmp_path, "--ledger", tmp_path / "no" / "l", code=1)

    def test_no_ledger(self, tmp_path):
        (tmp_path / "l").write_text("no ledger " * 200)
        assert "cannot use" in run("ingest", tmp_path, "--ledger", tmp_path / "l", code=1)


def test_a_ledger_that_is_not_there(tmp_path):
    for command in ("incidents", "notices", "verify", "changes", "report"):
        assert "make one with dateline ingest" in run(command, "--ledger", tmp_path / "none", code=1)


def test_the_variable_names_the_ledger(path, monkeypatch):
    monkeypatch.setenv("DATELINE_LEDGER", str(path))

    assert "2 incidents" in run("incidents")


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--since", "2016-13-45", "write 2016, 2016-11"),
        ("--until", "yesterday", "write 2016, 2016-11"),
        ("--near", "100,200", "LAT,LON"),
        ("--near", "Nowhereatall", "LAT,LON"),
        ("--box", "1,2", "WEST,SOUTH,EAST,NORTH"),
        ("--box", "0,0,0,99", "WEST,SOUTH,EAST,NORTH"),
        ("--type", "airstrike", "air_strike"),
        ("--verification", "sure", "corroborated"),
    ],
)
def test_a_choice_that_cannot_be_says_what_can(path, option, value, hint):
    said = run("incidents", "--ledger", path, option, value, code=2)

    assert option in said
    assert hint in said


def test_a_file_that_is_no_gold_is_told_apart_from_a_fault(tmp_path):
    (tmp_path / "score.py").write_text("")
    gold = tmp_path / "gold.jsonl"
    for text in ("", "no gold", "[1]\n", '{"odd": 1}\n'):
        gold.write_text(text)
        said = run("evaluate", "time", "--gold", gold, code=1)

        assert "is no gold file of time" in said
    notes = tmp_path / "notes.json"
    notes.write_text('{\n "pairs": []\n}\n')

    assert "is no gold file of linking" in run("evaluate", "linking", "--gold", notes, code=1)


def test_gold_without_a_scorer_says_how_to_name_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "text": "On Monday.", "timex": []}\n')
    if any((above / "shared" / "bench").is_dir() for above in tmp_path.resolve().parents):
        pytest.skip("a bench with its scorer lies above the folder for temporary files")

    assert "--scorer PATH" in run("evaluate", "time", "--gold", tmp_path / "gold.jsonl", code=1)


def test_help_and_looking_load_nothing_that_reads_reports():
    """The language model's library alone takes a second."""
    code = (
        "import sys\nfrom dateline.cli.main import COMMANDS, main\n"
        "for arguments in [], *([name] for name in COMMANDS):\n"
        "    main([*arguments, '--help'], standalone_mode=False)\n"
        "print(sorted({'spacy', 'sklearn', 'trafilatura', 'lxml', 'ftfy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_the_command_keeps_the_linear_algebra_to_one_thread_unless_told_otherwise():
    code = "import os, dateline.cli.main; print(os.environ['OPENBLAS_NUM_THREADS'])"
    for given, kept in (None, "1"), ("3", "3"):
        env = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
        env |= {} if given is None else {"OPENBLAS_NUM_THREADS": given}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)

        assert done.stdout.strip() == kept
