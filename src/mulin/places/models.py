"""Rows of places."""
