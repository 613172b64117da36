"""Bytes to text, whatever their encoding, never failing."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
SAMPLE = 200_000  # bytes that the encoding is guessed from
_FEWEST = 16  # bytes after a mark that must speak against it
_FEW = 1e-3  # share of broken bytes up to which a text is broken UTF-8 and not another encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of some bytes. ``encoding`` is its name; ``broken`` counts bytes that had no meaning in it."""

    text: str
    encoding: str
    broken: int = 0


def decode(data: bytes, named: str | None = None) -> Decoded:
    """The text of bytes: by byte-order mark, else UTF-8, else as ``named``, else what charset-normalizer finds."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            if _false_mark(data, mark):
                return Decoded("\ufffd" + data[len(mark) :].decode("utf-8"), "utf-8", len(mark))
            text = data.decode(name, "replace")
            return Decoded(text, name, text.count("\ufffd"))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _named(data, named) or _guessed(data)


def _false_mark(data: bytes, mark: bytes) -> bool:
    """Whether plain text only begins like UTF-16 or UTF-32: these write ordinary letters with a NUL byte each, and what
    they make of other scripts is no valid UTF-8."""
    rest = data[len(mark) :]
    if mark == codecs.BOM_UTF8 or len(rest) < _FEWEST or b"\0" in rest:
        return False
    try:
        rest.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _named(data: bytes, named: str | None) -> Decoded | None:
    """The text in the encoding that a page names for itself, ``None`` if it does not decode so."""
    if not named or named.lower().replace("-", "") == "utf8":
        return None
    try:
        return Decoded(data.decode(named), named.lower())
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _guessed(data: bytes) -> Decoded:
    lossy = data.decode("utf-8", "replace")
    broken = lossy.count("\ufffd") - data.count("\ufffd".encode())
    multibyte = sum(1 for c in lossy[:SAMPLE] if c >= "\x80") - broken
    if broken <= max(2, _FEW * len(data)) and multibyte > broken:
        return Decoded(lossy, "utf-8", broken)
    from charset_normalizer import from_bytes  # noqa: PLC0415  (slow to load, seldom needed)

    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        return Decoded(lossy, "utf-8", broken)
    text = data.decode(best.encoding, "replace")
    return Decoded(text, best.encoding, text.count("\ufffd"))
