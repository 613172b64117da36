"""Fits the weights of ``find/participants.py``: python training/participants.py muc4.dev.jsonl
[--more muc4_dev.jsonl muc4_dev_keys.jsonl].

Data: the dev side of MUC-4 (600 newswire documents with full templates) as neutral JSONL, and with ``--more`` the rest
of its development documents with their answer keys (900 more).
One logistic regression a role over the noun phrases near event words; a phrase is right for a role when it matches one
of the gold names of a filler by the bench's partial match. The mentions of one filler weigh together as much as one
phrase that is no filler: what is asked is who, not how often. Only weights of features leave this script, no text.
Deterministic. Prints figures cross-validated by document over the bench file, every document counted, without templates
(with them: ``muc_templates.py``), then fits on all and writes.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.claims.read_report import read_report
from dateline.claims.reading import Reading
from dateline.evaluate import muc
from dateline.find.analysis import analyse_all
from dateline.find.participants import (
    ROLES,
    Participant,
    ParticipantRole,
    Weighed,
    features,
    places,
    relevance_step,
    report_words,
    scene_of,
)
from dateline.find.participants_merge import merged
from dateline.find.relations import extent
from dateline.gazetteer import Gazetteer
from dateline.read.text import report_from_text

STOP = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "and", "or", "with", "from", "its", "his", "her"}
STOP |= {"their", "some", "several", "two", "three", "group", "members", "member", "people", "s"}
MIN_COUNT = 4
MIN_REPORTS = 8
C = 0.6
"""Out of fold on the 600, 2026-11-28: micro F1 .572 and victim .597 at .3, .576 and .605 at .6."""
LEAST_WEIGHT = 0.1
"""Of a mention of a filler told very often. With mentions that weigh 1 / their number micro F1 .569 out of fold on the
600, with 1 / its square root .564, with equal weights .554 at C .2, 2026-11-28."""
DIGITS = 2


def content(words: str) -> list[str]:
    tokens = re.findall(r"\w+", words.lower())
    return [t for t in tokens if t not in STOP] or tokens


@cache
def overlap(a: str, b: str) -> float:
    ca, cb = Counter(content(a)), Counter(content(b))
    same = sum((ca & cb).values())
    return 2.0 * same / (sum(ca.values()) + sum(cb.values())) if same else 0.0


class Document:
    """Noun phrases of a report with their features, and its gold fillers."""

    def __init__(self, record: dict, reading: Reading) -> None:
        scene = scene_of(reading.analysis, reading.events, 0)
        self.report_words = sorted(report_words(reading.analysis))
        self.relevant = bool(record["events"])
        self.heads = list(places(scene))
        self.spans = [scene.tree.received(*extent(scene.tree, i)) for i in self.heads]
        self.words = [muc.plain(reading.analysis.words(span)) for span in self.spans]
        self.features = [features(scene, i) for i in self.heads]
        self.gold = {role: entities(record["events"], role) for role in ROLES}
        self.weights = {role: [self.weight_of(words, role) for words in self.words] for role in ROLES}

    def weight_of(self, words: str, role: ParticipantRole) -> float:
        """0 for a phrase that is no filler of this role, else the share of one mention among those of its filler."""
        told = [
            sum(any(overlap(other, a) >= 0.5 for a in alts) for other in self.words)
            for alts, _ in self.gold[role]
            if any(overlap(words, a) >= 0.5 for a in alts)
        ]
        return max(LEAST_WEIGHT, 1 / min(told)) if told else 0.0


def entities(events: list[dict], role: str) -> list[tuple[list[str], bool]]:
    """Fillers of a role in a document: names of each, and whether it is optional."""
    out: list[list] = []
    for event in events:
        for filler in event.get("args", {}).get(role, []):
            optional = bool(event.get("optional") or filler.get("optional"))
            same = next((o for o in out if {a.lower() for a in o[0]} & {a.lower() for a in filler["alts"]}), None)
            if same is None:
                out.append([list(filler["alts"]), optional])
            else:
                same[0] += filler["alts"]
                same[1] = same[1] and optional
    return [(alts, optional) for alts, optional in out]


def fit(documents: list[Document]) -> dict[str, dict]:
    counts = Counter(f for d in documents for names in d.features for f in set(names))
    keep = sorted(f for f, n in counts.items() if n >= MIN_COUNT)
    index = {f: n for n, f in enumerate(keep)}
    matrix = design(documents, index)
    out = {}
    for role in ROLES:
        weights = np.array([weight for d in documents for weight in d.weights[role]])
        right, counted = weights > 0, np.where(weights > 0, weights, 1.0)
        model = LogisticRegression(C=C, solver="newton-cg", max_iter=300, tol=1e-4)
        model.fit(matrix, right, sample_weight=counted)
        table = {f: round(float(v), DIGITS) for f, v in zip(keep, model.coef_[0], strict=True) if abs(v) >= 0.03}
        out[role] = {"bias": round(float(model.intercept_[0]), DIGITS), "cut": 0.0, "weights": table}
    return out


def design(documents: list[Document], index: dict[str, int]) -> csr_matrix:
    columns, starts = [], [0]
    for d in documents:
        for names in d.features:
            columns += sorted({index[f] for f in names if f in index})
            starts.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(starts) - 1, len(index)))


def scores(document: Document, model: dict) -> list[float]:
    table = model["weights"]
    return [model["bias"] + sum(table.get(f, 0.0) for f in set(names)) for names in document.features]


def chosen(document: Document, role: str, values: list[float], cut: float) -> list[str]:
    parts = [
        (Participant(s, h, role, v, ()), w)
        for s, h, v, w in zip(document.spans, document.heads, values, document.words, strict=True)
        if v >= cut
    ]
    return merged(parts)


def tally(document: Document, role: str, predicted: list[str]) -> np.ndarray:
    """True positives, false positives, false negatives by the bench's rules."""
    gold = document.gold[role]
    left, tp, fp, used = list(range(len(gold))), 0, 0, set()
    for p in dict.fromkeys(predicted):
        g = next((i for i in left if any(overlap(p, a) >= 0.5 for a in gold[i][0])), None)
        if g is not None:
            left.remove(g)
            used.add(g)
            tp += not gold[g][1]
        elif not any(overlap(p, a) >= 0.5 for i in used for a in gold[i][0]):
            fp += 1
    return np.array([tp, fp, sum(not gold[i][1] for i in left)])


