"""``dateline verify``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline.cli.common import ledger_option, open_ledger
from dateline.ledger.verify import verify as verify_ledger
from dateline.ledger.wording import plain


@click.command()
@ledger_option
def verify(ledger_path: Path) -> None:
    """Check everything a ledger promises: texts match their hashes, every claim points at words that are there,
    nothing refers to what is missing, the incidents are what follows from reports and decisions, and so is what linking
    keeps for the next change.

    Exit status 0 when all holds, 1 when something does not.
    """
    with open_ledger(ledger_path) as ledger:
        faults = 0
        for check, found in verify_ledger(ledger):
            for fault in found:
                faults += 1
                click.echo(f"{check}: {plain(fault)}")
            if not found:
                click.echo(f"{check}: ok")
        click.echo(f"digest {ledger.digest()}")
    sys.exit(1 if faults else 0)
