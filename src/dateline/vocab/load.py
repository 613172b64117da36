"""Reads the files of this folder, each once per process."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml


def data_path(name: str) -> Path:
    """Path of a packaged file of this folder."""
    return Path(str(files("dateline.vocab").joinpath(name)))


@cache
def yaml_file(name: str) -> Any:
    """The content of ``NAME.yaml``. Treat it as read-only: it is shared."""
    with data_path(f"{name}.yaml").open(encoding="utf-8") as handle:
        return yaml.load(handle, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (both are safe loaders)


@cache
def tsv_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``NAME.tsv`` (first line: column names; lines that start with ``#`` are comments)."""
    with data_path(f"{name}.tsv").open(encoding="utf-8", newline="") as handle:
        lines = (line for line in handle if line.strip() and not line.startswith("#"))
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
