"""The case: the one loop for whatever needs somebody to act."""
