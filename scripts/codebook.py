"""Writes docs/codebook.md from src/dateline/vocab/incident_types.yaml.

python scripts/codebook.py            write it
python scripts/codebook.py --check    fail if it is not current
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.vocab.incident_types import IncidentType, incident_types

PAGE = Path(__file__).parent.parent / "docs" / "codebook.md"
HEAD = """# Code book

What dateline calls an incident, type by type. Made by `scripts/codebook.py` from
`src/dateline/vocab/incident_types.yaml`: correct it there. Examples are invented. A type is an incident type when it
has a ledger name; the others (words alone) are recognised but kept out of the ledger.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([HEAD, *_overview(), *(line for kind in incident_types().values() for line in _entry(kind))])


def _overview() -> Iterator[str]:
    yield "| key | label | ACLED sub-event | ledger | PLOVER | CAMEO | UCDP |"
    yield "|---|---|---|---|---|---|---|"
    for kind in incident_types().values():
        plover = " ".join(part for part in (kind.plover, kind.mode) if part)
        cells = (f"[{kind.key}](#{kind.key})", kind.label, kind.acled, kind.ledger, plover, kind.cameo, kind.ucdp)
        yield "| " + " | ".join(cell or "-" for cell in cells) + " |"


def _entry(kind: IncidentType) -> Iterator[str]:
    yield f"\n## {kind.key}\n"
    yield f"**{kind.label}.** {kind.definition}\n"
    yield from (f"- {example}" for example in kind.examples)
    yield f"- Not: {kind.near_miss}\n"
    words = kind.triggers
    for name, entries in (
        ("Verbs", words.verbs),
        ("Nouns", words.nouns),
        ("Phrases", words.phrases),
        ("Only in company", words.weak),
    ):
        if entries:
            yield f"{name}: {', '.join(entries)}.\n"
    if kind.context:
        yield f"Context that speaks for it: {', '.join(kind.context)}."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    text = page().rstrip() + "\n"
    if parser.parse_args().check:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        if not current:
            sys.stderr.write(f"{PAGE} is not current: run python scripts/codebook.py\n")
        return 0 if current else 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
