"""The time resolver: what day words mean, from where they were reckoned, and what is done with what cannot be."""

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.analysis import analyse
from dateline.find.times import find_times, tag
from dateline.read.text import report_from_text
from dateline.resolve.times import publication, resolve, resolve_times, time_notices
from dateline.resolve.times.calendar import days_of, easter, hijri_to_date, range_of
from dateline.vocab import yaml_file

NOV5 = datetime(2016, 11, 5)


def values(text, published=NOV5):
    mentions = tag(text)
    return {m.words: w.value for m, w in zip(mentions, resolve(text, mentions, published), strict=True)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A truck bomb hit the gate on Saturday.", {"Saturday": "2016-11-05"}),
        ("The convoy will leave on Tuesday.", {"Tuesday": "2016-11-08"}),
        ("Wednesday's strike killed two.", {"Wednesday": "2016-11-02"}),
        ("They would appeal the ruling announced Wednesday.", {"Wednesday": "2016-11-02"}),
        ("Polls open on December 3.", {"December 3": "2016-12-03"}),
        ("The Oct. 23 raid was denied.", {"Oct. 23": "2016-10-23"}),
        ("He was seized in December.", {"December": "2015-12"}),
        ("It struck in the second week of October.", {"the second week of October": "2016-W41"}),
        ("Gunmen struck on 28 October; the next morning the camp was empty.",
         {"28 October": "2016-10-28", "the next morning": "2016-10-29TMO"}),
        ("In 2004 and again in the mid-1990s it flooded.", {"2004": "2004", "the mid-1990s": "199"}),
        ("Fires burned between September and October 2015.", {"September": "2015-09", "October 2015": "2015-10"}),
        ("Eid al-Fitr fell quiet in 2016.", {"Eid al-Fitr": "2016-07-07", "2016": "2016"}),
        ("Easter was tense.", {"Easter": "2016-03-27"}),
        ("It was a decade ago.", {"a decade ago": "2006"}),
        ("Two weeks later, on 19 October, it fell.", {"Two weeks later": "2016-W46", "19 October": "2016-10-19"}),
    ],
)  # fmt: skip
def test_words_to_days(text, expected):
    assert values(text) == expected


def test_a_narrative_reckons_from_the_year_told():
    text = "In 1936 the war began. In July the garrison rose.\n\nIn 1937 Bilbao fell. By October the north was lost."

    assert values(text, datetime(2009, 12, 1)) == {
        "1936": "1936",
        "July": "1936-07",
        "1937": "1937",
        "October": "1937-10",
    }


def test_without_a_day_of_publication_the_year_is_that_of_the_first_full_date():
    text = "On {} shells fell on Larnok. On 2 April 2022 the army came back."

    assert values(text.format("29 March"), None)["29 March"] == "2022-03-29"
    assert values(text.format("12 December"), None)["12 December"] == "2021-12-12"


def test_a_paragraph_of_background_reckons_from_its_own_date():
    text = "Troops moved in on Friday, officials said today.\n\nIn June 2014 the group took the city. In August it took the dam."

    assert values(text)["August"] == "2014-08"


@pytest.mark.parametrize(
    ("text", "low", "high", "open_end"),
    [
        ("The town has starved since 2014.", "2014-01-01", None, True),
        ("They must leave by Tuesday.", None, "2016-11-09", False),
        ("It was shut until 3 October.", None, "2016-10-04", False),
        ("It was rebuilt after March 2011.", "2011-04-01", None, True),
        ("It was mined before March 2011.", None, "2011-03-01", False),
    ],
)
def test_prepositions_leave_open_what_the_text_leaves_open(text, low, high, open_end):
    (when,) = resolve(text, tag(text), NOV5)

    assert when.begin_low is None if low is None else str(when.begin_low.date()) == low
    assert when.end_high is None if high is None else str(when.end_high.date()) == high
    assert when.open_end is open_end


def test_a_length_hung_on_a_date_gets_its_bounds():
    text = "The wells burned weeks after militants fled in August."
    weeks, august = resolve(text, tag(text), NOV5)

    assert (weeks.value, august.value) == ("PXW", "2016-08")
    assert (str(weeks.first_day), str(weeks.last_day), weeks.approximate) == ("2016-08-15", "2016-10-12", True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "The siege began on 4 April 1992. A year after the siege began, shells still fell.",
            "1993-04-04",
            "1993-04-04",
        ),
        ("A year after the siege began in April 2015, food ran out.", "2016-04-01", "2016-04-30"),
        ("It fell two days before Christmas.", "2015-12-23", "2015-12-23"),
        ("Three months after the raid of 30 November 2015 it fell.", "2016-02-29", "2016-02-29"),
    ],
)
def test_what_hangs_on_a_day_told_is_reckoned_by_the_calendar(text, first, last):
    whens = resolve(text, tag(text), NOV5)

    assert (first, last) in [(str(w.first_day), str(w.last_day)) for w in whens]


