"""What linking keeps in the ledger file, so that a small change costs a small computation.

Derived, like the incidents: it may be thrown away and made anew at any time. It is written in the transaction that
writes the incidents, under a mark that says which runs and decisions, which version and which rules of linking it
stands for; under any other mark it is not looked at. ``verify`` compares it with what follows from the reports, and
exports leave it out.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import msgspec

from dateline.ledger import load
from dateline.ledger.stored import marked
from dateline.link import linker as linking
from dateline.link.book import Sheet
from dateline.link.lazy import Lazy
from dateline.link.linker import Linker
from dateline.link.node import Node
from dateline.link.shelf import HOLDER, Withdrawn, held_by_events, held_by_texts, node_again, sheet_again
from dateline.link.text import Text, text_of
from dateline.model import Observation, ReportCard
from dateline.vocab import data_path

TABLES = ("link_texts", "link_events", "link_keys", "link_edges", "link_members", "link_nodes", "link_sheets")


@cache
def rules() -> str:
    """Digest of all that decides on links beside reports and decisions: code, weights, tables."""
    total = sha256()
    code, tables = Path(linking.__file__).parent.glob("*.py"), data_path("weights").parent.glob("linking_*")
    weights = (*data_path("weights").glob("link_*.json"), data_path("weights/word_rates.tsv"))
    for path in sorted((*code, *tables, *weights)):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def current(db: sqlite3.Connection) -> bool:
    """Whether what is kept stands for the same runs and decisions as the stored incidents, under today's rules."""
    wanted = _mark(db)
    row = db.execute("SELECT value FROM state WHERE key = 'linking'").fetchone()
    return bool(row) and row[0] == wanted


def mark(db: sqlite3.Connection) -> None:
    """Say that what is kept stands for what the stored incidents follow from."""
    db.execute("INSERT OR REPLACE INTO state (key, value) VALUES ('linking', ?)", (_mark(db),))


def _mark(db: sqlite3.Connection) -> str:
    return f"{marked(db)}/{rules()}"


