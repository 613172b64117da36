"""Random damage to files of every format ends in reports and notices, never in a failure of ours."""

import random

import pytest

from dateline.model import Notice
from dateline.read.files import read_paths
from dateline.read.options import ReadOptions
from tests.read.test_formats import BODY, FEED, PAGE

SEEDS = {
    "page.html": PAGE,
    "feed.xml": FEED,
    "a.jsonl": f'{{"text": "{BODY}", "date": "2016-11-05", "id": 1}}\n{{"text": "{BODY}", "lang": null}}\n',
    "a.json": f'{{"articles": [{{"text": "{BODY}", "date": "2016-11-05"}}]}}',
    "a.csv": f'text,date,title\n"{BODY}",2016-11-05,A\n"x, ""y""",,\n',
    "a.txt": f"By Nina Tolbert\n\nBAGHDAD (AP) — {BODY}\n\nSmoke. Picture: APSource:AP\n\nOctober 317:39",
}
ODD = [
    b"\x00",
    b"\xff",
    b"\xe2\x80",
    b"<",
    b">",
    b'"',
    b"\\",
    b"{",
    b"]",
    b"\n",
    b",",
    b"\xd8\xa7",
    b"\\ud800",
    b"&#0;",
    b"<!--",
    b"]]>",
    b"\xef\xbb\xbf",
    b"1e999",
]


def _damaged(data, dice):
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(data) + 1)
        kind = dice.random()
        if kind < 0.4:
            data = data[:at] + dice.choice(ODD) + data[at:]
        elif kind < 0.7:
            data = data[:at] + data[at + dice.randint(1, 40) :]
        else:
            data = data[:at] + data[at : at + 60] * dice.randint(2, 4) + data[at + 60 :]
    return data


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_is_read_or_noticed(tmp_path, name):
    dice = random.Random(name)
    for number in range(40):
        data = _damaged(SEEDS[name].encode(), dice)
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(data)
        found = list(read_paths([path], ReadOptions(published="2016-11-05")))

        assert found, data
        assert [n for n in found if isinstance(n, Notice) and n.code == "failed-file"] == [], data
        for report in (r for r in found if not isinstance(r, Notice)):
            ends = [0, *(p.end for p in report.passages)]
            assert all(p.start >= end for p, end in zip(report.passages, ends, strict=False))
