"""An observation, boiled down to what is compared: sets, numbers and days, made once; its report is its ``text``.

Unknown stays unknown (``None`` or empty); it is the scorer's business to be neutral about it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from dateline.link.families import family, lasts, works
from dateline.link.fold import fold, sound
from dateline.link.spots import Spot, point_of, radius_km, spot_of
from dateline.link.text import NOTHING, Text, is_place, one, place_words, published_day, text_of
from dateline.model import Actor, Count, Label, Observation, ReportCard, When, Where

LONGEST_DATE = 366  # days; a wider range says too little on when to file the event under
FARTHEST_NEWS = 120  # days between event and report; of older events news tells too, then names must find them
PARTS_OF_DAY = frozenset({"part_of_day", "hour", "minute", "second"})
NAMELESS = ("unknown", "unidentified", "unnamed")
DATED = frozenset({"stated", "reckoned"})  # bases of a date that words of the report tell
TOLLS = frozenset({"killed", "injured"})
UNHURT = (0, 0)  # nobody was injured: then nobody was killed either, unless told
OPEN = 10**9  # the high end of "hundreds": such a number agrees with none, it may only be too large for another
FINE = frozenset({"facility", "place", "near", "unknown"})


@dataclass(slots=True, eq=False)
class Node:
    """What is compared. ``day`` files it in time: the event's day if told, else that of publication."""

    id: str
    reports: frozenset[str]  # several where the same text came under several outlets on one day
    outlets: frozenset[str]
    published: int | None
    type: str
    family: str
    role: str
    roundup: bool
    bare: bool  # told without a date of its own, a toll or a name beside its place: it fits much and proves nothing
    lasting: bool  # of a kind that may go on for weeks
    course: bool  # told to be still going on, over, or of longer standing
    first: int | None  # days (proleptic ordinals) the event may touch
    last: int | None
    hours: tuple[float, float] | None  # hours (since year 1) it may touch, if told more exactly than by days
    lat: float | None
    lon: float | None
    radius_km: float
    places: frozenset[str]  # folded names of the finer places
    sounds: frozenset[str]  # the same as they sound
    spot: Spot | None
    provinces: frozenset[
        tuple[str, str]
    ]  # first-order areas: gazetteer layer (each spells in its own way), folded name
    countries: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    means: frozenset[str]
    facilities: frozenset[str]
    works: frozenset[str]  # kinds of these: market, hospital, ...
    killed: tuple[int, int] | None
    injured: tuple[int, int] | None
    own: frozenset[str]  # the observation's own rare names
    text: Text  # its report; one for all observations of a report
    keys: frozenset[str] = frozenset()  # set by link.keys: what the event itself is found by
    number: int = 0  # this and the next two are set by link.book
    sheet: int = 0
    filed: int = 0  # ``day``, or the day of those without one

    @property
    def day(self) -> int | None:
        """The day it is filed under: the event's, unless news is dated so far from its report that it is misread."""
        if self.first is None or self.last is None or self.last - self.first > LONGEST_DATE:
            return self.published
        far = self.published is not None and abs(self.first - self.published) > FARTHEST_NEWS and self.has_text
        return self.published if far and self.role == "news" else self.first

    def let_go(self) -> None:
        """Forget what is only compared, once :mod:`dateline.link.columns` holds it."""
        self.own = self.keys = self.means = self.facilities = self.works = self.countries = NOTHING
        self.provinces = NOTHING
        self.places, self.actors, self.targets = one(self.places), one(self.actors), one(self.targets)
        self.text.let_go()

    @property
    def has_text(self) -> bool:
        """Whether its report had a text to compare (coded rows have none)."""
        return self.text.length > 0


def node(observation: Observation, card: ReportCard, text: Text | None = None) -> Node:
    """The node of an observation; ``text`` is the one its whole report shares."""
    text = text or text_of(card, (observation,))
    first, last = _days(observation)
    where = _where(observation)
    point = point_of(where)
    where = [w for w in where if point is None or _by(point, w)]
    facilities = frozenset(_labels(observation, "facility"))
    injured = _toll(observation, "injured")
    return Node(
        id=twin_key(observation, text),
        reports=one(frozenset((observation.report_id,))),
        outlets=one(frozenset((card.outlet,))) if card.outlet else frozenset(),
        published=published_day(card.published),
        type=observation.type,
        family=family(observation.type),
        role=observation.role,
        roundup=observation.roundup,
        bare=bool(observation.type) and text.length > 0 and _is_bare(observation),
        lasting=lasts(observation.type),
        course=_has_course(observation),
        first=first.toordinal() if first else None,
        last=last.toordinal() if last else None,
        hours=_hours(observation, first),
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        radius_km=radius_km(point) if point else 0.0,
        places=(places := frozenset(_folded(w.name for w in where if w.precision in FINE))),
        sounds=frozenset(sound(place) for place in places),
        spot=spot_of(point),
        provinces=frozenset((w.layer or "", fold(n)) for w in where if (n := _province(w))),
        countries=frozenset(_folded(w.country for w in where if w.country)),
        actors=frozenset(_parties(observation, "actor")),
        targets=frozenset(_parties(observation, "target")),
        means=frozenset(_labels(observation, "means")),
        facilities=facilities,
        works=frozenset(kind for facility in facilities if (kind := works(facility))),
        killed=_toll(observation, "killed") or (UNHURT if injured == UNHURT else None),
        injured=injured,
        own=frozenset(_folded(observation.names)),
        text=text,
    )


