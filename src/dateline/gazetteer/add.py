"""Makes a layer of a file of places: reads, checks, builds, and says what was kept and what was not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.gazetteer import home
from dateline.gazetteer.formats import FormatError, Item, read_places
from dateline.gazetteer.layer import Row, build
from dateline.model import Notice

MAX_NOTICES = 1000  # kept of one file; the count goes on


class Added(msgspec.Struct, frozen=True):
    """What came of a file: the layer's path (``None`` in a preview), places kept, rows left out, the first notices."""

    name: str
    path: Path | None
    places: int
    left_out: int
    notices: tuple[Notice, ...]
    sample: tuple[Row, ...]


class _Keeper:
    """Lets rows through and keeps the notices."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.left_out = 0
        self.sample: list[Row] = []

    def rows(self, items: Iterator[Item]) -> Iterator[Row]:
        for item in items:
            if isinstance(item, Notice):
                self.left_out += 1
                if len(self.notices) < MAX_NOTICES:
                    self.notices.append(item)
                continue
            if len(self.sample) < 5:
                self.sample.append(item)
            yield item


def layer_name(path: Path) -> str:
    """Name of the layer that a file makes, if the user names none: its own, in plain letters."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", path.name.split(".")[0]).strip("-")
    return plain.lower() or "layer"


def add_file(
    path: Path,
    *,
    name: str | None = None,
    source: str = "",
    licence: str = "",
    format: str | None = None,  # noqa: A002  (the option's name)
    folder: Path | None = None,
    preview: bool = False,
) -> Added:
    """Add a file as a layer (or only look at it). The layer appears whole or not at all, and replaces one of its name.

    Raises ``FormatError`` when the file holds no places, ``OSError`` when it cannot be read.
    """
    label = name or layer_name(path)
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", label) or label == "base":
        raise FormatError(f"a layer cannot be called {label!r}; use letters, digits, - and _ (not 'base')")
    keeper = _Keeper()
    rows = keeper.rows(read_places(path, format=format))
    if preview:
        places = sum(1 for _ in rows)
        return Added(label, None, places, keeper.left_out, tuple(keeper.notices), tuple(keeper.sample))
    target = (folder or home.layers_folder()) / f"{label}.sqlite"
    target.parent.mkdir(parents=True, exist_ok=True)
    meta = {
        "name": label,
        "source": source or path.name,
        "licence": licence or "not stated",
        "added": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
    places = build(target, _not_empty(rows, path, keeper), meta)
    return Added(label, target, places, keeper.left_out, tuple(keeper.notices), tuple(keeper.sample))


def _not_empty(rows: Iterator[Row], path: Path, keeper: _Keeper) -> Iterator[Row]:
    """The rows; when there is none the build fails and no layer is left."""
    first = next(rows, None)
    if first is None:
        why = keeper.notices[0].reason if keeper.notices else "it has no rows"
        hint = "; save the file as UTF-8" if "UTF-8" in why else ""
        raise FormatError(f"{path} gave no place at all: {why}{hint}")
    yield first
    yield from rows


def remove_layer(name: str, folder: Path | None = None) -> Path:
    """Remove a layer of the user; ``FileNotFoundError`` names those there are."""
    where = folder or home.layers_folder()
    target = where / f"{name}.sqlite"
    if not re.fullmatch(r"[A-Za-z0-9_-]+", name) or not target.is_file():
        known = ", ".join(sorted(p.stem for p in where.glob("*.sqlite"))) or "none"
        raise FileNotFoundError(f"no layer {name!r} to remove; there are: {known}")
    target.unlink()
    return target
