"""Bytes to reports: format, encoding, page text, passages with roles, publication date, repairs.

Start at :mod:`dateline.read.files` for where reports come from and :mod:`dateline.read.view` for how their text is
read without ever being changed.
"""
