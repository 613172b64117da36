"""Which event a status word speaks of, and as of which day."""

import pytest

from dateline.claims.course import state_events
from dateline.claims.read_report import read_report
from dateline.claims.telling import tellings
from dateline.find.analysis import analyse
from dateline.find.tree import tree_of
from dateline.ledger.wording import when_text
from dateline.read.text import report_from_text


def states(text, published="2016-11-10"):
    reading = read_report(analyse(report_from_text(text, published=published)), None)
    told = tellings(reading)
    state_events(reading, tree_of(reading.analysis), told)
    return [(t.event.words, s.state, when_text(s.as_of)) for t in told for s, _ in t.states]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clashes broke out in Jenin following an Israeli raid.", [("Clashes", "began", "10 November 2016")]),
        ("The siege of the town was lifted on 5 November.", [("siege", "ended", "5 November 2016")]),
        ("The fire at a depot in Basra was contained on Monday but not extinguished.",
         [("fire", "contained", "7 November 2016"), ("fire", "ongoing", "7 November 2016")]),
        ("Shelling has eased in Donetsk since Sunday.", [("Shelling", "contained", "6 November 2016")]),
        ("The protest in Basra entered its third day on Wednesday.", [("protest", "ongoing", "9 November 2016")]),
        ("The flood waters began to recede on Monday.", [("flood", "contained", "7 November 2016")]),
        ("Demonstrations flared up again in Khartoum on Friday.", [("Demonstrations", "reopened", "4 November 2016")]),
        ("Clashes erupted in the camp on Monday and were continuing on Tuesday.",
         [("Clashes", "began", "7 November 2016"), ("Clashes", "ongoing", "8 November 2016")]),
        ("Protests that erupted in Basra on Sunday spread to the port on Tuesday.", [("Protests", "began", "6 November 2016")]),
        ("Displacement from Hawija continues, with 900 people arriving on Monday.",
         [("Displacement", "ongoing", "10 November 2016")]),
        ("Both towns have been under siege since 2013.", [("siege", "ongoing", "10 November 2016")]),
        ("The town has been besieged by rebels for more than two years.", [("besieged", "ongoing", "10 November 2016")]),
        ("A landslide buried a village on Sunday. Rescuers are still digging.", [("landslide", "ongoing", "10 November 2016")]),
        ("A fire gutted a mill on Sunday. Firefighters put it out on Monday.", [("fire", "ended", "7 November 2016")]),
        ("A fire gutted a mill on Sunday. The road is still closed.", []),
        ("Villagers watch as crews try to extinguish a fire at a depot.", [("fire", "ongoing", "10 November 2016")]),
    ],
)  # fmt: skip
def test_a_state_is_that_of_its_own_subject_or_object_on_its_own_day(text, expected):
    found = states(text)

    assert [(state, day) for _, state, day in found] == [(state, day) for _, state, day in expected]
    assert all(words.lower() in found[n][0].lower() for n, (words, _, _) in enumerate(expected))


@pytest.mark.parametrize(
    "text",
    [
        "The road remains closed after clashes in Zawiya.",
        "The crossing reopened after clashes in the town.",
        "Police were still searching the fields for the driver hours after clashes in Basra.",
        "The town was under siege for two years.",
        "The town had been under siege since May when the army came.",
        "The president has ended his visit to Baghdad, where clashes killed nine.",
    ],
)
def test_the_state_of_something_else_is_no_state_of_an_event(text):
    assert states(text) == []


def test_what_raged_for_days_keeps_its_days():
    reading = read_report(
        analyse(report_from_text("Clashes raged in the town from 3 to 5 November.", published="2016-11-10")), None
    )

    assert [when_text(c.value) for o in reading.observations for c in o.of("when")] == ["3 to 5 November 2016"]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("A fire at a refinery in Baiji that began on Sunday was extinguished on Wednesday.", "6 to 9 November 2016"),
        ("Clashes erupted in the camp on Monday and were continuing on Tuesday.", "since 7 November 2016"),
        ("A blaze at the Baiji refinery was extinguished on Wednesday.", "by 9 November 2016"),
    ],
)
def test_an_event_lasts_from_the_day_it_began_to_the_day_of_its_end(text, when):
    reading = read_report(analyse(report_from_text(text, published="2016-11-10")), None)

    assert [when_text(c.value) for o in reading.observations for c in o.of("when")] == [when]
