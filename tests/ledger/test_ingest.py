"""Whatever stops an ingest, finished reports stay and the next run goes on after them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export.jsonl import ledger_jsonl
from dateline.ledger import Ledger
from dateline.ledger.found import MOST_READ
from dateline.ledger.ingest import BATCH, cut, ingest, storable
from dateline.ledger.query import EVERYTHING
from dateline.ledger.reader import shortened
from dateline.ledger.verify import verify
from dateline.model import Notice
from tests.ledger.make import Scripted, bombing, filled, report

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ledger():
    with Ledger.open(":memory:") as opened:
        yield opened


def content(ledger):
    """All that a ledger holds, without the moments at which it came in."""
    lines = [line for line in ledger_jsonl(ledger) if '"type":"ledger"' not in line]
    import re

    return [re.sub(r'"(at|updated_at)":"[^"]*"|"seconds":[0-9.e-]+', "", line) for line in lines]


def many(number):
    return [bombing(killed=n % 9, outlet=f"Paper {n}", on=f"2016-11-{n % 28 + 1:02d}") for n in range(number)]


def test_the_tally_adds_up(ledger):
    pairs = [bombing(), bombing(outlet="The Continental")]
    rest = [report("Nothing happened."), report("FAIL here."), report("انفجار", language="ar")]
    notice = Notice(code="empty-file", file="x.txt", reason="the file is empty")
    tally = ingest(ledger, [*(r for r, _ in pairs), notice, *rest], reader=Scripted(pairs))

    assert (tally.read, tally.linked, tally.nothing_found, tally.other_language, tally.failed) == (5, 2, 1, 1, 1)
    assert tally.read == tally.linked + tally.nothing_found + tally.other_language + tally.failed
    assert tally.notices == 1
    assert tally.text.startswith("read 5, incidents ")


def test_nothing_found_and_other_language_are_kept_as_runs(ledger):
    ingest(ledger, [report("A quiet day."), report("يوم هادئ", language="ar")], reader=Scripted([]))

    assert [run.outcome for run, _, _ in ledger.runs()] == ["nothing_found", "other_language"]


def test_the_same_reports_again_change_nothing(ledger):
    pairs = many(70)
    ingest(ledger, [r for r, _ in pairs], reader=Scripted(pairs))
    before = list(ledger_jsonl(ledger))
    again = Scripted(pairs)
    tally = ingest(ledger, [r for r, _ in pairs], reader=again)

    assert again.calls == []
    assert (tally.read, tally.skipped) == (0, 70)
    assert list(ledger_jsonl(ledger)) == before


def test_a_report_that_comes_twice_in_one_run_is_read_once(ledger):
    told, seen = bombing()
    reader = Scripted([(told, seen)])
    tally = ingest(ledger, [told, told, told], reader=reader)

    assert reader.calls == [told.id]
    assert (tally.read, tally.skipped) == (1, 2)


def test_a_failure_is_a_notice_and_is_tried_again(ledger):
    told = report("FAIL at first.")
    ingest(ledger, [told], reader=Scripted([]))
    notices = [n for n, _ in ledger.notices()]
    reader = Scripted([])
    ingest(ledger, [told], reader=reader)

    assert [(n.code, n.report_id, n.reason) for n in notices] == [("not-read", told.id, "ValueError: as asked")]
    assert reader.calls == [told.id]
    assert len(list(ledger.notices())) == 1


def test_one_ingest_or_many_give_the_same_incidents(ledger):
    pairs = many(50)
    ingest(ledger, [r for r, _ in pairs], reader=Scripted(pairs))
    with Ledger.open(":memory:") as other:
        for start in range(0, 50, 7):
            part = pairs[start : start + 7]
            ingest(other, [r for r, _ in part], reader=Scripted(part))

        assert [e.incident for e in other.incidents()] == [e.incident for e in ledger.incidents()]
        assert other.digest() == ledger.digest()


def test_the_order_of_reports_changes_no_incident(ledger):
    pairs = many(40)
    ingest(ledger, [r for r, _ in pairs], reader=Scripted(pairs))
    with Ledger.open(":memory:") as other:
        ingest(other, [r for r, _ in reversed(pairs)], reader=Scripted(pairs))

        assert [e.incident for e in other.incidents()] == [e.incident for e in ledger.incidents()]
        assert other.digest() == ledger.digest()


def test_ctrl_c_keeps_finished_batches_and_the_next_run_goes_on(ledger):
    pairs = many(BATCH * 3)

    def stream():
        for number, (told, _) in enumerate(pairs):
            if number == BATCH * 2 + 5:
                raise KeyboardInterrupt
            yield told

    first = ingest(ledger, stream(), reader=Scripted(pairs))
    second = ingest(ledger, [r for r, _ in pairs], reader=Scripted(pairs))

    assert first.interrupted
    assert first.read == BATCH * 2
    assert (second.read, second.skipped) == (BATCH, BATCH * 2)
    assert all(not faults for _, faults in verify(ledger))


SLOW = """
import sys, time
from dateline.ledger import Ledger
from dateline.ledger.ingest import ingest
from tests.ledger.test_ingest import many
from tests.ledger.make import Scripted
class Slow(Scripted):
    def read(self, reports):
        time.sleep(0.15)
        return super().read(reports)
