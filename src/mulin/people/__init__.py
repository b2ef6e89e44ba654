"""Persons, organisations, posts, scopes, roster and who looked."""
