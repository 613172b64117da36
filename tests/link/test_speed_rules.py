"""What keeps linking fast must not change what comes out: candidates, rechecks, towns that lie apart."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.link.book import Book
from dateline.link.keys import keys
from dateline.link.node import node
from dateline.model import ReportCard
from tests.link import make
from tests.link.make import features, o


def made(id: str, type: str, where: str):  # noqa: A002
    found = node(o(id, type=type, when="2016-11-05", where=where), ReportCard(id=id, published="2016-11-05", length=90))
    found.keys = keys(found)
    return found


@pytest.mark.parametrize(
    ("type_", "towns", "near"),
    [
        ("gov_regains_territory", ("Northtown", "Southtown"), 0.0),
        ("attack", ("Northtown", "Southtown"), 0.0),
        ("displacement", ("Northtown", "Southtown"), 1.0),
        ("attack", ("Northtown", "Northtown suburb"), 1.0),
    ],
)
def test_towns_whose_circles_lie_apart_are_not_near_for_what_belongs_to_one_of_them(type_, towns, near, monkeypatch):
    spots = {"Northtown": (36.34, 43.13), "Southtown": (36.20, 43.13), "Northtown suburb": (36.28, 43.13)}
    monkeypatch.setattr(make, "PLACES", spots)
    one, other = (made(f"r{n}", type_, town) for n, town in enumerate(towns))

    assert near == features(one, other)["near"]


def test_the_later_look_at_a_pair_asks_for_what_the_first_look_asked_for():
    """``enough`` must say what ``meetings`` adds up, else the order of reports would show."""
    towns = ["Hama", "Homs", "Hama", "Mosul"]
    nodes = [made(f"r{i}", kind, w) for kind in ("attack", "fire") for i, w in enumerate(towns)]
    for number, n in enumerate(nodes):
        n.id = f"n{number}"
    book = Book()
    book.file(nodes)
    met = {frozenset(ends) for pairs in book.meetings(nodes) for ends in book.ids(pairs)}
    all_pairs = book.pairs(*np.triu_indices(len(nodes), 1) + np.ones((2, 1), int))

    assert met == {frozenset(ends) for ends in book.ids(all_pairs.chosen(book.enough(all_pairs)))}
    assert 0 < len(met) < 28
