"""Measures attribution, factuality, status, stance, hedging, reuse and independence on the claims bench.

What a file asks for is told by the fields of its records, so that one command reads them all::

    dateline evaluate claims --gold ../shared/bench/claims/attribution.polnear_dev.jsonl

PolNeAR lets a word play one part only, so its attributions never nest; the files with ``parent`` do. For a file of the
first kind the attributions that lie inside another are left out (their number is not small, and no error).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from spacy.tokens import Doc

from dateline.claims.sources import Attributor, Sourced
from dateline.find.analysis import Analysis, analyse_all, model
from dateline.find.attributions import find_attributions
from dateline.find.attributions.tree import Tree
from dateline.find.certainty import factuality
from dateline.find.credits import agency_in, find_credits, wire_credit
from dateline.find.stance import reply, standing, vague
from dateline.model import AttributionMention, Report, Span
from dateline.read.text import report_from_text
from dateline.weigh.copies import REWRITE, containment, words_of
from dateline.weigh.independence import Telling, independent

Record = dict[str, Any]


def predictions(gold: Path) -> Iterable[Record]:
    """One record a gold row, with its ``id`` and the fields that the row asks for."""
    rows = list(_records(gold))
    return _task(rows)[1](rows) if rows else []


def scorer_arguments(gold: Path, out: Path) -> list[str]:
    """Arguments for ``score.py``: its mode for these records, or labels of the field that it can compare."""
    mode, _ = _task(list(_records(gold)))
    return (
        [*mode.split(), str(gold), str(out)]
        if " " not in mode
        else [mode.split()[0], str(gold), str(out), *mode.split()[1:]]
    )


def _task(rows: list[Record]) -> tuple[str, Callable[[list[Record]], Iterator[Record]]]:
    """The scorer's mode and the function that answers such rows."""
    first = rows[0]
    if "attributions" in first:
        return "attribution", _attributions
    if "links" in first:
        return "slinks", _attributions
    if "events" in first:
        return "factuality", _factuality
    if "groups" in first:
        return "label --field independent", _independence
    if "claim" in first:
        return "label", _status
    if "thread" in first:
        return "label", _stance
    if "source_text" in first or "source" in first:
        return ("label --field level" if "level" in first else "label"), _reuse
    return "label --positive uncertain", _hedges


def _records(path: Path) -> Iterator[Record]:
    with path.open("rb") as handle:
        for line in handle:
            if line.strip():
                yield msgspec.json.decode(line)


def _analyses(texts: Iterable[str]) -> Iterator[Analysis]:
    return analyse_all(report_from_text(text) for text in texts)


def _attributions(rows: list[Record]) -> Iterator[Record]:
    nests = "links" in rows[0] or any("parent" in a for row in rows for a in row.get("attributions", ()))
    for row, analysis in zip(rows, _analyses(r["text"] for r in rows), strict=True):
        mentions = find_attributions(analysis)
        kept = [(n, m) for n, m in enumerate(mentions) if nests or m.parent is None]
        record = {
            "id": row["id"],
            "attributions": [_attribution(n, m) for n, m in kept],
            "wire": wire_credit(analysis.report),
        }
        yield {**record, **_judged(analysis, mentions)} if "certainty" in row else record


def _attribution(number: int, mention: AttributionMention) -> Record:
    record: Record = {"id": str(number)}
    for part in ("source", "cue", "content"):
        record[part] = [[s.start, s.end] for s in getattr(mention, part)]
    if mention.parent is not None:
        record["parent"] = str(mention.parent)
    return record


def _judged(analysis: Analysis, mentions: list[AttributionMention]) -> Record:
    """Certainty, verification and number of roots of a short item, in the words of the challenge set."""
    attributor = Attributor(analysis, mentions)
    parents = {m.parent for m in mentions}
    leaves = [m for n, m in enumerate(mentions) if m.content and n not in parents]
    said = [one for m in leaves for one in attributor.all(m.content[0])]
    whole = attributor.of(Span(0, len(analysis.report.text)))
    verification = next(
        (v for s in [*said, whole] if (v := _VERIFICATION.get(s.verification.split(":")[0], "none")) != "none"), "none"
    )
    roots = {s.attribution.root.name for s in said if s.attribution.root}
    credited = find_credits(analysis.report.text)
    return {"certainty": _certainty(said, whole), "verification": verification, "roots": len(roots) or len(credited)}


