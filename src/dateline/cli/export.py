"""``dateline export``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from dateline.cli.common import filter_options, ledger_option, open_ledger, write_text
from dateline.export.formats import FORMATS, Options, export_text
from dateline.export.tables import dictionary_csv, dictionary_path
from dateline.ledger import Filter


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(FORMATS)))
@ledger_option
@filter_options
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else standard output."
)
@click.option("--raw", is_flag=True, help="CSV: leave text that spreadsheets would run as a formula as it is.")
@click.option("--hxl", is_flag=True, help="incidents.csv: add the row of HXL tags.")
@click.option("--circles", is_flag=True, help="GeoJSON: write the uncertainty as polygons to a second file.")
@click.option("--mask", type=click.IntRange(0, 6), help="GeoJSON: keep so many decimals of a degree, everywhere.")
@click.option("--extra", is_flag=True, help="acled.csv: add our own columns behind the 31.")
@click.option(
    "--inter",
    type=click.Choice(["text", "code"]),
    default="text",
    show_default=True,
    help="acled.csv: kinds of actor in words or as numbers 1 to 8.",
)
@click.option("--unknown-as", type=click.IntRange(0), help="acled.csv: fatalities where nobody told any; else empty.")
def export(
    *,
    form: str,
    ledger_path: Path,
    chosen: Filter,
    output: Path | None,
    raw: bool,
    hxl: bool,
    circles: bool,
    mask: int | None,
    extra: bool,
    inter: str,
    unknown_as: int | None,
) -> None:
    """Write the ledger, or the chosen incidents, as FORMAT.

    \b
    incidents.csv      a row an incident (56 columns)
    claims.csv         a row a claim, with its words and who says so
    claims.jsonl       the same as JSON lines
    acled.csv          a row a day, in the 31 columns of ACLED (types it has no code for are left out)
    ucdp_ged.csv       a row an incident with a death, in the 49 columns of UCDP GED
    incidents.geojson  a feature an incident, for maps
    changes.csv, changes.jsonl   what changed, when and why
    ledger.jsonl       everything, for dateline import

    CSV files have a dictionary beside them (NAME.dictionary.csv). The same ledger and the same choice
    give the same bytes.
    """
    options = Options(raw=raw, hxl=hxl, mask=mask, extra=extra, codes=inter == "code", unknown_as=unknown_as)
    with open_ledger(ledger_path) as ledger:
        _write(output, export_text(ledger, form, chosen, options))
        if circles and output is not None and form == "incidents.geojson":
            second = output.with_name(f"{output.stem}.circles{output.suffix}")
            _write(second, export_text(ledger, "circles.geojson", chosen, options))
    if output is not None and FORMATS[form].dictionary:
        write_text(dictionary_path(output), dictionary_csv(FORMATS[form].dictionary))


def _write(output: Path | None, parts: Iterable[str]) -> None:
    """Write the parts one after the other; a file appears only when it is complete."""
    if output is None:
        for part in parts:
            sys.stdout.write(part)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    half = output.with_name(output.name + ".part")
    with half.open("w", encoding="utf-8", errors="replace", newline="") as handle:
        handle.writelines(parts)
    half.replace(output)
