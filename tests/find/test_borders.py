"""Where sentences begin."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.events import find_events
from dateline.read.text import report_from_text


def _sentences(text):
    return [sentence.text for sentence in analyse(report_from_text(text)).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The order came from Brig. Gen. Salim Sample. Two men fled.",
            ["The order came from Brig. Gen. Salim Sample.", "Two men fled."],
        ),
        (
            "Gov. Ann Other visited. Lt. Col. J. R. Smith spoke.",
            ["Gov. Ann Other visited.", "Lt. Col. J. R. Smith spoke."],
        ),
        ("The U.S. Army fired at the camp. It burned.", ["The U.S. Army fired at the camp.", "It burned."]),
        ("They belong to the U.S. The army denied it.", ["They belong to the U.S.", "The army denied it."]),
        (
            "On Nov. 5 shells hit the port. No. 4 battery fired.",
            ["On Nov. 5 shells hit the port.", "No. 4 battery fired."],
        ),
        ("“Stop!” he cried. Nobody did.", ["“Stop!” he cried.", "Nobody did."]),
        (
            '"We ran," she said. "They came." Witnesses fled.',
            ['"We ran," she said.', '"They came."', "Witnesses fled."],
        ),
        ("Three weeks.The town burned.", ["Three weeks.", "The town burned."]),
    ],
)
def test_a_shortened_word_does_not_end_a_sentence(text, expected):
    assert _sentences(text) == expected


def test_a_sentence_never_crosses_a_passage():
    text = "Smoke over the harbour after the blast\n\nA bomb went off at the harbour on Monday, officials said."

    assert _sentences(text) == text.split("\n\n")


@pytest.mark.parametrize("bar", [" || ", "|| ", " | "])
def test_a_bar_parts_a_desk_or_a_rubric_from_its_story(bar):
    assert _sentences(f"Sample Desk{bar}Shells hit the town")[-1] == "Shells hit the town"


def test_a_sentence_begins_only_after_a_stop():
    """The parser alone likes to begin one at a capital."""
    text = "Fighters of the Northern River Defence Group Captain Omar Sample led took the bridge near Old Mill Town."

    assert _sentences(text) == [text]


def test_text_without_any_stop_is_left_to_the_parser():
    words = "shells fell on the town and people ran to the river where boats took them over to the other side " * 12

    assert "".join(_sentences(words)).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize(
    ("clause", "last"),
    [("while drones struck a depot and a school in the villages of the valley, ", ","), ("the men of the town ", "")],
)
def test_a_sentence_has_no_more_than_300_words_and_is_broken_behind_a_comma_where_there_is_one(clause, last):
    sentences = list(analyse(report_from_text(clause * 100)).sentences)

    assert max(map(len, sentences)) <= 300
    assert len(sentences) < 14
    assert all(s.text.endswith(last) for s in sentences[:-1])


def test_what_an_endless_sentence_tells_is_read_in_each_of_its_parts():
    report = report_from_text("shells hit the market in Mosul and killed three men, while " * 60)
    events = find_events(analyse(report))

    assert "shelling" in {e.type for e in events}
    assert {e.sentence for e in events} == set(range(len(list(analyse(report).sentences))))
