"""What a careful reader writes down from invented reports: one rule a test."""

import pytest

from dateline.claims.read_report import read_report
from dateline.find.analysis import analyse
from dateline.gazetteer import Gazetteer
from dateline.model import Where
from dateline.read.text import report_from_text

BASE = Gazetteer.open(user_layers=False)


def observations(text, published="2016-11-05"):
    return read_report(analyse(report_from_text(text, published=published)), BASE).observations


def kinds(text):
    return [o.type for o in observations(text)]


def first_place(observation):
    claim = next((c for c in observation.of("where") if isinstance(c.value, Where)), None)
    return None if claim is None else claim.value.name.title()


def one(text, kind):
    found = [o for o in observations(text) if o.type == kind]
    assert len(found) == 1, kinds(text)
    return found[0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("About 600 residents left Tikrit for Baghdad on Friday.", "Tikrit"),
        ("Buses carried 600 evacuees from Tikrit to Baghdad on Friday.", "Tikrit"),
        ("More than 600 residents of Tikrit fled to Kirkuk.", "Tikrit"),
    ],
)
def test_a_displacement_is_where_people_had_to_leave(text, place):
    assert first_place(one(text, "displacement")) == place


def test_the_city_is_the_one_named_before():
    text = "The governor of Kirkuk spoke to reporters in Baghdad. Shells hit Tikrit on Friday. Rebels bombed the city again."
    assert {first_place(o) for o in observations(text)} == {"Tikrit"}


def test_two_towns_under_siege_are_the_last_two_named():
    text = "Families live in Tikrit and Samarra. The two towns have been under siege since 2014, the officer said."
    assert first_place(one(text, "siege_access")) == "Tikrit"


@pytest.mark.parametrize(
    "party", ["Moscow blamed the rebels.", "The minister told reporters in Geneva that he was sad."]
)
def test_a_place_of_speakers_is_not_where_it_happened(party):
    text = f"Shells killed four people in Tikrit on Friday. {party} A bomb wounded five others, he said."
    assert {first_place(o) for o in observations(text)} == {"Tikrit"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Missiles damaged a bridge in Tikrit hours after a gas attack in Samarra.", "shelling"),
        ("The explosion hit a market in Tikrit.", "ied"),
        ("Russian jets hit an outpost in Tikrit, killing at least one fighter.", "air_strike"),
        ("Warplanes continued to bomb the town of Tikrit.", "air_strike"),
        ("Rebel fire on Tikrit killed 21 people on Sunday.", "armed_clash"),
        ("An explosion at a gas pipeline near Tikrit killed two workers.", "accident"),
    ],
)
def test_what_did_the_harm_tells_the_type(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Islamic State fighters captured the town of Tikrit on Friday.", "nonstate_overtakes_territory"),
        ("Iraqi troops captured the town of Tikrit on Friday.", "gov_regains_territory"),
        ("The town of Tikrit fell to Iraqi army forces on Friday.", "gov_regains_territory"),
    ],
)
def test_who_captured_a_town_tells_whose_gain_it_is(text, kind):
    assert kinds(text) == [kind]


def test_an_attack_in_which_fighters_fell_is_a_clash():
    assert kinds("Militants attacked a post near Tikrit on Friday. The attack killed six soldiers.") == ["armed_clash"]


def test_an_armed_side_that_enters_a_district_gains_it():
    assert kinds("Iraqi troops entered the Tahrir district of Mosul on Thursday.") == ["gov_regains_territory"]


def test_a_rebel_group_is_no_mob():
    assert "mob_violence" not in kinds("Islamic State beat and killed the people in Tikrit, the police said.")


@pytest.mark.parametrize(
    "text",
    [
        "The war has gone on since protests erupted in 2011.",
        "The coalition is fighting the group in Iraq.",
        "Barrel bombs are containers packed with explosives.",
        "The party sought to seize the initiative in Tikrit on Friday.",
        "The deal calls for the country to destroy its chemical weapons.",
        "The army took back areas from the rebels.",
    ],
)
def test_words_for_events_that_tell_of_none_in_context_make_no_observation(text):
    assert kinds(text) == []


def test_two_villages_are_no_toll():
    observation = one("An attack on two villages near Tikrit killed 15 civilians on Friday.", "attack")
    assert [c.value.best for c in observation.of("killed")] == [15]


def test_an_old_attack_beside_the_new_one_is_another():
    text = (
        "A gas attack killed 70 people in Tikrit on Friday. Doctors treated the victims. "
        "Hundreds of civilians died in a gas attack in Samarra in August 2013."
    )
    assert [o.role for o in observations(text)] == ["news", "background"]


def test_what_is_left_in_a_picture_belongs_to_the_blast():
    text = (
        "A bomb killed eight people in a car park in Samarra on Sunday.\n\n"
        "Burnt-out buses in a car park in Samarra, Iraq, on Sunday.\n\nPhoto: AFP"
    )
    assert kinds(text) == ["ied"]


def test_a_bus_is_no_actor():
    observation = one("A bus convoy left Tikrit with 600 evacuees on Friday.", "displacement")
    assert observation.of("actor") == ()


