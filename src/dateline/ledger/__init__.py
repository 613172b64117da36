"""Storage: append, replay, query, changes. SQLite, one file, one writer."""
