"""Advancing the tallies."""
