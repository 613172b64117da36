"""Each format gives the same kind of report."""

import json

import pytest

from dateline.model import Notice, Report
from dateline.read.files import read_paths
from dateline.read.options import ReadOptions, parse_mapping
from dateline.read.sniff import sniff

BODY = "Soldiers fired on a convoy near the river on Monday, officials said, and two people died in the attack."
MORE = (
    "The army denied it. Residents of the town said that the shooting had gone on for an hour before an ambulance came."
)


def _read(tmp_path, name, data, **options):
    path = tmp_path / name
    path.write_bytes(data.encode())
    return [r for r in read_paths([path], ReadOptions(**options)) if isinstance(r, Report)]


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"A bomb went off.", "a.txt", "text"),
        (b"A bomb, they said, went off, again", "a", "text"),
        (b'{"text": "x"}\n{"text": "y"}\n', "a.txt", "jsonl"),
        (b'[\n{"text": "x"}]', "a.txt", "json"),
        (b'{\n "text": "x"}', "a.bin", "json"),
        (b"[Note] A bomb went off.", "a.txt", "text"),
        (b"{draft} A bomb went off.", "a.txt", "text"),
        (b'{"text": "brok\n{"text": "y"}\n', "a.txt", "jsonl"),
        (b"title,text,date\na,b,c\n", "a.txt", "csv"),
        (b"title\ttext\tdate\na\tb\tc\n", "a.txt", "tsv"),
        (b"when;story\na;b\n", "a.csv", "csv"),
        (b"<!DOCTYPE html><html><body>x", "a.txt", "html"),
        (b"<p>A bomb</p><p>went off</p>", "a", "html"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "a.html", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "a", "feed"),
        (b"%PDF-1.4", "a.txt", "binary"),
        (b"", "a.txt", "empty"),
    ],
)
def test_the_format_is_told_by_content(head, name, expected):
    assert sniff(head, name) == expected


def test_a_record_keeps_its_text_as_it_stands_and_the_fields_we_do_not_use(tmp_path):
    record = {
        "id": 7,
        "text": f"  {BODY}\n",
        "title": "Convoy",
        "date": "2016-11-05",
        "source": "Sample",
        "link": "https://a.example/x",
        "score": [1, 2],
    }
    (report,) = _read(tmp_path, "a.jsonl", json.dumps(record))

    assert (report.text, report.title, report.published, report.published_basis) == (
        f"  {BODY}\n",
        "Convoy",
        "2016-11-05",
        "metadata",
    )
    assert (report.outlet, report.url, report.place, report.format) == (
        "Sample",
        "https://a.example/x",
        "line 1",
        "jsonl",
    )
    assert report.extra == {"id": "7", "score": "[1,2]"}


def test_the_mapping_comes_before_the_usual_names(tmp_path):
    record = {"text": "teaser", "story": BODY, "when": "2016-11-05"}
    (report,) = _read(tmp_path, "a.jsonl", json.dumps(record), mapping=parse_mapping("text=story,published=when"))

    assert (report.text, report.published) == (BODY, "2016-11-05")


@pytest.mark.parametrize("words", ["text", "text=", "body=text", "colour=red"])
def test_a_mapping_that_makes_no_sense_is_refused_with_the_reason(words):
    with pytest.raises(ValueError, match=r"text=body|there are text"):
        parse_mapping(words)


@pytest.mark.parametrize("words", ["yesterday", "05/11/2016", "2016-13-01", ""])
def test_a_publication_date_that_is_none_is_refused(words):
    with pytest.raises(ValueError, match="no ISO date"):
        ReadOptions(published=words)


@pytest.mark.parametrize(
    "value",
    [[{"text": BODY}], {"articles": [{"text": BODY}]}, {"response": {"results": [{"body": BODY}]}}, {"content": BODY}],
)
def test_records_in_a_json_file_are_found_where_they_lie(tmp_path, value):
    assert [r.text for r in _read(tmp_path, "a.json", json.dumps(value, indent=1))] == [BODY]


