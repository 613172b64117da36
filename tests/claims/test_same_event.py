"""Which mentions of a report speak of one event, and which tell of none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.claims.read_report import read_report
from dateline.claims.same_event import _city_for_land
from dateline.find.analysis import analyse
from dateline.model import Actor, Where
from dateline.read.text import report_from_text


def observations(text, published="2016-11-05"):
    return read_report(analyse(report_from_text(text, published=published)), None).observations


def types(text):
    return [o.type for o in observations(text)]


ONE = [
    "A suicide bomber killed 12 people at a market in Noro on Monday. The blast wounded 30 others. Bodies lay in the street.",
    "Warplanes bombed a hospital in Idra on Monday. The strike killed six patients. The toll rose to nine on Tuesday.",
    "Militants set a sulphur plant on fire on Monday. Smoke drifted over nearby villages. Firefighters put out the blaze.",
    "Gunmen killed five farmers in Noro on Monday. The Fanir Front claimed the attack.",
]


@pytest.mark.parametrize("text", ONE, ids=lambda t: t[:40])
def test_words_that_point_to_an_event_join_it(text):
    assert len(observations(text)) == 1


def test_a_second_blast_is_another_event():
    text = "A bomb killed 12 people at a market in Noro on Monday. A second bomb killed three people at a school in Idra on Friday."
    assert len(observations(text)) == 2


def test_the_one_who_claims_an_attack_is_its_actor():
    (attack,) = observations("Gunmen killed five farmers in Noro on Monday. The Fanir Front claimed the attack.")
    parties = {(c.value.name, c.value.basis) for c in attack.of("actor") if isinstance(c.value, Actor)}
    assert ("Fanir Front", "claimed") in parties


NONE = [
    "The minister spoke of the besieged towns.",
    "More than 400,000 people have been killed since the war began.",
    "Nobody claimed responsibility.",
    "The best way to end the fighting is a deal, he said.",
]


@pytest.mark.parametrize("text", NONE, ids=lambda t: t[:40])
def test_words_for_events_that_tell_of_none_make_no_observation(text):
    assert observations(text) == ()


def test_the_day_of_a_state_is_not_the_day_of_the_event():
    (fire,) = observations("Oil wells near Noro were still burning on Friday.")
    assert [c.value.state for c in fire.of("status")] == ["ongoing"]
    assert all(c.value.first_day is None for c in fire.of("when"))


def test_an_older_event_told_to_explain_is_background():
    found = observations("Rebels shelled a market in Idra on Friday. In 2014 the army retook the town from militants.")
    assert [o.role for o in found] == ["news", "background"]


def test_a_guess_at_who_is_meant_lowers_the_certainty():
    (first, *_) = observations("Boko Haram attacked a school in Noro on Monday. The militants killed six pupils.")
    guessed = [c for c in first.of("actor") if c.reason.endswith("named before")]
    assert guessed
    assert all(c.certainty != "asserted" for c in guessed)


WORDS = ["A bomb", "killed", "six people", "rebels", "the blast", "was hit", "by", "on Monday", "in Noro", ".", "\n\n", "and", "claimed", "still burning", "No one", "them", "IS", "\u0130", "(", '"']  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_heap_of_words_is_read_without_a_crash_and_shows_its_words(parts):
    report = report_from_text(" ".join(parts), published="2016-11-05")
    found = read_report(analyse(report), None).observations
    assert len({o.id for o in found}) == len(found)
    for observation in found:
        assert observation.claims
        for claim in observation.claims:
            assert claim.evidence
            assert all(0 <= s.start < s.end <= len(report.text) for s in claim.evidence)


def test_the_city_of_a_province_may_stand_for_the_province():
    """ "The attack in Idlib" after one on a town of the province of Idlib."""
    village = Where("Larnok", 35.44, 36.65, 2000.0, "place", kind="town", admin1="Idlib", country="SY")
    city = Where("Idlib", 35.93, 36.63, 4000.0, "place", kind="city", admin1="Idlib", country="SY")
    other = Where("Noro", 35.93, 36.63, 2000.0, "place", kind="town", admin1="Idlib", country="SY")

    assert _city_for_land(village, city)
    assert not _city_for_land(village, other)
