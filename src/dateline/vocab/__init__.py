"""Domain knowledge that a conflict researcher can read and correct: YAML and TSV files beside their loader.

``vocab.yaml_file("incident_types")`` and ``vocab.tsv_rows("speech_verbs")`` read a file of this folder once.
"""

from dateline.vocab.load import data_path, tsv_rows, yaml_file

__all__ = ["data_path", "tsv_rows", "yaml_file"]
