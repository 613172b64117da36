"""CSV that spreadsheets can open without harm, in the columns that others rely on."""

import csv
import io

import pytest

from dateline.api import export_as
from dateline.export.formats import Options
from dateline.export.rows import claim_columns, incident_columns, last_day
from dateline.export.tables import cell_text, dictionary_csv
from dateline.ledger import Ledger
from dateline.model import Actor, Count, FieldView, Incident, Label, Option, Status
from dateline.vocab import tsv_rows
from tests.ledger.make import PLACES, bombing, day, filled, observe, report

INCIDENTS = (
    "incident_id, title, event_type, event_subtype, modality, date_start, date_end, date_precision, date_verbatim, "
    "time_of_day, timezone_basis, place_name, place_verbatim, admin2, admin1, country, iso3, latitude, longitude, "
    "place_precision, radius_km, gazetteer_id, place_alternatives, perpetrator, perpetrator_kind, perpetrator_basis, "
    "target, target_kind, weapon, killed_low, killed_best, killed_high, killed_civilian, killed_by_side, injured_low, "
    "injured_best, injured_high, displaced_best, missing_best, damage, verification_status, certainty, conflicts, "
    "reports, independent_sources, first_reported, last_reported, incident_status, status_since, media_count, "
    "best_evidence_sentence, best_evidence_source, best_evidence_url, analyst_state, updated_at, ledger_version"
)
CLAIMS = (
    "claim_id, incident_id, observation_id, report_id, field, value, value_low, value_high, unit, modality, polarity, "
    "certainty, cue, attribution, speaker, speaker_kind, speaker_side, outlet, wire, evidence_text, evidence_start, "
    "evidence_end, evidence_prefix, evidence_suffix, report_title, report_url, report_published, report_sha256, "
    "producer, producer_version, used, decided_by, decided_at"
)
EVIL = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def ledger():
    """Two reports of one bombing that differ on the toll, and one report that is hostile in every field."""
    first = bombing(killed=6, outlet="Harbour Post", url="https://example.org/1")
    second = bombing(
        killed=9, words="nine people", source="a hospital", outlet="The Continental", published="2016-11-06"
    )
    bad = report(f"{EVIL} exploded, killing no one.", title=EVIL, outlet="@evil", url="javascript:alert(1)")
    third = observe(
        bad,
        "ied",
        ("type", Label("ied", EVIL), "exploded"),
        ("actor", Actor("+1+1"), EVIL),
        ("killed", Count(0, 0, 0, "no"), "no one"),
        source="-2+3",
    )
    with Ledger.open(":memory:") as opened:
        yield filled(opened, first, second, (bad, third))


def rows(ledger, form, **options):
    return list(csv.DictReader(io.StringIO(export_as(ledger, form, options=Options(**options)))))


def test_the_56_columns_of_the_native_table():
    assert incident_columns() == tuple(INCIDENTS.split(", "))
    assert len(incident_columns()) == 56


def lasting(*states, on="2016-08-29"):
    """An incident of one day with the states that were told later."""
    when = FieldView("when", Option(day(on), ("w",)))
    status = [Option(Status(state, day(as_of)), ("s",)) for state, as_of in states]
    fields = {"when": when} | ({"status": FieldView("status", status[-1])} if status else {})
    return Incident(id="i-a", type="fire", observations=("o",), fields=fields)


@pytest.mark.parametrize(
    ("states", "last"),
    [
        ((), "2016-08-29"),
        ((("ongoing", "2016-11-05"),), None),
        ((("contained", "2016-11-05"),), None),
        ((("ongoing", "2016-11-05"), ("ended", "2017-04-04")), "2017-04-04"),
        ((("began", "2016-08-29"),), "2016-08-29"),
        ((("ended", "2016-08-28"),), "2016-08-29"),
    ],
)
def test_what_lasts_ends_on_the_day_that_it_is_told_to_be_over(states, last):
    found = last_day(lasting(*states), day("2016-08-29"))

    assert (found.isoformat() if found else None) == last


def test_the_columns_of_the_evidence_table():
    assert claim_columns() == tuple(CLAIMS.split(", "))


@pytest.mark.parametrize(("form", "columns"), [("incidents.csv", INCIDENTS), ("claims.csv", CLAIMS)])
def test_one_header_line_and_no_comments(ledger, form, columns):
    lines = export_as(ledger, form).splitlines()

    assert lines[0] == columns.replace(", ", ",")
    assert not [line for line in lines if line.startswith("#")]


