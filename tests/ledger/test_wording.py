"""Values in words: a range stays a range, a number keeps its bound word."""

from datetime import datetime

import pytest

from dateline.ledger.wording import plain, radius_text, value_text
from dateline.model import Actor, Count, Label, Medium, Status, When, Where
from tests.ledger.make import day


def stretch(first, last, **more):
    low, high = datetime.fromisoformat(first), datetime.fromisoformat(last)
    return When(begin_low=low, end_high=high, **more)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Count(6, 6, 6), "6"),
        (Count(0, 0, 0, "no"), "0 (“no”)"),
        (Count(6, 6, None, "at least"), "at least 6"),
        (Count(None, None, 20, "up to"), "up to 20"),
        (Count(34001, 34001, None, "More than"), "more than 34000"),
        (Count(61, None, None, "over", "people"), "over 60 people"),
        (Count(12, 15, 20), "15 (12 to 20)"),
        (Count(24, None, None, "dozens"), "at least 24 (“dozens”)"),
        (Count(6, 6, 6, None, "civilians"), "6 civilians"),
        (day("2016-11-02"), "2 November 2016"),
        (stretch("2016-08-01", "2016-09-01"), "August 2016"),
        (stretch("2016-01-01", "2017-01-01"), "2016"),
        (stretch("2016-11-02", "2016-11-05"), "2 to 4 November 2016"),
        (stretch("2016-10-30", "2016-11-05"), "30 October to 4 November 2016"),
        (stretch("2016-12-30", "2017-01-03"), "30 December 2016 to 2 January 2017"),
        (stretch("2016-11-02", "2016-11-03", approximate=True), "about 2 November 2016"),
        (stretch("2016-11-02", "2016-11-03", open_end=True), "2 November 2016, still going on"),
        (When(end_high=datetime(2016, 11, 3)), "by 2 November 2016"),
        (When(begin_low=datetime(2016, 11, 3)), "from 3 November 2016"),
        (When(datetime(2016, 11, 3), datetime(2016, 11, 4), open_end=True), "since 3 November 2016"),
        (
            When(begin_high=datetime(2014, 11, 3), end_low=datetime(2016, 11, 2), open_end=True),
            "since 2 November 2014 or before",
        ),
        (When(datetime(2014, 1, 1), datetime(2015, 1, 1), open_end=True), "since 2014"),
        (
            When(begin_high=datetime(2016, 11, 3), end_low=datetime(2016, 11, 2), open_end=True),
            "going on as of 2 November 2016",
        ),
        (When(symbol="XXXX-11"), "XXXX-11"),
        (
            When(
                datetime(2016, 11, 2, 7, 39), end_high=datetime(2016, 11, 2, 7, 40), granularity="minute", zone="+03:00"
            ),
            "2 November 2016, 07:39 +03:00",
        ),
        (Where("Qayyarah", admin1="Nineveh", country="IQ"), "Qayyarah, Nineveh, IQ"),
        (Where("Qayyarah", derivation="5 km east of Qayyarah", country="IQ"), "5 km east of Qayyarah, IQ"),
        (Actor("unidentified gunmen"), "unidentified gunmen"),
        (Label("air_strike", ""), "air strike"),
        (Status("ongoing", day("2016-10-31")), "ongoing as of 31 October 2016"),
        (Status("ended"), "ended"),
        (Medium("video", credit="A channel"), "video, credit A channel"),
    ],
)
def test_words(value, words):
    assert value_text(value) == words


@pytest.mark.parametrize(
    ("metres", "words"), [(None, ""), (100, "within 0.1 km"), (2500, "within 2.5 km"), (25_000, "within 25 km")]
)
def test_radius(metres, words):
    assert radius_text(Where("Suva", radius_m=metres)) == words


@pytest.mark.parametrize(
    ("received", "printed"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("a\u202eb\u2066c", "abc"),
        ("two\nlines\tand", "two lines and"),
        ("bell\x07\x9b2J", "bell2J"),
    ],
)
def test_nothing_that_a_terminal_obeys_is_printed(received, printed):
    assert plain(received) == printed
