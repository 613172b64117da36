"""Finds the words that name places: names, facilities, peoples and relative places.

What they mean is for ``resolve.places`` to say. A name is found by its words, not by the language model's view of them.
"""

from dateline.find.places.finder import find_places

__all__ = ["find_places"]
