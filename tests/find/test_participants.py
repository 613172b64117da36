"""Participants of the violence a report tells of."""

import pytest

from dateline.find.analysis import analyse
from dateline.find.events import find_events
from dateline.find.participants import ROLES, features, find_participants, scene_of, weigh_phrases, weights
from dateline.find.participants_merge import merged
from dateline.find.roles import find_roles
from dateline.find.tree import tree_of
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


def features_of(text, word):
    """Features of the noun phrase with this head."""
    analysis = analyse(report_from_text(text))
    scene = scene_of(analysis, find_roles(analysis, find_events(analysis)), 0)
    return set(features(scene, tree_of(analysis).lower.index(word)))


def test_the_last_of_a_list_knows_what_the_list_hangs_on():
    found = features_of("Gunmen killed two colonels, three judges and a teacher in Lassa.", "teacher")
    assert {"list=dobj", "list-of=kill/dobj", "list-mark=target"} <= found


def test_a_name_knows_what_stands_beside_it_as_another_name():
    found = features_of("Gunmen killed Ana Roldan, a judge, in Lassa.", "judge")
    assert {"also=roldan", "also-mark=target"} <= found


def test_counted_people_are_told_from_others():
    assert "counted" in features_of("Rebels killed six farmers in Lassa.", "farmers")
    assert "uncounted" in features_of("Rebels killed farmers in Lassa.", "farmers")


def test_participants_are_the_phrases_above_the_cut_of_their_role():
    analysis, found = participants("Guerrillas attacked a power station with dynamite. Two peasants were killed.")
    events = find_roles(analysis, find_events(analysis))
    above = [
        (phrase.head, role)
        for phrase in weigh_phrases(analysis, events)
        for role in ROLES
        if phrase.log_odds[role] >= weights()["roles"][role]["cut"]
    ]
    assert [(p.head, p.role) for p in found] == above != []
