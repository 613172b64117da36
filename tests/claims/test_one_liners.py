"""Rules found by reading one-line news of all countries: what is one event, what is two, and what is none."""

import pytest

from tests.claims.test_careful_reader import first_place, kinds, observations, one


def tolls(observation, field):
    return [c.value.best for c in observation.of(field)]


def actors(observation):
    return [c.value.name for c in observation.of("actor")]


def test_an_act_and_the_one_that_it_answers_are_two():
    text = "Turkey bombed rebel sites in northern Iraq after a car bomb in Hakkari Province that killed 16 soldiers."

    assert [(o.type, o.role) for o in observations(text)] == [("air_strike", "news"), ("ied", "background")]
    assert [first_place(o) for o in observations(text)] == ["Iraq", "Hakkari"]


def test_an_explosion_on_a_road_accident_is_part_of_it():
    assert kinds("Some 90 people are killed in Iraq after a tanker truck veers off the road and explodes.") == [
        "accident"
    ]


def test_a_bus_struck_by_a_vehicle_is_an_accident():
    assert kinds("Two students die in Baghdad after a school bus is struck by another vehicle.") == ["accident"]


def test_other_injuries_are_of_the_same_event():
    assert kinds("A plant explodes in Baghdad, killing one man with the extent of other injuries unknown.") == [
        "accident"
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A fire severely damages the Baitul Futuh Mosque in Baghdad.", "fire"),
        ("The death toll of the Lurian Valley Fire in Iraq rises to five.", "fire"),
        ("A boat carrying Syrian migrants sinks in the Aegean Sea near Greece.", "accident"),
        ("Taliban insurgents storm a prison in Baghdad and kill four officers.", "armed_clash"),
        ("Russian forces begin combat operations in Iraq.", "armed_clash"),
        ("Militants seize control of four military bases in Baghdad Governorate.", "nonstate_overtakes_territory"),
        ("Russia moves its first fighter jets to Iraq.", "troop_movement"),
        ("During protests in Baghdad, demonstrators destroy 21 buses and a police station.", "violent_demonstration"),
        ("A football player is killed in a stabbing outside a club in Baghdad.", "attack"),
    ],
)
def test_a_line_tells_an_event_of_its_type(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Officials said it was the first clear sign of trouble in Baghdad since the collapse of the Soviet Union.",
        "The fire threatens 6000 residents.",
        "Carlow holds exercises in Iraq simulating submarines attacking the port.",
    ],
)
def test_a_line_without_an_act_of_force_tells_none(text):
    assert not set(kinds(text)) & {"gov_regains_territory", "threat_claim", "attack", "accident"} or all(
        o.role != "news" for o in observations(text)
    )


def test_what_an_investigation_is_into_has_happened():
    assert [o.role for o in observations("The king orders an investigation into the stampede in Tikrit.")] == ["news"]


def test_what_someone_is_arrested_for_is_background():
    text = "Police arrest a man in Baghdad for kidnapping two women in Tikrit."

    assert [(o.type, o.role) for o in observations(text) if o.type != "arrest"] == [("abduction", "background")]
    assert "Police" not in actors(one(text, "abduction"))


def test_nobody_does_a_disaster_or_a_wildfire():
    for text in ("Typhoon Dujuan hits Iraq and kills two people.", "California wildfires destroyed homes in Iraq."):
        assert [actors(o) for o in observations(text)] == [[]]


def test_who_suspects_an_act_did_not_do_it():
    assert actors(one("The shooting in Baghdad is suspected by authorities to be random.", "attack")) == []


def test_a_day_of_a_month_and_homes_are_no_tolls():
    assert tolls(observations("Two journalists were arrested on 28 August in Baghdad.")[0], "detained") == [2]
    assert tolls(observations("The toll of homes destroyed by wildfires in Baghdad reaches 1,600.")[0], "killed") == []


def test_the_verb_before_a_number_says_what_happened():
    text = "A train derailment near Baghdad kills at least two people with several others injured."

    assert tolls(observations(text)[0], "killed") == [2]


def test_it_was_an_attack_says_what_was_told_before():
    text = (
        "An airstrike in Aleppo killed nine people on Friday. Officials met on Saturday. A council sat in the evening. "
        "Rescuers came. It was a targeted attack in the market."
    )

    assert kinds(text) == ["air_strike"]


def test_the_dead_are_counted_though_the_speakers_stand_behind_them():
    text = (
        "An airstrike early Sunday over a busy market in Aleppo killed at least nine people, activists and medics said."
    )

    assert tolls(observations(text)[0], "killed") == [9]


def test_a_leak_is_the_rival_version_of_a_gas_attack():
    text = (
        "A chemical attack in Aleppo killed 70 people on Friday. "
        "Russia said poison gas had leaked from a rebel depot struck by Syrian bombs in Aleppo."
    )

    assert kinds(text) == ["chemical_weapon"]


def test_who_controls_a_town_is_a_state_of_things():
    assert kinds("Rebels controlled the town of Aleppo.") == []


def test_missiles_of_warplanes_are_an_air_strike():
    assert kinds("Russian warplanes fired missiles at a farm near Aleppo on Friday.") == ["air_strike"]


def test_a_blast_is_of_the_mishap_that_was_told():
    text = (
        "An explosion in a supermarket in Aleppo injured 37 people and may have been caused by a gas leak. "
        "The blast occurred at noon."
    )

    assert kinds(text) == ["accident"]


def test_weapons_are_no_victims():
    text = "Two car bombs killed at least 25 people in Aleppo on Friday."

    assert [tolls(o, "killed") for o in observations(text)] == [[25]]


def test_how_a_war_began_is_no_incident():
    assert kinds("Syria's uprising began as a movement of students in 2011.") == []


def test_lines_of_a_menu_are_not_the_lead():
    menu = "News\n\nReports\n\nVideos\n\nMaps\n\n"
    text = menu + "Jets bombed a farm near Aleppo on Thursday, a group said."

    assert [o.role for o in observations(text)] == ["news"]
