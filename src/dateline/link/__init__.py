"""Observations to incidents: candidates, readable features, score, clusters, explanation. A pure function of the ledger.

Batch::

    linking = link(observations, cards, decisions, previous)   # -> Linking

Incremental, with exactly the same result::

    linker = Linker()
    linker.rule(decisions)                     # set[str]: ids of incidents that may be new or different
    linker.add(observations, cards)            # all observations of a report in one call; again and again
    linker.linking(previous)                   # the whole state, Linking
    linker.clusters()                          # dict incident id -> Cluster

``cards`` maps report ids to :class:`dateline.model.ReportCard`; :func:`card` makes one from a report when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.link.card import card
from dateline.link.linker import Linker
from dateline.link.linking import Cluster, Linking, incident_id
from dateline.model import Decision, Observation, ReportCard

__all__ = ["Cluster", "Linker", "Linking", "card", "incident_id", "link"]


def link(
    observations: Iterable[Observation],
    cards: Mapping[str, ReportCard],
    decisions: Sequence[Decision] = (),
    previous: Mapping[str, str] | None = None,
) -> Linking:
    """Which observations are one incident, and why; decisions of people come before the model."""
    linker = Linker()
    linker.rule(decisions)
    linker.add(observations, cards)
    return linker.linking(previous)