class LedgerShelf:
    """What is kept, fetched piece by piece for a linker (:class:`dateline.link.shelf.Shelf`)."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.next_node: int = 1 + self._value("SELECT coalesce(max(number), 0) FROM link_nodes")
        self.next_sheet: int = 1 + self._value("SELECT coalesce(max(number), 0) FROM link_sheets")
        self._nodes: dict[int, Node] = {}
        self._texts: dict[str, tuple[ReportCard, Text]] = {}  # by report
        self._outlets: dict[str, str] = {}

    def _value(self, text: str, *values: Any) -> Any:
        row = self.db.execute(text, values).fetchone()
        return None if row is None else row[0]

    def _column(self, text: str, *values: Any) -> list[Any]:
        return [row[0] for row in self.db.execute(text, values)]

    # -- nodes -------------------------------------------------------------------------------------------------------

    def number(self, name: str) -> int | None:
        """The number of a node."""
        found: int | None = self._value("SELECT number FROM link_nodes WHERE id = ?", name)
        return found

    def home(self, observation: str) -> str | None:
        """The node that an observation is part of."""
        found: str | None = self._value(
            "SELECT n.id FROM link_members m JOIN link_nodes n ON n.number = m.node WHERE m.observation = ?",
            observation,
        )
        return found

    def members(self, node: str) -> list[str] | None:
        """The observations of a node, sorted."""
        return self._column(
            "SELECT m.observation FROM link_nodes n JOIN link_members m ON m.node = n.number WHERE n.id = ? ORDER BY 1", node
        ) or None  # fmt: skip

    def node(self, name: str) -> Node | None:
        """A node by its id."""
        number = self.number(name)
        return None if number is None else self.numbered(number)

    def numbered(self, number: int) -> Node | None:
        """A node by its number."""
        if number not in self._nodes:
            self._make([number])
        return self._nodes.get(number)

    def sheet(self, number: int) -> Sheet | None:
        """A report with its nodes in the order of their numbers."""
        held = self._column("SELECT number FROM link_nodes WHERE sheet = ? ORDER BY number", number)
        self._make([n for n in held if n not in self._nodes])
        nodes = [self._nodes[n] for n in held]
        return sheet_again(number, nodes) if nodes else None

    def sheet_of(self, text: str) -> int | None:
        """The number of the sheet of a text."""
        found: int | None = self._value("SELECT number FROM link_sheets WHERE id = ?", text)
        return found

    def _make(self, numbers: Sequence[int]) -> None:
        """Make nodes anew, each from one of the observations that tell it."""
        rows = self.db.execute(
            "SELECT n.number, n.id, n.sheet, min(m.observation) FROM link_nodes n "
            "JOIN link_members m ON m.node = n.number WHERE n.number IN (SELECT value FROM json_each(?)) GROUP BY 1",
            (_json(numbers),),
        ).fetchall()
        names = [row[3] for row in rows]
        reports = self._column(
            "SELECT DISTINCT report_id FROM observations WHERE id IN (SELECT value FROM json_each(?))", _json(names)
        )
        told = {o.id: o for _, o in load.observations(self.db, ids=names, of_reports=reports)}
        self._read([report for report in reports if report not in self._texts])
        for number, name, sheet, observation in rows:
            one = told[observation]
            card, text = self._texts[one.report_id]
            self._nodes[number] = node_again(one, card, text, name=name, number=number, sheet=sheet)
        self._told_by_others([row[0] for row in rows])

    def _read(self, reports: list[str]) -> None:
        """Read the cards and texts of reports."""
        if not reports:
            return
        told: dict[str, list[Observation]] = {report: [] for report in reports}
        for outline in load.outlines(self.db, reports):
            told[outline.report_id].append(outline)
        cards = load.cards(self.db, reports)
        for report, outlines in told.items():
            card = cards.get(report) or ReportCard(id=report)
            self._texts[report] = card, text_of(card, outlines)

    def _told_by_others(self, numbers: Sequence[int]) -> None:
        """Add the reports that tell the same as copies."""
        rows = self.db.execute(
            "SELECT DISTINCT m.node, o.report_id FROM link_members m JOIN observations o ON o.id = m.observation "
            "WHERE m.node IN (SELECT value FROM json_each(?))",
            (_json(numbers),),
        )
        others = [(self._nodes[n], report) for n, report in rows if report not in self._nodes[n].reports]
        cards = load.cards(self.db, sorted({report for _, report in others})) if others else {}
        for one, report in others:
            one.reports |= {report}
            if report in cards and (outlet := cards[report].outlet):
                one.outlets |= {outlet}

    # -- keys and links ----------------------------------------------------------------------------------------------

    def of_text(self, key: str) -> array[int] | None:
        """The sheets that hold a key, by day."""
        return self._holders("link_texts", key)

    def of_event(self, key: str) -> array[int] | None:
        """The nodes that hold a key, by day."""
        return self._holders("link_events", key)

    def _holders(self, table: str, key: str) -> array[int] | None:
        codes = self._column(
            f"SELECT code FROM {table} WHERE key = (SELECT number FROM link_keys WHERE key = ?) ORDER BY code",  # noqa: S608
            key,
        )
        return array("q", codes) if codes else None

    def links(self, node: str) -> dict[str, int] | None:
        """The kept links of a node."""
        number = self.number(node)
        if number is None:
            return None
        rows = self.db.execute(
            "SELECT n.id, e.score, n.outlet FROM link_edges e JOIN link_nodes n ON n.number = e.b WHERE e.a = ?",
            (number,),
        ).fetchall()
        self._outlets.update((n, outlet) for n, _, outlet in rows)
        return {n: score for n, score, _ in rows}

    def outlet_of(self, node: str) -> str | None:
        """The only outlet of a node, empty where it has none or several."""
        if node not in self._outlets:
            return cast(str | None, self._value("SELECT outlet FROM link_nodes WHERE id = ?", node))
        return self._outlets[node]

    # -- clusters ----------------------------------------------------------------------------------------------------

    def cluster_of(self, node: str) -> str | None:
        """The name of the cluster that a node is in."""
        return self._named_by("cluster", node)

    def cluster(self, name: str) -> list[str] | None:
        """The nodes of a cluster, sorted."""
        return self._named("cluster", name)

    def core_of(self, node: str) -> str | None:
        """The name of the cluster of nodes that bridge, if a node is one of these."""
        return self._named_by("core", node)

    def core(self, name: str) -> list[str] | None:
        """Its nodes, sorted."""
        return self._named("core", name)

    def _named_by(self, column: str, node: str) -> str | None:
        found: str | None = self._value(
            f"SELECT c.id FROM link_nodes n JOIN link_nodes c ON c.number = n.{column} WHERE n.id = ?",  # noqa: S608
            node,
        )
        return found

    def _named(self, column: str, name: str) -> list[str] | None:
        return self._column(f"SELECT id FROM link_nodes WHERE {column} = ? ORDER BY id", self.number(name)) or None  # noqa: S608

    def incident_of(self, observation: str) -> str | None:
        """The incident that an observation was in."""
        found: str | None = self._value("SELECT incident_id FROM members WHERE observation_id = ?", observation)
        return found


# -- writing -------------------------------------------------------------------------------------------------------------


def keep(db: sqlite3.Connection, linker: Linker) -> None:
    """Keep the state of a linker that began with nothing, in the place of what was kept."""
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")  # noqa: S608  (fixed words)
    _write(db, linker, {n.id: n.number for n in linker.nodes.values()}, 1, 1)


def keep_on(db: sqlite3.Connection, linker: Linker, shelf: LedgerShelf, withdrawn: Withdrawn) -> None:
    """Write what a linker that went on from a shelf has that is not kept yet; ``withdrawn`` is what it took out."""
    _forget(db, withdrawn)
    number: Lazy[str, int] = Lazy(shelf.number)
    number.update((n.id, n.number) for n in linker.nodes.values())
    for n, now in linker.links.items():
        was = shelf.links(n) or {}
        db.executemany(
            "DELETE FROM link_edges WHERE a = ? AND b = ?", [(number[n], number[o]) for o in was if o not in now]
        )
    _write(db, linker, number, shelf.next_node, shelf.next_sheet)


def _forget(db: sqlite3.Connection, out: Withdrawn) -> None:
    nodes = [(number,) for number in out.nodes]
    for (number,) in nodes:
        others = db.execute("SELECT b FROM link_edges WHERE a = ?", (number,)).fetchall()
        pairs = [*((number, b) for (b,) in others), *((b, number) for (b,) in others)]
        db.executemany("DELETE FROM link_edges WHERE a = ? AND b = ?", pairs)
    db.executemany("DELETE FROM link_members WHERE node = ?", nodes)
    db.executemany("DELETE FROM link_nodes WHERE number = ?", nodes)
    db.executemany("DELETE FROM link_sheets WHERE number = ?", [(number,) for number in out.sheets])
    for table, held in (("link_texts", out.texts), ("link_events", out.events)):
        db.executemany(
            f"DELETE FROM {table} WHERE key = (SELECT number FROM link_keys WHERE key = ?) AND code = ?",  # noqa: S608
            held,
        )


def _write(
    db: sqlite3.Connection, linker: Linker, number: Mapping[str, int], first_node: int, first_sheet: int
) -> None:
    """Write all that the linker holds now, postings from the first new numbers on."""
    book, partition = linker.book, linker.partition
    db.executemany(
        "INSERT INTO link_sheets (number, id, day) VALUES (?, ?, ?)",
        [(s.number, s.text.id, s.day) for s in book.sheets.values() if s.number >= first_sheet],
    )
    cores = {n: core for n in partition.cluster_of if (core := partition.core_of.get(n))}
    db.executemany(
        "INSERT INTO link_nodes (number, id, sheet, outlet, cluster, core) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                n.number,
                n.id,
                n.sheet,
                linker.outlets[n.id],
                number[partition.cluster_of[n.id]],
                number.get(cores.get(n.id, "")),
            )
            for n in book.numbered.values()
            if n.number >= first_node
        ],
    )
    db.executemany(
        "UPDATE link_nodes SET cluster = :cluster, core = :core "
        "WHERE number = :number AND (cluster IS NOT :cluster OR core IS NOT :core)",
        [
            {"number": number[n], "cluster": number[name], "core": number.get(cores.get(n, ""))}
            for n, name in partition.cluster_of.items()
            if number[n] < first_node
        ],
    )
    db.executemany(
        "UPDATE link_nodes SET outlet = :outlet WHERE number = :number AND outlet <> :outlet",
        [{"number": number[n], "outlet": outlet} for n, outlet in linker.outlets.items() if number[n] < first_node],
    )
    db.executemany(
        "INSERT OR IGNORE INTO link_members (observation, node) VALUES (?, ?)",
        [(o, number[n]) for o, n in linker.home.items()],
    )
    db.executemany(
        "INSERT INTO link_edges (a, b, score) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET score = excluded.score WHERE score <> excluded.score",
        sorted((number[a], number[b], score) for a, near in linker.links.items() for b, score in near.items()),
    )
    _write_holders(db, "link_texts", held_by_texts(book), first_sheet)
    _write_holders(db, "link_events", held_by_events(book), first_node)


def _write_holders(
    db: sqlite3.Connection, table: str, holders: Iterable[tuple[str, Sequence[int]]], first: int
) -> None:
    new = [(key, codes) for key, held in holders if (codes := [c for c in held if c & HOLDER >= first])]
    known = dict(
        db.execute(
            "SELECT key, number FROM link_keys WHERE key IN (SELECT value FROM json_each(?))",
            (_json([k for k, _ in new]),),
        )
    )
    last: int = db.execute("SELECT coalesce(max(number), 0) FROM link_keys").fetchone()[0]
    fresh = sorted(key for key, _ in new if key not in known)
    known.update((key, last + n) for n, key in enumerate(fresh, 1))
    db.executemany("INSERT INTO link_keys (key, number) VALUES (?, ?)", [(key, known[key]) for key in fresh])
    db.executemany(
        f"INSERT INTO {table} (key, code) VALUES (?, ?)",  # noqa: S608  (fixed words)
        sorted((known[key], code) for key, codes in new for code in codes),
    )


# -- comparing -----------------------------------------------------------------------------------------------------------


def contents(db: sqlite3.Connection) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """What is kept, by names instead of numbers, which depend on the order of arrival: title, rows in order."""
    yield "sheets", db.execute("SELECT id, day FROM link_sheets ORDER BY id").fetchall()
    node: dict[int | None, str] = dict(db.execute("SELECT number, id FROM link_nodes"))
    sheet: dict[int, str] = dict(db.execute("SELECT number, id FROM link_sheets"))
    key: dict[int, str] = dict(db.execute("SELECT number, key FROM link_keys"))
    nodes = db.execute("SELECT id, sheet, outlet, cluster, core FROM link_nodes")
    yield (
        "nodes",
        sorted(
            (n, sheet.get(s, ""), outlet, node.get(cluster, ""), node.get(core, ""))
            for n, s, outlet, cluster, core in nodes
        ),
    )
    members = db.execute("SELECT observation, node FROM link_members")
    yield "members", sorted((o, node.get(n, "")) for o, n in members)
    links = db.execute("SELECT a, b, score FROM link_edges")
    yield "links", sorted((node.get(a, ""), node.get(b, ""), score) for a, b, score in links)
    for title, table, holder in (("texts", "link_texts", sheet), ("events", "link_events", node)):
        codes = db.execute(f"SELECT key, code FROM {table}")  # noqa: S608  (fixed words)
        yield title, sorted((key.get(k, ""), code >> 32, holder.get(code & HOLDER, "")) for k, code in codes)


def _json(values: Sequence[Any]) -> str:
    return msgspec.json.encode(values).decode()
