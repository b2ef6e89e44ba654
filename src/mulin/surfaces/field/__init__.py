"""Pages of grid workers: the day's list and one-thumb verbs."""
