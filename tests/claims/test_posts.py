"""Posts, headlines and updates of one line: what a careful reader writes down from each."""

import pytest

from tests.claims.test_careful_reader import first_place, observations


def first_day(observation):
    when = next(c.value for c in observation.of("when"))
    return str(when.first_day), str(when.last_day)


@pytest.mark.parametrize(
    "text",
    [
        "Two men died after Thursday's attack in Tikrit.",
        "A depot burned in Tikrit after Thursday night attacks on the town.",
    ],
)
def test_the_day_of_what_came_before_is_its_own(text):
    attack = next(o for o in observations(text) if o.type == "attack")
    assert first_day(attack) == ("2016-11-03", "2016-11-03")


def test_the_number_of_an_update_counts_nobody():
    (observation,) = observations("Update 3: Death toll of Tikrit hall attack rises to 143")
    assert [c.value.best for c in observation.of("killed")] == [143]


def test_a_capital_before_an_attack_is_where_and_no_government():
    assert not list(observations("The Moscow concert hall attack killed 143 people.")[0].of("actor"))
    assert not list(observations("Five aid workers were killed in Sudan's Kabkabiya convoy attack.")[0].of("actor"))


def test_what_is_denied_needs_no_day():
    (observation,) = observations("The army denied that it had bombed the hospital in Tikrit.")
    assert (observation.role, first_place(observation)) == ("denied", "Tikrit")


def test_workers_on_strike_act():
    (observation,) = observations("Health workers went on strike over unpaid wages in Tikrit.")
    assert [c.value.name for c in observation.of("actor")] == ["Health workers"]
    assert not list(observation.of("means"))


def test_a_headline_that_leaves_the_article_out_counts_one():
    (observation,) = observations("Sniper kills policeman in Tikrit")
    assert [c.value.best for c in observation.of("killed")] == [1]


def test_no_one_is_nobody():
    (observation,) = observations("A missile strike on Tikrit damaged a plant. No one was hurt.")
    assert [c.value.best for c in observation.of("injured")] == [0]


@pytest.mark.parametrize("source", [": police", " – police", " - police"])
def test_the_source_behind_a_headline_is_neither_counted_nor_hurt(source):
    (observation,) = observations(f"Six killed, five wounded in Tikrit blast{source}")
    assert {c.value.best for c in observation.of("killed")} == {6}
    assert {c.value.best for c in observation.of("injured")} == {5}
    assert not list(observation.of("target"))
    assert {c.attribution.chain[-1].name for c in observation.claims} == {"police"}


def test_aid_workers_who_are_killed_are_an_attack():
    assert [o.type for o in observations("Five aid workers killed in Iraq")] == ["attack"]


def test_the_one_who_tells_did_not_kill():
    text = "Rockets hit a block in Tikrit on Friday, the governor said, killing six people."
    assert not [c for o in observations(text) for c in o.of("actor")]


def test_a_denial_of_involvement_is_about_the_attack_and_not_the_arrests():
    text = "Gunmen killed six people in Tikrit on Friday. Police detained 11 people. Iran denied any involvement."
    accused = {o.type: [c.value.basis for c in o.of("actor")] for o in observations(text)}
    assert "denied" in accused["attack"] + accused.get("armed_clash", [])
    assert "denied" not in accused["arrest"]


def test_the_day_of_an_arrest_counts_nobody():
    (observation,) = observations("The leader was arrested in Tikrit on 14 October.")
    assert not list(observation.of("detained"))


def test_a_magnitude_counts_nobody():
    (observation,) = observations("A magnitude 7 quake killed 300 people near Tikrit on Friday.")
    assert [c.value.best for c in observation.of("killed")] == [300]


def test_looting_is_not_what_strikes_leave():
    text = "Air strikes hit Tikrit on Friday. A hospital in the town was looted on Thursday."
    assert "looting_destruction" in [o.type for o in observations(text)]


def test_an_agreed_truce_is_a_deal():
    assert [o.type for o in observations("The army and the PKK agreed to a ceasefire in Tikrit.")] == ["agreement"]


def test_a_quarter_of_a_town_is_no_city_abroad():
    text = "A bomb exploded in Mogadishu, Somalia on Friday. Another bomb went off in the city's Madina district, killing two."
    second = observations(text)[-1]
    assert {c.value.country for c in second.of("where")} <= {"SO", None}


def test_the_attack_is_the_one_that_was_told_before():
    text = (
        "Gunmen killed four people in an attack on a consulate in Kirkuk on Friday. Militants said they carried out the attack. "
        "In a separate incident, a bomb killed 30 people at a market in Tikrit."
    )
    bomb = next(o for o in observations(text) if o.type == "ied")
    assert not list(bomb.of("actor"))


