"""Promise 2: same reports and same decisions give the same incidents, in whatever order and portions they arrived."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.link import Linker, link
from dateline.weigh import incidents
from tests.link.make import d, k, o

WHERE = ["Hama", "Homs", "Aleppo", "Nowhere"]
NAMES = ["omar haddad", "haddad", "jisr", "tarim", "belen road", "rahad"]

day = st.integers(0, 40).map(lambda n: (date(2017, 3, 20) + timedelta(days=n)).isoformat())


@st.composite
def ledgers(draw):
    """Up to 24 observations in up to 14 reports, some with names, some copies of one text, some of round-ups."""
    observations, cards = [], {}
    for r in range(draw(st.integers(1, 14))):
        names = tuple(draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True)))
        report = f"r{r}"
        copy = draw(st.booleans())
        published = "2017-04-06" if copy else draw(st.none() | day)
        cards[report] = k(
            report, published, outlet=draw(st.sampled_from(["Orient", "Sana", None])),
            names=("haddad",) if copy else names, lead=names[:1] if not copy else (), length=50,
            text_key="same" if copy else "", words=("market", "gas"),
        )  # fmt: skip
        for n in range(draw(st.integers(1, 2))):
            more = {"when": draw(st.none() | day), "where": draw(st.none() | st.sampled_from(WHERE))}
            if copy:
                more = {"when": "2017-04-05", "where": "Hama"}
            killed = None if copy else draw(st.none() | st.integers(0, 9))
            kind = draw(st.sampled_from(["shelling", "air_strike", "fire"])) if not copy else ("fire" if n else "ied")
            observations.append(
                o(
                    f"o{r}-{n}",
                    report,
                    kind,
                    killed=killed,
                    trigger=9 * n,
                    roundup=draw(st.integers(0, 9)) == 0,
                    names=names,
                    **more,
                )
            )
    return observations, cards


def by_report(observations):
    found = {}
    for x in observations:
        found.setdefault(x.report_id, []).append(x)
    return found


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.randoms(use_true_random=False), st.data())
def test_order_and_portions_change_nothing(ledger, random, data):
    observations, cards = ledger
    decisions = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(["same", "different"]), st.sampled_from(observations), st.sampled_from(observations)
            ),
            max_size=3,
        )
    )
    ruled = [
        d(str(n), kind, a.id, b.id, at=f"2026-01-0{n + 1}") for n, (kind, a, b) in enumerate(decisions) if a.id != b.id
    ]
    whole = link(observations, cards, ruled)
    portions = list(by_report(observations).values())
    random.shuffle(portions)
    linker = Linker()
    early = random.random() < 0.5
    if early:
        linker.rule(ruled)
    while portions:
        size = random.randint(1, 4)
        linker.add([x for portion in portions[:size] for x in portion], cards)
        del portions[:size]
    if not early:
        linker.rule(ruled)

    got = linker.linking()
    assert got.clusters == whole.clusters
    assert got.links == whole.links
    assert got == whole


@settings(max_examples=40, deadline=None)
@given(ledgers(), st.data())
def test_a_decision_and_its_undo_are_nothing(ledger, data):
    observations, cards = ledger
    a, b = data.draw(st.sampled_from(observations)), data.draw(st.sampled_from(observations))
    kind = data.draw(
        st.sampled_from(["same", "different", "unsure", "merge", "split", "reject", "withdraw", "confirm", "refute"])
    )
    targets = (a.id, b.id) if kind in {"same", "different", "unsure", "merge", "split"} else (a.id,)
    ruled = [d("1", kind, *targets), d("2", "undo", "1", at="2026-01-02")]
    plain = link(observations, cards)
    undone = link(observations, cards, ruled)

    assert undone == plain
    assert incidents(undone, observations, cards, ruled) == incidents(plain, observations, cards)


@settings(max_examples=30, deadline=None)
@given(ledgers())
def test_every_observation_is_in_one_incident_and_no_incident_holds_two_of_a_report(ledger):
    observations, cards = ledger
    clusters = link(observations, cards).clusters
    held = [x for c in clusters for x in c.observations]
    reports = {x.id: x.report_id for x in observations}

    assert sorted(held) == sorted(reports)
    for c in clusters:
        told = [reports[x] for x in c.observations]
        assert len(told) == len(set(told))