def test_a_length_after_something_else_stays_a_length():
    text = "The siege began on 4 April 1992. A year after the flood began, shells still fell."

    assert [w.first_day for w in resolve(text, tag(text), NOV5)][1] is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The patrol was hit at 051830ZNOV16.", "2016-11-05T18:30Z"),
        ("The patrol was hit at 051830D NOV 2016.", "2016-11-05T18:30"),
        ("It fell on the eve of Eid al-Adha.", "2016-09-12"),
        ("By Friday it was out.", "2016-11-04"),
        ("Until Friday it burned.", "2016-11-04"),
        ("The road is shut until Friday.", "2016-11-11"),
        ("They fled on the night before last.", "2016-11-03TNI"),
        ("It was hit on the eleventh of October.", "2016-10-11"),
    ],
)
def test_other_ways_to_name_a_day(text, value):
    assert value in values(text).values()


def test_fused_digits_keep_both_readings():
    text = "Smoke over the plant October 317:39 Residents fled."
    date, clock = resolve(text, tag(text), NOV5)

    assert (date.value, clock.value) == ("2016-10-31", "2016-10-31T07:39")
    assert date.alternatives[0].value == "2016-10-03T17:39"


def test_figures_keep_the_other_order_when_both_are_days():
    text = "Posted 03/04/2016."
    (when,) = resolve(text, tag(text), NOV5)

    assert when.value == "2016-04-03"
    assert [other.value for other in when.alternatives] == ["2016-03-04"]


def test_every_value_tells_its_anchor_reason_and_rule():
    text = "Gunmen came on Thursday. It was the third raid since March 2015."

    for when in resolve(text, tag(text), NOV5):
        assert when.anchor
        assert when.reason
        assert when.rule
        assert when.symbol


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("It fell on 31 June 2015.", "2015-06", "impossible-time"),
        ("It fell on 29 February 2015.", "2015-02", "impossible-time"),
        ("It was signed on 31.06.2015.", "2015", "impossible-time"),
    ],
)
def test_impossible_days_become_the_range_that_exists_and_a_notice(text, value, code):
    report = report_from_text(text, published="2016-11-05")
    mentions = tag(text)
    whens = resolve(text, mentions, NOV5)

    assert [w.value for w in whens] == [value]
    assert [n.code for n in time_notices(report, mentions, whens)] == [code]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At 25:99 it rang.", "At 25:99"),
        ("It fell in the year 0317.", "in the year 0317"),
        ("Smoke rose on October 317.", "October 317"),
        ("Posted 00/00/2016.", "00/00/2016"),
    ],
)
def test_what_is_written_like_a_time_and_can_be_none_is_a_notice(text, words):
    report = report_from_text(text, published="2016-11-05")
    mentions = tag(text)
    notices = time_notices(report, mentions, resolve(text, mentions, NOV5))

    assert [(n.code, n.place) for n in notices] == [
        ("impossible-time", f"chars {text.index(words)}-{text.index(words) + len(words)}")
    ]


@pytest.mark.parametrize(
    "text", ["At 24:00 it rang.", "It fell on October 31.", "They won 31:25 at home.", "In October 317 people fled."]
)
def test_what_can_be_a_time_or_an_amount_is_no_notice(text):
    report = report_from_text(text, published="2016-11-05")
    mentions = tag(text)

    assert time_notices(report, mentions, resolve(text, mentions, NOV5)) == []


@pytest.mark.parametrize(
    "text", ["In the year 0317 it fell.", "At 25:99 it rang.", "October 317", "May 99", "0/0/0000", "Q9 2015 W77"]
)
def test_bad_dates_never_become_an_invented_year(text):
    for when in resolve(text, tag(text), NOV5):
        first = when.first_day
        assert first is None or first.year in (2015, 2016)


def test_without_a_day_of_publication_relative_dates_stay_open_and_say_so():
    report = report_from_text("Gunmen struck yesterday.")
    mentions = tag(report.text)
    whens = resolve(report.text, mentions, None)

    assert [(w.begin_low, w.anchor) for w in whens] == [(None, "none")]
    assert [n.code for n in time_notices(report, mentions, whens)] == ["no-publication-date"]


@pytest.mark.parametrize(
    ("report", "day", "basis"),
    [
        (report_from_text("Text.", published="2016-11-05T18:00:00Z"), "2016-11-05", "told"),
        (report_from_text("Text.", url="https://example.org/2016/11/05/fire"), "2016-11-05", "url"),
        (report_from_text("BAGHDAD, 5 November 2016 - Text."), "2016-11-05", "text"),
        (report_from_text("Text without a day."), None, None),
    ],
)
def test_the_day_of_publication_and_what_told_it(report, day, basis):
    found = publication(report)

    assert (str(found.at.date()) if found.at else None, found.basis) == (day, basis)


