"""``dateline gazetteer``: the layers of place names."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.gazetteer import Candidate, Gazetteer, LayerError
from dateline.gazetteer.add import Added, add_file, remove_layer
from dateline.gazetteer.fetch import FetchError, fetch_country
from dateline.gazetteer.formats import FormatError
from dateline.gazetteer.names import keys
from dateline.model import Notice


@click.group()
def gazetteer() -> None:
    """Add, list, remove and ask the layers of place names.

    The packaged world base is always there. Layers that you add lie in your data folder (or in $DATELINE_HOME) and are
    used by every later run."""


@gazetteer.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", help="Name of the layer; that of the file if left out.")
@click.option("--source", default="", help="Where the places come from, kept with the layer.")
@click.option("--licence", default="", help="Licence of the data, kept with the layer.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["geonames", "wof", "geojson", "csv"]),
    help="Told by the content if left out.",
)
@click.option("--preview", is_flag=True, help="Only check the file and show its first places.")
@click.option("--notices", "shown", default=10, show_default=True, help="How many problems to print.")
def add(  # noqa: PLR0917
    file: Path, name: str | None, source: str, licence: str, kind: str | None, preview: bool, shown: int
) -> None:
    """Add FILE as a layer: a GeoNames dump (zip or txt), a Who's On First table, GeoJSON of OSM or HDX, or CSV with
    columns name, lat, lon (and type, alternates, country, admin1, admin2, population)."""
    try:
        added = add_file(file, name=name, source=source, licence=licence, format=kind, preview=preview)
    except FormatError as error:
        raise click.ClickException(str(error)) from error
    _print_added(added, shown)


def _print_added(added: Added, shown: int) -> None:
    for row in added.sample:
        alternates = ", ".join(row.alternates[:4])
        click.echo(
            f"  {row.name} ({row.kind}) {row.lat:.4f} {row.lon:.4f} {row.country} {row.admin1} {alternates}".rstrip()
        )
    for notice in added.notices[:shown]:
        _print_notice(notice)
    if added.left_out > shown:
        click.echo(f"  ... and {added.left_out - shown} more rows left out", err=True)
    told = "would be added" if added.path is None else f"added as layer {added.name!r} ({added.path})"
    click.echo(f"{added.places:,} places {told}; {added.left_out:,} rows left out")


def _print_notice(notice: Notice) -> None:
    click.echo(f"  {notice.file}, {notice.place}: {notice.reason}; {notice.next_step}", err=True)


@gazetteer.command("list")
def list_() -> None:
    """List the layers with their size, source, licence and date."""
    for layer in _opened().layers:
        meta = layer.meta
        click.echo(
            f"{layer.name}\t{int(meta.get('places', 0)):,} places\t{meta.get('added', '')}\t{meta.get('licence', '')}\t{meta.get('source', '')}"
        )


@gazetteer.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove the layer NAME."""
    try:
        path = remove_layer(name)
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"removed {path}")


@gazetteer.command()
@click.argument("country")
@click.option(
    "--url",
    default="https://download.geonames.org/export/dump/{country}.zip",
    show_default=True,
    help="Where the dump lies.",
)
@click.option("--preview", is_flag=True, help="Only check the dump and show its first places.")
def get(country: str, url: str, preview: bool) -> None:
    """Fetch GeoNames' dump of COUNTRY (two letters) from the internet and add it as a layer."""
    try:
        _print_added(fetch_country(country, url=url, preview=preview), 10)
    except (FetchError, FormatError) as error:
        raise click.ClickException(str(error)) from error


@gazetteer.command()
@click.argument("name")
@click.option("--explain", is_flag=True, help="Show the keys of NAME and which key led to each place.")
@click.option("--limit", default=10, show_default=True, help="How many places to show.")
def lookup(name: str, explain: bool, limit: int) -> None:
    """Show the places that NAME may mean, weightiest first, and where each comes from."""
    store = _opened()
    if explain:
        k = keys(name)
        click.echo(
            f"keys of {name!r}: folded {k.folded!r}, stripped {k.stripped!r}, skeleton {k.skeleton!r}, slavic {k.slavic!r}"
        )
    found = store.lookup(name)
    for candidate in found[:limit]:
        click.echo(_line(candidate, explain))
    if not found:
        raise click.ClickException(
            f"no place is called {name!r} in any layer; add one with `dateline gazetteer add FILE`"
        )


def _line(candidate: Candidate, explain: bool) -> str:
    place = candidate.place
    areas = ", ".join(a for a in (place.admin2, place.admin1, place.country) if a and a != place.name)
    people = f", {place.population:,} people" if place.population else ""
    why = f"  <- {candidate.how} key {candidate.key!r}" if explain else ""
    return f"{place.name} ({place.kind}; {areas}{people}) {place.lat:.4f} {place.lon:.4f} within {place.radius_m / 1000:g} km [{place.layer} {place.ref}]{why}"


def _opened() -> Gazetteer:
    try:
        return Gazetteer.open()
    except LayerError as error:
        raise click.ClickException(str(error)) from error
