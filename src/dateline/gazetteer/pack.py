"""A layer packed small: its columns one after another, each as like bytes as can be, under one xz stream.

A SQLite file compresses badly: its pages mix columns, and its keys are sorted away from the names that they are made of.
Here the keys of a place stand in one line with its name, and numbers lie in planes of bytes of their differences: a layer
takes less than half of what its file takes under the same xz. ``unpack`` writes the same tables again.
"""

from __future__ import annotations

import lzma
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.gazetteer.layer import class_code, make_tables, put_sieve

NUMBERED = "gn:"  # ids of GeoNames are kept as numbers
_PLACE = "SELECT id, ref, name, kind, lat, lon, country, admin1, admin2, population, radius FROM place ORDER BY id"


class Packed(msgspec.Struct, frozen=True):
    """Columns of a layer, one entry a place. ``lines`` holds the name of a place and its keys, parted by tabs: a key of
    ``name_key`` behind the digit of its ``how``, one of ``loose_key`` as it is ("s:..."). Numbers are packed by
    :func:`planes`; ``numbers`` are GeoNames ids, 0 where the id is the next of ``refs``."""

    meta: dict[str, str]
    labels: list[str]
    lines: str
    refs: str
    numbers: bytes
    kinds: str
    countries: str
    lats: bytes
    lons: bytes
    unit: int
    admin1s: bytes
    admin2s: bytes
    populations: bytes
    radii: bytes


def planes(values: Iterable[int]) -> bytes:
    """Whole numbers as four planes of bytes of the differences from one to the next.

    >>> from_planes(planes([3, -1, 70_000]))
    [3, -1, 70000]
    """
    steps = np.diff(np.fromiter(values, dtype=np.int64), prepend=0).astype("<i4")
    return steps.view(np.uint8).reshape(-1, 4).T.tobytes()


def from_planes(packed: bytes) -> list[int]:
    """The numbers that :func:`planes` packed."""
    steps: npt.NDArray[np.int32] = np.ascontiguousarray(np.frombuffer(packed, dtype=np.uint8).reshape(4, -1).T).view(
        "<i4"
    )
    return [int(x) for x in np.cumsum(steps.reshape(-1), dtype=np.int64)]


def pack(path: Path) -> bytes:
    """A layer file packed; its sieve is left out, :func:`unpack` makes it anew."""
    db = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
    rows = db.execute(_PLACE).fetchall()
    keys: dict[int, list[str]] = defaultdict(list)
    for place, how, key in db.execute("SELECT place, how, key FROM name_key ORDER BY place, how, key"):
        keys[place].append(f"{how}{key}")
    for place, key in db.execute("SELECT place, key FROM loose_key ORDER BY place, key"):
        keys[place].append(key)
    lats, lons = [r[4] for r in rows], [r[5] for r in rows]
    unit = 10 if all(x % 10 == 0 for x in (*lats, *lons)) else 1
    numbers = [_number(r[1]) for r in rows]
    packed = Packed(
        meta=dict(db.execute("SELECT key, value FROM meta")),
        labels=[value for (value,) in db.execute("SELECT value FROM label ORDER BY id")],
        lines="\n".join("\t".join((r[2], *keys[r[0]])) for r in rows),
        refs="\n".join(r[1] for r, n in zip(rows, numbers, strict=True) if not n),
        numbers=planes(numbers),
        kinds="\n".join(r[3] for r in rows),
        countries="\n".join(r[6] for r in rows),
        lats=planes(x // unit for x in lats),
        lons=planes(x // unit for x in lons),
        unit=unit,
        admin1s=planes(r[7] for r in rows),
        admin2s=planes(r[8] for r in rows),
        populations=planes(r[9] for r in rows),
        radii=planes(r[10] for r in rows),
    )
    db.close()
    return lzma.compress(msgspec.msgpack.encode(packed), preset=9)


def _number(ref: str) -> int:
    digits = ref.removeprefix(NUMBERED)
    return int(digits) if digits != ref and digits.isdecimal() and digits[0] != "0" and len(digits) < 10 else 0


def unpack(packed: bytes, path: Path) -> None:
    """Write the layer file of :func:`pack`, with its sieve."""
    whole = msgspec.msgpack.decode(lzma.decompress(packed), type=Packed)
    db = sqlite3.connect(path)
    try:
        make_tables(db)
        db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", _places(whole))
        db.executemany("INSERT INTO label VALUES (?, ?)", enumerate(whole.labels))
        db.executemany("INSERT INTO meta VALUES (?, ?)", whole.meta.items())
        named, loose = _keys(whole.lines)
        db.executemany("INSERT INTO name_key VALUES (?, ?, ?)", named)
        db.executemany("INSERT INTO loose_key VALUES (?, ?)", loose)
        kinds, people = whole.kinds.split("\n"), from_planes(whole.populations)
        put_sieve(db, ((key, class_code(how, kinds[place - 1], people[place - 1])) for key, place, how in named))
        db.commit()
    finally:
        db.close()


def _places(whole: Packed) -> Iterator[tuple[object, ...]]:
    others = iter(whole.refs.split("\n"))
    names = (line.split("\t", 1)[0] for line in whole.lines.split("\n"))
    refs = (f"{NUMBERED}{n}" if n else next(others) for n in from_planes(whole.numbers))
    lats, lons = ([x * whole.unit for x in from_planes(packed)] for packed in (whole.lats, whole.lons))
    numbers = (from_planes(p) for p in (whole.admin1s, whole.admin2s, whole.populations, whole.radii))
    return zip(
        range(1, len(lats) + 1), refs, names, whole.kinds.split("\n"), lats, lons, whole.countries.split("\n"), *numbers,
        strict=True,
    )  # fmt: skip


def _keys(lines: str) -> tuple[list[tuple[str, int, int]], list[tuple[str, int]]]:
    """Rows of ``name_key`` and of ``loose_key``, in the order of their tables."""
    named: list[tuple[str, int, int]] = []
    loose: list[tuple[str, int]] = []
    for place, line in enumerate(lines.split("\n"), start=1):
        for key in line.split("\t")[1:]:
            if key[0].isdigit():
                named.append((key[1:], place, int(key[0])))
            else:
                loose.append((key, place))
    named.sort()
    loose.sort()
    return named, loose
