"""A pattern found by the words it begins with gives what the pattern gives by itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.find import media, status
from dateline.find.anchored import Anchored, lower_twin

WORDS = ["still", "Still", "ongoing", "put out", "not been extinguished", "video", "TV footage", "tv", "photos", "voice",
         "satellite images", "communiqué", "-", " ", "\n", "'", "’", "İ", "ß", "re", "file photo", "ends", "under  control"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
@pytest.mark.parametrize("anchored", [media._KINDS, status._pattern()], ids=["media", "states"])
def test_the_same_is_found_as_without_anchors(anchored, text):
    found = [(m.span(), m.lastgroup) for m in anchored.finditer(text)]

    assert found == [(m.span(), m.lastgroup) for m in anchored.pattern.finditer(text)]


@pytest.mark.parametrize("kind", media.WORDS)
def test_each_kind_of_medium_begins_with_a_word_that_is_looked_for(kind):
    outer = re.sub(r" (\(\?:[^)]*\)|\w+\??)", "", media.WORDS[kind])  # without what follows the first word
    firsts = re.findall(r"\w+", outer.replace("(?:", "(").replace("[eé]s?", ""))

    assert [first for first in firsts if not first.startswith(media._FIRSTS)] == []


def test_matches_do_not_overlap():
    anchored = Anchored(re.compile("aba|b"), ["a", "b"])

    assert [m.group() for m in anchored.finditer("ababa")] == ["aba", "b"]


def test_small_letters_keep_their_places():
    assert lower_twin("İstanbul AND İzmir").index("and") == "İstanbul AND İzmir".index("AND")
