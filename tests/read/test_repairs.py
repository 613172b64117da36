"""How damaged stretches are read. The received text never changes."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.repairs import find_repairs
from dateline.read.text import report_from_text
from dateline.read.view import view


def _read(text, published=None):
    return view(report_from_text(text, published=published)).text


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("They fled the city ? one of the last.", "They fled the city – one of the last."),
        ("They fled the city \ufffd one of the last.", "They fled the city – one of the last."),
        ("The group?s men don?t know.", "The group’s men don’t know."),
        ("He said ?we saw it.", "He said “we saw it."),
        ("Shells hit Syrias second city.", "Shells hit Syria’s second city."),
        ("Shells hit Noro, then Noros market.", "Shells hit Noro, then Noros market."),
        ("Two died in Noro on Friday. Noros market burned.", "Two died in Noro on Friday. Noro’s market burned."),
        ("He spoke in Russian on Friday. Russians cheered.", "He spoke in Russian on Friday. Russians cheered."),
        ("The two Koreas met.", "The two Koreas met."),
        ("THE| Islamic court ruled.", "The Islamic court ruled."),
        ("T|he court ruled.", "The court ruled."),
        ("It lasted two weeks.The army left.", "It lasted two weeks. The army left."),
        ("Nobody survived the attackThe army left.", "Nobody survived the attack. The army left."),
        ("“We ran.”The army left.", "“We ran.” The army left."),
        ("They reached the outskirts..", "They reached the outskirts."),
        ("A cafÃ© burned in GÃ¼rpÄ±nar.", "A café burned in Gürpınar."),
        ("It wasnâ€™t a bomb.", "It wasn’t a bomb."),
        ("â Itâ s over,â he said â “ twice.", "“It’s over,” he said – twice."),
        ("He said â€œno.â€\ufffd", "He said “no.”"),
        ("Shells hit #Kafr_Zita, says #SyrianWatch2015 #IDF.", "Shells hit Kafr Zita, says Syrian Watch 2015 IDF."),
        ("Shells hit Aleppopic.twitter.com/x1 today", "Shells hit Aleppo pic.twitter.com/x1 today"),
        ("It was a large explo-\n   sion in a US-\nled raid.", "It was a large explosion in a US-led raid."),
        ("The b.o.m.b fell; G a z a burned; I$I$ fled.", "The bomb fell; Gaza burned; ISIS fled."),
        ("UPDATED NOVEMBER 5, 201610:12 by us", "UPDATED NOVEMBER 5, 2016 10:12 by us"),
        ("Posted 31 October 201617:39 by us", "Posted 31 October 2016 17:39 by us"),
        ("Smith &amp;amp; Sons burned &quot;down&quot;.", 'Smith & Sons burned "down".'),
        ("The ex\u00adplosion at the\u200b port.", "The explosion at the port."),
        ("\u202bbomb\u202c went off", "bomb went off"),
        ("A b o m b i n g hit Gaza.", "A bombing hit Gaza."),
        ("The i*s*r*a*e*l*i army", "The israeli army"),
        ("Two people kil*led by isr@eli fire", "Two people killed by israeli fire"),
        ("The **Battle of Sample** began [here](https://a.example/b).", "The Battle of Sample began here."),
        ("Fires at the port October 317:39 today", "Fires at the port October 31 7:39 today"),
        ("Updated November 5, 201610:12 by us", "Updated November 5, 2016 10:12 by us"),
        ("Seen 2016-11-0510:12 in town", "Seen 2016-11-05 10:12 in town"),
    ],
)
def test_a_damaged_stretch_is_read_as_it_was_meant(text, reading):
    assert _read(text) == reading


@pytest.mark.parametrize(
    "text",
    [
        "Who did it? Nobody knows.",
        "Really? he asked. And then? nothing.",
        "He waited ... and left.",
        "The U.S.A.F. and the P.K.K. met at 5 p.m. The end.",
        "See www.Example.com or mail Ann.Other@Example.org, said Node.js users.",
        "“Curly” quotes and ‘single’ ones stay.",
        "Tables P W D L F A show MBAs and A B C.",
        "A 3*4 grid, 5*5 and a@b.example stay.",
        "The match ended 3:2 in May 2016 at 10:12.",
        "October 31, 7:39 is fine; so is October 3 at 17:39.",
        "Mosul | Iraq | News",
        "Die Straße in Köln, café, naïve, château, âge, ÉTÉ.",
        "The iPhone and McDonald and eBay and YouTube stay.",
        "Item #4 and a C# team; see https://a.example/#part and https://b.example/http.",
        "Open https://a.example/x?s=1&t=2 or ?id=5 there.",
        "R&D and AT&T stay; so does x<y>z.",
    ],
)
def test_what_is_not_surely_damaged_stays(text):
    assert _read(text) == text


@pytest.mark.parametrize(
    ("text", "published", "reading", "others"),
    [
        ("Fire October 317:39. It burned on October 31.", None, "31 7:39", ("3 17:39",)),
        ("Fire October 317:39. It burned on October 3.", None, "3 17:39", ("31 7:39",)),
        ("Fire October 317:39.", "2016-10-05", "3 17:39", ("31 7:39",)),
        ("Fire October 317:39.", "2016-11-05", "31 7:39", ("3 17:39",)),
        ("Fire October 457:39.", None, None, None),
        ("Fire October 3117:39.", None, "31 17:39", ()),
        ("Fire Oct 59:30.", None, "5 9:30", ()),
    ],
)
def test_a_date_run_into_a_time_keeps_every_reading_and_prefers_by_evidence(text, published, reading, others):
    found = [r for r in find_repairs(text, (), published) if r.rule == "fused-date-time"]

    assert [(r.reading, r.alternatives) for r in found] == ([] if reading is None else [(reading, others)])


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (
            "SUBVERSIVES KILLED THREE SOLDIERS IN SAN MIGUEL ON 3 MAY.",
            "Subversives killed three soldiers in San Miguel on 3 May.",
        ),
        ("THE POLICE MAY ARREST HIM. HE FLED TO A U.S. BASE.", "The police may arrest him. He fled to a U.S. base."),
        (
            "THE SAMPLE NATIONAL LIBERATION FRONT [SNLF] TOOK THE TOWN.",
            "The Sample National Liberation Front [SNLF] took the town.",
        ),
        ("FIGHTERS OF AHRAR AL-SHAM TOOK THE TOWN.", "Fighters of Ahrar Al-Sham took the town."),
        ("THE US SENT SHIPS, AND THE EMBASSY'S GUARDS FLED.", "The US sent ships, and the embassy's guards fled."),
    ],
)
def test_a_report_in_capitals_reads_in_ordinary_case(text, reading):
    assert _read(text) == reading


STORY = "\n\nFighters of the Islamic State set oil wells on fire, and the wells of the town burned for weeks, a man named Green said. Two men died."


@pytest.mark.parametrize(
    ("headline", "reading"),
    [
        (
            "IRAQ: Oil Wells Burn Weeks After Town Is Retaken From Islamic State",
            "Iraq: oil wells burn weeks after town is retaken from Islamic State",
        ),
        ("Two Killed As US Strike Hits Market, Says Green", "Two killed as US strike hits market, says Green"),
        ("Wells burn in Mosul after Islamic State retreat", "Wells burn in Mosul after Islamic State retreat"),
    ],
)
def test_a_headline_in_title_case_reads_in_ordinary_case_and_keeps_the_names_of_the_story(headline, reading):
    assert _read(headline + STORY) == reading + STORY


def test_names_in_a_row_are_no_title_case():
    text = "Omar Hadi, Nina Tolbert and Karim Salim met Ann Berg in Mosul, Erbil, Homs and Aleppo."

    assert _read(text) == text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_repairs_are_in_order_and_never_overlap(text):
    repairs = report_from_text(text).repairs

    assert all(0 <= r.start <= r.end <= len(text) for r in repairs)
    assert all(a.end <= b.start for a, b in itertools.pairwise(repairs))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abcdeABCDEFGHIJ KLMNOPQRSTUVWXYZ.,'’ÉİŉßǅÑ[](\n", min_size=20, max_size=200))
def test_a_case_reading_has_the_length_of_what_it_reads(text):
    for repair in report_from_text(text).repairs:
        if repair.rule in {"upper-case", "title-case"}:
            assert len(repair.reading) == repair.end - repair.start
