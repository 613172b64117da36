"""``dateline gazetteer``: the layers of place names."""

from __future__ import annotations

import click

from dateline.gazetteer import Gazetteer


@click.group()
def gazetteer() -> None:
    """List, add, remove and ask the layers of place names."""


@gazetteer.command()
@click.argument("name")
def lookup(name: str) -> None:
    """Show the places that NAME may mean."""
    for candidate in Gazetteer.open().lookup(name):
        place = candidate.place
        click.echo(
            f"{place.name}\t{place.kind}\t{place.lat}\t{place.lon}\t{place.country}\t{candidate.how}\t{place.layer}"
        )
