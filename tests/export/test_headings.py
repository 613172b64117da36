"""An incident in one line."""

import pytest

from dateline.export.headings import heading, kind_words, place_phrase, value_words
from dateline.ledger import Ledger
from dateline.model import Actor, FieldView, Incident, Label, Option, Where
from tests.ledger.make import bombing, filled


@pytest.mark.parametrize(
    ("where", "phrase"),
    [
        (Where("Tikrit", precision="place", kind="city"), " in Tikrit"),
        (Where("Sinak market", precision="facility", kind="market"), " at Sinak market"),
        (Where("near Suva", precision="near"), " near Suva"),
        (Where("Baghdad", precision="near", derivation="north of Baghdad, distance not said; within 30 km"), " north of Baghdad"),
        (Where("Hilla", precision="facility", derivation="station at Hilla; within 2 km"), " at the station at Hilla"),
        (Where("Hilla", precision="facility", derivation="a school in Hilla"), " at a school in Hilla"),
        (Where("Nineveh", precision="admin1", kind="admin1"), " in Nineveh"),
        (Where("Somalia", precision="region", derivation="the south of Somalia"), " in the south of Somalia"),
        (Where("Mosul", precision="near", derivation="east edge of Mosul; within 6 km"), " at the east edge of Mosul"),
        (Where("Homs", precision="near", derivation="outskirts of Homs"), " on the outskirts of Homs"),
        (Where("Turkey", precision="region", derivation="coast of Turkey"), " off the coast of Turkey"),
        (Where("North Waziristan District", precision="admin2", kind="admin2"), " in North Waziristan District"),
        (Where("", precision="unknown"), ""),
    ],
)  # fmt: skip
def test_places(where, phrase):
    assert place_phrase(where) == phrase


def test_kind_place_and_date():
    with Ledger.open(":memory:") as ledger:
        filled(ledger, bombing())
        (entry,) = ledger.incidents()

    assert heading(entry.incident).endswith(" in Mosul, 4 November 2016")


@pytest.mark.parametrize(
    ("kind", "means", "words"),
    [
        ("ied", Label("car_bomb", "a car bomb"), "Car bomb"),
        ("ied", Label("ied", "a roadside bomb"), "Bombing"),
        ("ied", None, "Bombing"),
        ("air_strike", Label("drone", "drones"), "Drone strike"),
        ("suicide_bomb", Label("small_arms", "rifles"), "Suicide bombing"),
        ("disaster", Label("natural", "flash floods"), "Flash floods"),
        ("disaster", Label("natural", "x" * 60), "Disaster"),
        ("armed_clash", Label("", "tanks"), "Armed clash"),
    ],
)
def test_a_heading_begins_with_plain_words_for_kind_and_means(kind, means, words):
    fields = {"means": FieldView(field="means", best=Option(value=means, claims=("c",)))} if means else {}

    assert kind_words(Incident(id="i-a", type=kind, observations=("o",), fields=fields)) == words


def test_what_has_no_place_is_told_by_its_parties():
    parties = {"actor": Actor("Islamic State"), "target": Actor("villagers")}
    fields = {name: FieldView(field=name, best=Option(value=one, claims=("c",))) for name, one in parties.items()}

    assert (
        heading(Incident(id="i-a", type="abduction", observations=("o",), fields=fields))
        == "Abduction: Islamic State, villagers"
    )
    assert heading(Incident(id="i-a", type="abduction", observations=("o",))) == "Abduction"


def test_a_kind_is_named_with_the_words_that_told_it():
    assert value_words(Label("fire", "went up in flames")) == "Fire (“went up in flames”)"
    assert value_words(Label("fire", "fire")) == "Fire"
    assert value_words(Label("", "a rocket")) == "a rocket"
    assert value_words(Label("car_bomb", "a car bomb")) == "a car bomb"
