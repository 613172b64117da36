"""The page trusts no word of a report, needs no network, and leads from every value to its sentence."""

import itertools
import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ledger import Ledger
from dateline.model import Actor, Count, Label, Where
from dateline.web.map import Spot, core, draw
from dateline.web.notes import safe_url
from dateline.web.outlines import outlines
from dateline.web.situation import situation, situation_html
from dateline.web.timeline import Stretch, chart
from tests.ledger.make import bombing, day, filled, observe, report

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>'\"><svg onload=alert(3)>{{ 7*7 }}"


class Reader(HTMLParser):
    """Elements, ids and addresses of a page; what is opened must be closed."""

    VOID = frozenset({"meta", "br", "img", "link", "input"})

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.ids, self.links, self.attributes = [], set(), [], [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in {"href", "src"}]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parse(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def ledger():
    first = bombing(killed=6, url="https://example.org/1?a=1&b=2", title="A bomb")
    second = bombing(
        killed=9, words="nine people", source="a hospital", outlet="The Continental", published="2016-11-06"
    )
    bad = report(
        f"{HOSTILE} exploded in {HOSTILE}, killing two.", title=HOSTILE, outlet=HOSTILE, url="javascript:alert(4)"
    )
    third = observe(
        bad,
        "ied",
        ("type", Label("ied", HOSTILE), "exploded"),
        ("actor", Actor(HOSTILE), HOSTILE),
        ("where", Where(HOSTILE, 36.3, 43.2, 100.0, "place"), HOSTILE),
        ("when", day("2016-11-04"), "two"),
        ("killed", Count(2, 2, 2, HOSTILE), "two"),
        source=HOSTILE,
    )
    with Ledger.open(":memory:") as opened:
        yield filled(opened, first, second, (bad, third), (report("لا شيء", language="ar"),))


@pytest.fixture(scope="module")
def page(ledger):
    return situation_html(ledger, title=f"Title {HOSTILE}")


def test_nothing_from_a_report_becomes_markup(page):
    found = parse(page)

    assert not found.tags & {"script", "img", "iframe", "object", "link", "form", "input", "base"}
    assert not [name for name in found.attributes if name.startswith("on") or name == "style"]
    assert "&lt;script&gt;" in page
    assert "49" not in re.findall(r"svg onload[^&]*&gt;([^<]*)", page)


def test_no_address_but_anchors_and_web_addresses(page):
    links = parse(page).links

    assert links
    assert not [link for link in links if not link.startswith(("#", "https://", "http://"))]
    assert "https://example.org/1?a=1&b=2" in links


def test_every_anchor_leads_somewhere_and_ids_are_unique(page):
    found = parse(page)

    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)


def test_the_page_allows_nothing_but_its_own_style(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    from base64 import b64encode
    from hashlib import sha256

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert b64encode(sha256(style.encode()).digest()).decode() in policy
    assert "url(" not in style
    assert "@import" not in style


def test_a_footnote_quotes_the_sentence_marks_the_words_and_names_the_speaker(page):
    assert (
        "A bomb killed <mark>six people</mark> in Mosul on that day" in page or "killed <mark>six people</mark>" in page
    )
    assert re.search(r"a hospital &lt; The Continental</bdi>, 2016-11-06", page)


def test_what_differs_is_shown_as_disputed(ledger):
    found = situation(ledger, title="T")
    told = {
        voice.text: voice.who
        for d in found.disputes
        for field, voices in d.fields
        if field == "killed"
        for voice in voices
    }

    assert told == {"6": "police", "9": "a hospital"}


def test_what_may_be_true_beside_the_best_value_is_not_shown_as_disputed():
    with Ledger.open(":memory:") as ledger:
        filled(
            ledger,
            bombing(killed=6),
            bombing(
                killed=9, words="nine people", source="a hospital", outlet="The Continental", published="2016-11-06"
            ),
            bombing(
                killed=Count(5, None, None, bound="at least"), words="at least five", source="a doctor", outlet="Third"
            ),
        )
        found = situation(ledger, title="T")

    (dispute,) = found.disputes
    assert {voice.text for voice in dict(dispute.fields)["killed"]} == {"6", "9"}


def test_what_was_not_read_is_said(page):
    assert "1 report in <code>ar</code>" in page


def test_the_same_ledger_gives_the_same_page(ledger):
    assert situation_html(ledger, title="T") == situation_html(ledger, title="T")


def test_an_empty_ledger_gives_a_page_too():
    with Ledger.open(":memory:") as empty:
        html = situation_html(empty, title="Nothing")

    parse(html)
    assert "No incident has a place" in html


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/", True), ("http://example.org/a?b#c", True), (" https://example.org ", True),
        ("javascript:alert(1)", False), ("JaVaScRiPt:alert(1)", False), ("data:text/html,x", False), ("file:///etc/passwd", False),
        ("//example.org", False), ("https:", False), ("http://[", False), ("", False), (None, False), ("vbscript:x", False),
    ],
)  # fmt: skip
def test_addresses(url, kept):
    assert (safe_url(url) is not None) == kept


