"""Marks how damaged stretches of a report should be read. The received text is never changed.

Each rule is a small function over the readable text that yields :class:`~dateline.model.Repair` marks; overlapping
marks are settled by the order of :data:`RULES` (earlier wins). Only damage that is certain is marked: a doubtful
stretch stays as it is. ``October 317:39`` is the model case: two readings are possible, both are kept, and other
dates of the report decide which one is read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache

import ftfy

from dateline.model import Passage, Repair
from dateline.read import vocabulary
from dateline.read.fused import fused_times
from dateline.read.ordinary import ordinary_case
from dateline.read.uppercase import tables
from dateline.vocab import tsv_rows

Rule = Callable[[str, str | None], Iterator[Repair]]

# --- letters that came through the wrong encoding --------------------------------------------------------------

_MOJIBAKE = re.compile(
    r"[\u00c2\u00c3\u00c5\u00d0\u00d1\u00d8\u00d9\u00e2\u00ef][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_WORDS_AROUND = 200  # characters looked at around a hit, cut at white space


def mojibake(text: str, _: str | None) -> Iterator[Repair]:
    """``Ã©`` for ``é``, ``â€™`` for ``’``: whole words go through ftfy, quotes stay as they are."""
    position = 0
    for match in _MOJIBAKE.finditer(text):
        if match.start() < position:
            continue
        start = max(text.rfind(" ", max(position, match.start() - _WORDS_AROUND), match.start()) + 1, position)
        start = max(start, text.rfind("\n", start, match.start()) + 1)
        end = _word_end(text, match.end())
        reading = ftfy.fix_encoding(text[start:end].replace("â€\ufffd", "”"))
        if reading != text[start:end]:
            yield Repair(start, end, reading, "mojibake")
        position = end


_CLIPPED = re.compile(
    r"(?P<apostrophe>(?<=[A-Za-z])â (?=(?:s|t|re|ve|ll|d|m)\b))|(?P<dash>â [“”](?= ))|(?P<open>(?:(?<=\s)|^)â (?=[A-Z]))|(?P<close>(?<=[\w,.!?])â(?=\s|$))"
)
_CLIPPED_AS = {"apostrophe": "’", "dash": "–", "open": "“", "close": "”"}


def clipped(text: str, _: str | None) -> Iterator[Repair]:
    """``Itâ s``: what is left of a quote or dash in the wrong encoding when its second half was lost as well."""
    if "â" in text:
        for match in _CLIPPED.finditer(text):
            yield Repair(match.start(), match.end(), _CLIPPED_AS[match.lastgroup or "close"], "mojibake")


def _word_end(text: str, position: int) -> int:
    limit = min(len(text), position + _WORDS_AROUND)
    while position < limit and text[position] not in " \n\t":
        position += 1
    return position


_ENTITY = re.compile(r"&(?:amp;)*(?:[a-zA-Z]{2,8}\d?|#\d{2,6}|#x[0-9a-fA-F]{2,5});")


def entities(text: str, _: str | None) -> Iterator[Repair]:
    """``&amp;quot;`` and its like, escaped once or several times."""
    for match in _ENTITY.finditer(text):
        reading = match.group()
        for _round in range(4):
            unescaped = html.unescape(reading)
            if unescaped == reading:
                break
            reading = unescaped
        if reading != match.group():
            yield Repair(match.start(), match.end(), reading.replace("\xa0", " "), "entity")


# --- marks that nobody sees -------------------------------------------------------------------------------------

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufe0e\ufe0f\U000e0020-\U000e007f]+"
)


def invisible(text: str, _: str | None) -> Iterator[Repair]:
    """Soft hyphens, zero-width characters, bidirectional controls, other controls: read as nothing."""
    for match in _INVISIBLE.finditer(text):
        yield Repair(match.start(), match.end(), "", "invisible")


_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,200}?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]\n]{1,200})\]\((?:https?://|/|#)[^)\s]{0,500}\)")


def markup(text: str, _: str | None) -> Iterator[Repair]:
    """Markdown emphasis and links: the marks are read as nothing, the words stay."""
    if "**" in text or "__" in text:
        for match in _BOLD.finditer(text):
            yield Repair(match.start(1), match.end(1), "", "markup")
            yield Repair(match.end(2), match.end(), "", "markup")
    if "](" in text:
        for match in _LINK.finditer(text):
            yield Repair(match.start(), match.start(1), "", "markup")
            yield Repair(match.end(1), match.end(), "", "markup")


_HASHTAG = re.compile(r"(?<![\w&/#])#(?P<tag>[A-Za-z][A-Za-z0-9_]{1,60})(?![\w])")
_TAG_JOINT = re.compile(r"(?P<line>_)|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=(?:19|20)\d\d$)")


def hashtags(text: str, _: str | None) -> Iterator[Repair]:
    """``#SyrianRegime``, ``#Kafr_Zita``: the sign goes, the words of a tag are read apart."""
    if "#" not in text:
        return
    for match in _HASHTAG.finditer(text):
        yield Repair(match.start(), match.start("tag"), "", "hashtag")
        for joint in _TAG_JOINT.finditer(match["tag"]):
            at = match.start("tag") + joint.start()
            yield Repair(at, at + len(joint.group()), " ", "hashtag")


