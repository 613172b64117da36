"""Writes docs/reference-api.md from the docstrings of dateline.api: ``python scripts/api_reference.py``."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

from dateline import api
from dateline.export.formats import PLAIN

TARGET = Path(__file__).parent.parent / "docs" / "reference-api.md"
HEAD = """# The Python functions

Made from `dateline.api` by `scripts/api_reference.py`; a test keeps it current. Every name can be had as `dateline.NAME`.

```python
import dateline

with dateline.Ledger.open("war.ledger") as ledger:
    dateline.ingest(dateline.read_files("reports/"), ledger)
    for entry in dateline.incidents(ledger, dateline.Filter(since="2016-11", text="Mosul")):
        print(dateline.heading(entry.incident), entry.incident.verification)
        for field in entry.incident.fields:
            for account in dateline.why(ledger, entry.incident.id, field).accounts:
                print("  ", field, account.text, [ground.quotes[0].sentence_text for ground in account.grounds])
    print(dateline.export_as(ledger, "incidents.csv"))
```
"""


def reference() -> str:
    """The whole page as text."""
    return "\n".join([HEAD, *(_section(name) for name in api.__all__)])


def _section(name: str) -> str:
    thing = getattr(api, name)
    text = inspect.cleandoc(thing.__doc__ or "")
    if inspect.isfunction(thing):
        return f"## {name}{_signature(thing)}\n\n{text}\n"
    methods = [
        f"- `{key}{_signature(value)}`: {inspect.cleandoc(value.__doc__ or '').splitlines()[0]}"
        for key, value in vars(thing).items()
        if inspect.isfunction(value) and not key.startswith("_")
    ]
    return f"## {name}\n\n{text}\n" + ("\n" + "\n".join(methods) + "\n" if methods and name == "Ledger" else "")


def _signature(function: object) -> str:
    assert callable(function)
    text = str(inspect.signature(function)).replace("'", "")
    return re.sub(r"= Filter\(since=.*?ids=\(\)\)", "= NEWS", text).replace(repr(PLAIN), "PLAIN").replace("query.", "")


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text(encoding="utf-8") == reference() else f"{TARGET} is out of date: run {__file__}")
    TARGET.write_text(reference(), encoding="utf-8")
