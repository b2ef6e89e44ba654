"""In-app notices, preferences, templates and digests."""
