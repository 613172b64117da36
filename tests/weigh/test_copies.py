"""Copied text is shared passages outside page chrome; phrases and page furniture are not."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.weigh.copies import Chrome, compare, containment, copy_pairs, words_of

STORY = (
    "A lorry full of flour overturned on the bridge at Amara on Monday and blocked the only road to the north for nine hours, "
    "the governor said. Drivers walked home along the river while soldiers carried the sacks to the bank by hand."
)
OTHER = "Rain fell on the hills above the town all week and the school stayed shut, a teacher said, because the roof had gone."


def test_a_verbatim_story_under_another_headline_is_a_copy():
    copying = compare(words_of(STORY), words_of("Flour on the river\n\nAMARA (XYZ) - " + STORY))

    assert copying.copied
    assert copying.cover == 1.0


def test_passages_are_kept_as_explanation():
    text = "Elsewhere. " + STORY
    [(a, b)] = compare(words_of(STORY), words_of(text)).passages

    assert STORY[a.slice] == text[b.slice]


def test_two_stories_of_one_event_are_no_copy():
    assert not compare(words_of(STORY), words_of(OTHER)).copied


def test_chrome_that_returns_across_months_is_no_copy():
    furniture = "Please sign in to read the rest of this story and to get our daily letter with all the news of the morning free of charge."
    chrome = Chrome()
    for month in ("2020-01-03", "2020-02-04", "2020-03-05"):
        chrome.see(furniture + "\n" + month, month)

    assert not compare(words_of(furniture + "\n" + STORY, chrome), words_of(furniture + "\n" + OTHER, chrome)).copied


def test_a_wire_story_that_returns_within_days_is_not_chrome():
    chrome = Chrome()
    for day in ("2020-01-03", "2020-01-04", "2020-01-05"):
        chrome.see(STORY, day)

    assert words_of(STORY, chrome).words


def test_the_index_finds_the_pair_in_a_collection():
    texts = {"a": words_of(STORY), "b": words_of(OTHER), "c": words_of("By our reporter. " + STORY)}

    assert list(copy_pairs(texts)) == [("a", "c")]


def test_a_text_of_one_repeated_word_costs_no_more_than_another():
    text = words_of("fire " * 20_000)

    assert compare(text, text).copied


@given(st.text(max_size=200), st.text(max_size=200))
def test_cover_and_containment_are_shares_and_symmetric_in_size(a, b):
    first, second = words_of(a), words_of(b)

    assert 0.0 <= compare(first, second).cover <= 1.0
    assert containment(first, second) == containment(second, first)
