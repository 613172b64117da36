"""How a regular expression may begin: its first characters, read off the parsed expression.

Used to leave out rules that cannot match at a place. What comes back may be too wide, never too narrow: a part that cannot
be told stands for any character.

>>> sorted(prefixes("(?:ju(?:ne|ly)|may)", 2))
[('j', 'u'), ('m', 'a')]
"""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as ops  # type: ignore[attr-defined]  # the only parser of these expressions there is
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Prefix = tuple[str, ...]
ANY, DIGIT = "any", "digit"  # stand for a character
MOST = 5_000  # prefixes; beyond that a pattern may begin with anything
_WIDE = 40  # characters of a range that are told one by one


def prefixes(pattern: str, size: int) -> set[Prefix]:
    """The first ``size`` characters of all that matches, shorter where a match may end there."""
    return {prefix[:size] for prefix in _after({()}, parser.parse(pattern), size)}


def fits(prefix: Prefix, text: str) -> bool:
    """Whether what begins so may begin this text."""
    return len(prefix) <= len(text) and all(map(_is, prefix, text))


def _is(told: str, character: str) -> bool:
    return told in (character, ANY) or (told == DIGIT and character.isdecimal())


def _after(begun: set[Prefix], parsed: Iterable[Any], size: int) -> set[Prefix]:
    """The prefixes in hand, each gone on with by what the parsed parts match."""
    done: set[Prefix] = set()
    for op, value in parsed:
        done |= {prefix for prefix in begun if len(prefix) >= size}
        begun = {prefix for prefix in begun if len(prefix) < size}
        if not begun:
            break
        begun = _step(begun, op, value, size)
        if len(begun) + len(done) > MOST:
            return {(ANY,) * size, ()}
    return done | begun


def _step(begun: set[Prefix], op: Any, value: Any, size: int) -> set[Prefix]:
    if op in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
        return begun
    if op is ops.BRANCH:
        return set().union(*(_after(begun, option, size) for option in value[1]))
    if op is ops.SUBPATTERN:
        return _after(begun, value[3], size)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        least, most, repeated = value
        return _repeated(begun, least, most, repeated, size)
    if op in (ops.LITERAL, ops.IN, ops.NOT_LITERAL, ops.ANY):
        return {(*prefix, told) for prefix in begun for told in _characters(op, value)}
    return {(*prefix, *[ANY] * more) for prefix in begun for more in range(size - len(prefix) + 1)}


def _repeated(begun: set[Prefix], least: int, most: int, parsed: Any, size: int) -> set[Prefix]:
    found = begun if least == 0 else set()
    for number in range(1, min(most, max(size, least)) + 1):
        begun = _after(begun, parsed, size)
        if number >= least:
            found = found | begun
    return found


def _characters(op: Any, value: Any) -> set[str]:
    if op is ops.LITERAL:
        return {chr(value)}
    if op is not ops.IN or value[0][0] is ops.NEGATE:
        return {ANY}
    told: set[str] = set()
    for kind, what in value:
        if kind is ops.LITERAL:
            told.add(chr(what))
        elif kind is ops.RANGE and what[1] - what[0] < _WIDE:
            told.update(map(chr, range(what[0], what[1] + 1)))
        else:
            told.add(DIGIT if what is ops.CATEGORY_DIGIT else ANY)
    return told