def test_a_channel_export_gives_a_report_a_message(tmp_path):
    messages = [
        {
            "id": 1,
            "type": "message",
            "date": "2016-11-05T10:12:00",
            "text": ["Shells hit ", {"type": "hashtag", "text": "#Sampletown"}, " today."],
        },
        {"id": 2, "type": "service", "date": "2016-11-05T10:13:00", "text": ""},
    ]
    (report,) = _read(tmp_path, "result.json", json.dumps({"name": "Channel", "messages": messages}, indent=1))

    assert (report.text, report.published) == ("Shells hit #Sampletown today.", "2016-11-05T10:12:00")


def test_a_told_column_tells_a_table(tmp_path):
    (report,) = _read(tmp_path, "a.txt", f"nr,story\n1,{BODY.split(',', maxsplit=1)[0]}\n", mapping={"text": "story"})

    assert report.format == "csv"


def test_prose_that_opens_like_json_is_read_as_prose(tmp_path):
    (report,) = _read(tmp_path, "a.txt", '["We saw it," she said.]\n' + BODY)

    assert report.text.endswith(BODY)


def test_quoted_line_ends_in_a_table_belong_to_the_cell(tmp_path):
    (report,) = _read(tmp_path, "a.csv", f'date,body\n2016-11-05,"{BODY}\n{MORE}"\n')

    assert report.text == f"{BODY}\n{MORE}"


def test_what_the_file_does_not_say_is_told_by_the_user(tmp_path):
    (report,) = _read(tmp_path, "a.txt", BODY, published="2016-11-05", outlet="Sample", language="en")

    assert (report.published, report.published_basis, report.outlet, report.language) == (
        "2016-11-05",
        "told",
        "Sample",
        "en",
    )


def test_the_same_text_from_two_files_is_one_report(tmp_path):
    first, second = _read(tmp_path, "a.txt", BODY), _read(tmp_path, "b.txt", BODY)

    assert first[0].id == second[0].id


def test_a_folder_is_read_whole_in_order_and_each_file_once(tmp_path):
    for name in ("b/2.txt", "a/1.txt", "c.txt", ".hidden/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{BODY} {name}")
    found = [r for r in read_paths([tmp_path, tmp_path / "c.txt", str(tmp_path / "*.txt")]) if isinstance(r, Report)]

    assert [r.text.split()[-1] for r in found] == ["a/1.txt", "b/2.txt", "c.txt"]


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Convoy hit - Sample News</title>
<meta property="og:site_name" content="Sample News"><link rel="canonical" href="https://a.example/convoy">
<script type="application/ld+json">{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {{"@type": "NewsArticle", "headline": "Soldiers fire on convoy",
"datePublished": "2016-11-05T17:39:00+03:00", "dateModified": "2016-11-06T09:00:00+03:00", "author": [{{"name": "Ann Other"}}], "publisher": {{"name": "Sample News Ltd"}}}}]}}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Soldiers fire on convoy</h1><p class="byline">By Ann Other in Sampletown</p><time datetime="2016-11-05T17:39:00+03:00">5 November 2016</time>
<figure><img src="a.jpg"><figcaption>A burnt lorry near the river. <span class="credit">Photo: AP</span></figcaption></figure>
<p>{BODY}</p><p>{MORE}</p><p>{BODY.replace("Monday", "Sunday")} Nobody claimed it, and the ministry has opened an inquiry into the shooting.</p>
<div class="video-caption">Video shows smoke over the bridge. Source: Sample Channel</div>
<div class="correction">Correction: an earlier version gave the wrong day.</div></article>
<footer><p>© 2016 Sample News</p></footer></body></html>"""


def test_a_page_gives_its_parts_with_their_roles(tmp_path):
    (report,) = _read(tmp_path, "page.html", PAGE)
    parts = [(p.role, report.words(p.span)) for p in report.passages]

    assert ("headline", "Soldiers fire on convoy") in parts
    assert ("byline", "By Ann Other in Sampletown") in parts
    assert ("dateline", "5 November 2016") in parts
    assert ("body", BODY) in parts
    assert ("caption", "A burnt lorry near the river.") in parts
    assert ("credit", "Photo: AP") in parts
    assert ("caption", "Video shows smoke over the bridge.") in parts
    assert ("credit", "Source: Sample Channel") in parts
    assert ("body", "Correction: an earlier version gave the wrong day.") in parts
    assert "Home" not in report.text


def test_a_page_tells_its_date_with_zone_its_author_and_publisher(tmp_path):
    (report,) = _read(tmp_path, "page.html", PAGE)

    assert (report.published, report.published_basis) == ("2016-11-05T17:39:00+03:00", "metadata")
    assert (report.author, report.outlet, report.url) == ("Ann Other", "Sample News Ltd", "https://a.example/convoy")
    assert report.extra == {"modified": "2016-11-06T09:00:00+03:00"}
    assert report.media[0].credit == "Photo: AP"
    assert report.words(report.media[0].caption) == report.media[0].shows


FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Sample News</title><language>en-gb</language>
<item><title>Soldiers fire on convoy</title><link>https://a.example/1</link><description>&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</description><pubDate>Sat, 05 Nov 2016 10:12:00 +0300</pubDate>
<media:content url="https://a.example/1.jpg" medium="image"><media:description>A burnt lorry near the river, with people walking by</media:description><media:credit>AP/Ann Other</media:credit></media:content></item>
<item><title>Fire at the port</title><link>https://a.example/2016/11/06/fire</link></item></channel></rss>"""


