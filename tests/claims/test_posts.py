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
