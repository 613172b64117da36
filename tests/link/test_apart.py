"""What speaks for two incidents: other quarters, provinces, times of day, years, and one outlet's two stories."""

import msgspec
import numpy as np
import pytest

from dateline.link.book import Book
from dateline.link.features import FEATURES
from dateline.link.features import features as features_in
from dateline.link.keys import keys
from dateline.link.node import node
from dateline.link.score import Scorer
from dateline.link.spots import alike, point_of
from dateline.model import Count, Label, When, Where
from tests.link.make import c, day, features, k, o

CITY = Where("Basra", 30.51, 47.82, 10_000.0, "place", kind="city", admin1="Basra", country="IQ", layer="base")
ASHAR = Where(
    "Al-Ashar", 30.52, 47.84, 1500.0, "place", kind="neighbourhood", admin1="Basra", country="IQ", layer="base"
)
MAQIL = Where(
    "Al-Maqil", 30.56, 47.79, 1500.0, "place", kind="neighbourhood", admin1="Basra", country="IQ", layer="base"
)
MOSQUE = Where("Maqam mosque", 30.522, 47.842, 200.0, "facility", country="IQ", layer="base")
NEAR = Where("Basra", 30.4, 47.8, 12_000.0, "near", derivation="near Basra", country="IQ", layer="base")


def told(key, *places, when=None, text="", outlet=None, published="2016-05-02", kind="armed_clash"):
    values = [c(f"{key}-w{n}", "where", place) for n, place in enumerate(places)]
    values += [c(f"{key}-t", "when", when)] if when else []
    card = k(f"r-{key}", published, text=text, outlet=outlet)
    return node(o(key, type=kind, claims=tuple(values)), card)


def feature(name, a, b):
    return features(a, b)[name]


APART = [
    ("two quarters", [ASHAR], [MAQIL], True),
    ("two quarters of the same city", [CITY, ASHAR], [CITY, MAQIL], True),
    ("a quarter and its city", [CITY], [MAQIL], False),
    ("a mosque and its quarter", [ASHAR], [MOSQUE], False),
    ("one quarter in two spellings", [ASHAR], [msgspec.structs.replace(ASHAR, name="Ashaar", lat=30.55)], False),
    ("near the city and a quarter", [NEAR], [MAQIL], False),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "apart"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_quarters_are_apart_by_name_and_distance(a, b, apart):
    assert (feature("spots_apart", told("a", *a), told("b", *b)) > 0) is apart


def test_quarters_far_from_each_other_are_more_apart():
    near, far = (msgspec.structs.replace(MAQIL, lat=30.52 + d, lon=47.84) for d in (0.03, 0.08))

    assert feature("spots_apart", told("a", ASHAR), told("b", near)) < feature(
        "spots_apart", told("a", ASHAR), told("b", far)
    )


def test_two_quarters_that_touch_are_not_near_each_other():
    a, b = told("a", ASHAR), told("b", msgspec.structs.replace(MAQIL, lat=30.54, lon=47.84))

    assert (feature("near", a, b), feature("place", a, b)) == (0, 0)


def test_a_place_is_the_finest_within_the_first():
    assert point_of([CITY, MAQIL]) == MAQIL
    assert point_of([NEAR, ASHAR]) == ASHAR  # named outright, where the first is only reckoned
    assert point_of([NEAR, CITY]) == NEAR  # its own anchor says no more


@pytest.mark.parametrize(("a", "b"), [("al-intisar", "intisar"), ("gogjali", "kokjali"), ("tell brak", "brak")])
def test_spellings_of_one_name_are_alike(a, b):
    assert alike(a, b)


def hit(key, facility, **more):
    return node(o(key, claims=(c(f"{key}-f", "facility", Label(facility, facility)),), **more), k(f"r-{key}"))


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("grain market", "oil depot", 1),
        ("hospital", "clinic", 0),
        ("airbase", "runway", 0),
        ("village", "market", 0),
        ("car", "market", 0),
    ],
)
def test_a_market_is_no_depot_and_a_village_or_a_car_says_nothing(a, b, apart):
    assert features(hit("a", a), hit("b", b))["works_apart"] == apart


def test_where_nobody_was_hurt_nobody_was_killed_unless_told():
    assert node(o("a", injured=0), k("r-a")).killed == (0, 0)
    assert node(o("a", injured=0, killed=2), k("r-a")).killed == (2, 2)
    assert node(o("a", injured=3), k("r-a")).killed is None


PROVINCE = [
    (Where("Hakkari", 37.4, 44.0, 60_000.0, "admin1", country="TR", layer="base"), 1),
    (Where("Igdir", 39.9, 44.0, 3000.0, "place", admin1="Igdir", country="TR", layer="base"), 0),
    (Where("Aralik", 39.87, 44.30, 3000.0, "place", admin1="Kars", country="TR", layer="base"), 0),
    (Where("Van", 38.5, 43.4, 5000.0, "place", admin1="Wan", country="TR", layer="other"), 0),
]


@pytest.mark.parametrize(("there", "apart"), PROVINCE, ids=["far off", "the same", "over the border", "another layer"])
def test_provinces_are_apart_unless_the_places_touch_or_are_named_by_another_gazetteer(there, apart):
    here = Where("Igdir", 39.92, 44.04, 30_000.0, "near", admin1="Igdir", country="TR", layer="base")

    assert feature("area_apart", told("a", here), told("b", there)) == apart


