"""Verbs and nouns of saying, from the tables that researchers can read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.vocab.load import tsv_rows, yaml_file


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb takes as content, what it does to the certainty of it, and the kind of act."""

    frames: frozenset[str]
    certainty: str
    kind: str


LEMMA_SLIPS = {"hop": "hope", "deni": "deny", "cit": "cite"}  # how the small model's lemmatiser writes some forms


@cache
def verbs() -> dict[str, Verb]:
    """The rows of ``speech_verbs.tsv`` by lemma, also as the lemmatiser slips on it."""
    rows = {r["verb"]: Verb(frozenset(r["frames"]), r["certainty"], r["kind"]) for r in tsv_rows("speech_verbs")}
    return rows | {slip: rows[verb] for slip, verb in LEMMA_SLIPS.items()}


@cache
def nouns() -> dict[str, str]:
    """Certainty by noun, from ``speech_nouns.tsv``."""
    return {r["noun"]: r["certainty"] for r in tsv_rows("speech_nouns")}


@cache
def adverbs() -> dict[str, str]:
    """Certainty by adverb ("reportedly"), from ``speech_adverbs.tsv``."""
    return {r["adverb"]: r["certainty"] for r in tsv_rows("speech_adverbs")}


@cache
def person_nouns() -> frozenset[str]:
    """Nouns for those who can be said to know, from ``speakers.yaml``."""
    speakers = yaml_file("speakers")
    kinds = speakers["kinds"]
    return frozenset(
        [word for kind, words in kinds.items() if kind != "document" for word in words] + speakers["vague"]
    )


@cache
def _speaker_kinds() -> dict[str, str]:
    return {word: kind for kind, words in yaml_file("speakers")["kinds"].items() for word in words}


def singular_kind(lemma: str) -> str | None:
    """The kind of speaker that a noun names ("television": broadcaster), ``None`` when it names none."""
    return _speaker_kinds().get(lemma) or _speaker_kinds().get(lemma.removesuffix("s"))
