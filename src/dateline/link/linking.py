"""What linking gives: clusters of observations with their ids, the links that hold them, and what may be the same."""

from __future__ import annotations

import msgspec

from dateline.link.rulings import ID_PREFIX
from dateline.model import Link


class Cluster(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Observations of one incident. ``observations`` is sorted, ``anchor`` is the one that names it (the earliest
    published, then the smallest id). ``links`` tie each observation to its closest fellow."""

    id: str
    anchor: str
    observations: tuple[str, ...]
    links: tuple[Link, ...] = ()


class Linking(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All clusters (sorted by id). ``links`` lead between incidents: possible same, part of, series, follow-up.

    ``redirects`` leads from ids of earlier states to the ids that hold most of their observations now. ``overruled``
    are rulings that could not be followed because a later one says otherwise, ``contradicted`` those that the model
    strongly speaks against: they are followed and shown.
    """

    clusters: tuple[Cluster, ...]
    links: tuple[Link, ...] = ()
    redirects: dict[str, str] = {}
    overruled: tuple[tuple[str, str], ...] = ()
    contradicted: tuple[tuple[str, str], ...] = ()

    def incident_of(self) -> dict[str, str]:
        """Observation id -> incident id."""
        return {o: c.id for c in self.clusters for o in c.observations}


class Renewed(msgspec.Struct, frozen=True, kw_only=True):
    """What a change came upon: ``observations`` whose incidents may be different, these incidents as they are now
    (sorted by id), and all ``links`` that lead between incidents with one of them at an end."""

    observations: frozenset[str]
    clusters: tuple[Cluster, ...]
    links: tuple[Link, ...] = ()


def incident_id(anchor: str) -> str:
    """The id of the incident that is named after this observation.

    Whoever holds an id holds the name of one observation, and that observation is in some incident for ever: an old id
    always leads on, without any table of renamings.
    """
    return ID_PREFIX + anchor