_GLUED_LINK = re.compile(r"(?<=[\w.!?”\"’)\u0600-\u06ff])(?=pic\.twitter\.com/|https?://)")


def glued_links(text: str, _: str | None) -> Iterator[Repair]:
    """``in Aleppopic.twitter.com/x``: a space is read before a link."""
    if "http" in text or "pic.t" in text:
        for match in _GLUED_LINK.finditer(text):
            yield Repair(match.start(), match.start(), " ", "glued-link")


# --- characters lost on the way ---------------------------------------------------------------------------------

_LOST_DASH = re.compile(r"(?<=[\w,)”\"’]) (?P<mark>[?\ufffd]{1,3}) (?=[a-z])")
_LOST_APOSTROPHE = re.compile(r"(?<=[A-Za-z])(?P<mark>[?\ufffd]{1,3})(?=(?:s|re|ve|ll|t|d|m)\b(?![?=]))")
_LOST_QUOTE = re.compile(r"(?:(?<=\s)|^)(?P<mark>[?\ufffd])(?=[A-Za-z])(?!\w+=)")


_BARE_DASH = re.compile(r"(?<=[A-Za-z,.)”\"’]) (?P<mark>-) (?=[A-Za-z“\"])")


def bare_dash(text: str, _: str | None) -> Iterator[Repair]:
    """``five wounded - governor``: a hyphen between spaces is a dash."""
    for match in _BARE_DASH.finditer(text):
        yield Repair(match.start("mark"), match.end("mark"), "–", "bare-dash")


def lost_dash(text: str, _: str | None) -> Iterator[Repair]:
    """``the city ? one of its``: no question ends before a small letter with a space on both sides."""
    if "?" not in text and "\ufffd" not in text:
        return
    for match in _LOST_DASH.finditer(text):
        yield Repair(match.start("mark"), match.end("mark"), "–", "lost-dash")
    for match in _LOST_APOSTROPHE.finditer(text):
        yield Repair(match.start("mark"), match.end("mark"), "’", "lost-apostrophe")
    for match in _LOST_QUOTE.finditer(text):
        yield Repair(match.start("mark"), match.end("mark"), "“", "lost-quote")


_OWNER = re.compile(r"\b(?P<name>[A-Z][a-z]{3,19})s(?= [A-Za-z])(?! (?:and|or|are|were|have|who|in|of|to|that)\b)")
_PLURAL = re.compile(r"\b(?:two|both|all|the|many|other|some|several)\s$", re.IGNORECASE)
_IN_PLACE = r"\b(?:[Ii]n|near|from|outside|around) {}(?=[.,;]| (?:on|in|after|as|where|when|while|by|was|has|is|said|at|since)\b)"


def lost_possessive(text: str, _: str | None) -> Iterator[Repair]:
    """``Syrias Idlib province``, ``Aleppos outskirts``: the apostrophe of a country's or a place's possessive, where the
    scraper dropped it. A place is what the same text speaks of as one ("in Aleppo on Monday")."""
    known: dict[str, bool] = {}
    for match in _OWNER.finditer(text):
        name, at = match["name"], match.end()
        if _PLURAL.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        if name in _peoples():
            continue
        if name not in known:
            spoken = f" {name} " in text or f" {name}." in text or f" {name}," in text
            known[name] = name in _countries() or (spoken and bool(re.search(_IN_PLACE.format(name), text)))
        if known[name]:
            yield Repair(at - 1, at - 1, "’", "lost-apostrophe")


@cache
def _countries() -> frozenset[str]:
    names = [row["name"] for row in tsv_rows("country_codes")]
    return frozenset(name for name in names if name.isalpha() and f"{name}s" not in names)


@cache
def _peoples() -> frozenset[str]:
    """Words for people of a country, whose plural is written like this: "Russians"."""
    return frozenset(word for row in tsv_rows("places_countries") for word in row["people"].split("|"))


# --- things glued together --------------------------------------------------------------------------------------

_DROP_CAP = re.compile(r"(?m)^(?P<word>[A-Z][A-Za-z]*)(?P<bar>\s?\|\s?)(?P<rest>[a-z]+|)(?=\s|\b)")


