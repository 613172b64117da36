"""The Python face of dateline: about ten functions that do the whole way."""