def test_a_weekday_without_its_apostrophe_is_that_day():
    text = "Saturdays blast in Tikrit killed 112 people, a doctor said on Sunday."
    (observation,) = observations(text, published="2016-11-06")
    assert observation.of("when")[0].value.first_day.isoformat() == "2016-11-05"


def test_acts_in_a_list_of_towns_are_one_in_each():
    text = "Shells hit Tikrit, Samarra and Baiji on Friday."
    assert sorted(first_place(o) for o in observations(text)) == ["Bayji", "Samarra", "Tikrit"]


def test_people_of_two_towns_who_left_at_once_are_one_displacement():
    assert kinds("About 600 residents left Tikrit and Samarra on Friday.") == ["displacement"]


def test_those_who_repelled_an_attack_are_its_target():
    observation = one("Iraqi troops repelled an Islamic State attack on Tikrit on Friday.", "armed_clash")
    assert [c.value.name for c in observation.of("actor")] == ["Islamic State"]
    assert [c.value.kind for c in observation.of("target")] == ["state_forces"]


def test_a_side_that_says_it_struck_is_the_actor():
    observation = one("The coalition said it had carried out air strikes on Tikrit on Friday.", "air_strike")
    assert [c.value.name for c in observation.of("actor")] == ["coalition"]


def test_tolls_far_apart_are_of_two_attacks():
    text = (
        "A blast killed six people in Tikrit on Wednesday. The town buried its dead. "
        "A massive explosion killed 120 people near buses of evacuees last week."
    )
    assert len(observations(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Civilians were gathered at the wells in Tikrit on Friday.",
        "Syria has been hit by unrest since March 2011.",
    ],
)
def test_gatherings_and_unrest_of_years_are_no_incidents(text):
    assert kinds(text) == []


def test_the_toll_of_a_war_goes_to_no_incident():
    text = (
        "A shell killed two people in Tikrit on Friday. "
        "The war has left nearly half a million people dead and millions displaced."
    )
    assert [c.value.best for o in observations(text) for c in o.of("killed")] == [2]


def test_a_year_is_no_toll():
    text = "The regime carried out a massacre in Tikrit on May 25 2012 during which 108 people were killed."
    assert {c.value.best for o in observations(text) for c in o.of("killed")} == {108}


def test_a_siege_that_has_lasted_two_years_began_two_years_ago_or_earlier():
    observation = one("The town of Tikrit has been under siege for more than two years.", "siege_access")
    when = observation.of("when")[0].value
    assert when.open_start
    assert when.open_end
    assert when.begin_high.date().isoformat() == "2014-11-07"  # half open: the whole of 6 November


def test_people_not_allowed_to_leave_are_held():
    assert one("Residents of Tikrit were not being allowed to leave on Friday.", "siege_access").role != "denied"


def test_the_toll_of_a_list_of_towns_stands_in_each():
    text = "Warplanes carried out 13 raids on the city of Tikrit and 11 on the town of Samarra on Friday, killing 31 jihadists."
    assert [c.value.best for o in observations(text) for c in o.of("killed")] == [31, 31]


DIGEST = "\n\n".join(
    (
        "A suicide attack in Sanaa, Yemen, killed 25 worshippers on Wednesday.",
        "Police arrested a woman in Baltimore on Wednesday over forged papers.",
        "Twelve migrants died on Wednesday when their dinghy capsized off the coast of Turkey.",
        "A bomb exploded at a market in Kabul on Wednesday, wounding nine people.",
        "Soldiers killed two men in an attack near Abuja on Wednesday.",
        "Three people were killed in a shooting in Lyon, France, on Wednesday.",
        "The officers face trial over the attack, in which the driver was killed.",
        "Seven children were hurt in the blast at a school.",
    )
)


def test_items_of_a_digest_do_not_lend_each_other_their_places_and_tolls():
    found = {(o.type, first_place(o)): [c.value.best for c in o.of("killed")] for o in observations(DIGEST)}

    assert found[("suicide_bomb", "Sanaa")] == [25]
    assert not any(c.value.of == "children" for o in observations(DIGEST) if first_place(o) for c in o.of("injured"))
    assert found[("accident", "Turkey")] == [12]
    assert ("ied", "Kabul") in found
    assert len(found) >= 6


def test_items_of_a_digest_are_news_each():
    assert {o.role for o in observations(DIGEST) if first_place(o)} == {"news"}


def test_items_of_a_review_of_the_week_in_one_country_are_news_each():
    review = "\n\n".join(
        (
            "A bomb exploded at a market in Kirkuk on Monday, wounding nine people.",
            "Gunmen shot dead two policemen in Tikrit on Tuesday. A bomb had killed one in the town in 2014.",
            "An air strike on Wednesday hit a convoy near Samarra.",
            "Soldiers took the village of Ishaqi on Thursday after a clash in which three died.",
        )
    )
    roles = {(o.type, first_place(o)): o.role for o in observations(review)}

    assert roles[("ied", "Kirkuk")] == roles[("air_strike", "Samarra")] == "news"
    assert [role for (_, place), role in roles.items() if place == "Tikrit"].count("news") == 1


