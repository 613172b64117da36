"""Where the user's gazetteer layers and the unpacked base lie."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def data_home() -> Path:
    """Folder of the user's own data: ``$DATELINE_HOME``, else ``$XDG_DATA_HOME/dateline``, else ``~/.local/share/dateline``."""
    if own := os.environ.get("DATELINE_HOME"):
        return Path(own)
    if xdg := os.environ.get("XDG_DATA_HOME"):
        return Path(xdg) / "dateline"
    return Path.home() / ".local" / "share" / "dateline"


def layers_folder() -> Path:
    """Folder of the layers that ``dateline gazetteer add`` makes; it may not exist yet."""
    return data_home() / "gazetteer"


def layer_paths() -> list[Path]:
    """The user's layers by name."""
    folder = layers_folder()
    return sorted(folder.glob("*.sqlite")) if folder.is_dir() else []


def cache_folder() -> Path:
    """A folder that can be written for things that can be made again: ``$DATELINE_CACHE``, the XDG cache folder, or a
    folder of this user under the temporary one."""
    own = os.environ.get("DATELINE_CACHE")
    xdg = os.environ.get("XDG_CACHE_HOME")
    tries = [Path(own)] if own else [Path(xdg) / "dateline" if xdg else Path.home() / ".cache" / "dateline"]
    uid = os.getuid() if hasattr(os, "getuid") else 0
    tries.append(Path(tempfile.gettempdir()) / f"dateline-{uid}")
    for folder in tries:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="dateline-"))
