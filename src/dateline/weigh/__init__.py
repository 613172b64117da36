"""Incidents to field views: best value, rivals, independent origins, status over time, grades. A pure function of the ledger."""
