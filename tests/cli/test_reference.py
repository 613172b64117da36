"""The reference pages say what the program does now."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("script", ["cli_reference.py", "api_reference.py"])
def test_the_page_is_current(script):
    result = subprocess.run(
        [sys.executable, ROOT / "scripts" / script, "--check"],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "HOME": str(Path.home())},
        check=False,
    )

    assert result.returncode == 0, result.stderr
