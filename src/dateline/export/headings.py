"""An incident in one line, as people would say it: ``Suicide bombing in Tikrit, 6 November 2016``."""

from __future__ import annotations

import re

from dateline.gazetteer.place import AREA_KINDS, SETTLEMENTS
from dateline.ledger.wording import value_text, when_text
from dateline.model import Actor, FieldView, Incident, Label, Option, Value, When, Where
from dateline.vocab import yaml_file

UNNAMED = "other_strategic"  # the type of all that no other type covers
QUARTER = re.compile(r"the (?:north|south|east|west)(?:[- ]?(?:east|west))? of\b", re.IGNORECASE)  # inside it
MOST_KIND = 40  # characters of the words that stand for a kind in a title
RELATION = re.compile(  # words that tell where by a relation: they need no preposition ("near Hilla", "south of Mosul")
    r"(?:near|between|outside|around|off|about)\b|(?:north|south|east|west)(?:[- ]?(?:east|west))? of\b", re.IGNORECASE
)
PART = re.compile(  # words for a part of a place: it happened at the part ("east edge of Mosul")
    r"(?:(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)? )?(?:edge|outskirts|side|bank|coast|centre) of\b",
    re.IGNORECASE,
)


def heading(incident: Incident) -> str:
    """Kind, place and date of an incident; without a place the parties tell which one it is."""
    when = value_of(incident, "when")
    words = short_heading(incident)
    return f"{words}, {when_text(when)}" if isinstance(when, When) and when_text(when) else words


def short_heading(incident: Incident) -> str:
    """The same without the date."""
    where = value_of(incident, "where")
    placed = place_phrase(where) if isinstance(where, Where) else ""
    return kind_words(incident) + (placed or _parties(incident))


def _parties(incident: Incident) -> str:
    """``: Islamic State, civilians``: who did it and to whom, as far as it is known."""
    named = [value_of(incident, field) for field in ("actor", "target")]
    names = list(dict.fromkeys(one.name for one in named if isinstance(one, Actor) and one.name))
    return f": {', '.join(names)}" if names else ""


def kind_words(incident: Incident) -> str:
    """The kind as a title begins, "Car bomb": by the means where the code book names it so; for a kind that has no name of
    its own, the words that told it."""
    kind, means = value_of(incident, "type"), value_of(incident, "means")
    if incident.type == UNNAMED and isinstance(kind, Label) and 0 < len(kind.words) <= MOST_KIND:
        return _capital(kind.words)
    known = yaml_file("incident_types").get(incident.type) or {}
    names = known.get("heading") or {}
    name: str = names.get("any") or type_label(incident.type)
    if not isinstance(means, Label):
        return name
    by_means: str = names.get(means.key, name)
    if by_means != "*":
        return by_means
    return _capital(means.words) if 0 < len(means.words) <= MOST_KIND else name


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def place_phrase(where: Where) -> str:
    """``in`` a town or an area, ``at`` a thing, neither before words that tell a relation (``near Hilla``)."""
    if not where.name.strip():
        return ""
    told = where.derivation.partition(";")[0].partition(",")[0].strip()
    for words in (where.name, told):
        if RELATION.match(words):
            return f" {words}"
        if PART.match(words):
            return f" {'on' if 'outskirts' in words else 'off' if 'coast' in words else 'at'} the {words}"
        if QUARTER.match(words):
            return f" in {words}"
    if told.endswith((f" at {where.name}", f" in {where.name}")):
        return f" at {told}" if told.startswith(("a ", "an ", "the ")) else f" at the {told}"
    inside = where.kind in SETTLEMENTS | AREA_KINDS or where.precision in {
        "place",
        "admin1",
        "admin2",
        "country",
        "region",
    }
    return f" {'in' if inside and where.precision != 'facility' else 'at'} {where.name}"


def type_label(key: str) -> str:
    """The name of an incident type as people read it."""
    known = yaml_file("incident_types").get(key) or {}
    label: str = known.get("label") or key.replace("_", " ")
    return label


def value_words(value: Value) -> str:
    """A value as people read it: a kind of incident by its name, with the words that told it."""
    if isinstance(value, Label) and value.key in yaml_file("incident_types"):
        name = type_label(value.key)
        return f"{name} (“{value.words}”)" if value.words and value.words.casefold() not in name.casefold() else name
    return value_text(value)


def origins(option: Option, incident: Incident) -> int:
    """Independent origins behind a value: never more than stand behind the incident."""
    return min(len(option.roots), incident.independent)


def value_of(incident: Incident, field: str) -> Value | None:
    """The best value of a field, ``None`` when nothing is known of it."""
    view: FieldView | None = incident.fields.get(field)
    return view.best.value if view and view.best else None
