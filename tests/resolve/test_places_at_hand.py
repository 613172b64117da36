"""Which of many namesakes, quarters, villages and provinces a report means, by what stands beside the name."""

import pytest

from dateline.claims.read_report import read_report
from dateline.find.analysis import analyse
from dateline.find.places import find_places
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.layer import Row, build
from dateline.gazetteer.place import kilometres
from dateline.model import Where
from dateline.read.text import report_from_text
from dateline.resolve.places import resolve_places

BASE = Gazetteer.open(user_layers=False)


def mentions(text, gazetteer=BASE):
    """(words with their kind of mention, value) in the order of the text."""
    analysis = analyse(report_from_text(text))
    found = find_places(analysis, gazetteer)
    return list(zip(found, resolve_places(analysis, found, gazetteer), strict=True))


def named(text, words, gazetteer=BASE):
    return next(w for m, w in mentions(text, gazetteer) if m.words == words and m.kind != "relative")


def incident_place(text):
    """The first place of the first incident of a report."""
    first = read_report(analyse(report_from_text(text, published="2024-05-03")), BASE).observations[0]
    return next(c.value for c in first.of("where") if isinstance(c.value, Where))


@pytest.fixture(scope="module")
def with_villages(tmp_path_factory):
    """The base with a layer of invented villages in Idlib, Syria, and in the Beqaa, Lebanon."""
    path = tmp_path_factory.mktemp("layers") / "villages.sqlite"
    rows = [("1", "Tal Wasitah", 36.05, 36.80, "SY", "Idlib"), ("2", "Kafr Zarnun", 36.16, 36.84, "SY", "Idlib"),
            ("3", "Kafrayta", 35.99, 36.68, "SY", "Idlib"), ("4", "Kefrayta", 33.66, 35.73, "LB", "Béqaa")]  # fmt: skip
    build(path, [Row(ref, name, lat, lon, "village", land, area, "", 900, 2000) for ref, name, lat, lon, land, area in rows],
          {"name": "villages", "licence": "none", "source": "invented"})  # fmt: skip
    return Gazetteer.open([path], user_layers=False)


def test_a_word_of_kind_tells_the_province_from_its_town():
    text = (
        "Shells hit Raqqa on Friday. People in Raqqa fled; in Raqqa province roads were cut, officials in Syria said."
    )
    found = [w.precision for m, w in mentions(text) if m.words == "Raqqa"]
    assert found == ["place", "place", "admin1"]


def test_a_quarter_that_no_layer_has_stands_at_its_town():
    where = named("Shells hit the Zarnuqa district of Deir ez-Zor in Syria on Friday.", "Zarnuqa")
    assert (where.name, where.precision, round(where.lat, 1), round(where.lon, 1)) == ("Zarnuqa", "place", 35.3, 40.1)
    assert where.derivation == "a part of Deir ez-Zor; its own point is in no layer"


def test_a_quarter_of_the_countrys_city_is_in_the_city():
    where = named(
        "A mortar attack on the Zarnuqa district of Syria's eastern city of Deir ez-Zor killed two.", "Zarnuqa"
    )
    assert (where.precision, round(where.lat, 1)) == ("place", 35.3)


def test_a_quarter_is_no_village_of_its_name_far_off():
    """A village called Al Intisar lies 300 km from Mosul."""
    where = named(
        "Troops entered Mosul and stormed the neighbourhood of Al Intisar, Iraqi officers said.", "Al Intisar"
    )
    assert not where.placed


def test_the_city_of_a_quarter_is_no_quarter():
    where = named("Gunmen stormed a prison in the Ghwayran neighbourhood of Hasakah, Syria.", "Hasakah")
    assert (where.precision, where.country) == ("place", "SY")


def test_a_village_that_no_layer_has_stands_at_its_province():
    where = named("Troops shelled the village of Zrqwabad in Idlib province, Syria, on Friday.", "Zrqwabad")
    assert (where.precision, where.admin1) == ("admin1", "Idlib")


