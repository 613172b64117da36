"""Observations to incidents: candidates, readable features, score, clusters, explanation. A pure function of the ledger."""
