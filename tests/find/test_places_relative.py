"""Relative places: how the words around a name say where, seen from it.

In the tables [X] marks a name and <...> the stretch that should be found; without <...> nothing should be.
"""

import re

import pytest

from dateline.find.places.relative import Named, Relative, relatives, tables

N, NE, E, SE, S, SW, W, NW = (float(x) for x in range(0, 360, 45))

CASES = [
    # distance and direction
    ("Two men were shot <5 km east of [Tikrit]>.", "offset", E, 5000),
    ("A drone fell <12 kilometres north of [Homs]> on Monday.", "offset", N, 12000),
    ("The base lies <30 miles south of [Mosul]>.", "offset", S, 48280),
    ("Rebels dug in some <20km west of [Aleppo]>.", "offset", W, 20000),
    ("A tanker burned <3.5 km south-east of [Idlib]>.", "offset", SE, 3500),
    ("A patrol was hit <15 km (9 miles) north-west of [Kirkuk]>.", "offset", NW, 15000),
    ("The grave is <five miles southwest of [Bor]>.", "offset", SW, 8047),
    ("The post is <ten kilometres to the north of [Gao]>.", "offset", N, 10000),
    ("It sits <200 metres east of [Baga]>.", "offset", E, 200),
    ("They stopped <40 kms northeast of [Kidal]>.", "offset", NE, 40000),
    ("The crater is <8-10 km south of [Sumy]>.", "offset", S, 9000),
    ("The train stopped <1,5 km west of [Bila]>.", "offset", W, 1500),
    ("A hamlet <25 km due east of [Raqqa]> was burned.", "offset", E, 25000),
    ("It landed <two km away to the south of [Izium]>.", "offset", S, 2000),
    ("Smoke rose <7 km north of the town of [Derik]>.", "offset", N, 7000),
    ("The convoy was <thirty kilometres east of [Goma]>.", "offset", E, 30000),
    ("A bus was found <6 km from [Taiz]>.", "ring", None, 6000),
    ("They camped <about 50 miles from [Agadez]>.".replace("<about ", "about <"), "ring", None, 80467),
    ("Shots were heard <two kilometres outside [Bunia]>.", "ring", None, 2000),
    # direction alone
    ("Fighting went on <south of [Mosul]>.", "direction", S, None),
    ("Jets flew <north-east of [Deir]>.", "direction", NE, None),
    ("Clashes spread <to the west of [Hama]>.", "direction", W, None),
    ("Mines lay <just north of [Sirte]>.", "direction", N, None),
    ("Tanks massed <east of the city of [Kharkiv]>.", "direction", E, None),
    ("Herders fled <southeast of [Jos]>.", "direction", SE, None),
    ("Trenches run <west of [Donetsk]>.", "direction", W, None),
    ("He was seen <further south of [Bangui]>.", "direction", S, None),
    ("The column turned <south-west from [Afrin]>.", "direction", SW, None),
    # outskirts and edges
    ("Shells fell on the <outskirts of [Aleppo]>.", "outskirts", None, None),
    ("Smoke rose on the <eastern outskirts of [Aleppo]>.", "outskirts", E, None),
    ("Families hid in the <suburbs of [Damascus]>.", "outskirts", None, None),
    ("Guards stood at the <northern edge of [Gaza]>.", "edge", N, None),
    ("They live on the <eastern edges of [Mosul]>.", "edge", E, None),
    ("Looters reached the <southern fringes of [Aden]>.", "edge", S, None),
    ("A bomb went off at the <entrance of [Marib]>.", "edge", None, None),
    ("A bomb went off at the <western entrance to [Marib]>.", "edge", W, None),
    ("Troops stood at the <gates of [Tripoli]>.", "edge", None, None),
    ("They shelled <[Aleppo]'s western outskirts>.", "outskirts", W, None),
    ("A blast shook <[Kabul]'s outskirts>.", "outskirts", None, None),
    ("They shelled the <[Homs] countryside>.", "countryside", None, None),
    ("They shelled the <[Idlib] southern countryside>.", "countryside", S, None),
    ("Raids hit the <northern countryside of [Hama]>.", "countryside", N, None),
    # centre
    ("A bomb exploded in the <centre of [Baghdad]>.", "centre", None, None),
    ("Crowds filled the <center of [Tunis]>.", "centre", None, None),
    ("It struck the <heart of [Kyiv]>.", "centre", None, None),
    ("Shops burned in <central [Beirut]>.", "centre", None, None),
    ("Shops burned in <downtown [Cairo]>.", "centre", None, None),
    ("Missiles hit <[Odesa] city centre>.", "centre", None, None),
    # parts
    ("Shells fell in <northern [Iraq]>.", "part", N, None),
    ("Snipers held <west [Aleppo]>.", "part", W, None),
    ("They came from <south-eastern [Turkey]>.", "part", SE, None),
    ("The raid hit the <eastern part of [Mali]>.", "part", E, None),
    ("The raid hit <parts of [Khartoum]>.", "part", None, None),
    ("They hold the <west bank of [Mosul]>.", "part", W, None),
    ("Blasts shook the <western districts of [Sanaa]>.", "part", W, None),
    ("Blasts shook <[Sanaa]'s northern suburbs>.", "outskirts", N, None),
    ("Fires burned in the <southern half of [Gaza]>.", "part", S, None),
    # near
    ("A drone crashed <near [Kharkiv]>.", "near", None, None),
    ("They camped <close to [Kobane]>.", "near", None, None),
    ("Troops waited <just outside [Fallujah]>.", "near", None, None),
    ("The village is <not far from [Lviv]>.", "near", None, None),
    ("A body was found <next to [Basra]>.", "near", None, None),
    ("Gunmen stopped a bus <near the town of [Maiduguri]>.", "near", None, None),
    ("Heavy fire was heard <around [Bakhmut]>.", "near", None, None),
    ("Villages <in the vicinity of [Afrin]> emptied.".replace("<in the ", "in the <"), "near", None, None),
    ("They hid in the hills <overlooking [Taiz]>.", "near", None, None),
    # between, roads
    ("Mines lay <between [Raqqa] and [Homs]>.", "between", None, None),
    ("They walked <between the towns of [Wau] and [Bor]>.", "between", None, None),
    ("They were stopped on the <road from [Kirkuk] to [Tikrit]>.", "road", None, None),
    ("A bomb hit the <highway between [Ghazni] and [Kabul]>.", "road", None, None),
    ("A bomb hit the <highway linking [Homs] and [Aleppo]>.", "road", None, None),
    ("They cut the <road linking [Sinjar] with [Mosul]>.", "road", None, None),
    ("They closed the <[Kirkuk]-[Tikrit] road>.", "road", None, None),
    ("They closed the <[Damascus]–[Homs] highway>.", "road", None, None),
    ("He died on the <road to [Mocha]>.", "road", None, None),
    ("They were shot on the <highway near [Jalalabad]>.", "road", None, None),
    # coasts and borders
    ("A boat sank <off [Zuwara]>.", "coast", None, None),
    ("A boat sank off the <coast of [Libya]>.", "coast", None, None),
    ("Trucks waited at the <border with [Turkey]>.", "border", None, None),
    ("Trucks waited near the <[Sudan] border>.", "border", None, None),
    ("Guards fired on the <northern border of [Niger]>.", "border", N, None),
    # none
    ("He flew to [Geneva].", None, None, None),
    ("Rebels captured [Mosul].", None, None, None),
    ("The army left [Homs] and [Hama].", None, None, None),
    ("Five people died in [Aden].", None, None, None),
    ("[Mosul] fell in June.", None, None, None),
    ("A deal between the sides was signed in [Doha].", None, None, None),
    ("The wind from the north reached [Basra].", None, None, None),
]  # fmt: skip


