"""Event words: each type is found in its examples, and every span gives back the received words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.analysis import analyse
from dateline.find.events import find_events
from dateline.read.text import report_from_text
from dateline.vocab.incident_types import incident_types

EXAMPLES = [(key, text) for key, kind in incident_types().items() if kind.incident for text in kind.examples]


def events(text):
    return find_events(analyse(report_from_text(text)))


@pytest.mark.parametrize(("key", "text"), EXAMPLES, ids=lambda value: value[:40])
def test_a_sentence_of_the_vocabulary_holds_some_incident(key, text):
    assert events(text)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Gunmen", "killed", "six", "BOMB", "\n\n", "…", "é", "attack", ".", "car bomb", "%&", "the"])
    )
)
def test_every_mention_gives_back_the_received_words(parts):
    text = " ".join(parts)
    report = report_from_text(text)
    for mention in find_events(analyse(report)):
        assert report.text[mention.start : mention.end] == mention.words
        assert mention.type in incident_types()
