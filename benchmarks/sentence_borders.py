"""How well sentences are found, with and without the marks of find/borders.py, on ECB+ sentences joined to texts.

    python benchmarks/sentence_borders.py [SHARED]

The sentences of each of the first 200 documents (the link and very short ones left out, spaces of tokenisation undone) are joined by
one space. Many are headlines without a stop, which nobody can part from what follows: recall has a ceiling below 1.
"""

import json
import re
import sys
from pathlib import Path

from dateline.find import analysis
from dateline.read.text import report_from_text


def _printed(sentence: str) -> str:
    sentence = re.sub(r" ([.,;:!?%)\]'’])", r"\1", sentence)
    sentence = re.sub(r"([(\[$]) ", r"\1", sentence)
    return re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1", sentence)


def _score(documents, name):
    right = found = gold_total = 0
    for sentences in documents:
        gold, position = set(), 0
        for sentence in sentences:
            gold.add(position)
            position += len(sentence) + 1
        got = analysis.analyse(report_from_text(" ".join(sentences)))
        starts = {got.span(sentence).start for sentence in got.sentences}
        right, found, gold_total = right + len(gold & starts), found + len(starts), gold_total + len(gold)
    print(f"{name}: precision {right / found:.3f} recall {right / gold_total:.3f} of {gold_total} borders")


def main() -> None:
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    lines = (shared / "bench/linking/ecb_docs.jsonl").read_text(encoding="utf-8").splitlines()[:200]
    documents = [[_printed(s) for s in json.loads(line)["sentences"][1:] if len(s) > 20] for line in lines]
    _score(documents, "with marks")
    analysis.mark_borders = lambda doc: doc
    _score(documents, "parser alone")


if __name__ == "__main__":
    main()
