"""``dateline report``."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.common import filter_options, ledger_option, open_ledger
from dateline.ledger import NEWS, Filter, Ledger
from dateline.web.situation import situation_html


@click.command()
@ledger_option
@filter_options
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default="report.html",
    show_default=True,
    help="The page to write.",
)
@click.option("--title", default="Situation report", show_default=True, help="Its title.")
def report(ledger_path: Path, chosen: Filter, output: Path, title: str) -> None:
    """Write the situation report: one page that needs no network, with map, timeline, and a footnote for every value."""
    with open_ledger(ledger_path) as ledger:
        write_report(ledger, output, title=title, chosen=chosen)
    click.echo(f"Look at {output}")


def write_report(ledger: Ledger, output: Path, *, title: str, chosen: Filter = NEWS) -> None:
    """Write the page; it appears only when it is complete."""
    output.parent.mkdir(parents=True, exist_ok=True)
    half = output.with_name(output.name + ".part")
    half.write_bytes(situation_html(ledger, title=title, chosen=chosen).encode("utf-8", "replace"))
    half.replace(output)
