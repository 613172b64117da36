"""A progress bar with rate and time left, for people only: nothing is shown when the error output is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

from dateline.model import Notice, Report

LINES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv"})
MOST_FILES = 100_000  # files that are counted before the start; beyond that the bar has no end


class Rate(ProgressColumn):
    """Reports a second so far."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.0f}/s" if speed else "")


class Progress:
    """Counts the reports of a stream on the error output."""

    def __init__(self, paths: Sequence[str], *, quiet: bool = False) -> None:
        shown = not quiet and sys.stderr.isatty()
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            Rate(),
            TimeRemainingColumn(),
        )
        self.bar = Bar(*columns, console=Console(stderr=True), disable=not shown, transient=True)
        self.task = self.bar.add_task("reading", total=expected(paths) if shown else None)

    def step(self, item: Report | Notice) -> None:
        """One more report went by."""
        if isinstance(item, Report):
            self.bar.advance(self.task)

    def stage(self, name: str) -> None:
        """What goes on now cannot be counted: the bar only moves."""
        self.bar.update(self.task, description=name, total=None)

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.bar.stop()


def expected(paths: Sequence[str]) -> int | None:
    """About how many reports lie at the paths: a line of a line format is one, any other file is one. ``None`` when
    that cannot be told (standard input)."""
    total = 0
    for path in paths:
        if path == "-":
            return None
        for number, file in enumerate(_files(Path(path))):
            if number > MOST_FILES:
                return None
            total += _lines(file) if file.suffix.lower() in LINES else 1
    return total or None


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return [p for p in path.rglob("*") if p.is_file()]
    return [path] if path.is_file() else []


def _lines(path: Path) -> int:
    with path.open("rb") as handle:
        return sum(block.count(b"\n") for block in iter(lambda: handle.read(1 << 20), b""))
