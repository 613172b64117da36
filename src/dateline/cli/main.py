"""The command ``dateline``. Each command lives in its own module and is loaded only when it is called."""

from __future__ import annotations

import os
from importlib import import_module

import click

from dateline import __version__

# Before anything loads numpy: on the small matrices of a sentence a second thread of the linear algebra only waits, and
# it makes every lock of the process a dear one. Workers are the way to more cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

COMMANDS = {
    "ingest": "dateline.cli.ingest:ingest",
    "notices": "dateline.cli.notices:notices",
    "incidents": "dateline.cli.incidents:incidents",
    "show": "dateline.cli.show:show",
    "report": "dateline.cli.report:report",
    "export": "dateline.cli.export:export",
    "import": "dateline.cli.import_:import_",
    "decide": "dateline.cli.decide:decide",
    "changes": "dateline.cli.changes:changes",
    "verify": "dateline.cli.verify:verify",
    "gazetteer": "dateline.cli.gazetteer:gazetteer",
    "evaluate": "dateline.cli.evaluate:evaluate",
    "demo": "dateline.cli.demo:demo",
}


class LazyGroup(click.Group):
    """Finds commands in :data:`COMMANDS` without importing the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dateline")
def main() -> None:
    """Read reports about wars and disasters and keep a ledger of incidents in which every value shows its words."""
