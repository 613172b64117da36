"""Imports run one way only: each folder may use those before it in the table of docs/design.md, never one after."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "dateline"
ORDER = [
    "model",
    "vocab",
    "gazetteer",
    "read",
    "find",
    "resolve",
    "claims",
    "link",
    "weigh",
    "ledger",
    "export",
    "demo",
    "api",
    "evaluate",
    "web",
    "cli",
]


def _folder(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        names |= {m.split(".")[1] for m in modules if m.startswith("dateline.")}
    return names


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_imports_only_what_stands_before_it(path):
    here = _folder(path)
    if here not in ORDER:
        return
    later = [name for name in _imported(path) if name in ORDER and ORDER.index(name) > ORDER.index(here)]
    assert later == [], f"{path.name} in {here}/ imports {later}, which stand after it"


def test_every_folder_has_its_place_in_the_order():
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders <= set(ORDER)
