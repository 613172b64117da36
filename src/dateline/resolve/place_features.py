"""What speaks for a candidate of a name: each feature is a short readable word with a weight that can be shown.

``own``: the place itself. ``text``: what stands beside the name. ``report``: the other places of the report, as far as
they are known. Distances are in kilometres, sorted into steps; shares into tenths and the like.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from dateline.gazetteer import Candidate, Gazetteer, Place
from dateline.gazetteer.names import fold, stripped
from dateline.gazetteer.place import SETTLEMENTS, kilometres
from dateline.resolve.place_groups import Group

STEPS = (5, 20, 50, 100, 200, 400, 800, 1600, 4000)  # kilometres
SHARES = (0.0001, 0.05, 0.15, 0.3, 0.5, 0.75)
GAPS = (-3.0, -2.0, -1.0, -0.5, -0.001, 0.5, 1.0, 2.0, 3.0)


def family(kind: str) -> str:
    """Coarse kind: what the ranking tells apart."""
    if kind in SETTLEMENTS:
        return "town"
    if kind in ("country", "admin1", "admin2"):
        return kind
    if kind in ("region", "continent", "island", "peninsula"):
        return "region"
    if kind in ("sea", "river", "lake", "mountains", "desert", "hill", "canal"):
        return "nature"
    return "facility"


@dataclass(slots=True)
class Home:
    """Where an outlet is at home: degrees."""

    lat: float
    lon: float


class Context:
    """A report's groups and what their present chances say about each other."""

    def __init__(self, groups: list[Group], gazetteer: Gazetteer, home: Home | None = None) -> None:
        self.groups = groups
        self.home = home
        self.area = gazetteer.area
        self._steady: dict[int, list[tuple[list[str], list[str]]]] = {}
        self.own_countries: frozenset[str] = frozenset()  # of the user's layers, where the report names no country
        self.group_of = {i: g for g in groups for i in g.mentions}
        self.update()

    def forget(self) -> None:
        """Take the candidates of the groups anew: some have changed."""
        self._steady.clear()

    def update(self) -> None:
        """Take stock of the chances: weight of each country and first-level area, and the likeliest points."""
        self.total = 0.0
        self.countries: dict[str, float] = {}
        self.areas: dict[tuple[str, str], float] = {}
        self.shares: list[tuple[dict[str, float], dict[tuple[str, str], float]]] = []
        self.named_countries: dict[str, int] = {}
        self.named_areas: set[tuple[str, str]] = set()
        self.points: list[tuple[float, float, int, float]] = []
        for number, group in enumerate(self.groups):
            self._count(number, group)

    def _count(self, number: int, group: Group) -> None:
        size = min(3.0, 1.0 + math.log2(len(group.mentions)))
        countries: dict[str, float] = {}
        areas: dict[tuple[str, str], float] = {}
        for candidate, chance in zip(group.options, group.chances, strict=False):
            place = candidate.place
            if chance < 0.02 or not place.country:
                continue
            countries[place.country] = countries.get(place.country, 0.0) + chance * size
            if place.admin1:
                key = (place.country, self.area(place.country, place.admin1))
                areas[key] = areas.get(key, 0.0) + chance * size
        self.shares.append((countries, areas))
        for code, share in countries.items():
            self.countries[code] = self.countries.get(code, 0.0) + share
        for key, share in areas.items():
            self.areas[key] = self.areas.get(key, 0.0) + share
        self.total += size if countries else 0.0
        best = group.best
        if best is None or not group.chances:
            return
        chance, place = max(group.chances), best.place
        if place.kind == "country" and chance > 0.5:
            self.named_countries[place.country] = self.named_countries.get(place.country, 0) + len(group.mentions)
        elif place.kind == "admin1" and chance > 0.5:
            self.named_areas.add((place.country, self.area(place.country, place.admin1)))
        if chance > 0.4 and family(place.kind) in ("town", "facility", "admin2"):
            self.points.append((place.lat, place.lon, number, chance))

    def features(self, number: int, only: int | None = None) -> list[list[str]]:
        """Feature words of each candidate of group ``number``, or of ``only`` one."""
        group = self.groups[number]
        shared = self._shared(number, group)
        contained = [self.group_of[c] for c in group.containers if c in self.group_of]
        steady = self._steady_of(number, contained)
        out = []
        for i, candidate in enumerate(group.options):
            if only is not None and i != only:
                continue
            own, text = steady[i]
            names = list(own)
            backing = self._backing(candidate.place, shared)
            names += [f"{backing}|{name}" for name in names if name.startswith(("rank:", "gap:", "town:people:"))]
            names += text
            names += self._report(number, candidate.place, shared)
            out.append(names)
        return out

    def _steady_of(self, number: int, contained: list[Group]) -> list[tuple[list[str], list[str]]]:
        """Features of the candidates of a group that no chances change: of the places themselves, and of the text."""
        group = self.groups[number]
        known = self._steady.get(number)
        if known is None:
            logs = [math.log10(c.place.population + 1) for c in group.options]
            known = self._steady[number] = [
                (_own(group, c, i, mine, rival), self._text(group, c, contained))
                for i, (c, mine, rival) in enumerate(zip(group.options, logs, _rivals(logs), strict=True))
            ]
        return known

    def _shared(self, number: int, group: Group) -> tuple[float, dict[str, float], dict[tuple[str, str], float]]:
        countries, areas = self.shares[number]
        total = self.total - (min(3.0, 1.0 + math.log2(len(group.mentions))) if countries else 0.0)
        return total, countries, areas

    def _backing(self, place: Place, shared: tuple[float, dict[str, float], dict[tuple[str, str], float]]) -> str:
        """How far the other names of the report back a place's country, coarsely: how well known a place is counts for
        more where nothing backs any of them."""
        total, countries, _ = shared
        if total <= 0:
            return "lone"
        share = (self.countries.get(place.country, 0.0) - countries.get(place.country, 0.0)) / total
        return "unbacked" if share < 0.02 else "backed" if share < 0.4 else "well-backed"

    def speaks_of_others(self, number: int, place: Place, *, by_name: bool = False) -> bool:
        """Whether the other names speak of countries, and not at all of this place's; peoples set aside ``by_name``: they
        may be those of attackers."""
        if self._backing(place, self._shared(number, self.groups[number])) != "unbacked":
            return False
        return not by_name or any(g.kind == "name" and g.options for i, g in enumerate(self.groups) if i != number)

    def within(self, group: Group, place: Place, *, wide: bool = False) -> bool:
        """Whether a place lies in a district or province (if ``wide``, in a country) that the text says contains the name."""
        boxes = (self.group_of[c] for c in group.containers if c in self.group_of)
        return any(_inside(place, box, self.area) for box in boxes if wide or _is_area(box))

    def at_hand(self, number: int, place: Place, reach: float = 100.0) -> bool:
        """Whether a place lies in a first-level area that the report names, or within ``reach`` kilometres of another of
        its towns; also when it names neither."""
        if (place.country, self.area(place.country, place.admin1)) in self.named_areas:
            return True
        others = [p for p in self.points[:30] if p[2] != number]
        close = any(kilometres(place.lat, place.lon, lat, lon) < reach for lat, lon, _, _ in others)
        return close or not (others or self.named_areas)

    def _text(self, group: Group, candidate: Candidate, contained: list[Group]) -> list[str]:
        place, out = candidate.place, []
        if contained:
            out.append("in:" + ("yes" if any(_inside(place, g, self.area) for g in contained) else "no"))
        if group.cues:
            out.append(f"cue:{group.cues[0]}={_cue_fits(group.cues[0], place)}")
        return out

    def _report(
        self, number: int, place: Place, shared: tuple[float, dict[str, float], dict[tuple[str, str], float]]
    ) -> list[str]:
        total, countries, areas = shared
        fam = family(place.kind)
        out = []
        if total > 0:
            share = (self.countries.get(place.country, 0.0) - countries.get(place.country, 0.0)) / total
            key = (place.country, self.area(place.country, place.admin1))
            near = (self.areas.get(key, 0.0) - areas.get(key, 0.0)) / total if place.admin1 else 0.0
            out += [
                f"country:{_step(SHARES, share)}",
                f"{fam}:country:{_step(SHARES, share)}",
                f"area:{_step(SHARES, near)}",
            ]
        if fam not in ("country", "region", "nature"):
            named = self.named_countries.get(place.country, 0)
            out.append(f"country-named:{min(3, named)}" if self.named_countries else "country-named:none")
            if fam != "admin1" and self.named_areas:
                out.append(f"area-named:{(place.country, self.area(place.country, place.admin1)) in self.named_areas}")
            out += self._distances(number, place)
        if self.home is not None:
            away = kilometres(place.lat, place.lon, self.home.lat, self.home.lon)
            out.append(f"{fam}:home:{_step(STEPS, away)}")
        return out

    def _distances(self, number: int, place: Place) -> list[str]:
        away = sorted(
            kilometres(place.lat, place.lon, lat, lon) for lat, lon, other, _ in self.points[:30] if other != number
        )
        if not away:
            return ["near:none"]
        out = [f"near:{_step(STEPS, away[0])}"]
        if len(away) > 1:
            out.append(f"near2:{_step(STEPS, away[1])}")
        if len(away) > 3:
            out.append(f"middle:{_step(STEPS, away[len(away) // 2])}")
        return out