def test_a_language_that_a_page_declares_gives_way_to_its_words(tmp_path):
    words = "قصف الطيران الحربي بلدة في ريف حلب الشمالي صباح اليوم وأدى إلى مقتل مدنيين وإصابة آخرين بجروح"
    (report,) = _read(
        tmp_path, "page.html", f'<html lang="en"><body><article><p>{words}</p><p>{words}</p></article></body></html>'
    )

    assert report.language == "ar"


def test_a_record_that_does_not_know_its_language_is_told_it_by_the_user(tmp_path):
    (report,) = _read(tmp_path, "a.jsonl", json.dumps({"text": "Homs", "lang": "und"}), language="en")

    assert report.language == "en"


def test_a_feed_gives_a_report_an_item_and_no_caption_as_body(tmp_path):
    first, second = _read(tmp_path, "feed.xml", FEED)

    assert first.text == f"Soldiers fire on convoy\n\n{BODY}\n\n{MORE}"
    assert [p.role for p in first.passages] == ["headline", "body", "body"]
    assert (first.published, first.published_basis, first.outlet) == (
        "2016-11-05T10:12:00+03:00",
        "feed",
        "Sample News",
    )
    assert (first.media[0].shows, first.media[0].credit) == (
        "A burnt lorry near the river, with people walking by",
        "AP/Ann Other",
    )
    assert (second.text, second.published, second.published_basis) == ("Fire at the port", "2016-11-06", "url")


def test_a_notice_is_no_report(tmp_path):
    (tmp_path / "a.txt").write_text("")

    assert [type(found) for found in read_paths([tmp_path])] == [Notice]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Aftermath of the shelling on Kafr Zita", "en"),
        ("Russian warplanes bombing the ancient Aleppo", "en"),
        ("قصف الطيران الحربي بلدة في ريف حلب", "ar"),
        ("Les forces ont tiré sur un convoi près de la rivière lundi, selon des responsables.", "fr"),
        ("Войска обстреляли колонну у реки в понедельник, сообщили чиновники.", "ru"),
        ("Picture: AP", "und"),
        ("12:30", "und"),
        ("Soldados dispararon contra un convoy cerca del río el lunes, dijeron las autoridades.", "es"),
        ("THE ARMY FIRED ON A CONVOY NEAR THE RIVER", "en"),
    ],
)
def test_the_language_is_told_or_left_open(tmp_path, text, language):
    assert _read(tmp_path, "a.txt", text)[0].language == language
