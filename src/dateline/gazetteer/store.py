"""Looks names up in the layers: the packaged base, the user's own, and any named for this run. Nothing is merged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.gazetteer import base, home
from dateline.gazetteer.layer import SCHEMA, hash_key
from dateline.gazetteer.names import core_of, fold, lettered, likeness, plain, skeleton, slavic, stripped
from dateline.gazetteer.place import HOWS, Candidate, How, Place

GLOBAL = ("gn:", "wof:", "icao:", "own:")  # ids that mean the same place in every layer
ALIKE_LETTERS = 0.8  # the same by its letters as they stand
ALIKE = 0.75  # least likeness of a name that is shown for its spelling key alone
GENITIVE = 50_000  # least people of a town that is looked for behind a genitive without its apostrophe
MAX_ALIKE = 5000  # the same for a spelling key: a short one is shared by many
MAX_ALIKE_IN = 500  # the same in one country
MAX_CANDIDATES = 60  # most places kept for one key, weightiest first: Sant... and San... names run into the hundreds

_SELECT = """SELECT p.ref, p.name, p.kind, p.lat, p.lon, p.country, p.admin1, p.admin2, p.population, p.radius{extra}
FROM {table} k JOIN place p ON p.id = k.place
WHERE k.key = ? ORDER BY p.population DESC, p.id LIMIT {limit}"""
_EXACT = _SELECT.format(table="name_key", extra=", k.how", limit=MAX_CANDIDATES)
_LOOSE = _SELECT.format(table="loose_key", extra="", limit=MAX_ALIKE)
_LOOSE_IN = _SELECT.format(table="loose_key", extra="", limit=MAX_ALIKE_IN).replace(
    "WHERE k.key = ?", "WHERE k.key = ? AND p.country = ?"
)

_KIND = """SELECT p.ref, p.name, p.kind, p.lat, p.lon, p.country, p.admin1, p.admin2, p.population, p.radius
FROM place p WHERE p.kind = ? ORDER BY p.id"""


class LayerError(Exception):
    """A layer file that cannot be used: what, where, and what to do."""


class Layer:
    """One open layer file."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise LayerError(f"no gazetteer layer at {path}; `dateline gazetteer list` shows those there are")
        self.path = path
        self._db = sqlite3.connect(f"file:{path.as_posix()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            self.meta: dict[str, str] = dict(self._db.execute("SELECT key, value FROM meta"))
            hashes, codes = self._db.execute("SELECT hashes, codes FROM sieve").fetchone()
        except (sqlite3.DatabaseError, TypeError) as error:
            raise LayerError(
                f"{path} is not a gazetteer layer ({error}); make one with `dateline gazetteer add FILE`"
            ) from None
        if self.meta.get("schema") != str(SCHEMA):
            raise LayerError(
                f"{path} has layer format {self.meta.get('schema')}, this version reads {SCHEMA}; add it anew"
            )
        self.name = self.meta.get("name", path.stem)
        self.hashes: npt.NDArray[np.uint32] = np.frombuffer(hashes, dtype=np.uint32)
        self.codes: npt.NDArray[np.uint16] = np.frombuffer(codes, dtype=np.uint16)

    def exact(self, key: str) -> list[Candidate]:
        """Places behind a key of ``name_key``."""
        return [Candidate(self._place(row), HOWS[row[10]], key) for row in self._db.execute(_EXACT, (key,))]

    def loose(self, key: str, how: How, countries: frozenset[str] = frozenset()) -> list[Candidate]:
        """Places behind a spelling key, of these countries if any are named."""
        if countries:
            rows = [r for c in sorted(countries) for r in self._db.execute(_LOOSE_IN, (key, c))]
        else:
            rows = self._db.execute(_LOOSE, (key,)).fetchall()
        return [Candidate(self._place(row), how, key) for row in rows]

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(kind for (kind,) in self._db.execute("SELECT DISTINCT kind FROM place"))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries that its places lie in."""
        return frozenset(code for (code,) in self._db.execute("SELECT DISTINCT country FROM place") if code)

    @cached_property
    def _labels(self) -> dict[int, str]:
        return dict(self._db.execute("SELECT id, value FROM label"))

    def _label(self, number: int) -> str:
        return self._labels.get(number, "")

    def of_kind(self, kind: str) -> list[Place]:
        """All places of a kind, in the order of the layer."""
        if kind not in self._kinds:
            return []
        return [self._place(row) for row in self._db.execute(_KIND, (kind,))]

    def _place(self, row: tuple[Any, ...]) -> Place:
        ref, name, kind, lat, lon, country, admin1, admin2, population, radius = row[:10]
        areas = self._label(admin1), self._label(admin2)
        return Place(
            ref, name, lat / 1e5, lon / 1e5, kind, country, *areas, population, radius, self.name
        )  # fmt: skip


def _well_known(place: Place) -> bool:
    """Whether a place is so known that its name with an "s" is read as its genitive without the apostrophe, as pages that
    lost theirs have it ("Syrias army", "Aleppos outskirts")."""
    return place.kind in ("country", "admin1") or place.population >= GENITIVE


class Gazetteer:
    """All layers of a run. Open it with :meth:`open`; it is read-only and can be shared."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)
        self.candidates = lru_cache(maxsize=50_000)(self._candidates)
        self.loose = lru_cache(maxsize=20_000)(self._loose)
        self.area = lru_cache(maxsize=20_000)(self._area)
        self.of_kind = lru_cache(maxsize=100)(self._of_kind)

    @classmethod
    def open(cls, layers: Iterable[Path | str] | None = None, *, user_layers: bool = True) -> Gazetteer:
        """The packaged base, the layers that were added with ``dateline gazetteer add`` (unless ``user_layers`` is
        false) and the layer files named here. Opened once per set of files. ``LayerError`` names a file that is none.
        """
        paths = [base.base_path(), *(home.layer_paths() if user_layers else ())]
        paths += [Path(p) for p in layers or ()]
        stamped = tuple((p, p.stat().st_mtime_ns if p.exists() else 0) for p in dict.fromkeys(paths))
        return _open(stamped)

    @cached_property
    def own_countries(self) -> frozenset[str]:
        """Countries whose places the user has added: those of the layers on top of the base that keep to one or two.
        Who adds a country's villages reads of that country."""
        return frozenset(c for layer in self.layers[1:] if len(layer.countries) <= 2 for c in layer.countries)

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        """Places that a name as written may mean by its exact or stripped key, short form or people, weightiest
        first in each layer; a place that two layers hold under one id comes once."""
        folded = fold(name)
        keys = [folded, "@" + folded]
        short = name.replace(".", "").replace(" ", "")
        if len(short) <= 5 and (short.isupper() or "." in name):
            keys.append("~" + short)
        found = self._exact(keys)
        bare = stripped(folded)
        if bare != folded and not any(c.how in ("name", "alternate") for c in found):
            found += self._exact([bare])  # "Diyala province": only where no place has the longer name
        if not found and len(short) <= 5:
            found = self._exact(["~" + short])
        if not found and (core := core_of(folded)) != folded:
            found = [Candidate(c.place, "stripped", c.key) for c in self._exact([core])]
        if not found and folded.endswith("s") and len(folded) > 4:
            found = [c for c in self._exact([folded[:-1]]) if _well_known(c.place)]
        return _once(found)

    def _exact(self, keys: list[str]) -> list[Candidate]:
        return [c for layer in self.layers for key in keys if key for c in layer.exact(key)]

    def _loose(self, name: str, countries: frozenset[str] = frozenset()) -> tuple[Candidate, ...]:
        """Places whose spelling key equals that of the name, in these countries if any are named."""
        folded = fold(name)
        tries: list[tuple[str, How]] = [("v:" + slavic(folded), "slavic"), ("s:" + skeleton(folded), "skeleton")]
        return _once(
            [c for layer in self.layers for key, how in tries if len(key) > 3 for c in layer.loose(key, how, countries)]
        )

    def _area(self, country: str, name: str) -> str:
        """One name for a first-level area, however a layer spells it: the base's id of the area, else the folded name."""
        if not name:
            return ""
        for candidate in self.candidates(name):
            if candidate.place.kind == "admin1" and candidate.place.country == country:
                return candidate.place.ref
        return fold(name)

    def area_name(self, country: str, name: str) -> str:
        """The base's name of a first-level area that a layer spells otherwise; the name as it is if the base has none."""
        ref = self.area(country, name)
        for candidate in self.candidates(name):
            if candidate.place.ref == ref and candidate.place.layer == "base":
                return plain(candidate.place.name)
        return name

    def _of_kind(self, kind: str) -> tuple[Place, ...]:
        """All places of a kind of facility ("dam") in all layers. The first call for a kind reads the layers through."""
        return tuple(place for layer in self.layers for place in layer.of_kind(kind))

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """What a person who types a name would want to see, best known first: exact candidates, or by likeness those
        that share its spelling key. A town comes before the district that is called after it."""
        found = self.candidates(name)
        if not found:
            folded = fold(name)
            alike = [
                (likeness(folded, c.place.name), c)
                for c in self.loose(name)
                if lettered(folded, c.place.name) >= ALIKE_LETTERS
            ]
            return tuple(c for a, c in sorted(alike, key=_most_alike) if a >= ALIKE)
        return tuple(
            sorted(found, key=lambda c: (HOWS.index(c.how) > 1, c.place.kind == "admin2", -c.place.population))
        )

    def sieve(self, keys: Sequence[str]) -> list[int]:
        """For each key the code of the weightiest place behind it in any layer, -1 where no layer has the key.

        A code is class * 100 + decade of population * 10 + bits of the number of places (see ``layer.CLASSES``).
        One false hit is expected in about 4,000 unknown keys; the look-up itself is exact."""
        if not keys:
            return []
        hashes = np.fromiter((hash_key(k) for k in keys), dtype=np.uint32, count=len(keys))
        wanted, asked = np.unique(hashes, return_inverse=True)  # in order they walk through the table, not jump in it
        best = np.full(len(wanted), -1, dtype=np.int32)
        for layer in self.layers:
            if not len(layer.hashes):
                continue
            at = np.minimum(np.searchsorted(layer.hashes, wanted), len(layer.hashes) - 1)
            hit = layer.hashes[at] == wanted
            best = np.maximum(best, np.where(hit, layer.codes[at].astype(np.int32), -1))
        found: list[int] = best[asked].tolist()
        return found


def _most_alike(found: tuple[float, Candidate]) -> tuple[float, int, int]:
    return -found[0], len(found[1].place.name), -found[1].place.population


def _once(found: list[Candidate]) -> tuple[Candidate, ...]:
    """Each place once (by its id, where that is the same in every layer): the first layer that holds it, with the best way that any key led to it."""
    kept: dict[str, Candidate] = {}
    for candidate in found:
        place = candidate.place
        ref = place.ref if place.ref.startswith(GLOBAL) else f"{place.layer}/{place.ref}"
        before = kept.get(ref)
        if before is None:
            kept[ref] = candidate
        elif HOWS.index(candidate.how) < HOWS.index(before.how):
            kept[ref] = Candidate(before.place, candidate.how, candidate.key)
    return tuple(kept.values())


@lru_cache(maxsize=8)
def _open(stamped: tuple[tuple[Path, int], ...]) -> Gazetteer:
    return Gazetteer([Layer(path) for path, _ in stamped])
