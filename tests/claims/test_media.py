"""What the report says of its pictures: credit, uploader, describer, content, date, verification."""

import pytest

from dateline.claims.media import disputed, media_values
from dateline.claims.read_report import read_report
from dateline.find.analysis import analyse
from dateline.read.text import report_from_text


def media(text, published="2016-11-05"):
    return media_values(read_report(analyse(report_from_text(text, published=published)), None))


def test_a_video_described_as_showing_something():
    [video] = media(
        "Two videos were shared by a local channel and described as showing a fire at the mill on October 31."
    )

    assert (video.kind, video.uploader, video.claimed_date, video.verification) == (
        "video",
        "a local channel",
        "2016-10-31",
        "described_as",
    )
    assert video.shows.startswith("a fire at the mill")


def test_a_credited_caption_is_a_photo_that_shows_its_caption():
    [photo] = media("Men carry sacks across the bridge at Amara. Picture: AP")

    assert (photo.kind, photo.credit, photo.agency) == ("photo", "AP", "AP")
    assert photo.shows.startswith("Men carry sacks across the bridge at Amara")


def test_a_recording_of_doubtful_voice():
    [audio] = media("The group released an audio message purportedly of its leader.")

    assert (audio.kind, audio.uploader, audio.verification) == ("audio", "The group", "described_as")


OLD = [
    "The video is old footage from another war, the monitor said.",
    "Fact-checkers said the photo was taken out of context.",
]


@pytest.mark.parametrize("text", OLD)
def test_old_footage_is_disputed(text):
    assert disputed(media(text))


def test_what_could_not_be_verified_is_said_to_be_so():
    found = media(
        "A clip posted on Telegram by the Amara Media page shows smoke over the port. The footage could not be verified."
    )

    assert found[0].platform == "Telegram"
    assert found[0].uploader == "the Amara Media page"
    assert found[0].verification == "not_verified"


@pytest.mark.parametrize(
    "text", ["", "Picture: ", "(Photo by )", "Credit:/", "video video video", "© ", "Source: \nSource: "]
)
def test_odd_credits_break_nothing(text):
    media(text)
