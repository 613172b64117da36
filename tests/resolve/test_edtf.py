"""EDTF: what is written can be read back, and means the same."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.find.times import tag
from dateline.resolve.edtf import day_range, parse_edtf, to_edtf
from dateline.resolve.times import resolve

FORMS = [
    "2016-11-02",
    "2016-11",
    "2016",
    "2016-08~",
    "199X",
    "19XX",
    "2015-22",
    "2014/..",
    "../2016-10-15",
    "2016-11-02T05:40",
]


@pytest.mark.parametrize("text", [*FORMS, "2016-10-03/2016-10-05"])
def test_forms_survive_the_round_trip(text):
    assert to_edtf(parse_edtf(text)) == text


@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.integers(0, 400))
def test_day_ranges_survive_the_round_trip(first, length):
    when = day_range(first, date.fromordinal(first.toordinal() + length))

    read = parse_edtf(to_edtf(when))

    assert (read.begin_low, read.end_high) == (when.begin_low, when.end_high)


@pytest.mark.parametrize(
    "text", ["", "soon", "2016-13", "2016-02-30", "2016-11-05/2016-11-01", "../..", "/", "9999-99"]
)
def test_what_is_no_date_is_refused_with_its_words(text):
    with pytest.raises(ValueError, match="EDTF"):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It has burned since 2014.", "2014/.."),
        ("They must leave by October 15.", "../2016-10-15"),
        ("It was hit in late August.", "2016-08-22~/2016-08-31~"),
        ("It fell last week.", "2016-10-24/2016-10-30"),
        ("It fell on Friday.", "2016-11-04"),
        ("It was closed in the summer of 2015.", "2015-22~"),
        ("Shells fell daily.", ""),
    ],
)
def test_report_words_as_edtf(text, edtf):
    (when,) = resolve(text, tag(text), datetime(2016, 11, 5))

    assert to_edtf(when) == edtf