def f1(counts: np.ndarray) -> float:
    return 2 * counts[0] / max(1, 2 * counts[0] + counts[1] + counts[2])


CUTS = [x / 10 for x in range(-26, 8)]


def fit_relevance(documents: list[Document]) -> dict:
    """Words of reports that hold an incident against those that do not."""
    counts = Counter(w for d in documents for w in d.report_words)
    index = {w: n for n, w in enumerate(sorted(w for w, n in counts.items() if n >= MIN_REPORTS))}
    columns, starts = [], [0]
    for d in documents:
        columns += sorted(index[w] for w in d.report_words if w in index)
        starts.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(documents), len(index)))
    model = LogisticRegression(C=0.03, solver="liblinear", random_state=0).fit(matrix, [d.relevant for d in documents])
    words = {w: round(float(v), 3) for w, v in zip(index, model.coef_[0], strict=True) if abs(v) >= 0.02}
    return {"bias": round(float(model.intercept_[0]), 3), "words": words}


def mark_relevance(documents: list[Document], folds: int) -> None:
    """Give each report the relevance that a model says of it that has not seen it."""
    for fold in range(folds):
        model = fit_relevance([d for n, d in enumerate(documents) if n % folds != fold])
        for d in documents[fold::folds]:
            step = relevance_step(model["bias"] + sum(model["words"].get(w, 0.0) for w in d.report_words))
            d.features = [
                [f for f in names if not f.startswith("relevance=")] + [f"relevance={step}"] for names in d.features
            ]


def held_out(documents: list[Document], folds: int) -> list[dict[str, list[float]]]:
    """Scores of each document by a model that has not seen it."""
    out: list[dict[str, list[float]]] = [{} for _ in documents]
    for fold in range(folds):
        model = fit([d for n, d in enumerate(documents) if n % folds != fold])
        for n, d in enumerate(documents):
            if n % folds == fold:
                out[n] = {role: scores(d, model[role]) for role in ROLES}
    return out


def weighed(document: Document, values: dict[str, list[float]]) -> list[Weighed]:
    """The noun phrases of a document with these scores, as the program itself would have them."""
    return [
        Weighed(span, head, {role: values[role][n] for role in ROLES}, ())
        for n, (span, head) in enumerate(zip(document.spans, document.heads, strict=True))
    ]


