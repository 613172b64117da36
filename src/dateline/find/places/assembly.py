"""From names in tokens to mentions: containers ("X, Y"), facilities and relative places put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

import msgspec

from dateline.find.places.facility import Facility, facilities
from dateline.find.places.grams import Words
from dateline.find.places.kinds import contains
from dateline.find.places.relative import Named, Relative, Side, relatives, sides
from dateline.model import PlaceMention, Span

_LINKS = frozenset({
    "", "on", "on the", "in the", "an", "a", "the", "which lies", "about", "some", "just", "located", "at the", "at", "to the",
    "village", "village,", "town", "town,", "district", "district,", "city", "city,",
})  # fmt: skip


_ITS_TOWN = re.compile(r"(?:['’]?s)? (?:[a-z-]+ ){0,2}(?:city|town|village|district|province|region) of ")
_TOWNS = ("settlement", "admin2", "admin1")  # a town's name is mostly that of its district or province too


class Found(msgspec.Struct):
    """A name: tokens [start, end), the rule that found it, what it is."""

    start: int
    end: int
    rule: str
    kind: str = "name"
    cue: str = ""
    group: str = ""
    chance: float | None = None


class Assembly:
    """Builds the mentions of one report from its names, which come in the order of the text."""

    def __init__(self, words: Words, found: list[Found]) -> None:
        self.words = words
        self.text = words.analysis.view.text
        self.found = found
        self.names = [Named(words.start[f.start], words.end(f.end - 1)) for f in found]
        self.places = [i for i, f in enumerate(found) if f.kind == "name"]
        self.plain = [self._name(i) for i in range(len(found))]
        self.out: list[PlaceMention | None] = list(self.plain)
        self.glued: dict[int, tuple[int, int]] = {}  # name -> end of the facility it is part of, its place in ``out``

    def mentions(self) -> list[PlaceMention]:
        """All mentions in the order of the text."""
        only = [self.names[i] for i in self.places]
        countries = frozenset(k for k, i in enumerate(self.places) if self.found[i].group in ("country", "short"))
        for facility in facilities(self.text, only, countries):
            self._put_facility(facility)
        for relative in relatives(self.text, only):
            self._put_relative(relative)
        for side in sides(self.text):
            self._put_side(side)
        return sorted((m for m in self.out if m is not None), key=lambda m: (m.start, m.end))

    def _name(self, i: int) -> PlaceMention:
        found, name = self.found[i], self.names[i]
        container = self._container(i, name.end) if found.kind == "name" else None
        fields = {"kind": found.kind, "chance": found.chance, "group": found.group, "type_cue": found.cue}
        return self._mention(name.start, name.end, found.rule, container=container, **fields)

    def _container(self, i: int, end: int) -> Span | None:
        """The name behind one (or behind the facility that ends at ``end``) that contains it."""
        if i + 1 >= len(self.found) or self.found[i + 1].kind != "name":
            return None
        after = self.names[i + 1]
        if i + 2 < len(self.found) and _ITS_TOWN.fullmatch(self.text[after.end : self.names[i + 2].start]):
            inner = self.names[i + 2]  # "the Qusur district of Syria's eastern city of X"
            if contains(self.text, end, after.start):
                return self.words.analysis.span_of(inner.start, inner.end)
        return self.words.analysis.span_of(after.start, after.end) if contains(self.text, end, after.start) else None

    def _mention(self, start: int, end: int, rule: str, **fields: Any) -> PlaceMention:
        words = self.words
        span = words.analysis.span_of(start, end)
        token = max(0, bisect_right(words.start, start) - 1)
        return PlaceMention(
            start=span.start,
            end=span.end,
            words=words.analysis.words(span),
            sentence=words.sentence[token],
            rule=rule,
            **fields,
        )

    def _put_facility(self, facility: Facility) -> None:
        index = self.places[facility.name]
        anchor = self.plain[index]
        if facility.glued:  # one thing, one mention
            self.out[index] = None
            self.glued[index] = (facility.end, len(self.out))
        fields = {
            "chance": anchor.chance,
            "group": anchor.group,
            "type_cue": facility.kind,
            "anchors": (anchor.span,),
            "container": anchor.container if not facility.glued else self._container(index, facility.end),
        }
        self.out.append(self._mention(facility.start, facility.end, "facility", kind="facility", **fields))

    def _put_relative(self, relative: Relative) -> None:
        """A phrase behind another name says more of that name; alone it is a mention. A name that is one with a facility
        ("near the Askari shrine") is left to it."""
        if any(self.out[self.places[a]] is None for a in relative.anchors):
            return
        fields: dict[str, Any] = {
            "relation": relative.relation,
            "bearing": relative.bearing,
            "distance_m": relative.distance_m,
            "anchors": tuple(self.plain[self.places[a]].span for a in relative.anchors),
        }
        head = self._head(relative)
        before = self.out[head] if head is not None else None
        if head is not None and before is not None:
            if before.kind == "facility":  # its own anchor is the name in it
                fields["anchors"] = (*before.anchors, *fields["anchors"])
            self.out[head] = msgspec.structs.replace(before, **fields)
            return
        rule = f"relative:{relative.relation}"
        self.out.append(self._mention(relative.start, relative.end, rule, kind="relative", **fields))

    def _put_side(self, side: Side) -> None:
        """ "Stormed X in the east": the east of the last town named before X; "fighting in X and in the east": of X."""
        last = bisect_right([n.start for n in (self.names[i] for i in self.places)], side.start) - 1
        if last < 0 or side.start - self.names[self.places[last]].end > 150:
            return
        index = self.places[last]
        adjacent = side.start - self.names[index].end <= 1
        town = self._town_before(last, index) if adjacent else index
        if town is None or self.found[town].group not in _TOWNS:
            return
        fields: dict[str, Any] = {"relation": "part", "bearing": side.bearing, "anchors": (self.plain[town].span,)}
        head = self.out[index]
        if not adjacent:
            self.out.append(self._mention(side.start, side.end, "relative:side", kind="relative", **fields))
        elif head is not None and not head.relation:
            self.out[index] = msgspec.structs.replace(head, **fields)

    def _town_before(self, last: int, index: int) -> int | None:
        """The last town named up to 600 characters before a name, under another name."""
        for i in reversed(self.places[:last]):
            if self.names[index].start - self.names[i].end > 600:
                return None
            if self.found[i].group in _TOWNS and self.plain[i].words != self.plain[index].words:
                return i
        return None

    def _head(self, relative: Relative) -> int | None:
        """Where in ``out`` the name or facility is that a relative phrase is put behind ("X, 5 km east of Y", "X south
        of Y", "X power plant (south of Y)")."""
        first = relative.anchors[0]
        if first == 0:
            return None
        name = self.places[first - 1]
        end, head = self.glued.get(name, (self.names[name].end, name))
        gap = self.text[end : relative.start]
        between = gap.strip().removeprefix(",").removeprefix("(").strip().lower()
        return head if between in _LINKS and "\n" not in gap and self.out[head] is not None else None
