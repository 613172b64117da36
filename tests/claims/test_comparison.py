"""Times that only say with what an event is compared date no event."""

import pytest

from dateline.claims.comparison import is_comparison
from dateline.claims.event_time import anchor
from dateline.find.analysis import analyse
from dateline.find.times import find_times
from dateline.find.tree import tree_of
from dateline.model import Span
from dateline.read.text import report_from_text
from dateline.resolve.times import resolve_times


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        ("It was the worst bombing in Quetta since 2013.", True),
        ("In the first major attack on the town since 2001, fighters took an office.", True),
        ("Troops entered the city for the first time since June 2014.", True),
        ("The attack, the first since March, killed nine.", True),
        ("The city has seen the heaviest shelling since 2014.", True),
        ("The bombing was the deadliest in the past decade.", True),
        ("The group has held the largest dam since 2014.", False),
        ("Shells have hit the old city since Monday.", False),
        ("The deadliest attack in June killed nine.", False),
        ("The first blast came in March.", False),
    ],
)
def test_a_since_hung_on_a_superlative_compares(text, compares):
    analysis = analyse(report_from_text(text, published="2016-11-10"))
    tree = tree_of(analysis)
    (time,) = find_times(analysis)

    assert is_comparison(tree, tree.root(tree.whole(time.span)), stretch="relation" in time.parts) is compares


def test_an_event_is_not_dated_by_what_it_is_compared_with():
    text = "It was the worst bombing in Quetta since 2013, killing 40 people."
    analysis = analyse(report_from_text(text, published="2016-11-10"))
    times = find_times(analysis)
    start = text.index("bombing")
    (time,) = anchor(analysis, [Span(start, start + 7)], times, resolve_times(analysis, times))

    assert (time.step, str(time.when.last_day)) == ("publication", "2016-11-10")
