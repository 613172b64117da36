"""Tables in the columns of ACLED and UCDP: what scripts for their data can read, with nothing invented."""

import csv
import io
from datetime import datetime

import pytest

from dateline.api import export_as
from dateline.export import acled, ucdp
from dateline.export.formats import Options
from dateline.ledger import Ledger
from dateline.model import Actor, Count, Label, When
from dateline.vocab.incident_types import incident_types
from tests.ledger.make import PLACES, bombing, day, filled, observe, report

ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 "
    "assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude "
    "geo_precision source source_scale notes fatalities tags timestamp"
)
UCDP = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id "
    "dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources "
    "source_article source_office source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec "
    "date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
)


def told(text, kind, *facts, **about):
    of = report(text, **about)
    return of, observe(of, kind, ("type", Label(kind), text.split()[0]), *facts)


BATTLE = told(
    "Troops fought rebels for three days in Tikrit and thirty men died.",
    "armed_clash",
    ("when", When(*(datetime(2016, 11, n) for n in (2, 3, 4, 5)), granularity="days"), "three days"),
    ("where", PLACES["Tikrit"], "Tikrit"),
    ("actor", Actor("Iraqi army", "state_forces"), "Troops"),
    ("target", Actor("rebels", "rebel"), "rebels"),
    ("killed", Count(30, 30, 30), "thirty men"),
    outlet="Reuters",
)
FIRE = told("Flames rose over Mosul.", "fire", ("when", day("2016-11-03"), "over"), ("where", PLACES["Mosul"], "Mosul"))
SHOOTING = told(
    "Gunmen shot people in Suva.",
    "attack",
    ("when", day("2016-10-01"), "shot"),
    ("where", PLACES["Suva"], "Suva"),
    ("actor", Actor("Gunmen"), "Gunmen"),
    ("target", Actor("people", "civilians"), "people"),
)


@pytest.fixture(scope="module")
def ledger():
    with Ledger.open(":memory:") as opened:
        yield filled(opened, BATTLE, FIRE, SHOOTING, bombing("Mosul", 6, on="2016-11-20", outlet="=cmd"))


def rows(ledger, form, **options):
    return list(csv.DictReader(io.StringIO(export_as(ledger, form, options=Options(**options)))))


def test_exactly_the_columns_of_the_code_books():
    assert acled.columns() == tuple(ACLED.split())
    assert ucdp.columns() == tuple(UCDP.split())
    assert acled.columns(extra=True)[:31] == acled.columns()


def test_every_sub_event_of_our_types_has_an_event_type_and_a_disorder_type():
    from dateline.vocab import yaml_file

    disorders = yaml_file("code_books")["acled_disorder_types"]
    for kind in incident_types().values():
        if kind.acled:
            event = acled.event_type(kind.acled)
            assert event, kind.key
            assert disorders.get(kind.acled) or disorders.get(event), kind.key


def test_a_battle_of_three_days_is_three_acled_rows_whose_fatalities_add_up(ledger):
    battle = [row for row in rows(ledger, "acled.csv") if row["sub_event_type"] == "Armed clash"]

    assert [row["event_date"] for row in battle] == ["2016-11-02", "2016-11-03", "2016-11-04"]
    assert [row["fatalities"] for row in battle] == ["30", "", ""]
    assert len({row["event_id_cnty"] for row in battle}) == 3
    assert {row["time_precision"] for row in battle} == {"1"}
    assert (battle[0]["interaction"], battle[0]["iso"], battle[0]["region"]) == (
        "State forces-Rebel group",
        "368",
        "Middle East",
    )
    assert (battle[0]["source"], battle[0]["source_scale"]) == ("Reuters", "International")


def test_what_the_code_book_has_no_event_for_is_left_out(ledger):
    assert not any("Flames" in row["notes"] for row in rows(ledger, "acled.csv"))
    assert not any("Mosul" in row["where_coordinates"] and row["best"] == "" for row in rows(ledger, "ucdp_ged.csv"))


def test_a_toll_that_nobody_told_is_empty_unless_old_scripts_want_a_number(ledger):
    (plain,) = [row for row in rows(ledger, "acled.csv") if row["country"] == "Fiji"]
    (filled_up,) = [row for row in rows(ledger, "acled.csv", unknown_as=0) if row["country"] == "Fiji"]

    assert (plain["fatalities"], filled_up["fatalities"]) == ("", "0")
    assert (plain["actor1"], plain["inter1"], plain["interaction"]) == ("Gunmen", "", "Civilians only")
    assert plain["civilian_targeting"] == "Civilian targeting"


def test_kinds_of_actor_as_numbers(ledger):
    battle = next(row for row in rows(ledger, "acled.csv", codes=True) if row["sub_event_type"] == "Armed clash")

    assert (battle["inter1"], battle["inter2"], battle["interaction"]) == ("1", "2", "12")


def test_a_ucdp_row_spans_the_days_and_says_the_type_of_violence(ledger):
    found = {row["where_coordinates"]: row for row in rows(ledger, "ucdp_ged.csv")}

    assert set(found) == {"Tikrit", "Mosul"}  # no death is told in Suva
    tikrit = found["Tikrit"]
    assert (tikrit["date_start"], tikrit["date_end"], tikrit["type_of_violence"]) == ("2016-11-02", "2016-11-04", "1")
    assert (tikrit["best"], tikrit["deaths_unknown"], tikrit["deaths_civilians"]) == ("30", "30", "")
    assert tikrit["geom_wkt"] == "POINT (43.68 34.6)"
    assert tikrit["dyad_name"] == "Iraqi army - rebels"


@pytest.mark.parametrize(
    ("toll", "cells"),
    [
        (Count(24, 24, None, "at least"), ("24", "24", "")),
        (Count(24, None, None, "dozens"), ("24", "24", "")),
        (Count(None, None, 20, "up to"), ("", "", "20")),
        (Count(20, 22, 25), ("20", "22", "25")),
    ],
)
def test_a_bound_that_nobody_told_stays_empty(toll, cells):
    pair = told(
        "Gunmen killed people in Suva.",
        "attack",
        ("when", day("2016-10-01"), "killed"),
        ("where", PLACES["Suva"], "Suva"),
        ("killed", toll, "people"),
    )
    with Ledger.open(":memory:") as opened:
        (row,) = rows(filled(opened, pair), "ucdp_ged.csv")

    assert (row["low"], row["best"], row["high"]) == cells


def test_no_cell_is_a_formula(ledger):
    for form in ("acled.csv", "ucdp_ged.csv"):
        assert not any(cell.startswith(("=", "+", "@")) for row in rows(ledger, form) for cell in row.values())


def test_the_same_ledger_gives_the_same_bytes(ledger):
    for form in ("acled.csv", "ucdp_ged.csv"):
        assert export_as(ledger, form) == export_as(ledger, form)
