"""The demo corpus, its intended ledger and the overlay of its places: data only (see README.md beside this file)."""
