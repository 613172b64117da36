"""Pairs in columns: many at once are what they are one by one, in whatever order and company."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.link.book import Book
from dateline.link.columns import Lists, Pairs, Table
from dateline.link.keys import keys
from dateline.link.node import node
from dateline.link.score import Scorer
from dateline.link.text import text_of
from tests.link.test_order import by_report, ledgers


def filed(observations, cards):
    """A book of these, and their numbers."""
    book, made = Book(), []
    for report, told in by_report(observations).items():
        text = text_of(cards[report], told)
        made += [node(o, cards[report], text) for o in told]
    for n, o in zip(made, (o for told in by_report(observations).values() for o in told), strict=True):
        n.id, n.keys = o.id, keys(n)
    book.file(made)
    return book, [n.number for n in made]


@settings(max_examples=30, deadline=None)
@given(ledgers(), st.randoms(use_true_random=False))
def test_a_pair_scores_alone_what_it_scores_among_others_from_either_side(ledger, random):
    book, numbers = filed(*ledger)
    ends = [(a, b) for a in numbers for b in numbers if a != b]
    random.shuffle(ends)
    together = Scorer().score(book.pairs(*np.array(ends, np.int64).reshape(-1, 2).T), book.rarities)

    for (a, b), score in list(zip(ends, together, strict=True))[:12]:
        assert [score] == Scorer().score(book.pairs(np.array([a]), np.array([b])), book.rarities)
        assert [score] == Scorer().score(book.pairs(np.array([b]), np.array([a])), book.rarities)


@settings(max_examples=30, deadline=None)
@given(ledgers())
def test_terms_add_up_to_the_score(ledger):
    book, numbers = filed(*ledger)
    pairs = book.pairs(np.array(numbers[:-1], np.int64), np.array(numbers[1:], np.int64))
    scores = Scorer().score(pairs, book.rarities)

    for score, terms in zip(scores, Scorer().terms(pairs, book.rarities, [0] * len(pairs)), strict=True):
        assert abs(score / 1000 - sum(value for _, value in terms)) < 0.0005 * (len(terms) + 2)


sets = st.lists(st.sets(st.integers(0, 40), max_size=8), min_size=1, max_size=8)


@given(sets, st.booleans(), st.data())
def test_what_two_rows_share_is_what_is_in_both(rows, wide, data):
    table, lists = Table(), Lists(wide=wide)
    table.words.numbers(range(100))
    for row in rows:
        lists.add(sorted(row))
    table.texts.lists["keys"] = lists
    place = st.integers(0, len(rows) - 1)
    ends = data.draw(st.lists(st.tuples(place, place), min_size=1, max_size=20))
    shared = Pairs(table, "texts", *np.array(ends).T).shared("keys")

    found = [(int(p), int(i)) for p, i in zip(shared.pair, shared.item, strict=True)]
    assert sorted(found) == sorted((n, x) for n, (a, b) in enumerate(ends) for x in rows[a] & rows[b])
