"""The language of a text: script first, then common English words, then py3langid. ``und`` where it cannot be told."""

from __future__ import annotations

import re
from functools import cache

from dateline.read.uppercase import tables
from dateline.read.vocabulary import reading

SAMPLE = 3000  # characters looked at
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]*")
_OTHER_SCRIPTS = (
    (re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"), "ar"),
    (re.compile(r"[\u0400-\u04ff]"), "ru"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\uac00-\ud7af]"), "ko"),
    (re.compile(r"[\u0900-\u097f]"), "hi"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u1200-\u137f]"), "am"),
)
_KNOWN = 0.5  # share of words in the list of English words from which a text without telling words is English
_AMBIGUOUS = 0.15  # English words among all, above which a text is English without further question


def language_of(text: str, told: str | None = None) -> str:
    """ISO 639-1 code of the main language, ``und`` where it cannot be told. ``told`` wins unless it says nothing."""
    code = (told or "").strip().lower().replace("_", "-").partition("-")[0]
    code = _NAMES.get(code, code)
    if code and code not in {"und", "unknown", "none", "null", "mul", "xx"} and code.isalpha() and len(code) in {2, 3}:
        return code
    return _detected(text)


_NAMES = {"english": "en", "arabic": "ar", "french": "fr", "russian": "ru", "ukrainian": "uk", "spanish": "es", "eng": "en", "ara": "ar",
    "turkish": "tr", "german": "de", "hebrew": "he", "persian": "fa", "farsi": "fa", "kurdish": "ku"}  # fmt: skip


@cache
def _telling(language: str) -> frozenset[str]:
    """Words that tell English (``en``) or another Latin-script language (``other``)."""
    return frozenset(reading()["telling_words"][language])


def _detected(text: str) -> str:
    sample = text[:SAMPLE]
    latin = _LATIN_WORD.findall(sample)
    letters = sum(map(len, latin))
    others = [(len(pattern.findall(sample)), code) for pattern, code in _OTHER_SCRIPTS] if not sample.isascii() else []
    most, code = max(others, default=(0, ""))
    if most > letters:
        return (
            code
            if code not in {"ar", "ru", "hi"}
            else _by_model(sample, {"ar": _ARABIC, "ru": _CYRILLIC, "hi": _INDIC}[code], code)
        )
    if not latin:
        return "und"
    words = [word.lower() for word in latin]
    known, other = _telling("en"), _telling("other")
    english = sum(word in known for word in words)
    foreign = sum(word in other for word in words)
    if english >= _AMBIGUOUS * len(words) and english > 2 * foreign:
        return "en"
    if _in_english_words(words, english, foreign):
        return "en"
    return (
        _short(sample, words, english, foreign)
        if len(words) < 8
        else _by_model(sample, frozenset(), "und", english > foreign)
    )


def _in_english_words(words: list[str], english: int, foreign: int) -> bool:
    """Whether most words are ones that English running text writes small, and hardly any tells of another language."""
    small, _, either, _ = tables()
    known = sum(word in small or word in either for word in words)
    return (
        known + english >= 2
        and known >= _KNOWN * len(words)
        and foreign <= 0.1 * len(words)
        and foreign <= english + known / 4
    )


_VARIETIES = {"ary": "ar", "arz": "ar", "sdh": "ku", "ckb": "ku"}
_ARABIC = frozenset({"ar", "fa", "ur", "ug", "ps", "sd", "ku", "ckb", "sdh"})
_CYRILLIC = frozenset({"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn"})
_INDIC = frozenset({"hi", "mr", "ne"})


def _short(sample: str, words: list[str], english: int, foreign: int) -> str:
    """A few words: English if they hold an English word and none of another language, else honest about not knowing."""
    if english and not foreign:
        return "en"
    if len(words) >= 4 and not foreign and sample.isascii():
        return _by_model(sample, frozenset(), "und", True)
    return "und"


def _by_model(sample: str, allowed: frozenset[str], otherwise: str, looks_english: bool = False) -> str:
    from py3langid import classify  # noqa: PLC0415  (loads a model of 4.6 MB, only for texts that need it)

    found = str(classify(sample[:1000])[0])
    found = _VARIETIES.get(found, found)
    if allowed and found not in allowed:
        return otherwise
    if looks_english and found != "en" and len(sample) < 120 and sample.isascii():
        return "en"
    return found
