"""Names become points with a radius and a chance, areas keep their level, and what is not known stays empty."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.places import find_places
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.add import add_file
from dateline.gazetteer.place import bearing, kilometres
from dateline.model import Where
from dateline.model.where import ACLED_GEO_PRECISION, UCDP_WHERE_PREC, acled_geo_precision, ucdp_where_prec
from dateline.read.text import report_from_text
from dateline.resolve.places import Home, home_of, resolve_places
from dateline.vocab import yaml_file

BASE = Gazetteer.open(user_layers=False)


def places(text, gazetteer=BASE, **options):
    """(mention, value) by words."""
    analysis = analyse(report_from_text(text))
    mentions = find_places(analysis, gazetteer)
    return {m.words: w for m, w in zip(mentions, resolve_places(analysis, mentions, gazetteer, **options), strict=True)}


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("A bomb killed two people in Mosul on Monday.", "Mosul", "IQ", "place"),
        ("Fighting spread across Iraq, officials said.", "Iraq", "IQ", "country"),
        ("Shells fell on villages in Kharkiv Oblast.", "Kharkiv Oblast", "UA", "admin1"),
        ("A boat sank in the Black Sea.", "Black Sea", None, "region"),
        ("Fire destroyed a barn in Paris, Texas.", "Paris", "US", "place"),
        ("A demonstration was held in Paris on Sunday.", "Paris", "FR", "place"),
        ("Clashes in Tripoli, Lebanon, killed three.", "Tripoli", "LB", "place"),
        ("Militias fought in Tripoli and Benghazi, Libya.", "Tripoli", "LY", "place"),
        ("Troops crossed from South Ossetia into Georgia, Tbilisi said.", "Georgia", "GE", "country"),
        ("A storm hit Atlanta and Savannah in Georgia.", "Georgia", "US", "admin1"),
        ("Rebels in Aleppo and Idlib said Hama was next.", "Hama", "SY", "place"),
    ],
)
def test_a_name_means_the_place_the_report_speaks_of(text, name, country, precision):
    where = places(text)[name]
    assert (where.country, where.precision) == (country, precision)
    assert where.placed
    assert where.radius_m > 0
    assert 0 < where.probability <= 1
    assert len(where.alternatives) <= 3


def test_a_choice_can_be_explained():
    where = places("Clashes in Tripoli, Lebanon, killed three.")["Tripoli"]
    assert all(isinstance(name, str) and isinstance(weight, float) for name, weight in where.reasons)
    assert any(name == "in:yes" for name, _ in where.reasons)


def test_a_name_that_no_layer_has_keeps_its_words_and_no_point():
    where = places("Shelling hit the village of Zrqwabad overnight.")["Zrqwabad"]
    assert where == Where("Zrqwabad")


def test_another_spelling_is_found_in_the_countries_the_report_speaks_of():
    text = "Residents of Qayara and Mosul in Iraq said the road to Ash-Sharqat was cut."
    where = places(text)["Qayara"]
    assert (where.country, where.name) == ("IQ", "Al Qayyarah")
    assert where.probability < 0.85
    assert not places("Residents of Qayara met.")["Qayara"].placed


def test_a_town_is_meant_before_the_district_that_bears_its_name():
    text = "People queue in Gogjali, an eastern district of Mosul, Iraq. Troops entered Mosul. Mosul is quiet."
    where = places(text)["Mosul"]
    assert (where.kind, where.precision) == ("city", "place")


@pytest.mark.parametrize(
    ("text", "name", "meant", "precision"),
    [
        ("Fire broke out at a depot in Krasnodar region.", "Krasnodar", "Krasnodarskiy kray", "admin1"),
        ("Shells fell on the Kherson region.", "Kherson", "Khersonska oblast", "admin1"),
        ("A tanker burned in the Red Sea.", "Red Sea", "Red Sea", "region"),
        ("Jihadists are gaining ground in the Sahel.", "Sahel", "Sahel", "region"),
        ("The army held parts of Congo and of the Congo.", "Congo", "Democratic Republic of the Congo", "country"),
    ],
)
def test_the_words_beside_a_name_say_which_of_its_places_is_meant(text, name, meant, precision):
    where = places(text)[name]
    assert (where.name, where.precision) == (meant, precision)


@pytest.mark.parametrize("kind", sorted(yaml_file("places_hints")))
def test_the_example_of_each_hint_holds(kind):
    text, meant = yaml_file("places_hints")[kind]["example"]
    values = [w for w in places(text).values() if w.placed]
    assert [w.name for w in values] == [meant]
    assert values[0].kind in (kind, "region")


def test_a_river_is_not_the_town_of_its_name():
    analysis = analyse(report_from_text("A boat sank in the Dnipro river. Shells fell on Dnipro in Ukraine."))
    mentions = find_places(analysis, BASE)
    values = resolve_places(analysis, mentions, BASE)
    assert [w.kind for m, w in zip(mentions, values, strict=True) if m.words == "Dnipro"] == ["river", "city"]


def test_a_river_that_no_layer_has_is_not_put_into_a_town():
    assert not places("Two men drowned in the Kirkuk river in Iraq.")["Kirkuk"].placed


@pytest.mark.parametrize(("words", "country"), [("Syrias", "SY"), ("Aleppos", "SY")])
def test_a_well_known_place_is_known_by_its_genitive_without_the_apostrophe(words, country):
    assert BASE.candidates(words)[0].place.country == country


def test_cities_known_to_the_world_are_meant_where_nothing_speaks_for_their_namesakes():
    found = places("Bombs went off in London, Paris and Berlin.")
    assert [found[n].country for n in ("London", "Paris", "Berlin")] == ["GB", "FR", "DE"]
    assert places("The mayor of London, Ontario, spoke.")["London"].country == "CA"


def test_what_stands_in_a_place_lies_there_or_is_left_open():
    found = places("Islamic State destroyed the Temple of Bel in Palmyra in Syria.")
    assert not found["Bel"].placed
    assert found["Temple of Bel"].country == "SY"
    assert found["Temple of Bel"].derivation.startswith("Temple of Bel at Tadmur")
    assert places("A plane landed at the El Dorado airport in Bogota.")["El Dorado airport"].country == "CO"


def test_a_facility_is_told_by_the_words_of_the_report():
    where = places("Rockets hit the oil refinery at Baiji in Iraq.")["oil refinery at Baiji"]
    assert where.derivation.startswith("oil refinery at Bayji")


def test_an_added_layer_names_the_province_as_the_base_does(tmp_path):
    (tmp_path / "own.csv").write_text(
        "name,lat,lon,type,country,admin1\nZrqwabad,36.3,43.2,village,IQ,Nineveh\n", encoding="utf-8"
    )
    layer = add_file(tmp_path / "own.csv", folder=tmp_path).path
    found = places("Shells hit Zrqwabad and Mosul in Iraq.", Gazetteer.open([layer], user_layers=False))
    assert found["Zrqwabad"].admin1 == found["Mosul"].admin1


def test_a_name_that_a_layer_has_in_another_script_is_shown_in_the_words_of_the_report(tmp_path):
    (tmp_path / "own.csv").write_text(
        "name,lat,lon,type,country,alternates\nЗрква,48.6,38.0,village,UA,Zrkva\n", encoding="utf-8"
    )
    layer = add_file(tmp_path / "own.csv", folder=tmp_path).path
    assert places("Shells hit Zrkva in Ukraine.", Gazetteer.open([layer], user_layers=False))["Zrkva"].name == "Zrkva"


def test_a_facility_known_only_by_its_country_is_in_it():
    assert places("A bomb went off at a school in Syria.")["school in Syria"].derivation.startswith("school in Syria;")


def test_a_base_of_a_country_is_not_in_that_country():
    where = places("A drone hit the U.S. military base at Tikrit in Iraq.")["military base at Tikrit"]
    assert (where.country, where.precision) == ("IQ", "near")


def test_a_container_may_be_told_with_a_direction():
    assert places("Gunmen raided Tripoli in northern Lebanon.")["Tripoli"].country == "LB"


def test_a_town_is_no_rival_of_the_district_called_after_it(tmp_path):
    rows = "name,lat,lon,type,country,admin1\nManbij,35.9119,37.9234,admin2,SY,Halab\n"
    (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
    layer = add_file(tmp_path / "own.csv", folder=tmp_path).path
    where = places("Syria: shells hit Manbij in Syria.", Gazetteer.open([layer], user_layers=False))["Manbij"]
    assert where.kind == "town"
    assert where.probability > 0.9


def test_a_village_of_a_layer_that_the_user_added_is_not_doubted(tmp_path):
    (tmp_path / "own.csv").write_text("name,lat,lon,type,country\nZrqwabad,36.58,37.04,village,SY\n", encoding="utf-8")
    layer = add_file(tmp_path / "own.csv", folder=tmp_path).path
    assert places("Russian air strike on Zrqwabad.", Gazetteer.open([layer], user_layers=False))["Zrqwabad"].placed


def test_a_compass_abbreviation_is_no_state_of_another_country():
    assert (
        not places("Drought worsens the crisis of NE, Syria says. Farmers in Syria fled.").get("NE", Where("")).placed
    )


def test_a_village_of_a_layer_is_doubted_where_the_report_speaks_of_other_countries(tmp_path):
    (tmp_path / "own.csv").write_text("name,lat,lon,type,country\nNahid,31.8,47.1,village,IQ\n", encoding="utf-8")
    layer = add_file(tmp_path / "own.csv", folder=tmp_path).path
    text = "Two people came to Nahid, in the suburbs, from Lesvos. Greece and Hungary closed their camps."
    assert not places(text, Gazetteer.open([layer], user_layers=False))["Nahid"].placed


def test_a_report_that_names_no_country_is_read_as_of_the_countries_whose_layers_the_user_added(tmp_path):
    (tmp_path / "own.csv").write_text("name,lat,lon,type,country\nAdra,33.6,36.51,village,SY\n", encoding="utf-8")
    layer = add_file(tmp_path / "own.csv", folder=tmp_path).path
    gazetteer = Gazetteer.open([layer], user_layers=False)
    assert places("Casualties of the attack in Adra.", gazetteer)["Adra"].country == "SY"
    assert places("Casualties of the attack in Adra in Spain.", gazetteer)["Adra"].country == "ES"
    assert places("Casualties of the attack in Adra.")["Adra"].country != "SY"


def test_the_own_layer_comes_before_the_base_for_one_town(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon,type,country\nMosul,36.34,43.13,city,IQ\n", encoding="utf-8")
    layer = add_file(path, folder=tmp_path).path
    where = places("A bomb went off in Mosul, Iraq.", Gazetteer.open([layer], user_layers=False))["Mosul"]
    assert (where.layer, where.lat) == ("own", 36.34)


def test_a_name_in_plain_letters_is_shown():
    assert places("Shelling in Tikrit and Samarra killed two Iraqis.")["Tikrit"].name == "Tikrit"


def test_a_name_left_open_keeps_the_letters_of_the_report():
    assert places("Russian shells hit the centre of Azaz city.")["Azaz"].name in {"Azaz", "Izaz", "I‘zāz"}
    assert places("Israel bombed the outskirts of the town of Hader.")["Hader"].name == "Hader"


def test_a_name_left_open_in_capitals_is_shown_in_ordinary_case():
    text = "TWO POLICEMEN WERE KILLED WHEN A BOMB WENT OFF IN THE VILLAGE OF QARAMBOSH ON FRIDAY, OFFICIALS SAID."
    assert places(text)["QARAMBOSH"].name == "Qarambosh"


def test_a_letter_is_no_place():
    assert "W." not in places("Air strikes on the W. part of the base in Mosul killed two.")


def test_a_village_of_another_country_is_doubted():
    """Only Hawaii has a Hawi in the base: a report on Syria means another, which no layer has."""
    where = places("Fighting in Al Hawi went on. Homs and Aleppo in Syria were calm, Syrian officials said.")["Al Hawi"]
    assert not where.placed
    assert any(w.name == "Hawi" for w in where.alternatives)


def test_adjectives_are_their_own_kind():
    analysis = analyse(report_from_text("Iraqi forces entered Mosul."))
    kinds = {m.words: m.kind for m in find_places(analysis, BASE)}
    assert kinds == {"Iraqi": "demonym", "Mosul": "name"}


def away(where, lat, lon):
    return kilometres(lat, lon, where.lat, where.lon)


def test_distance_and_direction_give_a_point_with_a_fifth_of_the_distance_as_radius():
    found = places("Two men were shot 20 km east of Tikrit on Friday.")
    town, spot = found["Tikrit"], found["20 km east of Tikrit"]
    assert away(spot, town.lat, town.lon) == pytest.approx(20, abs=0.5)
    assert bearing(town.lat, town.lon, spot.lat, spot.lon) == pytest.approx(90, abs=2)
    assert (spot.radius_m, spot.precision) == (4000, "near")
    assert spot.derivation.startswith("20 km east of Tikr")


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "precision"),
    [
        ("Fighting went on south of Mosul.", "south of Mosul", 15, 40, "near"),
        ("Smoke rose over the eastern outskirts of Aleppo.", "eastern outskirts of Aleppo", 1, 15, "near"),
        ("A bomb exploded in the centre of Baghdad.", "centre of Baghdad", 0, 0.1, "place"),
        ("A drone crashed near Kharkiv.", "near Kharkiv", 0, 0.1, "near"),
        ("Raids went on in northern Iraq.", "northern Iraq", 100, 300, "region"),
    ],
)
def test_relative_places_lie_where_they_say(text, words, low, high, precision):
    found = places(text)
    spot, anchor = found[words], found[words.rsplit(" ", 1)[1]]
    assert low <= away(spot, anchor.lat, anchor.lon) <= high
    assert spot.precision == precision
    assert spot.derivation


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("Rebels in Syria shelled villages in northern Idlib.", "northern Idlib", "near"),
        ("Shells fell on eastern Deir ez-Zor in Syria.", "eastern Deir ez-Zor", "near"),
        ("Shells fell on eastern Aleppo in Syria.", "eastern Aleppo", "place"),
        ("Shells fell on southern Fallujah in Iraq.", "southern Fallujah", "place"),
    ],
)
def test_a_part_of_a_town_that_its_province_is_called_after_may_be_one_of_the_province(text, words, precision):
    assert places(text)[words].precision == precision


def test_a_side_is_that_of_the_last_town():
    found = places("Troops entered Mosul on Friday. They stormed the village of Zrqwabad in the east.")
    quarter, town = found["Zrqwabad"], found["Mosul"]
    assert bearing(town.lat, town.lon, quarter.lat, quarter.lon) == pytest.approx(90, abs=2)
    assert "the east of Mosul" in quarter.derivation
    found = places("Shells fell on Aleppo, and fires burned in the north.")
    assert found["in the north"].derivation.startswith("the north of Aleppo")


def test_between_two_towns_is_halfway():
    found = places("A bus was stopped on the road from Kirkuk to Tikrit.")
    spot = next(w for words, w in found.items() if words.startswith("road"))
    gaps = [away(spot, found[n].lat, found[n].lon) for n in ("Kirkuk", "Tikrit")]
    assert gaps[0] == pytest.approx(gaps[1], rel=0.02)
    assert spot.radius_m == pytest.approx(gaps[0] * 1000, rel=0.02)


def test_a_phrase_behind_an_unknown_name_places_it():
    where = places("Shells hit the village of Zrqwabad, 10 km north of Tikrit.")["Zrqwabad"]
    assert where.placed
    assert where.name == "Zrqwabad"
    assert where.derivation.startswith("10 km north of")


def test_a_facility_without_a_point_of_its_own_is_near_its_town():
    where = places("Fire burned at the refinery at Baiji.")["refinery at Baiji"]
    assert (where.name, where.kind, where.precision, where.country) == ("Bayji", "refinery", "near", "IQ")
    assert "in no layer" in where.derivation


def test_a_facility_behind_which_a_direction_stands_lies_there():
    found = places("Fire spread at the Zrqwabad cement plant, 20 km south of Tikrit.")
    spot, town = found["Zrqwabad cement plant"], found["Tikrit"]
    assert (spot.kind, spot.precision) == ("plant", "near")
    assert away(spot, town.lat, town.lon) == pytest.approx(20, abs=0.5)


def test_a_facility_that_a_layer_has_is_that_facility(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon,type\nZarqa works,36.0,43.3,plant\n", encoding="utf-8")
    layer = add_file(path, folder=tmp_path).path
    store = Gazetteer.open([layer], user_layers=False)
    where = places("Fumes rose from a sulphur plant near Mosul.", store)["sulphur plant near Mosul"]
    assert (where.name, where.precision, where.layer) == ("Zarqa works", "facility", "own")


@pytest.mark.parametrize(
    ("text", "words", "name", "precision"),
    [
        ("Missiles hit the Yavoriv military base in Ukraine.", "Yavoriv military base", "Yavoriv", "near"),
        ("Two men were shot in southern San Salvador.", "San Salvador", "San Salvador", "place"),
        (
            "Troops crossed the Siverskyi Donets River in Ukraine.",
            "Siverskyi Donets River",
            "Siverskyi Donets",
            "region",
        ),
        ("Rockets fell near Kirkuk airport in Iraq.", "Kirkuk airport", None, "facility"),
    ],
)
def test_words_around_a_name_do_not_hide_it(text, words, name, precision):
    where = places(text)[words]
    assert where.precision == precision
    assert name is None or where.name == name


def test_the_home_of_an_outlet_settles_what_the_report_leaves_open():
    text = "The council of Birmingham met on Monday."
    assert places(text)["Birmingham"].country == "GB"
    assert places(text, home=Home(33.5, -86.8))["Birmingham"].admin1 == "Alabama"


def test_a_home_needs_three_reports_of_one_place():
    town = BASE.lookup("Mosul")[0].place
    assert home_of([[(town, 0.9)]] * 2) is None
    assert home_of([[(town, 0.9)]] * 3) == Home(town.lat, town.lon)
    assert home_of([[], [], []]) is None


@pytest.mark.parametrize(
    ("precision", "ucdp", "acled"),
    [
        ("facility", 1, 1),
        ("place", 1, 1),
        ("near", 2, 2),
        ("admin2", 3, 2),
        ("admin1", 4, 3),
        ("region", 5, 3),
        ("country", 6, 3),
    ],
)
def test_the_ladder_maps_to_the_codes_of_ucdp_and_acled(precision, ucdp, acled):
    where = Where("X", 1.0, 2.0, 100.0, precision)
    assert (ucdp_where_prec(where), acled_geo_precision(where)) == (ucdp, acled)
    assert set(UCDP_WHERE_PREC) == set(ACLED_GEO_PRECISION)


def test_no_point_has_no_code_and_a_sea_is_seven():
    assert ucdp_where_prec(Where("X")) is None
    assert acled_geo_precision(Where("X")) is None
    assert ucdp_where_prec(Where("Black Sea", 43.5, 34.0, 5e5, "region", kind="sea")) == 7
