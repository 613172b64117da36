"""The whole ledger goes out and comes back equal."""

import json

import pytest

from dateline.api import decide, export_as
from dateline.export.jsonl import import_ledger
from dateline.ledger import Ledger, LedgerError
from dateline.ledger.ingest import ingest
from dateline.ledger.verify import verify
from dateline.model import Medium, Notice, Passage, Repair, Span
from tests.ledger.make import Scripted, bombing, filled, report


@pytest.fixture
def ledger():
    with Ledger.open(":memory:") as opened:
        filled(opened, bombing(), bombing("Tikrit", 2, words="two people"))
        rich = report(
            "Caption. Caption. Text — “with” ünïcode\n",
            media=(Medium("photo", url="https://example.org/p.jpg", credit="A. B."),),
            repairs=(Repair(0, 3, "Cap", "made-up", ("Cop",)),),
            extra={"k": "v"},
        )
        rich = type(rich)(**{**{f: getattr(rich, f) for f in rich.__struct_fields__},
                             "passages": (Passage(0, 8, "caption", (Span(9, 17),)), Passage(18, 39, "body"))})  # fmt: skip
        notice = Notice(code="x", file="f\n.txt", place="line 3", reason="why", next_step="what", severity="error")
        ingest(opened, [rich, notice, report("FAIL"), report("آخر", language="ar")], reader=Scripted([]))
        first = next(iter(opened.incidents())).incident.id
        made = decide(opened, "correct", first, by="Ana", field="killed", value=4, why="list")
        decide(opened, "undo", made.id, by="Ben")
        decide(opened, "confirm", first, by="Ben")
        yield opened


def test_import_of_an_export_is_an_equal_ledger(ledger):
    text = export_as(ledger, "ledger.jsonl")
    with Ledger.open(":memory:") as other:
        import_ledger((line.encode() for line in text.splitlines()), other)

        assert export_as(other, "ledger.jsonl") == text
        assert other.digest() == ledger.digest()
        assert list(other.reports()) == list(ledger.reports())
        assert list(other.incidents()) == list(ledger.incidents())
        assert all(not faults for _, faults in verify(other))
        words = "SELECT id, words FROM incidents ORDER BY id"
        assert other.db.execute(words).fetchall() == ledger.db.execute(words).fetchall()


def test_every_record_names_its_type(ledger):
    types = {json.loads(line)["type"] for line in export_as(ledger, "ledger.jsonl").splitlines()}

    assert types == {
        "ledger", "report", "passage", "media", "run", "observation", "claim", "source", "notice", "decision",
        "incident", "change",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lines: [*lines[:5], b"{broken", *lines[5:]], "line 6"),
        (lambda lines: [b'{"type":"ledger","format":99,"digest":""}'], "format 99"),
        (
            lambda lines: [lines[0], b'{"type":"passage","report_id":"x","index":0,"start":0,"end":1,"role":"body"}'],
            "line 2",
        ),
        (lambda lines: [lines[0], b'{"type":"surprise"}'], "does not know"),
        (lambda lines: [lines[0], b"[1, 2]"], "line 2"),
        (lambda lines: [line for line in lines if b'"type":"decision"' not in line], "digest differs"),
    ],
)
def test_a_damaged_file_is_refused_whole(ledger, change, message):
    lines = [line.encode() for line in export_as(ledger, "ledger.jsonl").splitlines()]
    with Ledger.open(":memory:") as other:
        with pytest.raises(LedgerError, match=message):
            import_ledger(change(lines), other)

        assert list(other.reports()) == []


def test_a_ledger_that_holds_something_is_not_filled(ledger):
    with pytest.raises(LedgerError, match="not empty"):
        import_ledger([b"{}"], ledger)
