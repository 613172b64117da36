"""``dateline changes``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline.cli.common import ledger_option, open_ledger
from dateline.export.changes import change_rows, changes_csv, changes_jsonl
from dateline.ledger.wording import plain


@click.command()
@ledger_option
@click.option(
    "--since", type=click.IntRange(min=0), default=0, show_default=True, help="Only changes after this number."
)
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "csv"]), default="text", show_default=True)
def changes(ledger_path: Path, since: int, form: str) -> None:
    """What became different: incidents added, changed, merged, split, withdrawn, with the reason."""
    with open_ledger(ledger_path) as ledger:
        ledger.refresh()
        if form == "csv":
            sys.stdout.write(changes_csv(ledger, since=since))
        elif form == "jsonl":
            sys.stdout.writelines(changes_jsonl(ledger, since=since))
        else:
            for row in change_rows(ledger, since=since):
                parts = [row["op"], row["incident_id"], row["into"], row["field"], row["reason"]]
                told = " · ".join(plain(str(part)) for part in parts if part)
                click.echo(f"{row['seq']:>6}  {row['at']}  {told}")
