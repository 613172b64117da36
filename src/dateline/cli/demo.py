"""``dateline demo``."""

from __future__ import annotations

import csv
from importlib.resources import as_file, files
from pathlib import Path

import click

from dateline.cli.common import open_ledger
from dateline.cli.ingest import say
from dateline.cli.progress import Progress
from dateline.cli.report import write_report
from dateline.gazetteer.layer import Row, build
from dateline.ledger.ingest import ingest as ingest_reports
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
            stream = read_paths(paths, ReadOptions(published=PUBLISHED))
            tally = ingest_reports(ledger, stream, layers=[demo_layer(out / LAYER)], progress=progress.step)
        page = out / "report.html"
        write_report(ledger, page, title="Northern Iraq and beyond, 2016 and 2017")
    say(tally, path)
    click.echo(
        f"\nLook at    {page}\nAsk        dateline incidents --ledger {path}\n           dateline show ID --why killed --ledger {path}"
    )


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
