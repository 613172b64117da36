"""The formats by name, one place for all faces."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from dateline.export import changes, geojson, jsonl, tables
from dateline.export.context import Context
from dateline.ledger import NEWS, Filter, Ledger


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """``raw``: formula-like text stays as it is. ``hxl``: a row of HXL tags. ``mask``: decimals of a degree kept.
    Of acled.csv: ``extra`` columns of ours, ``codes`` for kinds of actor, ``unknown_as`` for tolls nobody told."""

    raw: bool = False
    hxl: bool = False
    mask: int | None = None
    extra: bool = False
    codes: bool = False
    unknown_as: int | None = None


PLAIN = Options()
Writer = Callable[[Ledger, Filter, Options], Iterable[str]]


class Format(msgspec.Struct, frozen=True):
    """How a format is written, and the table that describes its columns, if it has columns."""

    write: Writer
    dictionary: str = ""


def _context(ledger: Ledger, chosen: Filter) -> Context:
    return Context(ledger, ledger.incidents(chosen))


FORMATS: dict[str, Format] = {
    "incidents.csv": Format(
        lambda ledger, chosen, o: [tables.incidents_csv(_context(ledger, chosen), raw=o.raw, hxl=o.hxl)],
        "incident_columns",
    ),
    "claims.csv": Format(
        lambda ledger, chosen, o: [tables.claims_csv(_context(ledger, chosen), raw=o.raw)], "claim_columns"
    ),
    "acled.csv": Format(
        lambda ledger, chosen, o: [
            tables.acled_csv(_context(ledger, chosen), raw=o.raw, extra=o.extra, codes=o.codes, unknown_as=o.unknown_as)
        ],
        "acled_columns",
    ),
    "ucdp_ged.csv": Format(
        lambda ledger, chosen, o: [tables.ucdp_csv(_context(ledger, chosen), raw=o.raw)], "ucdp_columns"
    ),
    "claims.jsonl": Format(lambda ledger, chosen, _: jsonl.claims_jsonl(_context(ledger, chosen))),
    "incidents.geojson": Format(
        lambda ledger, chosen, o: [geojson.incidents_geojson(_context(ledger, chosen), mask=o.mask)]
    ),
    "circles.geojson": Format(
        lambda ledger, chosen, o: [geojson.circles_geojson(_context(ledger, chosen), mask=o.mask)]
    ),
    "changes.csv": Format(lambda ledger, _, o: [changes.changes_csv(ledger, raw=o.raw)], "change_columns"),
    "changes.jsonl": Format(lambda ledger, _, __: changes.changes_jsonl(ledger)),
    "ledger.jsonl": Format(lambda ledger, _, __: jsonl.ledger_jsonl(ledger)),
}


def export_text(ledger: Ledger, form: str, chosen: Filter = NEWS, options: Options = PLAIN) -> Iterable[str]:
    """The export as text, in parts. ``ValueError`` names the formats there are."""
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; there are {', '.join(sorted(FORMATS))}")
    ledger.refresh()
    return FORMATS[form].write(ledger, chosen, options)