def twin_key(observation: Observation, text: Text) -> str:
    """The same for what the same text tells under another outlet or address on the same day: such copies are one node."""
    if not text.copied_as or not observation.triggers:
        return observation.id
    about = (observation.type, observation.role, observation.roundup, observation.names, observation.triggers)
    values = [(c.field, c.polarity, c.value) for c in observation.claims]
    told = msgspec.json.encode((text.id, about, values))
    return "t-" + hashlib.sha256(told).hexdigest()[:16]


def _folded(names: Iterable[str]) -> Iterable[str]:
    return (f for n in names if (f := fold(n)))


def _days(observation: Observation) -> tuple[date | None, date | None]:
    """First and last day of the narrowest date told, the first of equals; the likely day of what was only told on a day."""
    days = [c.value.likely_days for c in observation.of("when") if isinstance(c.value, When)]
    spans = [(first, last) for first, last in days if first and last]
    return min(spans, key=lambda span: span[1] - span[0], default=(None, None))


def _is_bare(observation: Observation) -> bool:
    """Whether an observation has no date of its own, no toll and no name but that of its place ("explosions in Homs").

    What lasts is told without a date as a rule, and a works or building is a name.
    """
    named = any(w.precision == "facility" for w in _where(observation))
    dated = any(isinstance(c.value, When) and c.value.basis in DATED for c in observation.of("when"))
    tolls = any(c.field in TOLLS for c in observation.claims)
    places = place_words((observation,))
    lasting = lasts(observation.type)
    return not (dated or tolls or named or lasting) and all(is_place(fold(name), places) for name in observation.names)


def _has_course(observation: Observation) -> bool:
    whens = [c.value for c in observation.of("when") if isinstance(c.value, When) and c.value.basis != "told"]
    return bool(observation.of("status")) or any(w.open_start or w.open_end for w in whens)


def _hours(observation: Observation, day: date | None) -> tuple[float, float] | None:
    """The time of day first told for its day."""
    for claim in observation.of("when"):
        when = claim.value
        if not isinstance(when, When) or when.granularity not in PARTS_OF_DAY or when.first_day != day:
            continue
        if when.begin_low is not None and when.end_high is not None:
            return _since_year_1(when.begin_low), _since_year_1(when.end_high)
    return None


def _since_year_1(moment: datetime) -> float:
    return moment.toordinal() * 24 + moment.hour + moment.minute / 60


def _where(observation: Observation) -> list[Where]:
    return [c.value for c in observation.of("where") if isinstance(c.value, Where) and c.polarity]


def _by(point: Where, other: Where) -> bool:
    """Whether another place that the observation names is by its point (0.15 degrees) or nowhere known."""
    if point.lat is None or point.lon is None or other.lat is None or other.lon is None:
        return True
    return abs(point.lat - other.lat) <= 0.15 and abs(point.lon - other.lon) <= 0.2


def _province(where: Where) -> str | None:
    return where.name if where.precision == "admin1" else where.admin1


def _parties(observation: Observation, field: str) -> Iterable[str]:
    for claim in observation.claims:
        if claim.field == field and isinstance(claim.value, Actor):
            name = claim.value.registry or fold(claim.value.name)
            if name and not name.startswith(NAMELESS):
                yield name


def _labels(observation: Observation, field: str) -> Iterable[str]:
    for claim in observation.claims:
        if claim.field == field and isinstance(claim.value, Label):
            words = claim.value.key or fold(claim.value.words)
            if words and words != "unknown":
                yield words


def _toll(observation: Observation, field: str) -> tuple[int, int] | None:
    """Low and high over the standing claims on a toll; vague ones ("hundreds") count where there is no other."""
    lows: list[int] = []
    highs: list[int] = []
    for claim in observation.claims:
        count = claim.value
        if claim.field != field or not isinstance(count, Count) or count.superseded:
            continue
        low = count.low if count.low is not None else count.best
        high = count.high if count.high is not None else count.best
        if low is None and high is None:
            continue
        lows.append(low if low is not None else 0)
        highs.append(high if high is not None else OPEN)
    exact = [n for n, high in enumerate(highs) if high < OPEN]
    if exact:
        lows, highs = [lows[n] for n in exact], [highs[n] for n in exact]
    # The whole toll comes before its parts and is the larger one.
    return (max(lows), max(*lows, *highs)) if lows else None