def drop_cap(text: str, _: str | None) -> Iterator[Repair]:
    """``THE| Islamic`` and ``T|he``: what the bar of a drop-cap initial left behind."""
    if "|" not in text:
        return
    opening = frozenset(vocabulary.reading()["opening_words"])
    for match in _DROP_CAP.finditer(text):
        word, rest = match["word"], match["rest"]
        if rest and len(word) == 1 and match["bar"] == "|":
            yield Repair(match.start(), match.end(), word + rest, "drop-cap")
        elif word.lower() in opening and match["bar"].startswith("|"):
            joined = word.capitalize() + ("" if not rest else " ")
            yield Repair(
                match.start(), match.start("rest"), joined + (" " if match["bar"][-1] == " " else ""), "drop-cap"
            )


SHORTEST = 3  # letters of a word that a missing stop is read after
_NO_STOP_WORDS = (
    "The|This|That|These|Those|They|It|He|She|We|In|On|At|But|However|Meanwhile|According|After|Earlier|Two|Three"
)
_GLUED_STOP = re.compile(r"[.!?…](?:(?=[“‘]?[A-Z][a-z’']*[\s,])|(?P<quote>[”\"’])(?=[A-Z“\"]))")
_NO_STOP = re.compile(rf"[a-z](?=[THISWOABME])(?=(?:{_NO_STOP_WORDS})\s[a-z])")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|\.(?:com|org|net|ly|io|co|gov)\b)\S*", re.IGNORECASE)


def glued_sentences(text: str, _: str | None) -> Iterator[Repair]:
    """``two weeks.The army``: a space is read between; ``the attackThe army``: a stop and a space."""
    for match in _GLUED_STOP.finditer(text):
        before = text[match.start() - 1 : match.start()]
        sure = (
            before.isalpha() and before.islower()
            if match["quote"]
            else before.islower() or before.isdecimal() or before in ')”"’'
        )
        if before and sure and not _in_address(text, match.end()):
            yield Repair(match.end(), match.end(), " ", "glued-sentence")
    for match in _NO_STOP.finditer(text):
        if not _in_address(text, match.end()) and not _in_name(text, match.end()):
            yield Repair(match.end(), match.end(), ". ", "missing-stop")


def _in_address(text: str, position: int) -> bool:
    """Whether the word around a position is a link, an address or a handle."""
    start = max(text.rfind(" ", max(0, position - 80), position), text.rfind("\n", max(0, position - 80), position)) + 1
    end = _word_end(text, position)
    word = text[max(start, position - 80) : end]
    return word[:1] in "#@" or bool(_ADDRESS.match(word))


def _in_name(text: str, position: int) -> bool:
    """Whether the word before is short, or itself in camel case (``JustThe``, ``MailOnline``, ``deThe``)."""
    start = position
    while start > 0 and text[start - 1].isalpha() and position - start < 30:
        start -= 1
    return position - start < SHORTEST or not text[start:position].islower()


_HYPHEN = re.compile(r"(?P<a>[A-Za-z]{2,20})(?P<cut>-\r?\n[ \t]{0,8})(?P<b>[a-z]{2,20})")


def line_hyphens(text: str, _: str | None) -> Iterator[Repair]:
    """``explo-`` at a line's end, ``sion`` on the next: one word where the whole is a common one, else ``US-led``."""
    if "-\n" not in text and "-\r" not in text:
        return
    for match in _HYPHEN.finditer(text):
        whole = (match["a"] + match["b"]).lower() in tables()[0]
        yield Repair(match.start("cut") + (not whole), match.end("cut"), "", "line-hyphen")


_CREDIT = re.compile(r"(?:Source|Credit|Picture|Photo|Image)\s?:\s?[A-Z]")
_LINE_TAIL = re.compile(r"[a-z](?P<agency>[A-Z][A-Za-z]{1,7})(?=\n|$)")


def glued_names(text: str, _: str | None) -> Iterator[Repair]:
    """``Picture: APSource:AP``, ``Staff writersAP``: a space is read between."""
    for match in _CREDIT.finditer(text):
        if match.start() and (text[match.start() - 1].isalpha() or text[match.start() - 1] == ")"):
            yield Repair(match.start(), match.start(), " ", "glued-credit")
    for match in _LINE_TAIL.finditer(text):
        at = match.start("agency")
        if match["agency"] in _glued_agencies() and text[max(0, at - 4) : at].islower():
            yield Repair(at, at, " ", "glued-byline")


@cache
def _glued_agencies() -> frozenset[str]:
    names = map(str, vocabulary.reading()["agencies"])
    return frozenset(name for name in names if name.isalpha() and (name.isupper() or name == "Reuters"))


_DOUBLED = re.compile(r"(?<![.,])(?P<stop>\.\.|,,)(?=\s|$|[\"”’)\]])")


