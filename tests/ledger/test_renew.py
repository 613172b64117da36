"""What is renewed by what is new alone is what computing everything gives: incidents, links, feed, and what is kept.

Promise 2, step by step: reports in portions and rulings in between, and after each step the ledger is compared with
one that was computed from nothing.
"""

import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.export.jsonl import import_ledger, ledger_jsonl
from dateline.ledger import Ledger, renew, replay, shelf
from dateline.ledger.canonical import record
from dateline.ledger.connection import connect
from dateline.ledger.decisions import decision
from dateline.ledger.found import Found
from dateline.ledger.ingest import ingest
from dateline.ledger.stored import changes, stored
from dateline.ledger.verify import verify
from dateline.model import Run
from tests.ledger.make import bombing, filled, report
from tests.link.make import k, o

ROOT = Path(__file__).parents[2]
ENV = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"}
WHERE = ["Hama", "Homs", "Aleppo", "Nowhere"]
NAMES = ["omar haddad", "haddad", "jisr", "tarim", "belen road", "rahad"]
RULINGS = [
    "same",
    "different",
    "merge",
    "split",
    "unsure",
    "reject",
    "withdraw",
    "confirm",
    "roundup",
    "killed",
    "undo",
    "add",
    "add",
]
day = st.integers(0, 40).map(lambda n: (date(2017, 3, 20) + timedelta(days=n)).isoformat())


@st.composite
def tellings(draw):
    """Up to 14 reports (report, card, observations): some with names, some copies of one text, some of round-ups."""
    made = []
    for r in range(draw(st.integers(2, 14))):
        told = report(f"Report {r} of what happened on that day.", published=None)
        names = tuple(draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True)))
        copy = draw(st.integers(0, 2)) == 0
        card = k(
            told.id, "2017-04-06" if copy else draw(st.none() | day), outlet=draw(st.sampled_from(["Orient", "Sana", None])),
            names=("haddad",) if copy else names, lead=names[:1] if not copy else (), length=50,
            text_key="same" if copy else "", words=("market", "gas"),
        )  # fmt: skip
        observations = []
        for n in range(draw(st.integers(0, 3))):
            more = {"when": draw(st.none() | day), "where": draw(st.none() | st.sampled_from(WHERE))}
            more["killed"] = draw(st.none() | st.integers(0, 9))
            kind = draw(st.sampled_from(["shelling", "air_strike", "fire"]))
            if copy:
                more, kind = {"when": "2017-04-05", "where": "Hama"}, ("fire" if n else "ied")
            roundup = draw(st.integers(0, 9)) == 0
            observations.append(o(f"o{r}-{n}", told.id, kind, trigger=6 * n, roundup=roundup, names=names, **more))
        made.append((told, card, tuple(observations)))
    return made


class Reads:
    """A reader that finds what it is told to find."""

    def __init__(self, made):
        self.found = {
            told.id: Found(told.id, "incidents" if found else "nothing_found", found, record(card) if found else None)
            for told, card, found in made
        }

    def read(self, reports):
        return [self.found[r.id] for r in reports]


def take(ledger, made):
    ingest(ledger, [told for told, _, _ in made], reader=Reads(made))


def ruling(ledger, kind, draw):
    """A ruling of a kind on what is there, if anything is."""
    held = sorted(x for i in stored(ledger.db) for x in i.observations)
    if not held:
        return None
    one, other = draw(st.sampled_from(held)), draw(st.sampled_from(held))
    if kind == "undo":
        made = ledger.decisions()
        return decision("undo", (draw(st.sampled_from(made)).id,), by="Ana") if made else None
    if kind == "add":
        told = draw(st.sampled_from(sorted(r.id for r in ledger.reports())))
        fields = {"where": f"{draw(st.sampled_from(WHERE))} 35.1,36.7"} if draw(st.booleans()) else {}
        added = {"type": "looting_destruction", "words": "that day", "fields": fields}
        return decision("add", (told,), by="Ana", value=added)
    if kind == "roundup":
        return decision("correct", (one,), by="Ana", field="roundup", value=draw(st.booleans()))
    if kind == "killed":
        return decision("correct", (f"i-{one}",), by="Ana", field="killed", value=draw(st.integers(0, 9)))
    if kind == "reject" and draw(st.booleans()):
        claims = [c.id for o in ledger.observations([one]) for c in o.claims if c.field == "type"]
        return decision("reject", (claims[0] if claims else one,), by="Ana")
    if kind in {"reject", "withdraw", "confirm"}:
        return decision(kind, (one,), by="Ana")
    return decision(kind, (one, other), by="Ana") if one != other else None


def state(ledger):
    """(incidents, what linking keeps) as they are stored."""
    return {i.id: i for i in stored(ledger.db)}, dict(shelf.contents(ledger.db))


def anew(ledger):
    """The same computed from nothing."""
    present = replay.compute(ledger.db)
    with closing(connect(Path(":memory:"))) as db:
        shelf.keep(db, present.linker)
        return present.incidents, dict(shelf.contents(db))


