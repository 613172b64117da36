"""Makes ``src/dateline/vocab/weights/case.json``: how words are written in running text, for reports printed in capitals.

Data (counted, not copied): mixed-case news of ../shared/bench (gva_docs, maverick_reports, story_pairs English side, lgl,
trnews, polnear_train, timebank, aquaint) and ../shared/data/reports (reportedly, wikipedia_war_articles, fakes). Words at
the head of a sentence are not counted. A word is kept when it is seen MIN times or more; it is `lower`, `upper`,
`either` (names and common words alike: the neighbours decide) or `title` (no vowel, yet no abbreviation in capitals: Mr). All others read as names: capital first.

    python training/uppercase.py            writes the file
    python training/uppercase.py --measure  leaves out every tenth text and prints how well those are restored
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = next(
    (p / "shared" for p in Path(__file__).resolve().parents if (p / "shared" / "bench").is_dir()), Path("../shared")
)
OUT = ROOT / "src" / "dateline" / "vocab" / "weights" / "case.json"
MIN = 2
SETS = (
    "bench/linking/gva_docs.jsonl", "bench/linking/maverick_reports.jsonl", "bench/linking/story_pairs.jsonl", "bench/places/lgl.jsonl",
    "bench/places/trnews.jsonl", "bench/claims/attribution.polnear_train.jsonl", "bench/time/timebank.jsonl", "bench/time/aquaint.jsonl",
    "data/reports/reportedly_2015-09.jsonl", "data/reports/wikipedia_war_articles_ukraine.jsonl", "data/reports/fakes_syria_2011_2018_not2016.jsonl",
)  # fmt: skip
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?")
SMALL = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "with", "by", "from", "as", "is"]
)
VOWEL = re.compile("[aeiouyáéíóúàèö]")
HEAD = re.compile(r"[.!?:;\"“”‘(\[\n—–-]\s*$|^\s*$")


def texts() -> Iterator[str]:
    for name in SETS:
        for line in (SHARED / name).open(encoding="utf-8"):
            record = json.loads(line)
            if record.get("lang", "en") not in {"en", None}:
                continue
            sides = [record[side] for side in ("a", "b") if isinstance(record.get(side), dict)]
            yield from (side["text"] for side in sides) if sides else [record.get("text") or ""]


def counted(corpus: list[str]) -> dict[str, Counter[str]]:
    seen: dict[str, Counter[str]] = {}
    for text in corpus:
        for line in text.split("\n"):
            letters = [c for c in line if c.isalpha()]
            if len(line) < 60 or sum(c.isupper() for c in letters) > 0.3 * len(letters):
                continue
            for match in WORD.finditer(line):
                if HEAD.search(line[max(0, match.start() - 3) : match.start()]):
                    continue
                word = match.group()
                shape = "lower" if word.islower() else "upper" if word.isupper() and len(word) > 1 else "title"
                seen.setdefault(word.lower().replace("’", "'"), Counter())[shape] += 1
    return seen


def table(corpus: list[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {"lower": [], "upper": [], "either": [], "title": []}
    for word, shapes in counted(corpus).items():
        total = sum(shapes.values())
        if total < MIN:
            continue
        lower, upper = shapes["lower"] / total, shapes["upper"] / total
        if upper > 0.6:
            groups["upper"].append(word)
        elif lower >= 0.85:
            groups["lower"].append(word)
        elif lower >= 0.15:
            groups["either"].append(word)
        elif len(word) <= 6 and not VOWEL.search(word) and upper < 0.4:
            groups["title"].append(word)
    return {name: sorted(words) for name, words in groups.items()}


def measure(corpus: list[str]) -> None:
    """Print how well texts left out of the counting are restored, and what that is worth to the parser."""
    sys.path.insert(0, str(ROOT / "src"))
    from dateline.read import uppercase

    learnt = table([text for number, text in enumerate(corpus) if number % 10])
    groups = tuple(frozenset(learnt[name]) for name in ("lower", "upper", "either", "title"))
    uppercase.tables = lambda: groups
    held = [text for number, text in enumerate(corpus) if number % 10 == 0]
    lines = [line for text in held for line in text.split("\n") if 60 <= len(line) == len(line.upper())]
    right = total = 0
    for line in lines:
        restored = uppercase.cased(line.upper())
        for match in WORD.finditer(line):
            right += restored[match.start() : match.end()] == match.group()
            total += 1
    print(f"words restored: {right / total:.4f} of {total}")
    agreement(random.Random(1).sample([line for line in lines if 80 < len(line) < 600], 400), uppercase.cased)


def as_headline(line: str) -> str:
    """The line in Title Case: capitals on all but a few short words."""
    return re.sub(r"[A-Za-z][\w'’]*", lambda m: m[0] if m[0] in SMALL else m[0][0].upper() + m[0][1:], line)


def agreement(lines: list[str], cased: Callable[[str], str]) -> None:
    """Print how far the parser agrees with its own reading of the original when it reads capitals, small letters, and ours."""
    from dateline.find.analysis import model
    from dateline.read import titlecase
    from dateline.read.titlecase import Names, untitled

    titlecase.cased = cased

    def read(changed: list[str]) -> list[dict[int, tuple[str, str, int]]]:
        return [{t.idx: (t.tag_, t.dep_, t.head.idx) for t in doc} for doc in model().pipe(changed)]

    original = read(lines)
    ways = {
        "capitals": str.upper,
        "small letters": str.lower,
        "restored": lambda line: cased(line.upper()),
        "title case": as_headline,
        "title case restored": lambda line: untitled(as_headline(line), Names(frozenset(), frozenset())),
    }
    for name, way in ways.items():
        pairs = [
            (a, other.get(at, ("", "", -1)))
            for doc, other in zip(original, read([way(line) for line in lines]), strict=True)
            for at, a in doc.items()
        ]
        tags = sum(a[0] == b[0] for a, b in pairs) / len(pairs)
        heads = sum(a[1:] == b[1:] for a, b in pairs) / len(pairs)
        print(f"{name}: tags agree {tags:.3f}, labelled heads agree {heads:.3f} of {len(pairs)} tokens")


def main() -> None:
    corpus = sorted(set(texts()))
    if "--measure" in sys.argv:
        measure(corpus)
        return
    OUT.parent.mkdir(parents=True, exist_ok=True)
    found = table(corpus)
    OUT.write_text(
        json.dumps({name: " ".join(words) for name, words in found.items()}, ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )
    print({name: len(words) for name, words in found.items()}, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
