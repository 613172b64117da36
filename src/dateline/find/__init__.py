"""Report to mentions: which words name a time, a place, an actor, a count, an event, a speaker, a medium.

One file a kind, one language analysis per report shared by all (:mod:`dateline.find.analysis`).
"""
