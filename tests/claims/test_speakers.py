"""Words that name a speaker give kind, body, side and anonymity."""

import pytest

from dateline.claims.speakers import origin, same_origin, speaker, speaks

ROWS = [
    ("Defence Ministry spokesman Brig. Gen. Hadi Salem", "official", "Defence Ministry", False, None),
    ("Hadi Salem, a spokesman for the Defence Ministry", "official", "Defence Ministry", False, None),
    ("two US officials", "official", None, True, "US"),
    ("an Israeli security source", "anonymous", None, True, "IL"),
    ("A doctor at the Amara hospital", "person", "Amara hospital", False, None),
    (
        "A spokesman for Iraq's Ministry of Defence, Brig. Gen. Tahsin Ibrahim",
        "official",
        "Iraq's Ministry of Defence",
        False,
        "IQ",
    ),
    ("Engineers from the state-run Basra Oil Company", "person", None, False, None),
    ("the AP", "agency", None, False, None),
    ("residents", "witness", None, False, None),
    ("The Syrian Observatory for Human Rights", "monitor", None, False, None),
]


@pytest.mark.parametrize(("words", "kind", "body", "anonymous", "side"), ROWS)
def test_speaker(words, kind, body, anonymous, side):
    source = speaker(words)

    assert (source.kind, source.organisation, source.anonymous, source.side) == (kind, body, anonymous, side)


SAME = [
    ("the country's defence ministry", "Ministry of Defence spokesman Ali Odeh", True),
    ("local chief Musa Idi", "a local chief, Musa Idi,", True),
    ("the Russian defence ministry", "the Ukrainian defence ministry", False),
    ("a US official", "an Israeli official", False),
    ("police", "the interior ministry", False),
    ("Iraq's army", "the Iraqi army", True),
    ("Iraq's army", "the Syrian army", False),
    ("Russia", "Moscow", True),
]


@pytest.mark.parametrize(("a", "b", "same"), SAME)
def test_same_origin(a, b, same):
    first, second = origin(speaker(a)), origin(speaker(b))

    assert first is not None
    assert second is not None
    assert same_origin(first, second) is same


@pytest.mark.parametrize("words", ["he", "local channels", "US media", "it", ""])
def test_words_that_name_nobody_have_no_origin(words):
    assert origin(speaker(words)) is None


NAMES = [
    ("A spokesman for Iraq's Ministry of Defence, Brig. Gen. Tahsin Ibrahim", "Tahsin Ibrahim"),
    ("Colonel John Dorrian, a spokesman for the US-led coalition", "John Dorrian"),
    ("Iraqi officials", "Iraqi officials"),
    ("Homs Governor Talal Barazi", "Homs Governor Talal Barazi"),
    ("Moscow", "Moscow"),
    ("ISIS", "Islamic State"),
    ("The UK", "UK"),
    ("The US-led coalition which launched an air war against the group last year", "The US-led coalition"),
    ("Bishop Elias Nader in an Easter message to the town", "Bishop Elias Nader"),
    ("A military source on Tuesday", "A military source"),
]


@pytest.mark.parametrize(("words", "name"), NAMES)
def test_a_speaker_is_named_once(words, name):
    assert speaker(words).name == name


@pytest.mark.parametrize("words", ["that", "the attack", "buses", "whose planes", "and", "Iraqi", ""])
def test_what_cannot_speak_is_no_root(words):
    assert not speaks(speaker(words))
