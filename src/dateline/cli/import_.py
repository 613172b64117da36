"""``dateline import``."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.common import ledger_option, open_ledger
from dateline.export.jsonl import import_ledger
from dateline.ledger import LedgerError


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="LEDGER.JSONL")
@ledger_option
def import_(file: Path, ledger_path: Path) -> None:
    """Fill a new ledger from an export of a whole one (dateline export ledger.jsonl). All of it or nothing."""
    with open_ledger(ledger_path, create=True) as ledger, file.open("rb") as lines:
        try:
            records = import_ledger(lines, ledger)
        except LedgerError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{records} records")
