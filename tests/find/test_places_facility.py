"""Facilities join a word of kind and a name; every kind of the vocabulary has an example that is run here."""

import re

import pytest

from dateline.find.places.facility import facilities, tables
from dateline.find.places.relative import Named


def names_in(text: str) -> list[Named]:
    return [Named(m.start(), m.end()) for m in re.finditer(r"(?<!^)[A-Z][\w'-]+(?: al-[A-Z]\w+)?", text)]


@pytest.mark.parametrize("kind", sorted(tables()))
def test_the_example_of_each_kind_is_found(kind):
    text, words = tables()[kind]["example"]
    found = [(text[f.start : f.end], f.kind) for f in facilities(text, names_in(text))]
    assert found == [(words, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They seized the refinery in the town of Baiji.", [("refinery in the town of Baiji", "refinery", False)]),
        ("The Qayyarah air base was shelled.", [("Qayyarah air base", "air_base", True)]),
        ("Oil wells near Qayyarah burned.", [("Oil wells near Qayyarah", "oil_field", False)]),
        ("A hospital outside Aleppo was hit.", [("hospital outside Aleppo", "hospital", False)]),
        ("They entered Mosul.", []),
        ("The market fell. In Homs, shops closed.", []),
    ],
)
def test_facilities_by_word_order(text, expected):
    found = facilities(
        text, [n for n in names_in(text) if text[n.start : n.end] not in ("The", "They", "In", "Oil", "A")]
    )
    assert [(text[f.start : f.end], f.kind, f.glued) for f in found] == expected
