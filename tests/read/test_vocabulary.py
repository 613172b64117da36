"""The examples that stand beside the patterns in reading.yaml."""

import re

import pytest

from dateline.read import vocabulary


def _examples(part, kind):
    return [(entry, example) for entry in vocabulary.reading()[part] for example in entry[kind]]


@pytest.mark.parametrize(("entry", "example"), _examples("boilerplate", "hits"))
def test_furniture_is_known(entry, example):
    assert re.compile(entry["pattern"], re.IGNORECASE).fullmatch(example)
    assert vocabulary.boilerplate_line().fullmatch(example)


@pytest.mark.parametrize(("entry", "example"), _examples("boilerplate", "misses"))
def test_lines_with_news_are_not_furniture(entry, example):
    assert not vocabulary.boilerplate_line().fullmatch(example)


@pytest.mark.parametrize(("entry", "example"), _examples("inline_furniture", "hits"))
def test_furniture_inside_prose_is_known(entry, example):
    assert re.compile(entry["pattern"]).search(example)


@pytest.mark.parametrize(("entry", "example"), _examples("inline_furniture", "misses"))
def test_prose_is_no_furniture(entry, example):
    assert not vocabulary.inline_furniture().search(example)


@pytest.mark.parametrize(("entry", "example"), _examples("bylines", "hits"))
def test_bylines_are_known(entry, example):
    assert any(pattern.fullmatch(example) for pattern in vocabulary.byline_patterns())


@pytest.mark.parametrize(("entry", "example"), _examples("bylines", "misses"))
def test_sentences_are_no_bylines(entry, example):
    assert not any(pattern.fullmatch(example) for pattern in vocabulary.byline_patterns())


@pytest.mark.parametrize(("entry", "example"), _examples("caption_phrases", "hits"))
def test_caption_phrases_are_known(entry, example):
    assert vocabulary.caption_phrase().search(example)


@pytest.mark.parametrize(("entry", "example"), _examples("caption_phrases", "misses"))
def test_prose_holds_no_caption_phrase(entry, example):
    assert not vocabulary.caption_phrase().search(example)
