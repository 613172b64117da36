"""How often the interpreter looks for reference cycles."""

import gc
from contextlib import suppress

from dateline.ledger.heap import SELDOM, seldom_swept


def test_it_is_seldom_within_and_as_before_behind_whatever_happens():
    before, within = gc.get_threshold(), ()
    with suppress(ValueError), seldom_swept():
        within = gc.get_threshold()
        raise ValueError
    assert (within, gc.get_threshold()) == (SELDOM, before)
