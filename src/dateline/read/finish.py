"""From what a format reader found to a report: gaps filled from the options, date checked, language told."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.model import Medium, Notice, Passage, Report
from dateline.model.report import PublishedBasis
from dateline.read import dates
from dateline.read.language import SAMPLE, language_of
from dateline.read.options import ReadOptions
from dateline.read.passages import find_passages
from dateline.read.printed import printed
from dateline.read.text import report_from_text
from dateline.read.vocabulary import shells

_HALVES = re.compile("[\ud800-\udfff]")  # lone surrogates: no characters, and nothing can store them
LABEL_WORDS = 30  # words from which a text may gainsay the language its record claims
SHELL = 1500  # characters; a longer text is never taken for an empty page shell


class Draft(msgspec.Struct, kw_only=True):
    """What a format reader found. ``published`` is as stated (any notation), ``basis`` says where it stood."""

    text: str
    origin: str
    place: str = ""
    format: str = "text"
    sha256: str = ""
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    basis: PublishedBasis | None = None
    of_record: bool = False  # its date is a field that somebody filled in: less sure than what the text prints
    guessed: str | None = None  # a date that a page's print suggests; the last resort
    language: str | None = None
    hint: str | None = None  # a language that a page or feed declares: believed only where the words tell none
    passages: tuple[Passage, ...] | None = None
    media: tuple[Medium, ...] = ()
    extra: dict[str, str] = {}


def finish(draft: Draft, options: ReadOptions) -> Iterator[Report | Notice]:
    """The report of a draft, with a notice for each thing about it that a person should know."""
    text = _HALVES.sub("\ufffd", draft.text) if not draft.text.isascii() else draft.text
    if not text.strip():
        yield _notice(draft, "empty-report", "it holds no text", "check the field mapping (--map) or the file")
        return
    if len(text) > options.max_text:
        yield from _in_parts(draft, text, options)
        return
    if _is_shell(text):
        reason = "the page holds only a request to enable scripts, log in or prove to be human"
        yield _notice(draft, "page-shell", reason, "fetch the page again with a browser", "info")
    published, basis, problems = _published(draft, text, options)
    yield from problems
    passages = draft.passages if draft.passages is not None and len(text) == len(draft.text) else None
    passages = find_passages(text, draft.title) if passages is None else passages
    prose = _prose(text, passages)
    language = _language(draft, prose, options)
    if mislabelled(draft.language, prose):
        reason = (
            f"the record says its language is {draft.language!r}, its words say {language!r}; it is read as the latter"
        )
        yield _notice(draft, "other-label", reason, "correct the record, or tell the language with --language", "info")
    yield report_from_text(
        text,
        published=published,
        published_basis=basis,
        title=draft.title or None,
        outlet=draft.outlet or options.outlet,
        url=draft.url or None,
        language=language,
        author=draft.author or None,
        passages=passages,
        media=draft.media,
        origin=draft.origin,
        place=draft.place,
        format=draft.format,
        sha256=draft.sha256,
        extra=draft.extra,
    )


def _in_parts(draft: Draft, text: str, options: ReadOptions) -> Iterator[Report | Notice]:
    """A text too long for one report as several, cut at blank lines, line ends or spaces; nothing of it is lost."""
    reason = f"its text has {len(text)} characters, more than the {options.max_text} of one report; it is read in parts"
    yield _notice(draft, "text-split", reason, "give each report a file or a record of its own")
    start = 0
    while start < len(text):
        end = _cut(text, start, start + options.max_text)
        place = f"{draft.place} chars {start}-{end}".strip()
        part = msgspec.structs.replace(draft, text=text[start:end], place=place, passages=None, media=())
        if part.text.strip():
            yield from finish(part, options)
        start = end


def _cut(text: str, start: int, end: int) -> int:
    """The best place to cut at or before ``end``."""
    if end >= len(text):
        return len(text)
    for gap in ("\n\n", "\n", ". ", " "):
        found = text.rfind(gap, start + (end - start) // 2, end)
        if found > start:
            return found + len(gap)
    return end


def _language(draft: Draft, prose: str, options: ReadOptions) -> str:
    """What the record says unless its words gainsay it, else the user, else the words, else what the page declares."""
    labels = (options.language,) if mislabelled(draft.language, prose) else (draft.language, options.language)
    for told in labels:
        if told and language_of("", told) != "und":
            return language_of("", told)
    found = language_of(prose)
    return language_of("", draft.hint) if found == "und" and draft.hint else found


def mislabelled(label: str | None, prose: str) -> bool:
    """Whether a record calls an English text foreign or the other way round, the text being long enough to tell.

    Dumps of posts often carry the language of the account or of the query, not that of the text.
    """
    told = language_of("", label)
    if told == "und" or len(prose.split()) < LABEL_WORDS:
        return False
    found = language_of(prose)
    return found != "und" and (told == "en") != (found == "en")


def _prose(text: str, passages: tuple[Passage, ...]) -> str:
    """The words that tell the language: not the page's furniture, as long as there are others."""
    pieces: list[str] = []
    for passage in passages:
        if passage.role not in {"boilerplate", "byline", "credit", "dateline"}:
            pieces.append(text[passage.start : passage.end])
            if sum(map(len, pieces)) > SAMPLE:
                break
    return "\n".join(pieces) or text


