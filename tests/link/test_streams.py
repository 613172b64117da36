"""Streams of short posts of one town, as a channel tells them: several incidents in days, and what holds them together.

``data/streams.jsonl`` holds invented posts, each with the incidents that it tells of. The floors were measured on
2026-11-28 and only rise.
"""

import json
from itertools import combinations
from pathlib import Path

import pytest

from dateline.claims.read_report import read_report
from dateline.find.analysis import analyse_all
from dateline.gazetteer import Gazetteer
from dateline.link import card, link
from dateline.read.text import report_from_text

STREAMS = Path(__file__).parent / "data" / "streams.jsonl"
POSTS = [json.loads(line) for line in STREAMS.read_text(encoding="utf-8").splitlines()]
PRECISION_FLOOR, RECALL_FLOOR = 0.26, 0.6


@pytest.fixture(scope="module")
def linked():
    """Pairs of posts that share an incident, by the pipeline."""
    reports = [report_from_text(post["text"], published=post["published"]) for post in POSTS]
    gazetteer = Gazetteer.open()
    read = [read_report(analysis, gazetteer).observations for analysis in analyse_all(reports)]
    post_of = {o.id: post["id"] for post, told in zip(POSTS, read, strict=True) for o in told}
    found = link([o for told in read for o in told], {report.id: card(report) for report in reports})
    clusters = [sorted({post_of[o] for o in cluster.observations}) for cluster in found.clusters]
    return {pair for posts in clusters for pair in combinations(posts, 2)}


@pytest.fixture(scope="module")
def true():
    """Pairs of posts that tell of one incident."""
    told = {post["id"]: {(post["stream"], incident) for incident in post["incidents"]} for post in POSTS}
    return {(a, b) for a, b in combinations(sorted(told), 2) if told[a] & told[b]}


def test_posts_of_one_incident_are_put_together_and_others_are_not(linked, true):
    right = len(linked & true)

    assert right / len(linked) >= PRECISION_FLOOR
    assert right / len(true) >= RECALL_FLOOR


def test_a_river_that_rises_for_a_week_is_told_from_the_flood_before(linked):
    assert not any(a == "flood-00" and b.startswith("flood") for a, b in linked)
