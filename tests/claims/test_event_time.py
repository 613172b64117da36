"""Which time an event gets: its own clause first, the telling kept apart from what is told, the day of the story next."""

import pytest

from dateline.claims.event_time import anchor, event_times, weights
from dateline.claims.read_report import read_report
from dateline.claims.time_features import manner
from dateline.evaluate.time import covered_days
from dateline.find.analysis import analyse
from dateline.find.times import find_times
from dateline.find.tree import tree_of
from dateline.model import Span
from dateline.read.text import report_from_text
from dateline.resolve.times import resolve_times

ROWS = [
    # text, event word, first day, last day, step
    ("Gunmen killed nine people in Baquba on Wednesday, police said.", "killed", "2016-11-02", "2016-11-02", "clause"),
    ("Police said on Friday that gunmen had killed nine people on Wednesday.", "killed", "2016-11-02", "2016-11-02", "clause"),
    ("Police said on Friday that gunmen had killed nine people on Wednesday.", "said", "2016-11-04", "2016-11-04", "clause"),
    ("A bomb went off in the market on Thursday. The blast tore through two stalls.", "blast", "2016-11-03", "2016-11-03", ""),
    ("Friday's attack on the convoy left four dead.", "attack", "2016-11-04", "2016-11-04", ""),
    ("The June 2014 offensive emptied the town.", "offensive", "2014-06-01", "2014-06-30", ""),
]  # fmt: skip


def _anchored(text, word, published="2016-11-05"):
    analysis = analyse(report_from_text(text, published=published))
    times = find_times(analysis)
    start = text.index(word)
    return anchor(analysis, [Span(start, start + len(word))], times, resolve_times(analysis, times))[0], analysis


@pytest.mark.parametrize(("text", "word", "first", "last", "step"), ROWS)
def test_an_event_gets_its_time(text, word, first, last, step):
    time, _ = _anchored(text, word)
    days = covered_days(time.when)

    assert days is not None
    assert (days[0].isoformat(), days[1].isoformat()) == (first, last)
    assert step in (time.step, "")


@pytest.mark.parametrize(("text", "word", "first", "last", "step"), ROWS)
def test_the_words_it_rests_on_are_received_words(text, word, first, last, step):
    time, analysis = _anchored(text, word)

    assert all(analysis.words(span) for span in time.evidence)
    assert time.reason


@pytest.mark.parametrize(
    ("text", "word", "first", "last"),
    [
        (
            "A strike destroyed the bridge on Monday, the ministry said on Thursday.",
            "destroyed",
            "2016-10-31",
            "2016-10-31",
        ),
        ("Rebels will withdraw on Monday, the mediator said on Thursday.", "withdraw", "2016-11-07", "2016-11-07"),
        ("Three days after the raid of 28 October, villagers found nine bodies.", "raid", "2016-10-28", "2016-10-28"),
        ("In August 2014 the group seized the dam; it lost it a week later.", "seized", "2014-08-01", "2014-08-31"),
    ],
)
def test_the_day_of_the_telling_is_not_that_of_what_is_told(text, word, first, last):
    time, _ = _anchored(text, word)

    assert tuple(map(str, covered_days(time.when))) == (first, last)


@pytest.mark.parametrize(
    ("text", "word", "latest"),
    [
        ("Gunmen killed nine people in Baquba, police said on Thursday.", "killed", "2016-11-03"),
        ("The barracks were shelled, according to a statement on Thursday.", "shelled", "2016-11-03"),
        ("A depot burned, the agency reported on 2 November. Rebels had looted the barracks.", "looted", "2016-11-02"),
        ("Rebels burned the mill as they tried to repel the army, the agency reported on 2 November.", "repel", "2016-11-02"),
    ],
)  # fmt: skip
def test_a_day_of_telling_alone_is_only_the_latest_day(text, word, latest):
    time, analysis = _anchored(text, word)

    assert time.step == "telling"
    assert (time.when.begin_low, str(time.when.last_day), time.when.basis) == (None, latest, "told")
    assert [analysis.words(span) for span in time.evidence] != []


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("The blast claimed nine lives on Thursday.", "blast", "2016-11-03"),
        ("Gunmen killed nine people on Wednesday, police said on Thursday.", "killed", "2016-11-02"),
        ("Police said the barracks were shelled on Thursday.", "shelled", "2016-11-03"),
    ],
)
def test_a_day_of_its_own_is_no_day_of_telling(text, word, day):
    time, _ = _anchored(text, word)

    assert (str(time.when.first_day), str(time.when.last_day)) == (day, day)