def test_zones_are_kept_and_never_invented():
    text = "It struck at 04:30 GMT on 3 May 2016 and at 5 a.m. on 4 May 2016."
    whens = resolve(text, tag(text), NOV5)

    assert [w.zone for w in whens] == ["gmt", None]
    assert sum(w.value.endswith("Z") for w in whens) == 1


def test_iso_week_53_and_the_turn_of_the_year():
    assert values("It fell last week.", datetime(2016, 1, 10)) == {"last week": "2015-W53"}
    assert values("It fell last week.", datetime(2016, 1, 3)) == {"last week": "2015-W52"}


def test_feasts_and_calendars():
    assert str(easter(2016)) == "2016-03-27"
    assert abs((hijri_to_date(1437, 9, 1) - datetime(2016, 6, 6).date()).days) <= 1
    assert str(range_of("2016-11-02T05:40")[0]) == "2016-11-02 05:40:00"


WORDS = st.sampled_from(
    [
        "on",
        "in",
        "the",
        "last",
        "next",
        "May",
        "5",
        "31",
        "June",
        "2016",
        "October",
        "317:39",
        "Friday",
        "night",
        "ago",
        "three",
        "weeks",
        "later",
        "since",
        "until",
        "1990s",
        "Q3",
        "first",
        "half",
        "of",
        ",",
        ".",
        "\n",
        "05/06/2016",
        "Ramadan",
        "1437",
        "a",
        "year",
        "after",
        "early",
        "mid-",
        "late",
        "25:99",
        "00:00",
        "Z",
        "Eid",
        "493",
        "BC",
        "–",
        "—",
        "'",
        "İstanbul",
        "\xa0",
        "12",
        "and",
        "15",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS, max_size=25).map(" ".join), st.sampled_from([None, NOV5, datetime(1, 1, 1), datetime(9999, 12, 31)])
)
def test_no_text_breaks_it_and_offsets_hold(text, published):
    mentions = tag(text)
    whens = resolve(text, mentions, published)

    assert all(text[m.start : m.end] == m.words for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(w.begin_low <= w.end_high for w in whens if w.begin_low and w.end_high)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_are_read_without_a_crash(text):
    mentions = tag(text)
    resolve(text, mentions, NOV5)

    assert all(text[m.start : m.end] == m.words for m in mentions)


def test_what_hangs_on_a_year_before_christ_is_no_year_of_ours():
    text = (
        "They came in 490 BC. The following year a fleet was built. A decade earlier they had lost. In the winter they rested."
        " The ruins were dug out in 1952. Two years later they were shown."
    )

    assert list(values(text, datetime(2009, 12, 1)).items()) == [
        ("490 BC", "BC0490"),
        ("The following year", "BC0489"),
        ("A decade earlier", "BC0499"),
        ("the winter", "BC0499-WI"),
        ("1952", "1952"),
        ("Two years later", "1954"),
    ]


def test_the_order_of_documents_changes_nothing():
    texts = [str(rule["example"]) for rule in yaml_file("time_rules")]
    alone = [values(text) for text in texts]

    assert [values(text) for text in reversed(texts)] == alone[::-1]


def test_received_offsets_hold_through_repairs():
    report = report_from_text(
        "Fires\u00ad seen from space October 317:39 Smoke covers the town.\n\nIt burned on Friday.",
        published="2016-11-05",
    )
    analysis = analyse(report)
    mentions = find_times(analysis)

    assert all(report.text[m.start : m.end] == m.words for m in mentions)
    assert "2016-11-04" in [w.value for w in resolve_times(analysis, mentions)]


def test_values_cover_the_days_they_name():
    assert [str(d) for d in days_of("2016-Q3")[:2]] == ["2016-07-01", "2016-10-01"]
    assert days_of("2016-02-30") is None
    assert days_of("P3D") is None


@pytest.mark.parametrize("words", ["Friday last week", "two weeks ago", "last night", "the previous Monday"])
@pytest.mark.parametrize("published", [datetime(1, 1, 1), datetime(9999, 12, 31)])
def test_what_lies_beyond_the_calendar_is_unknown_and_no_crash(words, published):
    resolve(words, tag(words), published)


def test_long_texts_are_read_in_linear_time():
    import time

    def seconds(text):
        begin = time.process_time()
        tag(text)
        return time.process_time() - begin

    row = "about the early late mid 1 2 3 4 5 a few weeks or 12 to 18 the the the end of the last " * 40
    seconds(row)

    assert seconds(row * 16) < 16 * 4 * max(seconds(row), 0.001)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("A police post was attacked between 1310 and 1350 [1910 and 1950 GMT].", []),
        ("The hospital burned from 1910 to 1950 hours on Friday.", []),
        ("The town was rebuilt between 1910 and 1950.", ["1910", "1950"]),
    ],
)
def test_four_digits_of_a_clock_are_no_year(text, years):
    assert [v for v in values(text).values() if v.isdigit()] == years
