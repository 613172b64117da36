"""``dateline show``: one incident, each value with its standing, and the sentences behind it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import click
from rich.cells import cell_len

from dateline.cli.common import ledger_option, only_incident, open_ledger
from dateline.export.context import Context
from dateline.export.headings import heading, origins, value_words
from dateline.export.why import Account, Ground, Why, grounds, marks, views, why
from dateline.ledger import Entry, load
from dateline.ledger.quotes import Quote
from dateline.ledger.wording import plain
from dateline.link.rates import idf
from dateline.link.text import text_keys
from dateline.model import FieldView, Incident, Link, Option, Span

WIDTH = 96  # columns of a quoted line
BOTH_SAY = 12  # words that two linked reports share, shown below a link
VOICES = 2  # sources named behind a rival value


@click.command()
@click.argument("incident_id", metavar="ID")
@ledger_option
@click.option(
    "--why", "field", metavar="FIELD", help="The sentences behind a field, or behind all of them (--why all)."
)
@click.option("--links", is_flag=True, help="Why its reports count as one incident, and what else may be the same.")
def show(incident_id: str, ledger_path: Path, field: str | None, links: bool) -> None:
    """Show an incident: each value, how sure it is, how many independent sources, and what contradicts it.

    ID may be the beginning of an id, or an older id that was merged into another.
    """
    with open_ledger(ledger_path) as ledger:
        entry = only_incident(ledger, incident_id)
        context = Context(ledger, [entry])
        if field is None:
            lines = incident_lines(entry, context)
        else:
            lines = [*head_lines(entry.incident), "", *why_lines(entry.incident, field, context)]
        if links:
            lines += ["", *link_lines(entry.incident, _ends(entry.incident, context))]
        click.echo("\n".join(lines))


def incident_lines(entry: Entry, context: Context) -> list[str]:
    """The incident as lines of text: head, fields, reports."""
    incident = entry.incident
    lines = [*head_lines(incident), ""]
    for view in views(incident):
        lines += _field_lines(view, incident, context)
    lines += ["", "Reports"]
    for report in sorted(context.reports.values(), key=lambda r: (r.published or "9999", r.id)):
        about = " · ".join(
            plain(part) for part in ((report.published or "undated")[:10], report.outlet, report.title) if part
        )
        lines.append(f"  {about}  {plain(report.url or report.origin)}  report {report.id}")
    return lines


def head_lines(incident: Incident) -> list[str]:
    """What the incident is, its id and how well it stands."""
    lines = [plain(heading(incident)), f"{incident.id} · {incident.type} · {_standing(incident)}"]
    return [*lines, f"also known as {', '.join(incident.merged_from)}"] if incident.merged_from else lines


def _standing(incident: Incident) -> str:
    parts: list[str] = [] if incident.role == "news" else [f"told as {incident.role}"]
    many = "" if incident.reports == 1 else "s"
    parts += [incident.verification, f"{incident.reports} report{many}, {incident.independent} independent"]
    if incident.status:
        parts.append(incident.status + (f" since {incident.status_since}" if incident.status_since else ""))
    return " · ".join(parts)


def _field_lines(view: FieldView, incident: Incident, context: Context) -> list[str]:
    assert view.best is not None
    number = origins(view.best, incident)
    sources = f"{number} source{'s' if number != 1 else ''}"
    sure = "" if view.best.certainty == "asserted" else f", {view.best.certainty}"
    mark = "!" if view.disputed else " "
    lines = [f"{mark} {view.field:<10} {plain(value_words(view.best.value))}  ({sources}{sure})"]
    for rival in (r for r in view.rivals if value_words(r.value)):
        doubt = [] if rival.certainty == "asserted" else [rival.certainty]
        behind = ", ".join([*_voices(rival, context), *doubt])
        said = f" ({behind})" if behind else ""
        lines.append(f"  {'':<10} or {plain(value_words(rival.value))}{said}")
    return lines


def _voices(option: Option, context: Context) -> list[str]:
    """Who says so, by the words of each report and not by the group that the report counts with: the first ones."""
    sources = list(dict.fromkeys(plain(ground.source) for ground in grounds(option, context) if ground.source))
    more = [f"{len(sources) - VOICES} more"] if len(sources) > VOICES else []
    return [*sources[:VOICES], *more]


def why_lines(incident: Incident, field: str, context: Context) -> list[str]:
    """The sentences behind one field, or behind ``all``. ``click.UsageError`` names the fields there are."""
    names = [view.field for view in views(incident)]
    if field != "all" and field not in names:
        raise click.UsageError(f"nothing is known of {field!r}; there are {', '.join(names)}")
    lines: list[str] = []
    for name in names if field == "all" else [field]:
        lines += [*_why_field(why(incident, name, context)), ""]
    return lines[:-1]


def _why_field(reason: Why) -> list[str]:
    lines = [f"why {reason.field}" + (" (disputed)" if reason.disputed else "")]
    if reason.rule:
        lines.append(f"  rule: {plain(reason.rule)}")
    for account in reason.accounts:
        lines += _account_lines(account)
    return lines


def _account_lines(account: Account) -> list[str]:
    label = {"best": "", "rival": "rival: ", "history": "earlier: "}[account.standing]
    lines = [f"  {label}{plain(account.text)}"]
    for ground in account.grounds:
        lines += _ground_lines(ground)
    return lines


def _ground_lines(ground: Ground) -> list[str]:
    claim, report = ground.claim, ground.report
    told = ", ".join(plain(part) for part in (ground.source, (report.published or "undated")[:10]) if part)
    sure = claim.certainty + (f" (“{plain(report.words(claim.cue))}”)" if claim.cue else "")
    lines = [f"    {told} · {sure} · claim {claim.id}"]
    for one in ground.quotes:
        lines += [f"      {line}" for line in underlined(one.sentence_text, marks(ground, one))]
        lines.append(f"      -- {_place(ground, one)}")
    if claim.producer or claim.reason:
        lines.append(f"      by {plain(': '.join(part for part in (claim.producer, claim.reason) if part))}")
    return lines


def _place(ground: Ground, one: Quote) -> str:
    where = plain(ground.report.url or ground.report.origin or ground.report.id)
    return f"{where}, characters {one.sentence.start}-{one.sentence.end}"


def underlined(sentence: str, spans: list[Span], width: int = WIDTH) -> list[str]:
    """A sentence in lines of at most ``width`` columns, carets under the marked words.

    >>> print("\\n".join(underlined("Six people died.", [Span(0, 10)])))
    | Six people died.
    | ^^^^^^^^^^
    """
    marked = bytearray(len(sentence))
    for span in spans:
        marked[span.start : span.end] = b"\x01" * max(0, min(span.end, len(sentence)) - span.start)
    lines: list[str] = []
    for start, end in _wrapped(sentence, width):
        shown = [
            (plain(c) or " " if not c.isspace() else " ", marked[start + i]) for i, c in enumerate(sentence[start:end])
        ]
        lines.append("| " + "".join(c for c, _ in shown))
        carets = "".join(("^" if mark else " ") * cell_len(c) for c, mark in shown).rstrip()
        if carets:
            lines.append("| " + carets)
    return lines


def _wrapped(text: str, width: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + width)
        if end < len(text):
            cut = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
            end = cut + 1 if cut > start else end
        pieces.append((start, end))
        start = end
    return pieces


class End(NamedTuple):
    """What stands behind an id at the end of a link: its name for people, and the words that its reports are found by."""

    name: str
    words: frozenset[str] = frozenset()


def _ends(incident: Incident, context: Context) -> dict[str, End]:
    """The ends of an incident's links: an account by outlet and day, another incident by its heading."""
    ends: dict[str, End] = {}
    cards = load.cards(context.ledger.db, sorted(context.reports))
    for name in {end for link in incident.links for end in (link.a, link.b)}:
        observation = context.observations.get(name)
        report = context.reports.get(observation.report_id) if observation else None
        if report is not None:
            words = text_keys(cards[report.id]) if report.id in cards else frozenset()
            ends[name] = End(plain(f"{report.outlet or report.origin}, {(report.published or 'undated')[:10]}"), words)
        elif name != incident.id:
            ends.update((name, End(plain(heading(e.incident)))) for e in context.ledger.find(name)[:1])
    return ends