@pytest.mark.parametrize(
    "text", ["Gunmen killed nine people in Baquba.", "Gunmen killed nine people in Baquba on Friday."]
)
def test_a_time_reckoned_from_a_day_in_the_future_says_so(text):
    report = report_from_text(text, published="2031-01-01", published_basis="future")
    times = event_times(read_report(analyse(report), None))

    assert times
    assert all("still to come" in time.reason and "still to come" in time.when.reason for time in times)


def test_a_day_written_out_does_not_rest_on_the_day_of_publication():
    report = report_from_text(
        "Gunmen killed nine people in Baquba on 4 May 2016.", published="2031-01-01", published_basis="future"
    )
    times = event_times(read_report(analyse(report), None))

    assert not any("still to come" in time.reason for time in times)


@pytest.mark.parametrize(
    ("text", "word", "last"),
    [
        ("Nine people were killed in Idlib this week.", "killed", "2016-11-05"),
        ("The group will attack the town this week.", "attack", "2016-11-06"),
    ],
)
def test_what_is_told_as_past_ends_with_the_day_published(text, word, last):
    time, _ = _anchored(text, word)

    assert (str(time.when.first_day), str(time.when.last_day)) == ("2016-10-31", last)


def test_what_is_planned_lies_after_the_day_of_the_telling():
    report = report_from_text(
        "The army will bomb rebel positions near Baquba, a commander said on Thursday.", published="2016-11-05"
    )
    (time,) = event_times(read_report(analyse(report), None))

    assert (str(time.when.first_day), time.when.last_day, time.when.open_end) == ("2016-11-03", None, True)


def test_another_word_for_the_same_act_with_a_name_in_common_has_its_time():
    text = (
        "A court heard two witnesses on Friday. Kovac is in prison for the assassination of Petrov in November 1995.\n\n"
        "The witnesses said he had spoken of Petrov's murder at a market."
    )
    time, _ = _anchored(text, "murder")

    assert (str(time.when.first_day), str(time.when.last_day)) == ("1995-11-01", "1995-11-30")


def test_a_state_has_the_tense_of_the_verb_that_says_it():
    analysis = analyse(report_from_text("The lights are out. The road was unsafe."))
    tree = tree_of(analysis)

    assert [manner(tree, tree.lower.index(word)) for word in ("out", "unsafe")] == ["present", "past"]


def test_day_and_clock_glued_to_a_headline_are_the_stamp_of_the_page_not_the_day_of_what_it_tells():
    text = (
        "SYRIA: Grain Mill Burns Days After Syrian Town Shelled By Army October 317:39\n\n"
        "A mill is still burning near the town, residents said. Fighters looted a depot there."
    )
    shelled, analysis = _anchored(text, "Shelled")
    looted, _ = _anchored(text, "looted")

    assert "fused-date-time" in {r.rule for r in analysis.report.repairs}
    assert (shelled.when.begin_low, shelled.when.last_day.isoformat()) == (None, "2016-10-31")
    assert looted.step == "publication"


def test_without_any_time_nothing_is_invented():
    time, _ = _anchored("Gunmen killed nine people in the town.", "killed", published=None)

    assert (time.when, time.step, time.evidence) == (None, "none", ())


def test_what_is_told_in_the_past_without_a_date_is_the_day_published_or_the_one_before():
    time, _ = _anchored("Gunmen killed nine people in the town.", "killed")

    assert time.when is not None
    assert (str(time.when.first_day), str(time.when.last_day), time.step) == ("2016-11-04", "2016-11-05", "publication")


def test_the_weights_name_features_that_exist():
    kinds = (
        "sentence",
        "twin",
        "before",
        "story",
        "publication",
        "clause",
        "words",
        "time-",
        "alone",
        "not-alone",
        "heads",
        "above",
        "next",
    )

    assert all(name.startswith(kinds) for name in weights())
