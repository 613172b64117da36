"""Measures linking on pairs of our own readings that people labelled, and gives them to ``training/linking.py`` to learn from.

    PYTHONPATH=src:training python training/linking_read.py read    SHARED_FOLDER --readings FILE  # 3 collections, about 2 CPU minutes
    PYTHONPATH=src:training python training/linking_read.py measure SHARED_FOLDER --readings FILE

Data: ``training/linking_pairs.tsv`` (its head tells how it was drawn and labelled) and the files of reports that it names. Reports of one
collection are read and linked together, as a user would. A labelled observation is found again by its trigger: of the observations of today that
have a trigger in the same sentence the nearest. Unsure pairs are left out of all figures.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np

from dateline.claims.read_report import read_report
from dateline.find.analysis import LANGUAGES, analyse_all
from dateline.find.credits import wire_credit
from dateline.gazetteer import Gazetteer
from dateline.link import Linker, card
from dateline.link.book import Book
from dateline.link.features import FEATURES, details_apart, features
from dateline.link.keys import keys
from dateline.link.node import node
from dateline.link.score import UNIT, Scorer
from dateline.link.text import published_day, text_of
from dateline.model import Observation, Report, ReportCard
from dateline.read.files import read_paths

PAIRS = Path(__file__).parent / "linking_pairs.tsv"
REPORTS = "data/reports"
COLLECTIONS = (
    ("fakes_syria_2011_2018_not2016.jsonl",),
    ("reportedly_2015-09.jsonl", "wikipedia_current_events_2015-09.jsonl"),
    ("airwars_syria_sources.jsonl",),
)
FOLDS = 5
BATCH = 64
BINS = (-99, -3, -2, -1, 0, 0.5, 1, 1.5, 2, 3, 4, 6, 99)
Place = tuple[str, str, int]  # file, id of the record, where a trigger begins


class Reading(msgspec.Struct):
    """What was read in one report, and where its sentences begin and end."""

    file: str
    record: str
    card: ReportCard
    observations: tuple[Observation, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


class Pair(msgspec.Struct, frozen=True):
    """A labelled pair: ``same`` is None where the texts do not tell."""

    a: Place
    b: Place
    same: bool | None
    stratum: str
    draw: int


def labelled(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs in the order of the file."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader((line for line in handle if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [_pair(row) for row in rows]


def _pair(row: dict[str, str]) -> Pair:
    one, other = ((row[f"{side}_file"], row[f"{side}_id"], int(row[f"{side}_start"])) for side in "ab")
    same = {"same": True, "different": False, "unsure": None}[row["label"]]
    return Pair(one, other, same, row["stratum"], int(row["draw"]))


# -- reading -------------------------------------------------------------------------------------------------------------


def read(shared: Path, out: Path) -> None:
    """Reads the English reports of the collections with our own pipeline into ``out``, a line a report."""
    gazetteer = Gazetteer.open()
    with out.open("wb") as handle:
        for name in (name for files in COLLECTIONS for name in files):
            kept = list(_reports(shared / REPORTS / name))
            for start in range(0, len(kept), BATCH):
                part = kept[start : start + BATCH]
                for (record, report), analysis in zip(part, analyse_all([r for _, r in part]), strict=True):
                    spans = [analysis.span(s) for s in analysis.sentences]
                    reading = Reading(
                        file=name,
                        record=record,
                        card=card(report, wire=wire_credit(report)),
                        observations=read_report(analysis, gazetteer).observations,
                        sentences=tuple((s.start, s.end) for s in spans),
                    )
                    handle.write(msgspec.json.encode(reading) + b"\n")


def _reports(path: Path):
    """(id of the record, report) of the English reports of a file, each text once."""
    records = [json.loads(line) for line in path.open(encoding="utf-8")]
    seen = set()
    for report in read_paths([path]):
        if isinstance(report, Report) and report.language in LANGUAGES and report.id not in seen:
            seen.add(report.id)
            yield str(records[int(report.place.split()[-1]) - 1]["id"]), report


def readings(path: Path) -> list[Reading]:
    """What :func:`read` wrote."""
    with path.open("rb") as handle:
        return [msgspec.json.decode(line, type=Reading) for line in handle]


def found(reading: Reading, start: int) -> Observation | None:
    """The observation that has a trigger nearest to ``start`` and in its sentence; of two, the one that begins with it."""
    first, end = next((s for s in reading.sentences if s[0] <= start < s[1]), (start, start + 1))
    near = [
        (min(abs(t.start - start) for t in within), abs(o.triggers[0].start - start), o.id, o)
        for o in reading.observations
        if (within := [t for t in o.triggers if first <= t.start < end])
    ]
    return min(near, key=lambda n: n[:3])[3] if near else None


# -- pairs ---------------------------------------------------------------------------------------------------------------


class Collection:
    """The observations of reports that are read together, compared with one another."""

    def __init__(self, read: list[Reading], scorer: Scorer) -> None:
        self.cards = {r.card.id: r.card for r in read}
        self.observations = [o for r in read for o in r.observations]
        self.book, self.scorer = Book(), scorer
        self.node_of: dict[str, str] = {}
        made = {}
        for r in read:
            text = text_of(r.card, r.observations) if r.observations else None
            for observation in r.observations:
                one = node(observation, r.card, text)
                self.node_of[observation.id] = one.id
                if one.id not in made:
                    one.keys = keys(one)
                    made[one.id] = one
        self.book.file(list(made.values()))
        self.met = {frozenset(p) for pairs in self.book.meetings(list(made.values())) for p in self.book.ids(pairs)}

    def compared(self, couples: list[tuple[str, str]]):
        """(features, scores above the cut, whether the two are compared at all) of pairs of observations."""
        nodes = self.book.nodes
        ends = [[self.node_of[o] for o in side] for side in zip(*couples, strict=True)]
        pairs = self.book.pairs(*(np.array([nodes[n].number for n in side], np.int64) for side in ends))
        outlet = [self.scorer.outlet(nodes[a], nodes[b]) for a, b in zip(*ends, strict=True)]
        apart = [_outlets(nodes[a], nodes[b]) for a, b in zip(*ends, strict=True)]
        scores = (self.scorer.score(pairs, self.book.rarities) + np.array(outlet)) / UNIT
        met = np.array([frozenset(p) in self.met for p in zip(*ends, strict=True)])
        return np.hstack([features(pairs, self.book.rarities), np.array(apart)]), scores, met

    @cached_property
    def incident_of(self) -> dict[str, str]:
        """Observation -> incident, by the linker as it ships."""
        linker = Linker(self.scorer)
        linker.add(self.observations, self.cards)
        return linker.linking().incident_of()


def _outlets(a, b) -> list[float]:
    same = float(len(a.outlets) == 1 and a.outlets == b.outlets)
    return [same, same * details_apart(a, b)]


class ReadPairs:
    """Labelled pairs with features and folds, as ``training/linking.py`` learns from them: those that are compared at all.

    ``folds`` are those of the months in which the two reports were published, so that twin stories stay together.
    """

    def __init__(self, path: Path, scorer: Scorer | None = None) -> None:
        read = readings(path)
        by_place = {(r.file, r.record): r for r in read}
        self.lost = Counter()
        self.pairs, self.couples, rows, scores, met, joined = [], [], [], [], [], []
        for files in COLLECTIONS:
            collection = Collection([r for r in read if r.file in files], scorer or Scorer())
            told, couples = self._couples(files, by_place)
            x, s, m = collection.compared(couples)
            self.pairs += told
            self.couples += couples
            joined += [collection.incident_of[a] == collection.incident_of[b] for a, b in couples]
            rows.append(x)
            scores.append(s)
            met.append(m)
        self.every_x, self.scores, self.met = np.vstack(rows), np.concatenate(scores), np.concatenate(met)
        self.same = np.array([p.same for p in self.pairs])
        self.joined = np.array(joined)
        self.x, self.y = self.every_x[self.met], self.same[self.met].astype(float)
        cards = [[by_place[side[:2]].card for side in (p.a, p.b)] for p in self.pairs]
        self.every_fold = np.array([[month_fold(published_day(c.published)) for c in two] for two in cards])
        self.roles = [sorted(self._role(by_place, side) for side in (p.a, p.b)) for p in self.pairs]

    @property
    def folds(self):
        """The folds of both sides of each pair that is compared."""
        return self.every_fold[self.met, 0], self.every_fold[self.met, 1]

    def _couples(self, files, by_place):
        told, couples = [], []
        for pair in labelled():
            if pair.a[0] not in files or pair.same is None:
                continue
            ends = [found(by_place[p[:2]], p[2]) if p[:2] in by_place else None for p in (pair.a, pair.b)]
            if None in ends:
                self.lost["not read any more"] += 1
            elif ends[0].report_id == ends[1].report_id:
                self.lost["one report"] += 1
            else:
                told.append(pair)
                couples.append((ends[0].id, ends[1].id))
        return told, couples

    @staticmethod
    def _role(by_place, place):
        return "news" if found(by_place[place[:2]], place[2]).role == "news" else "other"


def month_fold(day: int | None) -> int:
    """The fold of all reports published in the month of a day; 0 for those without a date."""
    if day is None:
        return 0
    published = date.fromordinal(day)
    return (published.year * 12 + published.month) % FOLDS


# -- figures -------------------------------------------------------------------------------------------------------------


def ratios(same, chosen) -> str:
    """Precision, recall and F1 of chosen pairs, as printed."""
    right, given, true = int((same & chosen).sum()), int(chosen.sum()), int(same.sum())
    p, r = right / max(1, given), right / max(1, true)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f} ({right} of {given} right, {true} same)"


def measure(path: Path) -> None:
    """Prints what the shipped weights do with the labelled pairs."""
    read = ReadPairs(path)
    same = read.same.astype(bool)
    print(
        f"{len(same)} pairs, {same.sum()} same; lost {dict(read.lost)}; same and never compared {(same & ~read.met).sum()}"
    )
    above = read.met & (read.scores >= 0)
    print("pairs above the cut      ", ratios(same, above))
    print("pairs in one incident    ", ratios(same, read.joined))
    random = np.array([p.draw == 2 for p in read.pairs])
    print("above the cut, draw 2    ", ratios(same[random], above[random]))
    for files in COLLECTIONS:
        of = np.array([p.a[0] in files for p in read.pairs])
        print(
            f"above the cut, {files[0][:10]}",
            ratios(same[of], above[of]),
            "| in one incident",
            ratios(same[of], read.joined[of]),
        )
    for roles in (["news", "news"], ["news", "other"], ["other", "other"]):
        of = np.array([r == roles for r in read.roles])
        print("above the cut,", "/".join(roles), ratios(same[of], above[of]))
    for low, high in pairwise(BINS):
        of = read.met & (read.scores >= low) & (read.scores < high)
        if of.any():
            print(f"score {low:+} to {high:+}: {of.sum()} pairs, {same[of].mean():.2f} same")
    _terms(read, same, above)


def _terms(read: ReadPairs, same, above) -> None:
    """What the features of right and of wrong pairs above the cut add to their scores, the largest difference first."""
    weights = np.array(read_weights().vector)
    shares = read.every_x[:, : len(FEATURES)] * weights
    right, wrong = shares[above & same].mean(axis=0), shares[above & ~same].mean(axis=0)
    for n in np.argsort(-np.abs(wrong)):
        if abs(wrong[n]) >= 0.05 or abs(right[n]) >= 0.05:
            print(f"{list(FEATURES)[n]:16s} wrong {wrong[n]:+.2f}  right {right[n]:+.2f}")


def read_weights():
    """The shipped weights for events told in texts."""
    return Scorer().sets["text"]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=["read", "measure"])
    ap.add_argument("shared", type=Path)
    ap.add_argument("--readings", type=Path, required=True, help="what was read, a line a report")
    a = ap.parse_args()
    if a.what == "read":
        read(a.shared, a.readings)
    else:
        measure(a.readings)


if __name__ == "__main__":
    main()
