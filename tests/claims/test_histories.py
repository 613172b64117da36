"""Articles that tell a stretch of the past: what is news in them, which day an event has, and what is one event."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.times import find_times
from dateline.read.text import report_from_text
from dateline.resolve.times import publication, resolve_times
from tests.claims.test_careful_reader import kinds, observations

HISTORY = (
    "The battle of Tikrit was fought in the spring of 2021. In May 2012, rebels had bombed a bridge in Tikrit.\n\n"
    "On 4 March 2021, rebels shelled Tikrit. On 6 March, an air strike hit a school in Tikrit. Officials counted the dead.\n\n"
    "On 9 March, the governor said that rockets had destroyed a mill in Tikrit. A car bomb exploded at the market.\n\n"
    "On 12 March, rebels shelled Tikrit. On 15 March, rebels shelled Tikrit. On 18 March, gunmen shot at a bus in Tikrit."
)


def days(text, kind, published="2023-07-20"):
    found = [o for o in observations(text, published) if o.type == kind]
    return sorted({str(o.of("when")[0].value.last_day) for o in found if o.of("when")})


def test_what_a_history_is_about_is_news_and_what_came_long_before_is_background():
    roles = {(str(o.of("when")[0].value.last_day)[:4], o.role) for o in observations(HISTORY, "2023-07-20")}

    assert roles == {("2021", "news"), ("2012", "background")}


def test_an_undated_event_of_a_history_has_the_day_its_paragraph_has_come_to():
    assert days(HISTORY, "ied") == ["2021-03-09"]


def test_what_is_told_on_another_day_of_a_history_is_another_event():
    assert days(HISTORY, "shelling") == ["2021-03-04", "2021-03-09", "2021-03-12", "2021-03-15"]


def test_no_event_of_a_history_happened_on_the_day_it_appeared():
    assert not any("2023" in str(c.value) for o in observations(HISTORY, "2023-07-20") for c in o.of("when"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Fighting for the town began around 17 March 2022, when rebels came.", None),
        ("On 24 February 2022 the army shelled Tikrit.", None),
        ("Updated on 5 June 2017. Shells hit Tikrit.", "2017-06-05"),
        ("5 June 2017. Shells hit Tikrit.", "2017-06-05"),
    ],
)
def test_a_day_tied_to_its_sentence_is_no_day_of_publication(text, told):
    at = publication(report_from_text(text)).at

    assert (str(at.date()) if at else None) == told


@pytest.mark.parametrize(
    "text",
    [
        "Government forces have violated Security Council resolutions 2139 and 2254, which prohibit indiscriminate attacks.",
        "Such attacks spread terror among civilians, leading them to flee their homes.",
        "Attacks of this nature spread terror in Tikrit.",
        "Victory would be seen as demonstrating that the aid to Tikrit was justified.",
        "Fighting began to spill into Tikrit Province.",
        "### March\n\nThe governor of Tikrit spoke.",
        "Shell announced that it will leave Tikrit.",
        "Troops continued to fortify Tikrit.",
    ],
)
def test_words_of_law_of_habit_and_names_tell_no_event(text):
    assert kinds(text) == []


def test_numbers_of_resolutions_are_no_years():
    text = "Shells hit Tikrit on Friday. The army violated resolutions 2139 & 2254."

    assert "2139" not in str([o.of("when") for o in observations(text)])


def test_a_village_under_fire_is_shot_at_and_does_not_burn():
    assert "fire" not in kinds("The village of Tikrit came under fire on Friday.")


def test_lengths_of_a_history_end_on_the_day_it_has_come_to():
    text = HISTORY + "\n\nOn 20 March, officials said that shells had hit Tikrit in the previous 24 hours."
    lengths = [w for m, w in _times(text) if m.words == "the previous 24 hours"]

    assert [str(w.last_day) for w in lengths] == ["2021-03-20"]


def test_the_stretch_of_a_heading_begins_with_its_first_date():
    text = HISTORY + "\n\n### Renewed attacks (July 2021 – March 2022)\n\nOn 28 July, rebels shelled Tikrit."

    assert [w.value for m, w in _times(text) if m.words == "28 July"] == ["2021-07-28"]


def _times(text):
    analysis = analyse(report_from_text(text, published="2023-07-20"))
    found = find_times(analysis)
    return list(zip(found, resolve_times(analysis, found), strict=True))