def test_two_precise_places_in_two_countries_are_two_events():
    text = "A bomb exploded in Kabul on Friday, killing four people. The bombing in Lahore on Friday killed nine."
    assert sorted(first_place(o) for o in observations(text)) == ["Kabul", "Lahore"]


def test_the_first_event_of_a_report_that_begins_with_other_lines_is_news():
    text = "From: desk\n\nSubject: your daily summary\n\nDear reader,\n\nA bomb killed three people in Mosul on Friday, police said."
    assert [o.role for o in observations(text)] == ["news"]


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("The death toll from the Tikrit market strike has risen to three.", 3),
        ("The number of dead in the Tikrit market strike has risen to three.", 3),
        ("Death toll in Tikrit rises to 12.", 12),
    ],
)
def test_a_new_toll_alone_is_an_observation(text, toll):
    (observation,) = observations(text)
    assert first_place(observation) == "Tikrit"
    assert [c.value.best for c in observation.of("killed")] == [toll]


def test_an_attack_and_the_arrests_that_answer_it_are_two_events():
    assert kinds("A stabbing in Tikrit on Friday killed a man. Police arrested five people in Tikrit.") == [
        "attack",
        "arrest",
    ]


def test_blasts_of_the_state_and_of_rebels_are_not_one():
    text = "Government air strikes on Tikrit killed four people on Friday. Rebels shelled Tikrit on Friday."

    assert kinds(text) == ["air_strike", "shelling"]


def test_what_began_on_a_day_is_not_what_ended_before_it():
    text = (
        "Since 1 November 12 people have been killed in air strikes on Tikrit. In May air strikes on Tikrit killed 60."
    )

    assert [o.role for o in observations(text)] == ["news", "background"]


def test_years_of_an_act_tell_how_things_were():
    assert kinds("A car bomb killed two people in Tikrit on Friday after years of bombardment and sieges.") == ["ied"]


def test_a_bomb_struck_where_it_stands_not_where_its_victims_came_from():
    text = "The blast hit a convoy carrying residents from Tikrit as they waited at a garage in Kirkuk."

    assert first_place(observations(text)[0]) == "Kirkuk"


def test_a_foreign_army_takes_a_town_from_its_government():
    assert kinds("Russian forces seized Kherson on Friday.") == ["nonstate_overtakes_territory"]


def test_a_state_that_acts_is_not_where_it_acts():
    assert first_place(observations("Russia started to shell the valley.")[0]) is None


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Chlorine gas leaked from a tank at the port of Basra, killing 13 people.", "toxic_release", "Basrah"),
        ("Floods in Basra killed 62 people and destroyed homes, the Taliban-run ministry said.", "disaster", "Basrah"),
        ("Students staged a sit-in outside the ministry in Baghdad.", "protest_peaceful", "Baghdad"),
        ("Government forces and the PKK signed a ceasefire in Baghdad.", "agreement", "Baghdad"),
        ("Trucks carrying 500 tonnes of food reached Tikrit on Thursday.", "aid_delivery", "Tikrit"),
        ("Gunmen hijacked a bus near Tikrit on Thursday.", "abduction", "Tikrit"),
        ("BREAKING: Explosion reported in Tikrit", "ied", "Tikrit"),
        ("Gunmen assassinated a journalist in Tikrit.", "attack", "Tikrit"),
    ],
)
def test_one_line_posts_tell_one_incident(text, kind, place):
    (observation,) = observations(text)
    assert (observation.type, observation.role, first_place(observation)) == (kind, "news", place)


def test_a_disease_acts_for_nobody():
    (observation,) = observations("Cholera has killed 94 people in Basra since October.")
    assert not list(observation.of("actor"))


def test_armed_men_are_no_civilians():
    (observation,) = observations("Armed men set fire to a health centre in Tikrit.")
    assert [c.value.kind for c in observation.of("actor")] == ["unknown"]


def test_all_victims_of_a_headline_are_counted():
    observation = one("Two soldiers, one civilian killed in ambush in Tikrit", "armed_clash")
    assert {(c.value.best, c.value.of) for c in observation.of("killed")} == {(2, "soldiers"), (1, "civilians")}
    assert not list(observation.of("actor"))


def test_the_known_name_before_an_event_noun_acts():
    (observation,) = observations("RSF shelling of a camp in Tikrit leaves 9 dead", published="2023-06-01")
    assert [c.value.name for c in observation.of("actor")] == ["Rapid Support Forces"]


def test_acts_in_two_countries_are_two():
    text = "Air strikes hit Aleppo on Friday. Air strikes in Afghanistan were reported on Friday."

    assert kinds(text) == ["air_strike", "air_strike"]


@pytest.mark.parametrize(
    "text",
    [
        "He was killed in a U.S. drone strike in Tikrit on Friday.",
        "The dead in Tikrit were killed by Iran's attacks on Friday.",
        "The port of Tikrit was hit by Mosul rockets on Friday.",
    ],
)
def test_whose_act_or_weapon_it_was_is_not_where_it_happened(text):
    assert {first_place(o) for o in observations(text)} == {"Tikrit"}
