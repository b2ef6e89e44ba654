"""What can be done on a phone without network: one line a kind of act, the same actions that pages call."""
