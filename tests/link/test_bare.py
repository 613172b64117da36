"""What tells no more than a place may join one incident and never holds two together."""

import msgspec
import pytest

from dateline.link import Linker
from dateline.link.node import node
from dateline.model import Where
from tests.link.make import c, cards, day, k, o

HEARD = "Explosions were heard in Hama, and nobody has said yet what they were or where in the town they were."


def heard(key="a", text=HEARD, **more):
    return node(o(key, where="Hama", names=("hama",), **more), k(f"r-{key}", "2016-05-02", text=text))


def test_an_observation_without_date_toll_or_name_is_bare():
    assert heard().bare
    assert heard(claims=(c("w", "when", msgspec.structs.replace(day("2016-05-02"), basis="published")),)).bare


@pytest.mark.parametrize("more", [{"when": "2016-05-01"}, {"killed": 2}, {"injured": 1}])
def test_a_date_of_its_own_or_a_toll_is_enough_to_be_held_against_others(more):
    assert not heard(**more).bare


def test_a_name_beside_its_place_is_enough_too():
    told = o("a", where="Hama", names=("hama", "rahad market"))

    assert not node(told, k("r-a", "2016-05-02", text=HEARD)).bare


def test_rows_without_text_and_whole_reports_are_not_bare():
    row = o("a", where="Hama", names=("hama",))

    assert not node(row, k("r-a", "2016-05-02", length=0)).bare
    assert not heard(type="").bare


def test_a_bare_observation_bridges_nothing():
    told = [
        o("a", when="2016-05-01", where="Hama", killed=4, names=("hama", "haddad")),
        o("b", when="2016-05-02", where="Hama", killed=2, names=("hama", "kurdi")),
        o("e", where="Hama", names=("hama",)),
    ]
    linker = Linker()
    linker.add(told, cards(*told, **{f"r_{x.id}": k(x.report_id, "2016-05-02", text=HEARD) for x in told}))

    assert [linker.loose(linker.home[x.id]) for x in told] == [False, False, True]
    assert all(not {"a", "b"} <= set(x.observations) for x in linker.clusters().values())


def test_what_lasts_and_what_is_told_of_a_building_is_not_bare():
    works = (c("w", "where", Where("Hama mill", 35.1, 36.7, 200.0, "facility")),)

    assert not heard(type="siege_access").bare
    assert not heard(claims=works).bare
