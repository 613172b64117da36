"""Every kind of record of the events bench gets an answer in the scorer's format."""

import json

import pytest

from dateline.claims.read_report import read_report
from dateline.evaluate import muc
from dateline.evaluate.events import CASE, PENTA, predictions, scorer_arguments
from dateline.find.acts import ROOTS
from dateline.find.analysis import analyse
from dateline.find.incident_kind import scorer
from dateline.find.participants import ROLES, weigh_phrases
from dateline.gazetteer import Gazetteer
from dateline.model import EventMention
from dateline.read.text import report_from_text
from dateline.vocab.incident_types import incident_types

TEXT = "Police arrested nine editors in Lassa on Monday, and gunmen killed a guard."
RECORDS = [
    {"scheme": "plover15", "events": []},
    {"scheme": "penta", "events": []},
    {"scheme": "case21", "events": []},
    {"scheme": "kairos", "events": []},
    {"labels": {"KILL": False}},
    {"labels": {"CONTENTIOUS": False}, "unit": "sentence"},
    {"labels": {"CONTENTIOUS": False}, "unit": "document"},
    {"labels": {"RELEVANT": False}},
    {"scheme": "eventloc", "events": [{"trigger": {"text": "arrested", "start": 7, "end": 15}}]},
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.get("scheme") or next(iter(r["labels"])))
def test_a_record_gets_an_answer_of_its_kind(tmp_path, record):
    gold = tmp_path / "x.jsonl"
    gold.write_text(json.dumps({"id": "a", "unit": "sentence", "text": TEXT, **record}) + "\n")

    (answer,) = predictions(gold)

    assert answer["id"] == "a"
    assert answer.get("events") or answer.get("labels")
    assert scorer_arguments(gold, gold) == ["--gold", str(gold), "--pred", str(gold)]


def test_a_muc_document_gives_templates(tmp_path):
    text = "LIMA, 9 JAN 90 (EFE) -- GUNMEN KIDNAPPED AND MURDERED A MAYOR IN LIMA TODAY, POLICE REPORTED."
    gold = tmp_path / "m.jsonl"
    gold.write_text(json.dumps({"id": "m", "scheme": "muc4", "text": text, "events": []}) + "\n")

    (answer,) = predictions(gold)

    assert set(answer) == {"id", "labels", "events"}


def stages(text: str) -> dict[str, list[str]]:
    """Stages of the candidates of each type that a report has."""
    reading = read_report(analyse(report_from_text(text)), Gazetteer.open())
    return {kind: [c.stage for c in ranked] for kind, ranked in muc.candidates(reading).items() if ranked}


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Gunmen killed a guard in Lassa. The bishop has received death threats.", "ATTACK", ["ACCOMPLISHED", "THREATENED"]),
        ("A bomb planted near the port of Lassa was defused on Monday.", "BOMBING", ["ATTEMPTED"]),
        ("A bomb was placed at the gate of the school in Lassa.", "BOMBING", ["ACCOMPLISHED"]),
        ("A bomb exploded in Lassa. Police defused another bomb.", "BOMBING", ["ACCOMPLISHED", "ATTEMPTED"]),
        ("The villagers of Lassa fear an attack.", "ATTACK", ["ACCOMPLISHED"]),
    ],
)  # fmt: skip
def test_a_deed_and_what_was_threatened_or_tried_are_candidates_apart(text, kind, wanted):
    assert sorted(set(stages(text)[kind])) == wanted


def test_a_claim_of_responsibility_is_no_attack_of_its_own():
    assert "ATTACK" not in stages("The front claimed responsibility in a statement.")


def test_what_was_only_threatened_needs_less_to_become_a_template():
    cut = scorer("muc_templates").cut

    assert cut["UNDONE"] < cut["TEMPLATE"]


def test_a_template_without_a_day_has_that_of_the_telegram():
    analysis = analyse(report_from_text("Rebels threatened to kill the mayor.", published="1990-01-09"))
    event = EventMention(start=7, end=17, words="threatened", sentence=0, type="threat_claim", lemma="threaten")

    row = muc._template(muc.Candidate("ATTACK", None, (event,), stage="THREATENED"), analysis, {})

    assert row["stage"] == "THREATENED"
    assert row["date"] == {"from": "1990-01-09", "to": "1990-01-09"}


def told(kind: str, words: str = "blast", **facts) -> float:
    """Score of a second candidate of a type, of a document of which these facts are known."""
    event = EventMention(start=0, end=5, words=words, sentence=0, type="ied", lemma=words)
    candidate = muc.Candidate(kind, None, (event,))
    known = {
        "documents": dict.fromkeys(scorer("muc_documents").labels, 0.0),
        "length": 300,
        "published": "1990-01-09",
        "near": {},
        "most": dict.fromkeys(ROLES, -4.0),
    }
    features = muc.template_features(kind, 1, [candidate, candidate], muc.Facts(**known | facts))
    return scorer("muc_templates").scores(features)["TEMPLATE"]


def test_a_document_of_several_bombings_speaks_for_its_second_candidate():
    none = dict.fromkeys(scorer("muc_documents").labels, 0.0)

    few, many = (told("BOMBING", documents=none | {"SEVERAL BOMBING": score}) for score in (-2.0, 2.0))

    assert many > few


def test_a_sure_victim_near_its_event_words_speaks_for_a_candidate():
    def with_victim(score: float) -> float:
        return told("ATTACK", near={("ATTACK", 1): {role: [score if role == "victim" else -4.0] for role in ROLES}})

    assert with_victim(2.0) > with_victim(-3.0)


def features_of(text: str, published: str, rank: int = 0) -> dict[str, float]:
    reading = read_report(analyse(report_from_text(text, published=published)), Gazetteer.open())
    found = muc.candidates(reading)
    documents = dict.fromkeys(scorer("muc_documents").labels, 0.0)
    facts = muc.facts_of(reading.analysis, found, weigh_phrases(reading.analysis, reading.events), documents)
    return muc.template_features("ATTACK", rank, found["ATTACK"], facts)


def test_the_age_of_an_incident_is_a_feature_of_its_template():
    found = features_of("Gunmen killed a guard in Lassa on 3 May 1987.", "1990-01-09")

    assert found["age old"] == 1.0


def test_a_template_knows_who_stands_near_its_event_words():
    found = features_of("Gunmen killed a guard in Lassa on Monday.", "1990-01-09")

    assert found["near victim"] == found["anywhere victim"] > 0
    assert found["surest victim"] == 1.0


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("about 50 peasants", "peasants"),
        ("at least ten people", "people"),
        ("the twenty-eight policemen", "policemen"),
        ("one of the agents", "one of the agents"),
        ("General Lopez", "General Lopez"),
        ("Three", "Three"),
    ],
)
def test_a_filler_leaves_its_count_to_another_slot(words, wanted):
    assert muc.plain(words) == wanted


def test_every_label_has_a_name_in_the_bench():
    assert set(CASE) <= set(incident_types())
    assert set(scorer("incident_kind").labels) <= set(CASE)
    assert set(PENTA) == set(ROOTS)
