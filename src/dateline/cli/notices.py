"""``dateline notices``."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from dateline.cli.common import ledger_option, open_ledger
from dateline.ledger.wording import plain

SEVERITIES = ("info", "warning", "error")


@click.command()
@ledger_option
@click.option(
    "--severity", type=click.Choice(SEVERITIES), default="info", show_default=True, help="This one and worse."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def notices(ledger_path: Path, severity: str, as_json: bool) -> None:
    """List the problems met while reading: file, place in it, reason, and what to do next."""
    wanted = SEVERITIES[SEVERITIES.index(severity) :]
    with open_ledger(ledger_path) as ledger:
        for notice, at in ledger.notices():
            if notice.severity not in wanted:
                continue
            if as_json:
                click.echo(msgspec.json.encode({**msgspec.to_builtins(notice), "at": at}))
                continue
            where = f"{notice.file}, {notice.place}" if notice.place else notice.file
            click.echo(f"{notice.severity}: {plain(where)}: {plain(notice.reason)} [{plain(notice.code)}]")
            if notice.next_step:
                click.echo(f"    next: {plain(notice.next_step)}")
