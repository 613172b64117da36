"""Ledger to files, one module a format."""
