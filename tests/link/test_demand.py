"""Who is compared with whom: how much two must share, by what they are found by, by time and by the stream they are of."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.link import Linker, demand, link
from dateline.link.book import Book
from dateline.link.demand import crowd
from dateline.link.keys import keys
from dateline.link.node import node
from dateline.link.text import text_of
from tests.link.make import k, o
from tests.link.test_columns import filed
from tests.link.test_order import by_report, ledgers


def compared(observations, cards):
    """The pairs of observations that are compared when all come in at once."""
    book, made = Book(), []
    for report, told in by_report(observations).items():
        text = text_of(cards[report], told)
        made += [node(x, cards[report], text) for x in told]
    for n, x in zip(made, (x for told in by_report(observations).values() for x in told), strict=True):
        n.id, n.keys = x.id, keys(n)
    book.file(made)
    return {frozenset(ends) for pairs in book.meetings(made) for ends in book.ids(pairs)}


def told(*published):
    """Reports that tell one event each, of a kind or of none by turns, published on these days."""
    observations = [o(f"o{n}", f"r{n}", "shelling" if n % 2 else "") for n in range(len(published))]
    return observations, {f"r{n}": k(f"r{n}", day) for n, day in enumerate(published)}


@pytest.mark.parametrize(
    ("published", "met"),
    [
        (["2017-04-05", "2017-04-05"], True),
        (["2017-04-05", "2017-04-06"], True),
        (["2017-04-05", "2017-04-09"], False),
        ([None, None], False),
    ],
)
def test_in_a_thin_stream_a_page_without_names_is_compared_with_the_reports_of_its_days(published, met):
    assert (frozenset({"o0", "o1"}) in compared(*told(*published))) == met


def test_the_day_alone_brings_no_two_together_that_are_each_told_of_some_place():
    observations = [o("a", where="Northam"), o("b", type="", where="Southam"), o("c", type="")]
    cards = {f"r-{x}": k(f"r-{x}", "2017-04-05") for x in "abc"}

    assert compared(observations, cards) == {frozenset("ac"), frozenset("bc")}  # "c" may be either


def test_in_a_stream_of_hundreds_a_day_the_day_brings_nobody_together():
    assert compared(*told(*["2017-04-05"] * 200)) == set()


def test_an_age_and_a_town_that_many_tell_bring_together_who_tells_both():
    observations = [o(f"o{n}", f"r{n}", "") for n in range(80)]
    cards = {
        f"r{n}": k(f"r{n}", f"2017-{n // 28 + 1:02}-{n % 28 + 1:02}", names=("tarim",), lead=("tarim",), ages=(n % 40,))
        for n in range(80)
    }

    assert frozenset({"o3", "o43"}) in compared(observations, cards)
    assert frozenset({"o3", "o44"}) not in compared(observations, cards)


def test_reports_with_many_names_must_share_more_than_short_ones():
    def pair_of(size):
        names = [tuple(f"{side}{n}" for n in range(size)) for side in "ab"]
        shared = tuple(f"common{n}" for n in range(1))
        others = {f"x{n}": k(f"x{n}", "2017-04-01", names=shared) for n in range(20)}
        cards = {"a": k("a", "2017-04-05", names=names[0] + shared), "b": k("b", "2017-04-09", names=names[1] + shared)}
        observations = [o(x, x, "shelling" if x == "a" else "") for x in (*cards, *others)]
        return frozenset("ab") in compared(observations, cards | others)

    assert pair_of(3)
    assert not pair_of(80)


def test_crowds_ask_for_one_more_with_each_doubling():
    assert crowd(np.array([0, 63, 64, 127, 128, 256, 5000])).tolist() == [0, 0, 1, 1, 2, 3, 3]


@pytest.fixture
def crowded(monkeypatch):
    """A stream counts as dense from two reports on."""
    monkeypatch.setattr(demand, "DENSE", 2)


anyhow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@anyhow
@given(ledgers())
def test_the_later_look_at_a_pair_asks_for_what_the_first_look_asked_for(crowded, ledger):
    observations, cards = ledger
    book, numbers = filed(observations, cards)
    nodes = [book.numbered[n] for n in numbers]
    met = {frozenset(ends) for pairs in book.meetings(nodes) for ends in book.ids(pairs)}
    ends = [(a, b) for a in numbers for b in numbers if a < b]
    pairs = book.pairs(*np.array(ends, np.int64).reshape(-1, 2).T)
    apart = np.array([book.numbered[a].reports.isdisjoint(book.numbered[b].reports) for a, b in ends], bool)

    assert met == {frozenset(ends) for ends in book.ids(pairs.chosen(book.enough(pairs) & apart))}


@anyhow
@given(ledgers(), st.randoms(use_true_random=False))
def test_reports_that_make_a_day_crowded_later_change_what_they_would_have_changed_at_once(crowded, ledger, random):
    observations, cards = ledger
    portions = list(by_report(observations).values())
    random.shuffle(portions)
    linker = Linker()
    for portion in portions:
        linker.add(portion, cards)

    assert linker.linking() == link(observations, cards)


def test_coded_rows_of_one_day_must_share_as_much_as_others():
    observations, cards = told("2017-04-05", "2017-04-05", "2017-04-05")
    rows = {name: msgspec.structs.replace(card, length=0) for name, card in cards.items()}

    assert compared(observations, rows) == {frozenset({"o0", "o2"})}  # of one kind
