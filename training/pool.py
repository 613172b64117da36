"""Unlabelled sentences for a teacher to label: ``sentences(bench, reports)`` gives each once, in a fixed order.

They come from the dev sides of the benches and from the real reports, cut by a plain rule (a full stop before a capital,
or a line break), 5 to 80 words long. No label of any set is read. The sentences of GLOCON's documents are told apart by the
document they stand in, so that a teacher can be asked that saw no label of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_BORDER = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[A-Z\"'“‘(])|\n+")
EVENTS = ("glocon", "muc4", "ceha", "eventloc", "ipe_sents", "plv", "cameo5", "case21")
REPORTS = ("fakes_syria_2011_2018_not2016", "wikipedia_current_events_2015-09", "reportedly_2015-09", "wikipedia_war_articles_ukraine",
           "airwars_syria_sources", "syrian_archive_videos_before_2016", "muc4_dev")  # fmt: skip
OTHERS = ("time/timebank", "time/aquaint", "time/eventstoryline_a", "places/lgl", "places/trnews", "linking/gva_docs",
          "linking/ecb_docs", "claims/attribution.polnear_train")  # fmt: skip


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def sentences(bench: Path, reports: Path) -> Iterator[str]:
    """Each sentence of the pool, as its set has it and cut out of longer texts."""
    seen: set[str] = set()
    events = [bench / "events" / f"{name}.dev.jsonl" for name in EVENTS]
    files = [*events, *(reports / f"{name}.jsonl" for name in REPORTS), *(bench / f"{name}.jsonl" for name in OTHERS)]
    for path in files:
        for row in rows(path):
            text = row.get("text")
            if text and row.get("lang", "en") in {"en", None}:
                whole = [text] if row.get("unit") == "sentence" or path.stem.startswith("case21") else []
                for sentence in (*whole, *cut(text)):
                    if sentence not in seen:
                        seen.add(sentence)
                        yield sentence


def cut(text: str) -> Iterator[str]:
    """The sentences of a text that are long enough to tell something."""
    for part in _BORDER.split(text):
        sentence = re.sub(r"\s+", " ", part).strip()
        if 5 <= len(sentence.split()) <= 80 and sum(c.isascii() for c in sentence) > 0.9 * len(sentence):
            yield sentence


def key(text: str) -> int:
    """A number that stands for a text, so that what a teacher said can be kept without it."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "big")
