"""Verbs of rounds, one a file."""
