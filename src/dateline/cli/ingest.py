"""``dateline ingest``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline.cli.common import ledger_option, open_ledger
from dateline.cli.progress import Progress
from dateline.gazetteer import LayerError
from dateline.gazetteer.store import Layer
from dateline.ledger.ingest import Tally
from dateline.ledger.ingest import ingest as ingest_reports
from dateline.read.files import read_paths
from dateline.read.options import ReadOptions, parse_mapping

PARTLY, INTERRUPTED = 3, 130


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ledger_option
@click.option("--published", metavar="DAY", help="Publication date of reports that do not say theirs.")
@click.option("--outlet", metavar="NAME", help="Publisher of reports that do not say theirs.")
@click.option("--language", metavar="CODE", help="Language (en, ar, ...) of reports that do not say theirs.")
@click.option(
    "--map", "mapping", metavar="OURS=THEIRS,...", help="Fields of JSON lines or CSV: text=body,published=date."
)
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read.")
@click.option(
    "--gazetteer",
    "layers",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A gazetteer layer to use on top; may be repeated.",
)
@click.option("--quiet", is_flag=True, help="No progress bar.")
def ingest(
    *,
    paths: tuple[str, ...],
    ledger_path: Path,
    published: str | None,
    outlet: str | None,
    language: str | None,
    mapping: str | None,
    workers: int,
    layers: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Read reports into a ledger.

    PATH is a file, a folder, a glob, or - for standard input: plain text, HTML pages, JSON lines, CSV, RSS or Atom,
    known by their content. The same reports again change nothing; a run that was stopped goes on where it was.

    \b
    Exit status
      0    all was read
      1    nothing could be done
      2    the command was not understood
      3    finished, but some files or reports could not be read: see dateline notices
      130  stopped by Ctrl-C; the same command goes on from there
    """
    options = _options(published, outlet, language, mapping)
    check_layers(layers)
    with open_ledger(ledger_path, create=True) as ledger, Progress(paths, quiet=quiet) as progress:
        tally = ingest_reports(
            ledger,
            read_paths(paths, options),
            layers=layers,
            workers=workers,
            progress=progress.step,
            stage=progress.stage,
        )
    say(tally, ledger_path)
    sys.exit(exit_status(tally))


def _options(published: str | None, outlet: str | None, language: str | None, mapping: str | None) -> ReadOptions:
    try:
        fields = parse_mapping(mapping or "")
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--map") from error
    try:
        return ReadOptions(published=published, outlet=outlet, language=language, mapping=fields)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--published") from error


def check_layers(layers: tuple[Path, ...]) -> None:
    """Refuse a gazetteer layer that cannot be used before anything is read."""
    for layer in layers:
        try:
            Layer(layer)
        except LayerError as error:
            raise click.BadParameter(str(error), param_hint="--gazetteer") from error


def say(tally: Tally, ledger_path: Path) -> None:
    """Print the tally and where to look next."""
    click.echo(tally.text)
    if tally.interrupted:
        click.echo("Stopped. Run the same command again to go on from here.")
    many = tally.failed + tally.notices
    if many:
        click.echo(f"{many} notice{'s' if many > 1 else ''}: dateline notices --ledger {ledger_path}")


def exit_status(tally: Tally) -> int:
    """Exit status of an ingest: see the command's help."""
    if tally.interrupted:
        return INTERRUPTED
    return PARTLY if tally.errors else 0
