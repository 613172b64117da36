"""One report never stops the others."""

import time

import pytest

from dateline.ledger import reader
from dateline.ledger.patience import TooSlowError, at_most
from dateline.ledger.reader import Reader
from tests.ledger.make import report


def busy(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_what_takes_too_long_is_stopped():
    started = time.process_time()
    with pytest.raises(TooSlowError), at_most(0.05):
        busy(20)

    assert time.process_time() - started < 5


def test_what_is_quick_is_left_alone():
    with at_most(5):
        busy(0.01)


def test_a_report_that_fails_or_dawdles_costs_only_itself(monkeypatch):
    found = reader.read_report

    def reading(analysis, gazetteer):
        if "stumble" in analysis.report.text:
            raise RecursionError("too deep")
        if "dawdle" in analysis.report.text:
            busy(20)
        return found(analysis, gazetteer)

    monkeypatch.setattr(reader, "read_report", reading)
    monkeypatch.setattr(reader, "PATIENCE_S", 1.0)
    texts = [
        "A bomb killed six people in Mosul.",
        "They stumble.",
        "They dawdle.",
        "A car bomb killed nine people in Baghdad.",
    ]
    outcomes = [(f.outcome, f.error) for f in Reader().read([report(t) for t in texts])]

    assert outcomes == [
        ("incidents", ""),
        ("failed", "RecursionError: too deep"),
        ("failed", "TooSlowError: it took too much time"),
        ("incidents", ""),
    ]
