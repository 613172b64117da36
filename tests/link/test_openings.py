"""What a report says of streets, hours, ages, days, figures and the outcome for people tells incidents apart."""

import pytest

from dateline.link.card import card
from dateline.link.node import node
from dateline.read.text import report_from_text
from dateline.vocab import tsv_rows
from tests.link.make import features, k, o

REST = "Officers of the harbour town closed the road for some hours while they looked for people who had seen what happened."


def told(key, text, title=None):
    return node(o(key, type=""), k(f"r-{key}", "2016-05-02", text=f"{text} {REST}", title=title))


def feature(name, a, b):
    return features(told("a", a), told("b", b))[name]


@pytest.mark.parametrize(
    ("name", "a", "same", "other"),
    [
        (
            "street",
            "A man was shot at a bakery on Orchard Street.",
            "The shots fell on Orchard Street near a school.",
            "A man was shot on Lancer Avenue.",
        ),
        ("street", "Shots were heard on 64th Street.", "A car was hit on 64th Street.", "A car was hit on 9th Street."),
        (
            "clock",
            "A bomb went off at 10:15 a.m. in the yard.",
            "It went off about 10:20 a.m.",
            "Neighbours heard it at 10:33 p.m.",
        ),
        ("clock", "A shell fell at 21:40.", "It fell at 9:45 p.m.", "It fell at 02:10."),
        (
            "lead_age",
            "A 1-year-old girl was hit.",
            "The girl, a 1-year-old, was hit in the leg.",
            "A 17-year-old was hit.",
        ),
        ("weekday", "A tanker burned on Friday.", "Friday saw a tanker burn.", "A tanker burned on Sunday."),
        (
            "figure",
            "A quake of magnitude 5.6 shook the island.",
            "The 5.6 quake was felt on the coast.",
            "A quake of magnitude 6.1 shook the island.",
        ),
    ],
)
def test_openings_agree_or_speak_against(name, a, same, other):
    assert (feature(name, a, same), feature(f"{name}_apart", a, same)) == (1, 0)
    assert (feature(name, a, other), feature(f"{name}_apart", a, other)) == (0, 1)
    assert (feature(name, a, ""), feature(f"{name}_apart", a, "")) == (0, 0)


def test_a_death_in_one_opening_and_only_injuries_in_the_other_speak_against():
    dead, hurt = "A youth of 17 was found dead in a yard.", "A baby was wounded in the leg."

    assert feature("outcome_apart", dead, hurt) == 1
    assert feature("outcome_apart", dead, "Two men were killed and three wounded.") == 0
    assert feature("outcome_apart", dead, "A yard was searched.") == 0


def test_a_round_up_shares_a_smaller_part_of_its_ages():
    one = "A 4-year-old boy and a 28-year-old woman were shot."
    many = f"{one} In other attacks a 25-year-old, a 22-year-old and a 19-year-old were hit."

    assert feature("age_part", one, one) == 1
    assert feature("age_part", one, many) == 0.4


def test_a_doctor_or_a_saint_is_no_street_and_a_toll_no_time():
    made = card(report_from_text("Dr. Morgan St. went East St. Louis way. The score was 12:75 and 3:1, says Dr. Omar."))

    assert made.streets == ("morgan",)
    assert made.clocks == ()


@pytest.mark.parametrize("row", tsv_rows("linking_streets"), ids=lambda row: row["word"])
def test_each_street_word_ends_the_name_of_a_street_in_its_example(row):
    assert card(report_from_text(row["example"])).streets


@pytest.mark.parametrize("row", tsv_rows("linking_outcomes"), ids=lambda row: row["word"])
def test_each_word_of_an_outcome_tells_it_in_its_example(row):
    assert card(report_from_text(row["example"])).outcome == row["outcome"]


def test_nobody_killed_in_one_and_somebody_in_the_other_speak_against():
    none, some, hurt = (
        node(o(key, **toll), k(f"r-{key}"))
        for key, toll in (("a", {"killed": 0}), ("b", {"killed": 2}), ("e", {"injured": 2}))
    )

    assert features(none, some)["killed_one_apart"] == 1
    assert features(none, none)["killed_one_apart"] == features(some, hurt)["killed_one_apart"] == 0


def test_ordinary_words_count_only_in_a_language_of_which_we_know_how_common_they_are():
    text = "Der Marktplatz von Kassel wurde am Freitag gesperrt, weil unter dem Pflaster eine Bombe aus dem Krieg lag."

    assert card(report_from_text(text, language="de")).words == ()
    assert "kassel" in card(report_from_text(text, language="de")).names
    assert "marktplatz" in card(report_from_text(text, language="en")).words
