"""``dateline incidents``: the list, as a table for people or as JSON lines or CSV for programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.cli.common import filter_options, ledger_option, open_ledger
from dateline.export.context import Context, best
from dateline.export.headings import short_heading
from dateline.export.rows import incident_rows
from dateline.export.tables import incidents_csv
from dateline.ledger import Entry, Filter
from dateline.ledger.wording import plain, value_text
from dateline.model import Count, Incident


@click.command()
@ledger_option
@filter_options
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
def incidents(ledger_path: Path, chosen: Filter, form: str, limit: int | None) -> None:
    """List incidents, by time. JSON gives one object a line with the columns of incidents.csv."""
    with open_ledger(ledger_path) as ledger:
        entries = list(ledger.incidents(chosen))
        shown = entries[:limit]
        context = Context(ledger, shown)
        if form == "csv":
            sys.stdout.write(incidents_csv(context))
        elif form == "json":
            for row in incident_rows(context):
                click.echo(msgspec.json.encode(row))
        else:
            _print_table(shown)
            hidden = len(entries) - len(shown)
            click.echo(f"{len(entries)} incidents" + (f", {hidden} not shown" if hidden else ""))


def _print_table(entries: list[Entry]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("id", no_wrap=True)
    table.add_column("when")
    table.add_column("where")
    table.add_column("what")
    table.add_column("killed", justify="right")
    table.add_column("reports", justify="right")
    table.add_column("standing")
    for entry in entries:
        table.add_row(*(Text(plain(cell)) for cell in _cells(entry.incident)))
    console = Console() if sys.stdout.isatty() else Console(width=160, no_color=True)
    console.print(table)


def _cells(incident: Incident) -> tuple[str, ...]:
    when, where, killed = (best(incident, field) for field in ("when", "where", "killed"))
    toll = ""
    if killed and isinstance(killed.value, Count):
        count = killed.value
        toll = (
            str(count.best)
            if count.best is not None
            else f"{count.low or 0}-{'?' if count.high is None else count.high}"
        )
    standing = incident.verification + (f", {incident.status}" if incident.status else "")
    return (
        incident.id,
        value_text(when.value) if when else "",
        value_text(where.value) if where else "",
        short_heading(incident),
        toll,
        f"{incident.reports}/{incident.independent}",
        standing,
    )
