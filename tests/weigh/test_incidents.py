"""Fields of an incident: one value that somebody told, its rivals beside it, and never an average."""

from dateline.link import link
from dateline.model import Count, Label, Option
from dateline.weigh import changes, incidents
from dateline.weigh.fields import _support
from dateline.weigh.options import width
from tests.link.make import c, cards, count, d, k, o, s


def weighed(observations, known, decisions=()):
    return incidents(link(observations, known, decisions), observations, known, decisions)


def same(*observations):
    """A ruling that these are one incident, so that weighing is tested apart from linking."""
    return [d("same", "same", *(x.id for x in observations))]


def test_a_single_report_is_believed_as_it_stands():
    a = o("a", when="2017-04-05", where="Hama", killed=4, root="Civil Defence")
    (incident,) = weighed([a], cards(a, published="2017-04-06"))

    assert incident.fields["killed"].best.value.best == 4
    assert incident.fields["killed"].rule
    assert (incident.reports, incident.independent, incident.verification) == (1, 1, "reported")


def test_an_outlet_that_corrects_itself_counts_with_its_last_number_only():
    a, b = o("a", killed=9), o("b", killed=6)
    known = cards(a=k("r-a", "2017-04-05", outlet="Orient"), b=k("r-b", "2017-04-06", outlet="Orient"))
    (incident,) = weighed([a, b], known, same(a, b))

    assert incident.fields["killed"].best.value.best == 6
    assert [h.value.best for h in incident.fields["killed"].history] == [9, 6]
    assert not incident.fields["killed"].disputed


def test_numbers_of_two_origins_that_cannot_both_be_are_a_dispute_and_no_average():
    a, b, e = (
        o("a", killed=10, root="Police"),
        o("b", killed=30, root="Opposition"),
        o("e", killed=30, root="Red Crescent"),
    )
    (incident,) = weighed([a, b, e], cards(a, b, e, published="2017-04-05"), same(a, b, e))

    assert incident.fields["killed"].best.value.best == 30
    assert incident.fields["killed"].disputed


def test_a_fire_ends_only_when_a_later_report_says_so():
    a = o("a", type="fire", claims=(c("a1", "status", s("ongoing", "2016-10-31")),))
    b = o("b", type="fire", claims=(c("b1", "status", s("ended", "2016-10-29")),))
    e = o("e", type="fire", claims=(c("e1", "status", s("ongoing", "2016-11-02")),))
    (incident,) = weighed([a, b, e], cards(a, b, e, published="2016-11-03"), same(a, b, e))

    assert (incident.status, incident.status_since) == ("ongoing", "2016-10-31")


def test_a_correction_by_a_person_stands_on_top_and_keeps_what_was_told():
    a = o("a", killed=4)
    known = cards(a, published="2017-04-05")
    (incident,) = weighed([a], known, [d("1", "correct", "i-a", field="killed", value=5, why="two lists compared")])

    view = incident.fields["killed"]
    assert view.best.value == Count(5, 5, 5)
    assert [r.value.best for r in view.rivals] == [4]
    assert "ana" in view.rule
    assert "two lists compared" in view.rule


def test_changes_tell_what_was_added_merged_and_split():
    a, b = o("a", when="2017-04-05", where="Hama"), o("b", when="2017-04-05", where="Homs")
    known = cards(a, b, published="2017-04-06")
    nothing, apart, one = [], weighed([a, b], known), weighed([a, b], known, same(a, b))

    assert [x.kind for x in changes(nothing, apart)] == ["added", "added"]
    assert [(x.kind, x.incident, x.others) for x in changes(apart, one)] == [("merged", "i-a", ("i-b",))]
    assert ("split", "i-a", ("i-b",)) in [(x.kind, x.incident, x.others) for x in changes(one, apart)]
    assert changes(one, one) == []


def test_a_revision_takes_the_place_of_what_others_told_before_it():
    a, b = o("a", killed=13, root="Police"), o("b", killed=13, root="Hospital")
    e = o("e", claims=(c("e1", "killed", Count(16, 16, 16, revised=True)),))
    known = cards(a=k("r-a", "2017-04-05"), b=k("r-b", "2017-04-05"), e=k("r-e", "2017-04-06"))
    (incident,) = weighed([a, b, e], known, same(a, b, e))

    view = incident.fields["killed"]
    assert view.best.value.best == 16
    assert "since the latest revision" in view.rule
    assert [h.value.best for h in view.history] == [13, 16]


def test_a_number_of_an_undated_report_does_not_silence_the_dated_ones():
    a, b, e = o("a", killed=9, root="Police"), o("b", killed=9, root="Hospital"), o("e", killed=4)
    known = cards(a=k("r-a", "2017-04-05"), b=k("r-b", "2017-04-05"), e=k("r-e", None))
    (incident,) = weighed([a, b, e], known, same(a, b, e))

    assert incident.fields["killed"].best.value.best == 9


def test_a_vague_number_supports_the_exact_one():
    a, b = o("a", claims=(c("a1", "killed", count(6, high=None, bound="at least")),)), o("b", killed=8)
    (incident,) = weighed([a, b], cards(a, b, published="2017-04-05"), same(a, b))

    assert incident.fields["killed"].best.value.best == 8
    assert not incident.fields["killed"].disputed


def test_a_wider_type_speaks_for_the_narrower_one_and_not_for_its_rivals():
    suicide, air, attack = (Option(Label(key, key), (key,), roots) for key, roots in (
        ("suicide_bomb", ("police",)), ("air_strike", ("a group",)), ("attack", ("police", "hospital"))
    ))  # fmt: skip
    found = [air, attack, suicide]

    assert _support(suicide, found) == {"police", "hospital"}
    assert _support(air, found) == {"a group", "hospital"}
    assert width(attack.value) > width(suicide.value)


def test_a_kind_told_once_in_passing_is_not_the_kind_of_what_is_told_three_times():
    told = [
        c(f"a{n}", "type", Label(kind, kind)) for n, kind in enumerate(["armed_clash", "troop_movement", "armed_clash"])
    ]
    a = o("a", type="armed_clash", claims=tuple(told))
    (incident,) = weighed([a], cards(a, published="2017-04-05"))

    assert incident.type == "armed_clash"


def test_two_values_of_one_origin_are_no_dispute_between_sources():
    a, b = o("a", when="2017-04-05", root="Police"), o("b", when="2017-04-09", root="Police")
    e = o("e", when="2017-04-09", root="Red Crescent")
    (alone,) = weighed([a, b], cards(a, b, published="2017-04-10"), same(a, b))
    (contradicted,) = weighed([a, e], cards(a, e, published="2017-04-10"), same(a, e))

    assert not alone.fields["when"].disputed
    assert contradicted.fields["when"].disputed
