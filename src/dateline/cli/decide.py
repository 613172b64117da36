"""``dateline decide``: what a person rules, kept for good and undone at will."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

import click
import msgspec

from dateline.cli.common import ledger_option, open_ledger
from dateline.ledger import Ledger, LedgerError
from dateline.ledger.added import report_named
from dateline.ledger.decisions import KINDS, decision
from dateline.ledger.wording import plain


@click.command()
@click.argument("kind", type=click.Choice([*KINDS, "list"]))
@click.argument("targets", nargs=-1, metavar="ID...")
@ledger_option
@click.option("--why", default="", metavar="WORDS", help="The reason, for those who come later.")
@click.option("--by", metavar="NAME", envvar="DATELINE_USER", help="Who rules; the user's name if not said.")
@click.option("--field", metavar="FIELD", help="correct, reject, confirm: the field it is about.")
@click.option("--value", metavar="JSON", help="correct, add: the value, as JSON or as plain words.")
@click.option("--type", "type_", metavar="TYPE", help="add: the type of a missing incident (see the code book).")
@click.option("--words", metavar="WORDS", help="add: the words of the report that tell of it.")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="add: a value of it; may be repeated.")
def decide(
    *,
    kind: str,
    targets: tuple[str, ...],
    ledger_path: Path,
    why: str,
    by: str | None,
    field: str | None,
    value: str | None,
    type_: str | None,
    words: str | None,
    settings: tuple[str, ...],
) -> None:
    """Rule on incidents, observations or claims. Prints the decision's id and what changed by it.

    \b
    same A B...       these are one incident      merge A B...   the first takes in the others
    different A B     these are not               unsure A B     leave it open, ask no more
    split A O...      take observations O out of incident A
    correct A --field killed --value 5
    correct A --field when --value 2016-11-02/2016-11-04
    add A --field actor --value "the garrison"     a value that the program missed
    add R --type fire --words "exact words" --set when=2016-11-02 --set where="Gogjali 36.35,43.25"
                      an incident that the program missed in report R (its id, address or file)
    reject C          a claim or an observation is wrong
    withdraw A        no longer stands     confirm A     checked and true     refute A   checked and false
    undo D            as if decision D had never been taken
    list              the decisions so far
    """
    with open_ledger(ledger_path) as ledger:
        if kind == "list":
            _print_decisions(ledger)
            return
        before = ledger.last_change()
        told: Any = _value(value)
        try:
            if type_ or words or settings:
                if kind != "add" or field:
                    raise LedgerError("--type, --words and --set are for add REPORT alone: a missing incident")
                told = {"type": type_, "words": words, "fields": _settings(settings)}
                targets = tuple(report_named(ledger.db, name) for name in targets)
            made = decision(kind, targets, by=by or _user(), why=why, field=field, value=told)
            ledger.decide(made)
        except LedgerError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"decision {made.id}")
        for kept in ledger.changes(before):
            click.echo(plain(f"{kept.change.kind} {kept.change.incident} {' '.join(kept.change.others)}"))


def _value(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


def _settings(settings: tuple[str, ...]) -> dict[str, Any]:
    for one in settings:
        if "=" not in one:
            raise click.BadParameter(f"{one!r} is not FIELD=VALUE, for example killed=5", param_hint="--set")
    return {name.strip(): _value(value) for name, _, value in (one.partition("=") for one in settings)}


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _print_decisions(ledger: Ledger) -> None:
    for one in ledger.decisions():
        told = f"{one.id}  {one.at}  {one.by}  {one.kind} {' '.join(one.targets)}"
        click.echo(plain(told + (f"  {one.why}" if one.why else "")))
