"""Options and manners that the commands share."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.export.headings import heading
from dateline.ledger import Entry, Filter, Ledger, LedgerError
from dateline.ledger.wording import plain
from dateline.model.incident import Ladder
from dateline.vocab.incident_types import incident_types

if TYPE_CHECKING:
    from dateline.gazetteer import Place

Command = TypeVar("Command", bound=Callable[..., Any])
DEFAULT_LEDGER = "dateline.ledger"
VERIFICATION: tuple[Ladder, ...] = ("reported", "corroborated", "evidenced", "disputed", "refuted", "confirmed")
ROLES = ("news", "background", "planned", "hypothetical", "denied")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


def ledger_option(command: Command) -> Command:
    """``--ledger FILE``, also read from the variable DATELINE_LEDGER."""
    return click.option(
        "--ledger",
        "ledger_path",
        type=click.Path(dir_okay=False, path_type=Path),
        default=DEFAULT_LEDGER,
        envvar="DATELINE_LEDGER",
        show_default=True,
        show_envvar=True,
        help="The ledger file.",
    )(command)


def filter_options(command: Command) -> Command:
    """The options that choose incidents; they arrive as one ``Filter`` named ``chosen``."""

    @functools.wraps(command)
    def with_filter(**options: Any) -> Any:
        names = ("since", "until", "near", "radius", "box", "types", "text", "verification", "roles", "ids")
        given = {name: options.pop(name) for name in names}
        return command(chosen=_filter(given, options.get("ledger_path")), **options)

    decorated: Any = with_filter
    for option in reversed(_FILTERS):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


_FILTERS = (
    click.option(
        "--since", metavar="DAY", help="Only what touches this day or a later one (2016, 2016-11, 2016-11-02)."
    ),
    click.option("--until", metavar="DAY", help="Only what touches this day or an earlier one."),
    click.option("--near", metavar="PLACE", help="Only around this place: a name, or LAT,LON in degrees."),
    click.option(
        "--radius", type=click.FloatRange(min=0), default=25.0, show_default=True, help="Kilometres around --near."
    ),
    click.option("--box", metavar="W,S,E,N", help="Only inside this box of degrees."),
    click.option("--type", "types", multiple=True, metavar="KEY", help="Only this incident type; may be repeated."),
    click.option("--text", default="", metavar="WORDS", help="Only with all these words in title, values or evidence."),
    click.option(
        "--verification", multiple=True, type=click.Choice(VERIFICATION), help="Only at this step; may be repeated."
    ),
    click.option(
        "--role",
        "roles",
        multiple=True,
        type=click.Choice([*ROLES, "all"]),
        help="How reports tell it; news if not said. May be repeated.",
    ),
    click.option("--id", "ids", multiple=True, metavar="ID", help="Only this incident; may be repeated."),
)


def _filter(given: dict[str, Any], ledger: Path | None) -> Filter:
    roles = given["roles"] or (("news",) if not given["ids"] else ())
    return Filter(
        since=_day(given["since"], "--since", "-01-01"),
        until=_day(given["until"], "--until", "-12-31"),
        near=_near(given["near"], ledger, given["radius"] * 1000),
        radius_m=given["radius"] * 1000,
        box=_box(given["box"]),
        types=_types(given["types"]),
        text=given["text"],
        verification=given["verification"],
        roles=() if "all" in roles else tuple(roles),
        ids=given["ids"],
    )


def _day(text: str | None, option: str, rest: str) -> str | None:
    """A day from a year, a month or a day; the first or last one of a longer stretch."""
    if text is None:
        return None
    whole = text + "-01-01"[len(text) - 4 :] if _DAY.match(text) else text
    try:
        date.fromisoformat(whole)
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is not a day; write 2016, 2016-11 or 2016-11-02", param_hint=option
        ) from error
    return text + rest[-(10 - len(text)) :] if len(text) < 10 else text


def _types(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys as given; a key that no incident can have is a message that lists the like, or all."""
    there = sorted(incident_types())
    for key in keys:
        if key not in there:
            like = get_close_matches(key, there, 3) or there
            raise click.BadParameter(f"no incident type {key!r}; there is {', '.join(like)}", param_hint="--type")
    return keys


def _near(text: str | None, ledger: Path | None, radius_m: float) -> tuple[float, float] | None:
    if not text:
        return None
    numbers = _numbers(text, 2)
    if numbers:
        _on_earth(numbers[0], numbers[1], text, "--near")
        return numbers[0], numbers[1]
    from dateline.gazetteer import Gazetteer  # noqa: PLC0415  (dear to open; only when a name is looked up)

    found = [c.place for c in Gazetteer.open().lookup(text)]
    if not found:
        raise click.BadParameter(f"no place {text!r} in the gazetteer; give LAT,LON in degrees", param_hint="--near")
    place = _told_of(found, ledger, radius_m)
    told = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    others = f"; {len(found) - 1} other places bear this name: give LAT,LON for another" if len(found) > 1 else ""
    click.echo(f"around {told} ({place.lat:.2f}, {place.lon:.2f}){others}", err=True)
    return place.lat, place.lon


def _told_of(found: list[Place], ledger: Path | None, radius_m: float) -> Place:
    """Of the places that bear a name, the one around which the ledger holds most incidents; if none, the weightiest,
    towns before the areas that are called after them."""
    from dateline.gazetteer.place import AREA_KINDS  # noqa: PLC0415  (as above)

    found = sorted(found, key=lambda p: (p.country != found[0].country, p.kind in AREA_KINDS))
    if len(found) == 1 or ledger is None or not ledger.exists():
        return found[0]
    with open_ledger(ledger) as opened:
        numbers = opened.numbers_near([(p.lat, p.lon) for p in found], radius_m)
    return found[max(range(len(found)), key=numbers.__getitem__)]


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    numbers = _numbers(text, 4)
    if not numbers:
        raise click.BadParameter(f"{text!r} is not WEST,SOUTH,EAST,NORTH in degrees", param_hint="--box")
    west, south, east, north = numbers
    for lat, lon in ((south, west), (north, east)):
        _on_earth(lat, lon, text, "--box")
    return west, south, east, north


def _on_earth(lat: float, lon: float, text: str, option: str) -> None:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        order = "LAT,LON" if option == "--near" else "WEST,SOUTH,EAST,NORTH"
        raise click.BadParameter(f"{text!r} lies outside the world; the order is {order} in degrees", param_hint=option)


def _numbers(text: str, count: int) -> list[float]:
    parts = text.split(",")
    try:
        return [float(part) for part in parts] if len(parts) == count else []
    except ValueError:
        return []


def open_ledger(path: Path, *, create: bool = False) -> Ledger:
    """The ledger at ``path``; what is wrong with it as a message for people."""
    try:
        return Ledger.open(path, create=create)
    except LedgerError as error:
        raise click.ClickException(str(error)) from error


def only_incident(ledger: Ledger, name: str) -> Entry:
    """The one incident that a person means by ``name``, else a message that lists what it may mean."""
    found = ledger.find(name)
    if not found:
        raise click.ClickException(f"no incident {name!r}; dateline incidents --role all lists them")
    if len(found) > 1:
        listed = "\n".join(f"  {e.incident.id}  {plain(heading(e.incident))}" for e in found)
        raise click.ClickException(f"{name!r} may mean {len(found)} incidents; give more of the id:\n{listed}")
    return found[0]


def write_text(path: Path | None, text: str) -> None:
    """Write a file, or standard output for ``None``."""
    if path is None:
        sys.stdout.write(text)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "replace"))