def best_cuts(documents: list[Document], values: list[dict[str, list[float]]]) -> dict[str, float]:
    cuts, total = {}, np.zeros(3)
    for role in ROLES:
        sums = {
            cut: sum(
                (tally(d, role, chosen(d, role, v[role], cut)) for d, v in zip(documents, values, strict=True)),
                np.zeros(3),
            )
            for cut in CUTS
        }
        cuts[role] = max(CUTS, key=lambda c: f1(sums[c]))
        counts = sums[cuts[role]]
        total += counts
        p, r = counts[0] / max(1, counts[0] + counts[1]), counts[0] / max(1, counts[0] + counts[2])
        print(f"{role:16s} cut {cuts[role]:5.1f} P {p:.3f} R {r:.3f} F1 {f1(counts):.3f}")
    print(f"micro F1 {f1(total):.4f}")
    return cuts


def quoted(value: str | list[str] | None) -> list[dict]:
    """Fillers of an answer key: "A" / "B" are names of one, a question mark makes it optional."""
    if value is None or value in ("*", "-"):
        return []
    found = []
    for item in value if isinstance(value, list) else [value]:
        names = re.findall(r'"([^"]+)"', item)
        if names:
            found.append({"alts": names, "optional": item.strip().startswith("?")})
    return found


def template(key: dict) -> dict:
    """An answer key as an event of the neutral format; a description that names its person joins the name."""
    victims = quoted(key["HUM TGT: NAME"])
    for described in quoted(key["HUM TGT: DESCRIPTION"]):
        named = next((n for n in victims if set(n["alts"]) & set(described["alts"])), None)
        if named is None:
            victims.append(described)
        else:
            named["alts"] += [a for a in described["alts"] if a not in named["alts"]]
    return {
        "type": key["INCIDENT: TYPE"],
        "type_alts": [key["INCIDENT: TYPE"]],
        "optional": "OPTIONAL" in key["MESSAGE: TEMPLATE"],
        "stage": key["INCIDENT: STAGE OF EXECUTION"],
        "args": {
            "perp_individual": quoted(key["PERP: INDIVIDUAL ID"]),
            "perp_org": quoted(key["PERP: ORGANIZATION ID"]),
            "target": quoted(key["PHYS TGT: ID"]),
            "instrument": quoted(key["INCIDENT: INSTRUMENT ID"]),
            "victim": victims,
        },
    }


def keyed(reports: Path, keys: Path, known: set[str]) -> list[dict]:
    """Documents with answer keys that are not in the bench file."""
    templates: dict[str, list[dict]] = {}
    for key in lines(keys):
        if key["MESSAGE: TEMPLATE"] not in {"*", "-"}:
            templates.setdefault(key["doc_id"], []).append(template(key))
    return [{**r, "events": templates.get(r["id"], [])} for r in lines(reports) if r["id"] not in known]


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def readings_of(records: list[dict]) -> Iterator[Reading]:
    gazetteer = Gazetteer.open()
    reports = (report_from_text(r["text"], published=muc.published(r["text"])) for r in records)
    return (read_report(analysis, gazetteer) for analysis in analyse_all(reports))


def write(documents: list[Document], cuts: dict[str, float], out: Path, names: list[str]) -> None:
    roles = fit(documents)
    for role in ROLES:
        roles[role]["cut"] = cuts[role]
    model = {
        "about": {"made_by": "training/participants.py", "data": names},
        "relevance": fit_relevance(documents),
        "roles": roles,
    }
    text = json.dumps(model, sort_keys=True, separators=(",", ":"))
    out.write_text(text.replace("},", "},\n") + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="muc4.dev.jsonl of the bench")
    parser.add_argument(
        "--more", nargs=2, type=Path, metavar=("REPORTS", "KEYS"), help="more documents with answer keys"
    )
    parser.add_argument("--out", type=Path, default=Path("src/dateline/vocab/weights/participants.json"))
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    records = lines(arguments.gold)
    counted = len(records)
    records += keyed(*arguments.more, {r["id"] for r in records}) if arguments.more else []
    documents = [Document(r, reading) for r, reading in zip(records, readings_of(records), strict=True)]
    mark_relevance(documents, arguments.folds)
    values = held_out(documents, arguments.folds)
    cuts = best_cuts(documents[:counted], values[:counted])
    names = [arguments.gold.name, *(p.name for p in arguments.more or ())]
    write(documents, cuts, arguments.out, names)


if __name__ == "__main__":
    main()
