"""What only a careful reader of real news sees: items strung in one paragraph, lengths counted back, doubted numbers."""

import pytest

import dateline
from dateline.model import Count, When


def told(text, published="2023-03-15"):
    return dateline.observations(dateline.read_text(text, published=published))


def values(observation, field):
    return [claim.value for claim in observation.of(field)]


def test_each_item_strung_in_one_paragraph_is_news_of_its_own_day():
    items = told(
        "Attacks went on in several regions on Monday and Tuesday. In Kharkiv, rockets killed five people on Monday. "
        "In Ochakiv, shells killed three people on Tuesday. In Lysychansk, a missile killed eight people on Monday.",
        published="2022-06-28",
    )
    assert [o.role for o in items if o.of("killed")] == ["news"] * 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Men dug in the rubble on Monday, two days after earthquakes in Herat killed 40 people.", "2023-03-11"),
        ("Villagers returned on Friday, a week after shells killed four people in Noro.", "2023-03-03"),
    ],
)
def test_a_length_after_which_something_is_told_counts_back_from_the_day_before_it(text, day):
    (one,) = [o for o in told(text) if o.type in {"disaster", "shelling"}]
    (when,) = [v for v in values(one, "when") if isinstance(v, When)]

    assert str(when.first_day) == str(when.last_day) == day


@pytest.mark.parametrize("word", ["dead", "drowned"])
def test_a_feared_number_is_hedged_and_its_cause_happened(word):
    (one,) = told(f"At least 30 people are feared {word} after floods swept through Derna on Sunday.")

    assert one.role == "news"
    assert [(v.low, c.certainty) for c in one.of("killed") if isinstance(v := c.value, Count)] == [(30, "hedged")]


def test_a_dam_that_bursts_is_a_disaster():
    assert [o.type for o in told("Two dams burst above the town of Derna on Sunday.")] == ["disaster"]


def test_passengers_are_not_displaced_by_their_journey():
    assert not told("The bus was carrying more than 40 passengers from Inongo to Kutu.")
    assert [o.type for o in told("Buses carried 300 residents from Foua to Aleppo on Sunday.")] == ["displacement"]


def test_those_who_drown_met_with_an_accident():
    (one,) = told("Nine migrants drowned off Zuwara on Sunday.")

    assert (one.type, [v.best for v in values(one, "killed")]) == ("accident", [9])


def test_a_blast_beside_those_who_are_evacuated_is_not_at_their_home():
    (blast,) = [
        o
        for o in told("A blast occurred near a bus convoy evacuating residents of the town of Yellow Waters to Aleppo.")
        if o.type == "ied"
    ]

    assert [v.name for v in values(blast, "where")] == ["Aleppo"]
