"""Places by name: layers of read-only SQLite files, the packaged world base first.

>>> from dateline.gazetteer import Gazetteer
>>> Gazetteer.open().lookup("Mosul")[0].place.country
'IQ'
"""

from dateline.gazetteer.place import Candidate, Place
from dateline.gazetteer.store import Gazetteer, Layer, LayerError

__all__ = ["Candidate", "Gazetteer", "Layer", "LayerError", "Place"]
