"""Rounds: plans that recur, checklists, what was found, and what has been seen within so many days."""
