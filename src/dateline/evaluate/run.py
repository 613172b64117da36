"""Runs an area's evaluator on a gold file and hands its predictions to the scorer that lies with the gold."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast, runtime_checkable

import msgspec

from dateline.vocab.load import tsv_rows

AREAS = ("events", "places", "time", "claims", "linking", "ledger")


class Area(Protocol):
    """What each module of this folder that measures an area offers."""

    def predictions(self, gold: Path) -> Iterable[dict[str, Any]]:
        """Predictions for a gold file, one JSON object each, in the scorer's format."""
        ...

    def scorer_arguments(self, gold: Path, out: Path) -> list[str]:
        """Arguments for the bench's ``score.py``."""
        ...


@runtime_checkable
class GivenArea(Protocol):
    """An area that is also measured on the gold's own spans; its second predictions lie beside the first."""

    def given_predictions(self, gold: Path) -> Iterable[dict[str, Any]]:
        """Predictions for the spans that the gold gives."""
        ...

    def given_arguments(self, gold: Path, out: Path) -> list[str]:
        """Arguments for the bench's ``score.py``."""
        ...


@runtime_checkable
class MeasuringArea(Protocol):
    """An area with figures of its own that the bench's scorer does not know."""

    def figures(self, gold: Path, out: Path) -> str:
        """The figures as printed lines, empty for none."""
        ...


def area(name: str) -> Area:
    """The module that measures an area; ``ValueError`` names the areas there are."""
    if name not in AREAS:
        raise ValueError(f"no area {name!r} to evaluate; there are {', '.join(AREAS)}")
    return cast(Area, import_module(f"dateline.evaluate.{name}"))


def evaluate(name: str, gold: Path, *, out: Path | None = None, scorer: Path | None = None) -> str:
    """Write predictions for ``gold`` and return what the scorer prints of them, with the floors of that set below.

    The scorer is ``scorer``, else ``score.py`` beside the gold file or in a folder above it, else
    ``../shared/bench/AREA/score.py``. ``FileNotFoundError`` says where it was looked for; predictions are kept.
    An area may print figures of its own beside the scorer's by a function ``figures(gold, out) -> str``.
    """
    measured = area(name)
    _check_lines(gold)
    target = out or Path(tempfile.mkdtemp(prefix="dateline-evaluate-")) / f"{gold.stem}.pred.jsonl"
    _write(target, measured.predictions(gold))
    arguments = measured.scorer_arguments(gold, target)
    own = measured.figures(gold, target) if isinstance(measured, MeasuringArea) else ""
    if not arguments:
        return own or f"nothing in {gold} is measured: it holds no item with a gold value\n"
    script = scorer or _find_scorer(name, gold)
    printed = _scored(script, arguments) + own
    if isinstance(measured, GivenArea):
        given = target.with_name(f"{target.stem}.given.jsonl")
        _write(given, measured.given_predictions(gold))
        printed += f"given spans ({given}):\n" + _scored(script, measured.given_arguments(gold, given))
    return printed + floors(name, gold.name)


def floors(name: str, gold_name: str) -> str:
    """The floors and peers known for a gold file of this name (``vocab/bench_floors.tsv``) as printed lines, else empty."""
    known = [row for row in tsv_rows("bench_floors") if row["area"] == name and gold_name.startswith(row["set"])]
    lines = [f"floor      {row['figure']:<28} {row['floor']:<8} {row['peers']}".rstrip() + "\n" for row in known]
    return "".join(lines)


def _check_lines(gold: Path) -> None:
    """``TypeError`` or ``msgspec.DecodeError`` for a file of JSON lines that are none."""
    if gold.suffix != ".jsonl":
        return
    number = 0
    with gold.open("rb") as handle:
        for number, line in enumerate(handle, 1):
            if line.strip() and not isinstance(msgspec.json.decode(line), dict):
                raise TypeError(f"line {number} is no JSON object")
    if not number:
        raise TypeError("it is empty")


def _write(target: Path, records: Iterable[dict[str, Any]]) -> None:
    with target.open("wb") as handle:
        for record in records:
            handle.write(msgspec.json.encode(record) + b"\n")


def _scored(script: Path, arguments: list[str]) -> str:
    command = [sys.executable, str(script), *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (the user's own scorer)
    return result.stdout + result.stderr


def _find_scorer(name: str, gold: Path) -> Path:
    resolved = gold.resolve()
    places = [folder / "score.py" for folder in (resolved.parent, *resolved.parents[1:3])]
    places += [
        folder / "shared" / "bench" / name / "score.py" for folder in (Path.cwd(), Path.cwd().parent, *resolved.parents)
    ]
    for path in places:
        if path.is_file():
            return path
    raise FileNotFoundError(f"no score.py beside {gold} or in a folder above it; name one with --scorer PATH")
