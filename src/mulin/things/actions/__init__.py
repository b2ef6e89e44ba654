"""Verbs of the register, one a file."""
