"""The packaged world gazetteer: unpacked once into the cache folder, on the first run of a version."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from dateline.gazetteer import home
from dateline.gazetteer.pack import unpack

PACKED = "data/base.layer.xz"


@cache
def base_path() -> Path:
    """Path of the unpacked base (some ten seconds on the first call ever, nothing later)."""
    packed = Path(str(files("dateline.gazetteer").joinpath(PACKED)))
    with packed.open("rb") as handle:
        digest = sha256(handle.read()).hexdigest()[:16]
    target = home.cache_folder() / f"base-{digest}.sqlite"
    if not target.is_file():
        _unpack(packed, target)
    return target


def _unpack(packed: Path, target: Path) -> None:
    """Unpack beside the target and move into place: two processes at once do no harm."""
    if sys.stderr.isatty():
        sys.stderr.write("dateline unpacks the places of the world, once: some ten seconds\n")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix="base-", suffix=".part")
    part = Path(name)
    try:
        os.close(handle)
        unpack(packed.read_bytes(), part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
