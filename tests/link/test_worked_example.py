"""The worked example of docs/design.md as a ledger: what meets in one incident, what stays apart, and on whose word."""

from pathlib import Path

import pytest

from dateline.ledger import Ledger
from dateline.ledger.ingest import ingest
from dateline.model import Report
from dateline.read.files import read_paths
from dateline.read.options import ReadOptions

ROOT = Path(__file__).parent.parent
FOLDERS = {
    "retelling": ROOT / "data" / "worked_example",
    "pages": ROOT.parent.parent / "shared" / "data" / "reports" / "mosul_2016",
}


@pytest.fixture(scope="module", params=FOLDERS)
def ledger(request):
    paths = [FOLDERS[request.param] / f"page_{n}.txt" for n in (1, 2)]
    if not all(p.is_file() for p in paths):
        pytest.skip(f"{paths[0].parent} is not here: the pages themselves are not part of the project")
    read = read_paths(tuple(map(str, paths)), ReadOptions(published="2016-11-05"))
    with Ledger.open(":memory:") as made:
        ingest(made, [r for r in read if isinstance(r, Report)])
        yield made


def test_two_spellings_on_two_pages_meet_in_one_fire_with_three_origins(ledger):
    (fire,) = [e.incident for e in ledger.incidents() if e.incident.type == "fire"]

    assert (fire.reports, fire.independent) == (2, 3)  # an agency, another agency's caption, a channel's videos


def test_what_is_told_of_two_quarters_of_one_city_stays_two_incidents(ledger):
    names = {
        e.incident.id: {
            c.value.name for o in ledger.observations() if o.id in e.incident.observations for c in o.of("where")
        }
        for e in ledger.incidents()
    }

    assert [n for n in names.values() if "Gogjali" in n and {"al Intisar", "al-Intisar"} & n] == []
