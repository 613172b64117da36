"""Mentions to values: calendar ranges, coordinates, known actors."""
