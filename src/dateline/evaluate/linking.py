"""Measures linking: reports of human data bases against the incidents that people filed them under."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any, cast

import msgspec

from dateline.claims.read_report import read_report
from dateline.evaluate.ledger import report_of, texts_folder
from dateline.find.analysis import analyse_all
from dateline.gazetteer import Gazetteer
from dateline.link import card, link
from dateline.model import Actor, Claim, Count, Label, Observation, Report, ReportCard, Span, Value, When, Where
from dateline.model.observation import Field
from dateline.model.where import Precision
from dateline.read.text import report_from_text
from dateline.vocab.incident_types import incident_types
from dateline.weigh.copies import REWRITE, Chrome, Words, compare, containment, words_of

Material = tuple[list[Observation], dict[str, ReportCard], dict[str, str]]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON lines file."""
    with path.open(encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle if line.strip())


def gva(path: Path, readings: Path | None = None) -> Material:
    """Reports with text -> one observation a report, cards, and the incident of each (those of several left out).

    ``readings`` holds observations that were read before, one line a report; without it the cards speak alone.
    """
    read = _readings(readings) if readings else None
    observations: list[Observation] = []
    cards: dict[str, ReportCard] = {}
    gold: dict[str, str] = {}
    for r in records(path):
        if len(r["incidents"]) == 1 and (read is None or r["id"] in read):
            cards[r["id"]] = card(document(r))
            observations.append(whole(r["id"], read[r["id"]] if read else ()))
            gold[r["id"]] = r["incidents"][0]
    return observations, cards, gold


class _Read(msgspec.Struct):
    id: str
    observations: tuple[Observation, ...] = ()


def _readings(path: Path) -> dict[str, tuple[Observation, ...]]:
    with path.open("rb") as handle:
        lines = (msgspec.json.decode(line, type=_Read) for line in handle if line.endswith(b"\n"))
        return {line.id: line.observations for line in lines}


def whole(key: str, observations: Sequence[Observation]) -> Observation:
    """One observation that speaks for a whole report: what it tells most of, with tolls told elsewhere in it.

    Places are left out: the packaged gazetteer is thin where these reports come from, and a wrong point misleads.
    """
    if not observations:
        return Observation(id=key, report_id=key, type="")
    main = max(observations, key=lambda o: (o.role == "news", len(o.claims)))
    claims = [c for c in main.claims if c.field != "where"]
    for other in observations:
        claims += [c for c in other.claims if c.field in {"killed", "injured"} and not main.of(c.field)]
    return msgspec.structs.replace(
        main, id=key, report_id=key, type="", role="news", roundup=False, claims=tuple(claims)
    )


def _report(text: str, **about: Any) -> Report:
    """A report from a text that may be empty."""
    return report_from_text(text, **about) if text.strip() else report_from_text(text, passages=(), **about)


def maverick(path: Path) -> Material:
    """Coded rows -> observations, cards without text, and the incident of each."""
    observations: list[Observation] = []
    cards: dict[str, ReportCard] = {}
    gold: dict[str, str] = {}
    for r in records(path):
        # rows out of one article share outlet, date and headline: they are of one report
        report = "\x1f".join(str(r.get(k)) for k in ("outlet", "report_date", "headline"))
        observations.append(coded(r, report))
        cards.setdefault(report, _coded_card(r, report))
        gold[r["id"]] = r["incident"]
    return observations, cards, gold


def _coded_card(r: dict[str, Any], report: str) -> ReportCard:
    words = card(_report("", title=r.get("headline"))).title_words
    return ReportCard(
        id=report, outlet=r.get("outlet"), published=r.get("report_date"), title=r.get("headline"), title_words=words
    )


def coded(r: dict[str, Any], report: str) -> Observation:
    """The observation of a coded row."""
    values: list[tuple[Field, Value]] = []
    if r.get("date_start"):
        values.append(("when", _range(r["date_start"], r.get("date_end") or r["date_start"])))
    if r.get("city") or r.get("location"):
        values.append(
            (
                "where",
                Where(
                    name=r.get("location") or r["city"],
                    lat=r.get("lat"),
                    lon=r.get("lon"),
                    precision="place",
                    admin1=r.get("city"),
                ),
            )
        )
    if r.get("city") and r.get("location") and r["city"] != r["location"]:
        values.append(("where", Where(name=r["city"], precision="place")))
    roles: dict[str, Field] = {"p": "actor"}
    values += [(roles.get(a.get("role"), "target"), Actor(name=a["name"])) for a in r.get("actors") or ()]
    for field, key in (("killed", "deaths"), ("injured", "injuries")):
        if r.get(key) and None not in r[key]:
            low, best, high = r[key]
            values.append((field, Count(low=low, best=best, high=high)))  # type: ignore[arg-type]
    if r.get("target"):
        values.append(("facility", Label(key="", words=r["target"])))
    if r.get("context"):
        values.append(("means", Label(key="", words=r["context"])))
    claims = tuple(
        Claim(id=f"{r['id']}-{n}", field=f, value=v, evidence=(Span(0, 0),)) for n, (f, v) in enumerate(values)
    )
    return Observation(id=r["id"], report_id=report, type="", claims=claims)


