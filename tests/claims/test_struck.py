"""Whom an act hit, where its own clause does not say."""

import pytest

from tests.claims.test_careful_reader import observations, one


def targets(text, kind):
    return {c.value.name.lower() for c in one(text, kind).of("target")}


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("The army shelled the rebel-held town of Tikrit on Friday.", "shelling", "rebels"),
        (
            "Soldiers captured the last rebel enclave in Tikrit on Friday.",
            "gov_regains_territory",
            "last rebel enclave",
        ),
    ],
)
def test_who_holds_the_place_was_hit_or_lost_it(text, kind, target):
    assert targets(text, kind) == {target}


def test_people_hit_in_a_held_place_are_not_the_side_that_holds_it():
    assert not targets("A gas attack on the rebel-held town of Tikrit killed 40 people on Friday.", "chemical_weapon")


def test_those_counted_among_the_victims_were_hit():
    assert targets("An air strike claimed the lives of eight civilians in Tikrit on Friday.", "air_strike") == {
        "civilians"
    }


def test_the_victims_are_who_they_are_said_to_be():
    text = "Air strikes hit Tikrit on Friday, killing 12 people. Most of the dead were fighters."
    assert targets(text, "air_strike") == {"fighters"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("More than 500 people left Tikrit on Friday.", "displacement"),
        ("Gunmen abducted six people in Tikrit on Friday.", "abduction"),
        ("People who have lived under siege in Tikrit for two years eat grass.", "siege_access"),
        ("Police arrested six people in Tikrit on Friday.", "arrest"),
    ],
)
def test_plain_people_are_a_target_where_the_act_is_done_to_people(text, kind):
    assert targets(text, kind) == {"people"}


def test_plain_people_are_a_toll_of_a_bomb():
    assert not targets("A bomb killed six people in Tikrit on Friday.", "ied")


@pytest.mark.parametrize("text", ["A bomb hit a burning oil field in Tikrit.", "A blaze broke out at an oil depot in Tikrit on Friday."])  # fmt: skip
def test_what_burns_is_the_target_of_a_fire(text):
    found = [o for o in observations(text) if o.type in {"fire", "ied"}]
    assert any("oil" in c.value.name for o in found for c in o.of("target"))


def test_them_is_nobody_who_did_it():
    text = "Fighters set fire to a plant in Tikrit as they tried to repel an offensive by Iraqi forces to drive them from the city."
    assert targets(text, "gov_regains_territory") == {"fighters"}


def test_they_is_the_subject_that_it_is_coordinated_with():
    text = "Soldiers left the hill at Tikrit, which rebels stormed in May, but they drove militants back from the road."
    found = {c.value.name for o in observations(text) for c in o.of("actor") if "drove" in str(o.triggers)}
    assert "rebels" not in found


def test_those_who_take_a_place_and_those_who_lose_it_tell_two_events():
    text = "The army drove rebel fighters back from Tikrit on Friday. Rebels stormed the city in the summer of 2012."
    assert {o.type for o in observations(text)} == {"gov_regains_territory", "nonstate_overtakes_territory"}
