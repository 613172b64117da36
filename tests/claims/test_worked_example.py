"""The worked example of docs/design.md, row by row: a retelling that ships with the tests, and the two pages themselves
where they are at hand."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dateline.claims.read_report import read_report
from dateline.find.analysis import analyse
from dateline.gazetteer import Gazetteer
from dateline.ledger.wording import value_text, when_text
from dateline.model import Actor, Medium, Status, When
from dateline.read.text import report_from_text

ROOT = Path(__file__).parent.parent
FOLDERS = {
    "retelling": ROOT / "data" / "worked_example",
    "pages": ROOT.parent.parent / "shared" / "data" / "reports" / "mosul_2016",
}
ENTERING = {"gov_regains_territory", "troop_movement", "armed_clash", "nonstate_overtakes_territory"}


@cache
def reading(folder, page):
    path = FOLDERS[folder] / f"{page}.txt"
    if not path.is_file():
        pytest.skip(f"{path} is not here: the pages themselves are not part of the project")
    with path.open(encoding="utf-8", newline="") as handle:
        return read_report(analyse(report_from_text(handle.read(), published="2016-11-05")), Gazetteer.open())


def words(folder, page, observation, field):
    report = reading(folder, page).analysis.report
    return " ".join(report.words(c.evidence[0]) for c in observation.of(field))


def find(folder, page, types, place):
    return [
        o
        for o in reading(folder, page).observations
        if o.type in types and place.lower() in words(folder, page, o, "where").lower()
    ]


def actors(observation):
    return {c.value.name for c in observation.of("actor") if isinstance(c.value, Actor)}


both = pytest.mark.parametrize("folder", FOLDERS)


@both
def test_the_oil_wells_burn_and_islamic_state_lit_them(folder):
    (fire,) = find(folder, "page_1", {"fire"}, "Qayyarah")
    assert "Islamic State" in actors(fire)


@both
def test_the_wells_are_burning_as_of_two_days_and_began_before(folder):
    (fire,) = find(folder, "page_1", {"fire"}, "Qayyarah")
    states = [c.value for c in fire.of("status") if isinstance(c.value, Status)]
    days = {s.as_of.last_day for s in states if s.as_of is not None and s.state == "ongoing"}
    assert date(2016, 10, 31) in days or date(2016, 11, 2) in days
    times = [c.value for c in fire.of("when") if isinstance(c.value, When)]
    assert all(t.first_day is None or t.first_day <= date(2016, 10, 31) for t in times)


@both
def test_the_videos_are_kept_with_what_they_are_said_to_show(folder):
    (fire,) = find(folder, "page_1", {"fire"}, "Qayyarah")
    assert {c.value.kind for c in fire.of("media") if isinstance(c.value, Medium)} == {"video"}


@both
def test_the_sulphur_plant_is_another_fire(folder):
    (wells,) = find(folder, "page_1", {"fire"}, "Qayyarah")
    plants = [
        o
        for o in reading(folder, "page_1").observations
        if o.id != wells.id and "sul" in words(folder, "page_1", o, "target").lower()
    ]
    assert [o.type for o in plants] in (["looting_destruction"], ["fire"])
    assert "Islamic State" in actors(plants[0])


@both
def test_the_sulphur_fire_is_dated_by_the_day_of_its_telling_only(folder):
    burned = [
        o for o in reading(folder, "page_1").observations if "sul" in words(folder, "page_1", o, "target").lower()
    ]
    assert [when_text(c.value) for o in burned for c in o.of("when")] == ["by 2 November 2016"]


@both
def test_an_undated_caption_shows_the_fire_going_on_as_of_the_day_published(folder):
    (fire,) = find(folder, "page_2", {"fire"}, "Qayara")
    assert [when_text(c.value) for c in fire.of("when")] == ["going on as of 5 November 2016"]
    assert {value_text(c.value) for c in fire.of("status")} == {"ongoing as of 5 November 2016"}


@both
def test_iraqi_forces_enter_mosul_as_the_spokesman_told_cnn(folder):
    (entering,) = [o for o in find(folder, "page_2", ENTERING, "Mosul") if "Iraqi Security Forces" in actors(o)]
    chains = {c.attribution.text for c in entering.claims}
    assert any("Tahsin Ibrahim < CNN" in chain for chain in chains)
    assert "Intisar" in words(folder, "page_2", entering, "where") + words(folder, "page_2", entering, "target")
    assert entering.role == "news"


@both
def test_the_audio_message_is_an_item_of_media_that_nobody_has_verified(folder):
    (message,) = [o for o in reading(folder, "page_2").observations if o.type == "media_release"]
    heard = [c for c in message.of("media") if isinstance(c.value, Medium) and c.value.kind == "audio"]
    assert heard
    assert any(c.verification == "not_verified" or c.value.verification == "not_verified" for c in heard)
    assert "Islamic State" in actors(message)


@both
def test_the_aid_queue_stands_in_gogjali(folder):
    (queue,) = find(folder, "page_2", {"aid_delivery"}, "Gogjali")
    assert queue.role == "news"


@both
def test_the_fire_of_the_caption_is_told_by_the_agency(folder):
    (fire,) = find(folder, "page_2", {"fire"}, "Qayara")
    assert fire.role == "news"


@both
def test_what_happened_in_2014_is_background(folder):
    for observation in reading(folder, "page_2").observations:
        times = [c.value for c in observation.of("when") if isinstance(c.value, When)]
        if any(t.first_day is not None and t.first_day.year == 2014 for t in times):
            assert observation.role == "background"


@both
def test_rumours_are_no_news(folder):
    report = reading(folder, "page_2").analysis.report
    for observation in reading(folder, "page_2").observations:
        told = " ".join(report.words(s) for s in observation.triggers).lower()
        assert observation.role != "news" or "rumour" not in told
