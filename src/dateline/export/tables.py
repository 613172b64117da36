"""CSV files that spreadsheets open without running anything, each with a dictionary of its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from dateline.export import acled, ucdp
from dateline.export.context import Context
from dateline.export.rows import Cell, claim_columns, claim_rows, incident_columns, incident_rows
from dateline.vocab import tsv_rows

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def incidents_csv(context: Context, *, raw: bool = False, hxl: bool = False) -> str:
    """The native table: a row an incident, 56 columns. ``hxl`` adds the row of HXL tags below the header."""
    tags = {row["column"]: row["hxl"] for row in tsv_rows("incident_columns")} if hxl else None
    return csv_text(incident_columns(), incident_rows(context), raw=raw, second=tags)


def claims_csv(context: Context, *, raw: bool = False) -> str:
    """The evidence table: a row a claim."""
    return csv_text(claim_columns(), claim_rows(context), raw=raw)


def acled_csv(
    context: Context, *, raw: bool = False, extra: bool = False, codes: bool = False, unknown_as: int | None = None
) -> str:
    """The table as ACLED has it: a row a day, 31 columns; ``extra`` adds ours behind them."""
    rows = acled.acled_rows(context, unknown_as=unknown_as, codes=codes)
    return csv_text(acled.columns(extra=extra), rows, raw=raw)


def ucdp_csv(context: Context, *, raw: bool = False) -> str:
    """The table as UCDP's event data has it: a row an incident with a death, 49 columns."""
    return csv_text(ucdp.columns(), ucdp.ucdp_rows(context), raw=raw)


def dictionary_csv(table: str) -> str:
    """What the columns of a table of columns mean: column, meaning, type, source field."""
    names = ("column", "meaning", "type", "source")
    return csv_text(names, ({n: row[n] for n in names} for row in tsv_rows(table)))


def dictionary_path(path: Path) -> Path:
    """Where the dictionary of an export lies: ``incidents.csv`` has ``incidents.dictionary.csv``."""
    return path.with_name(f"{path.stem}.dictionary.csv")


def csv_text(
    columns: tuple[str, ...],
    rows: Iterable[Mapping[str, Cell]],
    *,
    raw: bool = False,
    second: Mapping[str, str] | None = None,
) -> str:
    """A CSV file as text: one header, ``\\n`` line ends, empty cells for unknown, formula-like text disarmed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    if second is not None:
        writer.writerow([second[name] for name in columns])
    for row in rows:
        writer.writerow([cell_text(row[name], raw=raw) for name in columns])
    return out.getvalue()


def cell_text(cell: Cell, *, raw: bool = False) -> str:
    """A cell as text. Text that a spreadsheet would run as a formula gets a leading apostrophe unless ``raw``.

    >>> cell_text("=1+1"), cell_text(-3), cell_text(None)
    ("'=1+1", '-3', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = cell.replace("\x00", "")
        return f"'{text}" if not raw and text.lstrip(" ").startswith(FORMULA) else text
    return repr(cell)
