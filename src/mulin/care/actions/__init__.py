"""Verbs of care, one a file."""
