"""Two expressions that make one stretch: lasting or one time within, as the words say."""

from datetime import datetime

import pytest

from dateline.find.times import tag
from dateline.resolve.times import resolve
from dateline.resolve.times.ranges import joined

NOV10 = datetime(2016, 11, 10)


def one(text, published=NOV10):
    mentions = tag(text)
    return next(
        (m, w)
        for m, w in joined(text, mentions, resolve(text, mentions, published))
        if w.begin_low is not None and w.granularity != "unknown"
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Fighting went on from 3 to 5 November.", "2016-11-03", "2016-11-05"),
        ("Strikes on 3-5 November killed nine.", "2016-11-03", "2016-11-05"),
        ("Strikes on November 3–5 killed nine.", "2016-11-03", "2016-11-05"),
        ("From 30 October until 5 November the town was shelled.", "2016-10-30", "2016-11-05"),
        ("Shells fell from Monday to Wednesday.", "2016-11-07", "2016-11-09"),
        ("Clashes lasted from Friday night until Saturday morning.", "2016-11-04", "2016-11-05"),
        ("It was shelled on Tuesday and Wednesday.", "2016-11-08", "2016-11-09"),
        ("Strikes hit it late Saturday and early Sunday.", "2016-11-05", "2016-11-06"),
        ("Shells hit the town over the past three days.", "2016-11-08", "2016-11-10"),
        ("Fighting raged for three days from 3 November.", "2016-11-03", "2016-11-05"),
        ("Fighting raged for three days until Wednesday.", "2016-11-07", "2016-11-09"),
    ],
)
def test_what_lasts_begins_on_its_first_day_and_ends_on_its_last(text, first, last):
    _, when = one(text)

    assert (str(when.first_day), str(when.last_day)) == (first, last)
    assert (str(when.begun_by), str(when.end_low.date())) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Clashes between 3 and 5 November killed nine.", "2016-11-03", "2016-11-05"),
        ("A bomb killed six between Monday and Wednesday.", "2016-11-07", "2016-11-09"),
        ("The strike came on Tuesday or Wednesday.", "2016-11-08", "2016-11-09"),
        ("Strikes killed 40 people in the three days to Sunday.", "2016-11-04", "2016-11-06"),
        ("In the week to Sunday, 40 people were killed.", "2016-10-31", "2016-11-06"),
        ("Nine people were killed in the last 24 hours.", "2016-11-09", "2016-11-10"),
    ],
)
def test_one_time_within_may_begin_on_any_of_its_days(text, first, last):
    _, when = one(text)

    assert (str(when.first_day), str(when.last_day)) == (first, last)
    assert (when.begin_low, when.begin_high) == (when.end_low, when.end_high)


@pytest.mark.parametrize(
    "text",
    [
        "Strikes rose from 40 in 2014 to 90 in 2016.",
        "He was shot on 3 May and buried on 9 May.",
        "Attacks on Monday and Thursday killed nine.",
        "It fell on 5 November until 3 November.",
    ],
)
def test_two_times_apart_stay_two(text):
    mentions = tag(text)

    assert len(joined(text, mentions, resolve(text, mentions, NOV10))) == len(mentions)


def test_the_words_of_a_stretch_are_those_of_the_text():
    text = "Shells fell from Monday to Wednesday, then stopped."
    mention, _ = one(text)

    assert (mention.words, text[mention.start : mention.end]) == ("Monday to Wednesday",) * 2


@pytest.mark.parametrize("published", [datetime(1, 1, 1), datetime(9999, 12, 31)])
def test_the_ends_of_the_calendar_break_nothing(published):
    text = "For three days until Friday, from Monday to Sunday, in the week to Sunday, over the last 24 hours, for two days from Friday."
    mentions = tag(text)

    assert joined(text, mentions, resolve(text, mentions, published))
