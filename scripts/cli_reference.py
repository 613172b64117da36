"""Writes docs/reference-cli.md from the commands themselves: ``python scripts/cli_reference.py`` (``--check`` only compares)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline.cli.main import COMMANDS, main

TARGET = Path(__file__).parent.parent / "docs" / "reference-cli.md"
HEAD = """# The commands

Made from the program by `scripts/cli_reference.py`; a test keeps it current. Every command takes `--help`.
"""


def reference() -> str:
    """The whole page as text."""
    context = click.Context(main, info_name="dateline", terminal_width=100, max_content_width=100)
    parts = [HEAD]
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        parts.append(_section(command, context, name))
    return "\n".join(parts)


def _section(command: click.Command, parent: click.Context, name: str, level: str = "##") -> str:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    text = f"{level} dateline {context.command_path.removeprefix('dateline ')}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            child = command.get_command(context, inner)
            if child is not None:
                text += "\n" + _section(child, context, inner, level + "#")
    return text


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text(encoding="utf-8") == reference() else f"{TARGET} is out of date: run {__file__}")
    TARGET.write_text(reference(), encoding="utf-8")
