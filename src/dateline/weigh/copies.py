"""Who copies whom: passages that two reports share word for word, once the chrome of their pages is taken out.

Chrome ("sign in", "enable JavaScript", a copyright line) is learned from the stream itself: a line that stands in three
or more reports of two or more months. Wire copy repeats within days, chrome across months. What is left is compared by
runs of words; the runs are kept, because they are the explanation: *these forty words stand in both*.

Method: shingles of five words and an inverted index with a cap on how common a shingle may be (Broder's containment,
as in winnowing), then exact passages. The cuts are the ones of the copied-text gold of the linking bench
(2026-11-28): passages of eight or more words that cover 15 % of the shorter text and 25 words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import Report, Span

SHINGLE = 5  # words
PASSAGE = 8  # words: a shorter run is a phrase that anybody may write
COVER = 0.15  # share of the shorter text
WORDS = 25  # words in passages
SHORT_WORDS, SHORT_COVER = 12, 0.8  # a very short text is a copy when nearly all of it is shared
MOST_COMMON = 200  # reports: a shingle in more of them finds no pairs (it is chrome that was not learned yet)
POSITIONS = 8  # places of one shingle that are tried, so that a text of one repeated word stays linear
REWRITE = 0.09  # containment of three-word shingles from which a text is a rewrite (95 answer-source pairs, F1 .964)
_LINE = re.compile(r"\n+|(?<=[.!?])\s+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Copying:
    """Copied text between two reports: ``cover`` is the share (0-1) of the shorter one's words that stand in shared
    passages, ``words`` their number; ``passages`` pairs the stretch in the first report with that in the second."""

    cover: float
    words: int
    shorter: int
    passages: tuple[tuple[Span, Span], ...] = ()

    @property
    def copied(self) -> bool:
        """Whether this is reuse of text and not a phrase or two in common."""
        enough = self.cover >= COVER and self.words >= WORDS
        return enough or (self.cover >= SHORT_COVER and self.words >= SHORT_WORDS)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text outside chrome, in small letters, with their offsets."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """All runs of ``SHINGLE`` words."""
        return frozenset(self.words[i : i + SHINGLE] for i in range(len(self.words) - SHINGLE + 1))


class Chrome:
    """Lines of page furniture, learned by :meth:`see` from any stream of texts with their months."""

    LEAST_REPORTS = 3
    LEAST_MONTHS = 2

    def __init__(self) -> None:
        self._reports: Counter[str] = Counter()
        self._months: defaultdict[str, set[str]] = defaultdict(set)

    def see(self, text: str, published: str | None) -> None:
        """Count the lines of one text; ``published`` is an ISO date, of which the month is kept."""
        for line in {_key(text[s.slice]) for s in lines(text)}:
            self._reports[line] += 1
            if published:
                self._months[line].add(published[:7])

    def __contains__(self, line: str) -> bool:
        """Whether a line is furniture."""
        key = _key(line)
        return self._reports[key] >= self.LEAST_REPORTS and len(self._months[key]) >= self.LEAST_MONTHS


def learn_chrome(reports: Iterable[Report]) -> Chrome:
    """Chrome of a collection of reports."""
    chrome = Chrome()
    for report in reports:
        chrome.see(report.text, report.published)
    return chrome


def lines(text: str) -> Iterator[Span]:
    """Lines and sentences of a text, without those that are blank."""
    start = 0
    for match in [*_LINE.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            yield Span(start, end)
        start = match.end() if match else end


def _key(line: str) -> str:
    return line.strip().lower()


def words_of(text: str, chrome: Chrome | None = None) -> Words:
    """The words of a text with their places, chrome left out."""
    words: list[str] = []
    spans: list[Span] = []
    for line in lines(text):
        if chrome is not None and text[line.slice] in chrome:
            continue
        for match in _WORD.finditer(text, line.start, line.end):
            words.append(match.group().lower())
            spans.append(Span(match.start(), match.end()))
    return Words(tuple(words), tuple(spans))


def compare(a: Words, b: Words) -> Copying:
    """What two texts share, as passages of at least ``PASSAGE`` words, each place used once."""
    shorter = min(len(a.words), len(b.words))
    if shorter < PASSAGE:
        return Copying(0.0, 0, shorter)
    runs = _runs(a.words, b.words)
    passages = tuple(
        (Span(a.spans[i].start, a.spans[i + n - 1].end), Span(b.spans[j].start, b.spans[j + n - 1].end))
        for i, j, n in runs
    )
    words = min(_distinct([(i, n) for i, _, n in runs]), sum(n for _, _, n in runs))
    return Copying(min(1.0, words / shorter), words, shorter, passages)


def _runs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Common runs (place in a, place in b, length), left to right in b, the longest of a few places in a."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(a) - SHINGLE + 1):
        here = places[tuple(a[i : i + SHINGLE])]
        if len(here) < POSITIONS:
            here.append(i)
    runs: list[tuple[int, int, int]] = []
    j = 0
    while j <= len(b) - SHINGLE:
        best = max(((_length(a, b, i, j), -i) for i in places.get(tuple(b[j : j + SHINGLE]), ())), default=(0, 0))
        if best[0] >= PASSAGE:
            runs.append((-best[1], j, best[0]))
        j += max(1, best[0] - SHINGLE + 1) if best[0] < PASSAGE else best[0]
    return runs


def _length(a: Sequence[str], b: Sequence[str], i: int, j: int) -> int:
    n = 0
    while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
        n += 1
    return n


def _distinct(runs: list[tuple[int, int]]) -> int:
    """Words covered by runs in the first text, overlapping ones counted once."""
    covered = last = 0
    for start, length in sorted(runs):
        covered += max(0, start + length - max(start, last))
        last = max(last, start + length)
    return covered


def containment(a: Words, b: Words, size: int = 3) -> float:
    """Share (0-1) of the shorter text's word n-grams that the other one has too: tells a rewrite (from ``REWRITE``)."""
    grams = [frozenset(w.words[i : i + size] for i in range(len(w.words) - size + 1)) for w in (a, b)]
    smaller = min(len(g) for g in grams)
    return len(grams[0] & grams[1]) / smaller if smaller else 0.0


def copy_pairs(texts: Mapping[str, Words]) -> dict[tuple[str, str], Copying]:
    """Every pair of texts (ids in order) that copies, found by an inverted index of shingles."""
    index: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(texts):
        for shingle in texts[key].shingles:
            if len(index[shingle]) <= MOST_COMMON:
                index[shingle].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for holders in index.values():
        if 1 < len(holders) <= MOST_COMMON:
            shared.update((a, b) for n, a in enumerate(holders) for b in holders[n + 1 :])
    least = PASSAGE - SHINGLE + 1
    found = {pair: compare(texts[pair[0]], texts[pair[1]]) for pair, count in sorted(shared.items()) if count >= least}
    return {pair: copying for pair, copying in found.items() if copying.copied}
