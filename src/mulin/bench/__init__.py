"""Measurements on a database of their own, through the code that serves."""