def dossiers(path: Path) -> Material:
    """Gold incidents of single reports -> observations with the gold's own values, cards of the texts, dossiers."""
    folder = texts_folder(path)
    types = {kind.ledger: key for key, kind in incident_types().items()}
    observations: list[Observation] = []
    cards: dict[str, ReportCard] = {}
    gold: dict[str, str] = {}
    for record in records(path):
        report = report_of(record, folder)
        cards[report.id] = card(report)
        for incident in record["incidents"]:
            key = f"{record['report']['id']}/{incident['key']}"
            observations.append(_gold_observation(incident, key, report.id, types.get(incident["acled"], "")))
            gold[key] = incident["dossier"] or key
    return observations, cards, gold


def _gold_observation(incident: dict[str, Any], key: str, report: str, kind: str) -> Observation:
    values: list[tuple[Field, Value]] = [("type", Label(kind))]
    when, where = incident["when"], incident["where"] or {}
    if when and when.get("start") and when.get("end"):
        values.append(("when", _range(when["start"], when["end"])))
    if where.get("name"):
        precision = cast(Precision, where.get("precision") or "unknown")
        values.append(
            ("where", Where(name=where["name"], lat=where.get("lat"), lon=where.get("lon"), precision=precision))
        )
    for field in ("actor", "target"):
        values += [(field, Actor(name=a["name"])) for a in incident[field] if a.get("name")]
    for c in incident["counts"]:
        value = Count(
            low=c.get("low"),
            best=c.get("best"),
            high=c.get("high"),
            of=c.get("of"),
            superseded=bool(c.get("superseded")),
        )
        values.append((c["field"], value))
    trigger = incident["trigger"]
    claims = tuple(Claim(id=f"{key}-{n}", field=f, value=v, evidence=(Span(0, 0),)) for n, (f, v) in enumerate(values))
    return Observation(
        id=key, report_id=report, type=kind, role=incident["role"], title=incident["title"],
        triggers=(Span(trigger["start"], trigger["end"]),), claims=claims,
    )  # fmt: skip


def _range(first: str, last: str) -> When:
    begin, end = datetime.fromisoformat(first), datetime.fromisoformat(last) + timedelta(days=1)
    return When(begin_low=begin, begin_high=end, end_low=begin, end_high=end, granularity="day")


def predictions(gold: Path) -> Iterable[dict[str, Any]]:
    """A cluster for each record of reports, or a copy score for each pair of texts; the record's fields tell which."""
    first = next(records(gold), {})
    if "source_text" in first:
        yield from _given_texts(gold)
        return
    if isinstance(first.get("a"), dict):
        yield from _stories(gold)
        return
    if "label" in first and "a" in first:
        yield from _copies(gold)
        return
    if "sent" in first and "tokens" not in first:
        raise TypeError(
            "mentions without their passages: reports are linked by what they tell, so give reports or passages"
        )
    observations, cards, _ = _material(gold, first)
    found = link(observations, cards).incident_of()
    yield from ({"id": o.id, "cluster": found[o.id]} for o in observations)


def scorer_arguments(gold: Path, out: Path) -> list[str]:
    """Arguments for the bench's ``score.py``."""
    first = next(records(gold), {})
    if "source_text" in first or "report" in first or isinstance(first.get("a"), dict):
        return []
    return ["pairs" if "label" in first else "clusters", str(gold), str(out)]


def _dossier_pairs(dossier: dict[str, str], cluster: dict[str, str]) -> str:
    """Pairs of incidents held in one cluster against those of one dossier, the gold's own values given."""
    pairs = [(dossier[a] == dossier[b], cluster[a] == cluster[b]) for a, b in combinations(sorted(dossier), 2)]
    return _yes_or_no("dossiers", [said for _, said in pairs], [true for true, _ in pairs])


def figures(gold: Path, out: Path) -> str:
    """What ``score.py`` does not know: precision, recall and F1 of pairs of one dossier (ledger gold); of copied text or of
    stories by language, for pairs that carry their texts (a story is wider than an incident, so that recall is what it is).
    """
    first = next(records(gold), {})
    if "source_text" in first:
        return _yes_or_no("reuse", [r["score"] >= REWRITE for r in records(out)], [r["label"] for r in records(gold)])
    if "report" in first:
        return _dossier_pairs(dossiers(gold)[2], {r["id"]: r["cluster"] for r in records(out)})
    if not isinstance(first.get("a"), dict):
        return ""
    told = [(p["lang"], bool(r["score"]), p["label"]) for p, r in zip(records(gold), records(out), strict=True)]
    return "".join(
        _yes_or_no(
            f"story {lang}", [said for at, said, _ in told if at == lang], [it for at, _, it in told if at == lang]
        )
        for lang in sorted({lang for lang, _, _ in told})
    )