TIES = {"part_of": "is part of", "follow_up": "follows from", "series": "is of one series with"}


def link_lines(incident: Incident, ends: Mapping[str, End]) -> list[str]:
    """Why the reports of an incident count as one, and what may be the same: each score with the terms it adds up
    from, the weightiest first, and the telling words that both reports use."""
    if not incident.links:
        return ["links", "  none: one report tells of it, and nothing else looks like it"]
    lines = ["links (log-odds; above 0 speaks for the same incident)"]
    for link in incident.links:
        lines += _link(link, ends)
    return lines


def _link(link: Link, ends: Mapping[str, End]) -> list[str]:
    a, b = (f"{name} ({ends[name].name})" if name in ends else name for name in (link.a, link.b))
    if link.kind in TIES:
        return [f"  {a} {TIES[link.kind]} {b}: {', '.join(reason for reason, _ in link.terms)}"]
    lines = [f"  {link.score:+.2f}  {link.kind.replace('_', ' ')}: {a} and {b}"]
    for name, weight in sorted(link.terms, key=lambda term: (-abs(term[1]), term[0])):
        bar = ("+" if weight >= 0 else "-") * max(1, min(20, round(abs(weight) * 4)))
        lines.append(f"    {weight:+6.2f}  {bar:<20}  {plain(name)}")
    words = _both_say(ends.get(link.a), ends.get(link.b))
    return [*lines, f"    both say: {', '.join(words)}"] if words else lines


def _both_say(a: End | None, b: End | None) -> list[str]:
    """The words of both ends, those that are rarest in news at large first."""
    both = a.words & b.words if a and b else frozenset()
    return [plain(w) for w in sorted(both, key=lambda w: (-idf(w), w)) if not w.startswith("@")][:BOTH_SAY]
