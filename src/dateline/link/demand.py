"""How much two must share to be compared: little where little is shared by chance, more where much is.

Long reports share a rare word sooner than short ones, reports some weeks apart have more others between them than those
of one day, and in a stream of hundreds a day each has many to share something with. So the comparisons (about a hundred
an observation) go to those that have few candidates: short reports, failed pages, thin streams.

Only what is fixed with the two reports and what grows as more comes in is asked for: a pair that is not worth a
comparison when its later half comes in never becomes so.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dateline.link.columns import Array, Pairs
from dateline.link.index import LONG, MONTH, REACH, UNDATED

# Chosen on gva dev: recall .9705 at 94 pairs a report; one weight for all of them gave .958 at 84 (with the same keys).
LEAST = 1  # the weight of a key that 17 to 32 hold
MANY_KEYS = (24, 40, 64)  # of the report that is found by fewer: from each of them on one more, where they are
BY_KEYS = np.array((0, 0, 0, 1))  # up to some weeks or some months and more apart
BY_KEYS_THEN = np.array((1, 2, 3, 4))  # some weeks apart
OF_UNDATED = 1  # more than the least where neither is dated
CODED = 2  # for rows without a text: they are found by little, and each of it says much
DENSE = 64  # reports in two days; each doubling from here on asks for one more
DENSEST = 3
MUCH = 40  # for two kinds of event that are seldom mixed up (10, 20 and 40 give the same incidents; 40 is quickest)

Counts = Callable[[Array], Array]  # days -> how many reports were told in the two days before


def crowd(reports: Array) -> Array:
    """How much more is asked for when so many reports were told in the two days before.

    >>> crowd(np.array([0, 63, 64, 127, 128, 256, 5000])).tolist()
    [0, 0, 1, 1, 2, 3, 3]
    """
    return np.searchsorted(DENSE * 2 ** np.arange(DENSEST), reports, side="right")


def at_least(later: Array, gap: Array, before: Counts) -> Array:
    """What any two reports must share, by the day of the later one and the days between them."""
    dated = later > UNDATED
    least: Array = LEAST + np.where(dated, _level(gap) == MONTH, OF_UNDATED) + _crowd(later, before)
    return least


def asked(texts: Pairs, before: Counts) -> tuple[Array, Array]:
    """What two reports must share, and how much more if what they tell shares nothing by itself.

    The more they tell, the less what they share says of any two things among it.
    """
    later, gap = texts.most("day"), np.abs(texts.a["day"] - texts.b["day"])
    level, dated = _level(gap), later > UNDATED
    many = np.searchsorted(MANY_KEYS, np.minimum(texts.a.lengths("keys"), texts.b.lengths("keys")), side="right")
    more = np.where(level == MONTH, BY_KEYS_THEN[many], BY_KEYS[many])
    worded = texts.both("has_text")
    told = np.where(worded, LEAST + np.where(dated, more, OF_UNDATED), CODED)
    crossed = -np.log2(texts.a["share"] * texts.b["share"])  # of how many pairs of what they tell, in doublings
    return told + _crowd(later, before), np.where(worded, np.floor(crossed / 2 + 1e-9), 0)


def _level(gap: Array) -> Array:
    """The level of :data:`REACH`; the last for all that lies farther apart."""
    return np.minimum(np.searchsorted(REACH, gap), LONG)


def _crowd(later: Array, before: Counts) -> Array:
    days, at = np.unique(later, return_inverse=True)
    return crowd(before(days))[at]