def _published(draft: Draft, text: str, options: ReadOptions) -> tuple[str | None, PublishedBasis | None, list[Notice]]:
    """Date, what told it, and notices. Order: the report's own field, the user, the link, the text's dateline."""
    problems: list[Notice] = []
    if draft.published:
        stated = dates.iso(draft.published)
        if stated and dates.is_future(stated, options.today):
            reason = f"the report says it was published on {stated[:10]}, which is still to come"
            problems.append(
                _notice(draft, "future-date", reason, "correct the date of the record, or tell it with --published")
            )
            return (options.published, "told", problems) if options.published else (stated, "future", problems)
        if stated:
            own = printed(text) if draft.of_record else None
            if own is None or not dates.apart(own, stated) or dates.is_future(own, options.today):
                return stated, draft.basis or "metadata", problems
            reason = f"the record says that it was published on {stated[:10]}, the text is dated {own}; its days are reckoned from the latter"
            problems.append(
                _notice(draft, "other-date", reason, "correct the record, or take the date out of its text")
            )
            return own, "dateline", problems
        reason = f"the date {draft.published[:60]!r} can be read in more than one way, or in none"
        problems.append(
            _notice(draft, "date-not-understood", reason, "write it as YYYY-MM-DD, or tell it with --published")
        )
    if options.published:
        return options.published, "told", problems
    derived: tuple[tuple[str | None, PublishedBasis], ...] = (
        (dates.of_url(draft.url) if draft.url else None, "url"),
        (dates.of_text(text) or printed(text), "dateline"),
        (dates.iso(draft.guessed) if draft.guessed else None, "text"),
    )
    for found, basis in derived:
        if found and not dates.is_future(found, options.today):
            return found, basis, problems
    if not draft.published:
        reason = "nothing says when it was published; days like 'on Monday' cannot be dated"
        problems.append(_notice(draft, "no-date", reason, "tell it with --published", "info"))
    return None, None, problems


def _notice(draft: Draft, code: str, reason: str, next_step: str, severity: str = "warning") -> Notice:
    return Notice(
        code=code, file=draft.origin, place=draft.place, reason=reason, next_step=next_step, severity=severity
    )


def _is_shell(text: str) -> bool:
    """Whether a short text is only a site's request for scripts, a login or patience."""
    if len(text) > SHELL:
        return False
    low = text.casefold()
    return any(shell in low for shell in shells()) and (len(text) < 400 or low.count(". ") < 6)
