"""The Python of the pages works as it is printed."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = [
    pytest.param(code, id=f"{page.name}-{number}")
    for page in (ROOT / "README.md", ROOT / "docs" / "reference-api.md")
    for number, code in enumerate(re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S))
]


def test_both_pages_have_an_example():
    assert {str(example.id).partition(".md")[0] for example in EXAMPLES} == {"README", "reference-api"}


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_in_python_runs_on_a_folder_of_reports(code, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for folder in ("articles", "reports"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.txt").write_text(
            "A car bomb killed six people in Mosul on 4 November 2016, police said."
        )

    exec(compile(code, "example", "exec"), {})

    assert "Car bomb in Mosul, 4 November 2016" in capsys.readouterr().out
