"""Did it happen: each modality of the vocabulary is read from its cue."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.events import find_events
from dateline.read.text import report_from_text
from dateline.vocab import yaml_file

EXAMPLES = [(name, text) for name, entry in yaml_file("modality_cues").items() for text in entry["examples"]]


def read(text):
    report = report_from_text(text)
    return report, find_events(analyse(report))


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_an_example_has_its_modality_and_the_cue_that_says_so(name, text):
    report, found = read(text)
    event = next(event for event in found if event.modality == name)

    assert event.modality_cue is not None
    assert report.words(event.modality_cue)


ROWS = [
    ("Gunmen killed two guards.", "killed", "happened"),
    ("Gunmen tried to kill two guards.", "kill", "attempted"),
    ("No air strikes were carried out.", "air strikes", "denied"),
    (
        "The militants set the plant on fire while trying to beat back an offensive.",
        "set the plant on fire",
        "happened",
    ),
    ("Troops will attack the town.", "attack", "planned"),
    ("In May more than forty villagers were killed.", "killed", "happened"),
    ("The mayor said on 3 May that jets bombed the mill.", "jets bombed", "happened"),
    ("Rebels may attack the town.", "attack", "hypothetical"),
    ("The army will bomb the camp.", "will bomb", "planned"),
    ("The army is going to bomb the camp.", "to bomb", "planned"),
    ("Jets are set to bomb the port.", "to bomb", "planned"),
    ("Rebels shall attack the base.", "attack the base", "planned"),
    ("The speaker told the fighters not to retreat from the city.", "retreat from", "denied"),
    ("The ministry said rebels attacked the post, but it denied any losses.", "attacked", "happened"),
]


@pytest.mark.parametrize(("text", "words", "modality"), ROWS)
def test_a_cue_counts_in_its_own_clause_only(text, words, modality):
    _, found = read(text)

    assert {event.words: event.modality for event in found}[words] == modality