_VERIFICATION = {
    "not_verified": "unverified",
    "described_as": "unverified",
    "verified_by": "verified",
    "disputed": "disputed",
}


def _certainty(said: list[Sourced], whole: Sourced) -> str:
    """The item's one label: a denial, else a plan, a negated event, a hedge, else asserted."""
    levels = [s.certainty for s in said] or [whole.certainty]
    if "denied" in levels:
        return "disputed" if "asserted" in levels else "denied"
    if any(level != "asserted" for level in levels):
        return "hedged"
    return "negated" if said and said[0].factuality == "not" else "asserted"


def _factuality(rows: list[Record]) -> Iterator[Record]:
    for row, doc in zip(rows, tokenised(rows), strict=True):
        tree = Tree(doc)
        yield {"id": row["id"], "events": [{"tok": e["tok"], "label": degree(tree, e["tok"])} for e in row["events"]]}


def tokenised(rows: list[Record]) -> Iterator[Doc]:
    """Parses of sentences whose tokens are parted by single spaces, token for token."""
    nlp = model()
    return nlp.pipe((Doc(nlp.vocab, words=row["text"].split(" ")) for row in rows), batch_size=64)


def degree(tree: Tree, i: int) -> float:
    """Factuality on the scale of the gold: -3 did not happen, 0 uncertain, 3 happened."""
    return {"not": -2.5, "uncertain": 0.7, "happened": 3.0}[factuality(tree, i).factuality]


def _independence(rows: list[Record]) -> Iterator[Record]:
    for row in rows:
        found = independent([_telling(str(n), r["outlet"], r["text"]) for n, r in enumerate(row["reports"])])
        yield {"id": row["id"], "independent": found.independent, "groups": [list(g) for g in found.groups]}


def _telling(key: str, outlet: str, text: str) -> Telling:
    """A report of one claim as a telling: its surest root, what its chain cites, whom its pictures are credited to."""
    [analysis] = _analyses([text])
    report: Report = analysis.report
    mentions = find_attributions(analysis)
    attributor = Attributor(analysis, mentions)
    said = [attributor.of(m.content[0]).attribution for m in mentions if m.content]
    roots = [a.root for a in said if a.root is not None]
    cites = tuple(s.name for a in said for s in a.chain[:-1])
    media = tuple(name for _, _, words in find_credits(text) for name in [agency_in(words)[1] or agency_in(words)[0]])
    return Telling(key, roots[0] if roots else None, outlet, wire_credit(report), cites, media, words_of(text))


def _status(rows: list[Record]) -> Iterator[Record]:
    yield from ({"id": row["id"], "label": standing(row["text"])[0]} for row in rows)


def _stance(rows: list[Record]) -> Iterator[Record]:
    yield from ({"id": row["id"], "label": reply(row["text"], source=row["is_source"])} for row in rows)


# Containment from which a text counts as each degree of reuse: between the means of the degrees (.65, .50, .30, .025).
DEGREES = (
    (0.57, "near copy", "cut"),
    (0.40, "light revision", "light"),
    (REWRITE, "heavy revision", "heavy"),
    (0.0, "independent", "non"),
)


def _reuse(rows: list[Record]) -> Iterator[Record]:
    for row in rows:
        share = containment(words_of(row["text"]), words_of(row.get("source_text") or row["source"]))
        label, level = next((label, level) for least, label, level in DEGREES if share >= least)
        yield {"id": row["id"], "label": label, "level": level, "score": round(share, 4)}


def _hedges(rows: list[Record]) -> Iterator[Record]:
    yield from ({"id": row["id"], "label": "uncertain" if vague(row["text"]) else "certain"} for row in rows)
