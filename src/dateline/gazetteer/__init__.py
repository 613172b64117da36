"""Places: read-only SQLite layers, attached and never merged, and the keys by which names are looked up."""
