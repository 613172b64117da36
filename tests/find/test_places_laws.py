"""Laws of the places stage: words are the words of the text, order and anchors hold, odd input does no harm."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.analysis import analyse
from dateline.find.places import find_places
from dateline.gazetteer import Gazetteer
from dateline.read.text import report_from_text
from dateline.resolve.places import resolve_places

BASE = Gazetteer.open(user_layers=False)
PIECES = ["Mosul", "north of ", "al-", "Hammam al-Alil", "5 km east of ", "the refinery at ", "Iraqi ", "Paris", ", ", "Texas", " and ",
          "U.S.", "between ", "road from ", " to ", "\n", "\n\n", ". ", "“", "’s ", "القيارة", "Харків", "\u200b", "🙂", "St. Louis", "governorate",
          "village of ", " (", ")", "-", "0 km", "999999 miles north of ", "éœß", "\x00", "IRAQ"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25))
def test_every_mention_is_its_words_and_every_value_is_sound(pieces):
    report = report_from_text("".join(pieces))
    analysis = analyse(report)
    mentions = find_places(analysis, BASE)
    wheres = resolve_places(analysis, mentions, BASE)
    assert len(wheres) == len(mentions)
    assert mentions == sorted(mentions, key=lambda m: (m.start, m.end))
    for mention, where in zip(mentions, wheres, strict=True):
        assert report.text[mention.start : mention.end] == mention.words
        assert mention.start < mention.end
        if where.placed:
            assert -90 <= where.lat <= 90
            assert -180 <= where.lon <= 180
            assert where.radius_m > 0
        assert where.probability is None or 0 <= where.probability <= 1


def test_the_same_text_gives_the_same_places():
    text = "Clashes in Tripoli and Sirte, 20 km south of Misrata, spread to Benghazi."
    first, second = (find_places(analyse(report_from_text(text)), BASE) for _ in range(2))
    assert first == second


def test_native_letters_are_a_name_only_where_a_layer_has_them():
    report = report_from_text("The post said: قصف مدفعي على قرية لا يعرفها أحد. Shelling hit Mosul (الموصل) again.")
    found = [m.words for m in find_places(analyse(report), BASE)]
    assert "Mosul" in found
    assert not any(len(w.split()) > 2 for w in found)


def test_a_long_line_of_capitals_is_read():
    report = report_from_text("Homs Hama " * 3000)
    assert find_places(analyse(report), BASE)