def _yes_or_no(name: str, said: Sequence[bool], labels: Sequence[int]) -> str:
    """Precision, recall and F1 of yes among pairs, as a printed line."""
    right, given, true = (
        sum(a and bool(b) for a, b in zip(said, labels, strict=True)),
        sum(said),
        sum(map(bool, labels)),
    )
    precision, recall = right / given if given else 0.0, right / true if true else 0.0
    f1 = 2 * right / (given + true) if given + true else 0.0
    return f"{name:10} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  pairs {len(labels)}\n"


def _material(gold: Path, first: dict[str, Any]) -> Material:
    if "deaths" in first:
        return maverick(gold)
    if "report" in first:
        return dossiers(gold)
    return documents(gold)


def topics(path: Path, readings: Path | None = None) -> Material:
    """Undated reports -> one observation each, cards, and the cluster of each.

    ``readings`` holds observations that were read before, one line a report; without it the cards speak alone.
    """
    kept = list(records(path))
    read = _readings(readings) if readings else {}
    cards = {r["id"]: card(document(r)) for r in kept}
    return [whole(r["id"], read.get(r["id"], ())) for r in kept], cards, {r["id"]: r["cluster"] for r in kept}


def headlines(path: Path) -> Material:
    """Reports of one incident each -> one observation each from their headlines, cards, and the incident of each."""
    kept = [r for r in records(path) if len(r["incidents"]) == 1]
    observations, cards, _ = _read_documents(kept)
    return observations, cards, {r["id"]: r["incidents"][0] for r in kept}


def document(r: dict[str, Any]) -> Report:
    """The report of a record of documents; of a mention of an event its passage, headed by its words."""
    title = r["text"] if "tokens" in r else r.get("title")
    about = {"published": _date(r), "title": title, "outlet": r.get("source")}
    return _report(_text(r), language=r.get("lang") or "en", **about)


def documents(path: Path) -> Material:
    """Whole reports from raw text through the pipeline -> one observation each, cards, no gold."""
    return _read_documents(list(records(path)))


def _read_documents(kept: Sequence[dict[str, Any]]) -> Material:
    reports = [document(r) for r in kept]
    gazetteer = Gazetteer.open()
    observations: list[Observation] = []
    for r, analysis in zip(kept, analyse_all(reports), strict=True):
        read = read_report(analysis, gazetteer).observations if r.get("lang", "en") == "en" else ()
        observations.append(whole(r["id"], read))
    return observations, {r["id"]: card(report) for r, report in zip(kept, reports, strict=True)}, {}


def _text(r: dict[str, Any]) -> str:
    return str(
        r["tokens"]
        if "tokens" in r
        else r["text"]
        if "text" in r
        else " ".join(r["sentences"])
        if "sentences" in r
        else r.get("headline", "")
    )


def _date(r: dict[str, Any]) -> str | None:
    return r.get("date") or r.get("report_date") or r.get("published")


def _copies(gold: Path) -> Iterable[dict[str, Any]]:
    """Scores for pairs of texts: the share of the shorter one that is copied, 1 from what counts as copied."""
    pairs = list(records(gold))
    docs = {r["id"]: r for r in records(_texts_of(gold))}
    chrome = Chrome()
    for r in docs.values():
        chrome.see(r["text"], r.get("date"))
    words: dict[str, Words] = {}
    for p in pairs:
        for key in (p["a"], p["b"]):
            if key not in words:
                words[key] = words_of(docs[key]["text"], chrome)
        found = compare(words[p["a"]], words[p["b"]])
        yield {"a": p["a"], "b": p["b"], "score": 1.0 if found.copied else min(0.49, found.cover)}


def _given_texts(gold: Path) -> Iterable[dict[str, Any]]:
    """The share of three-word runs taken over, for pairs that carry both texts; from ``REWRITE`` on it is reuse."""
    for r in records(gold):
        yield {"id": r["id"], "score": containment(words_of(r["text"]), words_of(r["source_text"]))}


def _stories(gold: Path) -> Iterable[dict[str, Any]]:
    """1 for pairs of whole reports that linking puts into one incident, else 0: all of them are linked together."""
    pairs = list(records(gold))
    sides = [{**p[side], "id": f"{p['id']}/{side}", "lang": p["lang"]} for p in pairs for side in ("a", "b")]
    observations, cards, _ = _read_documents(sides)
    found = link(observations, cards).incident_of()
    yield from ({"id": p["id"], "score": float(found[f"{p['id']}/a"] == found[f"{p['id']}/b"])} for p in pairs)


def _texts_of(gold: Path) -> Path:
    """The documents that a file of pairs speaks of."""
    for name in (gold.name.replace("reuse_pairs", "docs"), gold.name.replace("pairs", "docs")):
        if name != gold.name and (gold.parent / name).is_file():
            return gold.parent / name
    others = sorted(p for p in gold.parent.glob("*docs*.jsonl") if p != gold)
    if len(others) == 1:
        return others[0]
    raise FileNotFoundError(f"no documents beside {gold}: expected {gold.name.replace('pairs', 'docs')}")
