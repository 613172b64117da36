"""docs/codebook.md is what scripts/codebook.py writes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_code_book_is_current():
    result = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "codebook.py"), "--check"],
        capture_output=True, text=True, check=False, cwd=ROOT, env={"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip

    assert result.returncode == 0, result.stderr
