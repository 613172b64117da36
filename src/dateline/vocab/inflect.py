"""The written forms of English verbs and nouns, from a table of irregular verbs and the spelling rules.

Triggers are matched by form and not by the lemma a model guesses: telegrams in capitals and headlines get wrong lemmas.
"""

from __future__ import annotations

from functools import cache

from dateline.vocab.load import tsv_rows

_S_ENDINGS = ("s", "x", "z", "ch", "sh")


@cache
def _irregular() -> dict[str, tuple[str, str, str]]:
    return {row["base"]: (row["past"], row["participle"], row["ing"] or "") for row in tsv_rows("irregular_verbs")}


def third_person(base: str) -> str:
    """The -s form of a verb, which is also the plural of a noun.

    >>> third_person("clash"), third_person("deny"), third_person("deploy")
    ('clashes', 'denies', 'deploys')
    """
    if base.endswith(_S_ENDINGS):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


@cache
def _doubling() -> frozenset[str]:
    return frozenset(row["base"] for row in tsv_rows("doubling_verbs"))


def _doubles(base: str) -> bool:
    return base in _doubling()


def past(base: str) -> str:
    """The regular past of a verb.

    >>> past("raid"), past("stab"), past("torture"), past("occupy")
    ('raided', 'stabbed', 'tortured', 'occupied')
    """
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if _doubles(base) else "") + "ed"


def ing(base: str) -> str:
    """The regular -ing form of a verb.

    >>> ing("seize"), ing("stab"), ing("flee"), ing("shell")
    ('seizing', 'stabbing', 'fleeing', 'shelling')
    """
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + (base[-1] if _doubles(base) else "") + "ing"


def verb_forms(base: str) -> tuple[str, ...]:
    """All forms of a verb, base first, each once.

    >>> verb_forms("shoot")
    ('shoot', 'shoots', 'shot', 'shooting')
    """
    if base == "be":
        return ("be", "is", "are", "was", "were", "been", "being", "am")
    if base == "have":
        return ("have", "has", "had", "having")
    pasts, participles, ing_form = _irregular().get(base, (past(base), past(base), ""))
    forms = [base, third_person(base), *pasts.split("/"), *participles.split("/"), ing_form or ing(base)]
    return tuple(dict.fromkeys(forms))


def noun_forms(base: str) -> tuple[str, ...]:
    """Singular and plural of a noun of one or more words.

    >>> noun_forms("car bomb")
    ('car bomb', 'car bombs')
    """
    if base.endswith(("ing", "s")) and " " not in base and not base.endswith(("bombing", "killing", "shooting")):
        return (base,)
    if base.endswith("man"):
        return (base, base[:-3] + "men")
    return (base, third_person(base))
