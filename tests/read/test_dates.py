"""Publication dates as they stand in metadata, links and print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read import dates
from dateline.read.printed import printed


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2016-11-05", "2016-11-05"),
        ("2016-11-05T10:12:00Z", "2016-11-05T10:12:00+00:00"),
        ("2016-11-05T10:12:30+03:00", "2016-11-05T10:12:30+03:00"),
        ("2016-11-05 10:12", "2016-11-05T10:12:00"),
        ("2016-11-05T10:12:30.123+0300", "2016-11-05T10:12:30+03:00"),
        ("2016-11-05T00:00:00", "2016-11-05"),
        ("Sat, 05 Nov 2016 10:12:00 +0300", "2016-11-05T10:12:00+03:00"),
        ("Sat, 5 Nov 2016 10:12 GMT", "2016-11-05T10:12:00+00:00"),
        ("Nov 5, 2016 10:12 GMT", "2016-11-05T10:12:00+00:00"),
        ("November 5th, 2016", "2016-11-05"),
        ("5 November 2016, 3:05 pm", "2016-11-05T15:05:00"),
        ("Saturday 5 November 2016", "2016-11-05"),
        ("25/11/2016", "2016-11-25"),
        ("11/25/2016", "2016-11-25"),
        ("05/05/2016", "2016-05-05"),
        ("2016/11/05", "2016-11-05"),
        ("20161105", "2016-11-05"),
        ("20161105T101200Z", "2016-11-05T10:12:00"),
        ("1478340720", "2016-11-05T10:12:00+00:00"),
        ("1478340720000", "2016-11-05T10:12:00+00:00"),
        ("05/11/2016", None),
        ("2016-13-05", None),
        ("31 February 2016", None),
        ("yesterday", None),
        ("", None),
        ("5 Smarch 2016", None),
        ("12", None),
    ],
)
def test_a_stated_date_is_understood_or_unknown(words, expected):
    assert dates.iso(words) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2016/11/05/fire", "2016-11-05"),
        ("https://a.example/world/2016/nov/05/fire", "2016-11-05"),
        ("https://a.example/fire-2016-11-05", "2016-11-05"),
        ("https://a.example/20161105/fire.html", "2016-11-05"),
        ("https://a.example/2016/11/fire", None),
        ("https://a.example/id/2016110512345", None),
        ("https://a.example/2016/31/12/x", None),
        ("https://a.example/", None),
    ],
)
def test_a_link_names_a_day_or_nothing(url, expected):
    assert dates.of_url(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BAGHDAD, Nov 5, 2016 (Reuters) - A bomb went off.", "2016-11-05"),
        ("SAN SALVADOR, 3 JAN 90 -- [TEXT] THE ARMY FIRED.", "1990-01-03"),
        ("Fire at the port\n\nUpdated 5 November 2016, 10:12 GMT\n\nA fire broke out.", "2016-11-05T10:12:00+00:00"),
        ("2 July، 2022\n\nA fire broke out.", "2022-07-02"),
        ("BAGHDAD, Nov 5 (Reuters) - A bomb went off.", None),
        ("A bomb went off on 5 November 2015, officials said.", None),
    ],
)
def test_only_a_dateline_or_a_line_of_its_own_dates_a_text(text, expected):
    assert dates.of_text(text) == expected


@given(st.text(max_size=60))
def test_no_words_break_the_reader(words):
    found = dates.iso(words)

    assert found is None or dates.iso(found) == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published April 15 2017 Shells fell on the town.", "2017-04-15"),
        ("Last updated at Apr 152017 KALIN A bomb hit a bus.", "2017-04-15"),
        ("Date of publication 3 October 2017 Planes hit wells.", "2017-10-03"),
        ("Raids kill 11 in Larnok Monitor AFP Sunday 29 Jun 2014 Planes hit the town.", "2014-06-29"),
        ("Tue Jul 7 2015 Ambush near Noro. Soldiers were killed.", "2015-07-07"),
        ("May 30 2017 Army kills 11 near Noro.", "2017-05-30"),
        ("05.02.2015 A rebel group fired rockets.", "2015-02-05"),
        ("26.11.2014Get short URL Some 50 people were killed.", "2014-11-26"),
        ("Raids kill 11 in Larnok NGO Monday 29 Jun 2014 Planes hit the town.", None),  # it was a Sunday
        ("Shells fell on Sunday 29 June 2014 in Larnok.", None),
        ("29 June 2014 was a day of mourning.", None),
        ("31 July, 2026\n\nCrisis in the north\n\nShells fell.", None),  # a page's header
        ("Shells fell on the town.", None),
        ("", None),
    ],
)
def test_the_day_that_a_text_prints_of_itself(text, day):
    assert printed(text) == day
