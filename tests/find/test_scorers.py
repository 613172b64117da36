"""The linear scorers: shipped weights are whole, contributions add up, plain sentences get the plain answer."""

import pytest

from dateline.find.acts import ROOTS, act_features, find_act
from dateline.find.analysis import analyse
from dateline.find.features import act_table, lower_words
from dateline.find.incident_kind import find_kind
from dateline.find.linear import scorer
from dateline.find.police import LABELS, police_scores
from dateline.find.relevance import contentious
from dateline.read.text import report_from_text
from dateline.vocab import data_path, yaml_file
from dateline.vocab.incident_types import incident_types

NAMES = ["acts", "incident_kind", "contention", "contention_documents", "police", "horn"]


def read(text):
    return analyse(report_from_text(text))


@pytest.mark.parametrize("name", NAMES)
def test_weights_are_small_and_name_their_maker(name):
    path = data_path(f"weights/{name}.json")

    assert path.stat().st_size < 2_000_000
    assert '"made_by":"training/' in path.read_text(encoding="utf-8")[:200]


def test_contributions_and_bias_add_up_to_the_score():
    analysis = read("The general refused to open the border.")
    model = scorer("acts")
    features = act_features(analysis, lower_words(analysis.doc), 0, len(analysis.doc))
    empty = model.scores({})

    for label in model.labels:
        parts = model.contributions(features, label, most=10_000)
        assert sum(value for _, value in parts) + empty[label] == pytest.approx(model.scores(features)[label], abs=0.02)


@pytest.mark.parametrize(("root", "entry"), yaml_file("plover_acts").items(), ids=lambda value: str(value)[:12])
def test_the_words_of_an_act_are_found_in_its_example(root, entry):
    words = lower_words(read(entry["example"]).doc)

    assert root in ROOTS
    assert root in {found for _, _, (found, _) in act_table().all(words, 0, len(words))}


ACTS = [
    ("Rebels attacked the barracks and killed four soldiers.", "ASSAULT"),
    ("The general refused to open the border crossing.", "REJECT"),
    ("Police arrested nine editors.", "COERCE"),
    ("The minister expressed concern over the harvest.", "STATEMENT"),
    ("The union accused the ministry of hiding the figures.", "ACCUSE"),
    ("The republic suspended all aid to its neighbour.", "SANCTION"),
]


@pytest.mark.parametrize(("text", "root"), ACTS)
def test_a_plain_sentence_has_its_root(text, root):
    assert find_act(read(text))[0] == root


def test_a_short_text_has_one_kind_of_the_vocabulary():
    kind, _ = find_kind(read("Warplanes bombed a market, killing twelve."))

    assert kind == "air_strike"
    assert set(scorer("incident_kind").labels) <= set(incident_types())


def test_a_protest_is_contentious_and_a_recipe_is_not():
    assert contentious(read("Thousands of protesters marched on the palace and threw stones at police.")) > 0
    assert contentious(read("Stir the sauce until it thickens.")) < 0


CONTENTION = [
    ("Students boycotted lectures over the fee rise.", True),
    ("They marched from the stadium to the palace.", True),
    ("A car bomb went off near the barracks.", True),
    ("The crowd torched two vans before dawn.", True),
    ("The team clashed with its rivals in the cup final.", False),
    ("The orchestra will play two concerts.", False),
    ("Prosecutors said the accountant stole funds.", False),
]


@pytest.mark.parametrize(("text", "contended"), CONTENTION)
def test_contention_is_known_in_short_sentences_without_a_clear_event_word(text, contended):
    assert (contentious(read(text)) > 0) == contended


POLICE = [(name, entry["example"]) for name, entry in yaml_file("police_acts")["acts"].items() if name in LABELS]


@pytest.mark.parametrize(("name", "text"), POLICE)
def test_police_acts_are_read_from_their_examples(name, text):
    if name == "FAIL":
        pytest.xfail("failure to act is the rarest and least clear label: F1 .43 by cross-validation")
    assert police_scores(read(text))[name] > 0


def test_the_empty_text_has_no_act_of_police():
    assert all(score < 0 for score in police_scores(read("")).values())