def test_the_nearest_of_many_namesakes_is_meant():
    """Dozens of villages are called Mykhailivka; one lies 12 km from Vasylivka."""
    where = named(
        "Shells hit the village of Mykhailivka near Vasylivka in Zaporizhzhia region, Ukraine.", "Mykhailivka"
    )
    town = named("Shells hit the village of Mykhailivka near Vasylivka in Zaporizhzhia region, Ukraine.", "Vasylivka")
    assert where.placed
    assert kilometres(where.lat, where.lon, town.lat, town.lon) < 40


def test_a_village_that_lies_not_where_its_phrase_says_is_another(with_villages):
    """The Tal Wasitah that is listed lies south of Kafr Zarnun."""
    text = "Rockets hit the village of Tal Wasita, to the north of Kafr Zarnun in Syria."
    where, town = (named(text, name, with_villages) for name in ("Tal Wasita", "Kafr Zarnun"))
    assert where.lat > town.lat
    assert kilometres(where.lat, where.lon, town.lat, town.lon) < 25


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("A shell hit the market in Tikrit.", "place"),
        ("A shell hit Tikrit hospital.", "place"),
        ("A shell hit a hospital near Tikrit.", "near"),
        ("Fire broke out at the oil field in Tikrit.", "near"),
    ],
)
def test_what_stands_among_houses_is_in_the_town_it_is_named_by(text, precision):
    assert next(w for m, w in mentions(text) if m.kind == "facility").precision == precision


def test_the_people_of_attackers_raise_no_doubt_of_a_name_without_namesakes():
    assert named("Russian jets bombed the city of Idlib on Friday.", "Idlib").placed


def test_a_long_name_in_another_spelling_is_found_where_the_report_names_no_place():
    assert named("Russian aircraft bombed the city of Jisr Al Shoghour.", "Jisr Al Shoghour").country == "SY"


def test_a_short_name_that_no_layer_has_is_no_village_of_like_letters():
    assert not named("Clashes broke out near Laiza in Myanmar.", "Laiza").placed


def test_small_places_elsewhere_give_way_to_a_spelling_of_here(with_villages):
    """Lebanon has a Kefrayta just so; Syria's is listed as Kafrayta."""
    text = "Buses left Kefrayta in Idlib province, Syria, on Friday. Aleppo and Idlib were calm."
    assert named(text, "Kefrayta", with_villages).country == "SY"


def test_a_weekday_is_no_part_of_a_name():
    assert named(
        "Two car bombs killed nine people in the city of Homs Wednesday, state media in Syria said.", "Homs"
    ).placed


def test_a_headlines_town_stands_behind_the_place_that_the_text_tells():
    text = "Death toll from Aleppo bomb rises to 12\n\nA bomb on a bus outside Aleppo killed 12 people on Friday, medics said."
    assert incident_place(text).precision == "near"


def test_a_place_that_people_came_from_is_lent_to_no_act():
    text = "A blast hit a bus convoy with evacuees from the besieged town of Kafraya on Friday, killing 70, officials said."
    read = read_report(analyse(report_from_text(text, published="2024-05-03")), BASE)
    blasts = [o for o in read.observations if o.type == "ied"]
    assert blasts
    assert all(c.value.name != "Kafraya" for o in blasts for c in o.of("where"))


def test_a_victims_village_is_where_it_happened_when_only_its_province_is_left():
    text = "The child Samir Hamdan from Kafraya village in Idlib governorate was killed by a landmine on Friday."
    assert incident_place(text).name == "Kafraya"


def test_what_lies_in_a_province_is_lent_and_not_the_province():
    text = (
        "Gas was used in the town of Khan Shaykhun in Idlib province at dawn. The attack killed 80 people, medics said."
    )
    assert incident_place(text).name == "Khan Shaykhun"


def test_an_ally_called_by_its_capital_is_no_place():
    text = "Moscow defended its Damascus ally. A gas attack killed 58 people in Khan Shaykhun on Friday, medics said."
    assert incident_place(text).name == "Khan Shaykhun"


def test_a_village_called_just_so_comes_before_one_with_a_word_of_kind():
    """Iraq has an Al Qayyarah south of Mosul and a Qaryat al Qayyarah near Karbala."""
    assert named("Wells burn in Qayyarah, Iraq.", "Qayyarah").admin1 == "Ninawa"
