"""Allen relations over uncertain bounds: never a yes or no that the bounds do not force."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import When
from dateline.resolve.allen import before, inverse, relations, touch, within
from dateline.resolve.edtf import day_range, parse_edtf
from dateline.resolve.precision import acled, ucdp

RANGES = st.builds(
    lambda first, length: day_range(first, first + timedelta(length)),
    st.dates(date(2016, 1, 1), date(2016, 3, 1)),
    st.integers(0, 40),
)
VALUES = st.one_of(RANGES, st.sampled_from([When(), parse_edtf("2016-02/.."), parse_edtf("../2016-02-03")]))


@given(VALUES, VALUES)
def test_relations_turn_round(one, other):
    assert relations(other, one) == {inverse(name) for name in relations(one, other)}


@given(VALUES, VALUES)
def test_something_is_always_possible(one, other):
    assert relations(one, other)


@pytest.mark.parametrize(
    ("one", "other", "is_before", "shares"),
    [
        ("2016-11-02", "2016-11-04", True, False),
        ("2016-11-02", "2016-11", None, None),
        ("2016-11-04", "2016-11-02", False, False),
        ("2016-08", "2016-11-02/..", True, False),
        ("../2016-08-01", "2016-11", True, False),
    ],
)
def test_yes_no_and_possible(one, other, is_before, shares):
    a, b = parse_edtf(one), parse_edtf(other)

    assert (before(a, b), touch(a, b)) == (is_before, shares)


def test_a_time_of_which_nothing_is_known_may_lie_anywhere():
    assert len(relations(When(), When())) == 13
    assert within(When(), parse_edtf("2016")) is None


@pytest.mark.parametrize(
    ("edtf", "acled_code", "ucdp_code"),
    [
        ("2016-11-02", 1, 1),
        ("2016-11-02/2016-11-04", 2, 2),
        ("2016-10-24/2016-10-30", 2, 3),
        ("2016-11", 3, 4),
        ("2016", None, 5),
        ("2014/..", None, None),
    ],
)
def test_precision_codes(edtf, acled_code, ucdp_code):
    when = parse_edtf(edtf)

    assert (acled(when), ucdp(when)) == (acled_code, ucdp_code)
