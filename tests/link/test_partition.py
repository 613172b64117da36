"""Clusters that are kept up to date are those of clustering everything at the end."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.link.cluster import pair
from dateline.link.partition import Partition

NODES = "abcdefghijklmn"


@dataclass
class Web:
    """A graph by hand."""

    links: dict[str, dict[str, int]] = field(default_factory=dict)
    round_ups: set[str] = field(default_factory=set)
    apart: set[tuple[str, str]] = field(default_factory=set)
    partners: dict[str, list[str]] = field(default_factory=dict)

    def near(self, n):
        return self.links[n]

    def full(self, a, b):
        return self.links[a][b]

    def loose(self, n):
        return n in self.round_ups

    def barred(self, among):
        return {p for p in self.apart if set(p) <= among}

    def link(self, a, b, score):
        self.links[a][b] = self.links[b][a] = score


scores = st.integers(-6, 8).map(lambda n: n * 500)  # many ties
links = st.dictionaries(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] < p[1]), scores)


def clusters(web):
    partition = Partition(web)
    partition.renew(web.links)
    return partition.clusters


@settings(max_examples=400, deadline=None)
@given(links, st.sets(st.sampled_from(NODES), max_size=3), st.permutations(NODES), st.data())
def test_what_is_kept_is_what_would_be_made_anew(found, loose, order, data):
    web = Web(round_ups=loose, apart={p for p in found if found[p] == 1500})
    partition = Partition(web)
    waiting = list(order)
    while waiting:
        size = data.draw(st.integers(1, 5))
        new, waiting = waiting[:size], waiting[size:]
        web.links.update({n: {} for n in new})
        for (a, b), score in found.items():
            if a in web.links and b in web.links and b not in web.links[a]:
                web.link(a, b, score)
        partition.renew(new)

        assert partition.clusters == clusters(web)


@settings(max_examples=300, deadline=None)
@given(links, st.data())
def test_links_that_fade_and_rulings_that_change_reach_no_further_than_they_must(found, data):
    web = Web(links={n: {} for n in NODES})
    for (a, b), score in found.items():
        web.link(a, b, score)
    partition = Partition(web)
    partition.renew(NODES)
    for _ in range(4):
        touched = set()
        for a, b in data.draw(st.lists(st.sampled_from(sorted(found)), max_size=3)) if found else ():
            web.link(a, b, web.links[a][b] - 1000)
            touched |= {a} if partition.together(a, b) else set()
        ruled = data.draw(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] < p[1]))
        web.apart ^= {pair(*ruled)}
        together = data.draw(st.sets(st.sampled_from(NODES), min_size=2, max_size=3))
        touched |= {*ruled, *web.partners, *together}
        web.partners = {n: sorted(together) for n in together}
        web.apart = {p for p in web.apart if not set(p) <= together}
        turned = data.draw(st.sampled_from(NODES))
        web.round_ups ^= {turned}
        partition.renew(touched | {turned})

        assert partition.clusters == clusters(web)
