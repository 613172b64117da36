"""Finds the words that name a time: dates, clock times, durations, repeated times, "now" and "recently".

Decides where an expression begins and ends, its TIMEX3 type, the parts it is made of and the symbol it stands for
(``XXXX-11-02``). What day that is, is for ``dateline.resolve.times``. Standard library only, one compiled pass.

>>> [(m.words, m.type, m.symbol) for m in tag("The wells burned on 2 November.")]
[('2 November', 'DATE', 'XXXX-11-02')]
"""

from dateline.find.times.find import find_times
from dateline.find.times.tagger import tag

__all__ = ["find_times", "tag"]
