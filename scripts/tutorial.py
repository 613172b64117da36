"""Writes docs/tutorial.md from docs/src/tutorial.md: runs each ``$ dateline …`` line and puts what it prints beneath.

``{{key}}`` in a command is the id of that incident of ``demo/intended.yaml``. Run it from the root of the project.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "docs" / "src" / "tutorial.md"
TARGET = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"```console\n\$ dateline (?P<command>[^\n]*)\n```")
MOST_LINES = 45


def written(source: str, folder: Path) -> str:
    """The tutorial with the output of each command, run one after the other in ``folder``."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        return BLOCK.sub(lambda block: _ran(block["command"]), source)
    finally:
        os.chdir(here)


def _ran(command: str) -> str:
    from dateline.cli.main import main

    line = re.sub(r"\{\{([\w-]+)\}\}", lambda key: _incident(key[1]), command)
    result = CliRunner(env={"COLUMNS": "120", "TERMINAL_WIDTH": "120"}).invoke(main, shlex.split(line))
    if result.exit_code != 0:
        raise SystemExit(f"'dateline {line}' ended with {result.exit_code}: {result.output}{result.exception}")
    output = result.output.replace(f"{ROOT}{os.sep}", "")  # no paths of the machine it was written on
    lines = [text.rstrip() for text in output.strip("\n").splitlines()]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], "…"]
    return "\n".join(["```console", f"$ dateline {line}", *lines, "```"])


def _incident(key: str) -> str:
    from tests.demo.scoring import matches

    from dateline.ledger import Ledger

    with Ledger.open(Path("demo-out/demo.ledger")) as ledger:
        found = next(match.incident for match in matches(ledger)[0] if match.key == key)
    if found is None:
        raise SystemExit(f"the demo has no incident {key}")
    return found.id


def main() -> None:
    """Write the tutorial anew."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    with tempfile.TemporaryDirectory() as folder:
        TARGET.write_text(written(SOURCE.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