SPOTS = st.builds(
    Spot,
    lat=st.floats(-89.9, 89.9),
    lon=st.floats(-180, 180),
    label=st.text(max_size=20),
    radius_m=st.floats(0, 1e6),
    incident=st.text(min_size=1, max_size=3),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(SPOTS, min_size=1, max_size=12))
def test_any_spots_can_be_drawn(spots):
    """Marks of the core lie on the sheet, labels do not run off it, and all numbers are plain."""
    kept, outside = core(spots)
    drawing = draw(kept, (), outside)

    assert len(kept) + outside == len(spots)
    assert all(-1 <= m.x <= drawing.width + 1 and -1 <= m.y <= drawing.height + 1 for m in drawing.marks)
    assert not [path for _, path in drawing.land if "nan" in path or "inf" in path or "e" in path]


def test_far_off_places_do_not_shrink_the_map():
    spots = [Spot(lat=36 + n / 20, lon=43, label=str(n), incident=str(n)) for n in range(10)]
    kept, outside = core([*spots, Spot(lat=19, lon=-72, label="Nord", incident="x")])

    assert (len(kept), outside) == (10, 1)


def test_outlines_are_cut_to_the_box():
    found = dict(outlines((40.0, 33.0, 46.0, 38.0)))

    assert "Iraq" in found
    assert all(
        39.99 <= x <= 46.01 and 32.99 <= y <= 38.01 for rings in found.values() for ring in rings for x, y in ring
    )


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DAYS, st.integers(0, 4000), st.text(max_size=60)), min_size=1, max_size=30))
def test_any_dates_can_be_drawn(items):
    stretches = []
    for number, (first, length, label) in enumerate(items):
        last = min(date.max, first + timedelta(days=min(length, (date.max - first).days)))
        stretches.append(Stretch(first=first, last=last, label=label, incident=str(number), kind="reported"))
    drawn = chart(stretches)

    assert len(drawn.bars) + drawn.hidden == len(stretches)
    assert all(0 <= b.x <= drawn.width and b.x + b.width <= drawn.width + 7 for b in drawn.bars)
    assert 0 < len(drawn.ticks) < 120


def test_bars_and_labels_do_not_overlap():
    first = date(2016, 11, 1)
    stretches = [
        Stretch(
            first=first + timedelta(days=n % 9),
            last=first + timedelta(days=n % 9),
            label=f"Incident {n}",
            incident=str(n),
            kind="reported",
        )
        for n in range(30)
    ]
    by_lane = {}
    for bar in chart(stretches).bars:
        by_lane.setdefault(bar.y, []).append((bar.x, bar.x + bar.width))
    for bars in by_lane.values():
        bars.sort()
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(bars))