def described(node):
    """All that a node is, without the numbers it was filed under and what is let go then."""
    let_go = {"text", "number", "sheet", "own", "keys", "means", "facilities", "countries", "provinces"}
    own = {name: getattr(node, name) for name in node.__slots__ if name not in let_go}
    return own | {f"text {name}": getattr(node.text, name) for name in node.text.__slots__ if name != "said"}


def feed(ledger):
    return [(c.change, c.old, c.new, c.by) for c in changes(ledger.db)]


@pytest.fixture
def any_number_is_few(monkeypatch):
    """Small ledgers go on from what is kept, too."""
    monkeypatch.setattr(renew, "ALWAYS_FEW", 1000)


STEPS = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@STEPS
@given(tellings(), st.data())
def test_after_any_steps_all_is_as_computed_from_nothing(any_number_is_few, made, data):
    with Ledger.open(":memory:") as ledger, Ledger.open(":memory:") as plain:
        waiting = list(made)
        while waiting:
            size = data.draw(st.integers(1, 4))
            portion, waiting = waiting[:size], waiting[size:]
            take(ledger, portion)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(replay, "renew", lambda _: False)
                take(plain, portion)
            assert state(ledger) == anew(ledger)
            for kind in data.draw(st.lists(st.sampled_from(RULINGS), max_size=2)):
                if one := ruling(ledger, kind, data.draw):
                    ledger.decide(one)
                    with pytest.MonkeyPatch.context() as patch:
                        patch.setattr(replay, "renew", lambda _: False)
                        plain.decide(one)
                    assert state(ledger) == anew(ledger)

        assert feed(ledger) == feed(plain)
        fetched, made_anew = shelf.LedgerShelf(ledger.db), replay.compute(ledger.db).linker.nodes
        assert {n: described(fetched.node(n)) for n in made_anew} == {n: described(x) for n, x in made_anew.items()}


def test_ties_of_a_list_that_a_copy_makes_longer_than_people_hold_together_are_gone():
    """What comes in on a kept sheet reaches the incidents that were told on it before."""

    def told(number, first, kind, where):
        made = report(f"Copy {number} of the week's list.", published=None)
        card = k(made.id, "2017-04-06", text_key="same", length=50)
        days = ((date(2017, 3, 1) + timedelta(days=3 * n)).isoformat() for n in range(7))
        return made, card, tuple(
            o(f"{number}-{n}", made.id, kind, iso, where, trigger=6 * (first + n)) for n, iso in enumerate(days)
        )  # fmt: skip

    with Ledger.open(":memory:") as ledger:
        take(ledger, [told(0, 0, "shelling", "Hama")])
        before = state(ledger)[0]
        take(ledger, [told(1, 7, "displacement", "Homs")])

        assert any(link.kind == "series" for link in before["i-0-0"].links)
        assert state(ledger) == anew(ledger)
        assert not any(link.kind == "series" for i in stored(ledger.db) for link in i.links)


# When what is kept is used, and when it is not


@pytest.fixture
def ledger():
    with Ledger.open(":memory:") as opened:
        yield filled(opened, *(bombing(killed=n, outlet=f"Paper {n}") for n in range(1, 7)))


def late(outlet="The Latest"):
    return bombing("Tikrit", 3, on="2016-11-02", words="three people", outlet=outlet)


def never(monkeypatch):
    """All computing from nothing fails from here on."""
    monkeypatch.setattr(replay, "compute", lambda _: pytest.fail("computed everything"))


def test_one_more_report_and_a_ruling_compute_nothing_from_nothing(ledger, monkeypatch):
    never(monkeypatch)
    filled(ledger, late())
    one, other = sorted(i.id for i in stored(ledger.db))[:2]
    ledger.decide(decision("same", (one, other), by="Ana"))
    ledger.decide(decision("undo", (ledger.decisions()[0].id,), by="Ana"))
    monkeypatch.undo()

    assert state(ledger) == anew(ledger)


def test_an_incident_added_to_a_report_that_tells_others_computes_nothing_from_nothing(ledger, monkeypatch):
    told = next(ledger.reports())
    never(monkeypatch)
    added = {"type": "looting_destruction", "words": "Gunmen fled", "fields": {}}
    ledger.decide(decision("add", (told.id,), by="Ana", value=added))
    monkeypatch.undo()

    assert "looting_destruction" in {i.type for i in stored(ledger.db)}
    assert state(ledger) == anew(ledger)


def test_an_incident_added_to_a_copy_is_no_longer_told_as_the_other_copies_tell_it():
    with Ledger.open(":memory:") as ledger:
        copies = []
        for n in range(3):
            made = report(f"Report {n} of what happened on that day.", published=None)
            card = k(made.id, "2017-04-06", text_key="same", length=50, outlet=f"Paper {n}")
            copies.append((made, card, (o(f"o{n}", made.id, "shelling", "2017-04-05", "Hama"),)))
        take(ledger, copies)
        added = {"type": "looting_destruction", "words": "that day", "fields": {}}
        ledger.decide(decision("add", (copies[1][0].id,), by="Ana", value=added))

        assert state(ledger) == anew(ledger)