def test_a_row_tells_what_the_ledger_knows(ledger):
    row = next(r for r in rows(ledger, "incidents.csv") if r["place_name"] == "Mosul")

    expected = {
        "event_type": "ied", "modality": "happened", "date_start": "2016-11-04", "date_end": "2016-11-04",
        "date_precision": "day", "date_verbatim": "on that day", "place_verbatim": "Mosul", "country": "Iraq",
        "iso3": "IRQ", "latitude": "36.34", "longitude": "43.13", "place_precision": "place", "radius_km": "9.0",
        "perpetrator": "Gunmen", "perpetrator_kind": "rebel", "perpetrator_basis": "attributed", "reports": "2",
        "displaced_best": "", "damage": "", "first_reported": "2016-11-05", "last_reported": "2016-11-06",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert row["killed_best"] in {"6", "9"}
    assert "killed" in row["conflicts"]
    assert "people in Mosul on that day, police said." in row["best_evidence_sentence"]


def test_a_stated_zero_is_not_unknown(ledger):
    row = next(r for r in rows(ledger, "incidents.csv") if r["place_name"] == "")

    assert (row["killed_best"], row["injured_best"], row["latitude"]) == ("0", "", "")


def test_every_number_leads_to_words_that_hold_it(ledger):
    texts = {r.id: r.text for r in ledger.reports()}
    for row in rows(ledger, "claims.csv", raw=True):
        start, end = int(row["evidence_start"]), int(row["evidence_end"])
        assert texts[row["report_id"]][start:end] == row["evidence_text"]
        around = row["evidence_prefix"] + row["evidence_text"] + row["evidence_suffix"]
        assert around in texts[row["report_id"]]


def test_used_says_which_claims_carry_the_value(ledger):
    tolls = {r["value"]: r["used"] for r in rows(ledger, "claims.csv") if r["field"] == "killed"}

    assert sorted((tolls["6"], tolls["9"])) == ["alternative", "yes"]


@pytest.mark.parametrize("form", ["incidents.csv", "claims.csv"])
def test_no_cell_is_a_formula(ledger, form):
    for row in csv.reader(io.StringIO(export_as(ledger, form))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r", "-2+"))]


def test_raw_leaves_cells_as_they_are(ledger):
    assert any(row["outlet"] == "@evil" for row in rows(ledger, "claims.csv", raw=True))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (0, "0"), (-3, "-3"), (2.5, "2.5"), ("plain", "plain"), ("-5 degrees", "'-5 degrees"), ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"), ("\t=1", "'\t=1"), ("@x", "'@x"), ("a=b", "a=b"), ("nul\x00l", "null"), ("\r=1", "'\r=1"),
    ],
)  # fmt: skip
def test_cells(cell, text):
    assert cell_text(cell) == text


def test_the_same_ledger_gives_the_same_bytes(ledger):
    for form in ("incidents.csv", "claims.csv", "claims.jsonl", "incidents.geojson", "ledger.jsonl", "changes.csv"):
        assert export_as(ledger, form) == export_as(ledger, form)


def test_hxl_tags_stand_below_the_header(ledger):
    lines = export_as(ledger, "incidents.csv", options=Options(hxl=True)).splitlines()

    assert lines[1].startswith("#event+id,#event+name")
    assert lines[1].count(",") == 55


@pytest.mark.parametrize("table", ["incident_columns", "claim_columns", "change_columns"])
def test_each_column_is_explained(table):
    for row in tsv_rows(table):
        assert all(row[name].strip() for name in ("column", "type", "meaning", "source")), row
    assert dictionary_csv(table).splitlines()[0] == "column,meaning,type,source"


def test_rows_stand_by_date_and_then_id():
    with Ledger.open(":memory:") as ledger:
        pairs = [
            bombing("Suva", 1, on=on, words="one person", outlet=on)
            for on in ("2016-12-24", "2015-01-02", "2016-03-01")
        ]
        filled(ledger, *pairs)
        days = [r["date_start"] for r in rows(ledger, "incidents.csv")]

    assert days == sorted(days)


def test_planned_incidents_say_so():
    told = report("A march is planned in Suva on Friday.")
    seen = observe(told, "peaceful_protest", ("type", Label("peaceful_protest", "march"), "march"),
                   ("where", PLACES["Suva"], "Suva"), ("when", day("2016-11-11"), "Friday"), role="planned")  # fmt: skip
    with Ledger.open(":memory:") as ledger:
        filled(ledger, (told, seen))
        from dateline.ledger import EVERYTHING

        text = export_as(ledger, "incidents.csv", EVERYTHING)

    assert next(csv.DictReader(io.StringIO(text)))["modality"] == "planned"