def doubled_stops(text: str, _: str | None) -> Iterator[Repair]:
    """``outskirts..`` reads as one stop; three are an ellipsis and stay."""
    if ".." in text or ",," in text:
        for match in _DOUBLED.finditer(text):
            yield Repair(match.start(), match.end(), match.group()[0], "doubled-stop")


# --- words hidden from moderation -------------------------------------------------------------------------------

_SPACED = re.compile(r"(?<![\w.*'’-])[A-Za-z](?:(?P<sep>[ .*_·•|/\\-])[A-Za-z])(?:(?P=sep)[A-Za-z]){2,}(?![\w*'’])")


def spaced_letters(text: str, _: str | None) -> Iterator[Repair]:
    """``b o m b i n g``, ``i*s*r*a*e*l``: four or more single letters with the same mark between each two."""
    for match in _SPACED.finditer(text):
        start = match.start()
        word = re.sub(r"[^A-Za-z]", "", match.group())
        if word[0] in "AaI" and len(word) > 4 and _is_word(word[1:]) and not _is_word(word):
            start, word = start + 2, word[1:]  # an article before the word: "A b o m b i n g"
        sign = match["sep"]
        plain = word.islower() or (word[0].isupper() and word[1:].islower())
        if (sign == "." and not (plain and (len(word) > 4 or _is_word(word)))) or (
            sign != "*" and not plain and not _is_word(word)
        ):
            continue  # U.S.A.F., M.B.A.s, the head of a table: P W D L
        yield Repair(start, match.end(), word, "spaced-letters")


def _is_word(word: str) -> bool:
    return word.lower() in tables()[0] or word.lower() in vocabulary.reading()["masked_words"]


_LOOKALIKES = {"a": "@4*", "e": "3*", "i": "1!*", "o": "0*", "s": "$5*", "t": "*7", "l": "1|*"}
_MASK = re.compile(r"[A-Za-z][@$*!|01345]{1,3}[A-Za-z]")
_MASKED = re.compile(r"(?<![\w@*./])[\w@$!|*]{1,20}(?<=[A-Za-z])[@$*!|01345]{1,3}(?=[A-Za-z])[\w@$!|*]{1,20}(?![\w@*])")


@cache
def _masks() -> tuple[tuple[re.Pattern[str], str], ...]:
    """For each word that is often masked, the pattern of its masked forms."""
    words = [str(word) for word in vocabulary.reading()["masked_words"]]
    return tuple((re.compile(_mask(word), re.IGNORECASE), word) for word in words)


def _mask(word: str) -> str:
    """A pattern for a word with letters masked or split by a mark."""
    return "[*.]?".join(f"[{letter}{re.escape(_LOOKALIKES.get(letter, '*'))}]" for letter in word)


def masked_words(text: str, _: str | None) -> Iterator[Repair]:
    """``kil*led``, ``isr@el``: words of ``reading.yaml`` (masked_words) with signs among or for their letters."""
    if not _MASK.search(text):
        return
    for match in _MASKED.finditer(text):
        reading = _unmasked(match.group())
        if reading:
            yield Repair(match.start(), match.end(), reading, "masked-word")


def _unmasked(word: str) -> str:
    """The word behind a mask, in the case of the mask; empty when it is none that we know."""
    for pattern, plain in _masks():
        if pattern.fullmatch(word):
            return plain.upper() if word.isupper() else plain.capitalize() if word[0].isupper() else plain
    return ""


RULES: tuple[Rule, ...] = (
    mojibake,
    clipped,
    entities,
    invisible,
    markup,
    hashtags,
    glued_links,
    fused_times,
    drop_cap,
    glued_names,
    line_hyphens,
    bare_dash,
    lost_dash,
    lost_possessive,
    doubled_stops,
    glued_sentences,
    spaced_letters,
    masked_words,
)


def find_repairs(text: str, passages: tuple[Passage, ...], published: str | None = None) -> tuple[Repair, ...]:
    """The repairs of a text in order, never overlapping. ``published`` (ISO) helps to choose among readings."""
    found = [repair for rule in RULES for repair in rule(text, published)]
    kept = _without_overlaps(found)
    return tuple(ordinary_case(text, passages, kept))


def _without_overlaps(found: list[Repair]) -> list[Repair]:
    """Repairs in order of the text; where two overlap, the one found by the earlier rule stays."""
    order = sorted(range(len(found)), key=lambda n: (found[n].start, found[n].end, n))
    kept: list[int] = []
    for number in order:
        if kept and found[kept[-1]].end > found[number].start and found[kept[-1]].start < found[number].end:
            kept[-1] = min(kept[-1], number)
            continue
        if kept and (found[kept[-1]].start, found[kept[-1]].end) == (found[number].start, found[number].end):
            continue
        kept.append(number)
    return [found[number] for number in kept]
