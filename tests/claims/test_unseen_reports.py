"""Rules found by reading reports that nobody had looked at: what is told, of what type, and when."""

import pytest

from tests.claims.test_careful_reader import kinds, observations, one


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels killed 30 young men near Tikrit.", "attack"),
        ("The mayor of Tikrit was killed by rebels.", "attack"),
        ("Rebels killed 30 soldiers near Tikrit.", "armed_clash"),
    ],
)
def test_who_kills_the_unarmed_attacks_and_fights_no_clash(text, kind):
    assert kinds(text) == [kind]


def test_missiles_that_warplanes_fired_are_an_air_strike_whatever_stands_between():
    text = "Fixed-wing warplanes which we believe were Russian fired missiles near a camp at Tikrit on 4 November 2016."

    assert kinds(text) == ["air_strike"]


def test_who_is_killed_during_violence_is_no_tally_of_a_war():
    assert kinds("Three inmates are killed during violence that lasted a minute at a prison in Tikrit.") == ["attack"]


def test_what_protesters_destroy_is_a_violent_demonstration():
    assert kinds("Several protestors broke into the mayor's office in Tikrit and destroyed property.") == [
        "violent_demonstration"
    ]


def test_phosphorus_is_a_chemical_weapon():
    assert kinds("The governor told of a white phosphorus attack on Tikrit.") == ["chemical_weapon"]


def test_what_is_expected_is_planned_for_the_day_to_come():
    rallies = one("On Monday, mass demonstrations are expected in Tikrit.", "protest_peaceful")

    assert rallies.role == "planned"
    assert [str(c.value.first_day) for c in rallies.of("when")] == ["2016-11-07"]


def test_passengers_who_begin_protesting_protest():
    found = observations("Passengers of a train in Tikrit began protesting on Friday.")

    assert [o.type for o in found] == ["protest_peaceful"]


def test_who_takes_part_in_assaults_claims_none():
    text = (
        "Shells hit Tikrit on Friday. A bomb exploded in Kirkuk. "
        "The group won ground with recruits from prison battalions taking part in assaults on army positions."
    )
    actors = [c.value.name for o in observations(text) for c in o.of("actor") if o.type in {"shelling", "ied"}]

    assert "prison battalions" not in actors


def test_what_is_claimed_together_was_told_near():
    filler = " ".join("The council met in the evening and spoke of taxes." for _ in range(20))
    text = f"Shells hit Tikrit on Friday. {filler} A bomb exploded in Kirkuk. Another went off in Basra. A rebel group claimed both attacks."

    assert [c.value.name for c in one(text, "shelling").of("actor")] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Another Russian military base was destroyed in Tikrit.", "armed_clash"),
        ("The raid killed a smuggler in Tikrit.", "attack"),
        ("Gunmen captured 40 students in Tikrit.", "abduction"),
        ("The army set up a base on a hill near Tikrit on Friday.", "base_established"),
        ("Rebels captured the town of Tikrit on Friday.", "nonstate_overtakes_territory"),
    ],
)
def test_what_a_word_only_names_is_no_act(text, kind):
    assert kinds(text) == [kind]