@pytest.mark.parametrize("what", ["rules", "version", "run", "nothing"])
def test_what_is_kept_under_another_mark_is_not_looked_at(ledger, what, monkeypatch):
    if what == "rules":
        monkeypatch.setattr(shelf, "rules", lambda: "other weights")
    elif what == "nothing":
        ledger.db.execute("DELETE FROM state WHERE key = 'linking'")
    else:
        change = "replace(value, '/0.', '/9.')" if what == "version" else "'0' || value"
        ledger.db.execute(f"UPDATE state SET value = {change} WHERE key = 'linking'")
    ledger.db.execute("DELETE FROM link_nodes")
    filled(ledger, late())

    assert state(ledger) == anew(ledger)
    assert shelf.current(ledger.db)


def test_a_ruling_on_values_leaves_what_is_kept_in_force(ledger):
    ledger.decide(decision("confirm", (next(stored(ledger.db)).id,), by="Ana"))

    assert shelf.current(ledger.db)
    assert state(ledger) == anew(ledger)


def test_a_report_read_again_by_other_settings_is_linked_with_all_others_anew(ledger):
    told, seen = late()
    filled(ledger, (told, seen))
    again = msgspec.structs.replace(seen, id="another", type="shelling")
    run = Run(
        report_id=told.id, version="0.0.0", settings="more places", at="2027-01-01", outcome="incidents", observations=1
    )
    ledger.add_run(run, (again,))
    ledger.refresh()

    assert "another" in {x for i in stored(ledger.db) for x in i.observations}
    assert state(ledger) == anew(ledger)


def test_an_imported_ledger_keeps_nothing_until_it_has_linked_once(ledger):
    lines = [line.encode() for line in ledger_jsonl(ledger)]
    with Ledger.open(":memory:") as other:
        import_ledger(lines, other)
        assert not shelf.current(other.db)
        assert all(not rows for _, rows in shelf.contents(other.db))

        filled(other, late())
        filled(ledger, late())
        assert state(other)[0] == state(ledger)[0]
        assert shelf.current(other.db)


def test_exports_leave_out_what_linking_keeps(ledger):
    before = list(ledger_jsonl(ledger))
    for table in shelf.TABLES:
        ledger.db.execute(f"DELETE FROM {table}")

    assert list(ledger_jsonl(ledger)) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE link_edges SET score = score + 1 WHERE a = (SELECT min(a) FROM link_edges)",
        "DELETE FROM link_texts WHERE key = (SELECT min(key) FROM link_texts)",
        "DELETE FROM link_events",
        "UPDATE link_nodes SET cluster = number, core = NULL",
        "UPDATE link_members SET node = 1",
    ],
)
def test_verify_finds_damage_in_what_linking_keeps(ledger, statement):
    assert not any(faults for _, faults in verify(ledger))
    ledger.db.execute(statement)

    assert [check for check, faults in verify(ledger) if faults] == ["linking"]


KILLED = """
import os, sys
from dateline.ledger import Ledger, renew
from tests.ledger.make import filled
from tests.ledger.test_renew import late
renew.mark = lambda db: os._exit(9)
with Ledger.open(sys.argv[1]) as ledger:
    filled(ledger, late())
"""


def test_a_writer_killed_while_it_renews_leaves_a_sound_ledger(tmp_path):
    path = tmp_path / "killed.ledger"
    with Ledger.open(path) as ledger:
        filled(ledger, bombing(), bombing(outlet="The Continental"))
        before = state(ledger)
    assert subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, env=ENV, check=False).returncode == 9
    with Ledger.open(path) as ledger:
        assert state(ledger) == before
        ledger.refresh()
        assert state(ledger) == anew(ledger)
        assert any("Tikrit" in i.fields["where"].best.value.name for i in stored(ledger.db))


RULER = """
import sys
from dateline.ledger import Ledger
from dateline.ledger.decisions import decision
from tests.ledger.make import filled
from tests.ledger.test_renew import late
with Ledger.open(sys.argv[1]) as ledger:
    for n in range(8):
        filled(ledger, late(f"{sys.argv[2]} {n}"))
        one = next(ledger.incidents()).incident
        ledger.decide(decision("same", (one.id, "i-" + late(f"{sys.argv[2]} {n}")[1].id), by=sys.argv[2]))
"""


def test_two_processes_that_renew_one_ledger_at_once_leave_it_sound(tmp_path):
    path = tmp_path / "shared.ledger"
    with Ledger.open(path) as ledger:
        filled(ledger, *(bombing(killed=n, outlet=f"Paper {n}") for n in range(1, 7)))
    writers = [
        subprocess.Popen([sys.executable, "-c", RULER, str(path), name], cwd=ROOT, env=ENV) for name in ("a", "b")
    ]

    assert [w.wait(120) for w in writers] == [0, 0]
    with Ledger.open(path) as ledger:
        assert len(ledger.decisions()) == 16
        assert state(ledger) == anew(ledger)
        assert not any(faults for _, faults in verify(ledger))
