"""What people rule is replayed before the model has its say, and undone at will."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.api import decide
from dateline.ledger import EVERYTHING, Ledger, LedgerError
from dateline.ledger.decisions import decision
from dateline.ledger.verify import verify
from dateline.model import Count
from tests.ledger.make import bombing, filled


def two_bombings():
    return (
        bombing("Mosul", 6, outlet="Harbour Post"),
        bombing("Tikrit", 3, on="2016-11-02", words="three people", outlet="The Continental"),
    )


@pytest.fixture
def ledger():
    with Ledger.open(":memory:") as opened:
        yield filled(opened, *two_bombings())


def incidents(ledger):
    return [entry.incident for entry in ledger.incidents(EVERYTHING)]


def test_merge_and_undo(ledger):
    before = incidents(ledger)
    made = decide(ledger, "merge", *(i.id for i in before), by="Ana", why="one attack, two districts")
    merged = incidents(ledger)
    decide(ledger, "undo", made.id, by="Ana")

    assert (len(before), len(merged)) == (2, 1)
    assert incidents(ledger) == before


def test_a_correction_shows_who_made_it_and_keeps_what_was_said(ledger):
    one = next(i for i in incidents(ledger) if "killed" in i.fields and i.fields["where"].best.value.name == "Mosul")
    decide(
        ledger, "correct", one.id, by="Ana", field="killed", value={"low": 5, "best": 5, "high": 5}, why="hospital list"
    )
    view = next(i for i in incidents(ledger) if i.id == one.id).fields["killed"]

    assert view.best.value == Count(5, 5, 5)
    assert "Ana" in view.rule
    assert [rival.value for rival in view.rivals] == [Count(6, 6, 6)]


def test_only_the_corrected_row_changes(ledger):
    from dateline.api import export_as

    one = incidents(ledger)[0]
    before = export_as(ledger, "incidents.csv").splitlines()
    last = ledger.last_change()
    decide(ledger, "correct", one.id, by="Ana", field="killed", value={"low": 1, "best": 1, "high": 1})
    after = export_as(ledger, "incidents.csv").splitlines()

    assert len([1 for a, b in zip(before, after, strict=True) if a != b]) == 1
    kept = list(ledger.changes(last))
    assert [(k.change.incident, k.change.fields, k.by) for k in kept] == [(one.id, ("killed",), "Ana")]
    assert (kept[0].old, kept[0].new) == ("killed: 6", "killed: 1") or (kept[0].old, kept[0].new) == (
        "killed: 3",
        "killed: 1",
    )


def test_an_older_id_leads_to_the_incident_it_went_into(ledger):
    first, second = (i.id for i in incidents(ledger))
    decide(ledger, "same", first, second, by="Ana")
    (kept,) = incidents(ledger)

    assert {ledger.find(first)[0].incident.id, ledger.find(second)[0].incident.id} == {kept.id}


@pytest.mark.parametrize(
    ("kind", "targets", "options", "message"),
    [
        ("same", ["i-x"], {}, "needs 2"),
        ("confirm", ["i-nothing"], {}, "there is no incident"),
        ("correct", ["i-x"], {}, "needs a field and a value"),
        ("bless", ["i-x"], {}, "there is no decision 'bless'"),
        ("undo", ["d-nothing"], {}, "there is no incident, observation, claim or decision"),
    ],
)
def test_a_decision_that_cannot_be_says_why_and_is_not_kept(ledger, kind, targets, options, message):
    with pytest.raises(LedgerError, match=message):
        decide(ledger, kind, *targets, by="Ana", **options)

    assert ledger.decisions() == []


KINDS = st.sampled_from(["confirm", "refute", "withdraw", "same", "different", "reject", "correct"])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(KINDS, min_size=1, max_size=3))
def test_undo_of_each_decision_is_the_identity(kinds):
    with Ledger.open(":memory:") as ledger:
        filled(ledger, *two_bombings())
        before = incidents(ledger)
        made = []
        for kind in kinds:
            targets = (
                [f"i-{o}" for i in before for o in i.observations] if kind in {"same", "different"} else [before[0].id]
            )
            if kind == "reject":
                targets = list(before[0].observations)
            extra = {"field": "killed", "value": {"best": 2}} if kind == "correct" else {}
            made.append(decide(ledger, kind, *targets, by="Ana", **extra))
        assert all(not faults for _, faults in verify(ledger))
        for one in made:
            decide(ledger, "undo", one.id, by="Ana")

        assert incidents(ledger) == before


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("killed", 5, {"type": "count", "low": 5, "best": 5, "high": 5}),
        ("killed", {"low": 5}, {"type": "count", "low": 5}),
        ("actor", "the garrison", {"type": "actor", "name": "the garrison"}),
        ("status", "ended", {"type": "status", "state": "ended"}),
        ("where", {"name": "Suva", "lat": -18.1, "lon": 178.4}, {"type": "where", "name": "Suva", "lat": -18.1, "lon": 178.4}),
        (
            "when",
            "2016-11-02/2016-11-04",
            {"type": "when", "begin_low": "2016-11-02T00:00:00", "end_high": "2016-11-05T00:00:00",
             "granularity": "days", "value": "2016-11-02/2016-11-04", "basis": "stated"},
        ),
    ],
)  # fmt: skip
def test_a_value_may_be_written_short(field, value, kept):
    assert decision("correct", ("i-1",), by="Ana", field=field, value=value).value == kept


@pytest.mark.parametrize(
    ("field", "value"), [("when", "soon"), ("killed", {"best": "many"}), ("colour", "red"), ("status", "odd")]
)
def test_a_value_that_makes_no_sense_is_refused(field, value):
    with pytest.raises(LedgerError):
        decision("correct", ("i-1",), by="Ana", field=field, value=value)


# A missing incident


def missing(ledger, words="Gunmen fled", kind="looting_destruction", **fields):
    told = next(r for r in ledger.reports() if "Mosul" in r.text)
    return decide(
        ledger, "add", told.id, by="Ana", why="overlooked", value={"type": kind, "words": words, "fields": fields}
    )


def test_a_missing_incident_stands_with_the_words_that_tell_of_it(ledger):
    before = incidents(ledger)
    missing(ledger, when="2016-11-02", where="Gogjali 36.35,43.25,800", killed=2)
    (new,) = [i for i in incidents(ledger) if i.type == "looting_destruction"]
    (observation,) = ledger.observations(list(new.observations))
    told = next(r for r in ledger.reports([observation.report_id]))

    assert len(incidents(ledger)) == len(before) + 1
    assert new.fields["killed"].best.value == Count(2, 2, 2)
    assert (new.fields["where"].best.value.lat, new.fields["where"].best.value.radius_m) == (36.35, 800)
    assert {told.words(c.evidence[0]) for c in observation.claims} == {"Gunmen fled"}
    assert not any(faults for _, faults in verify(ledger))


def test_undoing_a_missing_incident_is_the_identity_and_undoing_that_brings_it_back(ledger):
    before = incidents(ledger)
    made = missing(ledger)
    undone = decide(ledger, "undo", made.id, by="Ana")
    without = incidents(ledger)
    decide(ledger, "undo", undone.id, by="Ana")

    assert without == before
    assert "looting_destruction" in {i.type for i in incidents(ledger)}
    assert not any(faults for _, faults in verify(ledger))


def test_what_a_person_added_stays_when_a_newer_version_reads_the_report_again(ledger):
    from dateline.model import Run

    missing(ledger)
    told = next(r for r in ledger.reports() if "Mosul" in r.text)
    ledger.add_run(Run(report_id=told.id, version="9", at="2027-01-01", outcome="nothing_found"), ())

    assert "looting_destruction" in {i.type for i in incidents(ledger)}


def test_a_missing_incident_travels_with_an_export(ledger):
    from dateline.export.jsonl import import_ledger, ledger_jsonl

    missing(ledger)
    with Ledger.open(":memory:") as other:
        import_ledger([line.encode() for line in ledger_jsonl(ledger)], other)
        assert other.digest() == ledger.digest()
        assert incidents(other) == incidents(ledger)


@pytest.mark.parametrize(
    ("words", "kind", "fields", "told"),
    [
        ("Nobody wrote this", "looting_destruction", {}, "does not have the words"),
        ("Gunmen fled", "picnic", {}, "no incident type 'picnic'"),
        ("Gunmen fled", "looting_destruction", {"when": "soon"}, "not a day"),
        ("Gunmen fled", "looting_destruction", {"where": "Gogjali 136.35,43.25"}, "outside the earth"),
        ("Gunmen fled", "looting_destruction", {"colour": "red"}, "no field 'colour'"),
        ("", "looting_destruction", {}, "needs a type and the words"),
    ],
)
def test_a_missing_incident_that_cannot_be_kept_changes_nothing(ledger, words, kind, fields, told):
    before = incidents(ledger)
    with pytest.raises(LedgerError, match=told):
        missing(ledger, words, kind, **fields)
    assert (incidents(ledger), ledger.decisions()) == (before, [])


# Rulings on values


def test_rulings_on_values_and_their_undoing_link_nothing_anew(ledger, monkeypatch):
    from dateline.ledger import renew, replay

    one = incidents(ledger)[0]
    before = incidents(ledger)
    with monkeypatch.context() as patch:
        patch.setattr(replay, "compute", lambda *_: pytest.fail("computed anew"))
        patch.setattr(renew, "_relink", lambda *_: pytest.fail("linked anew"))
        made = [
            decide(ledger, "correct", one.id, by="Ana", field="killed", value=5),
            decide(ledger, "add", one.id, by="Ana", field="means", value="a lorry bomb"),
            decide(ledger, "confirm", one.id, by="Ana"),
            decide(ledger, "withdraw", one.observations[0], by="Ana"),
        ]
        ruled = incidents(ledger)
        for decision in made:
            decide(ledger, "undo", decision.id, by="Ana")
        after = incidents(ledger)

    assert ruled != before
    assert after == before
    assert not any(faults for _, faults in verify(ledger))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["correct", "add", "confirm", "refute", "withdraw", "same", "different", "undo"]), max_size=6
    )
)
def test_after_any_rulings_the_stored_incidents_are_those_made_anew(kinds):
    from dateline.ledger.replay import compute

    with Ledger.open(":memory:") as opened:
        filled(opened, *two_bombings())
        made = []
        for n, kind in enumerate(kinds):
            found = incidents(opened)
            if kind == "undo":
                if made:
                    made.append(decide(opened, "undo", made[n % len(made)].id, by="Ana"))
                continue
            if kind in {"same", "different"}:
                targets = sorted(o for i in found for o in i.observations)
                made.append(decide(opened, kind, *targets, by="Ana"))
                continue
            value = {"field": "killed", "value": n} if kind in {"correct", "add"} else {}
            made.append(decide(opened, kind, found[n % len(found)].id, by="Ana", **value))
            assert {i.id: i for i in incidents(opened)} == compute(opened.db).incidents
        assert {i.id: i for i in incidents(opened)} == compute(opened.db).incidents