def _rivals(values: list[float]) -> list[float]:
    """For each value the largest of the others, -1 where there are none.

    >>> _rivals([2.0, 5.0, 3.0])
    [5.0, 3.0, 5.0]
    """
    if not values:
        return []
    at = values.index(max(values))
    second = max((*values[:at], *values[at + 1 :]), default=-1.0)
    return [second if i == at else values[at] for i in range(len(values))]


def _own(group: Group, candidate: Candidate, rank: int, mine: float, rival: float) -> list[str]:
    place = candidate.place
    fam = family(place.kind)
    gap = _step(GAPS, mine - rival) if rival >= 0 else "alone"
    people = int(mine) if place.population else -1
    return [
        f"kind:{fam}", f"{fam}:people:{people}", f"how:{candidate.how}", f"{fam}:how:{candidate.how}",
        f"rank:{min(rank, 3)}", f"{fam}:rank:{min(rank, 3)}", f"gap:{gap}", f"{fam}:gap:{gap}",
        f"exact:{fold(place.name) == group.name}",
    ]  # fmt: skip


def _step(steps: tuple[float, ...], value: float) -> int:
    return bisect_left(steps, value)


def _inside(place: Place, container: Group, area: Callable[[str, str], str]) -> bool:
    """Whether a place lies in what the container's name may mean: by country, by area, or within 40 km of a town."""
    for option in container.options:
        box = option.place
        if box.country and box.country != place.country:
            continue
        if box.kind == "country":
            return True
        same = area(box.country, box.admin1) == area(place.country, place.admin1)
        if box.kind == "admin1" and same and place.kind not in ("country", "admin1"):
            return True
        if box.kind == "admin1" and _in_the_middle(place, box) and place.kind not in ("country", "admin1"):
            return True  # lists of two sources may name provinces of two levels: Gaza Strip and Khan Yunis
        if box.kind == "admin2" and box.admin2 == place.admin2 and same and place.admin2:
            return True
        if box.kind in SETTLEMENTS and box.ref != place.ref and kilometres(box.lat, box.lon, place.lat, place.lon) < 40:
            return True
        if family(box.kind) == "region" and kilometres(box.lat, box.lon, place.lat, place.lon) < 400:
            return True
    return container.name in (fold(place.admin1), stripped(fold(place.admin1)))


MIDDLE_KM = 40.0  # how far from a province's point a town surely lies in it


def _is_area(box: Group) -> bool:
    """Whether a name is called a district or province, or is likeliest one."""
    best = box.best
    return bool({"admin1", "admin2"}.intersection(box.cues)) or (
        best is not None and best.place.kind in ("admin1", "admin2")
    )


def _in_the_middle(place: Place, box: Place) -> bool:
    return kilometres(place.lat, place.lon, box.lat, box.lon) < min(MIDDLE_KM, 0.5 * box.radius_m / 1000)


_FITS = {
    "village": {"village", "town", "place"},
    "town": {"town", "village", "city", "place"},
    "city": {"city", "town", "place"},
    "neighbourhood": {"neighbourhood", "village", "borough", "place"},
    "admin1": {"admin1", "region"},
    "admin2": {"admin2"},
    "country": {"country"},
}


def _cue_fits(cue: str, place: Place) -> bool:
    return place.kind in _FITS.get(cue, {cue})