def test_what_happened_where_a_name_says_happened_there():
    text = "A bomb killed eight people in Samarra on Friday. The blast came an hour after an attack in Tikrit, where a bomber killed 13."
    tolls = {first_place(o): [c.value.best for c in o.of("killed")] for o in observations(text)}
    assert tolls == {"Samarra": [8], "Tikrit": [13]}


def test_a_town_that_is_spelt_like_a_word_is_one_before_its_country():
    assert (
        first_place(observations("Ten people were killed in an attack in Nice, southern France, on Friday.")[0])
        == "Nice"
    )


def test_who_stands_behind_a_title_is_no_place():
    text = "Protesters stormed the parliament in Tikrit on Friday and beat the speaker, Ararat Mirzoyan."
    assert {first_place(o) for o in observations(text)} == {"Tikrit"}


def test_police_officers_are_police():
    (observation,) = observations("Eight police officers were killed in an ambush in Tikrit.")
    assert [c.value.of for c in observation.of("killed")] == ["police"]


def test_what_was_told_lends_its_place_before_what_comes_later():
    text = "Rebels raided Samarra on Friday.\n\nThe army sent reinforcements to the area. In June, rebels killed 41 people in Tikrit."
    (moved,) = [o for o in observations(text) if o.type == "troop_movement"]
    assert first_place(moved) == "Samarra"


def test_those_who_put_a_fire_out_did_not_light_it():
    found = observations("Firefighters extinguished the blaze at the refinery in Basra on Friday.")
    assert found
    assert not [c for o in found for c in o.of("actor")]


@pytest.mark.parametrize(
    "text",
    [
        "Rescuers pulled three people from the rubble on Friday after a missile hit a house in Tikrit.",
        "Rescuers were working on Friday at the site of the missile strike in Tikrit.",
    ],
)
def test_the_day_of_the_work_that_followed_only_bounds_the_act(text):
    (observation,) = observations(text)
    assert first_day(observation) == ("None", "2016-11-04")


def test_a_toll_that_may_be_so_is_told_of_a_flood_that_is():
    (observation,) = observations("Up to 20,000 people may have died in the flood in Tikrit.")
    assert (observation.role, [c.value.high for c in observation.of("killed")]) == ("news", [20000])


def test_what_may_have_been_done_stays_uncertain():
    assert {o.role for o in observations("Rebels may have attacked the town of Tikrit on Friday.")} == {"hypothetical"}


def test_a_deal_of_two_named_sides_needs_no_place():
    (observation,) = observations("Ukraine and Russia exchanged 185 prisoners of war on Friday.")
    assert {c.value.name for c in observation.of("actor")} == {"Ukraine", "Russia"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Iran executed three men on Friday who had been convicted of spying, the judiciary said.", "other_strategic"),
        ("Militants executed three men in Tikrit on Friday.", "attack"),
        ("Fighters stormed a hotel in Tikrit on Friday, killing nine people.", "attack"),
        ("Fighters stormed the base in Tikrit on Friday.", "armed_clash"),
        ("Six miners were killed when a coal mine collapsed in Tikrit on Friday.", "accident"),
        ("Police arrested 10 people during a protest in Tikrit on Friday.", "protest_with_intervention"),
    ],
)
def test_what_it_was_done_to_and_by_tells_the_type(text, kind):
    assert [o.type for o in observations(text)] == [kind]


def test_a_crowd_that_names_the_protest_acts():
    (observation, *_) = observations("Protesters set up burning barricades in Tikrit on Friday.")
    assert [c.value.name for c in observation.of("actor")] == ["protesters"]


def test_what_sets_an_aside_in_time_is_no_news():
    text = "Smoke hung over Tikrit on Friday from wells that fighters had set on fire before they withdrew from the town last week."
    assert {o.role for o in observations(text) if o.type == "territory_transfer"} <= {"background"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Students clashed with riot police in Tikrit on Friday.", "violent_demonstration"),
        ("Typhoon Oran slammed into Tikrit on Friday.", "disaster"),
        ("Police fired into a crowd in Tikrit on Friday, killing three people.", "force_against_protesters"),
        ("Six people on board a helicopter died when it crashed into a hill near Tikrit on Friday.", "accident"),
    ],
)
def test_the_words_beside_tell_what_kind_it_was(text, kind):
    assert kind in [o.type for o in observations(text)]


def test_the_day_of_a_toll_is_not_the_day_of_the_storm():
    text = "Typhoon Oran slammed into Tikrit on Friday. The death toll stood at 87 on Saturday."
    (storm,) = [o for o in observations(text) if o.type == "disaster"]
    assert first_day(storm) == ("2016-11-04", "2016-11-04")


def test_a_side_that_blockades_a_town_for_weeks_goes_on():
    (siege,) = [
        o
        for o in observations("Fighters have blockaded the town of Tikrit for eleven weeks.")
        if o.type == "siege_access"
    ]
    assert [c.value.state for c in siege.of("status")] == ["ongoing"]
