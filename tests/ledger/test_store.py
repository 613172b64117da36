"""A ledger keeps what it is given, once and for good."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ledger import Ledger, LedgerError
from dateline.ledger.append import pack, unpack
from dateline.ledger.connection import writing
from dateline.ledger.schema import MIGRATIONS
from dateline.model import Notice
from tests.ledger.make import bombing, filled, report


@pytest.fixture
def ledger():
    with Ledger.open(":memory:") as opened:
        yield opened


def test_a_report_comes_back_as_it_was(ledger):
    told = report("Floods cut the road.\n" * 100, title="Floods", url="https://example.org/1", extra={"id": "7"})
    ledger.add([told])

    assert list(ledger.reports()) == [told]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=2000))
def test_any_text_survives_packing(text):
    assert unpack(*pack(text)) == text


def test_the_same_report_from_two_files_is_one_report_seen_twice(ledger):
    ledger.add([report("Fire at the depot.", origin="a.txt"), report("Fire at the depot.", origin="b.txt")])
    ledger.add([report("Fire at the depot.", origin="a.txt")])

    assert len(list(ledger.reports())) == 1
    assert [row[0] for row in ledger.db.execute("SELECT file FROM sightings ORDER BY seq")] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("table", ["reports", "sightings", "runs", "observations", "claims", "decisions", "changes"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET seq = seq + 1000"])
def test_what_was_found_or_decided_cannot_be_changed(ledger, table, act):
    from dateline.api import decide

    filled(ledger, bombing())
    decide(ledger, "confirm", next(iter(ledger.incidents())).incident.id, by="Ana")

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        ledger.db.execute(act.format(table))


def test_a_notice_is_kept_once(ledger):
    notice = Notice(code="empty-file", file="a\nb.txt", reason="the file is empty")
    ledger.add_notices([notice, notice])
    ledger.add_notices([notice])

    assert [kept for kept, _ in ledger.notices()] == [notice]


def add_and_fail(ledger):
    with writing(ledger.db):
        ledger.add([report("Shelling in the north.")])
        raise RuntimeError


def test_a_transaction_is_all_or_nothing(ledger):
    with pytest.raises(RuntimeError):
        add_and_fail(ledger)

    assert list(ledger.reports()) == []


class TestOpening:
    def test_no_file_and_none_wanted(self, tmp_path):
        with pytest.raises(LedgerError, match="no ledger at"):
            Ledger.open(tmp_path / "none.ledger", create=False)

    def test_a_file_of_another_kind(self, tmp_path):
        path = tmp_path / "notes.txt"
        path.write_text("These are notes and no ledger at all. " * 50)

        with pytest.raises(LedgerError, match="cannot use"):
            Ledger.open(path)

    def test_a_database_of_another_program(self, tmp_path):
        path = tmp_path / "other.db"
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE things (name TEXT)")
        db.close()

        with pytest.raises(LedgerError, match="another program"):
            Ledger.open(path)

    def test_a_ledger_of_a_newer_version(self, tmp_path):
        path = tmp_path / "new.ledger"
        Ledger.open(path).close()
        db = sqlite3.connect(path)
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        db.close()

        with pytest.raises(LedgerError, match="newer dateline"):
            Ledger.open(path)

    def test_it_is_safe_and_shared(self, tmp_path):
        with Ledger.open(tmp_path / "new.ledger") as ledger:
            assert ledger.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert ledger.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
            assert ledger.db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


WRITER = """
import sys
from dateline.ledger import Ledger
from tests.ledger.make import report
with Ledger.open(sys.argv[1]) as ledger:
    for number in range(60):
        ledger.add([report(f"Report {number % 40} of a storm.", origin=sys.argv[2])])
"""


def test_two_processes_write_to_one_ledger(tmp_path):
    """Neither is turned away, nothing is lost, nothing comes twice."""
    path = tmp_path / "shared.ledger"
    root = Path(__file__).parents[2]
    env = {"PYTHONPATH": f"{root / 'src'}:{root}", "PATH": "/usr/bin:/bin"}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], cwd=root, env=env) for name in ("a", "b")
    ]

    assert [w.wait(120) for w in writers] == [0, 0]
    with Ledger.open(path) as ledger:
        assert len(list(ledger.reports())) == 40
        assert ledger.db.execute("SELECT count(*) FROM sightings").fetchone() == (80,)


def test_a_report_that_comes_in_while_incidents_are_computed_is_not_lost(tmp_path, monkeypatch):
    """Computing takes no lock; what came in meanwhile is part of the result."""
    from dateline.ledger import replay
    from dateline.ledger.ingest import ingest
    from tests.ledger.make import Scripted

    path = tmp_path / "busy.ledger"
    late = bombing("Suva", 1, words="one person")
    present = replay.compute
    calls = []

    def slowly(db):
        found = present(db)
        calls.append(1)
        if len(calls) == 1:
            with Ledger.open(path) as other:
                monkeypatch.setattr(other, "refresh", lambda: False)
                ingest(other, [late[0]], reader=Scripted([late]))
        return found

    with Ledger.open(path) as ledger:
        monkeypatch.setattr(replay, "compute", slowly)
        filled(ledger, bombing())

        assert len(list(ledger.incidents())) == 2
        assert len(calls) == 2
