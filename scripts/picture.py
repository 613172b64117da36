"""Takes the README's picture of the situation report: ``python scripts/picture.py demo-out/report.html`` (needs Chromium).

Writes docs/img/report.png: head, what is known, map and timeline of the page; parts that would make the picture long
are left out of a temporary copy.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TARGET = Path(__file__).parent.parent / "docs" / "img" / "report.png"
WIDTH, HEIGHT = 980, 1480
LESS = """
#disputed, #unknown, #notes, #method, .hint { display: none; }
#known li:nth-child(n+6), #incidents article:nth-of-type(n+3) { display: none; }
h2 { margin-top: 1.2rem; } .top { padding-top: 1.4rem; }
"""


def main(page: Path) -> None:
    """Copy the page without its lock on styles, shorten it, and have Chromium draw it."""
    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if browser is None:
        sys.exit("no Chromium here: the picture stays as it is")
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "page.html"
        copy.write_text(html.replace("</style>", LESS + "</style>"), encoding="utf-8")
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}",
             f"--screenshot={TARGET}", copy.as_uri()],
            check=True,
            capture_output=True,
        )  # fmt: skip
    print(TARGET, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-out/report.html"))
