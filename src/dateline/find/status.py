"""Words that set a boundary on the course of an event: began, still, contained, ended, resumed.

The words and their states are in ``vocab/status_words.tsv``; which event and which day they belong to is for ``claims``. A
denied end ("not yet extinguished") is going on, a beginning that lies ahead ("will begin") is planned, an end that lies
ahead sets no boundary.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from spacy.tokens import Token

from dateline.find.analysis import Analysis
from dateline.find.anchored import Anchored
from dateline.model import StatusMention
from dateline.vocab import tsv_rows

_OVER = frozenset({"contained", "ended"})
_DENIED = re.compile(
    r"(?:\b(?:not|never|no|nor|hardly|without)|n['’]t|\byet to(?: be)?|\bfail(?:ed|s|ing)? to|\bunable to)\s+(?:\w+\s+)?$"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|could|may|might|must|should|to|if|unless|until|when they|expected to|set to|due to|vow(?:ed|s)? to|hopes? to)"
    r"\s+(?:be\s+|have\s+|fully\s+|soon\s+|finally\s+)*$"
)
_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:nd|rd|th|st))"
_ORDINAL = re.compile(rf"(?<=\s){_NTH}(?=\s)")
_LOOK_BACK = 28  # characters before a status word in which a denial or a word of the future is looked for


def find_status(analysis: Analysis) -> list[StatusMention]:
    """Status words of a report in the order of the text."""
    text = analysis.view.text
    starts = [sentence.start_char for sentence in analysis.sentences]
    found = []
    for start, end, state in tag_status(text):
        tokens = analysis.doc.char_span(start, end, alignment_mode="expand")
        if tokens is not None and not _right_word_class(tokens[0], text[start:end]):
            continue
        span = analysis.span_of(start, end)
        found.append(
            StatusMention(
                start=span.start,
                end=span.end,
                words=analysis.words(span),
                sentence=bisect_right(starts, start) - 1,
                rule="status-word",
                state=state,
            )
        )
    return found


def tag_status(text: str) -> list[tuple[int, int, str]]:
    """(start, end, state) of the status words of a plain text, denials and futures taken into account.

    >>> [s for _, _, s in tag_status("The fire was put out at noon.")], [s for _, _, s in tag_status("It is not contained.")]
    (['ended'], ['ongoing'])
    """
    found = []
    for match in _pattern().finditer(text):
        state = _turned(
            _states()[_key(match.group())], text[max(0, match.start() - _LOOK_BACK) : match.start()].lower()
        )
        if state:
            found.append((match.start(), match.end(), state))
    return found


def _turned(state: str, before: str) -> str:
    """The state as the words before it leave it, empty when they leave none."""
    clause = re.split(r"[.;:!?\n]", before)[-1]
    if _DENIED.search(clause):
        return "ongoing" if state in _OVER else ""
    if state != "planned" and _AHEAD.search(clause):
        return "planned" if state == "began" else ""
    return state


def _right_word_class(token: Token, words: str) -> bool:
    """Whether the word is used as the list means it ("remains of the victims" are no state)."""
    wanted = _classes().get(_key(words))
    return not wanted or token.pos_ in wanted


def _key(words: str) -> str:
    """The words as the list has them."""
    return _ORDINAL.sub("<nth>", " ".join(words.lower().replace("’", "'").split()))


@cache
def _states() -> dict[str, str]:
    return {row["words"]: row["state"] for row in tsv_rows("status_words")}


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {row["words"]: frozenset(row["class"].split()) for row in tsv_rows("status_words") if row["class"]}


@cache
def _pattern() -> Anchored:
    words = sorted(_states(), key=len, reverse=True)
    spelled = "|".join(
        re.escape(w).replace(r"\ ", r"\s{1,3}").replace("'", "['’]").replace("<nth>", f"(?:{_NTH})") for w in words
    )
    pattern = re.compile(rf"(?<![\w'-])(?:{spelled})(?![\w'-])", re.IGNORECASE)
    return Anchored(pattern, (re.split("[ ']", w)[0] for w in words))
