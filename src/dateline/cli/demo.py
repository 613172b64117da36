"""``dateline demo``."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

import click
import msgspec

from dateline.cli.common import open_ledger
from dateline.cli.ingest import say
from dateline.cli.progress import Progress
from dateline.cli.report import write_report
from dateline.gazetteer.layer import Row, build
from dateline.ledger.ingest import ingest as ingest_reports
from dateline.model import Notice, Report
from dateline.read.files import read_paths
from dateline.read.options import ReadOptions

PUBLISHED = "2016-11-05"  # of the two scraped pages of the corpus, which do not say theirs


LAYER = "demo-places.sqlite"


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="demo-out",
    show_default=True,
    help="Folder for the ledger and the page.",
)
def demo(out: Path) -> None:
    """Read the demo corpus (51 short reports of 2016 and 2017), write the situation report, say where to look."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "demo.ledger"
    with as_file(files("dateline.demo").joinpath("corpus")) as corpus, open_ledger(path, create=True) as ledger:
        paths = (str(corpus),)
        with Progress(paths) as progress:
            stream = _from_here(read_paths(paths, ReadOptions(published=PUBLISHED)), corpus.parent)
            tally = ingest_reports(ledger, stream, layers=[demo_layer(out / LAYER)], progress=progress.step)
        page = out / "report.html"
        write_report(ledger, page, title="Northern Iraq and beyond, 2016 and 2017")
    say(tally, path)
    click.echo(
        f"\nLook at    {page}\nAsk        dateline incidents --ledger {path}\n           dateline show ID --why killed --ledger {path}"
    )


def _from_here(stream: Iterable[Report | Notice], folder: Path) -> Iterator[Report | Notice]:
    """The same with files named from the folder of the demo on, wherever the program is installed."""
    for item in stream:
        if isinstance(item, Report):
            yield msgspec.structs.replace(item, origin=_relative(item.origin, folder))
        else:
            yield msgspec.structs.replace(item, file=_relative(item.file, folder))


def _relative(name: str, folder: Path) -> str:
    path = Path(name)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else name


def demo_layer(target: Path) -> Path:
    """The overlay gazetteer of the demo, built from the packaged ``places.csv``; gives its path."""
    text = files("dateline.demo").joinpath("places.csv").read_text(encoding="utf-8")
    rows = [
        Row(
            ref=f"demo:{number}",
            name=place["name"],
            lat=float(place["lat"]),
            lon=float(place["lon"]),
            kind=place["type"],
            country=place["country"],
            admin1=place["admin1"],
            alternates=tuple(filter(None, place["alternates"].split(";"))),
        )
        for number, place in enumerate(csv.DictReader(text.splitlines()), 1)
    ]
    build(target, rows, {"name": "demo", "source": "dateline/demo/places.csv"})
    return target
