"""Incidents to field views: best value, rivals, independent origins, status over time, grades. A pure function of the ledger.

``incidents(linking, observations, cards, decisions)`` gives the list of :class:`dateline.model.Incident`, ordered by
id; ``incident(cluster, observations, cards, verdicts(decisions), links)`` gives a single one (for what a linker said
is new or different). ``changes(old, new)`` gives the change records between two such lists.
"""

from dateline.weigh.changes import changes
from dateline.weigh.incidents import incident, incidents
from dateline.weigh.policy import rows
from dateline.weigh.rulings import verdicts

__all__ = ["changes", "incident", "incidents", "rows", "verdicts"]
