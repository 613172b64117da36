"""Grades: Admiralty credibility of information (1-6), reliability of sources (A-F), and the ladder of an incident.

Every grade is computed by a printed rule, and the rule goes with it. Credibility is a property of what is told, reliability
one of the organisation that tells it; neither is folded into the other ("each descriptor is considered in isolation").
Reliability comes only from the registry (``vocab/outlets.yaml``), where people give it with a reason and a date; without
that it is F, *cannot be judged*, which is no reproach. The last two rungs of the ladder are for people alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model.incident import Ladder
from dateline.model.observation import Certainty
from dateline.vocab.outlets import outlet

WEAK: frozenset[Certainty] = frozenset({"hedged", "alleged", "rumour"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one value of an incident.

    ``origins`` are independent known origins that assert it, ``against`` those that assert something that contradicts it or
    deny it; ``certainties`` those of the claims for it; ``details_agree`` says that the other fields of the incident fit;
    ``physical`` that media or satellite evidence, which nobody disputes, bears on it; ``better_against`` that one of those
    against it is the side that would have to admit it, or a body that verified.
    """

    origins: int
    against: int = 0
    certainties: tuple[Certainty, ...] = ()
    details_agree: bool = False
    physical: bool = False
    better_against: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the rule that gave it; ``str`` prints both ("3: one origin, hedged, other details agree")."""

    value: str
    rule: str

    def __str__(self) -> str:
        return f"{self.value}: {self.rule}"


def credibility(evidence: Evidence) -> Grade:
    """Admiralty information credibility, 1 (confirmed) to 6 (cannot be judged), with the rule that fired.

    >>> str(credibility(Evidence(origins=2)))
    '1: two or more independent origins, not contradicted'
    """
    hedged = bool(evidence.certainties) and all(c in WEAK for c in evidence.certainties)
    if evidence.origins == 0:
        return Grade("6", "no known origin: told, but nobody is said to know")
    if evidence.against and (evidence.against > evidence.origins or evidence.better_against):
        return Grade("5", "contradicted by more or better origins")
    if evidence.against:
        return Grade("4", "contradicted by as many origins")
    if hedged:
        return _hedged(evidence)
    if evidence.origins > 1:
        return Grade("1", "two or more independent origins, not contradicted")
    if evidence.details_agree:
        return Grade("2", "one origin, not contradicted, other details agree")
    return Grade("3", "one origin, not contradicted")


def _hedged(evidence: Evidence) -> Grade:
    if set(evidence.certainties) == {"rumour"}:
        return Grade("6", "rumour only")
    if evidence.origins > 1 or evidence.details_agree:
        return Grade("3", "hedged by all, other origins or details agree")
    return Grade("4", "one origin, hedged, nothing else agrees")


def reliability(name: str) -> Grade:
    """Admiralty source reliability of an organisation, A to F, from the registry; F where nobody has graded it."""
    entry = outlet(name)
    if entry is None or entry.reliability == "F":
        return Grade("F", "not graded in the registry")
    return Grade(entry.reliability, f"{entry.reason} ({entry.date})".strip())


def ladder(evidence: Evidence, *, ruled: str | None = None) -> Grade:
    """The rung of an incident. ``ruled`` is what a person decided (``confirm`` or ``refute``): only people go there.

    >>> ladder(Evidence(origins=1)).value
    'reported'
    """
    rung: Ladder
    if ruled in ("confirm", "refute"):
        rung, rule = ("confirmed", "a person ruled so") if ruled == "confirm" else ("refuted", "a person ruled so")
    elif evidence.against:
        rung, rule = "disputed", "at least one origin denies or contradicts it"
    elif evidence.physical:
        rung, rule = "evidenced", "pictures or satellite data bear on it, undisputed"
    elif evidence.origins > 1:
        rung, rule = "corroborated", f"{evidence.origins} independent origins"
    else:
        rung, rule = "reported", "one origin" if evidence.origins else "no known origin"
    return Grade(rung, rule)


def scale(names: Sequence[str]) -> str:
    """ACLED's source scale of several outlets: the scales of those in the registry, widest last, joined by a dash."""
    order = ("Local partner", "Subnational", "National", "Regional", "International", "New media", "Other")
    present = {entry.scale for name in names if (entry := outlet(name)) is not None and entry.scale}
    return "-".join(s for s in order if s in present)