def read(marked: str) -> tuple[str, list[Named], str | None]:
    want = re.search(r"<(.*)>", marked)
    expected = re.sub(r"[\[\]]", "", want.group(1)) if want else None
    text, names, start = "", [], 0
    for c in marked.replace("<", "").replace(">", ""):
        if c == "[":
            start = len(text)
        elif c == "]":
            names.append(Named(start, len(text)))
        else:
            text += c
    return text, names, expected


@pytest.mark.parametrize(("marked", "relation", "bearing", "distance"), CASES)
def test_relative_phrases(marked, relation, bearing, distance):
    text, names, expected = read(marked)
    found = relatives(text, names)
    if expected is None:
        assert found == []
        return
    assert [text[r.start : r.end] for r in found] == [expected]
    assert (found[0].relation, found[0].bearing) == (relation, bearing)
    assert found[0].distance_m == (None if distance is None else pytest.approx(distance, rel=0.001))


def test_there_are_at_least_eighty_cases():
    assert len(CASES) >= 80


@pytest.mark.parametrize("example", tables()["examples"], ids=lambda e: e["relation"])
def test_the_examples_of_the_vocabulary_hold(example):
    text = example["text"]
    names = [Named(m.start(), m.end()) for m in re.finditer(r"(?<!^)\b[A-Z]\w+", text)]
    found = relatives(text, names)
    assert [(text[r.start : r.end], r.relation) for r in found] == [(example["words"], example["relation"])]


def test_a_phrase_of_a_thousand_words_is_read_in_time():
    text = "north of " * 5000 + "Homs"
    found = relatives(text, [Named(len(text) - 4, len(text))])
    assert isinstance(found[0], Relative)


def test_letters_that_only_spell_a_number_and_a_unit_in_one_word_are_no_distance():
    """German "am" is no metre."""
    text = "Das Treffen war am Tikrit."

    assert relatives(text, [Named(19, 25)]) == []
    assert [r.relation for r in relatives("A shell fell 5km from Tikrit.", [Named(22, 28)])] == ["ring"]
