"""Fetches a country's GeoNames dump where the user has internet. Nothing else in dateline ever goes online."""

from __future__ import annotations

import re
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from dateline.gazetteer.add import Added, add_file
from dateline.gazetteer.formats import FormatError

LIMIT = 500_000_000  # bytes: the largest country dump is about a tenth of it
TIMEOUT = 30.0


class FetchError(Exception):
    """A dump that could not be fetched: what, why, what next."""


def fetch_country(country: str, *, url: str, folder: Path | None = None, preview: bool = False) -> Added:
    """Fetch ``url`` with ``{country}`` filled in and add it as layer ``geonames-cc``.

    ``FetchError`` when the country is no two letters, the server does not answer or sends too much."""
    code = country.strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise FetchError(f"{country!r} is no country code; give two letters, as in `dateline gazetteer get IQ`")
    address = url.format(country=code)
    if not address.startswith(("http://", "https://")):
        raise FetchError(f"{address} is no web address; for a file use `dateline gazetteer add FILE`")
    with tempfile.TemporaryDirectory(prefix="dateline-get-") as place:
        target = Path(place) / f"{code}.zip"
        _download(address, target)
        try:
            return add_file(
                target,
                name=f"geonames-{code.lower()}",
                source=address,
                licence="CC BY 4.0 (GeoNames)",
                folder=folder,
                preview=preview,
            )
        except FormatError as error:
            raise FetchError(f"{address} gave no usable dump: {error}") from error


def _download(address: str, target: Path) -> None:
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT) as answer, target.open("wb") as sink:  # noqa: S310  (http only)
            size = 0
            while block := answer.read(1 << 20):
                size += len(block)
                if size > LIMIT:
                    raise FetchError(
                        f"{address} sends more than {LIMIT:,} bytes; fetch it yourself and use `gazetteer add`"
                    )
                sink.write(block)
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise FetchError(
            f"{address} could not be fetched ({error}); fetch it elsewhere and use `dateline gazetteer add FILE`"
        ) from error
