"""The demo corpus becomes the ledger that ``intended.yaml`` says a careful reader gets, as far as the program is today.

The floors below were measured on 2026-11-28 and only rise. ``python -m tests.demo.scoring FILE.ledger`` prints the misses.
"""

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from dateline.claims.speakers import MEDIA
from dateline.cli.demo import PUBLISHED, demo_layer
from dateline.ledger import Ledger
from dateline.ledger.ingest import ingest
from dateline.ledger.verify import verify
from dateline.model import Report
from dateline.read.files import read_paths
from dateline.read.options import ReadOptions
from tests.demo.scoring import INTENDED, Match, matches, references

PLACED_FLOOR = 54  # of 54 tellings of an intended incident that came to that incident
EXTRA_CEILING = 2  # news incidents that nobody intended
FOREIGN_CEILING = 1  # a group that killed people "before it fled" taken for people displaced
RIGHT_FLOOR = 58  # fields of intended incidents that are right


def corpus() -> list[Report]:
    with as_file(files("dateline.demo").joinpath("corpus")) as folder:
        return [
            item for item in read_paths((str(folder),), ReadOptions(published=PUBLISHED)) if isinstance(item, Report)
        ]


@pytest.fixture(scope="module")
def layer(tmp_path_factory) -> Path:
    return demo_layer(tmp_path_factory.mktemp("demo") / "places.sqlite")


@pytest.fixture(scope="module")
def ledger(layer) -> Iterator[Ledger]:
    with Ledger.open(":memory:") as made:
        ingest(made, corpus(), layers=[layer])
        yield made


@pytest.fixture(scope="module")
def found(ledger) -> dict[str, Match]:
    return {match.key: match for match in matches(ledger)[0]}


def test_every_report_of_the_corpus_is_named_in_the_intended_ledger(ledger):
    named = {r for incident in INTENDED["incidents"] for r in incident["reports"]}
    named |= {r for kind in ("nothing", "other_language", "background") for r in INTENDED[kind]}

    assert named == set(references(ledger).values())


@pytest.mark.parametrize("pair", INTENDED["apart"], ids=" and ".join)
def test_incidents_that_look_alike_stay_apart(found, pair):
    first, second = (found[key].incident for key in pair)

    assert first is not None
    assert second is not None
    assert first.id != second.id
    assert not set(first.observations) & set(second.observations)


def test_copies_of_one_agency_story_come_to_one_incident(found):
    where = {report: match.key for match in found.values() for report in match.found}

    assert [pair for pair in INTENDED["copies"] if where[pair[0]] != where[pair[1]]] == []
    for first, _ in INTENDED["copies"]:
        incident = found[where[first]].incident
        assert incident.independent < incident.reports  # the copy adds a report and no origin


def test_copies_of_one_agency_story_have_the_same_origins(ledger):
    names = references(ledger)
    roots: dict[str, set[str]] = {}
    for observation in ledger.observations():
        spoken = {c.attribution.root.name for c in observation.claims if c.attribution.root}
        roots.setdefault(names[observation.report_id], set()).update(spoken)

    assert [pair for pair in INTENDED["copies"] if not (roots[pair[0]] & roots[pair[1]])] == []


def test_there_are_never_more_origins_than_reports_and_media_that_they_relay(ledger):
    told = {o.id: o for o in ledger.observations()}
    for incident in (e.incident for e in ledger.incidents()):
        held = [told[o] for o in incident.observations]
        media = {s.name for o in held for c in o.claims for s in c.attribution.chain if s.kind in MEDIA}

        assert incident.independent <= max(incident.reports, len(media))


def test_tellings_of_an_incident_come_together(found):
    assert sum(len(match.found) for match in found.values()) >= PLACED_FLOOR


def test_fields_of_the_incidents_are_right(found):
    assert sum(ok for match in found.values() for ok in match.right.values()) >= RIGHT_FLOOR


def test_few_incidents_come_that_nobody_intended(ledger):
    assert len(matches(ledger)[1]) <= EXTRA_CEILING


def test_hardly_a_report_lands_in_a_foreign_incident(found):
    assert sum(len(match.foreign) for match in found.values()) <= FOREIGN_CEILING


def test_other_languages_and_shells_are_kept_and_tell_nothing(ledger):
    names = references(ledger)
    outcome = {names[run.report_id]: run.outcome for run, _, counts in ledger.runs() if counts}

    assert {outcome[name] for name in INTENDED["other_language"]} == {"other_language"}
    assert outcome["shell-1"] == "nothing_found"


def test_the_ledger_keeps_its_promises(ledger):
    assert {name: faults for name, faults in verify(ledger) if faults} == {}


def test_the_order_of_arrival_changes_nothing(ledger, layer):
    with Ledger.open(":memory:") as backwards:
        for report in reversed(corpus()):
            ingest(backwards, [report], layers=[layer])
        again = [entry.incident for entry in backwards.incidents()]

    assert again == [entry.incident for entry in ledger.incidents()]
