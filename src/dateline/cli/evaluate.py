"""``dateline evaluate``."""

from __future__ import annotations

from json import JSONDecodeError
from pathlib import Path

import click
import msgspec

from dateline.evaluate import run


@click.command()
@click.argument("area", type=click.Choice(run.AREAS))
@click.option(
    "--gold",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="Gold file to measure against.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep the predictions.")
@click.option(
    "--scorer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The bench's score.py, if it does not lie with the gold.",
)
def evaluate(area: str, gold: Path, out: Path | None, scorer: Path | None) -> None:
    """Run the real stage on the texts of a gold file and print the scorer's figures, with the floors known for it."""
    try:
        click.echo(run.evaluate(area, gold, out=out, scorer=scorer), nl=False)
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from error
    except (msgspec.MsgspecError, JSONDecodeError, KeyError, TypeError, UnicodeDecodeError) as error:
        what = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise click.ClickException(
            f"{gold} is no gold file of {area} ({what}): the README beside the bench's score.py tells the format"
        ) from error
