"""Names of conflict reports that no training has seen: how many are found, and how many other words are taken for names.

``conflict_sentences.txt`` marks every place; the floor only rises.
"""

import re
from pathlib import Path

import pytest

from dateline.find.analysis import analyse_all
from dateline.find.places import find_places
from dateline.gazetteer import Gazetteer
from dateline.read.text import report_from_text

LINES = [
    line
    for line in (Path(__file__).parent / "conflict_sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
]
FLOOR = 0.95


def gold_of(line: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """Text, spans of names, spans of adjectives."""
    text, names, people, start = "", [], [], 0
    for c in line:
        if c in "[{":
            start = len(text)
        elif c == "]":
            names.append((start, len(text)))
        elif c == "}":
            people.append((start, len(text)))
        else:
            text += c
    return text, names, people


def measured(lines: list[str]) -> tuple[float, list[str]]:
    gazetteer = Gazetteer.open(user_layers=False)
    golds = [gold_of(line) for line in lines]
    tp = found = want = 0
    wrong: list[str] = []
    for (text, names, people), analysis in zip(golds, analyse_all(report_from_text(g[0]) for g in golds), strict=True):
        mentions = [m for m in find_places(analysis, gazetteer) if m.kind in ("name", "facility")]
        mentions = [m for m in mentions if not any(a < m.end and m.start < b for a, b in people)]
        hits = [n for n in names if any(m.start < n[1] and n[0] < m.end for m in mentions)]
        extra = [m.words for m in mentions if not any(m.start < b and a < m.end for a, b in names)]
        missed = [text[a:b] for a, b in names if (a, b) not in hits]
        tp, found, want = tp + len(hits), found + len(hits) + len(extra), want + len(names)
        if extra or missed:
            wrong.append(f"missed {missed}, taken {extra}: {text}")
    return 2 * tp / (found + want), wrong


def test_names_never_seen_in_training_are_found():
    score, wrong = measured(LINES)
    print(f"F1 {score:.3f}", *wrong, sep="\n")
    assert score >= FLOOR


def test_there_are_at_least_sixty_sentences():
    assert len(LINES) >= 60


@pytest.mark.parametrize("line", LINES[:3])
def test_the_marks_of_the_sentences_are_well_formed(line):
    assert len(re.findall(r"\[", line)) == len(re.findall(r"\]", line)) > 0
