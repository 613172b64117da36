"""The name of someone from the words of a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.actor_names import clean_name
from tests.claims.test_careful_reader import observations


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("At least 31 Rebels", "rebels"),
        ("another two civilians", "civilians"),
        ("mostly women", "women"),
        ("Regime forces", "regime forces"),
        ("Government Troops", "government troops"),
        ("Free Tarim Army", "Free Tarim Army"),
        ("units of the 9th Division", "units of the 9th Division"),
        ("May 2014 Islamist rebels", "Islamist rebels"),
        ("Hosam Katan A rebel fighter", "rebel fighter"),
        ("Tags Tarim gas attack Warplanes", "warplanes"),
        ("Print Tweet Kenyan helicopters", "Kenyan helicopters"),
        ("children 5 women", "children"),
        ("Kenyas army", "Kenya's army"),
        ("the armys 17th Division", "army's 17th Division"),
        ("Kenyan", "Kenya"),
        ("Kenyan jets", "Kenyan jets"),
    ],
)
def test_a_name_has_no_number_date_tag_or_capital_of_a_sentence(words, name):
    assert clean_name(words) == name


def test_a_side_before_another_noun_is_the_group():
    assert clean_name("rebel", modifier=True) == "rebels"
    assert clean_name("a rebel") == "rebel"


@given(st.text(max_size=40))
def test_any_words_give_a_name(words):
    assert isinstance(clean_name(words), str)


def parties(text):
    return {c.value.name for o in observations(text) for field in ("actor", "target") for c in o.of(field)}


def test_who_only_tells_is_no_party():
    assert parties("Rebels shelled the Syrian Observatory for Human Rights in Tikrit on Friday.") == {"rebels"}


def test_bare_members_are_nobody_and_those_of_a_group_are():
    assert parties("Shells killed members in Tikrit on Friday.") == set()
    assert parties("Shells killed members of the council in Tikrit on Friday.")


def test_a_capital_that_acts_is_its_government():
    (actor,) = [
        c.value for o in observations("Khartoum launched air strikes on Tikrit on Friday.") for c in o.of("actor")
    ]
    assert (actor.name, actor.kind, actor.country) == ("Khartoum", "government", "SD")


def test_a_state_by_its_adjective_is_the_state_by_its_name():
    (actor,) = [c.value for o in observations("Turkish air strikes hit Tikrit on Friday.") for c in o.of("actor")]
    assert actor.name == "Turkey"
