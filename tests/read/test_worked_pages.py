"""The two pages of the worked example come out clean (they lie outside the project; skipped where they are not)."""

from pathlib import Path

import pytest

from dateline.read.files import read_paths
from dateline.read.options import ReadOptions

PAGES = Path(__file__).parents[3] / "shared" / "data" / "reports" / "mosul_2016"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the pages are not part of the project")


def _page(number):
    (report,) = read_paths([PAGES / f"page_{number}.txt"], ReadOptions(published="2016-11-05"))
    return report


def _words(report, role):
    return [report.words(p.span) for p in report.passages if p.role == role]


def test_page_1_has_a_headline_a_body_and_a_credit():
    report = _page(1)

    assert [p.role for p in report.passages] == ["headline", "body", "credit"]
    assert _words(report, "credit") == ["Credit: YouTube/ALMawsleya"]


def test_page_1_keeps_both_readings_of_the_fused_date_and_prefers_the_day_the_body_names():
    repair = next(r for r in _page(1).repairs if r.rule == "fused-date-time")

    assert (repair.reading, repair.alternatives) == ("31 7:39", ("3 17:39",))


def test_page_1_reads_the_lost_dash():
    assert [r.reading for r in _page(1).repairs if r.rule == "lost-dash"] == ["–"]


def test_page_2_has_each_caption_once_with_its_second_printing_remembered():
    captions = [p for p in _page(2).passages if p.role == "caption"]

    assert [len(p.repeats) for p in captions] == [0, 1, 1, 1, 1]


def test_page_2_has_credits_and_byline_apart():
    report = _page(2)

    assert _words(report, "byline") == ["Staff writers"]
    assert set(_words(report, "credit")) == {"Picture: AP", "AP", "Picture: APSource:AP"}
    assert not any("AP" in words.split() for words in _words(report, "body") + _words(report, "caption"))


def test_page_2_loses_the_bar_and_the_doubled_stop():
    assert {r.rule: r.reading for r in _page(2).repairs} == {
        "glued-byline": " ",
        "drop-cap": "The ",
        "doubled-stop": ".",
        "glued-credit": " ",
    }
