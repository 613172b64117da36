"""Part of, follow-up, series: what belongs together without being one incident."""

import pytest

from dateline.cli.show import End, link_lines
from dateline.link import link
from dateline.link.families import family
from dateline.link.features import in_words
from dateline.link.node import node
from dateline.link.ties import tie
from dateline.model import Incident, Link, Where
from dateline.vocab import tsv_rows
from dateline.vocab.incident_types import incident_types
from tests.link.make import c, cards, day, k, o

CITY = Where("Basra", 30.51, 47.82, 10_000.0, "place", kind="city", country="IQ", layer="base")
ASHAR = Where("Al-Ashar", 30.52, 47.84, 1500.0, "place", kind="neighbourhood", country="IQ", layer="base")
AMARA = Where("Amara", 31.84, 47.14, 3000.0, "place", kind="town", country="IQ", layer="base")


def told(key, kind, where, when, days=1, **more):
    claims = (c(f"{key}-w", "where", where), c(f"{key}-t", "when", day(when, days)))
    return o(key, type=kind, claims=claims, **more)


def made(observation):
    return node(observation, k(observation.report_id, "2016-06-30"))


TIES = [
    ("a clash within a month of fighting", told("a", "armed_clash", ASHAR, "2016-05-04"), told("b", "armed_clash", CITY, "2016-05-01", 30), "part_of"),
    ("a shell within a month of fighting", told("a", "shelling", ASHAR, "2016-05-04"), told("b", "armed_clash", CITY, "2016-05-01", 30), "part_of"),
    ("a clash elsewhere", told("a", "armed_clash", AMARA, "2016-05-04"), told("b", "armed_clash", CITY, "2016-05-01", 30), None),
    ("a clash before it all", told("a", "armed_clash", ASHAR, "2016-04-20"), told("b", "armed_clash", CITY, "2016-05-01", 30), None),
    ("a clash on the day of another", told("a", "armed_clash", ASHAR, "2016-05-01"), told("b", "armed_clash", CITY, "2016-05-01"), None),
    ("a clash of other sides", told("a", "armed_clash", ASHAR, "2016-05-04", actor="Army"), told("b", "armed_clash", CITY, "2016-05-01", 30, actor="Tribes"), None),
    ("an arrest over a bomb", told("a", "arrest", ASHAR, "2016-05-09"), told("b", "ied", ASHAR, "2016-05-04"), "follow_up"),
    ("an arrest before the bomb", told("a", "arrest", ASHAR, "2016-05-01"), told("b", "ied", ASHAR, "2016-05-04"), None),
    ("an arrest elsewhere", told("a", "arrest", AMARA, "2016-05-09"), told("b", "ied", ASHAR, "2016-05-04"), None),
    ("a bomb after an arrest", told("a", "ied", ASHAR, "2016-05-09"), told("b", "arrest", ASHAR, "2016-05-04"), None),
    ("bombs in one quarter", told("a", "ied", ASHAR, "2016-05-09"), told("b", "ied", ASHAR, "2016-05-04"), "series"),
    ("bombs in one quarter years apart", told("a", "ied", ASHAR, "2016-05-09"), told("b", "ied", ASHAR, "2014-05-04"), None),
    ("bombs in two towns by one side", told("a", "ied", AMARA, "2016-05-04", actor="League"), told("b", "ied", ASHAR, "2016-05-04", actor="League"), "series"),
    ("bombs in two towns by nobody known", told("a", "ied", AMARA, "2016-05-04"), told("b", "ied", ASHAR, "2016-05-04"), None),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "kind"), [row[1:] for row in TIES], ids=[row[0] for row in TIES])
def test_what_belongs_together(a, b, kind):
    found = tie(made(a), made(b))

    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(("a", "b", "kind"), [row[1:] for row in TIES], ids=[row[0] for row in TIES])
def test_a_tie_is_the_same_from_both_ends(a, b, kind):
    there, back = tie(made(a), made(b)), tie(made(b), made(a))

    assert [(t.a.id, t.b.id, t.kind) for t in (there,) if t] == [(t.a.id, t.b.id, t.kind) for t in (back,) if t]


def test_one_report_ties_what_it_tells_of_two_incidents():
    bomb = told("a", "ied", ASHAR, "2016-05-04", report="r")
    arrest = told("b", "arrest", ASHAR, "2016-05-09", report="r")
    (found,) = link([bomb, arrest], cards(bomb, arrest, published="2016-05-10")).links

    assert (found.kind, found.a, found.b) == ("follow_up", "i-b", "i-a")
    assert [reason for reason, _ in found.terms] == ["at its place", "5 days later"]


def test_plans_and_denials_are_tied_to_nothing():
    assert (
        tie(made(told("a", "arrest", ASHAR, "2016-05-09", role="planned")), made(told("b", "ied", ASHAR, "2016-05-04")))
        is None
    )


@pytest.mark.parametrize("row", tsv_rows("linking_ties"), ids=lambda row: f"{row['tie']} {row['type']} {row['to']}")
def test_the_table_of_ties_names_kinds_of_event_that_exist(row):
    known = {*incident_types(), *(family(kind) for kind in incident_types())}

    assert {row["type"], row["to"]} <= known
    assert row["tie"] == "part_of" or int(row["days"]) > 0


def test_a_tie_is_shown_with_its_reasons_and_without_a_score():
    link = Link("i-b", "i-a", 0.0, (("at its place", 0.0), ("5 days later", 0.0)), "follow_up")
    shown = link_lines(Incident(id="i-b", type="arrest", observations=("b",), links=(link,)), {"i-a": End("A bomb")})

    assert shown[1:] == ["  i-b follows from i-a (A bomb): at its place, 5 days later"]


def test_a_link_shows_its_terms_and_the_telling_words_that_both_reports_use():
    link = Link("b", "a", 1.2, (("67 days between the reports", -1.0), ("same place", 2.2)))
    ends = {
        "a": End("Gazette, 2016-11-02", frozenset({"larnok", "bridge"})),
        "b": End("Post, 2016-11-03", frozenset({"larnok", "@copy:1"})),
    }
    shown = link_lines(Incident(id="i-a", type="ied", observations=("a", "b"), links=(link,)), ends)

    assert shown[1] == "  +1.20  same: b (Post, 2016-11-03) and a (Gazette, 2016-11-02)"
    assert shown[2].endswith("same place")
    assert shown[-1] == "    both say: larnok"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("gap", 0.6931, "1 days between the reports"),
        ("date_gap", 4.2195, "67 days between the event dates"),
        ("far", 1.0986, "at least 20 km apart"),
        ("place", 1.0, "same place"),
    ],
)
def test_terms_that_measure_say_their_measure(name, value, words):
    assert in_words(name, value) == words
