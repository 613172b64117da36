"""Bringing the incidents up to date by what is new alone: a few reports, a ruling.

The linker goes on from what it kept and says which observations may be in other incidents now. These incidents are
weighed again, and so are those that a ruling speaks of; their neighbours only get other links. What comes out is what
computing everything gives: ``verify`` and the tests compare the two.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from dateline import __version__, weigh
from dateline.ledger import load, shelf
from dateline.ledger.added import ADDED
from dateline.ledger.connection import writing
from dateline.ledger.stored import mark, marked, put, rulings_since_mark, stamp
from dateline.link.cluster import pair
from dateline.link.linker import Linker
from dateline.link.linking import Cluster, Renewed
from dateline.link.rulings import observation_of
from dateline.model import Decision, Incident, Link, Observation

# New observations up to this part of those that are linked are few. In a ledger of 8,800, going on with 541 took 4 CPU
# seconds and with 1,364 14, linking all anew 19.
FEW = 0.1
ALWAYS_FEW = 20
UNTOUCHED = Renewed(observations=frozenset(), clusters=())


class News(NamedTuple):
    """What the stored incidents do not know yet."""

    observations: list[Observation]
    told_before: frozenset[str]  # those of them that were known: a person added more to their report
    rulings: list[Decision]  # with those that they undo
    relinks: bool  # whether it can change which observations are one incident


def renew(db: sqlite3.Connection) -> bool:
    """Renew what is new in the ledger. ``False``, and nothing done, when everything has to be computed."""
    with writing(db):
        ever = load.decisions(db)
        news = _news(db, ever)
        kept = shelf.current(db)
        if news is None or (news.relinks and not kept):
            return False
        found = _relink(db, news, ever) if news.relinks else UNTOUCHED
        if found is None:
            return False
        _weigh(db, found, news, ever)
        mark(db)
        if kept:
            shelf.mark(db)
        return True


# -- what is new ---------------------------------------------------------------------------------------------------------


def _news(db: sqlite3.Connection, ever: Sequence[Decision]) -> News | None:
    """``None`` when it takes more than going on: another version, reports read again, or much that is new."""
    if not marked(db) or marked(db).split("/")[2] != __version__ or marked(db) == stamp(db):
        return None
    last = int(marked(db).split("/")[0])
    runs = db.execute("SELECT report_id, outcome FROM runs WHERE seq > ? AND outcome <> 'failed'", (last,)).fetchall()
    reports = sorted({report for report, _ in runs})
    before = db.execute(
        "SELECT o.id FROM runs r JOIN observations o ON o.run = r.seq WHERE r.seq <= ? "
        "AND r.report_id IN (SELECT value FROM json_each(?))",
        (last, msgspec.json.encode(reports).decode()),
    )
    told_before = frozenset(row[0] for row in before)
    if told_before and any(outcome != ADDED for _, outcome in runs):
        return None
    new, linked = db.execute(
        "SELECT (SELECT coalesce(sum(observations), 0) FROM runs WHERE seq > ?), (SELECT count(*) FROM link_members)",
        (last,),
    ).fetchone()
    if new > max(ALWAYS_FEW, FEW * linked):
        return None
    observations = [o for _, o in load.observations(db, of_reports=reports)]
    rulings = rulings_since_mark(db)
    relinks = bool(observations) or not all(ruled_values_only(d, ever) for d in rulings)
    return News(observations, told_before, list(_with_undone(rulings, ever)), relinks)


def ruled_values_only(decision: Decision, all_of_them: Sequence[Decision]) -> bool:
    """Whether a decision is about values alone, or undoes such decisions alone."""
    if decision.kind == "undo":
        undone = [d for d in all_of_them if d.id in decision.targets]
        return bool(undone) and all(ruled_values_only(d, all_of_them) for d in undone)
    if decision.kind in {"correct", "add"}:
        return decision.field is not None and decision.field != "roundup"
    return decision.kind in {"confirm", "refute", "withdraw"}


def _with_undone(rulings: Iterable[Decision], all_of_them: Sequence[Decision]) -> Iterator[Decision]:
    for decision in rulings:
        yield decision
        if decision.kind == "undo":
            yield from _with_undone((d for d in all_of_them if d.id in decision.targets), all_of_them)


# -- linking and weighing ------------------------------------------------------------------------------------------------


def _relink(db: sqlite3.Connection, news: News, ever: Sequence[Decision]) -> Renewed | None:
    """Let the linker go on from what it kept, and keep what came of it; ``None``, and nothing kept, when it cannot."""
    known = ever[: len(ever) - len(rulings_since_mark(db))]
    on = shelf.LedgerShelf(db)
    linker = Linker(shelf=on, decisions=known)
    linker.rule(ever)
    withdrawn = linker.withdraw(news.told_before & {o.id for o in news.observations})
    if withdrawn is None:
        return None
    linker.add(news.observations, load.cards(db, sorted({o.report_id for o in news.observations})))
    found = linker.renewed()
    shelf.keep_on(db, linker, on, withdrawn)
    return found


def _weigh(db: sqlite3.Connection, found: Renewed, news: News, ever: Sequence[Decision]) -> None:
    """Weigh the incidents that were linked anew or ruled on, and pass their links on to their neighbours."""
    gone = _holding(db, found.observations)
    linked = gone.keys() | {c.id for c in found.clusters}
    ends = {end for link in found.links for end in (link.a, link.b)}
    ends |= {end for i in gone.values() for link in _outward(i) for end in (link.a, link.b)}
    ruled = _holding(db, {observation_of(t) for t in _targets(db, news.rulings)})
    beside = _named(db, ends - linked) | {i: ruled[i] for i in ruled.keys() - linked}
    held = _observations(db, [*(o for c in found.clusters for o in c.observations), *_members(ruled)])
    cards = load.cards(db, sorted({o.report_id for o in held.values()}))
    verdicts = weigh.verdicts(ever)
    links = _by_end(found.links)
    new = {c.id: weigh.incident(c, held, cards, verdicts, tuple(links.get(c.id, ()))) for c in found.clusters}
    for name, was in beside.items():
        outward = [link for link in _outward(was) if link.a not in linked and link.b not in linked]
        now = sorted(
            (*outward, *links.get(name, ())), key=lambda link: (link.kind != "possible_same", pair(link.a, link.b))
        )
        same = tuple(link for link in was.links if link.kind == "same")
        if name in ruled:
            cluster = Cluster(id=name, anchor=observation_of(name), observations=was.observations, links=same)
            new[name] = weigh.incident(cluster, held, cards, verdicts, tuple(now))
        else:
            new[name] = msgspec.structs.replace(was, links=(*same, *now))
    put(db, gone | beside, new, held)


def _outward(incident: Incident) -> Iterator[Link]:
    """The links to other incidents."""
    return (link for link in incident.links if link.kind != "same")


def _by_end(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.a, []).append(link)
        found.setdefault(link.b, []).append(link)
    return found


def _targets(db: sqlite3.Connection, rulings: Sequence[Decision]) -> set[str]:
    """What rulings speak of; the observation for a claim."""
    targets = {t for d in rulings for t in d.targets}
    rows = db.execute(
        "SELECT o.id FROM claims c JOIN observations o ON o.seq = c.observation WHERE c.id IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(sorted(targets)).decode(),),
    )
    return targets | {row[0] for row in rows}


def _holding(db: sqlite3.Connection, observations: Iterable[str]) -> dict[str, Incident]:
    """The stored incidents that hold these observations."""
    return _stored(
        db, "SELECT incident_id FROM members WHERE observation_id IN (SELECT value FROM json_each(?))", observations
    )


def _named(db: sqlite3.Connection, names: Iterable[str]) -> dict[str, Incident]:
    """The stored incidents with these ids."""
    return _stored(db, "SELECT value FROM json_each(?)", names)


def _stored(db: sqlite3.Connection, chosen: str, names: Iterable[str]) -> dict[str, Incident]:
    rows = db.execute(
        f"SELECT record FROM incidents WHERE id IN ({chosen})",  # noqa: S608  (one of two fixed texts)
        (msgspec.json.encode(sorted(names)).decode(),),
    )
    return {i.id: i for i in (load.incident(row[0]) for row in rows)}


def _members(incidents: Mapping[str, Incident]) -> Iterator[str]:
    return (o for incident in incidents.values() for o in incident.observations)


def _observations(db: sqlite3.Connection, ids: list[str]) -> dict[str, Observation]:
    return {o.id: o for _, o in load.observations(db, ids=ids)}
