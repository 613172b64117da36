"""Observations of short reports."""

from dateline.claims.read_report import read_report
from dateline.find.analysis import analyse
from dateline.read.text import report_from_text


def read(text, published="2016-11-05"):
    return read_report(analyse(report_from_text(text, published=published)), None)


def test_actor_target_and_toll_of_one_clause_are_one_observation():
    reading = read("Militants shelled a market in Noro, killing at least 12 civilians.")
    (observation,) = reading.observations
    assert observation.type == "shelling"
    assert next(c.value.name for c in observation.of("actor")) == "militants"
    assert [(c.value.low, c.value.best, c.value.high) for c in observation.of("killed")] == [(12, 12, None)]


def test_every_claim_shows_its_words():
    reading = read("Militants shelled a market in Noro, killing at least 12 civilians. The army retook the town.")
    report = reading.analysis.report
    for observation in reading.observations:
        for claim in observation.claims:
            assert claim.evidence
            assert all(report.words(span) for span in claim.evidence)


def test_ids_do_not_change_between_readings():
    text = "Gunmen killed five farmers. Warplanes bombed a hospital in Idra."
    assert [o.id for o in read(text).observations] == [o.id for o in read(text).observations]
