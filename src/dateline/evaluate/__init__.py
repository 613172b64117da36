"""Measures the real stages against gold: predictions in a scorer's format, its figures, and the floors beside them.

One module an area (``events``, ``places``, ``time``, ``claims``, ``linking``, ``ledger``), each with
``predictions(gold)`` and ``scorer_arguments(gold, out)``; :mod:`dateline.evaluate.run` does the rest.
"""