pairs = many(2000)
with Ledger.open(sys.argv[1]) as ledger:
    ingest(ledger, [r for r, _ in pairs], reader=Slow(pairs))
"""


def test_kill_at_any_moment_leaves_a_sound_ledger(tmp_path):
    path = tmp_path / "killed.ledger"
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    process = subprocess.Popen([sys.executable, "-c", SLOW, str(path)], cwd=ROOT, env=env)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and _runs(path) < 2 * BATCH:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait(20)

    with Ledger.open(path) as ledger:
        kept = sum(1 for _ in ledger.runs())
        assert kept >= 2 * BATCH
        assert kept % BATCH == 0
        assert [fault for _, faults in verify(ledger) for fault in faults] == []
        pairs = many(2000)
        some = pairs[: kept + BATCH]
        tally = ingest(ledger, [r for r, _ in some], reader=Scripted(some))
        assert (tally.read, tally.skipped) == (len(some) - kept, kept)


def _runs(path):
    if not path.exists() or not path.stat().st_size:
        return 0
    try:
        with Ledger.open(path) as ledger:
            return ledger.db.execute("SELECT count(*) FROM runs").fetchone()[0]
    except Exception:
        return 0


def test_lone_surrogates_become_replacement_characters_of_the_same_length():
    told = storable(report("A bomb \ud83d fell.", title="\udc00"))

    assert told.text == "A bomb \ufffd fell."
    assert told.title == "\ufffd"


def test_workers_do_not_change_the_ledger(tmp_path):
    """One process or three: the same records in the same order."""
    texts = [
        f"{n} people were killed when a car bomb went off in Mosul on Tuesday, police said. Fires burned at the depot."
        for n in range(3, 40)
    ]
    reports = [report(text, outlet="Paper") for text in texts]
    held = []
    for workers in (1, 2):
        with Ledger.open(tmp_path / f"{workers}.ledger") as ledger:
            ingest(ledger, reports, workers=workers)
            held.append(content(ledger))

    assert len(held[0]) > 100
    assert held[0] == held[1]


def test_of_a_very_long_report_the_beginning_is_read():
    told = report("Fire burned. " * 20_000)
    short = shortened(told)

    assert short.text == told.text
    assert [p.start for p in short.passages] == [0]
    assert MOST_READ - 20 < short.passages[0].end <= MOST_READ
    assert shortened(report("Short.")) == report("Short.")


def test_a_very_long_report_gets_a_notice(ledger):
    tally = ingest(ledger, [report("Fire burned. " * 20_000)], reader=Scripted([]))

    assert [n.code for n, _ in ledger.notices()] == ["long-report"]
    assert (tally.notices, tally.errors) == (1, 0)


def test_batches_are_bounded_by_number_and_by_length():
    short = [report(f"Fire {n}.") for n in range(150)]
    long = [report(f"{n} " + "Fire burned. " * 9000) for n in range(5)]

    assert [len(b) for b in cut(short)] == [BATCH, BATCH, 150 - 2 * BATCH]
    assert [len(b) for b in cut(long)] == [3, 2]
    assert [r for b in cut(short + long) for r in b] == short + long


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(14)), st.lists(st.integers(1, 5), min_size=14, max_size=14))
def test_reports_that_come_in_several_ingests_make_the_incidents_of_one(order, sizes):
    places = ("Mosul", "Tikrit", "Suva")
    pairs = [bombing(places[n % 3], killed=n % 4, outlet=f"Paper {n}", on=f"2016-11-{n // 2 + 1:02d}") for n in order]
    with Ledger.open(":memory:") as whole, Ledger.open(":memory:") as grown:
        filled(whole, *sorted(pairs, key=lambda pair: pair[0].id))
        waiting = pairs
        for size in sizes:
            if waiting:
                filled(grown, *waiting[:size])
                waiting = waiting[size:]

        incidents = [entry.incident for entry in grown.incidents(EVERYTHING)]
        assert incidents == [entry.incident for entry in whole.incidents(EVERYTHING)]
        assert 1 < len(incidents) < 14
        assert not any(faults for _, faults in verify(grown))
