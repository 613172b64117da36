"""Participants of the violence a report tells of."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.events import find_events
from dateline.find.participants import find_participants
from dateline.find.participants_merge import merged
from dateline.find.roles import find_roles
from dateline.read.text import report_from_text


def participants(text):
    analysis = analyse(report_from_text(text))
    found = find_participants(analysis, find_roles(analysis, find_events(analysis)))
    return analysis, found


def test_victims_are_found():
    analysis, found = participants(
        "Guerrillas of the FMLN dynamited a power station in San Pedro. Two peasants were killed in the attack."
    )
    roles = {p.role: analysis.words(p.span) for p in found}
    assert "peasants" in roles["victim"]


def test_reasons_add_up():
    import math

    _, found = participants("Guerrillas attacked a power station with dynamite.")
    for p in found:
        assert p.probability == pytest.approx(1 / (1 + math.exp(-sum(v for _, v in p.reasons))))


def test_names_of_one_are_merged():
    analysis, found = participants("Guerrillas attacked a post. The guerrillas fled after the guerrillas burned a bus.")
    names = merged([(p, analysis.words(p.span)) for p in found if p.role == "perp_individual"])
    assert len(names) <= 1


def test_a_report_without_violence_has_none():
    assert participants("The minister opened a school. Children sang.")[1] == []
