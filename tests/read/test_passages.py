"""Which stretch of a report is what."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.passages import find_passages
from dateline.read.text import report_from_text

BODY = "Soldiers fired on a convoy near the river on Monday, officials said, and two people died in the attack."

MORE = "Two hours later a mine exploded on the road to Sampletown and wounded a driver, residents of the town said."


def _roles(text, title=None):
    return [(p.role, text[p.start : p.end]) for p in find_passages(text, title)]


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Two die as soldiers fire on convoy", "headline"),
        ("By Ann Other and Omar al-Sample", "byline"),
        ("Staff writers", "byline"),
        ("Updated 5 November 2016, 10:12 GMT", "dateline"),
        ("2 July، 2022", "dateline"),
        ("JUBA - 4 Jun 2021", "dateline"),
        ("Copy link to Tweet", "boilerplate"),
        ("We use cookies to improve your visit.", "boilerplate"),
        ("17", "boilerplate"),
        ("Soldiers left the town on Sunday.", "body"),
        ("By Monday the town had fallen.", "body"),
        ("Following the attack, markets closed.", "body"),
    ],
)
def test_a_line_above_the_story_has_the_role_it_is_printed_in(head, role):
    assert _roles(f"{head}\n\n{BODY}") == [(role, head), ("body", BODY)]


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("BAGHDAD, Nov 5 (Reuters) - A bomb went off.", "BAGHDAD, Nov 5 (Reuters) -"),
        ("KABUL, Afghanistan (AP) — A bomb went off.", "KABUL, Afghanistan (AP) —"),
        ("GENEVA — Talks ended.", "GENEVA —"),
        ("Tartous, SANA- The port burned.", "Tartous, SANA-"),
        ("SAN SALVADOR, 3 JAN 90 (EFE) -- [TEXT] THE ARMY FIRED.", "SAN SALVADOR, 3 JAN 90 (EFE) -- [TEXT]"),
        ("CLANDESTINE, NO DATE -- [REPORT] [TEXT] THE ARMY FIRED.", "CLANDESTINE, NO DATE -- [REPORT] [TEXT]"),
        ("Mosul, Iraq (CNN) Troops entered the town.", "Mosul, Iraq (CNN)"),
        ("(Reuters) - Troops entered the town.", "(Reuters) -"),
        ("Juba, 5 November 2016 – Troops entered the town.", "Juba, 5 November 2016 –"),
        ("AFP Sunday 8 Oct 2017 Troops entered the town.", "AFP Sunday 8 Oct 2017"),
        ("Published August 3 2015 Troops entered the town.", "Published August 3 2015"),
        ("Wed Jul 29 2015 Troops entered the town.", "Wed Jul 29 2015"),
        ("MOSCOW (AP)_ Troops entered the town.", "MOSCOW (AP)_"),
    ],
)
def test_a_dateline_is_a_passage_of_its_own(text, dateline):
    assert _roles(text) == [("dateline", dateline), ("body", text[len(dateline) :].strip())]


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING - Five killed in a blast.",
        "Ankara - the capital - was quiet.",
        "ISIS - the group that held the town - fled.",
        "Troops entered the town (the second this week) - and left.",
        "ARMY HELICOPTERS FIRED ROCKETS -- MANY OF THEM -- AT THE TOWN.",
        "He said: Bombs fell.",
        "November 5 saw Troops enter the town.",
        "2015 Troops entered the town.",
    ],
)
def test_prose_that_looks_like_a_dateline_is_body(text):
    assert _roles(text) == [("body", text)]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Smoke over the port. Picture: AP", "Smoke over the port.", "Picture: AP"),
        ("Smoke over the port. Picture: APSource:AP", "Smoke over the port.", "Picture: APSource:AP"),
        ("Smoke over the port. (AP Photo/Ann Other)", "Smoke over the port.", "(AP Photo/Ann Other)"),
        ("Smoke over the port [Ann Other/Reuters]", "Smoke over the port", "[Ann Other/Reuters]"),
        ("The town of Tel Sample – North Press/archive", "The town of Tel Sample", "– North Press/archive"),
    ],
)
def test_a_credit_is_cut_from_its_caption(line, caption, credit):
    assert _roles(f"{BODY}\n\n{line}")[1:] == [("caption", caption), ("credit", credit)]


def test_a_credit_at_the_end_of_prose_leaves_the_prose_body():
    assert _roles(f"{BODY} Credit: YouTube/Sample") == [("body", BODY), ("credit", "Credit: YouTube/Sample")]


def test_a_caption_printed_twice_is_one_passage_that_remembers_both():
    caption = "People wait for water in the eastern camp."
    text = f"{BODY}\n\n{caption} Picture: AP\n\n{caption} Picture: APSource:AP"
    (found,) = [p for p in find_passages(text) if p.role == "caption"]

    assert [text[s.start : s.end] for s in (found.span, *found.repeats)] == [caption, caption]


def test_a_caption_printed_first_without_its_credit_is_a_caption_too():
    caption = "People wait for water in the eastern camp."

    assert _roles(f"{BODY}\n\n{caption}\n\n{caption} Picture: AP")[1:] == [
        ("caption", caption),
        ("credit", "Picture: AP"),
    ]


def test_a_short_sentence_said_twice_is_read_twice():
    text = f"{BODY}\n\nNobody claimed the attack so far.\n\n{MORE}\n\nNobody claimed the attack so far."

    assert len(_roles(text)) == 4


def test_a_byline_glued_to_an_agency_is_two_passages():
    assert _roles(f"Staff writersAP\n\n{BODY}")[:2] == [("byline", "Staff writers"), ("credit", "AP")]


def test_headlines_after_a_marker_are_other_stories():
    text = f"{BODY}\n\nRead Next\n\nMarkets fall on talks\n\nRain kills three in…\n\n{BODY} They fled."

    assert [role for role, _ in _roles(text)] == ["body", "boilerplate", "boilerplate", "boilerplate", "body"]


def test_wrapped_lines_are_one_passage_and_their_line_ends_read_as_spaces():
    text = "THE BATTALION HAS REPORTED THAT ABOUT FIFTY PEASANTS OF VARIOUS AGES\nWERE TAKEN FROM THEIR HOMES BY ARMED MEN WHO CAME AT NIGHT AND DROVE\nTHEM TO A PLACE THAT NOBODY KNOWS."

    assert len(find_passages(text)) == 1


def test_lines_of_a_list_are_apart():
    text = f"{BODY}\n• two soldiers near the bridge\n• a child in the market"

    assert [role for role, _ in _roles(text)] == ["body", "list", "list"]


def test_a_title_run_into_the_text_behind_its_date_is_the_headline():
    text = f"Wed 05 Apr 2017 Two die as soldiers fire on convoy. {BODY}"

    assert _roles(text, "Two die as soldiers fire on convoy") == [
        ("dateline", "Wed 05 Apr 2017"),
        ("headline", "Two die as soldiers fire on convoy."),
        ("body", BODY),
    ]


def test_a_sentence_that_begins_like_its_title_stays_whole():
    text = "Two die as soldiers fire on convoy near the river, officials said."

    assert _roles(text, "Two die as soldiers fire on convoy") == [("body", text)]


def test_a_scraped_post_is_author_words_time_and_counters():
    text = "Post\n\nSample Desk@SampleDeskA bomb went off near #Sampletown.9:56 PM · Jun 10, 20258.6KViews12362"

    assert _roles(text, 'Sample Desk on X: "A bomb went off near #Sampletown." / X') == [
        ("boilerplate", "Post"),
        ("byline", "Sample Desk@SampleDesk"),
        ("body", "A bomb went off near #Sampletown."),
        ("dateline", "9:56 PM · Jun 10, 2025"),
        ("boilerplate", "8.6KViews12362"),
    ]


@pytest.mark.parametrize("name", ["Nina Tolbert", "Omar al-Hadi/ Nina Tolbert", "TOLBERT,Nina"])
def test_a_name_alone_under_the_story_is_its_byline(name):
    assert _roles(f"Fire at the port of Sampletown\n\n{BODY}\n\n{name}\n\ntweet")[2] == ("byline", name)


@pytest.mark.parametrize(
    "line", ["Two men died", "Gunmen Kill Three", "Aleppo", "The end of it", "He was Omar Sample."]
)
def test_other_short_lines_under_the_story_stay_body(line):
    assert _roles(f"{BODY}\n\n{line}")[-1] == ("body", line)


LINES = st.lists(
    st.sampled_from(
        [
            BODY,
            "Picture: AP",
            "By Ann Other",
            "Read next",
            "• a",
            "- b c",
            "BAGHDAD (AP) —",
            "17",
            "",
            "   ",
            "\t",
            "## Head",
            "(",
            "x" * 300,
        ]
    )
    | st.text(max_size=80),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", " ", "\u2028"]), st.none() | st.text(max_size=40))
def test_passages_are_in_order_never_overlap_and_lose_no_word(lines, joint, title):
    text = joint.join(lines)
    passages = find_passages(text, title)
    covered = [span for p in passages for span in (p.span, *p.repeats)]

    assert all(a.end <= b.start for a, b in itertools.pairwise(passages))
    assert all(p.start < p.end for p in passages)
    seen = set().union(*(range(s.start, s.end) for s in covered))
    marks = {n for n, sign in enumerate(text) if sign.isalnum()} - seen
    assert all(text[n - 4 : n + 4].lstrip("0123456789(") != "" for n in marks)
    assert not [n for n in marks if text[n].isalpha()]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_makes_a_report(text):
    report = report_from_text(text)

    assert report.text == text


def test_a_picture_of_a_markdown_page_is_its_caption_and_a_table_is_not_read():
    text = f"{BODY}\n\n![Sampletown after shelling, 4 May](https://example.org/a_(1).jpg?)\n\n| Town | Taken |\n| --- | --- |\n\n{MORE}"
    roles = _roles(text)

    assert ("caption", "Sampletown after shelling, 4 May") in roles
    assert ("boilerplate", "| Town | Taken |") in roles
    assert [words for role, words in roles if role == "body"] == [BODY, MORE]
