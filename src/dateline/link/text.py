"""A report boiled down to what is compared: its names, words and figures, one value for all its observations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import msgspec
from rapidfuzz.distance import Indel

from dateline.link.fold import fold
from dateline.link.index import CAP
from dateline.link.rates import idf, mass, priors
from dateline.model import Observation, ReportCard, Where
from dateline.vocab import tsv_rows

T = TypeVar("T")
FIRST_PLAUSIBLE_YEAR = 1970  # an earlier publication date is a computer's zero, not a date
MOST_NAMES = 90
MOST_WORDS = 60
RARE_WORD = 5.0  # inverse document frequency (natural log): one report in 150 or fewer
MOST_COPIES = 12
SAME_HEAD, SPELT = 3, 0.8  # letters at the head, and the share of letters in common, of two spellings of one place
MOST_LEADING, MOST_AGES = 6, 3  # names and ages that are filed together


class Said(NamedTuple):
    """The words and figures of a report, each once, as they are filed for comparison."""

    keys: frozenset[str]  # what the report is found by
    lead: frozenset[str]  # those of the title or opening
    leads: bool  # whether title or opening name anything at all
    names: int  # how many names
    words: frozenset[str]
    word_mass: float  # summed inverse document frequency
    title_words: frozenset[str]
    title_mass: float
    numbers: frozenset[int]
    shingles: frozenset[int]
    years: frozenset[int]
    streets: frozenset[str]
    clocks: frozenset[int]  # times of day in the cells of half an hour that they lie in
    lead_ages: frozenset[int]
    weekdays: frozenset[str]
    figures: frozenset[str]
    outcome: str  # of the opening: "dead", "hurt" or nothing
    kinds: frozenset[str]  # what the telling is about beside the event: court, accident, vigil, ...


@dataclass(slots=True, eq=False)
class Text:
    """A report, whatever event of it is looked at. Texts with one ``id`` are equal.

    What it said is let go once it is filed (:mod:`dateline.link.columns` holds it in numbers).
    """

    id: str
    copied_as: str  # digest of the words, the same for all copies; empty for texts too short to tell
    published: int | None
    length: int  # words; 0 for coded rows, which have no text to compare
    share: float  # 1 / observations of the report: what its whole text says of each
    ages: frozenset[int]
    addresses: frozenset[str]
    said: Said | None

    def let_go(self) -> None:
        """Forget what is only compared, once it is filed."""
        self.said = None
        self.ages, self.addresses = one(self.ages), one(self.addresses)


NOTHING: frozenset[Any] = frozenset()


@lru_cache(maxsize=20_000)
def one(items: frozenset[T]) -> frozenset[T]:
    """The same set for all that are equal: places, actors and outlets return, and a set takes as much as fifty letters."""
    return items or NOTHING


def text_of(card: ReportCard, observations: Sequence[Observation]) -> Text:
    """The text of a report that tells these observations (all of them)."""
    published = published_day(card.published)
    return Text(
        id=_identity(card, published, observations),
        copied_as=card.text_key,
        published=published,
        length=card.length,
        share=1.0 / max(1, len(observations)),
        ages=frozenset(card.ages),
        addresses=frozenset(card.addresses),
        said=_said(card, observations),
    )


def _said(card: ReportCard, observations: Sequence[Observation]) -> Said:
    keys, kinds = text_keys(card, observations), story_kinds()
    words = (*card.words, *card.title_words)
    return Said(
        keys=keys,
        lead=keys.intersection(card.lead),
        leads=bool(card.lead),
        names=len(set(card.names)),
        words=frozenset(card.words),
        word_mass=mass(card.words),
        title_words=frozenset(card.title_words),
        title_mass=mass(card.title_words),
        numbers=frozenset(card.numbers),
        shingles=frozenset(card.shingles),
        years=frozenset(card.years),
        streets=frozenset(card.streets),
        clocks=frozenset(cell for minutes in card.clocks for cell in _cells(minutes)),
        lead_ages=frozenset(card.lead_ages),
        weekdays=frozenset(card.weekdays),
        figures=frozenset(card.figures),
        outcome=card.outcome,
        kinds=frozenset(kinds[word] for word in words if word in kinds),
    )


def _cells(minutes: int) -> tuple[int, int]:
    """Two cells of half an hour, one from the full or half hour, one from a quarter past or to it.

    >>> _cells(10 * 60 + 20), _cells(10 * 60 + 40)
    ((40, 41), (42, 41))
    """
    return minutes // 30 * 2, (minutes + 15) // 30 * 2 - 1


def text_keys(card: ReportCard, observations: Sequence[Observation] = ()) -> frozenset[str]:
    """What a report is found by, whatever event is looked at; ``observations`` are all that it tells."""
    found = set(islice(card.names, MOST_NAMES))
    found.update(card.title_words)
    found.update(islice((w for w in card.words if idf(w) >= RARE_WORD), MOST_WORDS))
    found.update(name for o in observations for n in o.names if (name := fold(n)))
    found.update(f"@address:{address}" for address in card.addresses)
    found.update(f"@copy:{shingle}" for shingle in islice(card.shingles, MOST_COPIES))
    if card.length:  # coded rows always tell what they are found by
        found.update(f"@title:{word}" for word in card.title_words)
        found.update(_ages_with_names(card))
        found.update(_days(card))
    known = priors()
    return frozenset(key for key in found if known.get(key, 0) < CAP)


def place_words(observations: Sequence[Observation]) -> frozenset[str]:
    """The folded words of the names of all places that observations are told of."""
    wheres = (c.value for o in observations for c in o.of("where"))
    names = (name for w in wheres if isinstance(w, Where) for name in (w.name, w.admin1, w.country) if name)
    return frozenset(word for name in names for word in fold(name).split())


def is_place(key: str, places: frozenset[str]) -> bool:
    """Whether each word of a key is one of a place's name, or nearly spelt as one.

    >>> is_place("basra", frozenset({"basrah"})), is_place("omar basra", frozenset({"basrah"}))
    (True, False)
    """
    return bool(places) and all(_spelt(word, places) for word in key.split())


def _spelt(word: str, places: frozenset[str]) -> bool:
    head = word[:SAME_HEAD]
    near = (p for p in places if p.startswith(head) and Indel.normalized_similarity(word, p) >= SPELT)
    return word in places or any(near)


def _ages_with_names(card: ReportCard) -> Iterator[str]:
    """Ages told together with the names of the opening: "a girl, 9" says little and "Detroit" too, both together more."""
    names = [*islice((name for name in card.lead if " " not in name), MOST_LEADING)]
    return (f"@age:{age}:{name}" for age in islice(card.ages, MOST_AGES) for name in names)


def _days(card: ReportCard) -> Iterator[str]:
    """The day of publication and the next: who shares one of them was published on the same day or the day before."""
    if (day := published_day(card.published)) is not None:
        yield day_key(day)
        yield day_key(day + 1)


def day_key(day: int) -> str:
    """The key that all reports published on a day or the day before are filed under."""
    return f"@told:{day}"


def _identity(card: ReportCard, published: int | None, observations: Sequence[Observation]) -> str:
    """The report's id; for texts long enough to be recognised a digest of all that is compared."""
    if not card.text_key:
        return card.id
    figures = (card.ages, card.addresses, card.numbers, card.shingles, card.years, card.streets, card.clocks)
    opening = (card.lead_ages, card.weekdays, card.figures, card.outcome)
    words = (card.names, card.lead, card.words, card.title_words)
    own = sorted({name for o in observations for name in o.names})
    told = (card.text_key, published, card.language, card.length, len(observations), own, words, figures, opening)
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16]


@cache
def story_kinds() -> dict[str, str]:
    """Word -> what kind of story it is a sign of."""
    return {row["word"]: row["kind"] for row in tsv_rows("linking_story_kinds")}


def published_day(published: str | None) -> int | None:
    """Ordinal of a publication date, ``None`` when absent, unreadable or before 1970 (a computer's zero)."""
    if not published:
        return None
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return None
    return day.toordinal() if day.year >= FIRST_PLAUSIBLE_YEAR else None
