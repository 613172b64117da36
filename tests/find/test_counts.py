"""Tolls: what is counted, how many, and what the bound word makes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.analysis import analyse
from dateline.find.counts import find_counts, reading
from dateline.read.text import report_from_text
from dateline.vocab.load import tsv_rows


def counts(text):
    return find_counts(analyse(report_from_text(text)))


def values(text):
    return [(c.field, c.low, c.best, c.high) for c in counts(text)]


TABLE = [
    ("At least six people were killed and more than 30 wounded.", [("killed", 6, 6, None), ("injured", 31, 31, None)]),
    ("Shells killed two children and wounded dozens of civilians.", [("killed", 2, 2, 2), ("injured", 24, None, None)]),
    (
        "The attack left 90 people killed and over 400 wounded mostly women.",
        [("killed", 90, 90, 90), ("injured", 401, 401, None)],
    ),
    ("A dozen soldiers died.", [("killed", 12, 12, 12)]),
    ("Half a dozen soldiers died.", [("killed", 6, 6, 6)]),
    ("Several hundred people were displaced.", [("displaced", 200, None, None)]),
    ("Tens of thousands of people were displaced.", [("displaced", 20000, None, None)]),
    ("Up to 3,000 residents fled the town.", [("displaced", None, 3000, 3000)]),
    ("Twenty-three men are missing.", [("missing", 23, 23, 23)]),
    ("Police arrested 14 protesters.", [("detained", 14, 14, 14)]),
    ("Gunmen abducted nearly 40 girls.", [("abducted", None, 40, 40)]),
    ("Rebels captured six soldiers.", [("captured", 6, 6, 6)]),
    ("No casualties were reported.", [("casualties", 0, 0, 0)]),
    ("The blast left three people dead.", [("killed", 3, 3, 3)]),
    ("A child was killed.", [("killed", 1, 1, 1)]),
    ("The mayor was shot dead.", [("killed", 1, 1, 1)]),
    ("The army was attacked.", []),
    ("The governor said nobody was hurt.", [("injured", 0, 0, 0)]),
    ("Nine people were taken to hospital.", [("injured", 9, 9, 9)]),
    ("A man stabbed two women to death.", [("killed", 2, 2, 2)]),
    ("Two people were killed and eight hurt when a wall fell.", [("killed", 2, 2, 2), ("injured", 8, 8, 8)]),
    ("Six nurses were among those killed.", [("killed", 6, 6, 6)]),
    ("Six nurses were among at least 22 people killed.", [("killed", 22, 22, None)]),
    ("The army said 1.5 million people were displaced.", [("displaced", 1500000, 1500000, 1500000)]),
    ("The death toll rose to 43.", [("killed", 43, 43, 43)]),
    ("Six dead, 12 wounded as bomb hits market", [("killed", 6, 6, 6), ("injured", 12, 12, 12)]),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_number_with_its_word_is_a_toll(text, expected):
    assert values(text) == expected


NO_TOLL = [
    "The town has 20,000 people.",
    "Talks began in 2014 and 30 delegates came.",
    "Forty buses stood at the gate.",
    "He is 45 years old.",
]


@pytest.mark.parametrize("text", NO_TOLL)
def test_a_number_without_a_word_for_harm_is_no_toll(text):
    assert values(text) == []


@pytest.mark.parametrize("row", tsv_rows("counts_bounds"), ids=lambda r: r["words"])
def test_each_bound_word_makes_the_range_that_its_row_says(row):
    expected = tuple(None if row[k] == "-" else int(row[k]) for k in ("low", "best", "high"))
    assert expected in [(c.low, c.best, c.high) for c in counts(row["example"])]


@pytest.mark.parametrize("row", tsv_rows("counts_words"), ids=lambda r: f"{r['lemma']}-{r['role']}")
def test_each_toll_word_gives_the_field_that_its_row_says(row):
    if row["role"] == "none":
        return
    assert row["field"] in {c.field for c in counts(row["example"])}


def test_an_earlier_toll_is_marked():
    new, old = counts("The death toll rose to 43 from 20.")
    assert (new.superseded, old.superseded) == (False, True)


@pytest.mark.parametrize(
    ("text", "revised"),
    [
        ("The death toll has risen to 16, police said.", True),
        ("The number of people killed was revised down to nine.", True),
        ("The death toll reached 40 on Tuesday.", True),
        ("The death toll stands at 16.", False),
        ("Sixteen people were killed on the way to market.", False),
        ("The group wants to raise money; two people were killed.", False),
    ],
)
def test_a_number_that_the_toll_has_become_is_a_revision(text, revised):
    assert [c.revised for c in counts(text) if c.field == "killed"] == [revised]


def test_the_group_is_kept():
    assert [c.of for c in counts("Shells killed two children and three soldiers.")] == ["children", "soldiers"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab 0123456789,.-\n'killedpeopletwohundred\u0130\u00df", max_size=80))
def test_words_stand_where_the_offsets_say(text):
    report = report_from_text(text)
    for count in find_counts(analyse(report)):
        assert report.text[count.start : count.end] == count.words


@given(st.integers(0, 10**6), st.sampled_from([None, "at_least", "more_than", "up_to", "less_than"]), st.booleans())
def test_a_range_is_never_upside_down(value, bound, vague):
    found = reading(value, bound, vague)
    low, best, high = found.low, found.best, found.high
    assert low is None or high is None or low <= high
    assert best is None or high is None or best <= high
