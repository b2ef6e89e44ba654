"""API, Open311 and other doors for machines."""
