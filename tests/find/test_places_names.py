"""What is the name of a place and what only holds one: groups, media, people, words side by side."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.places import find_places
from dateline.gazetteer import Gazetteer
from dateline.read.text import report_from_text

BASE = Gazetteer.open(user_layers=False)


def found(text, kind="name"):
    return [m.words for m in find_places(analyse(report_from_text(text)), BASE) if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Times of Israel said a blast hit Haifa.", ["Haifa"]),
        ("He told the New York Times of the raid on Homs.", ["Homs"]),
        ("Fighters of the Islamic State of Iraq and the Levant fled from Mosul.", ["Mosul"]),
        ("Al-Nusra Front gunmen were seen in Idlib.", ["Idlib"]),
    ],
)
def test_a_name_that_a_group_or_a_medium_bears_is_no_place_there(text, names):
    assert found(text) == names


def test_an_adjective_in_the_name_of_a_body_still_speaks_of_its_country():
    assert found("The Syrian Observatory for Human Rights said so.", "demonym") == ["Syrian"]


def test_an_epithet_of_origin_is_part_of_a_person():
    assert "al-Suri" not in found("Troops killed Abu Hamza al-Suri near Homs.")


@pytest.mark.parametrize("text", ["Shells hit the market on Tuesdays.", "The court ruled by Sharia.", "Putin called."])
def test_days_faith_and_leaders_are_no_places(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["The state television spoke of it.", "The Shiite villages were calm."])
def test_a_word_that_opens_a_sentence_is_no_name_of_what_follows(text):
    assert found(text) == []


def test_two_names_that_lost_the_mark_between_them_are_two():
    assert found("Tags: Syria Raqqa. Shells fell in Syria and in Raqqa.")[:2] == ["Syria", "Raqqa"]


@pytest.mark.parametrize("name", ["Tal-e Sefid", "Deh-i-Nau", "Kot di Basti"])
def test_small_words_inside_an_eastern_name_are_part_of_it(name):
    assert found(f"Two people were shot in {name} on Friday.") == [name]


@pytest.mark.parametrize("name", ["Ain Zrqwa", "Kafr Hudhayl", "Wadi al-Zurq"])
def test_a_first_word_that_only_places_bear_makes_a_name_without_a_list(name):
    assert found(f"Turkish artillery struck positions close to {name}.") == [name]


def test_a_town_behind_the_genitive_of_a_country_is_a_place():
    assert found("At least nine people were killed in Syria's Raqqa on Monday.") == ["Syria", "Raqqa"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two men were charged with the rape of an indigenous Manobo girl.", []),
        ("Shells hit positions of U.S.-backed fighters.", []),
        ("Police arrested President of Guatemala Otto Pérez Molina.", ["Guatemala"]),
        ("A Tikrit man was shot.", ["Tikrit"]),
    ],
)
def test_peoples_compounds_and_presidents_are_no_places(text, names):
    assert found(text) == names


def test_a_report_in_small_letters_is_searched_for_known_towns():
    assert found("explosions were heard in kunduz and aleppo near al matar, a witness in syria said") == [
        "kunduz",
        "aleppo",
        "syria",
    ]
    assert found("He said that kunduz was calm. Fighting went on in Helmand.") == ["Helmand"]
