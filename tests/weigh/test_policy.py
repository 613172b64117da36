"""One incident, counted as ACLED and UCDP count."""

from datetime import datetime

import pytest

from dateline.claims.event_time import publication_day, told_on
from dateline.link import link
from dateline.model import When
from dateline.resolve.precision import acled, ucdp
from dateline.weigh import incidents
from dateline.weigh.policy import rows
from tests.link.make import c, cards, o, s


def one(*observations):
    known = cards(*observations, published="2017-04-20")
    (incident,) = incidents(link(observations, known), observations, known)
    return incident


def test_a_battle_of_three_days_is_three_rows_for_acled_and_one_with_a_range_for_ucdp():
    days = [datetime(2017, 4, n) for n in (5, 6, 7, 8)]
    lasting = When(days[0], days[1], days[2], days[3], granularity="days")
    battle = one(o("a", type="armed_clash", claims=(c("a1", "when", lasting),)))

    assert [(r.first.isoformat(), r.days) for r in rows(battle, "acled")] == [
        ("2017-04-05", 1),
        ("2017-04-06", 1),
        ("2017-04-07", 1),
    ]
    assert [(r.first.isoformat(), r.last.isoformat()) for r in rows(battle, "ucdp")] == [("2017-04-05", "2017-04-07")]


def test_one_unknown_day_of_three_is_one_row():
    bomb = one(o("a", type="ied", when="2017-04-05", days=3))

    assert [r.first.day for r in rows(bomb, "acled")] == [5]
    assert [(r.first.day, r.last.day) for r in rows(bomb, "ucdp")] == [(5, 7)]


def test_a_day_on_which_it_still_went_on_counts():
    fire = one(o("a", type="fire", when="2017-04-05", claims=(c("a1", "status", s("ongoing", "2017-04-09")),)))

    assert [r.first.day for r in rows(fire, "acled")] == [5, 9]


def test_what_has_no_date_is_one_row_without():
    assert [(r.first, r.last) for r in rows(one(o("a")), "acled")] == [(None, None)]


def test_an_unknown_policy_is_named():
    with pytest.raises(ValueError, match="native, acled, ucdp"):
        rows(one(o("a")), "gdelt")


def test_what_was_only_told_on_a_day_is_one_row_of_that_day():
    told = told_on(publication_day(datetime(2017, 4, 6)))
    attack = one(o("a", type="attack", claims=(c("a1", "when", told),)))

    for policy in ("acled", "ucdp"):
        assert [(r.first.day, r.last.day) for r in rows(attack, policy)] == [(6, 6)]
    assert (acled(told), ucdp(told)) == (2, 2)