def test_an_event_without_a_place_is_told_from_one_with():
    text = "Soldiers took the bridge at dawn and held it against two attacks while boats carried the wounded down to the harbour."
    assert feature("placeless", told("a", text=text), told("b", ASHAR, text=text)) == 1
    assert feature("placeless", told("a", ASHAR, text=text), told("b", ASHAR, text=text)) == 0


def part(text, first, last):
    whole = day(text)
    return msgspec.structs.replace(
        whole,
        begin_low=whole.begin_low.replace(hour=first),
        end_high=whole.begin_low.replace(hour=last),
        granularity="part_of_day",
    )


def test_morning_and_night_are_two_times_and_evening_and_night_may_be_one():
    morning, evening, night = (part("2016-05-01", a, b) for a, b in ((6, 12), (17, 21), (20, 23)))
    a, b, e = told("a", when=morning), told("b", when=night), told("e", when=evening)

    assert (feature("hours_apart", a, b), feature("hours_apart", e, b)) == (1, 0)
    assert isinstance(morning, When)


FIRST = "A boy of Rosedale, aged 9, was shot on 700 block of Lancer Drive on Sunday, a 9-year-old, police of the town said late."
SECOND = "A man of Rosedale, aged 44, was shot on 4200 block of Morgan Lane on Sunday, a 44-year-old, police of the town said late."


def test_one_outlet_that_tells_of_other_people_at_another_address_tells_of_two_incidents():
    a, b = told("a", text=FIRST, outlet="Post", kind=""), told("b", text=SECOND, outlet="Post", kind="")
    e = told("e", text=FIRST.replace("Lancer", "lancer"), outlet="Post", kind="")
    scorer = Scorer()

    assert scorer.outlet(a, b) <= scorer.outlet(a, e) - 1000


def test_years_named_in_the_opening_agree_or_speak_against():
    a, b, e = (
        told(
            x,
            text=f"The harbour of Amara was closed in {year} by a strike of its pilots, which lasted for all of that summer.",
        )
        for x, year in (("a", 2009), ("b", 2009), ("e", 2011))
    )

    assert (feature("year", a, b), feature("year_apart", a, b)) == (1, 0)
    assert (feature("year", a, e), feature("year_apart", a, e)) == (0, 1)


def test_news_is_filed_under_its_own_day_when_its_event_seems_to_lie_years_off():
    text = "Soldiers took the bridge at dawn and held it against two attacks while boats carried the wounded down to the harbour."
    misread, right = told("a", when=day("2009-05-01"), text=text), told("b", when=day("2016-04-20"), text=text)

    assert misread.day == misread.published
    assert right.day == right.first


def test_two_events_of_one_country_are_not_at_one_place():
    country = Where("Yemen", 15.5, 47.5, 400_000.0, "country", country="YE", layer="base")

    assert feature("place", told("a", country), told("b", country)) == 0
    assert feature("place", told("a", CITY), told("b", CITY)) == 1


def test_a_heading_that_many_reports_bear_says_nothing():
    a, b = (node(o(x), k(f"r-{x}", "2016-05-02", title_words=("conflict", "galoshes"))) for x in "ab")

    assert features(a, b)["title"] == 0
    assert features(a, b, {"galoshes": 1})["title"] < features(a, b, {"galoshes": 5})["title"]


def test_a_quarter_in_the_circle_of_the_city_is_neither_near_it_nor_apart_from_it():
    city, quarter = told("a", CITY), told("b", MAQIL)

    assert [feature(name, city, quarter) for name in ("near", "place", "place_name_apart", "spots_apart")] == [
        0,
        0,
        0,
        0,
    ]


def toll(key, low, best):
    claims = (c(f"{key}-k", "killed", Count(low=low, best=best, high=best)),)
    return node(o(key, type="air_strike", claims=claims), k(f"r-{key}", "2016-05-02"))


TOLLS = [
    ("hundreds and hundreds", (200, None), (200, None), 0),
    ("dozens and thirty", (24, None), (30, 30), 0),
    ("thirty and thirty", (30, 30), (30, 30), 1),
]


@pytest.mark.parametrize(("a", "b", "agree"), [row[1:] for row in TOLLS], ids=[row[0] for row in TOLLS])
def test_counts_without_a_number_agree_with_none(a, b, agree):
    assert (feature("killed", toll("a", *a), toll("b", *b)) > 0) is bool(agree)


def test_hundreds_cannot_be_five():
    assert feature("killed_apart", toll("a", 200, None), toll("b", 5, 5)) > 0


def test_an_agreeing_toll_counts_as_that_of_a_large_bombing_at_most():
    assert feature("killed", toll("a", 1300, 1300), toll("b", 1300, 1300)) == 2.5


def test_place_names_are_compared_as_they_sound():
    one, other = (Where(name, precision="unknown") for name in ("al-Foua", "Fuaa"))
    a, b = told("a", one), told("b", other)

    assert (feature("place_name", a, b), feature("place_name_apart", a, b)) == (1, 0)


@pytest.mark.parametrize(("published", "rare"), [("2016-05-06", True), ("2016-06-20", False)])
def test_a_rare_place_counts_for_events_of_one_week_only(published, rare):
    place = Where("Zirabad", precision="place")

    a, b = told("a", place), told("b", place, published=published)
    for one in (a, b):
        one.keys = keys(one)
    book = Book()
    book.file([a, b])

    found = features_in(book.pairs(np.array([a.number]), np.array([b.number])), book.rarities)[0]

    assert bool(found[list(FEATURES).index("place_rare")] > 0) is rare
