"""Origins are counted, not reports; unknown never corroborates; every merge names its edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.claims.speakers import speaker
from dateline.model import Attribution, Claim, Label, Medium, Observation, ReportCard, Source, Span
from dateline.weigh.copies import words_of
from dateline.weigh.independence import Telling, families, gatherers, independent, origins

LONG = (
    "A lorry full of flour overturned on the bridge at Amara on Monday and blocked the only road to the north for nine hours while "
    "drivers walked home along the river and soldiers carried the sacks to the bank by hand until the moon came up."
)


def t(report, root=None, **more):
    return Telling(report, speaker(root) if root else None, **more)


CASES = [
    ("one wire in two papers", [t("a", wire="AP"), t("b", wire="AP")], [[0, 1]], "same wire"),
    ("one ministry twice", [t("a", "the interior ministry"), t("b", "Interior Ministry spokesman Ali Odeh")], [[0, 1]], "same root"),
    ("ministry and hospital", [t("a", "the interior ministry"), t("b", "a doctor at the Amara hospital")], [[0], [1]], None),
    ("unnamed officials of one state", [t("a", "a US official"), t("b", "two US officials")], [[0, 1]], "same root"),
    ("unnamed officials of two states", [t("a", "a US official"), t("b", "an Israeli official")], [[0], [1]], None),
    ("nobody named twice", [t("a"), t("b")], [[0, 1]], "both unattributed"),
    ("nobody named joins somebody", [t("a"), t("b", "police")], [[0, 1]], "unknown origin"),
    ("one cites the other", [t("a", outlet="Amara Post"), t("b", "Amara Post", outlet="Basra News")], [[0, 1]], "cites"),
    ("one uploader", [t("a", media=("Amara Media",)), t("b", media=("Amara Media",))], [[0, 1]], "same media"),
    ("copied text", [t("a", words=words_of(LONG)), t("b", "police", words=words_of("By us. " + LONG))], [[0, 1]], "copied text"),
    ("a family of papers", [t("a", outlet="The Sun"), t("b", outlet="The Australian")], [[0, 1]], "same publisher"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "groups", "edge"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_groups_and_the_edge_that_merged(told, groups, edge):
    found = independent(told)

    assert [list(g) for g in found.groups] == groups
    assert {m.edge for m in found.merges} == ({edge} if edge else set())


def test_nothing_told_is_no_origin():
    assert independent([]).independent == 0


def test_only_unknown_origins_count_once():
    found = independent([t("a"), t("b"), t("c")])

    assert (found.independent, found.unknown) == (1, True)


NAMES = st.sampled_from(
    [None, "police", "a US official", "the interior ministry", "Ali Odeh", "residents", "he", "US media"]
)


@given(st.lists(st.tuples(NAMES, st.sampled_from([None, "AP"])), min_size=1, max_size=6), st.randoms())
def test_order_of_reports_does_not_change_the_number_of_origins(rows, random):
    told = [t(str(n), root, wire=wire) for n, (root, wire) in enumerate(rows)]
    mixed = list(told)
    random.shuffle(mixed)

    assert independent(told).independent == independent(mixed).independent


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_an_unknown_report_never_adds_an_origin(names):
    told = [t(str(n), name) for n, name in enumerate(names)]

    assert independent([*told, t("new")]).independent == independent(told).independent


def _claim(key, root=None):
    attribution = Attribution(root=speaker(root)) if root else Attribution()
    return Claim(id=key, field="type", value=Label("fire"), evidence=(Span(0, 1),), attribution=attribution)


def test_what_a_report_says_itself_is_no_origin_beside_those_it_names():
    observation = Observation(id="o", report_id="r", type="fire", claims=(_claim("1", "police"), _claim("2")))

    told = origins([observation], {"r": ReportCard(id="r", outlet="Amara Post")})

    assert (told.of("1"), told.of("2"), told.found.independent) == ("police", "police", 1)


def test_an_outlet_that_names_nobody_is_one_origin_at_most():
    held = [Observation(id=f"o{n}", report_id=f"r{n}", type="fire", claims=(_claim(str(n)),)) for n in range(3)]

    assert origins(held, {}).found.independent == 1


def test_reports_of_one_text_or_one_wire_are_one_family():
    one, copy, same_wire, other = (
        ReportCard(id="a", shingles=tuple(range(20))),
        ReportCard(id="b", shingles=tuple(range(5, 25)), wire="AP"),
        ReportCard(id="c", shingles=tuple(range(50, 70)), wire="AP"),
        ReportCard(id="d", shingles=tuple(range(90, 99)), wire="AFP"),
    )

    assert families([other, copy, one, same_wire]) == (("a", "b", "c"), ("d",))


def _chain(key, *chain, field="type", value=None):
    attribution = Attribution(chain=chain, root=chain[-1])
    return Claim(id=key, field=field, value=value or Label("fire"), evidence=(Span(0, 1),), attribution=attribution)


PAGE, AGENCY, CHANNEL, POLICE, DOCTOR = (
    Source("Amara Post", "outlet"), Source("AP", "agency"), Source("a local channel", "channel"),
    Source("Amara police", "official"), Source("a doctor at the Amara hospital", "person"),
)  # fmt: skip
CREDIT = Medium(kind="video", uploader="a local channel", credit="Nahr Eye")


def _observation(report, *claims):
    return Observation(id=f"o-{report}", report_id=report, type="fire", claims=claims)


def test_a_page_that_relays_an_agency_and_a_channel_brings_those_two_and_adds_none():
    told = _observation(
        "r",
        _chain("1", PAGE, AGENCY),
        _chain("2", PAGE, CHANNEL),
        _chain("3", PAGE, CHANNEL, field="media", value=CREDIT),
    )

    assert gatherers([told], {"r": ReportCard(id="r", outlet="Amara Post")}) == {"ap", "nahr eye"}
    assert origins([told], {}).found.independent == 2


def test_a_channel_that_no_credit_names_is_nobody_in_particular():
    told = _observation("r", _chain("1", PAGE, AGENCY), _chain("2", PAGE, CHANNEL))

    assert gatherers([told], {"r": ReportCard(id="r", outlet="Amara Post")}) == {"ap"}


def test_all_whom_one_report_quotes_were_asked_by_one():
    told = _observation("r", _chain("1", PAGE, POLICE), _chain("2", PAGE, DOCTOR))

    assert gatherers([told], {"r": ReportCard(id="r", outlet="Amara Post")}) == {"report r"}


def test_one_agency_in_two_papers_is_one_gatherer():
    one, other = _observation("a", _chain("1", PAGE, AGENCY, POLICE)), _observation("b", _chain("2", AGENCY, DOCTOR))

    assert gatherers([one, other], {}) == {"ap"}
